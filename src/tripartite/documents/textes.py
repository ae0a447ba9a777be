"""Les textes d'un document : des clauses écrites comme des données, que les faits complètent.

Un fichier `textes/<document>.<langue>.yaml` porte les articles. Un paragraphe a un `texte`, dont les
grandeurs sont entre accolades (« {debut:date} ») ; `si`, une ou plusieurs conditions (« gratifie », « non
gratifie ») ; `mentions`, les numéros de D. 124-4 qu'il porte ; `faits`, le nom d'un texte libre qui le suit.
`mots` porte les intitulés ; `mots_de` en reprend d'un autre document.

Un fait que l'on ne connaît pas devient un blanc à compléter à la main ; une condition que l'on ne connaît
pas, une case à cocher devant le paragraphe.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import yaml

from tripartite.droit.faits import Partie
from tripartite.droit.langage import Inconnu, connu
from tripartite.rendus.grandeurs import dater, grandeur
from tripartite.rendus.typographie import elider, typographier

TEXTES = Path(__file__).parent / "textes"
CLES: Mapping[str, str] = {
    Partie.STAGIAIRE: "stagiaire",
    Partie.ORGANISME: "organisme",
    Partie.ETABLISSEMENT: "etablissement",
}
"""La clé d'une partie dans les gabarits."""

_RACINES = {"formation": Partie.ETABLISSEMENT, "etablissement": Partie.ETABLISSEMENT}
_RACINES |= {"stagiaire": Partie.STAGIAIRE, "organisme": Partie.ORGANISME, "tuteur": Partie.ORGANISME}
_BLANC = re.compile("\ue000(\\d+)\ue001")
_ARTICLE = re.compile(r"(?<=\b[LDR]\.) (?=\d)")
_ARABES = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")

Morceau = str | dict[str, Any]
Phrase = str | list[Morceau]


@dataclass(frozen=True, slots=True)
class Paragraphe:
    """Un paragraphe : son texte, quand il se dit, les mentions qu'il porte."""

    texte: str
    cle: str = ""
    si: tuple[str, ...] = ()
    mentions: tuple[int, ...] = ()
    faits: str = ""
    liste: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """Un article : sa clé, son titre, ses paragraphes."""

    cle: str
    titre: str
    paragraphes: tuple[Paragraphe, ...]
    si: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Textes:
    """Les textes d'un document dans une langue : des mots, et des articles."""

    mots: Mapping[str, str]
    articles: tuple[Article, ...]


class TexteInvalide(ValueError):
    """Une clause ajoutée ne se comprend pas."""


@cache
def lire_textes(document: str, langue: str) -> Textes:
    """Lit les textes d'un document de la maison, par exemple `lire_textes("convention", "fr")`."""
    brut = yaml.load((TEXTES / f"{document}.{langue}.yaml").read_text("utf-8"), _Lecteur)  # noqa: S506
    mots = dict(lire_textes(brut["mots_de"], langue).mots) if "mots_de" in brut else {}
    return Textes(mots | brut["mots"], tuple(_article(a, langue) for a in brut.get("articles", ())))


_Lecteur: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def completer(textes: Textes, ajouts: Iterable[Mapping[str, Any]], langue: str = "fr") -> Textes:
    """Ajoute les clauses d'un thème, ou en remplace.

    Un ajout a la forme d'un article. Si sa `cle` est celle d'un article, ses paragraphes s'y ajoutent, et
    ceux qui ont la `cle` d'un paragraphe le remplacent ; sinon c'est un article de plus, placé après
    l'article que nomme `apres`, ou avant le dernier. `texte_en` et `titre_en` sont les textes anglais, s'il y
    en a.

    Raises:
        TexteInvalide: un ajout n'a ni la clé d'un article, ni un titre, ou ses champs ne se comprennent pas.
    """
    articles = list(textes.articles)
    for ajout in ajouts:
        cles = [a.cle for a in articles]
        neuf = _article(ajout, langue)
        if neuf.cle in cles:
            rang = cles.index(neuf.cle)
            articles[rang] = _fondre(articles[rang], neuf)
            continue
        if not neuf.titre:
            raise TexteInvalide(
                f"La clause « {neuf.cle} » n'a pas de titre, et aucun article n'a cette clé. "
                f"Il y a {', '.join(cles)}."
            )
        apres = ajout.get("apres")
        articles.insert(cles.index(apres) + 1 if apres in cles else len(articles) - 1, neuf)
    return replace(textes, articles=tuple(articles))


def _fondre(article: Article, ajout: Article) -> Article:
    remplacants = {p.cle: p for p in ajout.paragraphes if p.cle}
    gardes = [remplacants.pop(p.cle, p) if p.cle else p for p in article.paragraphes]
    nouveaux = [p for p in ajout.paragraphes if not p.cle or p.cle in remplacants]
    return replace(article, titre=ajout.titre or article.titre, paragraphes=(*gardes, *nouveaux))


def _article(brut: Mapping[str, Any], langue: str) -> Article:
    try:
        return Article(
            cle=str(brut["cle"]),
            titre=_traduit(brut, "titre", langue),
            paragraphes=tuple(_paragraphe(p, langue) for p in brut.get("paragraphes", ())),
            si=_suite(brut.get("si", ())),
        )
    except (KeyError, TypeError, AttributeError) as erreur:
        raise TexteInvalide(f"Une clause ne se comprend pas : il lui manque {erreur}.") from erreur


def _paragraphe(brut: Any, langue: str) -> Paragraphe:
    if isinstance(brut, str):
        return Paragraphe(brut.strip())
    return Paragraphe(
        texte=_traduit(brut, "texte", langue).strip(),
        cle=str(brut.get("cle", "")),
        si=_suite(brut.get("si", ())),
        mentions=tuple(brut.get("mentions", ())),
        faits=str(brut.get("faits", "")),
        liste=_suite(brut.get("liste", ())),
    )


def _traduit(brut: Mapping[str, Any], champ: str, langue: str) -> str:
    return str(brut.get(f"{champ}_{langue}") or brut.get(champ, ""))


def _suite(valeur: Any) -> tuple[str, ...]:
    return (valeur,) if isinstance(valeur, str) else tuple(str(v) for v in valeur)


# --- Ce qu'il reste à compléter ------------------------------------------------------------------


@dataclass(slots=True)
class Blancs:
    """Ce que le document laisse à compléter, une fois chacun, dans l'ordre de lecture."""

    dits: dict[str, None] = field(default_factory=dict)

    def noter(self, inconnu: Inconnu, partie: str, *, cocher: bool = False) -> None:
        """Retient un blanc : ce qui manque, et la partie qui le doit."""
        quoi = dater(inconnu.libelle)
        self.dits.setdefault(f"{'cocher : ' if cocher else ''}{quoi}" + (f" ({partie})" if partie else ""))

    def __iter__(self) -> Any:
        return iter(self.dits)


@dataclass(frozen=True, slots=True)
class Plume:
    """Écrit les textes d'un document : elle sait les faits, les conditions, la langue, et note les blancs."""

    fait: Callable[[str], Any]
    conditions: Mapping[str, Any]
    langue: str = "fr"
    blancs: Blancs = field(default_factory=Blancs)

    def articles(self, textes: Textes) -> list[dict[str, Any]]:
        """Rend les articles qui se disent, numérotés, en données pour le gabarit."""
        ecrits = []
        for article in textes.articles:
            if self._vrai(article.si) is False:
                continue
            paragraphes = [p for brut in article.paragraphes if (p := self.paragraphe(brut)) is not None]
            ecrits.append({"cle": article.cle, "titre": article.titre, "paragraphes": paragraphes})
        return ecrits

    def paragraphe(self, paragraphe: Paragraphe) -> dict[str, Any] | None:
        """Rend un paragraphe en données pour le gabarit ; `None` s'il ne se dit pas."""
        vrai = self._vrai(paragraphe.si)
        if vrai is False:
            return None
        corps = self.phrase(paragraphe.texte)
        liste = [self.phrase(element) for element in paragraphe.liste]
        if paragraphe.faits:
            corps, suite = self._libre(corps, self._valeur(paragraphe.faits), paragraphe.faits)
            liste += suite
        ecrit: dict[str, Any] = {"texte": corps, "mentions": list(paragraphe.mentions), "liste": liste}
        if isinstance(vrai, Inconnu):
            partie = self._partie(vrai, paragraphe.si[0])
            self.blancs.noter(vrai, partie, cocher=True)
            ecrit["case"] = CLES.get(partie, "")
        return ecrit

    def phrase(self, modele: str) -> Phrase:
        """Écrit une phrase : ses grandeurs, ses blancs, les espaces de sa langue."""
        texte, blancs = "", list[dict[str, Any]]()
        for litteral, nom, nature, _ in Formatter().parse(modele):
            texte += litteral
            if nom is None:
                continue
            valeur = self._valeur(nom)
            if isinstance(valeur, Inconnu):
                texte += f"\ue000{len(blancs)}\ue001"
                blancs.append(self.blanc(valeur, nom))
            else:
                texte += isoler(
                    valeur if type(valeur) is str else grandeur(valeur, nature or "", self.langue)
                )
        texte = typographier(elider(texte)) if self.langue == "fr" else _ARTICLE.sub("\u00a0", texte)
        if not blancs:
            return texte
        bouts = _BLANC.split(texte)
        morceaux: list[Morceau] = [blancs[int(b)] if n % 2 else b for n, b in enumerate(bouts) if n % 2 or b]
        return morceaux

    def blanc(self, inconnu: Inconnu, nom: str = "", points: int = 12) -> dict[str, Any]:
        """Rend un blanc à compléter, et le note."""
        partie = self._partie(inconnu, nom)
        self.blancs.noter(inconnu, partie)
        return {"blanc": inconnu.libelle, "partie": CLES.get(partie, ""), "points": points}

    def _libre(self, corps: Phrase, valeur: Any, nom: str) -> tuple[Phrase, list[Phrase]]:
        debut = [corps] if isinstance(corps, str) else corps
        if isinstance(valeur, Inconnu):
            return [*debut, " ", self.blanc(valeur, nom, points=60)], []
        lignes = [isoler(ligne.strip(" -–•\t")) for ligne in str(valeur).splitlines() if ligne.strip()]
        if len(lignes) > 1:
            return corps, [*lignes]
        return [*debut, " ", *lignes], []

    def _valeur(self, chemin: str) -> Any:
        racine, *champs = chemin.split(".")
        valeur = self.fait(racine)
        for champ in champs:
            if not connu(valeur):
                return valeur
            valeur = getattr(valeur, champ)
        return valeur

    def _vrai(self, si: Sequence[str]) -> Any:
        """Vrai, faux, ou le fait inconnu dont la réponse dépend."""
        inconnue: Any = True
        for condition in si:
            nom = condition.removeprefix("non ")
            valeur = self.conditions[nom]
            if not connu(valeur):
                inconnue = valeur
            elif bool(valeur) is (nom != condition):
                return False
        return inconnue

    def _partie(self, inconnu: Inconnu, nom: str) -> str:
        return inconnu.partie or _RACINES.get(nom.partition(".")[0], "")


def isoler(texte: str) -> str:
    """Isole un texte écrit de droite à gauche : les chiffres qui le suivent gardent leur sens.

    >>> isoler("Léa") == "Léa"
    True
    """
    return f"\u2068{texte}\u2069" if _ARABES.search(texte) and "\u2068" not in texte else texte
