"""Un fichier `.json` est du JSON exact : ce que YAML tolérerait, une virgule de trop, y surprendrait."""

from __future__ import annotations

import json

from tripartite.dossiers.erreurs import DossierInvalide, Erreur, extrait, ne_se_lit_pas
from tripartite.droit.langage import phrase

_EXPLICATIONS = (
    ("trailing comma", "une virgule de trop", "Retirez-la."),
    (
        "property name",
        "il manque un nom entre guillemets, ou une virgule est de trop",
        "Corrigez ce signe.",
    ),
    ("':' delimiter", "il manque un deux-points après le nom du champ", "Ajoutez-le."),
    (
        "',' delimiter",
        "une virgule manque, ou un crochet n'est pas refermé",
        "Ajoutez ce signe.",
    ),
    ("Unterminated string", "un guillemet n'est pas refermé", "Refermez-le."),
    ("Extra data", "il y a un second document", "Gardez un dossier par fichier."),
    ("control character", "une fin de ligne ou une tabulation dans un texte", "Écrivez « \\n » ou « \\t »."),
    ("escape", "une barre oblique inverse que l'on ne sait pas lire", "Doublez-la."),
)
_AUTRE = ("une valeur manque, ou n'est pas écrite en JSON", "Écrivez les textes entre guillemets.")


def verifier_le_json(texte: str) -> None:
    """Lève `DossierInvalide`, à la bonne ligne, si ce texte n'est pas du JSON ; vide, il passe.

    >>> verifier_le_json('{"convention": {}}')
    >>> verifier_le_json('{"convention": {},}')
    Traceback (most recent call last):
    tripartite.dossiers.erreurs.DossierInvalide: ...
    """
    if not texte.strip():
        return
    try:
        json.loads(texte, parse_int=str, parse_float=str)
    except RecursionError:
        return  # les niveaux se comptent en lisant, et l'erreur le dit mieux
    except json.JSONDecodeError as erreur:
        lignes = texte.split("\n")
        recu = extrait(lignes[erreur.lineno - 1][max(0, erreur.colno - 30) :])
        cause, que_faire = next(((dit, f) for signe, dit, f in _EXPLICATIONS if signe in erreur.msg), _AUTRE)
        dit = ne_se_lit_pas(recu, phrase(cause))
        raise DossierInvalide([Erreur(dit, erreur.lineno, recu=recu, faire=que_faire)]) from None
