"""Signer avec un jeton PKCS#11 : un vrai, celui de SoftHSM, dont la clé ne sort pas."""

import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tripartite.cli import lancement
from tripartite.documents.signatures.erreurs import CleRefusee
from tripartite.documents.signatures.jeton import cle_du_jeton
from tripartite.documents.signatures.signature import signer
from tripartite.documents.signatures.verification import verifier_signatures

MODULES = ("/usr/lib/softhsm/libsofthsm2.so", "/opt/homebrew/lib/softhsm/libsofthsm2.so")
MODULE = next((m for m in MODULES if Path(m).is_file()), "")
CODE = "271828"
pytestmark = pytest.mark.skipif(
    not MODULE or not shutil.which("softhsm2-util"), reason="SoftHSM n'est pas installé (outils/paquets)"
)


@pytest.fixture(scope="module")
def jeton(autorite, tmp_path_factory):
    """Les réglages d'un jeton où sont une clé ECDSA P-256 et son certificat, l'un et l'autre « Léa »."""
    pkcs11 = pytest.importorskip("pkcs11")
    from pkcs11.util.x509 import decode_x509_certificate

    ou = tmp_path_factory.mktemp("jeton")
    (ou / "jetons").mkdir()
    (ou / "softhsm2.conf").write_text(f"directories.tokendir = {ou / 'jetons'}\n")
    secrete = ec.generate_private_key(ec.SECP256R1())
    (ou / "cle.pem").write_bytes(
        secrete.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    certificat = autorite.certifier([(NameOID.COMMON_NAME, "Léa Martin")], secrete.public_key())
    with pytest.MonkeyPatch.context() as environnement:
        environnement.setenv("SOFTHSM2_CONF", str(ou / "softhsm2.conf"))
        _softhsm("--init-token", "--free", "--so-pin", "314159")
        _softhsm("--import", str(ou / "cle.pem"), "--token", "Essai", "--id", "01")
        with pkcs11.lib(MODULE).get_token(token_label="Essai").open(rw=True, user_pin=CODE) as session:  # noqa: S106
            objet = decode_x509_certificate(certificat.public_bytes(serialization.Encoding.DER))
            objet |= {pkcs11.Attribute.LABEL: "Léa", pkcs11.Attribute.ID: b"\x01"}
            session.create_object(objet | {pkcs11.Attribute.TOKEN: True})
        yield {"module": MODULE, "jeton": "Essai", "certificat": "Léa"}


def _softhsm(geste: str, *arguments: str) -> None:
    etiquette = "Essai" if geste == "--init-token" else "Léa"
    commande = ["softhsm2-util", "--module", MODULE, geste, *arguments, "--label", etiquette, "--pin", CODE]
    subprocess.run(commande, check=True, capture_output=True)


def test_la_cle_du_jeton_signe(jeton, a_signer, signataires, racines) -> None:
    with cle_du_jeton(jeton, CODE) as cle:
        assert cle.nom == "Léa Martin"
        pdf = signer(a_signer(2), cle, "stagiaire")
    pdf = signer(pdf, signataires["organisme"], "organisme")
    assert [(s.signataire, s.bonne) for s in verifier_signatures(pdf, racines)] == [
        ("Léa Martin", True),
        ("Camille Le Goff", True),
    ]


def test_le_jeton_s_emploie_de_la_ligne_de_commande(jeton, a_signer, tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TRIPARTITE_PHRASE", CODE)
    Path("a.pdf").write_bytes(a_signer(1))
    Path("jeton.yaml").write_text("".join(f"{nom}: {valeur}\n" for nom, valeur in jeton.items()), "utf-8")
    assert lancement.lancer(["signer", "a.pdf", "--jeton", "jeton.yaml", "-o", "b.pdf"]) == 0
    assert "signé par Léa Martin" in capsys.readouterr().out
    assert lancement.lancer(["verifier-signatures", "b.pdf", "--integrite"]) == 0


@pytest.mark.parametrize(
    ("autrement", "code", "phrase"),
    [
        ({}, "000000", "le code est faux"),
        ({}, "1", "le code"),
        ({"jeton": "Autre"}, CODE, "On ne trouve pas le jeton « Autre »"),
        ({"certificat": "Inconnu"}, CODE, "pas de certificat « Inconnu »"),
        ({"cle": "Inconnue"}, CODE, "pas de clé « Inconnue »"),
    ],
)
def test_un_jeton_qui_ne_signe_pas_le_dit(jeton, a_signer, autrement, code, phrase) -> None:
    with pytest.raises(CleRefusee, match=phrase), cle_du_jeton({**jeton, **autrement}, code) as cle:
        signer(a_signer(1), cle)
