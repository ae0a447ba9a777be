"""Le compteur d'heures : une barre devant le seuil de la gratification et la durée maximale."""

from __future__ import annotations

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tripartite.droit.calculs.durees import Duree
from tripartite.droit.calendrier import JOUR_DE_STAGE
from tripartite.guichet.dessins.ecriture import dire
from tripartite.guichet.dessins.toile import (
    CARACTERE,
    Dessin,
    TableauDuDessin,
    Trace,
    composer,
    rectangle,
    sur,
    texte,
    trait,
)

HAUT, HAUTEUR = 22, 20


def compteur_d_heures(duree: Duree) -> Dessin:
    """Les heures d'une année dans un organisme, devant le seuil et la durée maximale.

    Args:
        duree: celle que rend `compter_duree` ; ses seuils sont ceux de la loi.
    """
    titre = _("Les heures devant les seuils")
    lignes = (
        _ligne(_("Présence comptée"), duree.minutes),
        _ligne(_("Seuil de la gratification"), duree.seuil),
        _ligne(_("Durée maximale"), duree.plafond),
        _ligne(_("Dépassement"), duree.depassement)
        if duree.depassement
        else _ligne(_("Reste avant la durée maximale"), duree.reste_avant_plafond),
    )
    tableau = TableauDuDessin(titre, (_("Durée"), _("Heures"), _("Jours de 7 h")), lignes)
    return composer(titre, _description(duree), lambda largeur: _tracer(largeur, duree), tableau)


def _ligne(nom: str, minutes: int) -> tuple[str, ...]:
    return nom, dire(minutes, "heures"), dire(minutes // JOUR_DE_STAGE, "nombre")


def _description(duree: Duree) -> str:
    if duree.depassement:
        quoi = _("%(duree)s : la durée maximale est dépassée de %(ecart)s.")
        return quoi % {"duree": dire(duree.minutes, "heures"), "ecart": dire(duree.depassement, "heures")}
    quoi = _("%(duree)s : il reste %(ecart)s avant la durée maximale.")
    return quoi % {"duree": dire(duree.minutes, "heures"), "ecart": dire(duree.reste_avant_plafond, "heures")}


def _tracer(largeur: int, duree: Duree) -> Trace:
    echelle = (largeur - 2) / max(duree.plafond * 1.08, duree.minutes * 1.02)
    dedans = min(duree.minutes, duree.plafond)
    traces = [
        rectangle(0, HAUT, duree.plafond * echelle, HAUTEUR, "d-fond"),
        rectangle(0, HAUT + 4, dedans * echelle, HAUTEUR - 8, "d-presence"),
    ]
    if duree.depassement:
        traces.append(
            rectangle(dedans * echelle, HAUT + 4, duree.depassement * echelle, HAUTEUR - 8, "d-depasse")
        )
    for minutes in (duree.seuil, duree.plafond):
        x = minutes * echelle
        traces += [
            trait(x, HAUT - 4, x, HAUT + HAUTEUR + 4, "d-quota"),
            _nombre(minutes, x, HAUT + HAUTEUR + 18, "d-doux", largeur),
        ]
    traces.append(_nombre(duree.minutes, duree.minutes * echelle, HAUT - 8, "d-fort", largeur))
    return sur(*traces), HAUT + HAUTEUR + 26


def _nombre(minutes: int, x: float, y: float, classe: str, largeur: int) -> SafeString:
    """Un nombre d'heures centré sur son abscisse, sans sortir du dessin."""
    ecrit = dire(minutes, "heures")
    demi = len(ecrit) * CARACTERE / 2 + 4
    return texte(ecrit, min(max(x, demi), largeur - demi), y, f"{classe} d-milieu")
