"""`tripartite duree` : des heures aux jours et aux mois de stage, et ce qui reste avant les seuils."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from tripartite.cli.stage import AU, DEBUT, FICHIER, FIN, SEMAINE, demander, horaires, lire, options, situer
from tripartite.cli.valeurs import DUREE, FORME

if TYPE_CHECKING:
    from tripartite.droit.durees import Duree
    from tripartite.rendus.fiches import Fiche


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
    from tripartite.droit.durees import ailleurs, compter_duree
    from tripartite.droit.langage import connu

    if heures is not None:
        presence = heures
    else:
        if not fichier and not (debut and fin and semaine):
            raise click.UsageError("Donnez un dossier, ou --heures, ou bien --debut, --fin et --semaine.")
        supposes = {"ruptures": (), "absences": (), "suspensions": ()}
        faits = {"debut": debut, "fin": fin, "horaires": horaires(semaine)}
        situation = situer(lire(fichier), au, faits, supposes)
        presence = demander(situation, "duree_par_jour", "--debut, --fin et --semaine")
        compteurs = situation["compteurs"]
        if autres is None and connu(compteurs) and all(connu(s.presence) for s in compteurs[0].autres):
            autres = ailleurs(compteurs[0])[1]
    duree = compter_duree(presence, autres=autres or 0)
    rendre(_fiche(duree), duree, forme)


def _fiche(duree: Duree) -> Fiche:
    from tripartite.rendus.fiches import Chiffre, Fiche
    from tripartite.rendus.grandeurs import ecrire

    grandeurs = {
        "minutes": duree.minutes,
        "jours": duree.jours,
        "mois": duree.mois,
        "reste": duree.jours_restants,
        "plafond": duree.plafond,
        "ecart": duree.depassement or duree.reste_avant_plafond,
    }
    reponse = (
        "{minutes:heures} de présence font {jours:jours} de sept heures, soit {mois:mois} et {reste:jours}. "
    )
    if duree.depassement:
        reponse += "C'est {ecart:heures} au-delà des six mois ({plafond:heures}) par année d'enseignement."
    else:
        reponse += "Il reste {ecart:heures} avant les six mois ({plafond:heures}) par année d'enseignement."
    chiffres = [
        Chiffre("minutes", "Présence", duree.minutes, "heures"),
        Chiffre("jours", "Jours de stage", duree.jours, "jours"),
        Chiffre("seuil", "La gratification est due au-delà de", duree.seuil, "heures"),
    ]
    if duree.reste_avant_seuil or duree.minutes <= duree.seuil:
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
    return Fiche(
        "duree",
        "Durée de la présence",
        ecrire(reponse, grandeurs),
        tuple(chiffres),
        etapes=duree.etapes,
        articles=("D. 124-6", "L. 124-5", "L. 124-6"),
    )
