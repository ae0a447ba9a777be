"""Le guichet se lit en entier dans ses deux langues : le français, source, et l'anglais du catalogue."""

from __future__ import annotations

import io
import re
import shutil
import string
import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from html import unescape
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.test import Client
from django.utils import translation
from django.utils.translation import ngettext
from guichet.monde import Monde, donnees_d_exemple

from tripartite.droit import faits
from tripartite.droit.parcours import Etat
from tripartite.guichet.formulaires.intitules import RELEVES
from tripartite.rendus.typographie import sans_insecable

DOSSIER = Path(settings.LOCALE_PATHS[0])
PO = DOSSIER / "en/LC_MESSAGES/django.po"
NOMMES = re.compile(r"%\((\w+)\)s|</?[a-z]+[^>]*>")


def catalogue(octets: bytes) -> Catalog:
    return read_po(io.BytesIO(octets), locale="en")


def formes(message: Message) -> list[tuple[str, str]]:
    """Chaque forme d'une entrée et sa traduction."""
    if isinstance(message.id, tuple):
        return list(zip(message.id, message.string, strict=True))
    return [(message.id, message.string)]


def places(texte: str) -> list[str]:
    """Ce qu'une phrase laisse à remplir, et ses balises."""
    accolades = [nom for _, nom, _, _ in string.Formatter().parse(texte) if nom is not None]
    return sorted([m.group(0) for m in NOMMES.finditer(texte)] + accolades)


ENTREES = [m for m in catalogue(PO.read_bytes()) if m.id]


def test_chaque_phrase_est_traduite() -> None:
    assert [m.id for m in ENTREES if m.fuzzy or not all(traduite for _, traduite in formes(m))] == []


def test_une_traduction_remplit_les_memes_places() -> None:
    assert [m.id for m in ENTREES if any(places(de) != places(vers) for de, vers in formes(m))] == []


def test_l_anglais_s_ecrit_a_l_anglaise() -> None:
    """Ni espace avant une ponctuation double, ni guillemets français, ni exclamation."""
    fautes = re.compile(r"[\u00a0\u202f]| [:;?]|[«»!]")
    anglais = [vers for m in ENTREES for _, vers in formes(m)]
    a_taper_en_francais = "One month per line: 2026-02 : 500 €. Empty, nothing has been paid yet."
    assert [dit for dit in anglais if fautes.search(dit)] == [a_taper_en_francais]


def test_le_catalogue_compile_est_celui_qui_se_lit() -> None:
    with PO.with_suffix(".mo").open("rb") as fichier:
        compilees = [(m.id, m.string) for m in read_mo(fichier) if m.id]
    assert sorted(map(_a_plat, compilees)) == sorted(_a_plat((m.id, m.string)) for m in ENTREES)


def test_le_francais_compile_ne_fait_que_poser_des_insecables() -> None:
    with (DOSSIER / "fr/LC_MESSAGES/django.mo").open("rb") as fichier:
        compilees = [(_a_plat((m.id,)), _a_plat((m.string,))) for m in read_mo(fichier) if m.id]
    assert (["Est-il public ?"], ["Est-il public\u202f?"]) in compilees
    for phrases, ecrites in compilees:
        assert list(dict.fromkeys(map(sans_insecable, ecrites))) == phrases


def test_au_francais_zero_est_singulier() -> None:
    with translation.override("fr"):
        dits = [ngettext("Un point conforme", "%(n)s points conformes", n) for n in (0, 1, 2, 1_000_000)]
    assert dits == ["Un point conforme"] * 2 + ["%(n)s points conformes"] * 2


def _a_plat(entree: tuple) -> list[str]:
    return [forme for cote in entree for forme in ([cote] if isinstance(cote, str) else cote)]


def test_rien_de_marque_ne_manque_au_catalogue(tmp_path: Path) -> None:
    """`make langues` ne trouverait rien de neuf, ni rien à retirer."""
    if shutil.which("xgettext") is None:
        pytest.skip("xgettext manque ; « make test » l'installe (paquet gettext)")
    copie = tmp_path / "guichet"
    shutil.copytree(DOSSIER.parent, copie, ignore=shutil.ignore_patterns("__pycache__", "static"))
    commande = ["makemessages", "-l", "en", "--no-location", "--no-wrap", "--no-obsolete"]
    subprocess.run([sys.executable, "-m", "django", *commande], cwd=copie, check=True, capture_output=True)
    releve = {m.id for m in catalogue((copie / PO.relative_to(DOSSIER.parent)).read_bytes()) if m.id}
    assert releve == {m.id for m in ENTREES}


def test_les_noms_que_gettext_releve_ne_changent_pas() -> None:
    """Sous un autre nom, une phrase marquée ne serait pas relevée."""
    alias = re.compile(r"import n?p?gettext\w* as (?!_\n)\w+|\b(?:_|gettext|gettext_lazy)\(\s*f[\"']")
    sources = {f.name: f.read_text(encoding="utf-8") for f in DOSSIER.parent.rglob("*.py")}
    assert [nom for nom, source in sources.items() if alias.search(source)] == []


def test_les_libelles_des_faits_sont_tous_releves() -> None:
    classes = [c for c in vars(faits).values() if isinstance(c, type) and is_dataclass(c)]
    ecrits = {f.metadata["libelle"] for c in classes for f in fields(c) if "libelle" in f.metadata}
    assert set(RELEVES) == ecrits


PAGES = (
    ("etudiante", "/mes-conventions/", "My agreements"),
    ("etudiante", "/mes-conventions/nouvelle/", "What is your programme?"),
    ("etudiante", "/mon-compte/", "Where you are signed in"),
    ("etudiante", "/conventions/{}/", "Waiting for"),
    ("etudiante", "/conventions/{}/completer/verifier/", "Start of the teaching year"),
    ("etudiante", "/conventions/{}/versions/", "Compare the two versions"),
    ("etudiante", "/conventions/{}/gestes/remarquer/", "Host department"),
    ("referent", "/a-traiter/", "The agreements in this tab"),
    ("bureau", "/conventions/{}/", "supervising teacher"),
    ("administrateur", "/reglages/", "internship office"),
    ("rh", "/organisme/", "Can I host one more intern, and from when?"),
)
SANS_CHANGER = re.compile(
    r"<(script|style)\b.*?</\1>|<(\w+)[^>]*\blang=\"fr\"[^>]*>.*?</\2>|<[^>]*>", re.DOTALL
)


@pytest.mark.parametrize(("qui", "adresse", "attendu"), PAGES)
def test_une_page_anglaise_ne_dit_rien_en_francais(
    monde: Monde, connecter: Callable[[str], Client], qui: str, adresse: str, attendu: str
) -> None:
    """Hors des constats, marqués comme français, aucune phrase française du catalogue n'y reste entière."""
    reference = monde.convention(Etat.EN_CONTROLE).reference
    compte = monde.comptes[qui]
    compte.langue = "en"
    compte.save()
    reponse = connecter(qui).get(adresse.format(reference), follow=True)
    lue = {" ".join(dit.split()) for dit in SANS_CHANGER.sub("\n", reponse.content.decode()).split("\n")}
    francaises = {de for m in ENTREES for de, vers in formes(m) if de != vers and len(de) > 6}
    ecrites_par_quelqu_un = {"Français"} | {v for v in lue if v in compte.nom_complet}
    assert reponse.headers["Content-Language"] == "en"
    assert '<html lang="en"' in reponse.content.decode()
    assert attendu in reponse.content.decode()
    assert (lue & francaises) - ecrites_par_quelqu_un == set()


@pytest.mark.parametrize(
    ("qui", "adresse"), [("etudiante", "/conventions/{}/"), ("bureau", "/a-traiter/?onglet=toutes")]
)
def test_la_partie_que_l_on_attend_se_dit_en_anglais(
    monde: Monde, connecter: Callable[[str], Client], qui: str, adresse: str
) -> None:
    reference = monde.convention(Etat.A_COMPLETER).reference
    compte = monde.comptes[qui]
    compte.langue = "en"
    compte.save()
    lue = SANS_CHANGER.sub("\n", connecter(qui).get(adresse.format(reference)).content.decode())
    assert "host organisation" in lue
    assert "organisme d" not in lue


TAPE = set(donnees_d_exemple()["convention"]["clauses"].values())
COUPABLE = re.compile(r" [:;?!»%€]|« |\d h |\b[LDR]\. \d|n° ")


@pytest.mark.parametrize(("qui", "adresse"), [(qui, adresse) for qui, adresse, _ in PAGES])
def test_une_page_francaise_ne_coupe_ni_ponctuation_ni_grandeur(
    monde: Monde, connecter: Callable[[str], Client], qui: str, adresse: str
) -> None:
    reference = monde.convention(Etat.EN_CONTROLE).reference
    page = connecter(qui).get(adresse.format(reference), follow=True).content.decode()
    sans_saisie = re.sub(r"<(script|style|textarea)\b.*?</\1>", "", page, flags=re.DOTALL)
    dits = unescape(re.sub(r"<[^>]*>", "\n", sans_saisie)).split("\n")
    assert [dit for dit in dits if COUPABLE.search(dit) and dit.strip() not in TAPE] == []


def test_un_visiteur_garde_la_langue_qu_il_choisit(db: None) -> None:
    client = Client(headers={"accept-language": "fr"})
    assert "Se connecter" in client.get("/").content.decode()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "Sign in" in client.get("/").content.decode()


def test_la_langue_du_compte_passe_avant_celle_du_navigateur(
    monde: Monde, connecter: Callable[[str], Client]
) -> None:
    client = connecter("etudiante")
    page = client.get("/mon-compte/", headers={"accept-language": "en"})
    assert "Où vous êtes connecté" in page.content.decode()


@pytest.mark.parametrize(
    ("langue", "message"),
    [
        ("fr", "L’adresse e-mail ou le mot de passe sont incorrects."),
        ("en", "The email address and/or password you specified are not correct."),
    ],
)
def test_un_mot_de_passe_faux_se_dit_dans_la_langue(db: None, langue: str, message: str) -> None:
    """Les messages d'allauth viennent de ses propres catalogues."""
    client = Client(headers={"accept-language": langue})
    with translation.override(None):
        page = client.post("/compte/login/", {"login": "personne@essai.example", "password": "inconnu"})
    assert message in page.content.decode()
