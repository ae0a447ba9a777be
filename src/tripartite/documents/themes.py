"""Le thème d'une école ou d'un organisme : son en-tête, son logo, sa couleur, ses clauses.

Un thème est un répertoire :

    theme.yaml            nom, couleur, logo, entete, pied
    logo.svg              (ou .png), celui que nomme theme.yaml
    convention.fr.yaml    des clauses de plus, ou à la place des nôtres, écrites comme nos textes

Rien n'y est exécuté : des textes, une couleur, une image.
"""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import typst
import yaml

from tripartite.documents.composition import DocumentImpossible
from tripartite.dossiers.erreurs import extrait, le_plus_proche

ENCRE = "#1c1e21"
"""La couleur des titres, sans thème."""
CLES = ("nom", "couleur", "logo", "entete", "pied")
CONTRASTE = 4.5
"""Le contraste au moins, sur du blanc : WCAG 2.2, critère 1.4.3."""
TAILLE_DU_LOGO = 1_000_000
TAILLE_D_UN_TEXTE = 200_000
PIXELS = 4000
LIGNES = 6
LONGUEUR = 120


class ThemeImpossible(DocumentImpossible):
    """Le thème ne peut pas servir : le message dit pourquoi et quoi faire."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Un thème lu et vérifié. `logo` est un SVG ; une image PNG y est enchâssée."""

    nom: str = ""
    couleur: str = ENCRE
    logo: str = ""
    entete: tuple[str, ...] = ()
    pied: tuple[str, ...] = ()
    repertoire: Path | None = None

    def donnees(self) -> dict[str, Any]:
        """Ce que les gabarits en lisent."""
        donnees: dict[str, Any] = {"couleur": self.couleur}
        if self.entete:
            donnees["entete"] = list(self.entete)
        if self.pied:
            donnees["pied"] = list(self.pied)
        if self.logo:
            alternative = f"Logo : {self.nom}" if self.nom else "Logo"
            donnees["logo"] = {"octets": self.logo, "format": "svg", "alt": alternative}
        return donnees

    @property
    def a_des_clauses(self) -> bool:
        """Dit que le thème écrit des clauses, en plus de son en-tête."""
        return self.repertoire is not None and len(list(self.repertoire.glob("*.yaml"))) > 1

    def clauses(self, document: str, langue: str) -> Any:
        """Ce que le thème écrit pour ce document, tel que le YAML le dit ; `None` s'il n'en dit rien.

        Raises:
            ThemeImpossible: le fichier ne se lit pas.
        """
        if self.repertoire is None:
            return None
        chemin = self.repertoire / f"{document}.{langue}.yaml"
        return _yaml(chemin) if chemin.is_file() else None


def lire_theme(repertoire: str | PathLike[str]) -> Theme:
    """Lit le thème d'un répertoire.

    Raises:
        ThemeImpossible: un fichier absent ou illisible, un champ inconnu, une couleur qui ne se lit pas sur
            du blanc, un logo qui n'est ni un SVG ni un PNG.
    """
    racine = Path(repertoire)
    chemin = racine / "theme.yaml"
    if not chemin.is_file():
        raise ThemeImpossible(
            f"Le thème « {extrait(str(repertoire), 200)} » n'a pas de fichier theme.yaml. "
            "Donnez le répertoire d'un thème."
        )
    lu = _yaml(chemin)
    if not isinstance(lu, Mapping):
        raise ThemeImpossible("theme.yaml ne contient pas de champs. Écrivez par exemple « nom: Mon école ».")
    for cle in lu:
        if cle not in CLES:
            proche = le_plus_proche(str(cle), CLES)
            suite = f" Vouliez-vous dire « {proche} » ?" if proche else f" Il y a : {', '.join(CLES)}."
            raise ThemeImpossible(f"theme.yaml a un champ inconnu, « {extrait(str(cle))} ».{suite}")
    return Theme(
        nom=_une_ligne(lu.get("nom"), "nom"),
        couleur=_couleur(lu.get("couleur")),
        logo=_logo(racine, lu.get("logo")),
        entete=_lignes(lu.get("entete"), "entete"),
        pied=_lignes(lu.get("pied"), "pied"),
        repertoire=racine,
    )


# --- Les textes --------------------------------------------------------------------------------


def _yaml(chemin: Path) -> Any:
    try:
        octets = chemin.read_bytes()
        if len(octets) > TAILLE_D_UN_TEXTE:
            raise ThemeImpossible(f"{chemin.name} dépasse {TAILLE_D_UN_TEXTE // 1000} ko.")
        return yaml.safe_load(octets.decode("utf-8-sig"))
    except OSError:
        raise ThemeImpossible(f"{chemin.name} ne peut pas être lu. Vérifiez vos droits.") from None
    except UnicodeDecodeError:
        raise ThemeImpossible(f"{chemin.name} n'est pas en UTF-8. Enregistrez-le en UTF-8.") from None
    except yaml.YAMLError as erreur:
        place = getattr(erreur, "problem_mark", None)
        ou = f", ligne {place.line + 1}," if place else ""
        raise ThemeImpossible(
            f"{chemin.name}{ou} n'est pas du YAML. Vérifiez le décalage des lignes."
        ) from None


def _une_ligne(valeur: Any, champ: str) -> str:
    if valeur is None:
        return ""
    if not isinstance(valeur, str | int | float) or isinstance(valeur, bool):
        raise ThemeImpossible(f"Dans theme.yaml, « {champ} » attend un texte.")
    texte = " ".join(str(valeur).split())
    if len(texte) > LONGUEUR:
        raise ThemeImpossible(
            f"Dans theme.yaml, « {champ} » dépasse {LONGUEUR} caractères : « {extrait(texte)} ». Abrégez-le."
        )
    return texte


def _lignes(valeur: Any, champ: str) -> tuple[str, ...]:
    if valeur is None:
        return ()
    if isinstance(valeur, str):
        valeur = valeur.strip().splitlines()
    if not isinstance(valeur, list):
        raise ThemeImpossible(f"Dans theme.yaml, « {champ} » attend une liste de lignes.")
    if len(valeur) > LIGNES:
        raise ThemeImpossible(f"Dans theme.yaml, « {champ} » a {len(valeur)} lignes ; {LIGNES} au plus.")
    return tuple(_une_ligne(ligne, champ) for ligne in valeur)


# --- La couleur --------------------------------------------------------------------------------


def _couleur(valeur: Any) -> str:
    if valeur is None:
        return ENCRE
    texte = str(valeur).strip().lower()
    if re.fullmatch(r"#[0-9a-f]{3}", texte):
        texte = "#" + "".join(2 * c for c in texte[1:])
    if not re.fullmatch(r"#[0-9a-f]{6}", texte):
        raise ThemeImpossible(
            f"La couleur « {extrait(texte)} » ne se comprend pas. Écrivez-la entre guillemets, "
            'comme "#1f4e79".'
        )
    obtenu = contraste_sur_blanc(texte)
    if obtenu < CONTRASTE:
        dit = f"{obtenu:.1f}".replace(".", ",")
        raise ThemeImpossible(
            f"La couleur « {texte} » se lit mal sur du blanc : un contraste de {dit}, pour 4,5 au moins. "
            "Choisissez-la plus sombre."
        )
    return texte


def contraste_sur_blanc(couleur: str) -> float:
    """Le contraste d'une couleur sur du blanc, de 1 à 21 (WCAG 2.2).

    >>> contraste_sur_blanc("#000000"), contraste_sur_blanc("#ffffff")
    (21.0, 1.0)
    """
    canaux = (int(couleur[i : i + 2], 16) / 255 for i in (1, 3, 5))
    lineaires = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in canaux]
    luminance = sum(poids * c for poids, c in zip((0.2126, 0.7152, 0.0722), lineaires, strict=True))
    return 1.05 / (luminance + 0.05)


# --- Le logo -----------------------------------------------------------------------------------


def _logo(racine: Path, valeur: Any) -> str:
    if not valeur:
        return ""
    nom = _une_ligne(valeur, "logo")
    chemin = racine / nom
    if racine.resolve() not in chemin.resolve().parents:
        raise ThemeImpossible(f"Le logo « {extrait(nom)} » n'est pas dans le répertoire du thème.")
    try:
        octets = chemin.read_bytes()
    except OSError:
        raise ThemeImpossible(
            f"Le logo « {extrait(nom)} » ne peut pas être lu. Posez-le à côté de theme.yaml."
        ) from None
    if len(octets) > TAILLE_DU_LOGO:
        raise ThemeImpossible(f"Le logo « {extrait(nom)} » dépasse 1 Mo. Réduisez-le.")
    svg = _svg_du_png(octets, nom) if octets.startswith(b"\x89PNG") else _svg(octets, nom)
    _essayer(svg, nom)
    return svg


def _svg_du_png(octets: bytes, nom: str) -> str:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(octets), formats=["PNG"]) as image:
            large, haut = image.size
            if max(large, haut) > PIXELS:
                raise ThemeImpossible(f"Le logo « {extrait(nom)} » dépasse {PIXELS} pixels. Réduisez-le.")
            image.load()
    except ThemeImpossible:
        raise
    except Exception:
        raise _illisible(nom) from None
    contenu = base64.b64encode(octets).decode("ascii")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {large} {haut}">'
        f'<image width="{large}" height="{haut}" href="data:image/png;base64,{contenu}"/></svg>'
    )


def _svg(octets: bytes, nom: str) -> str:
    try:
        texte = octets.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _illisible(nom) from None
    if "<!ENTITY" in texte:  # avant toute lecture : une entité peut en cacher des milliards
        raise _illisible(nom)
    try:
        racine = ElementTree.fromstring(texte)  # noqa: S314 - sans entité, borné à 1 Mo
    except ElementTree.ParseError:
        raise _illisible(nom) from None
    if racine.tag.rpartition("}")[2] != "svg":
        raise _illisible(nom)
    for element in racine.iter():
        for attribut, lien in element.attrib.items():
            if attribut.rpartition("}")[2] == "href" and not lien.startswith(("#", "data:image/")):
                raise ThemeImpossible(
                    f"Le logo « {extrait(nom)} » renvoie à un autre fichier, « {extrait(lien)} ». "
                    "Enregistrez-le avec ses images incluses."
                )
    return texte


def _essayer(svg: str, nom: str) -> None:
    source = (
        b'#set page(width: auto, height: auto)\n#image(bytes(sys.inputs.logo), format: "svg", height: 15mm)'
    )
    try:
        typst.compile(source, format="svg", sys_inputs={"logo": svg}, ignore_system_fonts=True)
    except typst.TypstError:
        raise _illisible(nom) from None


def _illisible(nom: str) -> ThemeImpossible:
    return ThemeImpossible(
        f"Le logo « {extrait(nom)} » n'est ni un SVG ni un PNG lisible. "
        "Enregistrez-le de nouveau en SVG ou en PNG."
    )
