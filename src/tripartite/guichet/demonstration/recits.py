"""Raconter une convention de démonstration : qui l'a écrite, jusqu'où elle est allée, ce qui l'arrête."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

from django.utils import timezone

from tripartite.droit.faits import Partie
from tripartite.guichet.acces import Acteur
from tripartite.guichet.demonstration import faits as ecrits
from tripartite.guichet.gestes.circuit import fonction_attendue
from tripartite.guichet.gestes.codes import demander_un_code
from tripartite.guichet.gestes.completer import completer
from tripartite.guichet.gestes.controler import (
    annuler,
    bloquants,
    demander_une_correction,
    refuser,
    viser,
)
from tripartite.guichet.gestes.echanger import remarquer
from tripartite.guichet.gestes.envoyer import envoyer, rendre
from tripartite.guichet.gestes.etablir import etablir
from tripartite.guichet.modeles import Composante, Compte, Convention, Courriel, Formation, Lien

MONTREE = "demonstration.example"
SIRET_MONTRE = "93621374300011"
CLAUSE = "convention.gratification.revalorisation"
IL_MANQUE_LA_CLAUSE = "Le stage passe le 1er janvier : ajoutez la clause de revalorisation."
SOUS_LE_MINIMUM = "La gratification est sous le minimum légal, et l'organisme ne la relève pas."
Horloge = Callable[[date], AbstractContextManager[None]]


class Lieu(NamedTuple):
    """Où l'on étudie."""

    composante: Composante
    formation: Formation


class Gens(NamedTuple):
    """Qui est de l'histoire : les comptes montrés, le référent, l'étudiant."""

    comptes: Mapping[str, Compte]
    referent: Compte
    etudiant: Compte


class Recit(NamedTuple):
    """Jusqu'où va l'histoire, combien de jours avant le stage elle commence, et la faute qu'elle porte."""

    fin: str
    avance: int
    """Les jours entre aujourd'hui et le début du stage."""
    faute: str = ""


RECITS: tuple[Recit, ...] = (
    Recit("brouillon", 60),
    Recit("à compléter", 55),
    Recit("en contrôle", 45),
    Recit("à signer", 30),
    Recit("en contrôle", 50, "sous le minimum"),
    Recit("à compléter", 70),
    Recit("correction demandée", 40, "sans clause"),
    Recit("à signer", 25),
    Recit("en contrôle", 35, "trop d'heures"),
    Recit("brouillon", 90),
    Recit("à signer", 35),
    Recit("en contrôle", 65),
    Recit("refusée", 40, "sous le minimum"),
    Recit("à signer", 28),
    Recit("en contrôle", 42),
    Recit("annulée", 50),
)


def raconter(
    rang: int,
    hasard: Random,
    monde: Mapping[str, Any],
    lieux: Sequence[Lieu],
    gens: Gens,
    a_l_instant: Horloge,
) -> Convention:
    """Mène une convention, par les gestes, jusqu'où va son récit."""
    recit = RECITS[rang % len(RECITS)]
    lieu = lieux[rang % 3 if rang % 2 else rang % len(lieux)]
    if rang % 40 == 3 or rang < 2:
        gens = gens._replace(etudiant=gens.comptes["etudiante"])
    aujourd_hui = timezone.localdate()
    debut = _lundi(aujourd_hui + timedelta(days=recit.avance + hasard.randint(0, 30)))
    depart = aujourd_hui - timedelta(days=hasard.randint(12, 30))
    histoire = _Histoire(recit, lieu, gens, a_l_instant, depart)
    organisme = monde["organismes"][hasard.randrange(len(monde["organismes"]))]
    histoire.ecrire(hasard, monde, organisme, debut)
    return histoire.finir()


def _lundi(jour: date) -> date:
    return jour + timedelta(days=-jour.weekday() % 7)


class _Histoire:
    """Une convention qui avance, un geste après l'autre, un jour après l'autre."""

    def __init__(
        self,
        recit: Recit,
        lieu: Lieu,
        gens: Gens,
        a_l_instant: Horloge,
        jour: date,
    ) -> None:
        self.recit, self.lieu, self.gens = recit, lieu, gens
        self.etudiant = Acteur(compte=gens.etudiant)
        self.a_l_instant, self.jour = a_l_instant, jour
        self.convention: Convention

    def ecrire(
        self, hasard: Random, monde: Mapping[str, Any], organisme: Mapping[str, Any], debut: date
    ) -> None:
        """Le brouillon, sa suite chez l'organisme, son retour à l'établissement."""
        metier = monde["metiers"][hasard.randrange(len(monde["metiers"]))]
        tuteur = monde["tuteurs"][hasard.randrange(len(monde["tuteurs"]))]
        semaines = 27 if self.recit.faute == "trop d'heures" else hasard.choice((8, 10, 12, 16, 22))
        du_stagiaire = ecrits.du_stagiaire(hasard, metier, debut, semaines, faute=self.recit.faute)
        with self.a_l_instant(self.jour):
            self.convention = etablir(self.etudiant, self.lieu.formation)
            self._referent()
            self._completer(self.etudiant, du_stagiaire | {"organisme": ecrits.identite(organisme)})
        if self.recit.fin == "brouillon":
            return
        self._plus_tard(hasard, 3)
        with self.a_l_instant(self.jour):
            boite = MONTREE if organisme["siret"] == SIRET_MONTRE else ecrits.adresse_de(organisme)
            contact = f"rh@{boite}"
            self.convention = envoyer(self.convention, self.etudiant, contact=contact)
        if self.recit.fin == "à compléter":
            return
        self._plus_tard(hasard, 5)
        with self.a_l_instant(self.jour):
            liens = Lien.objects.select_related("convention").filter(convention=self.convention)
            invite = Acteur(lien=liens.latest("pk"))
            self._completer(invite, ecrits.de_l_organisme(organisme, tuteur, debut, faute=self.recit.faute))
            demander_un_code(self.convention, "rendre", invite)
            self.convention = rendre(self.convention, invite, code=_dernier_code())
        self._plus_tard(hasard, 4)

    def finir(self) -> Convention:
        """Ce qu'en fait l'établissement."""
        bureau = Acteur(compte=self.gens.comptes["bureau"])
        with self.a_l_instant(self.jour):
            match self.recit.fin:
                case "correction demandée":
                    remarquer(self.convention, bureau, chemin=CLAUSE, texte=IL_MANQUE_LA_CLAUSE)
                    return demander_une_correction(
                        self.convention, bureau, a=Partie.ORGANISME, motif=IL_MANQUE_LA_CLAUSE
                    )
                case "refusée":
                    return refuser(self.convention, bureau, motif=SOUS_LE_MINIMUM)
                case "annulée":
                    return annuler(self.convention, self.etudiant, motif="J'ai trouvé un autre stage.")
                case "à signer":
                    self._viser()
        return self.convention

    def _viser(self) -> None:
        """Les visas du circuit ; une règle qui bloque laisse la convention en contrôle, comme dans la vie."""
        if bloquants(self.convention):
            return
        while (fonction := fonction_attendue(self.convention)) and self.convention.etat == "en contrôle":
            comptes = {**self.gens.comptes, "referent": self.gens.referent}
            acteur = Acteur(compte=comptes[fonction])
            self.convention = viser(self.convention, acteur, numero=self.convention.numero_de_version)

    def _completer(self, acteur: Acteur, ajouts: Mapping[str, Any]) -> None:
        def changer(avant: dict[str, Any]) -> dict[str, Any]:
            return fondre(avant, ajouts)

        self.convention = completer(
            self.convention, acteur, numero=self.convention.numero_de_version, changer=changer
        )

    def _referent(self) -> None:
        """L'établissement a désigné le référent en ouvrant la formation."""
        referent = self.gens.referent
        Convention.objects.filter(pk=self.convention.pk).update(referent=referent)
        dit = {
            "nom": referent.nom,
            "prenom": referent.prenom,
            "fonction": "maître de conférences",
            "courriel": referent.courriel,
            "suivis": "aucun",
        }
        self._completer(self.etudiant, {"etablissement": {"referent": dit}})

    def _plus_tard(self, hasard: Random, au_plus: int) -> None:
        self.jour = min(self.jour + timedelta(days=hasard.randint(1, au_plus)), timezone.localdate())


def fondre(avant: Mapping[str, Any], ajouts: Mapping[str, Any]) -> dict[str, Any]:
    """Ajoute des faits à d'autres, section par section.

    >>> fondre({"a": {"x": 1}}, {"a": {"y": 2}})
    {'a': {'x': 1, 'y': 2}}
    """
    fondus = dict(avant)
    for nom, valeur in ajouts.items():
        garde = fondus.get(nom)
        fondus[nom] = (
            fondre(garde, valeur) if isinstance(garde, Mapping) and isinstance(valeur, Mapping) else valeur
        )
    return fondus


def _dernier_code() -> str:
    texte = Courriel.objects.filter(modele="code").latest("pk").texte
    return next(mot for mot in texte.split() if mot.isdigit() and len(mot) == 6)
