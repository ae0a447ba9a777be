"""Registre et liste des conventions : C. trav. L. 1221-13, D. 1221-23-1, D. 1221-25, R. 1221-26."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from tripartite.droit.calendrier import ajouter_mois
from tripartite.droit.faits import (
    Avenant,
    Convention,
    Dossier,
    OrganismeAccueil,
    Rupture,
    Stagiaire,
    Tuteur,
)
from tripartite.droit.langage import (
    Constat,
    Gravite,
    Inconnu,
    Parametre,
    Sujet,
    a_verifier,
    conforme,
    connu,
    deduit,
    depuis,
    non_conforme,
    regle,
    sans_objet,
)

SUJET = Sujet(
    "Registre et liste des conventions",
    ordre=230,
    lignes=("R24",),
    presentation="Ce que l'organisme inscrit de chaque stagiaire, dans quel ordre, et combien de temps.",
)

CONSERVATION = Parametre(
    "conservation de la ligne du registre après le départ",
    depuis("2015-10-29", 5, "C. trav. R. 1221-26"),
    unite="ans",
    articles=("C. trav. R. 1221-26",),
)

# --- Les lignes ----------------------------------------------------------------------------------


class Evenement(NamedTuple):
    """Ce qui s'inscrit plus tard sur la ligne, au jour où cela arrive (D. 1221-25)."""

    le: date
    objet: str
    valeur: date | str


class LigneDuRegistre(NamedTuple):
    """Ce que le registre dit d'un stagiaire, et rien d'autre (D. 1221-23-1). Un `Inconnu` est à compléter.

    Ni la nationalité ni la date de naissance du stagiaire n'y figurent.
    """

    nom: str
    prenom: str
    debut: date
    fin: date
    tuteur_nom: str
    tuteur_prenom: str
    lieu: str
    evenements: tuple[Evenement, ...] = ()
    a_conserver_jusqu_au: date | None = None

    @property
    def manquants(self) -> tuple[Inconnu, ...]:
        """Les mentions que l'on ne connaît pas encore."""
        mentions: tuple[object, ...] = self
        return tuple([mention for mention in mentions if isinstance(mention, Inconnu)])

    @property
    def vides(self) -> tuple[str, ...]:
        """Les mentions que l'on sait absentes."""
        return tuple([MENTIONS[nom] for nom in MENTIONS if getattr(self, nom) == ""])


MENTIONS = {
    "nom": "le nom du stagiaire",
    "prenom": "le prénom du stagiaire",
    "tuteur_nom": "le nom du tuteur",
    "tuteur_prenom": "le prénom du tuteur",
    "lieu": "le lieu de présence",
}


def ligne_du_registre(dossier: Dossier, au: date | None = None) -> LigneDuRegistre:
    """La ligne d'un stagiaire dans la partie du registre réservée aux stages.

    Args:
        dossier: les faits du stage ; ce qui manque reste `Inconnu` dans la ligne.
        au: le jour où l'on regarde ; ce qui arrive après n'y est pas encore.

    Returns:
        Les mentions de la convention initiale, puis les événements dans l'ordre du temps : nouvelle fin,
        nouveau tuteur, nouveau lieu, départ anticipé. Conservation : cinq ans après le départ (R. 1221-26).
    """
    avenants = dossier.vie.avenants if connu(dossier.vie.avenants) else ()
    ruptures = dossier.vie.ruptures if connu(dossier.vie.ruptures) else ()
    return _ligne(
        dossier.convention,
        dossier.stagiaire,
        tuple(a for a in avenants if au is None or a.conclu_le <= au),
        tuple(r for r in ruptures if au is None or r.le <= au),
    )


def _ligne(
    convention: Convention, stagiaire: Stagiaire, avenants: tuple[Avenant, ...], ruptures: tuple[Rupture, ...]
) -> LigneDuRegistre:
    evenements = tuple(_evenements(avenants, ruptures)) if avenants or ruptures else ()
    fins = [convention.fin, *[e.valeur for e in evenements if e.objet == NOUVELLE_FIN]]
    depart = min([r.le for r in ruptures], default=fins[-1])
    tuteur = convention.tuteur
    return LigneDuRegistre(
        stagiaire.nom,
        stagiaire.prenom,
        convention.debut,
        convention.fin,
        _champ(tuteur, "nom"),
        _champ(tuteur, "prenom"),
        convention.lieu,
        evenements,
        ajouter_mois(depart, 12 * CONSERVATION.valeurs[-1].valeur) if isinstance(depart, date) else None,
    )


def _champ(tuteur: Tuteur | Inconnu, champ: str) -> str:
    return tuteur if isinstance(tuteur, Inconnu) else getattr(tuteur, champ)  # type: ignore[return-value]


NOUVELLE_FIN = "nouvelle date de fin"
OBJETS = {
    "fin": NOUVELLE_FIN,
    "debut": "nouvelle date de début",
    "tuteur": "nouveau tuteur",
    "lieu": "nouveau lieu",
}


def _evenements(avenants: Iterable[Avenant], ruptures: Iterable[Rupture]) -> list[Evenement]:
    evenements = [
        Evenement(avenant.conclu_le, OBJETS[c.fait], _dit(c.apres))
        for avenant in avenants
        for c in avenant.changements
        if c.fait in OBJETS
    ]
    evenements += [Evenement(r.le, "départ avant le terme", r.le) for r in ruptures]
    return sorted(evenements, key=lambda e: (e.le, e.objet))


def _dit(apres: object) -> date | str:
    if isinstance(apres, Tuteur):
        return f"{apres.prenom} {apres.nom}"
    return apres if isinstance(apres, date) else str(apres)


def registre(dossiers: Iterable[Dossier], au: date | None = None) -> tuple[LigneDuRegistre, ...]:
    """Les lignes du registre, dans l'ordre des arrivées (L. 1221-13).

    Args:
        dossiers: les stages d'un même établissement ; une arrivée inconnue vient à la fin.
        au: le jour où l'on regarde ; les stages qui commencent après n'y sont pas encore.
    """
    lignes = [ligne_du_registre(d, au) for d in dossiers]
    presentes = [li for li in lignes if au is None or not connu(li.debut) or li.debut <= au]
    return tuple(sorted(presentes, key=_arrivee))


def _arrivee(ligne: LigneDuRegistre) -> tuple[date, str, str]:
    debut = ligne.debut if connu(ligne.debut) else date.max
    nom, prenom = (n if connu(n) else "" for n in (ligne.nom, ligne.prenom))
    return debut, nom, prenom


class LigneDeLaListe(NamedTuple):
    """Une convention dans la liste que tient l'organisme d'accueil."""

    conclue_le: date
    stagiaire: str
    etablissement: str
    debut: date
    fin: date
    tuteur: str


def liste_des_conventions(dossiers: Iterable[Dossier], au: date | None = None) -> tuple[LigneDeLaListe, ...]:
    """La liste à jour des conventions conclues, dans l'ordre de leur conclusion.

    Args:
        dossiers: les stages de l'organisme ; un projet sans date de conclusion n'y est pas.
        au: le jour où l'on regarde ; les conventions conclues après n'y sont pas encore.

    Source : service-public, Bpifrance ; l'article en vigueur n'a pas été lu.
    """
    conclues = [d for d in dossiers if connu(d.convention.conclue_le)]
    lignes = [_ligne_de_la_liste(d) for d in conclues if au is None or d.convention.conclue_le <= au]
    return tuple(sorted(lignes, key=lambda li: (li.conclue_le, str(li.stagiaire))))


def _ligne_de_la_liste(dossier: Dossier) -> LigneDeLaListe:
    convention, stagiaire = dossier.convention, dossier.stagiaire
    return LigneDeLaListe(
        convention.conclue_le,
        _nomme(stagiaire.prenom, stagiaire.nom),
        dossier.etablissement.nom,
        convention.debut,
        convention.fin,
        _nomme(_champ(convention.tuteur, "prenom"), _champ(convention.tuteur, "nom")),
    )


def _nomme(prenom: str, nom: str) -> str:
    if not connu(nom):
        return nom
    return f"{prenom} {nom}".strip() if connu(prenom) else nom


# --- Ce que l'on déduit --------------------------------------------------------------------------


@deduit()
def ligne_au_registre(
    convention_initiale: Convention,
    stagiaire: Stagiaire,
    avenants_conclus: tuple[Avenant, ...],
    ruptures: tuple[Rupture, ...],
) -> LigneDuRegistre:
    """La ligne de ce stagiaire au registre, avec ses événements."""
    return _ligne(convention_initiale, stagiaire, avenants_conclus, ruptures)


# --- Les règles ----------------------------------------------------------------------------------


@regle(
    "C. trav. L. 1221-13",
    "C. trav. D. 1221-23-1",
    "C. trav. R. 1227-7",
    depuis="2014-12-01",
    gravite=Gravite.AVERTISSEMENT,
)
def inscription_au_registre(
    hors_champ: bool, accueil_en_france: bool, ligne_au_registre: LigneDuRegistre, organisme: OrganismeAccueil
) -> Constat:
    """L'organisme inscrit le stagiaire, à son arrivée, dans une partie du registre réservée aux stages.

    Nom et prénom, dates de début et de fin, nom et prénom du tuteur, lieu de présence. Un organisme sans
    registre du personnel les porte dans tout document qui permet de suivre les conventions. Une personne
    omise au registre expose à une contravention de la quatrième classe (C. trav. R. 1227-7).
    """
    if hors_champ:
        return sans_objet("Cette convention ne s'inscrit pas dans la partie du registre réservée aux stages.")
    if not accueil_en_france:
        return sans_objet("L'organisme d'accueil est à l'étranger : il ne tient pas ce registre.")
    ligne = ligne_au_registre
    if manquants := ligne.manquants:
        return a_verifier(
            "La ligne du registre n'est pas complète : il manque {mentions:liste}.",
            que_faire="Complétez la ligne avant l'arrivée du stagiaire.",
            mentions=tuple({m.libelle: m.dit for m in manquants}.values()),
        )
    if ligne.vides:
        return non_conforme(
            "La ligne du registre ne peut pas être complète : la convention n'a pas {mentions:liste}.",
            que_faire="Complétez la convention, puis la ligne du registre.",
            mentions=ligne.vides,
        )
    tenu = connu(organisme.registre_du_personnel) and organisme.registre_du_personnel
    return conforme(
        "La ligne du stagiaire est complète, pour une arrivée le {debut:date}.",
        que_faire="Inscrivez-la au registre, à son rang d'arrivée."
        if tenu
        else "Inscrivez-la au registre, ou au document qui en tient lieu, à son rang d'arrivée.",
        debut=ligne.debut,
    )


@regle("C. trav. D. 1221-25", depuis="2014-12-01", gravite=Gravite.INFORMATION)
def evenements_au_registre(
    hors_champ: bool, accueil_en_france: bool, ligne_au_registre: LigneDuRegistre
) -> Constat:
    """Ce qui arrive pendant le stage s'inscrit sur la ligne du registre, au moment où cela arrive."""
    if hors_champ or not accueil_en_france:
        return sans_objet("Cette convention ne s'inscrit pas au registre.")
    evenements = ligne_au_registre.evenements
    if not evenements:
        return sans_objet("Rien n'est arrivé depuis l'inscription au registre.")
    return conforme(
        "À porter sur la ligne du registre, depuis l'inscription : {objets:liste}.",
        que_faire="Complétez la ligne du registre, avec la date de chaque événement.",
        objets=tuple(e.objet for e in evenements),
    )


@regle(
    "C. trav. R. 1221-26",
    depuis="2015-10-29",
    gravite=Gravite.INFORMATION,
    duree=CONSERVATION.a_la_date("fin_effective"),
)
def conservation_du_registre(
    hors_champ: bool, accueil_en_france: bool, fin_effective: date, *, duree: int
) -> Constat:
    """La ligne du registre se conserve plusieurs années après le départ du stagiaire."""
    if hors_champ or not accueil_en_france:
        return sans_objet("Cette convention ne s'inscrit pas au registre.")
    return conforme(
        "La ligne du registre se conserve {duree:ans} après le départ, jusqu'au {jusqu_au:date}.",
        duree=duree,
        jusqu_au=ajouter_mois(fin_effective, 12 * duree),
    )


@regle("C. trav. L. 2312-26", depuis="2018-01-01", gravite=Gravite.INFORMATION)
def information_du_comite(hors_champ: bool, accueil_en_france: bool, organisme: OrganismeAccueil) -> Constat:
    """Le comité social et économique est informé du nombre et des conditions d'accueil des stagiaires."""
    if hors_champ or not accueil_en_france:
        return sans_objet("Cette convention n'entre pas dans l'information du comité.")
    if not organisme.cse:
        return sans_objet("L'organisme n'a pas de comité social et économique.")
    return sans_objet(
        "Ce stage entre dans l'information que reçoit le comité social et économique.",
        que_faire="Comptez ce stage dans l'information du comité, avec ses conditions d'accueil.",
    )


@regle("L. 612-13", gravite=Gravite.INFORMATION)
def inscription_sur_la_liste(
    hors_champ: bool, accueil_en_france: bool, conclusion_supposee: bool, conclue_le: date
) -> Constat:
    """L'organisme d'accueil tient à jour la liste des conventions qu'il conclut.

    L'obligation vient de L. 612-13, abrogé ; service-public et Bpifrance la tiennent pour actuelle, mais
    l'article en vigueur n'a pas été lu.
    """
    if hors_champ or not accueil_en_france:
        return sans_objet("Cette convention n'entre pas dans la liste de l'organisme d'accueil.")
    if not connu(conclue_le) or conclusion_supposee:
        return sans_objet("La convention n'est pas dite conclue.")
    return sans_objet(
        "La convention, conclue le {conclue_le:date}, entre dans la liste que tient l'organisme d'accueil.",
        que_faire="Portez-la sur la liste des conventions.",
        conclue_le=conclue_le,
    )
