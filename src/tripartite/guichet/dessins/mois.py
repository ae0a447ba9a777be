"""Les mois payés : ce qui est dû chaque mois, ce qui a été versé."""

from __future__ import annotations

from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tripartite.droit.calculs.echeances import Echeance, Echeancier
from tripartite.guichet.dessins.ecriture import dire, mois_abrege
from tripartite.guichet.dessins.toile import (
    CARACTERE,
    LARGE,
    LIGNE,
    Dessin,
    TableauDuDessin,
    Trace,
    balise,
    composer,
    lisible,
    paragraphe,
    rectangle,
    sur,
    texte,
    trait,
)

HAUT, HAUTEUR, LARGEUR_AU_PLUS = 20, 110, 72


def mois_payes(echeancier: Echeancier) -> Dessin:
    """Mois par mois, la gratification à verser et ce qui l'a été.

    Args:
        echeancier: celui que rend `calculer_echeancier`, versements compris.
    """
    titre = _("La gratification, mois par mois")
    lignes = tuple(
        (
            dire(ligne.mois, "mois"),
            dire(ligne.minutes, "heures"),
            dire(ligne.a_verser, "euros"),
            dire(ligne.verse, "euros"),
            dire(ligne.reste, "euros"),
        )
        for ligne in echeancier.lignes
    )
    titres = (_("Mois"), _("Heures"), _("À verser"), _("Versé"), _("Reste"))
    quoi = _("%(verse)s versés sur %(total)s ; il reste %(reste)s.")
    dite = quoi % {
        "verse": dire(echeancier.verse, "euros"),
        "total": dire(echeancier.total, "euros"),
        "reste": dire(echeancier.reste_du, "euros"),
    }
    tableau = TableauDuDessin(titre, titres, lignes)
    return composer(titre, dite, lambda largeur: _tracer(largeur, echeancier, dite), tableau, role="group")


def _tracer(largeur: int, echeancier: Echeancier, legende: str) -> Trace:
    if not echeancier.lignes:
        return texte(_("Aucun mois à montrer."), 0, 16, "d-doux"), 24
    sommet = max(max(ligne.a_verser, ligne.verse) for ligne in echeancier.lignes) or Decimal(1)
    pas = min((largeur - 2) / len(echeancier.lignes), LARGEUR_AU_PLUS)
    axe = HAUT + HAUTEUR
    bas = axe + 36
    montants = pas >= 7 * CARACTERE
    traces = [
        lisible(_mois(ligne, 1 + rang * pas, pas, sommet, montants), _lecture(ligne), largeur, bas)
        for rang, ligne in enumerate(echeancier.lignes)
    ]
    traces += [trait(0, axe, 1 + pas * len(echeancier.lignes), axe, "d-axe")]
    traces.append(paragraphe(legende, largeur, bas, "d-doux d-legende"))
    return sur(*traces), bas + (6 if largeur == LARGE else 6 + LIGNE)


def _mois(ligne: Echeance, x: float, pas: float, sommet: Decimal, montants: bool) -> SafeString:
    axe, barre = HAUT + HAUTEUR, pas - 8
    du, verse = (float(m / sommet) * HAUTEUR for m in (ligne.a_verser, ligne.verse))
    nom = mois_abrege(ligne.mois.premier_jour)
    centre = x + pas / 2
    return sur(
        balise("rect", x=x, y=HAUT - 16, width=pas, height=HAUTEUR + 34, rx=3, classe="d-halo"),
        rectangle(x + 4, axe - du, barre, du, "d-du"),
        rectangle(x + 4, axe - verse, barre, verse, "d-verse") if verse else "",
        texte(nom if pas >= len(nom) * CARACTERE else nom[:1], centre, axe + 14, "d-doux d-milieu"),
        texte(f"{ligne.a_verser:.0f}", centre, axe - max(du, verse) - 5, "d-milieu") if montants else "",
    )


def _lecture(ligne: Echeance) -> str:
    return _("%(mois)s : %(du)s à verser, %(verse)s versés") % {
        "mois": dire(ligne.mois, "mois"),
        "du": dire(ligne.a_verser, "euros"),
        "verse": dire(ligne.verse, "euros"),
    }
