"""`tripartite duree` : des heures aux jours et aux mois de stage, et ce qui reste avant les seuils."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

import click

from tripartite.cli.stage import (
    AU,
    DEBUT,
    FICHIER,
    FIN,
    SEMAINE,
    demander,
    horaires,
    lire_s_il_y_en_a,
    options,
    situer,
)
from tripartite.cli.valeurs import DUREE, FORME

if TYPE_CHECKING:
    from tripartite.droit.calculs.durees import Duree
    from tripartite.droit.calendrier import Periode
    from tripartite.droit.langage import Etape, Situation
    from tripartite.rendus.fiches import Chiffre, Fiche

COLONNES = (
    ("annee", "Année"),
    ("minutes", "Présence", "heures"),
    ("jours", "Jours", "nombre"),
    ("mois", "Mois", "nombre"),
    ("jours_restants", "et jours", "nombre"),
    ("seuil_depasse_le", "Seuil de gratification", "jour"),
)


@click.command(name="duree", short_help="Des heures aux jours et aux mois, et ce qui reste avant les seuils.")
@options(FICHIER)
@click.option("--heures", type=DUREE, metavar="DURÉE", help="Les heures de présence : 984 h.")
@click.option(
    "--autres", type=DUREE, metavar="DURÉE", help="Les heures des autres stages de l'année dans l'organisme."
)
@options(DEBUT, FIN, SEMAINE, AU, FORME)
def commande(
    fichier: str | None,
    heures: int | None,
    autres: int | None,
    debut: date | None,
    fin: date | None,
    semaine: int | None,
    au: date | None,
    forme: str,
) -> None:
    """Compte une présence : 7 heures font un jour, 22 jours font un mois.

    \b
    tripartite duree --heures 984
    tripartite duree --heures 300 --autres 20
    tripartite duree --debut 02/02/2026 --fin 31/07/2026 --semaine 35h
    tripartite duree lea.yaml
    """
    from tripartite.cli.ecran import rendre
    from tripartite.droit.calculs.durees import compter_duree

    if heures is not None:
        duree = compter_duree(heures, autres=autres or 0)
        rendre(_fiche({None: duree}), duree, forme)
        return
    if not fichier and not (debut and fin and semaine):
        raise click.UsageError("Donnez un dossier, ou --heures, ou bien --debut, --fin et --semaine.")
    supposes = {"ruptures": (), "absences": (), "suspensions": ()}
    situation = situer(
        lire_s_il_y_en_a(fichier), au, {"debut": debut, "fin": fin, "horaires": horaires(semaine)}, supposes
    )
    durees = _par_annee(situation, autres)
    note = "Les heures de --autres comptent dans l'année du début." if autres and len(durees) > 1 else ""
    rendre(_fiche(durees, note), durees, forme)


def _par_annee(situation: Situation, autres: int | None) -> dict[Periode | None, Duree]:
    """La durée de chaque année d'enseignement que touche le stage : chacune a son plafond."""
    from tripartite.droit.calculs.durees import ailleurs, compter_duree
    from tripartite.droit.langage import connu

    presence = demander(situation, "duree_par_jour", "--debut, --fin et --semaine")
    compteurs = demander(situation, "compteurs", "--debut, --fin et --semaine")
    durees: dict[Periode | None, Duree] = {}
    for rang, compteur in enumerate(compteurs):
        connus = connu(compteur.autres) and all(connu(s.presence) for s in compteur.autres)
        ailleurs_connu = ailleurs(compteur)[1] if autres is None and connus else 0 if rang else autres or 0
        jours = {jour: minutes for jour, minutes in presence.items() if compteur.annee.contient(jour)}
        durees[compteur.annee] = compter_duree(jours, autres=ailleurs_connu)
    return durees if len(durees) > 1 else {None: next(iter(durees.values()))}


def _fiche(durees: Mapping[Periode | None, Duree], note: str = "") -> Fiche:
    from tripartite.rendus.fiches import Fiche, tableau

    seule = next(iter(durees.values())) if len(durees) == 1 else None
    lignes = [
        (_nom(annee), d.minutes, d.jours, d.mois, d.jours_restants, d.seuil_depasse_le)
        for annee, d in durees.items()
        if annee
    ]
    return Fiche(
        "duree",
        "Durée de la présence",
        " ".join(_reponse(annee, duree) for annee, duree in durees.items()),
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
    return tuple(etape._replace(libelle=f"{_nom(annee)} · {etape.libelle}") for etape in duree.etapes)


def _nom(annee: Periode) -> str:
    return f"{annee.debut.year}-{annee.fin.year}"


def _reponse(annee: Periode | None, duree: Duree) -> str:
    from tripartite.rendus.grandeurs import ecrire

    grandeurs = {
        "minutes": duree.minutes,
        "jours": duree.jours,
        "mois": duree.mois,
        "reste": duree.jours_restants,
        "plafond": duree.plafond,
        "ecart": duree.depassement or duree.reste_avant_plafond,
    }
    debut = f"Année d'enseignement {_dates(annee)} : " if annee else ""
    compte = (
        "{minutes:heures} de présence font {jours:jours} de sept heures, soit {mois:mois} et {reste:jours}. "
    )
    if duree.depassement:
        suite = "C'est {ecart:heures} au-delà des six mois ({plafond:heures}) par année d'enseignement."
    else:
        suite = "Il reste {ecart:heures} avant les six mois ({plafond:heures}) par année d'enseignement."
    return debut + ecrire(compte + suite, grandeurs)


def _chiffres(duree: Duree) -> tuple[Chiffre, ...]:
    from tripartite.rendus.fiches import Chiffre

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


def _dates(annee: Periode) -> str:
    from tripartite.rendus.grandeurs import ecrire

    return ecrire("du {debut:jour} au {fin:jour}", {"debut": annee.debut, "fin": annee.fin})
