"""Raconter une convention de démonstration : qui l'a écrite, jusqu'où elle est allée, ce qui l'arrête."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

from django.utils import timezone

from tripartite.droit.faits import Partie
from tripartite.droit.parcours import Etat, exiger_le_geste
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
from tripartite.guichet.gestes.signataires import a_leur_tour, version_a_signer
from tripartite.guichet.gestes.signer import refuser_de_signer, signer
from tripartite.guichet.gestes.socle import faire_passer
from tripartite.guichet.modeles import Composante, Compte, Convention, Courriel, Formation, Lien, Signataire

MONTREE = "demonstration.example"
SIRET_MONTRE = "93621374300011"
CLAUSE = "convention.gratification.revalorisation"
IL_MANQUE_LA_CLAUSE = "Le stage passe le 1er janvier : ajoutez la clause de revalorisation."
LIEU_INEXACT = "Le lieu de présence n'est pas celui dont nous étions convenus."
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
    Recit("en contrôle", 45),
    Recit("à signer", 30),
    Recit("en cours", -40),
    Recit("à compléter", 55),
    Recit("en contrôle", 50, "sous le minimum"),
    Recit("signée", 20),
    Recit("terminée", -150),
    Recit("correction demandée", 40, "sans clause"),
    Recit("à signer", 25),
    Recit("en contrôle", 35, "trop d'heures"),
    Recit("clôturée", -200),
    Recit("brouillon", 90),
    Recit("en cours", -25),
    Recit("en contrôle", 65),
    Recit("refusée", 40, "sous le minimum"),
    Recit("signature refusée", 28),
    Recit("à compléter", 70),
    Recit("suspendue", -50),
    Recit("annulée", 50),
    Recit("signée", 32),
    Recit("rompue", -60),
    Recit("terminée", -130),
)
JUSQU_A_LA_SIGNATURE = frozenset({"à signer", "signature refusée"})
CONCLUES = frozenset({"signée", "en cours", "suspendue", "rompue", "terminée", "clôturée"})
ENSUITE = {
    "en cours": ("commencer",),
    "suspendue": ("commencer", "suspendre"),
    "rompue": ("commencer", "rompre"),
    "terminée": ("commencer", "terminer"),
    "clôturée": ("commencer", "terminer", "clore"),
}
"""La vie du stage après sa signature, telle que la table la dit."""


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
    lieu = lieux[rang % len(lieux)]
    aujourd_hui = timezone.localdate()
    debut = _lundi(aujourd_hui + timedelta(days=recit.avance + hasard.randint(0, 20)))
    depart = min(aujourd_hui, debut - timedelta(days=20)) - timedelta(days=hasard.randint(12, 30))
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
            if self.recit.fin in JUSQU_A_LA_SIGNATURE | CONCLUES:
                self._viser()
                self._signer()
        self._vivre(bureau)
        return self.convention

    def _viser(self) -> None:
        """Les visas du circuit ; une règle qui bloque laisse la convention en contrôle, comme dans la vie."""
        if bloquants(self.convention):
            return
        while (fonction := fonction_attendue(self.convention)) and self.convention.etat == Etat.EN_CONTROLE:
            comptes = {**self.gens.comptes, "referent": self.gens.referent}
            acteur = Acteur(compte=comptes[fonction])
            self.convention = viser(self.convention, acteur, numero=self.convention.numero_de_version)

    def _signer(self) -> None:
        """Chacun signe, l'un après l'autre ; « à signer » attend encore quelqu'un, un refus reste."""
        if self.convention.etat != Etat.A_SIGNER:
            return
        restent = 2 if self.recit.fin == "à signer" else 0
        while len(attendus := a_leur_tour(self.convention)) > restent:
            acteur = self._signataire(attendus[0])
            if self.recit.fin == "signature refusée" and len(attendus) == 3:
                self.convention = refuser_de_signer(self.convention, acteur, motif=LIEU_INEXACT)
                return
            demander_un_code(self.convention, "signer", acteur)
            version = version_a_signer(self.convention)
            empreinte = version.empreinte if version else ""
            self.convention = signer(self.convention, acteur, code=_dernier_code(), empreinte=empreinte)

    def _signataire(self, signataire: Signataire) -> Acteur:
        compte = Compte.objects.filter(courriel=signataire.courriel).first()
        acteur = Acteur(compte=compte)
        if compte and acteur.partie(self.convention):
            return acteur
        return Acteur(
            lien=Lien.objects.select_related("convention").filter(signataire=signataire).latest("pk")
        )

    def _vivre(self, bureau: Acteur) -> None:
        """Ce que le calendrier et les parties ont fait depuis la signature."""
        if self.convention.etat != Etat.SIGNEE or not self.convention.debut or not self.convention.fin:
            return
        jours = {"commencer": self.convention.debut, "terminer": self.convention.fin + timedelta(days=1)}
        for geste in ENSUITE.get(self.recit.fin, ()):
            partie = None if geste in jours else Partie.ETABLISSEMENT
            self.jour = jours.get(geste, self.jour + timedelta(days=10))
            with self.a_l_instant(min(self.jour, timezone.localdate())):
                passage = exiger_le_geste(geste, self.convention.etat, partie)
                (vers,) = passage.vers
                faire_passer(self.convention, passage, vers, par=bureau, partie=Partie.ETABLISSEMENT)

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
