"""Les dossiers d'exemple : ceux du répertoire `exemples/` du dépôt, que la roue emporte dans le paquet."""

from __future__ import annotations

from pathlib import Path

from tripartite.dossiers.erreurs import Illisible, le_plus_proche

_DANS_LA_ROUE = Path(__file__).parent / "exemples"
_DANS_LE_DEPOT = Path(__file__).parents[3] / "exemples"
REPERTOIRE = _DANS_LA_ROUE if _DANS_LA_ROUE.is_dir() else _DANS_LE_DEPOT


def noms() -> tuple[str, ...]:
    """Le nom de chaque exemple."""
    return tuple(sorted(chemin.stem for chemin in REPERTOIRE.glob("*.yaml")))


def texte(nom: str) -> str:
    """Le texte d'un exemple, en YAML. Lève `Illisible` s'il n'existe pas."""
    connu = nom.removesuffix(".yaml")
    if connu not in noms():
        proche = le_plus_proche(connu, noms())
        que_faire = f"Vouliez-vous dire « {proche} » ?" if proche else ""
        raise Illisible(f"« {nom} » n'est pas un exemple.", ", ".join(noms()), que_faire, proche)
    return (REPERTOIRE / f"{connu}.yaml").read_text("utf-8")


def titre(nom: str) -> str:
    """Ce que l'exemple raconte : sa première ligne."""
    return texte(nom).splitlines()[0].lstrip("# ")
