"""Un constat, une fiche, en données : la forme est stable, et décrite ici.

Les montants et les taux sont des textes (« "4.50" » : un nombre JSON perdrait l'exactitude), les durées des
minutes entières, les dates et les mois de l'ISO (« 2026-02-02 », « 2026-02 »), une fraction « "1/3" ».
Un fait inconnu est `{"inconnu": nom, "libelle": …, "partie": …}`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

from tripartite.droit.calendrier import Mois, Semaine
from tripartite.droit.langage import Aucun, Constat, Etape, Inconnu, LectureDuTexte, Phrase, ValeurLue
from tripartite.rendus.classement import classer
from tripartite.rendus.fiches import Fiche, Tableau
from tripartite.rendus.grandeurs import dire, ecrire, grandeur
from tripartite.rendus.typographie import sans_insecable


def brut(valeur: Any, langue: str = "fr") -> Any:
    """Une valeur, réduite à ce que JSON sait dire sans rien perdre ; ses phrases, écrites dans une langue.

    >>> brut({"montant": Decimal("4.50"), "mois": (Mois(2026, 2),), "part": Fraction(1, 3)})
    {'montant': '4.50', 'mois': ['2026-02'], 'part': '1/3'}
    """
    if valeur is None or isinstance(valeur, bool | Aucun):
        return None if isinstance(valeur, Aucun) else valeur
    if isinstance(valeur, int):
        return int(valeur)
    if isinstance(valeur, Enum):
        return brut(valeur.value, langue)
    if isinstance(valeur, Decimal):
        return f"{valeur:f}"
    if isinstance(valeur, str | Fraction | Mois):
        return str(valeur)
    if isinstance(valeur, Semaine):
        return valeur.lundi.isoformat()
    if isinstance(valeur, date):
        return valeur.isoformat()
    if isinstance(valeur, Inconnu):
        return {
            "inconnu": valeur.cle,
            "libelle": sans_insecable(grandeur(valeur, "", langue)),
            "partie": valeur.partie,
        }
    if isinstance(valeur, Constat):
        return constat(valeur, langue)
    if isinstance(valeur, Phrase):
        return ecrire(valeur, insecable=False, langue=langue)
    if is_dataclass(valeur) and not isinstance(valeur, type):
        return {
            f.name: brut(getattr(valeur, f.name), langue)
            for f in fields(valeur)
            if not f.name.startswith("_")
        }
    if isinstance(valeur, Mapping):
        return {str(brut(cle)): brut(v, langue) for cle, v in valeur.items()}
    if hasattr(valeur, "_asdict"):
        return brut(valeur._asdict(), langue)
    return [brut(v, langue) for v in valeur]


def constat(c: Constat, langue: str = "fr") -> dict[str, Any]:
    """Un constat en données.

    `phrase` et `que_faire` sont écrites ; `modele` et `grandeurs` permettent de les réécrire autrement.
    """
    return {
        "regle": c.regle,
        "titre": sans_insecable(dire(c.titre, langue)),
        "sujet": c.sujet,
        "verdict": c.verdict.value,
        "gravite": c.gravite.value,
        "bloque": c.bloque,
        "phrase": ecrire(c.phrase, c.grandeurs, insecable=False, langue=langue),
        "modele": c.phrase,
        "grandeurs": brut(c.grandeurs),
        "que_faire": ecrire(c.que_faire, c.grandeurs, insecable=False, langue=langue),
        "articles": list(c.articles),
        "au": brut(c.au),
        "etapes": [etape(e, langue) for e in c.etapes],
        "lectures": [lecture(lue, langue) for lue in c.lectures],
        "manquants": [
            {"fait": m.cle, "libelle": sans_insecable(grandeur(m, "", langue)), "partie": m.partie or None}
            for m in c.manquants
        ],
        "faits": brut(c.faits),
        "valeurs": [valeur_lue(v) for v in c.valeurs],
    }


def rapport(
    fichier: str, constats: Sequence[Constat], au: date, *, mois: Tableau | None = None, bref: bool = False
) -> dict[str, Any]:
    """Un dossier jugé, en données : verdict d'ensemble, bilan, montants des mois, constats dans l'ordre."""
    range_ = classer(constats)
    donnees: dict[str, Any] = {
        "fichier": fichier,
        "au": au.isoformat(),
        "verdict": range_.verdict.value,
        "bloque": bool(range_.bloquants),
        "bilan": {verdict.value: nombre for verdict, nombre in range_.bilan.items()},
    }
    if bref:
        return donnees
    return donnees | {"mois": tableau(mois) if mois else [], "constats": [constat(c) for c in constats]}


def etape(e: Etape, langue: str = "fr") -> dict[str, Any]:
    """Une ligne de calcul en données."""
    return {
        "libelle": ecrire(e.libelle, e.grandeurs, insecable=False, langue=langue),
        "calcul": ecrire(e.calcul, e.grandeurs, insecable=False, langue=langue),
        "modele": e.calcul,
        "grandeurs": brut(e.grandeurs),
    }


def lecture(lue: LectureDuTexte, langue: str = "fr") -> dict[str, Any]:
    """Une lecture possible du texte, en données."""
    return {
        "nom": sans_insecable(dire(lue.nom, langue)),
        "verdict": lue.verdict.value,
        "phrase": ecrire(lue.phrase, lue.grandeurs, insecable=False, langue=langue),
        "modele": lue.phrase,
        "grandeurs": brut(lue.grandeurs),
    }


def valeur_lue(v: ValeurLue) -> dict[str, Any]:
    """Une valeur de la loi, telle qu'une règle l'a lue, et sa source."""
    return {
        "parametre": v.parametre,
        "au": brut(v.jour),
        "valeur": brut(v.valeur),
        "unite": v.unite,
        "source": v.source,
        "confiance": v.confiance.value,
    }


def tableau(t: Tableau) -> list[dict[str, Any]]:
    """Les lignes d'un tableau, chaque case par le nom de sa colonne ; le pied n'y est pas."""
    return [{c.nom: brut(v) for c, v in zip(t.colonnes, ligne, strict=True)} for ligne in t.lignes]


def fiche(f: Fiche, resultat: Any = None, langue: str = "fr") -> dict[str, Any]:
    """La réponse d'un calculateur en données ; `resultat` est l'objet qu'il a rendu, tel quel.

    Les clés et les modèles restent en français ; les phrases sont écrites dans la langue demandée.
    """
    donnees: dict[str, Any] = {"calcul": f.nom, "reponse": sans_insecable(dire(f.reponse, langue))}
    donnees |= {c.nom: brut(c.valeur) for c in f.chiffres}
    donnees |= {f"lignes_{n}" if n > 1 else "lignes": tableau(t) for n, t in enumerate(f.tableaux, 1)}
    donnees |= {
        "etapes": [etape(e, langue) for e in f.etapes],
        "lectures": [lecture(lue, langue) for lue in f.lectures],
        "notes": [sans_insecable(dire(n, langue)) for n in f.notes],
        "articles": list(f.articles),
    }
    return donnees if resultat is None else donnees | {"resultat": brut(resultat, langue)}


def texte(donnees: Any) -> str:
    """Le JSON, lisible, en UTF-8."""
    return json.dumps(donnees, ensure_ascii=False, indent=2)
