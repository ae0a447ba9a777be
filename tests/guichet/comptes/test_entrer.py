"""P49, P50, P51, P52, P58 : entrer, rester, sortir."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import urljoin, urlsplit

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from guichet.monde import MOT_DE_PASSE, Monde

from tripartite.guichet.modeles import Compte, Courriel

CONNEXION = "/compte/login/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105


@pytest.fixture(autouse=True)
def compteurs_a_zero(db: None) -> Iterator[None]:
    """La table du cache, comme en vrai ; vide."""
    if "cache" not in connection.introspection.table_names():
        call_command("createcachetable", verbosity=0)
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def etudiante(monde: Monde) -> Compte:
    """Un compte dont l'adresse est vérifiée."""
    compte = monde.comptes["etudiante"]
    EmailAddress.objects.create(user=compte, email=compte.courriel, verified=True, primary=True)
    return compte


def entrer(client: Client, courriel: str, mot_de_passe: str = MOT_DE_PASSE, **reste: str):
    return client.post(CONNEXION, {"login": courriel, "password": mot_de_passe, **reste})


# --- La session (P49) ---------------------------------------------------------------------------


def test_la_session_change_de_numero_en_entrant(client: Client, etudiante: Compte) -> None:
    client.session["avant"] = 1
    client.get(CONNEXION)
    avant = client.session.session_key
    reponse = entrer(client, etudiante.courriel)
    assert (reponse.status_code, reponse["Location"]) == (302, "/espace/")
    assert client.session.session_key not in (None, avant)


def test_trente_minutes_sans_rien_faire_ferment_la_session(client: Client, etudiante: Compte) -> None:
    debut = timezone.now()
    entrer(client, etudiante.courriel)
    with time_machine.travel(debut + timedelta(minutes=29), tick=False):
        assert client.get("/mon-compte/").status_code == 200
    with time_machine.travel(debut + timedelta(minutes=58), tick=False):
        assert client.get("/mon-compte/").status_code == 200
    with time_machine.travel(debut + timedelta(minutes=89), tick=False):
        assert client.get("/mon-compte/").status_code == 302


def test_lire_n_ecrit_pas_dans_la_base(client: Client, etudiante: Compte) -> None:
    """Sauf une fois la minute, pour que la session dure."""
    debut = timezone.now()
    entrer(client, etudiante.courriel)
    for secondes, ecrit in ((1, False), (59, False), (70, True), (71, False)):
        with time_machine.travel(debut + timedelta(seconds=secondes), tick=False):
            with CaptureQueriesContext(connection) as lectures:
                assert client.get("/mon-compte/").status_code == 200
            assert any(q["sql"].startswith("UPDATE") for q in lectures) is ecrit, secondes


def test_douze_heures_au_plus(client: Client, etudiante: Compte) -> None:
    debut = timezone.now()
    entrer(client, etudiante.courriel)
    instant = debut
    while instant + timedelta(minutes=20) < debut + timedelta(hours=12):
        instant += timedelta(minutes=20)
        with time_machine.travel(instant, tick=False):
            assert client.get("/mon-compte/").status_code == 200
    with time_machine.travel(debut + timedelta(hours=12, minutes=1), tick=False):
        assert client.get("/mon-compte/").status_code == 302


def test_un_compte_ferme_est_dehors_a_la_requete_suivante(client: Client, etudiante: Compte) -> None:
    entrer(client, etudiante.courriel)
    assert client.get("/mon-compte/").status_code == 200
    Compte.objects.filter(pk=etudiante.pk).update(is_active=False)
    assert client.get("/mon-compte/").status_code == 302


def test_ses_sessions_se_voient_et_se_ferment(client: Client, etudiante: Compte) -> None:
    ailleurs = Client(HTTP_USER_AGENT="Un téléphone")
    entrer(ailleurs, etudiante.courriel)
    entrer(client, etudiante.courriel)
    page = client.get("/mon-compte/").content.decode()
    assert "Un téléphone" in page
    client.post("/mon-compte/sessions/")
    assert ailleurs.get("/mon-compte/").status_code == 302
    assert client.get("/mon-compte/").status_code == 200


# --- Deviner un mot de passe (P50) --------------------------------------------------------------


def test_apres_cinq_echecs_le_bon_mot_de_passe_n_est_plus_lu(
    client: Client, etudiante: Compte, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _essai in range(5):
        assert entrer(client, etudiante.courriel, "ce-n-est-pas-lui").status_code == 200
    verifies: list[str] = []
    verifier = MD5PasswordHasher.verify

    def compter(soi: MD5PasswordHasher, clair: str, hache: str) -> bool:
        verifies.append(clair)
        return verifier(soi, clair, hache)

    monkeypatch.setattr(MD5PasswordHasher, "verify", compter)
    for _essai in range(20):
        autre_navigateur = Client()  # le compte est dans la base, pas dans le processus ni dans la session
        assert entrer(autre_navigateur, etudiante.courriel).status_code in (200, 429)
    assert verifies == []
    with connection.cursor() as curseur:
        curseur.execute("SELECT COUNT(*) FROM cache")
        assert curseur.fetchone()[0] > 0


def test_dix_essais_a_la_minute_par_adresse(client: Client, etudiante: Compte) -> None:
    codes = [entrer(client, f"personne{n}@essai.example").status_code for n in range(11)]
    assert codes == [200] * 10 + [429]


def test_un_compte_inconnu_repond_comme_un_compte_connu(client: Client, etudiante: Compte) -> None:
    def page(courriel: str) -> str:
        reponse = entrer(Client(), courriel, "ce-n-est-pas-lui")
        texte = reponse.content.decode().replace(courriel, "…")
        return "".join(ligne for ligne in texte.splitlines() if "csrfmiddlewaretoken" not in ligne)

    assert page(etudiante.courriel) == page("inconnu@essai.example")


def test_un_compte_inconnu_coute_aussi_un_hachage(
    client: Client, etudiante: Compte, monkeypatch: pytest.MonkeyPatch
) -> None:
    haches: list[str] = []
    hacher = MD5PasswordHasher.encode

    def compter(soi: MD5PasswordHasher, clair: str, sel: str) -> str:
        haches.append(clair)
        return hacher(soi, clair, sel)

    monkeypatch.setattr(MD5PasswordHasher, "encode", compter)
    nombres = []
    for courriel in (etudiante.courriel, "inconnu@essai.example"):
        haches.clear()
        entrer(Client(), courriel, "ce-n-est-pas-lui")
        nombres.append(len(haches))
    assert nombres == [1, 1]


def test_demander_un_autre_mot_de_passe_ne_dit_pas_si_le_compte_existe(
    client: Client, etudiante: Compte
) -> None:
    pages = set()
    for courriel in (etudiante.courriel, "inconnu@essai.example"):
        reponse = client.post("/compte/password/reset/", {"email": courriel})
        pages.add((reponse.status_code, reponse["Location"]))
    assert pages == {(302, "/compte/password/reset/done/")}
    assert list(Courriel.objects.order_by("pk").values_list("destinataire", "objet")) == [
        (etudiante.courriel, "Choisir un autre mot de passe"),
        ("inconnu@essai.example", "Aucun compte à cette adresse"),
    ]


# --- Le mot de passe (P51) ----------------------------------------------------------------------

INSCRIPTION = {"prenom": "Noé", "nom": "Le Gall", "email": "noe@essai.example"}


@pytest.mark.parametrize(
    ("mot_de_passe", "accepte"),
    [
        ("a" * 5 + "Zq9!x2", False),  # onze signes
        ("a1 Zq9!x2 kw", True),  # douze
        ("une phrase de passe " * 6 + "12345678", True),  # cent vingt-huit
        ("une phrase de passe " * 6 + "123456789", False),  # un de trop
        ("qwerty123456", False),
        ("111111111111", False),
        ("noe@essai.example", False),
    ],
)
def test_ce_qu_est_un_mot_de_passe(client: Client, mot_de_passe: str, accepte: bool) -> None:
    client.post("/compte/signup/", INSCRIPTION | {"password1": mot_de_passe})
    assert Compte.objects.filter(courriel="noe@essai.example").exists() is accepte


def test_un_mot_de_passe_se_colle(client: Client) -> None:
    page = client.get(CONNEXION).content.decode()
    assert 'autocomplete="current-password"' in page
    assert "onpaste" not in page


def test_s_inscrire_demande_le_code_recu(client: Client) -> None:
    reponse = client.post("/compte/signup/", INSCRIPTION | {"password1": "une phrase bien à moi"})
    assert reponse["Location"] == "/compte/confirm-email/"
    assert client.get("/mon-compte/").status_code == 302
    texte = Courriel.objects.get(destinataire="noe@essai.example").texte
    code = texte.split("adresse\xa0:")[1].split()[0]
    reponse = client.post("/compte/confirm-email/", {"code": code})
    assert reponse.status_code == 302
    compte = Compte.objects.get(courriel="noe@essai.example")
    assert (compte.prenom, compte.nom, compte.langue) == ("Noé", "Le Gall", "fr")
    assert client.get("/mon-compte/").status_code == 200


# --- Le second facteur (P52) --------------------------------------------------------------------


@pytest.mark.parametrize("qui", ["administrateur", "agent", "exploitant"])
def test_sans_second_facteur_aucune_page_que_celle_qui_l_explique(monde: Monde, qui: str) -> None:
    client = Client()
    client.force_login(monde.comptes[qui])
    for page in ("/espace/", "/a-traiter/", "/controles/", "/controles/consultations/", "/mes-conventions/"):
        reponse = client.get(page)
        assert (reponse.status_code, reponse.get("Location")) in ((302, "/compte/2fa/"), (404, None)), page
    texte = client.get("/compte/2fa/").content.decode()
    assert "il exige un second facteur" in texte
    assert "Activer une application" in texte


def test_activer_une_application_puis_entrer_avec_elle(monde: Monde) -> None:
    compte = monde.comptes["administrateur"]
    EmailAddress.objects.create(user=compte, email=compte.courriel, verified=True, primary=True)
    TOTP.activate(compte, SECRET)
    client = Client()
    reponse = entrer(client, compte.courriel)
    assert reponse["Location"] == "/compte/2fa/authenticate/"
    assert client.get("/espace/").status_code == 302
    code = format_hotp_value(hotp_value(SECRET, int(datetime.now().timestamp()) // 30))
    assert client.post("/compte/2fa/authenticate/", {"code": code}).status_code == 302
    assert client.get("/espace/")["Location"] == "/reglages/"


def test_la_page_d_activation_porte_son_dessin_et_sa_cle(client: Client, etudiante: Compte) -> None:
    entrer(client, etudiante.courriel)
    activation = "/compte/2fa/totp/activate/"
    confirmer = client.get(activation)["Location"]
    assert confirmer.startswith("/compte/reauthenticate/")
    assert client.post(confirmer, {"password": MOT_DE_PASSE, "next": activation})["Location"] == activation
    page = client.get(activation).content.decode()
    assert 'src="data:image/svg+xml' in page
    secret = page.split('<code class="cle">')[1].split("<")[0]
    code = format_hotp_value(hotp_value(secret, int(datetime.now().timestamp()) // 30))
    assert client.post("/compte/2fa/totp/activate/", {"code": code}).status_code == 302
    types = sorted(Authenticator.objects.filter(user=etudiante).values_list("type", flat=True))
    assert types == ["recovery_codes", "totp"]
    assert client.get("/compte/2fa/recovery-codes/").status_code == 200


# --- Rester chez soi (P58) ----------------------------------------------------------------------

AILLEURS = (
    "https://ailleurs.example/",
    "//ailleurs.example",
    "///ailleurs.example",
    "////ailleurs.example",
    "/\\ailleurs.example",
    "\\\\ailleurs.example",
    "http:ailleurs.example",
    "http:///ailleurs.example",
    "https:/ailleurs.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "//localhost@ailleurs.example",
    "https://testserver@ailleurs.example/",
    "https://testserver.ailleurs.example/",
    "\t//ailleurs.example",
    "/\t/ailleurs.example",
    "%2F%2Failleurs.example",
    "ftp://ailleurs.example",
    "\x00//ailleurs.example",
)


def est_chez_nous(adresse: str) -> bool:
    """Vrai, un navigateur y reste sur notre hôte ; il lit « \\ » comme « / » et saute les tabulations."""
    lue = adresse.replace("\\", "/").replace("\t", "").strip()
    return urlsplit(urljoin("http://testserver/ici/", lue))[:2] == ("http", "testserver")


@pytest.mark.parametrize("payload", AILLEURS)
def test_une_redirection_reste_chez_nous(client: Client, etudiante: Compte, payload: str) -> None:
    chemins = [
        entrer(client, etudiante.courriel, next=payload),
        client.post("/langue/", {"langue": "en", "suite": payload}),
        client.post("/teinte/", {"teinte": "dark", "suite": payload}),
        client.post("/compte/logout/", {"next": payload}),
    ]
    for reponse in chemins:
        assert reponse.status_code == 302
        assert est_chez_nous(reponse["Location"]), reponse["Location"]
