"""P49, P67, P68, P77, P78 : les secrets de l'instance, ses en-têtes, ce qu'elle refuse, ce qu'elle tait."""

from __future__ import annotations

import json
import logging
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from guichet.monde import Monde

from tripartite.droit.parcours import Etat
from tripartite.guichet.courriels import ecrire
from tripartite.guichet.projet.environnement import Environnement, ReglageImpossible
from tripartite.guichet.projet.intergiciels import CSP
from tripartite.guichet.projet.journaux import JOURNAUX, taire


def environnement(lieu: Path) -> Environnement:
    return Environnement(donnees=lieu)


# --- Les secrets (P78) -------------------------------------------------------------------------


def test_le_premier_demarrage_fait_son_secret(tmp_path: Path) -> None:
    secret, anciens = environnement(tmp_path).secret()
    assert (len(secret) > 50, anciens) == (True, [])
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600
    assert environnement(tmp_path).secret() == (secret, [])


def test_un_secret_lu_par_d_autres_est_refuse(tmp_path: Path) -> None:
    environnement(tmp_path).secret()
    (tmp_path / "secret").chmod(0o644)
    with pytest.raises(ReglageImpossible, match="peut être lu par d'autres"):
        environnement(tmp_path).secret()


@pytest.mark.parametrize("contenu", ["", "exemple" * 20, "court"])
def test_un_secret_qui_n_en_est_pas_un_est_refuse(tmp_path: Path, contenu: str) -> None:
    chemin = tmp_path / "secret"
    chemin.write_text(contenu)
    chemin.chmod(0o600)
    with pytest.raises(ReglageImpossible, match="ne contient pas un secret"):
        environnement(tmp_path).secret()


def test_changer_le_secret_garde_les_anciens(tmp_path: Path) -> None:
    ancien, _ = environnement(tmp_path).secret()
    chemin = tmp_path / "secret"
    chemin.write_text("n" * 60 + "\n" + chemin.read_text())
    assert environnement(tmp_path).secret() == ("n" * 60, [ancien])


def test_un_reglage_qui_ne_se_lit_pas_se_dit_en_clair(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRIPARTITE_DEMONSTRATION", "peut-être")
    with pytest.raises(ReglageImpossible, match="attendu : oui ou non"):
        Environnement()


# --- Une instance publique (P49, P77) ------------------------------------------------------------


def en_production(lieu: Path, *commande: str) -> subprocess.CompletedProcess[str]:
    d_essai = {"DJANGO_ALLOW_ASYNC_UNSAFE"}  # ce que posent les tests de navigateur
    variables = {nom: valeur for nom, valeur in os.environ.items() if nom not in d_essai} | {
        "TRIPARTITE_DONNEES": str(lieu),
        "TRIPARTITE_ADRESSE": "https://stages.exemple.fr",
        "TRIPARTITE_HOTES": "stages.exemple.fr",
        "DJANGO_SETTINGS_MODULE": "tripartite.guichet.projet.settings",
    }
    return subprocess.run(
        [sys.executable, *commande], env=variables, capture_output=True, text=True, check=False
    )


def test_les_verifications_de_production_ne_disent_rien(tmp_path: Path) -> None:
    faite = en_production(tmp_path, "-m", "django", "check", "--deploy", "--fail-level", "WARNING")
    assert (faite.returncode, faite.stdout.strip()) == (
        0,
        "System check identified no issues (0 silenced).",
    ), faite.stderr


def test_les_temoins_d_une_instance_publique_sont_proteges(tmp_path: Path) -> None:
    lire = (
        "from django.conf import settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, "
        "s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY, s.SESSION_COOKIE_SAMESITE)"
    )
    assert en_production(tmp_path, "-c", lire).stdout.split() == [
        *("__Host-session", "__Host-csrf"),
        *("True", "True", "True", "Lax"),
    ]


def test_les_en_tetes_sont_stricts(db: None) -> None:
    entetes = Client().get("/healthz").headers
    assert {
        nom: entetes[nom] for nom in ("Content-Security-Policy", "X-Frame-Options", "Referrer-Policy")
    } == {
        "Content-Security-Policy": CSP,
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
    }
    assert (entetes["X-Content-Type-Options"], entetes["Cache-Control"]) == ("nosniff", "no-store")
    assert "unsafe" not in CSP


# --- Les pannes (P77) ----------------------------------------------------------------------------


@pytest.fixture
def en_panne(monkeypatch: pytest.MonkeyPatch) -> Callable[[Exception], None]:
    """Fait tomber la page d'accueil."""

    def faire(erreur: Exception) -> None:
        def tomber(*args: object, **kwargs: object) -> None:
            raise erreur

        monkeypatch.setattr("tripartite.guichet.ecrans.accueil.views.render", tomber)

    return faire


def test_une_panne_donne_un_numero_qui_retrouve_la_ligne(
    db: None, en_panne: Callable[[Exception], None], caplog: pytest.LogCaptureFixture
) -> None:
    en_panne(RuntimeError("détail de la machine /usr/lib"))
    with caplog.at_level(logging.ERROR):
        reponse = Client(raise_request_exception=False).get("/")
    assert reponse.status_code == 500
    texte = reponse.content.decode()
    assert ("Traceback" in texte, "/usr/lib" in texte, "Django" in texte) == (False, False, False)
    ligne = next(r for r in caplog.records if r.name == "tripartite.panne")
    assert ligne.msg["numero"] in texte  # type: ignore[index]


# --- Les tailles (P68) ---------------------------------------------------------------------------


def test_un_corps_trop_grand_est_refuse_sur_ce_qu_il_annonce(db: None) -> None:
    reponse = Client().post("/langue/", b"x", content_type="text/plain", CONTENT_LENGTH=str(13 * 1024 * 1024))
    assert reponse.status_code == 413


def test_trop_de_champs_sont_refuses(db: None) -> None:
    reponse = Client().post("/langue/", {f"c{n}": "" for n in range(1001)})
    assert reponse.status_code == 400


# --- Les sauts de ligne (P67, P72) ---------------------------------------------------------------

FORGE = "Léa\r\nBcc: tous@exemple.fr\r\n\r\nUn autre courriel"


def test_un_nom_ne_forge_ni_en_tete_ni_courriel(monde: Monde) -> None:
    convention = monde.convention(Etat.BROUILLON)
    convention.nom_du_stagiaire = FORGE
    depose = ecrire("suivre", "rh@marees.example", convention, jeton="j")
    assert depose is not None
    assert "\n" not in depose.objet
    message = EmailMessage(depose.objet, depose.texte, to=[depose.destinataire]).message()
    assert (message["Bcc"], message["To"]) == (None, "rh@marees.example")


def test_un_nom_ne_forge_pas_une_ligne_du_journal() -> None:
    ecrit = taire(None, "", {"event": FORGE, "chemin": "/lien/abc?x=1"})
    assert "\n" not in json.dumps(ecrit, ensure_ascii=False).replace("\\n", "\n")
    assert ecrit["chemin"] == "/lien/…?…"


@pytest.mark.parametrize(
    "nom",
    [
        "password",
        "mot_de_passe",
        "jeton",
        "csrfmiddlewaretoken",
        "cookie",
        "Authorization",
        "totp",
        "code",
        "nir",
    ],
)
def test_ce_qui_a_le_nom_d_un_secret_n_est_pas_journalise(nom: str) -> None:
    assert taire(None, "", {nom: "valeur-secrete"}) == {nom: "…"}


def test_les_journaux_sont_du_json_sans_adresse() -> None:
    assert list(JOURNAUX["handlers"]) == ["sortie"]
    assert taire(None, "", {"event": "courriel à lea@exemple.fr"}) == {"event": "courriel à …@…"}
