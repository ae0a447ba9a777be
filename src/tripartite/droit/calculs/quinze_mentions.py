"""Les quinze mentions de D. 124-4 : leur titre, les faits qui les portent, et ce qu'il leur manque.

L'ordre de 1 à 15 est reconstitué d'après le ministère du Travail et CCI Paris (source secondaire).
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple, cast

from tripartite.droit.faits import (
    Avantages,
    Clauses,
    Etablissement,
    Formation,
    Gratification,
    Horaires,
    Journee,
    Partie,
    Signature,
    Tuteur,
)
from tripartite.droit.langage import Inconnu, Minutes, connu, deduit

S, H, E = Partie.STAGIAIRE, Partie.ORGANISME, Partie.ETABLISSEMENT


# --- Les mentions et leur place --------------------------------------------------------------------


class Porteur(NamedTuple):
    """Un fait qui porte une mention : son chemin dans le dossier, son libellé, la partie qui le doit."""

    fait: str
    libelle: str
    partie: Partie


class Mention(NamedTuple):
    """Une mention : son numéro, son titre, les faits qui la portent, et leurs seuls chemins."""

    numero: int
    titre: str
    porteurs: tuple[Porteur, ...]
    ou: tuple[str, ...]


def _mention(numero: int, titre: str, porteurs: tuple[Porteur, ...]) -> Mention:
    return Mention(numero, titre, porteurs, tuple([porteur.fait for porteur in porteurs]))


MENTIONS = (
    _mention(
        1,
        "l'intitulé complet du cursus et son volume horaire",
        (
            Porteur("formation.intitule", "l'intitulé de la formation", E),
            Porteur("formation.heures_enseignement", "le volume horaire de la formation", E),
        ),
    ),
    _mention(
        2,
        "les noms de l'enseignant référent et du tuteur",
        (
            Porteur("etablissement.referent.nom", "le nom de l'enseignant référent", E),
            Porteur("convention.tuteur.nom", "le nom du tuteur", H),
        ),
    ),
    _mention(
        3,
        "les compétences à acquérir ou à développer",
        (Porteur("convention.competences", "les compétences à acquérir ou à développer", E),),
    ),
    _mention(
        4,
        "les activités confiées, validées par l'organisme d'accueil",
        (Porteur("convention.activites", "les activités confiées au stagiaire", H),),
    ),
    _mention(
        5,
        "les dates et la durée totale prévue de présence",
        (
            Porteur("convention.debut", "la date de début", H),
            Porteur("convention.fin", "la date de fin", H),
            Porteur("convention.duree_prevue", "la durée totale prévue de présence", H),
        ),
    ),
    _mention(
        6,
        "la durée hebdomadaire, et la présence la nuit, le dimanche ou un jour férié",
        (
            Porteur("convention.duree_hebdomadaire", "la durée hebdomadaire de présence", H),
            Porteur(
                "convention.presence_particuliere", "la présence la nuit, le dimanche ou un jour férié", H
            ),
        ),
    ),
    _mention(
        7,
        "l'encadrement et le suivi par le référent et le tuteur",
        (Porteur("convention.clauses.encadrement", "les modalités d'encadrement et de suivi", E),),
    ),
    _mention(
        8,
        "le montant de la gratification et les modalités de son versement",
        (
            Porteur("convention.gratification.horaire", "le montant de la gratification", H),
            Porteur("convention.gratification.modalite", "les modalités de versement de la gratification", H),
        ),
    ),
    _mention(
        9,
        "la protection sociale, et l'assurance de responsabilité civile le cas échéant",
        (
            Porteur("convention.clauses.protection_sociale", "le régime de protection sociale", E),
            Porteur("convention.clauses.responsabilite_civile", "l'assurance de responsabilité civile", S),
        ),
    ),
    _mention(
        10,
        "les conditions des absences autorisées",
        (Porteur("convention.clauses.absences", "les conditions des absences autorisées", H),),
    ),
    _mention(
        11,
        "la suspension et la résiliation",
        (Porteur("convention.clauses.suspension", "les modalités de suspension et de résiliation", E),),
    ),
    _mention(
        12,
        "la validation du stage en cas d'interruption",
        (Porteur("convention.clauses.interruption", "la validation en cas d'interruption", E),),
    ),
    _mention(
        13,
        "la liste des avantages offerts, le cas échéant",
        (Porteur("convention.clauses.avantages", "la liste des avantages", H),),
    ),
    _mention(
        14,
        "les clauses du règlement intérieur applicables au stagiaire, le cas échéant",
        (Porteur("convention.clauses.reglement_interieur", "les clauses du règlement intérieur", H),),
    ),
    _mention(
        15,
        "les conditions de délivrance de l'attestation",
        (Porteur("convention.clauses.attestation", "les conditions de délivrance de l'attestation", H),),
    ),
)
"""Les quinze mentions de D. 124-4, dans leur ordre, avec les faits qui les portent."""


class EtatDeMention(NamedTuple):
    """Une mention : ce que l'on en ignore, ce que l'on en sait vide, ou pourquoi elle est sans objet."""

    mention: Mention
    ignores: tuple[Porteur, ...] = ()
    vides: tuple[Porteur, ...] = ()
    sans_objet: str = ""

    @property
    def manques(self) -> tuple[Porteur, ...]:
        """Ce qu'il reste à fournir."""
        return (*self.ignores, *self.vides)


COMPLETES = tuple(EtatDeMention(mention) for mention in MENTIONS)
"""Les états des mentions auxquelles rien ne manque."""


def etat_de_mention(numero: int, *valeurs: Any) -> EtatDeMention:
    """Dit ce qui manque à une mention, d'après la valeur de chacun des faits qui la portent.

    Args:
        numero: de 1 à 15.
        valeurs: une par porteur, dans leur ordre ; un `Inconnu` est un fait que l'on ne connaît pas.

    >>> from tripartite.droit.langage import Inconnu
    >>> [p.fait for p in etat_de_mention(1, "Master de droit", Inconnu("volume")).ignores]
    ['formation.heures_enseignement']
    >>> [p.libelle for p in etat_de_mention(3, "").vides]
    ['les compétences à acquérir ou à développer']
    """
    for valeur in valeurs:
        if not connu(valeur) or not _dit(valeur):
            break
    else:
        return COMPLETES[numero - 1]
    mention = MENTIONS[numero - 1]
    paires = tuple(zip(mention.porteurs, valeurs, strict=True))
    return EtatDeMention(
        mention,
        ignores=tuple(porteur for porteur, valeur in paires if not connu(valeur)),
        vides=tuple(porteur for porteur, valeur in paires if connu(valeur) and not _dit(valeur)),
    )


def _dit(valeur: object) -> bool:
    return bool(valeur.strip()) if isinstance(valeur, str) else bool(valeur)


def _champ(objet: object, nom: str) -> Any:
    """Le champ d'un objet ; l'objet lui-même quand il est inconnu ou qu'il n'y en a pas."""
    return getattr(objet, nom) if connu(objet) and objet else objet


@deduit()
def convention_conclue(
    signatures: tuple[Signature, ...], conclue_le: date, conclusion_supposee: bool, au: date
) -> bool:
    """Dit si la convention est signée, ou dite conclue à un jour déjà venu."""
    if connu(signatures) and signatures:
        return True
    if not connu(conclue_le) or (connu(conclusion_supposee) and conclusion_supposee):
        return False
    return not connu(au) or conclue_le <= au


# --- Ce que chaque mention demande -------------------------------------------------------------------

DEBUT_DE_NUIT, FIN_DE_NUIT = 21 * 60, 6 * 60
"""C. trav. L. 3122-20 : à défaut d'accord, la nuit va de 21 heures à 6 heures."""


def presence_particuliere_prevue(horaires: Horaires) -> tuple[str, ...]:
    """Les présences que la mention 6 doit dire, d'après les horaires."""
    journees: list[Journee] = [particulier.journee for particulier in horaires.jours_particuliers]
    dimanche = any(p.jour.weekday() == 6 and _remplie(p.journee) for p in horaires.jours_particuliers)
    for semaine in horaires.semaines:
        journees += [semaine.lundi, semaine.mardi, semaine.mercredi, semaine.jeudi, semaine.vendredi]
        journees += [semaine.samedi, semaine.dimanche]
        dimanche = dimanche or _remplie(semaine.dimanche)
    plages = [plage for journee in journees for plage in journee.plages]
    nuit = any(p.fin <= p.debut or p.debut < FIN_DE_NUIT or p.fin > DEBUT_DE_NUIT for p in plages)
    prevues = {"la nuit": nuit, "le dimanche": dimanche, "un jour férié": bool(horaires.feries_travailles)}
    return tuple(nom for nom, prevue in prevues.items() if prevue)


def _remplie(journee: Journee) -> bool:
    return bool(journee.plages or journee.duree)


@deduit()
def etat_du_cursus(formation: Formation) -> EtatDeMention:
    """L'état de la mention 1."""
    return etat_de_mention(1, formation.intitule, formation.heures_enseignement)


@deduit()
def etat_du_suivi(etablissement: Etablissement, tuteur: Tuteur) -> EtatDeMention:
    """L'état de la mention 2."""
    return etat_de_mention(2, _champ(etablissement.referent, "nom"), _champ(tuteur, "nom"))


@deduit()
def etat_des_competences(competences: str) -> EtatDeMention:
    """L'état de la mention 3."""
    return etat_de_mention(3, competences)


@deduit()
def etat_des_activites(activites: str) -> EtatDeMention:
    """L'état de la mention 4."""
    return etat_de_mention(4, activites)


@deduit()
def etat_des_dates(debut: date, fin: date, minutes_prevues: Minutes) -> EtatDeMention:
    """L'état de la mention 5."""
    return etat_de_mention(5, debut, fin, minutes_prevues)


@deduit()
def etat_de_la_presence(
    duree_hebdomadaire: Minutes, horaires: Horaires, presence_particuliere: str
) -> EtatDeMention:
    """L'état de la mention 6 : la présence particulière n'est due que si les horaires en prévoient une."""
    if not connu(horaires):
        return etat_de_mention(6, duree_hebdomadaire, presence_particuliere or True)
    semaine = duree_hebdomadaire if connu(duree_hebdomadaire) or not horaires.semaines else True
    particuliere = presence_particuliere or not presence_particuliere_prevue(horaires)
    return etat_de_mention(6, semaine, particuliere)


@deduit()
def etat_de_l_encadrement(clauses: Clauses) -> EtatDeMention:
    """L'état de la mention 7."""
    return etat_de_mention(7, _champ(clauses, "encadrement"))


@deduit()
def etat_de_la_gratification(gratification: Gratification) -> EtatDeMention:
    """L'état de la mention 8 : sans objet quand aucune gratification n'est prévue."""
    horaire = _champ(gratification, "horaire")
    if connu(horaire) and not horaire:
        return EtatDeMention(MENTIONS[7], sans_objet="aucune gratification n'est prévue")
    return etat_de_mention(8, horaire, _champ(gratification, "modalite"))


@deduit()
def etat_de_la_protection_sociale(clauses: Clauses) -> EtatDeMention:
    """L'état de la mention 9 : l'assurance n'y est que si le stagiaire doit en justifier."""
    assurance = _champ(clauses, "responsabilite_civile")
    ecrite = assurance if not connu(assurance) else True
    return etat_de_mention(9, _champ(clauses, "protection_sociale"), ecrite)


@deduit()
def etat_des_absences(clauses: Clauses) -> EtatDeMention:
    """L'état de la mention 10."""
    return etat_de_mention(10, _champ(clauses, "absences"))


@deduit()
def etat_de_la_suspension(clauses: Clauses) -> EtatDeMention:
    """L'état de la mention 11."""
    return etat_de_mention(11, _champ(clauses, "suspension"))


@deduit()
def etat_de_l_interruption(clauses: Clauses) -> EtatDeMention:
    """L'état de la mention 12."""
    return etat_de_mention(12, _champ(clauses, "interruption"))


class AvantagesOfferts(NamedTuple):
    """Les avantages que l'organisme offre, et ceux dont on ne sait pas s'il les offre."""

    noms: tuple[str, ...]
    ignores: tuple[Inconnu, ...]


@deduit()
def avantages_offerts(avantages: Avantages) -> AvantagesOfferts:
    """Ce que l'organisme offre au stagiaire, et ce que l'on en ignore."""
    if not connu(avantages):
        return AvantagesOfferts((), (cast(Inconnu, avantages),))
    decrits: tuple[tuple[Any, ...], ...] = (
        ("le restaurant", avantages.restaurant),
        ("les titres-restaurant", avantages.titre_restaurant),
        ("le transport", avantages.transport_mensuel, avantages.transport_pris_en_charge),
        ("les activités sociales et culturelles", avantages.activites_cse),
        ("le logement", avantages.logement),
        ("d'autres avantages en nature", avantages.autres_en_nature),
    )
    offerts: list[str] = []
    ignores: list[Inconnu] = []
    for nom, *faits in decrits:
        connus = [fait for fait in faits if connu(fait)]
        if not all(connus):  # on sait qu'il n'est pas offert
            continue
        if len(connus) == len(faits):
            offerts.append(nom)
        else:
            ignores += [fait for fait in faits if not connu(fait)]
    return AvantagesOfferts(tuple(offerts), tuple(ignores))


@deduit()
def etat_des_avantages(clauses: Clauses, avantages_offerts: AvantagesOfferts) -> EtatDeMention:
    """L'état de la mention 13 : sans objet quand aucun avantage n'est offert."""
    redigee = _champ(clauses, "avantages")
    if (connu(redigee) and _dit(redigee)) or avantages_offerts.noms:
        return etat_de_mention(13, redigee)
    if not avantages_offerts.ignores:
        return EtatDeMention(MENTIONS[12], sans_objet="aucun avantage n'est offert")
    if not connu(redigee):
        return etat_de_mention(13, redigee)
    ignores = (Porteur(_chemin(fait), fait.libelle, H) for fait in avantages_offerts.ignores)
    return EtatDeMention(MENTIONS[12], ignores=tuple(ignores))


def _chemin(avantage: Inconnu) -> str:
    return avantage.cle if avantage.cle.startswith("convention.") else f"convention.{avantage.cle}"


@deduit()
def etat_du_reglement_interieur(clauses: Clauses) -> EtatDeMention:
    """L'état de la mention 14 : sans objet quand aucune clause du règlement intérieur ne s'applique."""
    reglement = _champ(clauses, "reglement_interieur")
    if connu(reglement) and not _dit(reglement):
        return EtatDeMention(MENTIONS[13], sans_objet="aucune clause du règlement intérieur n'est applicable")
    return etat_de_mention(14, reglement)


@deduit()
def etat_de_l_attestation(clauses: Clauses) -> EtatDeMention:
    """L'état de la mention 15."""
    return etat_de_mention(15, _champ(clauses, "attestation"))


@deduit()
def etats_des_mentions(
    etat_du_cursus: EtatDeMention,
    etat_du_suivi: EtatDeMention,
    etat_des_competences: EtatDeMention,
    etat_des_activites: EtatDeMention,
    etat_des_dates: EtatDeMention,
    etat_de_la_presence: EtatDeMention,
    etat_de_l_encadrement: EtatDeMention,
    etat_de_la_gratification: EtatDeMention,
    etat_de_la_protection_sociale: EtatDeMention,
    etat_des_absences: EtatDeMention,
    etat_de_la_suspension: EtatDeMention,
    etat_de_l_interruption: EtatDeMention,
    etat_des_avantages: EtatDeMention,
    etat_du_reglement_interieur: EtatDeMention,
    etat_de_l_attestation: EtatDeMention,
) -> tuple[EtatDeMention, ...]:
    """L'état des quinze mentions, dans leur ordre. Ce qui est inconnu est à fournir."""
    etats = (
        etat_du_cursus,
        etat_du_suivi,
        etat_des_competences,
        etat_des_activites,
        etat_des_dates,
        etat_de_la_presence,
        etat_de_l_encadrement,
        etat_de_la_gratification,
        etat_de_la_protection_sociale,
        etat_des_absences,
        etat_de_la_suspension,
        etat_de_l_interruption,
        etat_des_avantages,
        etat_du_reglement_interieur,
        etat_de_l_attestation,
    )
    return tuple(
        [
            etat if connu(etat) else EtatDeMention(mention, ignores=mention.porteurs)
            for mention, etat in zip(MENTIONS, etats, strict=True)
        ]
    )
