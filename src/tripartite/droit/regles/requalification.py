"""Requalification par le juge : C. trav. L. 1454-5, L. 1471-1, L. 8221-5, L. 8223-1."""

from __future__ import annotations

from operator import attrgetter

from tripartite.droit.faits import Motifs
from tripartite.droit.langage import (
    Constat,
    FaitInconnu,
    Gravite,
    Sujet,
    Verdict,
    a_verifier,
    connu,
    deduit,
    lecture,
    regle,
    sans_objet,
)

SUJET = Sujet(
    "Requalification",
    ordre=245,
    lignes=("R26",),
    presentation="Ce qu'aucune amende ne sanctionne, et que le stagiaire peut porter devant le juge.",
)

CARENCE = "le délai de carence n'est pas respecté"
SIX_MOIS = "les six mois sont dépassés"
RECOURS = {
    "tache_reguliere": "le stage tient un poste permanent",
    "accroissement": "le stage suit un surcroît d'activité",
    "saisonnier": "le stage pourvoit un emploi saisonnier",
    "remplacement": "le stage remplace un absent",
}
GRIEFS = (CARENCE, SIX_MOIS, *RECOURS.values())
"""Ce que l'on porte devant le juge : la carence, la durée, les motifs interdits de L. 124-7."""
LIRE_LES_MOTIFS = attrgetter(*RECOURS)


@deduit()
def motifs_de_requalification(
    carence_meconnue: bool, duree_depassee: bool, motifs: Motifs
) -> tuple[str, ...]:
    """Ce que l'on peut porter devant le juge, et qu'aucune amende ne sanctionne.

    Ce qui est établi suffit ; si rien ne l'est, on demande ce que l'on ignore.
    """
    interdits = LIRE_LES_MOTIFS(motifs) if connu(motifs) else [motifs] * len(RECOURS)
    griefs = list(zip(GRIEFS, (carence_meconnue, duree_depassee, *interdits), strict=True))
    try:
        return tuple([grief for grief, etabli in griefs if etabli])
    except FaitInconnu:
        etablis = tuple([grief for grief, etabli in griefs if connu(etabli) and etabli])
        if not etablis:
            raise
        return etablis


@regle(
    "C. trav. L. 1454-5",
    "C. trav. L. 1471-1",
    "C. trav. L. 8221-5",
    "C. trav. L. 8223-1",
    gravite=Gravite.INFORMATION,
)
def risque_de_requalification(
    hors_champ: bool, accueil_en_france: bool, motifs_de_requalification: tuple[str, ...]
) -> Constat:
    """Carence, six mois, motif interdit : le conseil de prud'hommes peut requalifier le stage.

    L'affaire va droit au bureau de jugement, qui statue dans le mois. Le travail dissimulé, s'il est retenu,
    coûte six mois de rémunération. L'action se prescrirait par deux ans, application aux stages à confirmer.
    """
    if hors_champ or not accueil_en_france:
        return sans_objet("La requalification ne concerne pas cette convention.")
    if not motifs_de_requalification:
        return sans_objet("Aucun motif de requalification n'est établi.")
    return a_verifier(
        "Aucune amende de L. 124-17 ne s'y attache, mais le stagiaire peut demander la requalification : "
        "{griefs:liste}.",
        lecture("stage qui garde son objet", Verdict.CONFORME, "Le juge peut refuser la requalification."),
        lecture(
            "stage détourné de son objet",
            Verdict.NON_CONFORME,
            "Le juge peut requalifier le stage et, pour travail dissimulé, ajouter six mois de rémunération.",
        ),
        que_faire="Faites cesser ce qui est signalé ; la demande va droit au bureau de jugement, qui statue "
        "dans le mois.",
        griefs=motifs_de_requalification,
    )
