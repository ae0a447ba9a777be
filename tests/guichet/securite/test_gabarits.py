"""Les gabarits : des classes que la feuille connaît, rien d'exécutable, pas un mot hors des traductions."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tripartite import guichet

ICI = Path(guichet.__file__).parent
GABARITS = sorted([*ICI.glob("gabarits/**/*.html"), *ICI.glob("ecrans/**/*.html")])
FEUILLE = (ICI / "static/guichet/style.css").read_text(encoding="utf-8")
SCRIPTS = " ".join(f.read_text(encoding="utf-8") for f in sorted(ICI.glob("static/guichet/*.js")))
CONNUES = set(re.findall(r"\.(-?[a-zA-Z_][\w-]*)", FEUILLE))
NOMS_PROPRES = {"Tripartite", "Français", "English", "SIRET", "CSV", "PDF"}
"""Ce qui se lit de même dans toutes les langues."""
TRADUIT = re.compile(r"{%-?\s*(blocktranslate|blocktrans)\b.*?{%-?\s*end\1\s*%}", re.DOTALL)
COMMENTE = re.compile(r"{#.*?#}|{%\s*comment\b.*?{%\s*endcomment\s*%}", re.DOTALL)
CLASSE = re.compile(r"{% block cadre %}.*?{% endblock %}")  # ce bloc dit une classe
BALISE = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
VARIE = "…"
VIDES = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr", "path", "circle", "rect"}
DITS = ("alt", "title", "placeholder", "aria-label", "aria-description", "label", "content")


def nom(gabarit: Path) -> str:
    return gabarit.relative_to(ICI).as_posix()


class Lu(HTMLParser):
    """Les attributs et les textes d'un gabarit, hors ce qu'il dit en français : la loi ne se traduit pas."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.attributs: list[tuple[str, str, str]] = []
        self.textes: list[str] = []
        self.scripts = 0
        self._tus: list[str] = []
        self.feed(source)

    def handle_starttag(self, balise: str, attributs: list[tuple[str, str | None]]) -> None:
        self.attributs += [(balise, nom, valeur or "") for nom, valeur in attributs]
        if not self._tus and balise != "meta":
            self.textes += [valeur or "" for nom, valeur in attributs if nom in DITS]
        lus = dict(attributs)
        if balise == "script" and "src" not in lus and lus.get("type") != "application/json":
            self.scripts += 1
        if (
            self._tus or ("lang", "fr") in attributs or balise in ("script", "style", "code")
        ) and balise not in VIDES:
            self._tus.append(balise)

    def handle_endtag(self, balise: str) -> None:
        if balise in self._tus:
            while self._tus.pop() != balise:
                pass

    def handle_data(self, data: str) -> None:
        if not self._tus:
            self.textes.append(data)


def lire(gabarit: Path) -> Lu:
    """Un gabarit sans ses commentaires, ni ce qui est déjà traduit ; une balise devient une espace."""
    source = COMMENTE.sub(" ", gabarit.read_text(encoding="utf-8"))
    source = re.sub(r"(</?){{.*?}}", r"\1span", CLASSE.sub(" ", source))
    source = re.sub(r"{%-?\s*translate\s+(?:\"[^\"]*\"|'[^']*')[^%]*%}", " ", source)
    return Lu(BALISE.sub(" ", TRADUIT.sub(" ", source)))


def mots(texte: str) -> str:
    """Ce qui reste à lire d'un texte, une fois ôtés les noms propres et la ponctuation."""
    restes = [m for m in re.findall(r"[^\W\d_]{2,}", texte) if m not in NOMS_PROPRES]
    return " ".join(restes)


@pytest.mark.parametrize("gabarit", GABARITS, ids=nom)
def test_rien_n_est_execute_ni_mis_en_forme_sur_place(gabarit: Path) -> None:
    lu = lire(gabarit)
    interdits = [(b, n) for b, n, _v in lu.attributs if n == "style" or n.startswith("on")]
    interdits += [(b, n) for b, n, v in lu.attributs if v.strip().lower().startswith("javascript:")]
    assert (interdits, lu.scripts) == ([], 0)


@pytest.mark.parametrize("gabarit", GABARITS, ids=nom)
def test_chaque_classe_est_dans_la_feuille(gabarit: Path) -> None:
    """Une classe composée (« etat--{{ ton }} ») se lit jusqu'à ce qui varie."""
    source = COMMENTE.sub(" ", gabarit.read_text(encoding="utf-8"))
    source = re.sub(r"([\w-]+--){% if [^%]*%}(\w+){% else %}(\w+){% endif %}", r"\1\2 \1\3", source)
    source = re.sub(r"{%.*?%}", " ", re.sub(r"{{.*?}}", VARIE, source))
    dites = {classe for valeur in re.findall(r'\bclass="([^"]*)"', source) for classe in valeur.split()}
    inconnues = {
        classe
        for classe in dites
        if (debut := classe.partition(VARIE)[0])
        and not (any(c.startswith(debut) for c in CONNUES) if VARIE in classe else debut in CONNUES)
        and f".{debut}" not in SCRIPTS
    }
    assert inconnues == set()


@pytest.mark.parametrize("gabarit", GABARITS, ids=nom)
def test_tout_ce_qui_se_lit_se_traduit(gabarit: Path) -> None:
    assert [mots(texte) for texte in lire(gabarit).textes if mots(texte)] == []
