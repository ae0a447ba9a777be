"""Les trois lignes d'un tuteur : ses conventions, chacune sur la sienne ; une quatrième serait de trop."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tripartite.droit.calculs.accueils import charge, periode_comptee
from tripartite.droit.calendrier import Periode
from tripartite.droit.faits import StageVoisin
from tripartite.droit.langage import connu
from tripartite.droit.regles.encadrement import TUTEUR_MAX
from tripartite.guichet.dessins.axe import aujourd_hui, axe_des_mois
from tripartite.guichet.dessins.ecriture import dire
from tripartite.guichet.dessins.toile import (
    CARACTERE,
    LARGE,
    LIGNE,
    Dessin,
    Echelle,
    TableauDuDessin,
    Trace,
    composer,
    lisible,
    paragraphe,
    rectangle,
    sur,
    texte,
    trait,
)

LIGNE_DU_TUTEUR, HAUT = 26, 4


def tuteur_en_trois_lignes(stages: Sequence[StageVoisin], jour: date) -> Dessin:
    """Les conventions d'un tuteur, sur le moins de lignes possible.

    Args:
        stages: les siennes, dates connues ; celle qui dure par L. 124-15 s'arrête de compter.
        jour: le jour où l'on regarde, qui dit aussi combien de conventions sont permises.
    """
    titre = _("Les conventions du tuteur")
    comptes = [(s, p) for s in stages if (p := periode_comptee(s)) is not None]
    lue = charge([p for _s, p in comptes])
    plafond = TUTEUR_MAX.au(jour).valeur
    lignes = tuple(
        (_nom(s), dire(p.debut, "jour"), dire(p.fin, "jour"), str(couloir + 1))
        for (s, p), couloir in zip(comptes, lue.couloirs, strict=True)
    )
    tableau = TableauDuDessin(titre, (_("Stagiaire"), _("Du"), _("Au"), _("Ligne")), lignes)
    description = _("%(pic)s conventions au plus en même temps, %(plafond)s permises ; %(n)s le %(jour)s.")
    dite = description % {"pic": lue.pic, "plafond": plafond, "n": lue.au(jour), "jour": dire(jour, "jour")}
    return composer(
        titre,
        dite,
        lambda largeur: _tracer(largeur, comptes, lue.couloirs, plafond, jour, dite),
        tableau,
        role="group",
    )


def _nom(stage: StageVoisin) -> str:
    return stage.stagiaire if connu(stage.stagiaire) and stage.stagiaire else dire(None)


def _tracer(
    largeur: int,
    comptes: Sequence[tuple[StageVoisin, Periode]],
    couloirs: Sequence[int],
    plafond: int,
    jour: date,
    legende: str,
) -> Trace:
    jours = [jour, *(j for _s, p in comptes for j in p)]
    echelle = Echelle(min(jours), max(jours), 2, largeur - 2)
    lignes = max(plafond, *(c + 1 for c in couloirs)) if couloirs else plafond
    axe = HAUT + lignes * LIGNE_DU_TUTEUR
    bas = axe + 36
    fonds = [
        rectangle(2, HAUT + n * LIGNE_DU_TUTEUR + 2, largeur - 4, LIGNE_DU_TUTEUR - 4, "d-fond")
        for n in range(min(lignes, plafond))
    ]
    limite = HAUT + plafond * LIGNE_DU_TUTEUR
    traces = [*fonds, trait(2, limite, largeur - 2, limite, "d-limite") if lignes > plafond else sur()]
    for (stage, periode), couloir in zip(comptes, couloirs, strict=True):
        barre = _barre(stage, periode, echelle, HAUT + couloir * LIGNE_DU_TUTEUR, couloir >= plafond)
        lecture = f"{_nom(stage)}{_(' : ')}{dire(periode)}"
        traces.append(lisible(barre, lecture, largeur, bas))
    traces += [axe_des_mois(echelle, axe, axe), aujourd_hui(echelle, jour, HAUT, axe + 4)]
    traces.append(paragraphe(legende, largeur, bas, "d-doux d-legende"))
    return sur(*traces), bas + (6 if largeur == LARGE else 6 + LIGNE)


def _barre(stage: StageVoisin, periode: Periode, echelle: Echelle, y: float, de_trop: bool) -> SafeString:
    x, long = echelle.x(periode.debut), echelle.apres(periode.fin) - echelle.x(periode.debut)
    classe = "d-depasse" if de_trop else "d-organisme"
    place = int((long - 12) / CARACTERE)
    nom = _nom(stage)
    ecrit = nom if len(nom) <= place else f"{nom[: place - 1].rstrip()}…" if place > 3 else ""
    return sur(
        rectangle(x, y + 4, long, LIGNE_DU_TUTEUR - 8, classe),
        texte(ecrit, x + 6, y + 17, "d-sur") if ecrit else "",
    )
