"""Le niveau se calcule, l'heure se prouve, et l'un ni l'autre ne se déclarent."""

from datetime import timedelta

import pytest
from asn1crypto import core
from autorite_d_essai import AUJOURD_HUI, certifier
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID, ObjectIdentifier
from pyhanko.sign.timestamps import TimestampRequestError

from tripartite.documents.signatures.confiance import niveau_de_la_cle
from tripartite.documents.signatures.erreurs import HorodatageImpossible
from tripartite.documents.signatures.horodatage import autorite as autorite_d_horodatage
from tripartite.documents.signatures.niveaux import Niveau, est_un_cachet
from tripartite.documents.signatures.signature import signer
from tripartite.documents.signatures.verification import verifier_signatures


def declarations(*oids: str, type_: str = "") -> tuple[x509.ExtensionType, bool]:
    """Une extension qcStatements : ce que le certificat dit de lui-même."""

    class Element(core.Sequence):
        _fields = [("oid", core.ObjectIdentifier), ("info", core.Any, {"optional": True})]  # noqa: RUF012

    class Types(core.SequenceOf):
        _child_spec = core.ObjectIdentifier

    class Elements(core.SequenceOf):
        _child_spec = Element

    liste = [{"oid": oid} for oid in oids]
    if type_:
        liste.append({"oid": "0.4.0.1862.1.6", "info": core.Any(Types([type_]))})
    valeur = Elements(liste).dump()
    return x509.UnrecognizedExtension(ObjectIdentifier("1.3.6.1.5.5.7.1.3"), valeur), False


def politiques(*oids: str) -> tuple[x509.ExtensionType, bool]:
    informations = [x509.PolicyInformation(ObjectIdentifier(oid), None) for oid in oids]
    return x509.CertificatePolicies(informations), False


QC = ("0.4.0.1862.1.1", "0.4.0.1862.1.4")
CAS = {
    "rien de particulier": ((), True, True, Niveau.SIMPLE),
    "politique reconnue": ((politiques("0.4.0.2042.1.2"),), True, False, Niveau.AVANCEE),
    "politique inconnue": ((politiques("1.2.3.4"),), True, False, Niveau.SIMPLE),
    "politique reconnue, racine inconnue": ((politiques("0.4.0.2042.1.2"),), False, False, Niveau.SIMPLE),
    "se dit qualifié, hors de la liste": ((declarations(*QC),), True, False, Niveau.AVANCEE),
    "qualifié, sur la liste": ((declarations(*QC),), True, True, Niveau.QUALIFIEE),
    "qualifié sans dispositif": ((declarations(QC[0]),), True, True, Niveau.AVANCEE),
    "dispositif sans certificat qualifié": ((declarations(QC[1]),), True, True, Niveau.SIMPLE),
    "se dit qualifié, racine inconnue": ((declarations(*QC),), False, False, Niveau.SIMPLE),
}


@pytest.mark.parametrize("cas", CAS)
def test_le_niveau_vient_du_certificat(autorite, a_signer, racines, cas) -> None:
    extensions, fiable, sur_la_liste, attendu = CAS[cas]
    cle = autorite.cle("Léa Martin", extensions=extensions)
    confiance = racines if fiable else ()
    liste = racines if sur_la_liste else ()
    assert niveau_de_la_cle(cle, confiance, liste, AUJOURD_HUI) is attendu
    pdf = signer(a_signer(1), cle, niveau=Niveau.QUALIFIEE)  # ce que l'on déclare ne compte pas
    (lue,) = verifier_signatures(pdf, confiance, de_la_liste=liste)
    assert lue.niveau is attendu


def test_un_certificat_qui_se_garantit_lui_meme_est_simple(a_signer) -> None:
    from tripartite.documents.signatures import cles

    secrete = ec.generate_private_key(ec.SECP256R1())
    certificat = certifier(
        [(NameOID.COMMON_NAME, "Moi")],
        publique=secrete.public_key(),
        par=secrete,
        extensions=(politiques("0.4.0.2042.1.2"),),
    )
    (lue,) = verifier_signatures(signer(a_signer(1), cles._cle(secrete, certificat, ())), [certificat])
    assert (lue.bonne, lue.niveau) == (True, Niveau.SIMPLE)


@pytest.mark.parametrize(
    ("sujet", "extensions", "attendu"),
    [
        ([(NameOID.COMMON_NAME, "Léa")], (), False),
        ([(NameOID.COMMON_NAME, "Univ"), (NameOID.ORGANIZATION_NAME, "Univ")], (), True),
        ([(NameOID.COMMON_NAME, "Léa"), (NameOID.ORGANIZATION_NAME, "Univ")], (), False),
        ([(NameOID.COMMON_NAME, "U"), (NameOID.SURNAME, "U"), (NameOID.ORGANIZATION_NAME, "U")], (), False),
        ([(NameOID.COMMON_NAME, "Léa")], (declarations(type_="0.4.0.1862.1.6.2"),), True),
        (
            [(NameOID.COMMON_NAME, "U"), (NameOID.ORGANIZATION_NAME, "U")],
            (declarations(type_="0.4.0.1862.1.6.1"),),
            False,
        ),
    ],
)
def test_cachet_ou_signature(autorite, sujet, extensions, attendu) -> None:
    assert est_un_cachet(autorite.cle("", sujet=sujet, extensions=extensions).certificat) is attendu


def test_sans_racine_l_identite_n_est_pas_verifiee(signe_une_fois) -> None:
    (lue,) = verifier_signatures(signe_une_fois)
    assert (lue.integre, lue.fiable, lue.bonne) == (True, None, False)
    assert "aucune racine de confiance n'est donnée" in lue.verdict


def test_une_autre_racine_ne_garantit_rien(signe_une_fois) -> None:
    secrete = ec.generate_private_key(ec.SECP256R1())
    meme_nom = certifier(
        [(NameOID.COMMON_NAME, "Autorité d'essai")], publique=secrete.public_key(), par=secrete, autorite=True
    )
    (lue,) = verifier_signatures(signe_une_fois, [meme_nom])
    assert (lue.fiable, lue.bonne) == (False, False)


# --- L'heure -----------------------------------------------------------------------------------


def test_horodatee_l_heure_est_prouvee(a_signer, signataires, autorite, racines) -> None:
    pdf = signer(a_signer(2), signataires["stagiaire"], "stagiaire", horodatage=autorite.horodateur)
    pdf = signer(pdf, signataires["organisme"], "organisme")
    lues = verifier_signatures(pdf, racines)
    assert [(s.bonne, s.horodatee) for s in lues] == [(True, True), (True, False)]


def test_le_certificat_expire_la_signature_horodatee_reste_bonne(a_signer, autorite, racines) -> None:
    cle = autorite.cle("Léa", jours=30)
    plus_tard = AUJOURD_HUI + timedelta(days=400)
    avec = signer(a_signer(1), cle, horodatage=autorite.horodateur)
    sans = signer(a_signer(1), cle)
    assert [s.bonne for s in verifier_signatures(avec, racines, le=plus_tard)] == [True]
    (lue,) = verifier_signatures(sans, racines, le=plus_tard)
    assert (lue.integre, lue.fiable, lue.bonne) == (True, False, False)


def test_un_jeton_change_est_refuse(a_signer, signataires, autorite, racines) -> None:
    pdf = signer(a_signer(1), signataires["stagiaire"], horodatage=autorite.horodateur)
    debut = pdf.rindex(b"/Contents <") + 11
    enveloppe = pdf[debut : pdf.index(b">", debut)]
    taille = int(enveloppe[4:8], 16) * 2 + 8
    for ou in range(debut + taille - 2000, debut + taille, 61):
        autre = b"0" if pdf[ou : ou + 1] != b"0" else b"1"
        assert not verifier_signatures(pdf[:ou] + autre + pdf[ou + 1 :], racines)[0].bonne


@pytest.mark.parametrize("adresse", ["horloge", "ftp://a.example", "https://", "file:///etc/passwd"])
def test_une_adresse_qui_n_en_est_pas_une(adresse) -> None:
    with pytest.raises(HorodatageImpossible, match="n'est pas l'adresse d'une autorité"):
        autorite_d_horodatage(adresse)


def test_un_mot_de_passe_ne_part_pas_en_clair() -> None:
    with pytest.raises(HorodatageImpossible, match="https://"):
        autorite_d_horodatage("http://horloge.example", identifiants=("a", "b"))


def test_une_autorite_muette_ne_signe_rien(a_signer, signataires) -> None:
    class Muette(type(autorite_d_horodatage("https://horloge.example"))):  # type: ignore[misc]
        async def async_request_tsa_response(self, req):
            raise TimestampRequestError("rien")

    with pytest.raises(HorodatageImpossible, match="rien n'est signé"):
        signer(a_signer(1), signataires["stagiaire"], horodatage=Muette("https://horloge.example"))


def test_une_autorite_injoignable(a_signer, signataires) -> None:
    horodateur = autorite_d_horodatage("http://127.0.0.1:9", delai=1)
    with pytest.raises(HorodatageImpossible, match="rien n'est signé"):
        signer(a_signer(1), signataires["stagiaire"], horodatage=horodateur)
