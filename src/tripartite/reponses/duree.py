"""Combien de temps ? Des heures aux jours et aux mois de stage, et ce qui reste avant les seuils."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from tripartite.droit.calculs.durees import PLAFOND, Compteur, Duree, ailleurs, compter_duree
from tripartite.droit.calculs.horaires import repartir
from tripartite.droit.calendrier import Periode
from tripartite.droit.faits import Convention, Dossier, OrganismeAccueil, StageVoisin, Stagiaire, Vie
from tripartite.droit.jours_feries import Territoire
from tripartite.droit.langage import Etape, Minutes, Phrase, Situation, connu, phrase
from tripartite.rendus.fiches import Chiffre, Fiche, tableau
from tripartite.reponses.socle import Rappel, Reponse, exiger, horaires, ordonner, situer

COLONNES = (
    ("annee", "Année"),
    ("minutes", "Présence", "heures"),
    ("jours", "Jours", "nombre"),
    ("mois", "Mois", "nombre"),
    ("jours_restants", "et jours", "nombre"),
    ("seuil_depasse_le", "Seuil de gratification", "jour"),
)


CET_ORGANISME = "cet organisme"


@dataclass(frozen=True)
class Stage:
    """Un autre stage du stagiaire chez le même organisme, et ses minutes de présence."""

    debut: date
    fin: date
    minutes: int


@dataclass(frozen=True)
class Demande:
    """Un stage au rythme d'une semaine, et les autres stages du stagiaire chez le même organisme."""

    debut: date
    fin: date
    semaine: int
    territoire: Territoire = Territoire.METROPOLE
    autres: tuple[Stage, ...] = ()
    au: date | None = None


def dossier(demande: Demande) -> Dossier:
    """Les faits de cette demande.

    Raises:
        ReponseImpossible: les dates sont dans le désordre, ou la semaine a trop d'heures.
    """
    ordonner(demande.debut, demande.fin)
    for autre in demande.autres:
        ordonner(autre.debut, autre.fin)
    return Dossier(
        Convention(
            debut=demande.debut,
            fin=demande.fin,
            conclue_le=demande.debut,
            horaires=horaires(demande.semaine),
        ),
        Stagiaire(
            stages=tuple(
                StageVoisin(s.debut, s.fin, organisme=CET_ORGANISME, presence=Minutes(s.minutes))
                for s in demande.autres
            )
        ),
        organisme=OrganismeAccueil(nom=CET_ORGANISME, territoire=demande.territoire),
        vie=Vie(absences=(), ruptures=(), suspensions=()),
    )


def repondre(demande: Demande) -> Reponse:
    """La durée, ce qui reste avant les six mois, et le dernier jour où le stage peut finir.

    Raises:
        ReponseImpossible: la demande se contredit.
    """
    faits = dossier(demande)
    situation = situer(faits, demande.au, {})
    durees = par_annee(situation, None)
    ecrite = fiche(durees)
    rappels = [Rappel("fin", "Dernier jour du stage", demande.fin), *_seuils(durees)]
    au_plus_tard = _fin_la_plus_tardive(demande, situation)
    if au_plus_tard:
        fin = Chiffre("fin_possible", "Fin la plus tardive, à ce rythme", au_plus_tard, "date")
        ecrite = ecrite._replace(chiffres=(*ecrite.chiffres, fin))
        rappels.append(Rappel("fin_possible", "Fin la plus tardive du stage (six mois)", au_plus_tard))
    return Reponse(ecrite, durees, tuple(sorted(rappels, key=lambda r: r.jour)), faits)


def _fin_la_plus_tardive(demande: Demande, situation: Situation) -> date | None:
    """Le dernier jour que permettent les six mois ; `None` si le stage, ou ce rythme, passe l'année."""
    compteur: Compteur = exiger(situation, "compteurs")[0]
    if demande.fin > compteur.annee.fin:
        return None
    rythme = repartir(horaires(demande.semaine), demande.debut, compteur.annee.fin, demande.territoire)
    if sum(rythme.values()) + ailleurs(compteur)[1] <= PLAFOND.au(demande.debut).valeur:
        return None
    au_plus_tard = exiger(situation, "fin_possible")
    return au_plus_tard if isinstance(au_plus_tard, date) else None


def _seuils(durees: Mapping[Periode | None, Duree]) -> Iterator[Rappel]:
    for annee, duree in durees.items():
        if duree.seuil_depasse_le:
            de = _nom(annee) if annee else ""
            dit = "309e heure : gratification due, {annee}" if de else "309e heure : gratification due"
            yield Rappel(f"seuil {de}".strip(), phrase(dit, annee=de), duree.seuil_depasse_le)


def par_annee(situation: Situation, autres: int | None) -> dict[Periode | None, Duree]:
    """La durée de chaque année d'enseignement que touche le stage : chacune a son plafond."""
    presence = exiger(situation, "duree_par_jour")
    compteurs: tuple[Compteur, ...] = exiger(situation, "compteurs")
    durees: dict[Periode | None, Duree] = {}
    for rang, compteur in enumerate(compteurs):
        connus = connu(compteur.autres) and all(connu(s.presence) for s in compteur.autres)
        ailleurs_connu = ailleurs(compteur)[1] if autres is None and connus else 0 if rang else autres or 0
        jours = {jour: minutes for jour, minutes in presence.items() if compteur.annee.contient(jour)}
        durees[compteur.annee] = compter_duree(jours, autres=ailleurs_connu)
    return durees if len(durees) > 1 else {None: next(iter(durees.values()))}


def fiche(durees: Mapping[Periode | None, Duree], note: str = "") -> Fiche:
    """La réponse, année par année s'il y en a plusieurs."""
    seule = next(iter(durees.values())) if len(durees) == 1 else None
    lignes = [
        (_nom(annee), d.minutes, d.jours, d.mois, d.jours_restants, d.seuil_depasse_le)
        for annee, d in durees.items()
        if annee
    ]
    return Fiche(
        "duree",
        "Durée de la présence",
        tuple(dite for annee, duree in durees.items() for dite in _reponse(annee, duree)),
        _chiffres(seule) if seule else (),
        () if seule else (tableau(COLONNES, lignes, titre="Chaque année d'enseignement"),),
        etapes=tuple(e for annee, duree in durees.items() for e in _etapes(annee, duree)),
        notes=(note,) if note else (),
        articles=("D. 124-6", "L. 124-5", "L. 124-6"),
    )


def _etapes(annee: Periode | None, duree: Duree) -> tuple[Etape, ...]:
    """Le calcul, et l'année dont il parle s'il y en a plusieurs."""
    if annee is None:
        return duree.etapes
    return tuple(
        e._replace(libelle=phrase("{annee} · {libelle}", annee=_nom(annee), libelle=e.libelle))
        for e in duree.etapes
    )


def _nom(annee: Periode) -> str:
    return f"{annee.debut.year}-{annee.fin.year}"


def _reponse(annee: Periode | None, duree: Duree) -> tuple[Phrase, ...]:
    grandeurs = {
        "annee": annee,
        "minutes": duree.minutes,
        "jours": duree.jours,
        "mois": duree.mois,
        "reste": duree.jours_restants,
        "plafond": duree.plafond,
        "ecart": duree.depassement or duree.reste_avant_plafond,
    }
    compte = (
        "Année d'enseignement {annee} : {minutes:heures} de présence font {jours:jours} de sept heures, "
        "soit {mois:mois} et {reste:jours}."
        if annee
        else "{minutes:heures} de présence font {jours:jours} de sept heures, "
        "soit {mois:mois} et {reste:jours}."
    )
    if duree.depassement:
        suite = "C'est {ecart:heures} au-delà des six mois ({plafond:heures}) par année d'enseignement."
    else:
        suite = "Il reste {ecart:heures} avant les six mois ({plafond:heures}) par année d'enseignement."
    return Phrase(compte, grandeurs), Phrase(suite, grandeurs)


def _chiffres(duree: Duree) -> tuple[Chiffre, ...]:
    chiffres = [
        Chiffre("minutes", "Présence", duree.minutes, "heures"),
        Chiffre("jours", "Jours de stage", duree.jours, "jours"),
        Chiffre("seuil", "La gratification est due au-delà de", duree.seuil, "heures"),
    ]
    if duree.minutes <= duree.seuil:
        chiffres.append(
            Chiffre("reste_avant_seuil", "Reste avant ce seuil", duree.reste_avant_seuil, "heures")
        )
    for nom, libelle in (
        ("seuil_depasse_le", "Ce seuil est passé le"),
        ("heure_suivante_complete_le", "L'heure qui le suit est complète le"),
        ("plafond_depasse_le", "Les six mois sont passés le"),
    ):
        if jour := getattr(duree, nom):
            chiffres.append(Chiffre(nom, libelle, jour, "date"))
    return tuple(chiffres)
