"""Écrire à l'écran : des grandeurs, les trois parties, les constats. Rien n'y est calculé ni jugé."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from itertools import chain, groupby
from typing import Any

from django import template
from django.forms import BaseForm, BoundField, CheckboxInput
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tripartite.droit.articles import article
from tripartite.droit.articles.adresses import adresse
from tripartite.droit.faits import Partie
from tripartite.droit.langage import Constat, Etape, ValeurLue, Verdict
from tripartite.guichet.dessins import Calendrier, Dessin
from tripartite.guichet.dessins.ecriture import langue
from tripartite.rendus.classement import ICONES, MARQUES, Classement, Manque, conclusion
from tripartite.rendus.entete import nom_du_sujet
from tripartite.rendus.fiches import Tableau
from tripartite.rendus.grandeurs import dire, dire_la_lecture, ecrire, grandeur, majuscule
from tripartite.rendus.html import CLASSES
from tripartite.rendus.typographie import typographier
from tripartite.rendus.valeurs import une_fois, valeur_de_la_loi

register = template.Library()

CLES: Mapping[Partie, str] = {
    Partie.STAGIAIRE: "stagiaire",
    Partie.ORGANISME: "organisme",
    Partie.ETABLISSEMENT: "etablissement",
}
PAR_NOM: Mapping[str, Partie] = {p.value: p for p in Partie} | {cle: p for p, cle in CLES.items()}
NOMS_ANGLAIS: Mapping[Partie, str] = {
    Partie.STAGIAIRE: "intern",
    Partie.ORGANISME: "host organisation",
    Partie.ETABLISSEMENT: "school",
}
FAITS_MONTRES = 5
"""Ce que l'on montre de ce qui manque à une partie ; le reste se déplie."""
ICONES_DES_MESSAGES = {"success": "✓", "error": "✕", "warning": "?", "info": "→", "debug": "·"}


# --- Des grandeurs ---------------------------------------------------------------------------


def _ecrire(valeur: Any, nature: str) -> str:
    if valeur is None or valeur == "":
        return ""
    return grandeur(_jour(valeur) if nature in ("date", "jour", "mois") else valeur, nature, langue())


def _jour(valeur: Any) -> Any:
    if not isinstance(valeur, datetime):
        return valeur
    return (timezone.localtime(valeur) if timezone.is_aware(valeur) else valeur).date()


@register.filter
def euros(montant: Any) -> str:
    """Un montant : « 693,00 € »."""
    return _ecrire(montant, "euros")


@register.filter
def heures(minutes: Any) -> str:
    """Une durée, donnée en minutes : « 154 h 30 »."""
    return _ecrire(minutes, "heures")


@register.filter
def taux(part: Any) -> str:
    """Une part, donnée de 0 à 1 : « 15 % »."""
    return _ecrire(part, "taux")


@register.filter
def nombre(valeur: Any) -> str:
    """Un nombre : « 12 500 »."""
    return _ecrire(valeur, "nombre")


@register.filter
def jour(quand: date | None) -> str:
    """Une date et son jour de semaine : « lundi 2 février 2026 »."""
    return _ecrire(quand, "date")


@register.filter
def jour_court(quand: date | None) -> str:
    """Une date : « 2 février 2026 »."""
    return _ecrire(quand, "jour")


@register.filter
def mois(quand: Any) -> str:
    """Un mois : « février 2026 »."""
    return _ecrire(quand, "mois")


@register.filter
def moment(quand: datetime | None) -> str:
    """Un jour et une heure, à Paris : « 2 février 2026 à 14 h 05 »."""
    if quand is None:
        return ""
    local = timezone.localtime(quand) if timezone.is_aware(quand) else quand
    heure = grandeur(local.hour * 60 + local.minute, "heure", langue())
    return f"{jour_court(local)}{', ' if langue() == 'en' else ' à '}{heure}"


@register.filter
def iso(quand: date | datetime | None) -> str:
    """Pour l'attribut `datetime`."""
    return quand.isoformat(timespec="seconds") if isinstance(quand, datetime) else str(quand or "")


@register.filter
def typographie(texte: str) -> str:
    """Un texte qui reste en français, ses espaces insécables."""
    return typographier(str(texte))


@register.filter
def dit(texte: str) -> str:
    """Un texte du droit, dans la langue de la page ; tel quel, ses espaces insécables, s'il n'en est pas."""
    return dire(str(texte), langue())


# --- Les trois parties -----------------------------------------------------------------------


def _partie(valeur: Partie | str | None) -> Partie | None:
    """Une partie, nommée par sa valeur ou par sa clé."""
    return PAR_NOM.get(str(valeur)) if valeur else None


@register.filter
def cle_de_partie(valeur: Partie | str | None) -> str:
    """La clé d'une partie dans une classe : « stagiaire », « organisme », « etablissement »."""
    trouvee = _partie(valeur)
    return CLES[trouvee] if trouvee else ""


@register.filter
def forme_de_partie(valeur: Partie | str | None) -> str:
    """La forme d'une partie : ●, ■, ▲ ; un losange si ce n'est aucune des trois."""
    trouvee = _partie(valeur)
    return MARQUES[trouvee] if trouvee else "◇"


@register.filter
def nom_de_partie(valeur: Partie | str | None) -> str:
    """Le nom d'une partie, dans la langue de la page."""
    trouvee = _partie(valeur)
    if trouvee is None:
        return str(valeur or "")
    return NOMS_ANGLAIS[trouvee] if langue() == "en" else trouvee.value


@register.inclusion_tag("elements/partie.html")
def partie(valeur: Partie | str, nom: str = "") -> dict[str, str]:
    """La forme d'une partie, et son nom (ou celui de la personne, s'il est donné)."""
    return {
        "cle": cle_de_partie(valeur),
        "forme": forme_de_partie(valeur),
        "nom": nom or nom_de_partie(valeur),
    }


# --- Les constats ----------------------------------------------------------------------------


@register.inclusion_tag("elements/verdict.html")
def verdict(valeur: Verdict | str) -> dict[str, str]:
    """Un verdict : son icône, son mot, sa couleur."""
    lu = Verdict(valeur)
    return {"cle": CLASSES[lu], "icone": ICONES[lu], "mot": majuscule(dit(lu.value))}


@register.inclusion_tag("elements/constat.html", takes_context=True)
def constat(
    context: Any, c: Constat, niveau: int = 3, prefixe: str = "", ligne: bool = False
) -> dict[str, Any]:
    """La carte d'un constat. `ligne` : pliée ; `prefixe` distingue deux cartes d'une règle."""
    dans = langue()
    return {
        "request": context.get("request"),
        "integree": context.get("integree", False),
        "c": c,
        "cle": CLASSES[c.verdict],
        "icone": ICONES[c.verdict],
        "mot": majuscule(dit(c.verdict.value)),
        "niveau": f"h{niveau}",
        "ligne": ligne,
        "ancre": f"{prefixe}{c.regle or 'constat'}",
        "sujet": typographier(nom_du_sujet(c.sujet, dans), dans),
        "phrase": ecrire(c.phrase, c.grandeurs, langue=dans),
        "que_faire": ecrire(c.que_faire, c.grandeurs, langue=dans),
        "lectures": [{"verdict": lue.verdict, "phrase": dire_la_lecture(lue, dans)} for lue in c.lectures],
        "articles": [lien_vers_l_article(reference, dans) for reference in c.articles],
        "calcul": ecrire_les_etapes(c.etapes),
        "valeurs": [_valeur(v, dans) for v in une_fois(c.valeurs)],
    }


@lru_cache(2048)  # d'un constat à l'autre, les mêmes articles et les mêmes valeurs
def lien_vers_l_article(reference: str, dans: str) -> dict[str, str]:
    """Un article, ce dont il parle, et sa page."""
    connu = article(reference)
    return {
        "reference": typographier(reference),
        "objet": dit(connu.objet) if connu else "",
        "adresse": reverse("droit_article", args=(adresse(reference),)),
        "langue": dans,
    }


@lru_cache(2048)
def _valeur(lue: ValeurLue, dans: str) -> str:
    return _("%(serie)s : %(valeur)s au %(jour)s, %(source)s (%(confiance)s)") % {
        "serie": dit(lue.parametre),
        "valeur": valeur_de_la_loi(lue.valeur, lue.unite, dans),
        "jour": jour_court(lue.jour),
        "source": dit(lue.source),
        "confiance": dit(lue.confiance.value),
    }


@register.filter
def ecrire_les_etapes(etapes: Iterable[Etape]) -> list[tuple[str, str]]:
    """Les lignes d'un calcul, écrites : pour `elements/calcul.html`."""
    dans = langue()
    return [
        (ecrire(e.libelle, e.grandeurs, langue=dans), ecrire(e.calcul, e.grandeurs, langue=dans))
        for e in etapes
    ]


@register.inclusion_tag("elements/constats.html", takes_context=True)
def constats(context: Any, r: Classement) -> dict[str, Any]:
    """Tous les constats d'un dossier, le plus important d'abord."""
    return {
        "request": context.get("request"),
        "integree": context.get("integree", False),
        "r": r,
        "conclusion": dire(conclusion(r), langue()),
        "bilan": [(v, n) for v, n in r.bilan.items() if n],
        "manques": list(_manques(r.manques)),
    }


def _manques(manques: Iterable[Manque]) -> Iterable[dict[str, Any]]:
    for de, groupe in groupby(manques, key=lambda m: m.de):
        faits = [grandeur(m.fait, langue=langue()) for m in groupe]
        tous = len(faits) <= FAITS_MONTRES + 1
        yield {
            "de": de,
            "cle": cle_de_partie(de),
            "nom": majuscule(dit(de)),
            "faits": faits if tous else faits[:FAITS_MONTRES],
            "autres": [] if tous else faits[FAITS_MONTRES:],
        }


# --- Des tableaux, des dessins, des formulaires ----------------------------------------------


@register.inclusion_tag("elements/tableau.html")
def tableau(t: Tableau, titre: str = "", legende_cachee: bool = False) -> dict[str, Any]:
    """Un tableau de `rendus` ; sur un téléphone, chaque ligne s'empile."""
    ecrites = t.ecrit(langue())
    *lignes, pied = ecrites if t.pied else [*ecrites, []]
    t = t._replace(colonnes=tuple(c._replace(titre=dit(c.titre)) for c in t.colonnes))
    return {
        "titre": titre or dit(t.titre),
        "legende_cachee": legende_cachee,
        "colonnes": t.colonnes,
        "lignes": [_ligne(t, ligne) for ligne in lignes],
        "pied": _ligne(t, pied) if pied else None,
    }


def _ligne(t: Tableau, cases: list[str]) -> tuple[str, list[tuple[Any, str]]]:
    return cases[0], list(zip(t.colonnes[1:], cases[1:], strict=True))


@register.inclusion_tag("elements/dessin.html")
def dessin(d: Dessin, classe: str = "") -> dict[str, Any]:
    """Un dessin, et ses données en tableau, pliées dessous."""
    titres = d.tableau.titres[1:]
    lignes = [(ligne[0], list(zip(titres, ligne[1:], strict=True))) for ligne in d.tableau.lignes]
    return {"dessin": d, "classe": classe, "lignes": lignes}


@register.inclusion_tag("elements/calendrier.html")
def calendrier(c: Calendrier) -> dict[str, Any]:
    """Les mois d'un stage, en grille."""
    noms = (_("lundi"), _("mardi"), _("mercredi"), _("jeudi"), _("vendredi"), _("samedi"), _("dimanche"))
    return {"c": c, "jours": [(nom[:1].upper(), nom) for nom in noms]}


@register.filter
def est_une_case(champ: BoundField) -> bool:
    """Vrai pour une case seule, dont le libellé vient après."""
    return isinstance(champ.field.widget, CheckboxInput)


@register.simple_tag
def erreurs_de(
    formulaire: BaseForm | None = None, formulaires: Iterable[BaseForm] | None = None
) -> list[tuple[str, str, str]]:
    """Les erreurs d'un ou plusieurs formulaires : l'ancre du champ, son libellé, ce qui ne va pas."""
    tous = chain([formulaire] if formulaire else [], formulaires or [])
    return [erreur for f in tous for erreur in _erreurs(f)]


def _erreurs(formulaire: BaseForm) -> Iterable[tuple[str, str, str]]:
    for nom, textes in formulaire.errors.items():
        if nom not in formulaire.fields:
            yield from (("", "", str(texte)) for texte in textes)
            continue
        champ = formulaire[nom]
        ancre = f"{champ.auto_id}_champ" if champ.use_fieldset else champ.id_for_label
        yield from ((ancre, str(champ.label), str(texte)) for texte in textes)


@register.filter
def icone_du_message(niveau: str) -> str:
    """L'icône d'un message."""
    return ICONES_DES_MESSAGES.get(niveau, "·")
