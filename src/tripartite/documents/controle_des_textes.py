"""Contrôler le texte d'une école : citations mortes, notions périmées, mentions de D. 124-4 introuvables.

Un texte libre ne se comprend pas : une mention est dite introuvable, jamais absente, quand aucun des mots qui
la portent d'ordinaire n'y est. Ce qui est signalé est à relire, pas à croire.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tripartite.droit.articles import citations
from tripartite.droit.calculs.quinze_mentions import MENTIONS
from tripartite.droit.langage import FaitInconnu
from tripartite.droit.parametres import PLAFOND_HORAIRE, TAUX_MINIMAL
from tripartite.droit.regles.textes import COMITE_D_ENTREPRISE, DEUX_ANS, REGIME_ETUDIANT, RETRAITE
from tripartite.rendus.grandeurs import grandeur
from tripartite.rendus.typographie import sans_insecable


class Nature(StrEnum):
    """Ce qui ne va pas dans un texte."""

    CITATION = "citation morte"
    NOTION = "notion périmée"
    MENTION = "mention introuvable"


@dataclass(frozen=True, slots=True)
class Remarque:
    """Une remarque sur un texte : sa nature, ce qui la cause, que faire, la ligne (0 : tout le texte)."""

    nature: Nature
    trouve: str
    que_faire: str
    ligne: int = 0


INDICES: dict[int, str] = {
    1: r"volume (?:annuel|horaire|pedagogique)|heures? (?:d'enseignement|de formation)|enseignement par an",
    2: r"enseignant(?:e)? referent(?:e)?(?s:.)*tuteur|tuteur(?s:.)*enseignant(?:e)? referent",
    3: r"competences?",
    4: r"(?:activites?|missions?) (?:qui )?(?:lui )?(?:sont )?confie|activites? d(?:u|e la) stagiaire",
    5: r"duree (?:totale|effective)|presence totale|nombre total d'heures|duree d(?:u stage|e la periode)",
    6: r"hebdomadaire|par semaine",
    7: r"encadrement|suivi du stagiaire|modalites de suivi|suit le stagiaire",
    8: r"gratification",
    9: r"protection sociale|couverture sociale|assurance maladie|accidents? du travail|responsabilite civile",
    10: r"autorisations? d'absence|absences? autorisee|conges? et absences?|peut s'absenter",
    11: r"suspen(?:sion|du|dre).*resili|resili.*suspen|suspension|resiliation",
    12: r"valid(?:ation|er|e) (?:du|le) stage|interrompu|interruption",
    13: r"avantages?|titres?-restaurants?|restaurant|transport",
    14: r"reglement interieur",
    15: r"attestation de (?:fin de )?stage|attestation",
}
"""Les mots qui portent d'ordinaire chaque mention, sans accents ; chercher large évite d'accuser."""

_PHRASE = 400
_HEURE = r"\s*(?:€|euros?)\s*(?:/\s*h|(?:de l'|par |l'|/ ?)heure|horaire)"


def controler(texte: str, au: date, *, entier: bool = True) -> tuple[Remarque, ...]:
    """Contrôle un texte libre.

    Args:
        texte: celui d'une convention type, ou de quelques clauses.
        au: le jour où il servira.
        entier: c'est une convention entière ; sinon, ses mentions ne sont pas cherchées.

    >>> [r.trouve for r in controler("Vu l'article L. 612-11", date(2026, 6, 1), entier=False)]
    ['L. 612-11']
    """
    trouvees = [*_citations(texte, au), *_notions(texte, au)]
    trouvees.sort(key=lambda r: (r.ligne, r.trouve))
    return (*trouvees, *(_mentions(texte) if entier else ()))


def _citations(texte: str, au: date) -> Iterator[Remarque]:
    for citation in citations(texte, au):
        fin = citation.article.jusqu_au
        cesse = f"Ce texte a cessé le {grandeur(fin, 'jour')}. " if fin else ""
        suite = "Retirez cette citation."
        if citation.remplacement:
            suite = f"Citez {citation.remplacement.reference} ({citation.remplacement.objet})."
        yield _remarque(Nature.CITATION, texte, citation.debut, citation.texte, cesse + suite)


def _notions(texte: str, au: date) -> Iterator[Remarque]:
    notions = (
        (REGIME_ETUDIANT, "Écrivez que le stagiaire garde son régime de sécurité sociale."),
        (COMITE_D_ENTREPRISE, "Nommez le comité social et économique."),
    )
    for motif, que_faire in notions:
        for trouve in re.finditer(motif, texte):
            yield _remarque(Nature.NOTION, texte, trouve.start(), trouve[0], que_faire)
    for trouve in re.finditer(DEUX_ANS, texte):
        autour = texte[max(0, trouve.start() - _PHRASE) : trouve.end() + _PHRASE]
        if re.search(RETRAITE, autour):
            que_faire = "Écrivez : au plus tard le 31 décembre de l'année du trentième anniversaire."
            yield _remarque(Nature.NOTION, texte, trouve.start(), f"{trouve[0]}, pour la retraite", que_faire)
    yield from _montants(texte, au)


def _montants(texte: str, au: date) -> Iterator[Remarque]:
    """Les anciens minimums de l'heure, et les anciens taux du plafond, écrits comme s'ils valaient encore."""
    try:
        taux, plafond = TAUX_MINIMAL.au(au).valeur, PLAFOND_HORAIRE.au(au).valeur
    except FaitInconnu:  # le minimum de ce jour n'est pas publié : on ne compare à rien
        return
    actuel = taux * plafond
    perimes = {}
    for valeur in PLAFOND_HORAIRE.valeurs:
        ancien = TAUX_MINIMAL.au(max(valeur.depuis, TAUX_MINIMAL.valeurs[0].depuis)).valeur * valeur.valeur
        if ancien != actuel:
            perimes[ancien] = valeur.depuis.year
    for montant, annee in perimes.items():
        ecrit = re.escape(f"{montant:.2f}").replace(r"\.", "[.,]")
        for trouve in re.finditer(rf"(?i)(?<![\d,.]){ecrit}{_HEURE}", sans_insecable(texte)):
            que_faire = (
                f"C'était le minimum en {annee} ; il est de {grandeur(actuel, 'euros')} de l'heure. "
                "Écrivez la règle plutôt que le montant."
            )
            yield _remarque(Nature.NOTION, texte, trouve.start(), trouve[0], sans_insecable(que_faire))
    for passe in {v.valeur for v in TAUX_MINIMAL.valeurs} - {taux}:
        ecrit = f"{passe * 100:f}".rstrip("0").replace(".", "[.,]")
        for trouve in re.finditer(rf"(?<![\d,.]){ecrit}\s*%", sans_insecable(texte)):
            que_faire = sans_insecable(f"Le minimum est de {grandeur(taux, 'taux')} du plafond horaire.")
            yield _remarque(Nature.NOTION, texte, trouve.start(), trouve[0], que_faire)


def _mentions(texte: str) -> Iterator[Remarque]:
    lisse = _sans_accents(texte)
    for mention in MENTIONS:
        if not re.search(INDICES[mention.numero], lisse):
            que_faire = (
                "Ajoutez cette mention, que D. 124-4 demande, ou vérifiez qu'elle y est en d'autres mots."
            )
            yield Remarque(Nature.MENTION, f"mention {mention.numero}, {mention.titre}", que_faire)


def _remarque(nature: Nature, texte: str, debut: int, trouve: str, que_faire: str) -> Remarque:
    cite = " ".join(trouve.split())
    return Remarque(nature, cite, sans_insecable(que_faire), texte.count("\n", 0, debut) + 1)


def _sans_accents(texte: str) -> str:
    decompose = unicodedata.normalize("NFKD", texte.lower().replace("’", "'"))
    return " ".join("".join(c for c in decompose if not unicodedata.combining(c)).split())
