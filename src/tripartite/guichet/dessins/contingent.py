"""Les semaines contre le contingent : une barre par semaine civile, sous une ligne en escalier."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tripartite.droit.calculs.contingents import SemaineDuContingent
from tripartite.guichet.dessins.axe import aujourd_hui, axe_des_mois
from tripartite.guichet.dessins.ecriture import dire
from tripartite.guichet.dessins.toile import (
    LARGE,
    LIGNE,
    Dessin,
    Echelle,
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

GAUCHE, HAUTEUR, HAUT = 22, 120, 10


def semaines_contre_contingent(semaines: Sequence[SemaineDuContingent], au: date | None = None) -> Dessin:
    """Les stagiaires présents chaque semaine civile, le contingent, les semaines où il reste une place.

    Args:
        semaines: celles de `contingent_par_semaine`, qui se suivent.
        au: le jour où l'on regarde ; aucun trait s'il n'est pas donné.
    """
    titre = _("Les semaines et le contingent")
    lignes = tuple(
        (
            dire(s.semaine, "semaine"),
            str(s.presents),
            dire(None) if s.plafond_possible is None else str(s.plafond),
            str(s.places),
            _verdict(s),
        )
        for s in semaines
    )
    titres = (_("Semaine"), _("Présents"), _("Contingent"), _("Places"), _("Ce qu'il en est"))
    tableau = TableauDuDessin(titre, titres, lignes)
    return composer(
        titre, _description(semaines), lambda largeur: _tracer(largeur, semaines, au), tableau, role="group"
    )


def _verdict(s: SemaineDuContingent) -> str:
    if s.depassement:
        return _("contingent dépassé")
    if s.douteuse:
        return _("à vérifier")
    return _("une place au moins") if s.places else _("complet")


def _description(semaines: Sequence[SemaineDuContingent]) -> str:
    if not semaines:
        return _("Aucune semaine à montrer.")
    libres = sum(1 for s in semaines if s.places)
    depassees = sum(1 for s in semaines if s.depassement)
    douteuses = sum(1 for s in semaines if s.douteuse)
    dites = [ngettext("%(n)s semaine a une place", "%(n)s semaines ont une place", libres) % {"n": libres}]
    if depassees:
        trop = ngettext("%(n)s dépasse le contingent", "%(n)s dépassent le contingent", depassees)
        dites.append(trop % {"n": depassees})
    if douteuses:
        dites.append(ngettext("%(n)s est à vérifier", "%(n)s sont à vérifier", douteuses) % {"n": douteuses})
    return _(" ; ").join(dites)


def _tracer(largeur: int, semaines: Sequence[SemaineDuContingent], au: date | None) -> Trace:
    if not semaines:
        return texte(_("Aucune semaine à montrer."), 0, 16, "d-doux"), 24
    echelle = Echelle(semaines[0].semaine.lundi, semaines[-1].semaine.dimanche, GAUCHE, largeur - 2)
    sommet = max(max(s.presents, s.plafond) for s in semaines) + 1
    axe = HAUT + HAUTEUR
    bas = axe + 36
    pas = HAUTEUR / sommet
    traces = [_graduations(sommet, pas, axe, largeur)]
    traces += [lisible(_semaine(s, echelle, pas, axe), _lecture(s), largeur, bas) for s in semaines]
    traces += [balise("path", d=_escalier(semaines, echelle, pas, axe), classe="d-quota")]
    traces += [axe_des_mois(echelle, axe, axe), aujourd_hui(echelle, au, HAUT, axe + 4) if au else sur()]
    traces.append(paragraphe(_description(semaines), largeur, bas, "d-doux d-legende"))
    return sur(*traces), bas + (6 if largeur == LARGE else 6 + LIGNE)


def _graduations(sommet: int, pas: float, axe: float, largeur: int) -> SafeString:
    ecart = max(1, sommet // 5)
    return sur(
        *(
            sur(
                trait(GAUCHE, axe - n * pas, largeur - 2, axe - n * pas, "d-repere"),
                texte(str(n), GAUCHE - 6, axe - n * pas + 4, "d-doux d-fin"),
            )
            for n in range(0, sommet + 1, ecart)
        )
    )


def _semaine(s: SemaineDuContingent, echelle: Echelle, pas: float, axe: float) -> SafeString:
    x, long = echelle.x(s.semaine.lundi), 7 * echelle.pas
    fond = rectangle(x, axe - s.plafond * pas, long, s.plafond * pas, "d-libre" if s.places else "d-halo")
    dedans = min(s.presents, s.plafond)
    barres = [rectangle(x + 0.5, axe - dedans * pas, long - 1, dedans * pas, "d-presence")] if dedans else []
    if trop := s.presents - dedans:
        classe = "d-depasse" if s.depassement else "d-incertain"
        barres.append(rectangle(x + 0.5, axe - s.presents * pas, long - 1, trop * pas, classe))
    cadre = balise("rect", x=x, y=HAUT, width=long, height=axe - HAUT, classe="d-halo")
    return sur(fond, *barres, cadre)


def _escalier(semaines: Sequence[SemaineDuContingent], echelle: Echelle, pas: float, axe: float) -> str:
    chemin = f"M{GAUCHE} {axe - semaines[0].plafond * pas:.1f}"
    for avant, s in zip(semaines, [*semaines[1:], None], strict=True):
        chemin += f"H{echelle.apres(avant.semaine.dimanche):.1f}"
        if s and s.plafond != avant.plafond:
            chemin += f"V{axe - s.plafond * pas:.1f}"
    return chemin


def _lecture(s: SemaineDuContingent) -> str:
    return _("%(semaine)s : présents %(presents)s, contingent %(plafond)s, %(verdict)s") % {
        "semaine": dire(s.semaine, "semaine"),
        "presents": s.presents,
        "plafond": dire(None) if s.plafond_possible is None else s.plafond,
        "verdict": _verdict(s),
    }
