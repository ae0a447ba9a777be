"""Visiter une page une fois, et tout y regarder : accès, largeur, couleurs, requêtes, refus, exécution."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Request, Response

AXE = Axe().axe_script
REGLES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
BUREAU, TELEPHONE = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
DEBORDE = """() => document.scrollingElement.scrollWidth <= 320 ? "" :
    [...document.querySelectorAll("main *, header *, footer *")]
    .filter(e => e.checkVisibility({contentVisibilityAuto: true}))
    .filter(e => e.getBoundingClientRect().right > 321).slice(-3)
    .map(e => e.outerHTML.slice(0, 120)).join(" | ") || `${document.scrollingElement.scrollWidth} px`"""
GUETTER = """document.addEventListener("securitypolicyviolation",
    e => console.error("CSP : " + e.violatedDirective + " " + e.blockedURI + " " + e.sample))"""
VARIABLES = re.compile(r"[0-9A-Z]{5}-[0-9A-Z]{5}|[0-9A-F]{32}|[0-9a-f]{16}|(?<=/)\d+(?=/)|\d{7}[A-Z]")


@dataclass
class Visite:
    """Les pages vues par une personne, et ce qui n'allait pas."""

    page: Page
    fautes: list[str] = field(default_factory=list)
    vues: dict[str, str] = field(default_factory=dict)
    ou: str = ""

    def __post_init__(self) -> None:
        self.page.add_init_script(GUETTER)
        self.page.on("request", self._demandee)
        self.page.on("response", self._recue)
        self.page.on("console", lambda m: self.noter(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda e: self.noter(f"script : {e}"))
        self.page.on("dialog", lambda d: (self.noter(f"boîte : {d.message}"), d.dismiss()))

    def noter(self, faute: str) -> None:
        if "Failed to load resource" not in faute:  # une page d'erreur : son code est vu à part
            self.fautes.append(f"{self.ou} : {faute}")

    def _demandee(self, demande: Request) -> None:
        lieu = urlsplit(demande.url)
        if lieu.scheme not in ("data", "blob") and lieu.hostname != "localhost":
            self.noter(f"demande à {demande.url}")

    def _recue(self, reponse: Response) -> None:
        if reponse.status >= 500:
            self.noter(f"{reponse.status} {reponse.url}")

    def parcourir(self, departs: list[str], au_plus: int = 60) -> None:
        """Suit les liens : une page par forme d'adresse."""
        attendent = list(departs)
        while attendent and len(self.vues) < au_plus:
            adresse = attendent.pop(0)
            forme = forme_de(adresse)
            if forme in self.vues:
                continue
            self.vues[forme] = self.ou = adresse
            self.page.set_viewport_size(BUREAU)
            self.page.goto(adresse)
            self.vues[forme_de(self.page.url)] = adresse
            self.regarder()
            attendent += self._liens()

    def _liens(self) -> Iterator[str]:
        trouves = self.page.eval_on_selector_all("a[href]:not([download])", "les => les.map(a => a.href)")
        for lien in trouves:
            lieu = urlsplit(lien)
            if lieu.hostname == "localhost" and not lieu.path.endswith((".pdf", ".csv", ".json", ".yaml")):
                if not lieu.path.startswith(("/pieces/", "/compte/logout", "/statique/")):
                    yield lieu._replace(scheme="", netloc="", fragment="").geturl()

    def regarder(self) -> None:
        """La page ouverte, en clair, en sombre, à 320 points."""
        self.page.evaluate(AXE)
        for theme, regles in (("light", {"type": "tag", "values": REGLES}), ("dark", CONTRASTE)):
            self.page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            for violation in self._axe(regles):
                cibles = [n["target"] for n in violation["nodes"][:3]]
                self.noter(
                    f"{theme}, {violation['id']} : {cibles} {violation['nodes'][0].get('failureSummary')}"
                )
        self.page.set_viewport_size(TELEPHONE)
        if deborde := self.page.evaluate(DEBORDE):
            self.noter(f"déborde à 320 : {deborde}")
        if self.page.evaluate("window.execute !== undefined"):
            self.noter("un texte s'est exécuté")

    def _axe(self, regles: dict[str, Any]) -> list[dict[str, Any]]:
        options = {"resultTypes": ["violations"], "runOnly": regles}
        violations: list[dict[str, Any]] = self.page.evaluate(
            "o => axe.run(o).then(r => r.violations)", options
        )
        return violations

    def envoyer_a_vide(self) -> int:
        """Vide et envoie chaque formulaire qui exige quelque chose ; rend leur nombre."""
        envoyes = 0
        for adresse in dict.fromkeys(self.vues.values()):
            self.page.set_viewport_size(BUREAU)
            self.page.goto(adresse)
            for rang in range(self.page.evaluate(EXIGEANTS + ".length")):
                self.page.set_viewport_size(BUREAU)
                self.page.goto(adresse)
                self.ou = f"{adresse}, formulaire {rang} à vide"
                with self.page.expect_navigation():
                    self.page.evaluate(VIDER.replace("RANG", str(rang)))
                self.regarder()
                envoyes += 1
        return envoyes


CONTRASTE = {"type": "rule", "values": ["color-contrast"]}
EXIGEANTS = """[...document.querySelectorAll("main form[method=post]")].filter(f => f.querySelector(
    "[required]:is(input:not([type=hidden],[type=radio],[type=checkbox]), textarea, select)"))"""
VIDER = (
    "() => { const f = "
    + EXIGEANTS
    + """[RANG]; f.noValidate = true;
    f.querySelectorAll("[required]:not([type=radio], [type=file])").forEach(c => { c.value = ""; });
    f.requestSubmit(f.querySelector("button:not([name]), [type=submit]:not([name])")); }"""
)


def forme_de(adresse: str) -> str:
    """L'adresse, sans ce qui y varie ; deux recherches sont la même page."""
    lieu = urlsplit(adresse)
    return VARIABLES.sub("*", lieu.path) + ("?" if lieu.query else "")
