"""Des conventions à viser, chez des organismes dont les places se comptent : de quoi éprouver P03.

Une seule est menée par les gestes, dans le petit monde des essais ; les autres en sont des copies, chacune
d'un autre étudiant, avec un autre tuteur. Un organisme de soixante personnes a neuf places. Trois y sont
prises quand il restera un visa à donner ; aucune, quand ce visa est le dernier : neuf candidats les prennent.
"""

from __future__ import annotations

import sys
from copy import deepcopy
from itertools import count
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from django.db import transaction
from django.utils import timezone
from guichet.monde import Monde, creer_le_monde, donnees_d_exemple

from tripartite.droit.parcours import Etat
from tripartite.guichet.modeles import (
    Composante,
    Compte,
    Convention,
    Fonction,
    Formation,
    Membre,
    Organisme,
    Version,
)
from tripartite.guichet.modeles.conventions import nouvelle_reference
from tripartite.guichet.passerelle import empreinte
from tripartite.guichet.places import places_d_un_organisme

PERSONNES, PLACES, PRISES = 60, 9, 3
NOM = "Organisme à visas"


class AViser(NamedTuple):
    """Qui vise, et les références : il restera un visa aux premières, les dernières iront à la signature."""

    bureau: Compte
    premiers: list[str]
    derniers: list[str]


class Places(NamedTuple):
    """Les places prises chez ces organismes, et les semaines où il y en a trop."""

    prises: int
    en_trop: int


@transaction.atomic
def preparer_les_visas(premiers: int, derniers: int) -> AViser:
    """Écrit les conventions sans passer par les gestes : autant prendraient le quart d'heure."""
    monde = creer_le_monde()
    donnees = donnees_d_exemple()
    donnees["organisme"]["effectifs"] = dict.fromkeys(donnees["organisme"]["effectifs"], PERSONNES)
    copies = _Copies(monde, monde.convention(Etat.EN_CONTROLE, donnees=donnees))
    deux, un = copies.formation("bureau", "direction"), copies.formation("bureau")
    for _rang in range(0, premiers, PLACES - PRISES):
        copies.faire(deux, {Etat.A_SIGNER: PRISES, Etat.EN_CONTROLE: PLACES - PRISES})
    for _rang in range(0, derniers, PLACES):
        copies.faire(un, {Etat.EN_CONTROLE: PLACES})
    a_viser = Convention.objects.filter(etat=Etat.EN_CONTROLE).order_by("pk")
    premieres, dernieres = (
        list(a_viser.filter(formation=formation).values_list("reference", flat=True))
        for formation in (deux, un)
    )
    return AViser(monde.comptes["bureau"], premieres, dernieres)


def compter_les_places() -> Places:
    """Ce que disent les places de chaque organisme, semaine civile par semaine civile."""
    prises = en_trop = 0
    for organisme in Organisme.objects.filter(nom=NOM).iterator():
        stages = Convention.objects.filter(organisme=organisme, etat=Etat.A_SIGNER)
        prises += stages.count()
        for debut, fin in stages.values_list("debut", "fin")[:1]:  # tous ont les mêmes dates
            places = places_d_un_organisme(organisme, debut, fin, timezone.localdate())
            en_trop += sum(s.presents > PLACES for s in places.semaines)
    return Places(prises, en_trop)


class _Copies:
    """Des copies d'une convention, chez un organisme de plus à chaque fois."""

    def __init__(self, monde: Monde, modele: Convention) -> None:
        self.monde, self.modele = monde, modele
        self.organismes, self.etudiants = count(1), count(1)

    def formation(self, *circuit: str) -> Formation:
        composante = Composante.objects.get(pk=self.monde.composante.pk)
        composante.pk, composante.nom, composante.circuit = None, f"Circuit de {len(circuit)}", list(circuit)
        composante.save()
        faits = self.monde.formation.faits
        return Formation.objects.create(composante=composante, intitule=composante.nom, faits=faits)

    def faire(self, formation: Formation, combien: dict[Etat, int]) -> None:
        rang = next(self.organismes)
        organisme = Organisme.objects.create(siret=_siret(rang), nom=NOM)
        referent = Compte.objects.create(courriel=f"referent{rang}@visas.example", nom=f"Référent {rang}")
        Membre.objects.create(compte=referent, etablissement=self.monde.ecole, fonction=Fonction.REFERENT)
        for etat, nombre in combien.items():
            for _fois in range(nombre):
                self._copier(formation, organisme, referent, etat)

    def _copier(self, formation: Formation, organisme: Organisme, referent: Compte, etat: Etat) -> None:
        rang = next(self.etudiants)
        nom, tuteur = f"Étudiant{rang}", f"tuteur{rang}@visas.example"
        donnees = deepcopy(self.modele.donnees)
        donnees["organisme"] |= {"siret": organisme.siret, "nom": NOM}
        donnees["convention"] |= {"poste": f"poste {rang}"}
        donnees["convention"]["tuteur"] |= {"nom": f"Tuteur{rang}", "courriel": tuteur}
        donnees["stagiaire"] |= {"nom": nom}
        copie = Convention.objects.get(pk=self.modele.pk)
        copie.pk, copie.reference, copie.version, copie.numero_de_version = (
            None,
            nouvelle_reference(),
            None,
            1,
        )
        copie.etat, copie.visa_attendu = etat, "bureau" if etat == Etat.EN_CONTROLE else ""
        copie.composante, copie.formation = formation.composante, formation
        copie.organisme, copie.referent = organisme, referent
        copie.stagiaire = Compte.objects.create(courriel=f"etudiant{rang}@visas.example", nom=nom)
        copie.nom_du_stagiaire, copie.nom_de_l_organisme, copie.courriel_du_tuteur = nom, NOM, tuteur
        copie.save(force_insert=True)
        copie.version = Version.objects.create(
            convention=copie,
            numero=1,
            dossier=donnees,
            empreinte=empreinte(donnees),
            le=timezone.now(),
            auteur="mesure",
            partie=self.modele.actuelle.partie,
        )
        copie.save(update_fields=["version"])


def _siret(rang: int) -> str:
    """Un SIRET dont les deux clés sont justes."""
    siren = f"{rang:08}" + _cle(f"{rang:08}")
    return f"{siren}0001" + _cle(f"{siren}0001")


def _cle(chiffres: str) -> str:
    """La clé de Luhn."""
    doubles = (int(c) * 2 if rang % 2 == 0 else int(c) for rang, c in enumerate(reversed(chiffres)))
    return str(-sum(n - 9 if n > 9 else n for n in doubles) % 10)
