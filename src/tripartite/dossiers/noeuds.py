"""Du texte, YAML ou JSON, à un arbre de nœuds qui savent leur ligne. Rien n'y est interprété.

Un scalaire garde les signes que l'on a tapés : `non`, `09:00`, `01000`, `4,50` ne deviennent ni faux, ni un
nombre de secondes, ni un octal. Les limites arrêtent la lecture en route : elles bornent le temps et la
mémoire.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

import yaml

from tripartite.dossiers.erreurs import DossierInvalide, Erreur, Journal, cle, extrait, ne_se_lit_pas
from tripartite.droit.langage import Phrase, phrase

PROFONDEUR = 50
NOMBRE_DE_NOEUDS = 50_000
BEAUCOUP_DE_NOEUDS = f"{NOMBRE_DE_NOEUDS:_}".replace("_", " ")

_CHARGEUR = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Scalaire(NamedTuple):
    """Un texte, tel qu'il est écrit ; `nu` s'il l'est sans guillemets."""

    texte: str
    ligne: int
    nu: bool = True

    @property
    def vide(self) -> bool:
        """Dit si l'on a écrit qu'on ne sait pas : rien, `null` ou `~`."""
        return self.nu and self.texte in ("", "~", "null", "Null", "NULL")


class Liste(NamedTuple):
    """Une suite de nœuds."""

    elements: tuple[Noeud, ...]
    ligne: int


class Table(NamedTuple):
    """Des noms et des nœuds, dans l'ordre du fichier."""

    entrees: tuple[tuple[Scalaire, Noeud], ...]
    ligne: int


Noeud: TypeAlias = Scalaire | Liste | Table


def lire_noeuds(texte: str, journal: Journal, renvois: bool = False) -> Noeud:
    """Lit un document YAML ou JSON. Lève `DossierInvalide` si son écriture ne se comprend pas.

    `renvois` admet `&nom`, `*nom` et `<<: *nom`, qu'un fichier reçu n'a pas le droit d'employer.
    """
    if texte.lstrip()[:1] in ("{", "["):
        texte = _json_en_yaml(texte)
    try:
        return _Composition(yaml.parse(texte, Loader=_CHARGEUR), journal, renvois).document()
    except yaml.YAMLError as erreur:
        raise DossierInvalide([_en_francais(erreur, texte)]) from None


def _json_en_yaml(texte: str) -> str:
    """Ce que JSON admet et que YAML 1.1 refuse : les tabulations, les paires d'indirection."""

    def reunir(paire: re.Match[str]) -> str:
        if not paire[1]:
            return paire[0]
        return f"\\U{0x10000 + ((int(paire[1], 16) & 0x3FF) << 10) + (int(paire[2], 16) & 0x3FF):08X}"

    paires = re.compile(r"\\(?:u([dD][89abAB][\da-fA-F]{2})\\u([dD][c-fC-F][\da-fA-F]{2})|.)")
    return paires.sub(reunir, texte.replace("\t", " "))


class _Composition:
    """Compose les nœuds au fil des événements, et s'arrête aux limites."""

    def __init__(self, evenements: Iterator[yaml.Event], journal: Journal, renvois: bool) -> None:
        self.evenements = evenements
        self.journal = journal
        self.renvois: dict[str, Noeud] | None = {} if renvois else None
        self.nombre = 0

    def document(self) -> Noeud:
        next(self.evenements)
        premier = next(self.evenements)
        if isinstance(premier, yaml.StreamEndEvent):
            self._refuser(
                None, "Le fichier est vide.", "Écrivez-y un dossier ; « tripartite exemple » en donne un."
            )
        racine = self._noeud(next(self.evenements), 0)
        next(self.evenements)
        if not isinstance(suite := next(self.evenements), yaml.StreamEndEvent):
            self._refuser(suite, "Le fichier contient plusieurs documents.", "Gardez un dossier par fichier.")
        return racine

    def _noeud(self, evenement: yaml.Event, profondeur: int) -> Noeud:
        ligne = _ligne(evenement)
        self.nombre += 1
        if self.nombre > NOMBRE_DE_NOEUDS:
            self._refuser(
                evenement,
                phrase("Le fichier contient plus de {n:texte} valeurs.", n=BEAUCOUP_DE_NOEUDS),
                "Réduisez-le.",
            )
        if profondeur > PROFONDEUR:
            self._refuser(
                evenement, phrase("Le fichier emboîte plus de {n} niveaux.", n=PROFONDEUR), "Réduisez-les."
            )
        renvoi = getattr(evenement, "anchor", None)
        if renvoi and self.renvois is None:
            message = "Le fichier contient un renvoi YAML (& ou *)."
            self._refuser(evenement, message, "Recopiez la valeur là où elle sert.")
        if isinstance(evenement, yaml.AliasEvent):
            return (self.renvois or {}).get(str(renvoi)) or Scalaire("", ligne)
        if etiquette := getattr(evenement, "tag", None):
            dit = phrase("Le fichier contient une étiquette YAML ({recu:texte}).", recu=extrait(etiquette))
            self._refuser(evenement, dit, "Retirez-la.")
        noeud = self._composer(evenement, ligne, profondeur)
        if renvoi and self.renvois is not None:
            self.renvois[renvoi] = noeud
        return noeud

    def _composer(self, evenement: yaml.Event, ligne: int, profondeur: int) -> Noeud:
        if isinstance(evenement, yaml.ScalarEvent):
            return Scalaire(evenement.value, ligne, not evenement.style)
        if isinstance(evenement, yaml.SequenceStartEvent):
            return Liste(tuple(self._suite(yaml.SequenceEndEvent, profondeur)), ligne)
        entrees = tuple(self._entrees(profondeur))
        return Table(entrees if self.renvois is None else _fondre(entrees), ligne)

    def _suite(self, fin: type[yaml.Event], profondeur: int) -> Iterator[Noeud]:
        while not isinstance(evenement := next(self.evenements), fin):
            yield self._noeud(evenement, profondeur + 1)

    def _entrees(self, profondeur: int) -> Iterator[tuple[Scalaire, Noeud]]:
        vues: dict[str, int] = {}
        suite = self._suite(yaml.MappingEndEvent, profondeur)
        for nom in suite:
            valeur = next(suite)
            if not isinstance(nom, Scalaire):
                raise DossierInvalide(
                    [
                        Erreur(
                            "Un nom de champ doit être un mot.",
                            nom.ligne,
                            faire="Écrivez « nom: valeur ».",
                        )
                    ]
                )
            forme = cle(nom.texte) or nom.texte
            if (deja := vues.get(forme)) is not None:
                self.journal.noter(
                    Erreur(
                        phrase(
                            "« {recu:texte} » est donné deux fois (déjà ligne {n}).",
                            recu=extrait(nom.texte),
                            n=deja,
                        ),
                        nom.ligne,
                        champ=extrait(nom.texte),
                        recu=extrait(nom.texte),
                        voulu="un seul champ de ce nom",
                        faire="Gardez l'un des deux.",
                    )
                )
                continue
            vues[forme] = nom.ligne
            yield nom, valeur

    def _refuser(self, evenement: yaml.Event | None, message: str | Phrase, faire: str) -> None:
        ligne = _ligne(evenement) if evenement else None
        raise DossierInvalide([*self.journal.erreurs, Erreur(message, ligne, faire=faire)])


def _fondre(entrees: tuple[tuple[Scalaire, Noeud], ...]) -> tuple[tuple[Scalaire, Noeud], ...]:
    """Remplace `<<: *nom` par les champs de cette table que l'on ne donne pas soi-même."""
    donnes = {nom.texte for nom, _ in entrees}
    fondues = [f for nom, v in entrees if nom.texte == "<<" and isinstance(v, Table) for f in v.entrees]
    propres = [(nom, v) for nom, v in entrees if nom.texte != "<<"]
    return (*(f for f in fondues if f[0].texte not in donnes), *propres)


def _ligne(evenement: yaml.Event) -> int:
    return evenement.start_mark.line + 1 if evenement.start_mark else 1


_EXPLICATIONS = (
    ("tabulation", "une tabulation ne peut pas décaler une ligne", "Remplacez-la par des espaces."),
    (
        "mapping values",
        "un deux-points de trop, ou une ligne mal alignée",
        "Mettez le texte entre guillemets.",
    ),
    ("end of stream", "un guillemet n'est pas refermé", "Refermez-le."),
    ("',' or", "une virgule manque, ou un crochet, une accolade n'est pas refermé", "Ajoutez ce signe."),
    ("expected ':'", "il manque un deux-points après le nom du champ", "Écrivez « nom: valeur »."),
    ("expected key", "la ligne n'est pas alignée avec les champs qui la précèdent", "Alignez-la."),
    ("'-' indicator", "la ligne n'est pas alignée avec la liste qui la précède", "Alignez-la."),
    ("block", "la ligne n'est pas alignée avec celles qui la précèdent", "Alignez-la."),
    ("control characters", "un caractère interdit", "Retirez-le : le fichier doit être du texte."),
    ("special characters", "un caractère interdit", "Retirez-le : le fichier doit être du texte."),
    (
        "escape",
        "une barre oblique inverse que l'on ne sait pas lire",
        "Doublez-la, ou employez des apostrophes.",
    ),
    ("cannot start any token", "un signe réservé en tête de valeur", "Mettez la valeur entre guillemets."),
)
_AUTRE = ("l'écriture YAML n'est pas comprise à cet endroit", "Vérifiez l'alignement et les guillemets.")


def _en_francais(erreur: yaml.YAMLError, texte: str) -> Erreur:
    """Dit une erreur d'écriture YAML : où, et ce qui l'a le plus souvent causée."""
    lignes = texte.splitlines() or [""]
    repere = getattr(erreur, "problem_mark", None)
    rang = repere.line if repere else texte.count("\n", 0, getattr(erreur, "position", 0) or 0)
    rang = min(rang, len(lignes) - 1)
    anglais = str(getattr(erreur, "problem", None) or getattr(erreur, "reason", None) or erreur)
    if repere and lignes[rang][: repere.column + 1].endswith("\t"):
        anglais = "tabulation"
    cause, que_faire = next(((dit, faire) for signe, dit, faire in _EXPLICATIONS if signe in anglais), _AUTRE)
    ouverture = getattr(erreur, "context_mark", None)
    dit = phrase(cause)
    if ouverture and "',' or" in anglais and ouverture.line < rang:
        dit = phrase("{cause} (ouvert ligne {n})", cause=dit, n=ouverture.line + 1)
    recu = extrait(lignes[rang])
    return Erreur(ne_se_lit_pas(recu, dit), rang + 1, recu=recu, faire=que_faire)
