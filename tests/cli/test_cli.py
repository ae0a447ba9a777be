"""La ligne de commande, comme on s'en sert : codes de sortie, sorties, erreurs en français."""

import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import click
import pytest
from horizon import connues_jusqu_au

from tripartite.cli import lancement
from tripartite.cli.groupe import COMMANDES, FAMILLES, tripartite
from tripartite.dossiers import exemples

EXEMPLE = str(exemples.REPERTOIRE / "master-en-entreprise.yaml")
TRIPARTITE = [sys.executable, "-m", "tripartite.cli"]
FIN_2026 = date(2026, 12, 31)


def lancer(*arguments: str, entree: str = "", **environnement: str) -> subprocess.CompletedProcess[str]:
    """Lance la commande comme un terminal sans couleur la lancerait."""
    couleurs = ("NO_COLOR", "FORCE_COLOR")
    env = {nom: valeur for nom, valeur in os.environ.items() if nom not in couleurs}
    env |= {"COLUMNS": "80", "PYTHONPATH": "src", **environnement}
    return subprocess.run(
        [*TRIPARTITE, *arguments], input=entree, capture_output=True, encoding="utf-8", env=env, check=False
    )


@pytest.fixture
def ici(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Lance la commande dans ce processus : le code, la sortie, les erreurs."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")

    def executer(*arguments: str) -> tuple[int, str, str]:
        with connues_jusqu_au(FIN_2026):
            code = lancement.lancer(arguments)
        return code, *capsys.readouterr()

    return executer


# --- L'aide ------------------------------------------------------------------------------------


def test_l_aide_nomme_chaque_commande(ici) -> None:
    code, sortie, _ = ici("--help")
    assert code == 0
    assert [nom for nom in COMMANDES if not re.search(rf"^  {nom} ", sortie, re.MULTILINE)] == []
    assert [famille for famille in FAMILLES if f"{famille} :" not in sortie] == []


@pytest.mark.parametrize("nom", COMMANDES)
def test_chaque_commande_a_son_aide_et_un_exemple(ici, nom: str) -> None:
    code, sortie, erreurs = ici(nom, "--help")
    assert (code, erreurs) == (0, "")
    assert f"tripartite {nom}" in sortie.split("Options :")[0].split("\n", 2)[2]
    assert [
        mot for mot in ("Usage:", "Options:", "Show", "[required]", "default:", "COMMAND [") if mot in sortie
    ] == []


def test_l_aide_suit_le_code_de_click() -> None:
    """Une phrase que click ajouterait se verrait ici."""
    import ast

    from tripartite.cli.francais import MODULES, PHRASES, PLURIELS

    hors_sujet = re.compile(
        r"DeprecationWarning|flag|Confirm|continue|iterable|name|declaration|UUID|boolean|format|"
        r"filename!r} is|start character|The two|input|key to|Repeat|colour|Choice|exist"
    )
    inconnues = set()
    for module in MODULES:
        arbre = ast.parse(Path(click.__path__[0], f"{module}.py").read_text("utf-8"))
        for appel in ast.walk(arbre):
            if isinstance(appel, ast.Call) and getattr(appel.func, "id", "") in ("_", "ngettext"):
                texte = appel.args[0]
                if isinstance(texte, ast.Constant) and not hors_sujet.search(texte.value):
                    inconnues |= {texte.value} - PHRASES.keys() - PLURIELS.keys()
    assert inconnues == set()


def test_la_version(ici) -> None:
    from importlib.metadata import version

    assert ici("--version") == (0, f"tripartite {version('tripartite')}\n", "")


@pytest.mark.parametrize("coquille", ["bash", "zsh", "fish"])
def test_la_completion(coquille: str) -> None:
    rendu = lancer("completion", coquille)
    assert rendu.returncode == 0
    assert "_TRIPARTITE_COMPLETE" in rendu.stdout


@pytest.mark.parametrize(
    ("mots", "proposes"),
    [
        ("tripartite ech", ["echeancier"]),
        ("tripartite verifier --seulement gratification_v", ["gratification_versee"]),
        ("tripartite regles liberation", ["liberation_du_poste"]),
        (
            "tripartite parametres taux",
            ["taux minimal de la gratification", "taux de la franchise de cotisations"],
        ),
        ("tripartite exemple mas", ["master-en-entreprise"]),
    ],
)
def test_la_completion_propose_commandes_et_noms(mots: str, proposes: list[str]) -> None:
    rang = str(len(mots.split()) - 1)
    rendu = lancer(_TRIPARTITE_COMPLETE="bash_complete", COMP_WORDS=mots, COMP_CWORD=rang)
    assert rendu.stdout == "".join(f"plain,{nom}\n" for nom in proposes)


# --- Vérifier ----------------------------------------------------------------------------------


def test_verifier_un_exemple(ici) -> None:
    code, sortie, erreurs = ici("verifier", EXEMPLE, "--au", "01/09/2026")
    assert (code, erreurs) == (0, "")
    assert "Maëlle Le Goff · Marées Logicielles" in sortie
    assert "Total          868 h           3 906,00 €  3 906,00 €  0,00 €" in sortie
    assert "\x1b" not in sortie


@pytest.mark.parametrize(
    ("avant", "apres", "code"),
    [("4,50 €", "4,50 €", 0), ("4,50 €", "4,49 €", 1), ("4,50 €", "4,5,0 €", 2)],
)
def test_le_code_de_sortie(ici, tmp_path: Path, avant: str, apres: str, code: int) -> None:
    dossier = tmp_path / "lea.yaml"
    dossier.write_text(
        exemples.texte("master-en-entreprise").replace(f"horaire: {avant}", f"horaire: {apres}")
    )
    assert ici("verifier", str(dossier), "--seulement", "gratification_minimale")[0] == code


def test_les_jours_s_ecrivent_comme_on_veut(ici) -> None:
    sorties = {
        ici("verifier", EXEMPLE, "--au", jour)[1]
        for jour in ("2026-09-01", "01/09/2026", "1er septembre 2026")
    }
    assert len(sorties) == 1


def test_seulement_suit_toute_la_famille_d_un_sujet(ici) -> None:
    def sujets_de(*noms: str) -> set[str]:
        choix = [mot for nom in noms for mot in ("--seulement", nom)]
        dossier = json.loads(ici("verifier", EXEMPLE, *choix, "--format", "json")[1])["dossiers"][0]
        return {c["sujet"] for c in dossier["constats"]}

    gratification = sujets_de("gratification")
    assert {"gratification", "gratification_montant", "gratification_modalites"} <= gratification
    assert all("gratification" in sujet for sujet in gratification)
    assert sujets_de("Gratification : combien") == {"gratification_montant"}
    assert sujets_de("gratification_minimale", "tuteur_designe") == {"gratification_montant", "encadrement"}


def test_verifier_en_json(ici) -> None:
    code, sortie, _ = ici("verifier", EXEMPLE, "--au", "2026-09-01", "--format", "json")
    donnees = json.loads(sortie)
    (dossier,) = donnees["dossiers"]
    assert code == 0
    assert donnees.keys() == {"tripartite", "dossiers", "erreurs"}
    assert donnees["erreurs"] == []
    assert dossier.keys() == {"fichier", "au", "verdict", "bloque", "bilan", "mois", "constats"}
    assert (dossier["au"], dossier["bloque"], sum(dossier["bilan"].values())) == (
        "2026-09-01",
        False,
        len(dossier["constats"]),
    )
    assert dossier["mois"][0] == {
        "mois": "2026-02",
        "minutes": 8400,
        "horaire": "4.50",
        "du": "630.00",
        "verse": "630.00",
        "reste": "0.00",
    }


def test_verifier_en_html(ici) -> None:
    code, sortie, _ = ici("verifier", EXEMPLE, "--format", "html")
    assert code == 0
    assert sortie.startswith('<!doctype html>\n<html lang="fr">')


def test_verifier_l_entree_standard() -> None:
    rendu = lancer("verifier", "-", "--bref", entree=exemples.texte("master-en-entreprise"))
    assert (rendu.returncode, rendu.stderr) == (0, "")


def test_verifier_un_repertoire(ici, tmp_path: Path) -> None:
    texte = exemples.texte("master-en-entreprise")
    (tmp_path / "b.yaml").write_text(texte)
    (tmp_path / "a.yml").write_text(texte.replace("horaire: 4,50 €", "horaire: 3 €"))
    (tmp_path / "lisez-moi.txt").write_text("rien")
    code, sortie, erreurs = ici("verifier", str(tmp_path), "--bref", "--seulement", "gratification_minimale")
    assert (code, erreurs) == (1, "")
    a, b = (ligne for ligne in sortie.splitlines() if "yaml" in ligne or "yml" in ligne)
    assert a.startswith("  ✕")
    assert a.endswith("/a.yml  1 non conforme")
    assert b.startswith("  ✓")
    assert "2 dossiers, dont 1 avec au moins un « non conforme »." in sortie


def test_un_fichier_illisible_n_arrete_pas_les_autres(ici, tmp_path: Path) -> None:
    (tmp_path / "faux.yaml").write_text("stagaire: {nom: Martin}")
    code, sortie, erreurs = ici("verifier", str(tmp_path / "faux.yaml"), EXEMPLE, "--bref")
    assert code == 2
    assert "master-en-entreprise.yaml" in sortie
    assert "faux.yaml ne se lit pas : une erreur." in erreurs
    assert "stagiaire" in erreurs


# --- Calculer ----------------------------------------------------------------------------------

CALCULS = [
    (
        "echeancier --heures 154 --horaire 4,50 --conclue-le 2026-01-12",
        "693,00 € sont dus en tout, pour 154 h.",
    ),
    ("echeancier --heures 154 --conclue-le 12/01/2026", "693,00 € sont dus en tout, pour 154 h."),
    ("echeancier --heures 154 --conclue-le 12/01/2026", "en 2026 15 % × 30,00 € = 4,50 €"),
    (f"echeancier {exemples.REPERTOIRE}/pfmp-mineur-lycee-agricole.yaml", "Rien n'est dû pour 133 h"),
    ("echeancier --mois 2026-01=154 --mois 2026-02=140h30 --conclue-le 2026-01-02", "1 325,25 € sont dus"),
    (
        "echeancier --debut 02/02/2026 --fin 31/07/2026 --semaine 35h --conclue-le 12/01/2026",
        "3 906,00 € sont dus en tout, pour 868 h.",
    ),
    (
        "echeancier --mois 2026-12=140 --mois 2027-01=154 --conclue-le 01/12/2026",
        "630,00 € sont dus pour les mois dont le prix est connu, 140 h.",
    ),
    (
        "echeancier --mois 2026-12=140 --mois 2027-01=154 --conclue-le 01/12/2026 --lisser 2",
        "Lissés, les versements attendent aussi cette valeur",
    ),
    ("duree --heures 984", "984 h de présence font 140 jours de sept heures, soit 6 mois et 8 jours."),
    (
        "duree --debut 01/05/2026 --fin 31/12/2026 --semaine 35h",
        "Année d'enseignement du 1er septembre 2026 au 31 août 2027 : 602 h de présence",
    ),
    (
        "duree --debut 02/03/2026 --fin 31/12/2026 --semaine 35h --autres 20",
        "2025-2026 895 h 127 5 17 29 avril 2026 2026-2027 602 h 86 3 20 2 novembre 2026",
    ),
    ("duree --heures 300 --autres 9", "309 h de présence font 44 jours"),
    ("carence --debut 05/01/2026 --fin 04/04/2026", "Le poste est libre le mardi 5 mai 2026."),
    ("carence --debut 05/01/2026 --fin 10/02/2026 --rompu-par stagiaire", "aucune carence ne court"),
    ("quota --effectif 19 --presents 3 --debut 2026-03-02 --fin 2026-03-06", "Pas à la date voulue"),
    ("quota --effectif 20 --presents 2 --debut 2026-03-02 --fin 2026-03-06", "Oui : un stagiaire de plus"),
    ("impot --annee 2023 --recu 20815", "En 2023, rien n'est à déclarer"),
    ("impot --annee 2023 --recu 20815 --recu 1185", "En 2023, déclarez 1 185,00 €"),
    (
        f"quota {exemples.REPERTOIRE}/stage-a-l-etranger.yaml",
        "L'organisme d'accueil est à l'étranger : le contingent ne s'y applique pas.",
    ),
    (
        f"carence {exemples.REPERTOIRE}/stage-a-l-etranger.yaml",
        "L'organisme d'accueil est à l'étranger : le délai de carence ne s'y applique pas.",
    ),
    (
        f"impot {EXEMPLE} {exemples.REPERTOIRE}/hopital-public.yaml --recu 900",
        "2026, rien n'est à déclarer : 7 326",
    ),
    (f"impot {exemples.REPERTOIRE}/pfmp-mineur-lycee-agricole.yaml --annee 2026", "rien n'est reçu"),
    ("retraite --heures 616 --naissance 12/03/1999", "Dernier jour pour demander lundi 31 décembre 2029"),
    ("retraite --heures 616 --annee 2026", "2 trimestres, pour 961,20 €"),
    ("retraite --heures 307", "le stage n'ouvre droit à aucun trimestre"),
    (
        "retraite --heures 616 --naissance 12/03/1996 --annee 2026",
        "Dernier jour pour demander jeudi 31 décembre 2026",
    ),
    (
        "retraite --heures 616 --naissance 12/03/1995 --annee 2026",
        "Il est trop tard : la demande se faisait le mercredi 31 décembre 2025 au plus tard.",
    ),
    ("retraite --heures 308 --annee 2026", "La gratification doit être celle de L. 124-6"),
    ("retraite --heures 308 --annee 2026", "La dernière mensualité solde les centimes."),
    ("retraite --heures 616 --annee 2022", "la demande se faisait dans les deux ans de la fin du stage"),
    (
        "embauche --debut 02/03/2026 --fin 01/06/2026 "
        "--embauche-le 02/06/2026 --essai 6 --correspondance oui",
        "La période d'essai va jusqu'au mardi 1er septembre 2026 compris.",
    ),
    (
        "embauche --debut 02/03/2026 --fin 01/06/2026 --presence 441h "
        "--embauche-le 02/06/2026 --essai 6 --correspondance oui",
        "Le stage de 441 h compte dans l'ancienneté : l'embauche le suit dès le lendemain.",
    ),
    (
        "embauche --debut 02/03/2026 --fin 01/06/2026 "
        "--embauche-le 02/09/2026 --essai 6 --correspondance oui",
        "L'embauche vient après le mardi 1er septembre 2026 : le stage ne se déduit plus de l'essai.",
    ),
    (
        f"embauche {EXEMPLE} --embauche-le 01/08/2026 --essai 4 --correspondance non",
        "Le stage de 868 h compte dans l'ancienneté",
    ),
    (
        "cotisations --mois 2026-03 --gratification 900 --heures 154 --conclue-le 02/02/2026 "
        "--effectif 25 --taux-atmp 1% --taux-mobilite 0%",
        "En mars 2026, 207,00 € dépassent la franchise de 693,00 €.",
    ),
    ("cotisations --mois 2026-03 --gratification 693 --heures 154", "En mars 2026, rien n'est dû"),
    (
        "cotisations --mois 2009-03 --gratification 900 --heures 151,67 --conclue-le 02/02/2009",
        "En mars 2009, 501,87 € dépassent la franchise de 398,13 €.",
    ),
]


@pytest.mark.parametrize(("commande", "reponse"), CALCULS)
def test_un_calcul_sans_dossier(ici, commande: str, reponse: str) -> None:
    code, sortie, erreurs = ici(*commande.split())
    assert (code, erreurs) == (0, "")
    assert reponse in " ".join(sortie.split())


@pytest.mark.parametrize("nom", FAMILLES["Calculer"])
def test_un_calcul_sur_un_dossier_et_en_json(ici, nom: str) -> None:
    suite = (
        ("--embauche-le", "01/09/2026", "--essai", "4", "--correspondance", "non")
        if nom == "embauche"
        else ()
    )
    assert ici(nom, EXEMPLE, *suite)[0] == 0
    code, sortie, _ = ici(nom, EXEMPLE, *suite, "--format", "json")
    assert code == 0
    assert {"calcul", "reponse", "etapes", "articles", "resultat"} <= json.loads(sortie).keys()


@pytest.mark.parametrize("nom", FAMILLES["Calculer"])
def test_un_calcul_sans_rien_dit_quoi_donner(ici, nom: str) -> None:
    code, sortie, erreurs = ici(nom)
    assert (code, sortie) == (2, "")
    assert re.match(r"✕ (Donnez|Il manque) ", erreurs)


JUSQU_EN_2027 = """
stagiaire: {stages: aucun}
organisme: {public: non, accords_de_branche: aucun}
convention:
  conclue_le: 21/09/2026
  debut: 05/10/2026
  fin: 26/03/2027
  horaires: {du lundi au vendredi: 7h}
  gratification: {horaire: "4,80 €", modalite: heures réelles, revalorisation: oui}
"""


@pytest.mark.parametrize(
    ("commande", "attendu"),
    [
        ("echeancier", "2 083,20 € sont dus pour les mois dont le prix est connu, 434 h."),
        (
            "echeancier",
            "On attend une valeur inconnue (plafond horaire de la sécurité sociale au 1er janvier",
        ),
        ("cotisations", "130,20 € dépassent la franchise, sur les mois que l'on peut comparer."),
        ("cotisations", "La franchise ne se compare pas encore pour"),
        ("cotisations", "Valeur inconnue : plafond horaire de la sécurité sociale au 1er janvier 2027."),
        ("impot", "En 2026, rien n'est à déclarer : 2 083,20 € ne dépassent pas 22 184,00 €."),
        ("impot", "L'année 2027 attend une valeur inconnue : plafond horaire"),
        ("verifier", "Mois connus 434 h 2 083,20 €"),
    ],
)
def test_un_stage_qui_finit_en_2027_montre_les_mois_connus(
    ici, tmp_path: Path, commande: str, attendu: str
) -> None:
    """Les valeurs de 2027 ne sont pas publiées : elles n'ôtent rien aux mois que l'on connaît."""
    fichier = tmp_path / "lea.yaml"
    fichier.write_text(JUSQU_EN_2027, "utf-8")
    code, sortie, erreurs = ici(commande, str(fichier), "--au", "2026-11-23")
    assert (code in (0, 1), erreurs) == (True, "")
    assert attendu in " ".join(sortie.split())


# --- Lire le droit -----------------------------------------------------------------------------


def test_le_catalogue_montre_chaque_regle(ici) -> None:
    from tripartite.droit.langage import REGLES

    code, sortie, _ = ici("regles")
    assert code == 0
    assert [nom for nom in REGLES if nom not in sortie] == []


def test_un_sujet_se_montre_avec_sa_famille_une_regle_avec_son_calcul(ici) -> None:
    _, sortie, _ = ici("regles", "gratification")
    assert "gratification_due" in sortie
    assert "gratification_minimale" in sortie
    _, sortie, _ = ici("regles", "gratification_minimale")
    assert "Ce qu'elle répond à l'exemple douze-fautes" in sortie
    assert "15 % × 29,00 € = 4,35 €" in sortie


def test_sans_commande_l_aide_et_le_code_d_une_entree_fautive(ici) -> None:
    code, sortie, erreurs = ici()
    assert (code, sortie) == (2, "")
    assert erreurs.startswith("Usage : tripartite")
    assert erreurs.count("Usage :") == 1


def test_chaque_regle_se_montre(ici) -> None:
    from tripartite.droit.langage import REGLES
    from tripartite.droit.regles import sujets

    sujets()
    for nom, regle in REGLES.items():
        code, sortie, erreurs = ici("regles", nom)
        assert (code, erreurs) == (0, "")
        assert all(article in sortie for article in regle.articles)
        assert f"def {nom}(" in sortie


def test_chaque_parametre_se_montre(ici) -> None:
    from tripartite.droit.langage import Parametre

    assert ici("parametres")[0] == 0
    for nom in Parametre.tous:
        assert ici("parametres", nom)[0] == 0
    assert "30,00 € par heure" in ici("parametres", "plafond horaire", "--au", "2026-03-01")[1]


def test_passe_l_horizon_une_valeur_est_inconnue(ici) -> None:
    sortie = ici("parametres", "plafond mensuel", "--au", "01/01/2027")[1]
    assert "inconnue" in sortie
    en_json = ici("parametres", "plafond mensuel", "--au", "01/01/2027", "--format", "json")[1]
    assert json.loads(en_json)[0]["valeur"] is None


def test_une_citation_morte_est_redirigee(ici) -> None:
    code, sortie, _ = ici("articles", "L612-8")
    assert code == 0
    assert "Ce texte ne vaut plus depuis le 12 juillet 2014. Citez L. 124-1 du code de" in sortie


def test_un_exemple_se_recopie(ici) -> None:
    for nom in exemples.noms():
        assert ici("exemple", nom) == (0, exemples.texte(nom), "")
    assert ici("exemple", "master") == ici("exemple", "master-en-entreprise")


def test_le_schema(ici) -> None:
    assert json.loads(ici("schema")[1])["$schema"].startswith("https://json-schema.org/")


# --- Ce qui ne va pas --------------------------------------------------------------------------

FAUTES = [
    ("verifer x.yaml", "La commande « verifer » n'existe pas. Vouliez-vous dire « verifier » ?"),
    ("verifier", "Il manque l'argument « FICHIER… »."),
    ("verifier absent.yaml", "absent.yaml ne se lit pas : une erreur."),
    (f"verifier {'a' * 300}.yaml", "ne peut pas être lu. Vérifiez le chemin."),
    ("verifier src/tripartite/cli", "Le répertoire « src/tripartite/cli » ne contient aucun dossier"),
    (f"verifier {EXEMPLE} --au 30/02/2026", "Le 30 février 2026 n'existe pas"),
    (f"verifier {EXEMPLE} --format xml", "« xml » n'est pas parmi « texte », « json », « html »."),
    (
        f"verifier {EXEMPLE} --seulement gratificatio",
        "n'est ni un sujet ni une règle. Vouliez-vous dire « gratification » ?",
    ),
    (f"verifier {EXEMPLE} --tous", "L'option « --tous » n'existe pas. Vouliez-vous dire « --tout » ?"),
    ("echeancier --heure 154", "Vouliez-vous dire « --heures » ?"),
    ("guichet demarer", "La commande « demarer » n'existe pas. Vouliez-vous dire « demarrer » ?"),
    ("guichet demarrer --prot 8001", "Vouliez-vous dire « --port » ?"),
    ("duree --heures -3", "une durée ne peut pas être négative"),
    ("duree --heures", "L'option « --heures » demande une valeur."),
    ("duree a.yaml b.yaml", "De trop : b.yaml"),
    ("echeancier --heures 154 --lisser 0 --conclue-le 2026-01-02", "il en faut au moins un"),
    ("echeancier --heures 154 --lisser 60000 --conclue-le 2026-01-02", "il en faut 24 au plus"),
    ("echeancier --heures 154 --horaire 4,5,0", "a plus d'une virgule"),
    ("impot --annee 99999 --recu 3", "« 99999 » n'est pas entre 2000 et 2100"),
    ("retraite --heures 616 --annee 99999", "n'est pas entre 2000 et 2100"),
    (
        "retraite --heures 616 --annee 2026 --naissance 12/03/2026",
        "Né le jeudi 12 mars 2026, le stagiaire ne demande rien en 2026.",
    ),
    ("quota --effectif 47 --presents 999999999", "n'est pas entre 0 et 10000"),
    (
        "embauche --debut 2026-03-01 --fin 2026-05-01 --embauche-le 2026-05-02 "
        "--essai 99999999 --correspondance oui",
        "n'est pas entre 1 et 24",
    ),
    ("echeancier --mois 2026-02", "n'a pas de signe « = »"),
    ("echeancier --heures 154 --conclue-le 2031-01-01", "plafond horaire de la sécurité sociale"),
    ("echeancier --mois 2027-01=154 --conclue-le 01/12/2026", "au 1er janvier 2027"),
    ("echeancier --mois 2026-02=700", "Le mois de février 2026 ne compte que 672 h en tout."),
    ("echeancier --debut 02/03/2026 --fin 02/02/2026 --semaine 35h", "La fin du stage précède son début"),
    ("duree --debut 02/03/2026 --fin 02/02/2026 --semaine 35h", "La fin du stage précède son début"),
    ("duree --debut 02/03/2026 --fin 02/04/2026 --semaine 121h", "une semaine compte au plus 120 h"),
    ("duree --debut 02/03/2026 --semaine 35h", "Donnez un dossier, ou --heures"),
    ("carence --debut 02/03/2026 --fin 02/02/2026", "La fin du stage précède son début"),
    ("cotisations --mois 2026-03 --gratification 9 --heures 745", "mars 2026 ne compte que 744 h en tout."),
    (
        f"impot {exemples.REPERTOIRE}/cesure-a-cheval-sur-le-1er-janvier.yaml --recu 9",
        "Dites avec --annee celle de --recu.",
    ),
    ("carence --stage 2026-03-02..2026-02-02", "la fin précède le début"),
    ("quota --effectif 3 --debut 2026-03-02 --fin 2026-02-01", "La fin du stage précède son début"),
    (
        "embauche --debut 2026-03-02 --fin 2026-06-01 "
        "--embauche-le 2026-06-01 --essai 4 --correspondance oui",
        "L'embauche précède la fin",
    ),
    ("regles rien_de_tel", "n'est ni un sujet ni une règle"),
    ("parametres zzz", "« zzz » n'est pas un paramètre."),
    ("articles L.124-66", "Vouliez-vous dire « L. 124-6 » ?"),
    ("articles L999-9", "n'est pas au registre des articles"),
    ("exemple pfpm", "Vouliez-vous dire « pfmp » ?"),
    ("exemple rien", "« rien » n'est pas un exemple."),
    ("completion csh", "« csh » n'est pas parmi"),
]


@pytest.mark.parametrize(("commande", "message"), FAUTES)
def test_une_faute_se_dit_en_francais(ici, commande: str, message: str) -> None:
    code, sortie, erreurs = ici(*commande.split())
    assert (code, sortie) == (2, "")
    assert message in erreurs
    assert "Traceback" not in erreurs


@pytest.mark.parametrize(
    "commande",
    ["duree --jours 3", "echeancier --date 3", "echeancier --taux 3", "calcul", "cles x", "document xx"],
)
def test_rien_n_est_suggere_qui_ne_soit_proche(ici, commande: str) -> None:
    code, _, erreurs = ici(*commande.split())
    assert code == 2
    assert "n'existe pas." in erreurs
    assert "Vouliez-vous dire" not in erreurs


EN_ERREUR = {"fichier", "ligne", "champ", "message", "recu", "attendu", "que_faire", "proche"}


def test_un_dossier_illisible_se_dit_aussi_en_json(ici, tmp_path: Path) -> None:
    faux = tmp_path / "faux.yaml"
    faux.write_text("convention:\n  debut: 2026-02-30\n  conclu_le: 2026-01-12\n")
    code, sortie, dites = ici("verifier", str(faux), EXEMPLE, "--bref", "--format", "json")
    donnees = json.loads(sortie)
    assert code == 2
    assert [d["fichier"] for d in donnees["dossiers"]] == [EXEMPLE]
    assert donnees["erreurs"] == [
        {
            "fichier": str(faux),
            "ligne": 2,
            "champ": "convention.debut",
            "message": "Le 30 février 2026 n'existe pas : ce mois a 28 jours.",
            "recu": "2026-02-30",
            "attendu": "une date, comme 2 février 2026, 02/02/2026 ou 2026-02-02",
            "que_faire": None,
            "proche": None,
        },
        {
            "fichier": str(faux),
            "ligne": 3,
            "champ": "convention.conclu_le",
            "message": "« conclu_le » n'est pas un champ de « convention ».",
            "recu": "conclu_le",
            "attendu": None,
            "que_faire": "Vouliez-vous dire « conclue_le » ?",
            "proche": "conclue_le",
        },
    ]
    assert "faux.yaml ne se lit pas : 2 erreurs." in dites


@pytest.mark.parametrize(
    "commande",
    [
        *(
            f"{nom} absent.yaml --format json"
            for nom in (
                "verifier",
                "echeancier",
                "duree",
                "quota",
                "carence",
                "cotisations",
                "impot",
                "retraite",
            )
        ),
        "lire absent.pdf --format=json",
        "embauche --format json",
        "echeancier --heures 154 --conclue-le 2031-01-01 --format json",
        "duree --format json --jours 3",
        "regles rien_de_tel --format json",
        "parametres zzz --format json",
        "articles L999-9 --format json",
    ],
)
def test_ce_qui_ne_va_pas_se_dit_en_json_a_qui_le_demande(ici, commande: str) -> None:
    code, sortie, dites = ici(*commande.split())
    donnees = json.loads(sortie)
    assert code == 2
    assert donnees["erreurs"]
    assert all(erreur.keys() == EN_ERREUR and erreur["message"] in dites for erreur in donnees["erreurs"])


def test_une_panne_ne_montre_jamais_sa_trace(ici, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tripartite, "main", lambda **_: 1 / 0)
    code, sortie, erreurs = ici("regles")
    assert (code, sortie) == (70, "")
    assert re.match(
        r"✕ Une panne est survenue ; vous n'y êtes pour rien \(incident [0-9a-f]{8}, ZeroDivisionError\)",
        erreurs,
    )
    assert "Traceback" not in erreurs
    monkeypatch.setenv("TRIPARTITE_DEBUG", "1")
    assert "Traceback" in ici("regles")[2]


def test_un_tuyau_ferme_ne_se_plaint_pas() -> None:
    commande = f"{' '.join(TRIPARTITE)} regles; echo $? >&2"
    rendu = subprocess.run(
        ["bash", "-c", f"({commande}) | head -1"],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": "src"},
        check=False,
    )
    assert rendu.stderr in ("141\n", "0\n")  # 0 si tout a tenu dans le tuyau


def test_la_sortie_est_en_utf_8_partout() -> None:
    rendu = lancer("verifier", EXEMPLE, LC_ALL="C", LANG="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert rendu.returncode == 0
    assert "Maëlle Le Goff" in rendu.stdout


@pytest.mark.parametrize(
    ("variables", "colore"),
    [({}, False), ({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False)],
)
def test_la_couleur_se_demande(variables: dict[str, str], colore: bool) -> None:
    assert ("\x1b[" in lancer("verifier", EXEMPLE, **variables).stdout) is colore
