"""Les commandes, comme on s'en sert : de la clé à la vérification."""

import json
import stat
from pathlib import Path

import pikepdf
import pytest

from tripartite.cli import lancement
from tripartite.documents.signatures.preuve import empreinte

PHRASE = "quatre mots bien choisis"


@pytest.fixture
def ici(monkeypatch, capsys, tmp_path: Path, a_signer):
    """Un répertoire avec une convention à signer, et de quoi y lancer des commandes."""
    monkeypatch.chdir(tmp_path)
    for nom, valeur in (("COLUMNS", "80"), ("NO_COLOR", "1"), ("TRIPARTITE_PHRASE", PHRASE)):
        monkeypatch.setenv(nom, valeur)
    monkeypatch.delenv("TRIPARTITE_RACINES", raising=False)
    (tmp_path / "convention.pdf").write_bytes(a_signer(2))

    def executer(*arguments: str) -> tuple[int, str, str]:
        code = lancement.lancer(arguments)
        return code, *capsys.readouterr()

    return executer


@pytest.fixture
def avec_cles(ici):
    ici("cles", "creer", "lea.p12", "--nom", "Léa Martin")
    ici("cles", "creer", "univ.pem", "--nom", "Université", "--cachet")
    return ici


def test_de_la_cle_a_la_verification(avec_cles) -> None:
    code, sortie, _ = avec_cles("signer", "convention.pdf", "--champs")
    assert (code, sortie.count("…")) == (0, 2)
    code, sortie, _ = avec_cles(
        "signer", "convention.pdf", "--cle", "lea.p12", "--champ", "stagiaire", "-o", "convention.pdf"
    )
    assert (code, "Il reste à signer « organisme »" in sortie) == (0, True)
    code, sortie, _ = avec_cles("signer", "convention.pdf", "--cle", "univ.pem")
    assert (code, "Toutes les signatures y sont" in sortie) == (0, True)
    racines = ("--racines", "lea.crt", "--racines", "univ.crt")
    code, sortie, erreurs = avec_cles("verifier-signatures", "convention-signe.pdf", *racines)
    assert (code, erreurs) == (0, "")
    assert "2 signatures, toutes bonnes" in sortie
    assert "signature électronique simple : Léa Martin" in sortie
    assert "cachet électronique simple : Université" in sortie
    assert avec_cles("verifier-signatures", "convention-signe.pdf")[0] == 1
    assert avec_cles("verifier-signatures", "convention-signe.pdf", "--integrite")[0] == 0


def test_en_json(avec_cles, monkeypatch) -> None:
    avec_cles("signer", "convention.pdf", "--cle", "lea.p12", "--champ", "stagiaire")
    monkeypatch.setenv("TRIPARTITE_RACINES", "lea.crt")
    code, sortie, _ = avec_cles("verifier-signatures", "convention-signe.pdf", "--format", "json")
    (lu,) = json.loads(sortie)
    assert (code, lu["bon"], len(lu["signatures"])) == (0, True, 1)
    assert {"champ": "stagiaire", "niveau": "simple", "nature": "signature", "fiable": True}.items() <= (
        lu["signatures"][0].items()
    )


def test_changee_elle_se_voit(avec_cles, tmp_path) -> None:
    avec_cles("signer", "convention.pdf", "--cle", "lea.p12", "--champ", "stagiaire")
    signe = tmp_path / "convention-signe.pdf"
    signe.write_bytes(signe.read_bytes() + b"\n% de plus\n")
    code, sortie, _ = avec_cles("verifier-signatures", "convention-signe.pdf", "--racines", "lea.crt")
    assert (code, "a été modifié après cette signature" in sortie) == (1, True)


def test_sans_signature_ou_illisible(avec_cles) -> None:
    code, sortie, _ = avec_cles("verifier-signatures", "convention.pdf")
    assert (code, sortie) == (1, "convention.pdf · aucune signature électronique\n")
    code, _, erreurs = avec_cles("verifier-signatures", "lea.crt")
    assert (code, erreurs) == (
        2,
        "✕ lea.crt : Ce n'est pas un PDF : le fichier ne commence pas par « %PDF- ».\n",
    )
    code, _, erreurs = avec_cles("verifier-signatures", "absent.pdf")
    assert (code, erreurs) == (2, "✕ « absent.pdf » ne s'ouvre pas : il n'existe pas.\n")
    code, sortie, _ = avec_cles("verifier-signatures", "lea.crt", "--format", "json")
    assert (code, json.loads(sortie)) == (
        2,
        [
            {
                "fichier": "lea.crt",
                "bon": False,
                "signatures": [],
                "erreur": "Ce n'est pas un PDF : le fichier ne commence pas par « %PDF- ».",
            }
        ],
    )


def test_sceller_des_accords(avec_cles, tmp_path) -> None:
    version = empreinte((tmp_path / "convention.pdf").read_bytes())
    (tmp_path / "accords.yaml").write_text(
        "- {role: La stagiaire, nom: Léa Martin, partie: stagiaire, champ: stagiaire,\n"
        "   identifie_par: code à six chiffres, le: 2026-02-02T14:05:00+01:00,\n"
        f"   empreinte: '{version}'}}\n"
    )
    arguments = ("signer", "convention.pdf", "--cle", "univ.pem", "--accords", "accords.yaml")
    code, sortie, _ = avec_cles(*arguments)
    assert (code, "Il reste à signer « organisme »" in sortie) == (0, True)
    code, sortie, _ = avec_cles("verifier-signatures", "convention-signe.pdf", "--racines", "univ.crt")
    assert (code, "Elle certifie le document" in " ".join(sortie.split())) == (0, True)
    assert avec_cles(*arguments, "--a-part")[0] == 0
    assert avec_cles("verifier-signatures", "convention-preuve.pdf", "--racines", "univ.crt")[0] == 0


@pytest.mark.parametrize(
    ("accords", "phrase"),
    [
        ("rien", "doit contenir une liste"),
        ("- 3", "L'accord n° 1 n'est pas une suite de champs"),
        ("- {role: a, nom: b}", "il manque « identifie_par »"),
        ("- {role: a, nom: b, identifie_par: c, le: hier, empreinte: d}", "« hier » n'est pas un instant"),
        (
            "- {role: a, nom: b, identifie_par: c, le: 2026-01-01, empreinte: d, age: 3}",
            "« age » n'existe pas",
        ),
        ("- [", "n'est pas du YAML"),
    ],
)
def test_des_accords_qui_ne_se_lisent_pas(avec_cles, tmp_path, accords, phrase) -> None:
    (tmp_path / "accords.yaml").write_text(accords)
    code, _, erreurs = avec_cles("signer", "convention.pdf", "--cle", "univ.pem", "--accords", "accords.yaml")
    assert (code, phrase in erreurs) == (2, True)


def test_la_phrase(avec_cles, monkeypatch, tmp_path) -> None:
    monkeypatch.delenv("TRIPARTITE_PHRASE")
    signer = ("signer", "convention.pdf", "--cle", "lea.p12", "--champ", "stagiaire")
    code, _, erreurs = avec_cles(*signer)
    assert (code, "Il manque la phrase de la clé" in erreurs) == (2, True)
    dans = tmp_path / "phrase"
    dans.write_text(PHRASE + "\n")
    dans.chmod(0o644)
    code, _, erreurs = avec_cles(*signer, "--phrase-dans", "phrase")
    assert (code, "chmod 600" in erreurs) == (2, True)
    dans.chmod(0o600)
    assert avec_cles(*signer, "--phrase-dans", "phrase")[0] == 0
    monkeypatch.setenv("TRIPARTITE_PHRASE", "une tout autre phrase")
    code, sortie, erreurs = avec_cles("signer", "convention.pdf", "--cle", "lea.p12", "-o", "x.pdf")
    assert (code, "la phrase est fausse" in erreurs, "tout autre" in sortie + erreurs) == (2, True, False)


def test_on_n_ecrase_pas_sans_le_dire(avec_cles, tmp_path) -> None:
    (tmp_path / "convention-signe.pdf").write_bytes(b"autre chose")
    code, _, erreurs = avec_cles("signer", "convention.pdf", "--cle", "lea.p12", "--champ", "stagiaire")
    assert (code, "existe déjà" in erreurs) == (2, True)
    assert (tmp_path / "convention-signe.pdf").read_bytes() == b"autre chose"
    code, _, erreurs = avec_cles("signer", "convention.pdf")
    assert (code, "Donnez votre clé" in erreurs) == (2, True)


def test_voir_une_cle(avec_cles, tmp_path) -> None:
    assert stat.S_IMODE((tmp_path / "lea.p12").stat().st_mode) == 0o600
    code, sortie, _ = avec_cles("cles", "voir", "lea.p12")
    assert code == 0
    assert "Léa Martin" in sortie
    assert "ECDSA secp256r1" in sortie
    assert "signature d'une personne" in sortie
    code, sortie, _ = avec_cles("cles", "voir", "univ.crt")
    assert (code, "cachet d'un organisme" in sortie) == (0, True)
    avec_cles("cles", "creer", "bref.p12", "--nom", "Bref", "--jours", "5")
    code, sortie, _ = avec_cles("cles", "voir", "bref.crt")
    assert (code, "Il est urgent de le renouveler" in sortie) == (0, True)
    code, _, erreurs = avec_cles("cles", "creer", "lea.p12", "--nom", "Autre")
    assert (code, "existe déjà" in erreurs) == (2, True)


def test_une_convention_prete_a_signer(avec_cles) -> None:
    from tripartite.dossiers import exemples

    dossier = str(exemples.REPERTOIRE / "master-en-entreprise.yaml")
    assert avec_cles("document", "convention", dossier, "-o", "m.pdf", "--en-sequence")[0] == 0
    code, sortie, _ = avec_cles("signer", "m.pdf", "--champs")
    assert (code, sortie.count("…"), "On signe dans cet ordre." in sortie) == (0, 5, True)
    code, _, erreurs = avec_cles("signer", "m.pdf", "--cle", "lea.p12", "--champ", "tuteur")
    assert (code, "Ce n'est pas le tour de « tuteur »" in erreurs) == (2, True)
    for n in range(5):
        assert avec_cles("signer", "m.pdf", "--cle", "lea.p12", "-o", "m.pdf")[0] == 0, n
    assert avec_cles("verifier-signatures", "m.pdf", "--racines", "lea.crt")[0] == 0
    assert avec_cles("lire", "m.pdf")[0] == 0


def test_un_pdf_signe_ailleurs_s_enregistre_et_se_reconnait(ici) -> None:
    options = ("--nature", "main", "--par", "Scolarité", "--signataire", "stagiaire : Léa : 02/02/2026")
    code, sortie, _ = ici("enregistrer", "convention.pdf", *options, "--signataire", "tuteur : Bảo")
    assert (code, "signé à la main, puis numérisé, 2 signataires" in sortie) == (0, True)
    note = json.loads(Path("convention-enregistrement.json").read_text("utf-8"))
    assert note["signataires"] == [
        {"le": "2026-02-02", "nom": "Léa", "role": "stagiaire"},
        {"le": None, "nom": "Bảo", "role": "tuteur"},
    ]
    controle = ("--controler", "convention-enregistrement.json")
    assert ici("enregistrer", "convention.pdf", *controle)[0] == 0
    Path("autre.pdf").write_bytes(Path("convention.pdf").read_bytes() + b" ")
    code, _, erreur = ici("enregistrer", "autre.pdf", *controle)
    assert (code, "ce n'est pas le fichier enregistré" in erreur) == (1, True)
    assert ici("enregistrer", "convention.pdf", *options)[0] == 2  # la note d'avant ne s'écrase pas


def test_l_enregistrement_se_joint_a_la_convention(ici) -> None:
    options = ("--nature", "main", "--par", "Scolarité", "--signataire", "stagiaire : Léa")
    Path("scan.pdf").write_bytes(Path("convention.pdf").read_bytes() + b" ")
    assert ici("enregistrer", "scan.pdf", *options, "--joindre-a", "convention.pdf", "-o", "b.pdf")[0] == 0
    with pikepdf.open("b.pdf") as pdf:
        jointe = pdf.attachments["signature-exterieure.json"].get_file().read_bytes()
    assert json.loads(jointe)["empreinte"] == empreinte(Path("scan.pdf").read_bytes())


@pytest.mark.parametrize(
    ("options", "phrase"),
    [
        ((), "Dites par --nature"),
        (("--nature", "main", "--par", "x"), "Dites qui a signé"),
        (("--nature", "main", "--signataire", "a : b"), "Dites qui enregistre"),
        (("--nature", "main", "--par", "x", "--signataire", "Léa"), "ne dit pas qui a signé"),
        (("--nature", "main", "--par", "x", "--signataire", "a : b : hier"), "n'est pas une date"),
        (("--nature", "ailleurs", "--par", "x", "--signataire", "a : b"), "aucune signature électronique"),
        (("--controler", "convention.pdf"), "n'est pas un enregistrement"),
    ],
)
def test_ce_qui_ne_s_enregistre_pas(ici, options, phrase) -> None:
    code, _, erreur = ici("enregistrer", "convention.pdf", *options)
    assert (code, phrase in erreur) == (2, True), erreur
