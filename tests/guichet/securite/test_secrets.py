"""P72 : quinze secrets menés à travers le guichet ; aucun ne reste où on ne le cherche pas."""

from __future__ import annotations

import io
import json
import logging
import re
import time
from collections.abc import Callable, Iterator

import pytest
import structlog
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.apps import apps
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from guichet.comptes.test_entrer import compteurs_a_zero  # noqa: F401  la table du cache, vide
from guichet.fichiers import pdf
from guichet.monde import MOT_DE_PASSE, Monde

from tripartite.droit.parcours import Etat
from tripartite.guichet.gestes.signataires import version_a_signer
from tripartite.guichet.modeles import Courriel
from tripartite.guichet.projet.journaux import JOURNAUX

NIR = "2030344109004" + "57"
MARQUES = {
    "mot de passe faux": "MARQUE-mot-de-passe-faux",
    "mot de passe neuf": "MARQUE-mot-de-passe-neuf",
    "jeton d'autorisation": "MARQUE-autorisation",
    "témoin": "MARQUE-temoin",
    "corps d'une demande": "MARQUE-corps",
    "numéro de sécurité sociale": NIR,
    "code faux": "MARQUE-code",
    "jeton de lien faux": "MARQUE-jeton-de-lien",
}
GARDES = {"django_session", "usersessions_usersession", "mfa_authenticator"}
"""La session tient ce qu'elle prouve, le second facteur tient son secret : ils servent à cela."""


@pytest.fixture
def journal() -> Iterator[io.StringIO]:
    """Tout ce que le guichet journalise, du plus bavard, tel que l'instance l'écrit."""
    sortie = io.StringIO()
    poignee = logging.StreamHandler(sortie)
    reglages = {nom: valeur for nom, valeur in JOURNAUX["formatters"]["json"].items() if nom != "()"}
    poignee.setFormatter(structlog.stdlib.ProcessorFormatter(**reglages))
    racine = logging.getLogger()
    niveau = racine.level
    racine.addHandler(poignee)
    racine.setLevel(logging.DEBUG)
    yield sortie
    racine.removeHandler(poignee)
    racine.setLevel(niveau)


class Conduite:
    """Un navigateur qui retient où on l'envoie et les pages d'erreur qu'il lit."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.adresses: list[str] = []
        self.erreurs: list[str] = []

    def poster(self, adresse: str, champs: dict[str, object]) -> int:
        entetes = {"Authorization": "Bearer " + MARQUES["jeton d'autorisation"]}
        self.client.cookies["autre"] = MARQUES["témoin"]
        reponse = self.client.post(
            adresse, champs | {"inconnu": MARQUES["corps d'une demande"]}, headers=entetes
        )
        self.adresses.append(reponse.headers.get("Location", ""))
        if reponse.status_code >= 400 and reponse.status_code != 422:  # 422 : le formulaire, à corriger
            self.erreurs.append(reponse.content.decode().replace(adresse, ""))
        return int(reponse.status_code)


def entrer(monde: Monde, secrets: dict[str, str]) -> list[Conduite]:
    """Un mot de passe faux, le vrai, un autre, un second facteur, ses codes de secours, une sortie."""
    compte = monde.comptes["bureau"]
    EmailAddress.objects.create(user=compte, email=compte.courriel, verified=True, primary=True)
    conduite = Conduite(Client())
    identite = {"login": compte.courriel}
    conduite.poster("/compte/login/", identite | {"password": MARQUES["mot de passe faux"]})
    assert conduite.poster("/compte/login/", identite | {"password": MOT_DE_PASSE}) == 302
    assert conduite.poster("/compte/reauthenticate/", {"password": MOT_DE_PASSE}) == 302
    conduite.client.get("/compte/2fa/totp/activate/")
    secrets["secret du second facteur"] = secret = conduite.client.session["mfa.totp.secret"]
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    secrets["code du second facteur"] = code
    assert conduite.poster("/compte/2fa/totp/activate/", {"code": code}) == 302
    lus = conduite.client.get("/compte/2fa/recovery-codes/").content.decode()
    secrets["code de secours"] = re.findall(r"<code>([0-9a-f]{8})</code>", lus)[0]
    secrets["session"] = conduite.client.cookies["session"].value
    lire_par_un_jeton(conduite, secrets)
    neuf = {"oldpassword": MOT_DE_PASSE, "password1": MARQUES["mot de passe neuf"]}
    neuf["password2"] = neuf["password1"]
    assert conduite.poster("/compte/password/change/", neuf) == 302
    conduite.client.get("/recherche/", {"q": NIR})
    conduite.client.get(f"/introuvable/?nir={NIR}&code={MARQUES['code faux']}")
    return [conduite]


def lire_par_un_jeton(conduite: Conduite, secrets: dict[str, str]) -> None:
    """Un jeton d'API : fait, employé, laissé par erreur dans une adresse."""
    champs = {"nom": "Essai", "jours": "30", "portee": "lire"}
    faite = conduite.client.post("/mon-compte/jetons/nouveau/", champs).content.decode()
    secrets["jeton d'API"] = jeton = re.findall(r"tripartite_[\w-]{43}", faite)[0]
    autorisation = {"Authorization": f"Bearer {jeton}"}
    for adresse in ("/api/v1/conventions", f"/api/v1/conventions?jeton={jeton}", f"/api/v1/{jeton}"):
        conduite.erreurs.append(conduite.client.get(adresse, headers=autorisation).content.decode())


def signer(monde: Monde, secrets: dict[str, str]) -> list[Conduite]:
    """Un lien, faux puis vrai ; un code, faux puis vrai ; une pièce jointe ; la signature."""
    convention = monde.convention(Etat.A_SIGNER)
    conduite = Conduite(Client())
    conduite.client.get(f"/lien/{MARQUES['jeton de lien faux']}/")
    conduite.poster(f"/lien/{MARQUES['jeton de lien faux']}/", {})
    texte = (
        Courriel.objects.filter(modele="a_signer", destinataire="tuteur@marees.example").latest("pk").texte
    )
    secrets["lien"] = jeton = re.findall(r"/lien/([^/\s]+)/", texte)[-1]
    conduite.client.get(f"/lien/{jeton}/")
    assert conduite.poster(f"/lien/{jeton}/", {}) == 302
    page = f"/conventions/{convention.reference}/signer/"
    conduite.poster(f"{page}code/", {})
    version = version_a_signer(convention)
    assert version is not None
    lu = {"lu": "on", "empreinte": version.empreinte}
    assert conduite.poster(page, lu | {"code": MARQUES["code faux"]}) == 422
    secrets["code de signature"] = code = monde.dernier_code()
    jointe = SimpleUploadedFile("a.pdf", pdf() + NIR.encode())
    conduite.poster(f"/conventions/{convention.reference}/documents/", {"fichier": jointe})
    assert conduite.poster(page, lu | {"code": code}) == 302
    return [conduite]


def tomber(monde: Monde, monkeypatch: pytest.MonkeyPatch) -> list[Conduite]:
    """Une panne, un jeton de formulaire qui manque : avec des secrets dans la demande."""

    def panne(*_args: object, **_nommes: object) -> None:
        raise RuntimeError("panne")

    monkeypatch.setattr("tripartite.guichet.ecrans.verification.views.render", panne)
    demande = {"code": MARQUES["code faux"], "password": MARQUES["mot de passe faux"], "nir": NIR}
    conduites = [
        Conduite(Client(raise_request_exception=False)),
        Conduite(Client(enforce_csrf_checks=True)),
    ]
    assert [c.poster("/verifier/", demande) for c in conduites] == [500, 403]
    return conduites


def ce_qui_est_garde() -> str:
    """Toutes les rangées de la base, hors ce qui doit tenir un secret."""
    tables = [modele for modele in apps.get_models() if modele._meta.db_table not in GARDES]
    return "\n".join(repr(rangee) for modele in tables for rangee in modele.objects.values())


def test_aucun_secret_ne_reste(
    monde: Monde,
    ouvrier: Callable[[], int],
    journal: io.StringIO,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Callable,
) -> None:
    secrets = {**MARQUES, "clé de l'instance": settings.SECRET_KEY, "mot de passe": MOT_DE_PASSE}
    with django_capture_on_commit_callbacks(execute=True):
        conduites = [*entrer(monde, secrets), *signer(monde, secrets)]
    while ouvrier():
        pass
    conduites += tomber(monde, monkeypatch)
    ecrit = journal.getvalue()
    lieux = {
        "journaux": ecrit,
        "adresses": "\n".join(a for c in conduites for a in c.adresses),
        "pages d'erreur": "\n".join(t for c in conduites for t in c.erreurs),
        "base": ce_qui_est_garde(),
    }
    trouves = {(nom, ou) for nom, secret in secrets.items() for ou, texte in lieux.items() if secret in texte}
    assert len(secrets) >= 15
    assert trouves == set()
    assert all(json.loads(ligne) for ligne in ecrit.splitlines())
    assert {"tripartite.panne", "django.request"} <= {
        json.loads(ligne).get("logger") for ligne in ecrit.splitlines()
    }


def test_l_epreuve_voit_un_secret_journalise(journal: io.StringIO) -> None:
    logging.getLogger("essai").warning("reçu %s", MARQUES["témoin"])
    assert MARQUES["témoin"] in journal.getvalue()
