"""Une valeur de la loi dans le temps : un escalier jusqu'à l'horizon ; au-delà, ce que l'on ne sait pas."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any, NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tripartite.droit.langage import DEBUT_DU_DROIT_CONNU, Parametre, Valeur
from tripartite.guichet.dessins.axe import aujourd_hui, axe_des_annees
from tripartite.guichet.dessins.ecriture import dire, langue
from tripartite.guichet.dessins.toile import (
    CARACTERE,
    LIGNE,
    Dessin,
    Echelle,
    TableauDuDessin,
    Trace,
    balise,
    composer,
    couper,
    lisible,
    paragraphe,
    rectangle,
    sur,
    texte,
    trait,
)
from tripartite.rendus.grandeurs import dire as dire_phrase
from tripartite.rendus.grandeurs import majuscule
from tripartite.rendus.valeurs import est_une_part, valeur_de_la_loi

HAUT, HAUTEUR, MARGE = 14, 130, 8
UN_JOUR = timedelta(days=1)


class Marche(NamedTuple):
    """Une valeur, de son premier jour à son dernier ; `None` : l'on ne sait pas."""

    debut: date
    fin: date
    valeur: Valeur | None


def valeurs_en_escalier(parametre: Parametre, au: date) -> Dessin:
    """La valeur au fil du temps, et ce que l'on en ignore.

    Args:
        parametre: la série.
        au: le jour où l'on regarde ; l'axe va jusqu'à lui.
    """
    nom = majuscule(dire_phrase(parametre.nom, langue()))
    marches = list(_marches(parametre, au))
    tableau = TableauDuDessin(
        nom,
        (_("Depuis le"), _("Valeur"), _("Source")),
        tuple((dire(m.debut, "jour"), _ecrire(m, parametre), _source(m)) for m in marches),
    )
    tracer = _en_escalier if all(_est_un_nombre(v.valeur) for v in parametre.valeurs) else _en_bandes
    return composer(
        _("%(nom)s dans le temps") % {"nom": nom},
        _description(parametre),
        lambda largeur: tracer(largeur, parametre, marches, au),
        tableau,
        role="group",
    )


def _marches(parametre: Parametre, au: date) -> Iterator[Marche]:
    """Les valeurs l'une après l'autre, puis l'inconnu, jusqu'à un an après l'horizon, ou jusqu'à ce jour."""
    for valeur, suivante in pairwise([*parametre.valeurs, None]):
        assert valeur  # noqa: S101  `None` ne vient qu'à la fin
        fin = suivante.depuis - UN_JOUR if suivante else parametre.jusqu_au
        if fin >= DEBUT_DU_DROIT_CONNU:
            yield Marche(max(valeur.depuis, DEBUT_DU_DROIT_CONNU), fin, valeur)
    horizon = parametre.jusqu_au + UN_JOUR
    yield Marche(horizon, max(horizon + timedelta(days=365), au), None)


def _est_un_nombre(valeur: Any) -> bool:
    return isinstance(valeur, int | Decimal | Fraction) and not isinstance(valeur, bool)


def _ecrire(marche: Marche, parametre: Parametre) -> str:
    return valeur_de_la_loi(marche.valeur.valeur, parametre.unite, langue()) if marche.valeur else dire(None)


def _source(marche: Marche) -> str:
    return dire_phrase(marche.valeur.source, langue()) if marche.valeur else ""


def _description(parametre: Parametre) -> str:
    premiere, derniere = parametre.valeurs[0], parametre.valeurs[-1]
    dits = {
        "premiere": valeur_de_la_loi(premiere.valeur, parametre.unite, langue()),
        "derniere": valeur_de_la_loi(derniere.valeur, parametre.unite, langue()),
        "debut": dire(premiere.depuis, "jour"),
        "depuis": dire(derniere.depuis, "jour"),
        "horizon": dire(parametre.jusqu_au, "jour"),
    }
    if premiere.valeur == derniere.valeur:
        return _("%(derniere)s depuis le %(debut)s ; inconnue après le %(horizon)s.") % dits
    return (
        _("De %(premiere)s le %(debut)s à %(derniere)s depuis le %(depuis)s ; inconnue après le %(horizon)s.")
        % dits
    )


def _lecture(marche: Marche, parametre: Parametre) -> str:
    if marche.valeur is None:
        return _("Après le %(jour)s : inconnue") % {"jour": dire(parametre.jusqu_au, "jour")}
    return _("Du %(debut)s au %(fin)s : %(valeur)s") % {
        "debut": dire(marche.debut, "jour"),
        "fin": dire(marche.fin, "jour"),
        "valeur": _ecrire(marche, parametre),
    }


# --- L'escalier --------------------------------------------------------------------------------


class Graduation(NamedTuple):
    """L'échelle verticale, depuis zéro : le pas, le nombre de pas."""

    pas: Fraction
    nombre: int

    def y(self, mesure: Fraction) -> float:
        """L'ordonnée d'une mesure."""
        return HAUT + HAUTEUR * (1 - float(mesure / (self.pas * self.nombre)))


def _graduer(valeurs: list[Fraction]) -> Graduation:
    """Trois à six graduations rondes, depuis zéro."""
    sommet = max(*valeurs, Fraction(1, 10**6)) * Fraction(21, 20)
    pas = Fraction(1, 10**6)
    multiples = (2, Fraction(5, 2), 2)
    rang = 0
    while sommet / pas > 5:
        pas *= multiples[rang % 3]
        rang += 1
    return Graduation(pas, max(1, -(-sommet // pas)))


def _en_escalier(largeur: int, parametre: Parametre, marches: list[Marche], au: date) -> Trace:
    graduation = _graduer([_mesure(v.valeur, parametre.unite) for v in parametre.valeurs])
    reperes = [
        (graduation.y(graduation.pas * n), _court(parametre.unite, graduation.pas * n))
        for n in range(graduation.nombre + 1)
    ]
    gauche = max(len(ecrit) for _y, ecrit in reperes) * CARACTERE + MARGE
    echelle = Echelle(marches[0].debut, marches[-1].fin, gauche, largeur - 2)
    axe = HAUT + HAUTEUR
    traces: list[SafeString] = [
        sur(trait(gauche, y, largeur - 2, y, "d-repere"), texte(ecrit, gauche - 5, y + 4, "d-doux d-fin"))
        for y, ecrit in reperes
    ]
    traces.append(_inconnu(marches[-1], echelle, axe))
    traces.append(balise("path", d=_chemin(marches, echelle, graduation, parametre.unite), classe="d-quota"))
    return _finir(traces, largeur, parametre, marches, au, echelle, axe)


def _court(unite: str, valeur: Fraction) -> str:
    """Une graduation : la grandeur et le début de son unité, que le titre dit en entier."""
    nombre = int(valeur) if valeur.denominator == 1 else Decimal(valeur.numerator) / valeur.denominator
    if est_une_part(unite):
        return dire(nombre, "taux")
    suite = "\xa0€" if unite.startswith("€") else "\xa0h" if unite.startswith("minutes") else ""
    return dire(nombre, "nombre") + suite


def _mesure(valeur: Any, unite: str) -> Fraction:
    """La hauteur d'une valeur : une durée s'y compte en heures."""
    return Fraction(valeur) / (60 if unite.startswith("minutes") else 1)


def _chemin(marches: list[Marche], echelle: Echelle, graduation: Graduation, unite: str) -> str:
    traces: list[str] = []
    for marche in marches:
        if marche.valeur:
            y = graduation.y(_mesure(marche.valeur.valeur, unite))
            traces.append(f"{'V' if traces else f'M{echelle.x(marche.debut):.1f} '}{y:.1f}")
            traces.append(f"H{echelle.apres(marche.fin):.1f}")
    return "".join(traces)


# --- Ce qui n'est pas un nombre ------------------------------------------------------------------


def _en_bandes(largeur: int, parametre: Parametre, marches: list[Marche], au: date) -> Trace:
    """Une valeur qui n'est pas un nombre : une bande par période, qui la dit si elle a la place."""
    echelle = Echelle(marches[0].debut, marches[-1].fin, 0, largeur - 2)
    axe = HAUT + 34
    traces: list[SafeString] = [_inconnu(marches[-1], echelle, axe)]
    for marche in marches[:-1]:
        x, long = echelle.x(marche.debut), echelle.apres(marche.fin) - echelle.x(marche.debut)
        ecrit = _ecrire(marche, parametre)
        traces.append(rectangle(x + 1, HAUT, long - 2, 34, "d-libre"))
        if len(ecrit) * CARACTERE + 8 <= long:
            traces.append(texte(ecrit, x + 6, HAUT + 21))
    return _finir(traces, largeur, parametre, marches, au, echelle, axe)


def _inconnu(marche: Marche, echelle: Echelle, axe: float) -> SafeString:
    x = echelle.x(marche.debut)
    fond = rectangle(x, HAUT, echelle.droite - x, axe - HAUT, "d-suspendu")
    point = texte("?", (x + echelle.droite) / 2, (HAUT + axe) / 2 + 4, "d-doux d-milieu")
    return sur(fond, point)


def _finir(
    traces: list[SafeString],
    largeur: int,
    parametre: Parametre,
    marches: list[Marche],
    au: date,
    echelle: Echelle,
    axe: float,
) -> Trace:
    """L'axe des années, le jour où l'on regarde, et ce qui se lit de chaque marche."""
    bas = axe + 36
    for marche in marches:
        x = echelle.x(marche.debut)
        halo = balise(
            "rect", x=x, y=HAUT, width=echelle.apres(marche.fin) - x, height=axe - HAUT, classe="d-halo"
        )
        traces.append(lisible(halo, _lecture(marche, parametre), largeur, bas))
    traces += [axe_des_annees(echelle, axe), aujourd_hui(echelle, au, HAUT, axe + 4)]
    traces.append(paragraphe(_description(parametre), largeur, bas, "d-doux d-legende"))
    return sur(*traces), bas + 6 + LIGNE * (len(couper(_description(parametre), largeur)) - 1)
