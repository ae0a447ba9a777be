"""Une faute d'un dossier, dite dans la langue de qui la lit."""

from __future__ import annotations

from tripartite.dossiers import Erreur
from tripartite.rendus.grandeurs import dire


def dire_la_faute(faute: Erreur, langue: str) -> str:
    """Une faute, son lieu, ce que l'on attendait et comment la corriger.

    >>> from tripartite.droit.langage import phrase
    >>> dit = phrase("« {recu:texte} » n'est pas une date.", recu="x")
    >>> dire_la_faute(Erreur(dit, 3, "convention.debut"), "en")
    'Line 3, convention.debut: “x” is not a date.'
    """
    if langue == "fr":
        return str(faute)
    lieu = ", ".join(p for p in (f"line {faute.ligne}" if faute.ligne else "", faute.champ) if p)
    lieu = lieu[:1].upper() + lieu[1:] if faute.ligne else lieu
    attendu = f"Expected: {dire(faute.voulu, langue)}." if faute.voulu else ""
    dits = (dire(faute.dit, langue), attendu, dire(faute.faire, langue))
    return f"{lieu}: " * bool(lieu) + " ".join(dit for dit in dits if dit)
