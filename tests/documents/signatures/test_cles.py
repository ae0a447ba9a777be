"""Les clés : à l'abri, prévenues de leur fin, refusées quand elles ne protègent plus."""

import logging
import stat
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tripartite.documents.signatures.cles import (
    alerte,
    creer_une_cle,
    lire_des_certificats,
    lire_une_cle,
)
from tripartite.documents.signatures.erreurs import CleRefusee, SignatureImpossible
from tripartite.documents.signatures.jeton import cle_du_jeton
from tripartite.documents.signatures.signature import signer
from tripartite.documents.signatures.verification import verifier_signatures
from tripartite.rendus.typographie import sans_insecable

PHRASE = "quatre mots bien choisis"
MAINTENANT = datetime.now(UTC)


@pytest.fixture(params=["cle.p12", "cle.pem"])
def chemin(request, tmp_path: Path) -> Path:
    chemin = tmp_path / request.param
    creer_une_cle(chemin, nom="Léa Martin", phrase=PHRASE, le=MAINTENANT)
    return chemin


def test_creer_puis_lire(chemin, a_signer) -> None:
    cle = lire_une_cle(chemin, PHRASE)
    racines = lire_des_certificats(chemin.with_suffix(".crt").read_bytes())
    (lue,) = verifier_signatures(signer(a_signer(1), cle), racines)
    assert (lue.bonne, lue.signataire) == (True, "Léa Martin")


def test_elle_ne_se_lit_que_par_vous(chemin) -> None:
    assert stat.S_IMODE(chemin.stat().st_mode) == 0o600
    for droits in (0o640, 0o604, 0o620, 0o666):
        chemin.chmod(droits)
        with pytest.raises(CleRefusee, match="chmod 600"):
            lire_une_cle(chemin, PHRASE)


def test_elle_est_chiffree(chemin) -> None:
    assert b"ENCRYPTED" in chemin.read_bytes() or chemin.suffix == ".p12"
    for phrase in ("", "une autre phrase"):
        with pytest.raises(CleRefusee, match="la phrase est fausse"):
            lire_une_cle(chemin, phrase)


def test_elle_n_en_ecrase_aucune(chemin) -> None:
    avant = chemin.read_bytes()
    with pytest.raises(CleRefusee, match="existe déjà"):
        creer_une_cle(chemin, nom="Autre", phrase=PHRASE, le=MAINTENANT)
    assert chemin.read_bytes() == avant


def test_ni_la_cle_ni_la_phrase_ne_se_montrent(chemin, a_signer, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    cle = lire_une_cle(chemin, PHRASE)
    signer(a_signer(1), cle)
    secrete = cle.plume.signing_key.dump().hex()
    for dit in (repr(cle), str(cle), caplog.text):
        assert PHRASE not in dit
        assert secrete[:40] not in dit
        assert "plume" not in repr(cle)


@pytest.mark.parametrize(
    ("options", "phrase"),
    [
        ({"phrase": "court"}, "trop courte"),
        ({"nom": "  "}, "au nom de qui"),
        ({"jours": 0}, "1 à 3650 jours"),
        ({"chemin": "cle.txt"}, "« .p12 » ou en « .pem »"),
        ({"chemin": "absent/cle.p12"}, "ne s'écrit pas : il n'existe pas"),
    ],
)
def test_ce_qu_on_ne_cree_pas(tmp_path, options, phrase) -> None:
    demande = {"chemin": "cle.p12", "nom": "Léa", "phrase": PHRASE, "jours": 30, **options}
    with pytest.raises(CleRefusee, match=phrase):
        creer_une_cle(tmp_path / demande.pop("chemin"), le=MAINTENANT, **demande)


def test_un_fichier_qui_n_est_pas_une_cle(tmp_path) -> None:
    rien = tmp_path / "rien.p12"
    rien.touch(0o600)
    with pytest.raises(CleRefusee, match="ne s'ouvre pas"):
        lire_une_cle(rien, PHRASE)
    with pytest.raises(CleRefusee, match="il n'existe pas"):
        lire_une_cle(tmp_path / "absent.p12", PHRASE)
    with pytest.raises(CleRefusee, match="n'est pas un certificat"):
        lire_des_certificats(b"rien")


def test_le_certificat_est_celui_de_la_cle(tmp_path, autorite) -> None:
    melange = tmp_path / "cle.pem"
    secrete = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    melange.touch(0o600)
    melange.write_bytes(secrete + autorite.certificat.public_bytes(serialization.Encoding.PEM))
    with pytest.raises(CleRefusee, match="n'est pas celui de la clé"):
        lire_une_cle(melange, "")


@pytest.mark.parametrize(
    ("restants", "attendu"),
    [
        (61, ""),
        (60, "expire dans 60 jours"),
        (31, "Pensez à le renouveler"),
        (30, "Il est temps de le renouveler"),
        (8, "Il est temps de le renouveler"),
        (7, "Il est urgent de le renouveler"),
        (1, "expire demain"),
        (0, "expire aujourd'hui"),
        (-1, "a expiré le"),
    ],
)
def test_on_previent_de_la_fin(autorite, restants, attendu) -> None:
    cle = autorite.cle("Léa", jours=100)
    dit = alerte(
        cle.certificat,
        cle.certificat.not_valid_after_utc - timedelta(days=restants, minutes=-1 if restants < 0 else 0),
    )
    assert (attendu in sans_insecable(dit)) if attendu else dit == ""


def test_expiree_elle_ne_signe_plus(a_signer, autorite) -> None:
    cle = autorite.cle("Léa", jours=30)
    pdf = a_signer(1)
    with time_machine.travel(MAINTENANT + timedelta(days=31)), pytest.raises(CleRefusee, match="a expiré le"):
        signer(pdf, cle)
    with (
        time_machine.travel(MAINTENANT - timedelta(days=9)),
        pytest.raises(CleRefusee, match="qu'à partir du"),
    ):
        signer(pdf, cle)


def test_un_jeton_sans_sa_bibliotheque(tmp_path, monkeypatch) -> None:
    module = tmp_path / "jeton.so"
    module.touch()
    for reglages, phrase in (
        ({"certificat": "Signature"}, "réglage « module »"),
        ({"module": "/absent.so", "certificat": "Signature"}, "n'existe pas"),
        ({"module": str(module), "certificat": "S", "pin": "1234"}, "pas de réglage « pin »"),
    ):
        with pytest.raises(CleRefusee, match=phrase), cle_du_jeton(reglages, "0000"):
            pass
    monkeypatch.setitem(sys.modules, "pkcs11.exceptions", None)
    with (
        pytest.raises(SignatureImpossible, match="python-pkcs11"),
        cle_du_jeton({"module": str(module), "certificat": "S"}, "0000"),
    ):
        pass
