"""Visiter une page une fois, et tout y regarder : accès, largeur, couleurs, requêtes, refus, exécution."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve
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
    etats: Mapping[str, str] = field(default_factory=dict)
    """L'état de chaque convention, par sa référence : dans chacun, une page n'est pas la même."""
    breve: bool = False
    """Vrai : une page de chaque modèle, aussitôt remplie à vide, et axe une seule fois par largeur."""

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
            forme = self.forme(adresse)
            if forme in self.vues:
                continue
            self.vues[forme] = self.ou = adresse
            self.page.set_viewport_size(BUREAU)
            self.page.goto(adresse)
            self.vues[self.forme(self.page.url)] = adresse
            attendent += self._liens()
            a_remplir = self.breve and self.page.evaluate(EXIGEANTS + ".length")
            self.regarder()
            if a_remplir:
                self._envoyer_a_vide(adresse)

    def forme(self, adresse: str) -> str:
        """L'adresse, sans ce qui y varie ; deux recherches sont la même page."""
        lieu = urlsplit(adresse)
        if self.breve:
            return modele_de(lieu.path, self.etats)
        chemin = VARIABLES.sub(lambda v: self.etats.get(v[0], "*"), lieu.path)
        return chemin + ("?" if lieu.query else "")

    def _liens(self) -> Iterator[str]:
        trouves = self.page.eval_on_selector_all("a[href]:not([download])", "les => les.map(a => a.href)")
        for lien in trouves:
            lieu = urlsplit(lien)
            if lieu.hostname == "localhost" and not lieu.path.endswith((".pdf", ".csv", ".json", ".yaml")):
                if not lieu.path.startswith(("/pieces/", "/compte/logout", "/statique/")):
                    yield lieu._replace(scheme="", netloc="", fragment="").geturl()

    def regarder(self) -> None:
        """La page ouverte, en clair, en sombre, à 320 points ; en bref, en clair à deux largeurs."""
        self.page.evaluate(AXE)
        if self.breve:
            self.page.set_viewport_size(TELEPHONE)
            self._largeur_et_execution()
            self.page.evaluate(ABREGER)
            self._juger("téléphone", AU_DOIGT)
            self.page.set_viewport_size(BUREAU)
            self._juger("bureau", TOUT)
            return
        for theme, regles in (("light", TOUT), ("dark", CONTRASTE)):
            self.page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            self._juger(theme, regles)
        self.page.set_viewport_size(TELEPHONE)
        self._largeur_et_execution()

    def _largeur_et_execution(self) -> None:
        if deborde := self.page.evaluate(DEBORDE):
            self.noter(f"déborde à 320 : {deborde}")
        if self.page.evaluate("window.execute !== undefined"):
            self.noter("un texte s'est exécuté")

    def _juger(self, comment: str, regles: dict[str, Any]) -> None:
        for violation in self._axe(regles):
            cibles = [n["target"] for n in violation["nodes"][:3]]
            dit = violation["nodes"][0].get("failureSummary")
            self.noter(f"{comment}, {violation['id']} : {cibles} {dit}")

    def _axe(self, regles: dict[str, Any]) -> list[dict[str, Any]]:
        options = {"resultTypes": ["violations"], "runOnly": regles}
        violations: list[dict[str, Any]] = self.page.evaluate(
            "o => axe.run(o).then(r => r.violations)", options
        )
        return violations

    def envoyer_a_vide(self) -> int:
        """Vide et envoie chaque formulaire qui exige quelque chose ; rend leur nombre."""
        return sum(self._envoyer_a_vide(adresse) for adresse in dict.fromkeys(self.vues.values()))

    def _envoyer_a_vide(self, adresse: str) -> int:
        self.page.set_viewport_size(BUREAU)
        self.page.goto(adresse)
        formulaires = int(self.page.evaluate(EXIGEANTS + ".length"))
        for rang in range(formulaires):
            if rang:
                self.page.set_viewport_size(BUREAU)
                self.page.goto(adresse)
            self.ou = f"{adresse}, formulaire {rang} à vide"
            with self.page.expect_navigation():
                self.page.evaluate(VIDER.replace("RANG", str(rang)))
            self.regarder()
        return formulaires


TOUT = {"type": "tag", "values": REGLES}
CONTRASTE = {"type": "rule", "values": ["color-contrast"]}
AU_DOIGT = {"type": "rule", "values": ["target-size", "scrollable-region-focusable"]}
ABREGER = """() => { for (const liste of new Set([...document.querySelectorAll("main :is(li, article, tr)")]
    .map(e => e.parentElement))) [...liste.children].slice(4).forEach(e => e.remove()) }"""
"""D'une longue liste, quatre suffisent : les autres sont faits pareil."""
EXIGEANTS = """[...document.querySelectorAll("main form[method=post]")].filter(f => f.querySelector(
    "[required]:is(input:not([type=hidden],[type=radio],[type=checkbox]), textarea, select)"))"""
VIDER = (
    "() => { const f = "
    + EXIGEANTS
    + """[RANG]; f.noValidate = true;
    f.querySelectorAll("[required]:not([type=radio], [type=file])").forEach(c => { c.value = ""; });
    f.requestSubmit(f.querySelector("button:not([name]), [type=submit]:not([name])")); }"""
)


def modele_de(chemin: str, etats: Mapping[str, str]) -> str:
    """La route de cette adresse, et l'état, l'étape, le geste ou la question dont sa page dépend."""
    try:
        route = resolve(chemin)
    except Resolver404:
        return "introuvable"
    nom, valeurs = str(route.url_name), route.kwargs
    quoi = [valeurs[de] for de in ("etape", "geste") if de in valeurs]
    if nom == "question":
        quoi.append(valeurs["cle"])
    if nom == "convention":
        quoi.append(etats.get(valeurs["reference"], ""))
    return " ".join([nom, *quoi])
