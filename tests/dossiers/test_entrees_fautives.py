"""Une entrée fautive reçoit une phrase claire, à sa ligne, en moins d'une seconde."""

import json
import os
import re
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tripartite.dossiers import DossierInvalide, lire_dossier, lire_octets, lire_texte
from tripartite.dossiers.erreurs import Erreur
from tripartite.dossiers.fichiers import TAILLE

UNE_SECONDE = 1.0


@pytest.fixture(autouse=True)
def en_moins_d_une_seconde() -> Iterator[None]:
    avant = time.process_time()
    yield
    assert time.process_time() - avant < UNE_SECONDE


def erreurs(texte: str) -> tuple[Erreur, ...]:
    with pytest.raises(DossierInvalide) as levee:
        lire_texte(texte)
    return levee.value.erreurs


def erreur(texte: str) -> Erreur:
    (seule,) = erreurs(texte)
    return seule


# --- Le fichier --------------------------------------------------------------------------------


def refus(chemin: Path) -> str:
    with pytest.raises(DossierInvalide) as levee:
        lire_dossier(chemin)
    assert levee.value.nom == str(chemin)
    return str(levee.value)


def test_un_fichier_absent(tmp_path: Path) -> None:
    (tmp_path / "convention.yaml").write_text("stagiaire: {}", "utf-8")
    assert refus(tmp_path / "convntion.yaml").endswith(
        "n'existe pas. Vouliez-vous dire « convention.yaml » ?"
    )
    assert refus(tmp_path / "rien" / "du tout").endswith("n'existe pas. Vérifiez le chemin.")
    assert refus(tmp_path / "convention.yaml" / "dedans").endswith("Vérifiez le chemin.")
    assert refus(tmp_path / ("x" * 5000)).endswith("ne peut pas être lu. Vérifiez le chemin.")
    assert refus(tmp_path / "a\0b").endswith("ne peut pas être lu. Vérifiez le chemin.")


def test_un_repertoire(tmp_path: Path) -> None:
    assert refus(tmp_path).endswith("est un répertoire. Donnez le chemin d'un fichier YAML ou JSON.")


@pytest.mark.skipif(os.name != "posix", reason="les périphériques de Windows n'ont pas de chemin")
def test_un_peripherique() -> None:
    assert "n'est pas un fichier" in refus(Path("/dev/zero"))


def test_cinquante_megaoctets(tmp_path: Path) -> None:
    gros = tmp_path / "gros.yaml"
    with gros.open("wb") as fichier:
        fichier.truncate(50_000_000)
    assert refus(gros) == "Le fichier dépasse 2 Mo. Donnez un seul dossier."
    with pytest.raises(DossierInvalide, match="2 Mo"):
        lire_texte("a" * (TAILLE + 1))


@pytest.mark.parametrize(
    ("octets", "message"),
    [
        (b"\x7fELF\x02\x01\x01\x00\x00", "Le fichier n'est pas un texte."),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "Ce PDF est abîmé : il ne se lit pas."),
        (
            "stagiaire:\n  nom: Élodie".encode("cp1252"),
            "Ligne 2 : Le fichier n'est pas en UTF-8. Enregistrez-le en UTF-8",
        ),
        ("stagiaire:\n  nom: Élodie".encode("utf-16"), "Le fichier est en UTF-16."),
        (b"", "Le fichier est vide."),
        (b"# rien\n", "Le fichier est vide."),
        (b"---\n...\n", "Le fichier ne contient pas de champs."),
        (b"bonjour", "Le fichier ne contient pas de champs."),
        (b"- 1\n- 2\n", "Le fichier ne contient pas de champs."),
        (b"stagiaire: \x07", "caractère interdit"),
    ],
)
def test_un_fichier_qui_n_est_pas_un_dossier(tmp_path: Path, octets: bytes, message: str) -> None:
    fichier = tmp_path / "dossier.yaml"
    fichier.write_bytes(octets)
    assert message in refus(fichier)


def test_un_tube_ou_personne_n_ecrit_ne_bloque_pas(tmp_path: Path) -> None:
    chemin = tmp_path / "tube.yaml"
    os.mkfifo(chemin)
    with pytest.raises(DossierInvalide, match="est un tube où personne n'écrit"):
        lire_dossier(chemin)


def test_un_tube_ou_l_on_ecrit_se_lit(tmp_path: Path) -> None:
    chemin = tmp_path / "tube.yaml"
    os.mkfifo(chemin)
    plume = threading.Thread(target=chemin.write_text, args=("stagiaire: {nom: Le Goff}\n",))
    plume.start()
    assert lire_dossier(chemin).stagiaire.nom == "Le Goff"
    plume.join()


@pytest.mark.parametrize(
    ("texte", "ligne", "message"),
    [
        ('{"convention": {\n"debut": "2026-02-02",\n}}', None, "une virgule"),
        ('{"convention": {"debut":', 1, "n'est pas écrite en JSON"),
        ("{'convention': {}}", 1, "entre guillemets"),
        ('{"stagiaire": {"nom": "Le Goff}}', 1, "un guillemet n'est pas refermé"),
        ('{"stagiaire": {}} {}', 1, "un second document"),
    ],
)
def test_un_fichier_json_est_du_json(texte: str, ligne: int | None, message: str) -> None:
    with pytest.raises(DossierInvalide, match=message) as levee:
        lire_octets(texte.encode(), "lea.json")
    assert levee.value.erreurs[0].ligne in ((ligne,) if ligne else (2, 3))  # la virgule ou ce qui la suit


@pytest.mark.parametrize(
    ("octets", "message"),
    [
        (b"PK\x03\x04" + bytes(40), "Le fichier est un document Word, LibreOffice ou une archive"),
        (b"{\\rtf1 bonjour}", "un document RTF"),
        (b"\x89PNG\r\n", "une image"),
        ("a".encode("utf-32"), "en UTF-32"),
    ],
)
def test_un_fichier_donne_par_megarde(octets: bytes, message: str) -> None:
    with pytest.raises(DossierInvalide, match=message):
        lire_octets(octets)


@pytest.mark.parametrize("champ", ["conclue_le", "debut", "fin"])
def test_une_date_bien_au_dela_du_droit_connu(champ: str) -> None:
    with pytest.raises(DossierInvalide, match="est trop loin : le droit lu est celui du 22 novembre 2026"):
        lire_texte(f"convention: {{{champ}: 2062-02-02}}")


def test_un_texte_sans_fin() -> None:
    with pytest.raises(DossierInvalide, match="dix mille signes au plus"):
        lire_texte(f"stagiaire: {{nom: {'x' * 10_001}}}")


def test_une_marque_d_ordre_des_octets_passe(tmp_path: Path) -> None:
    fichier = tmp_path / "dossier.yaml"
    fichier.write_bytes("stagiaire: {nom: Élodie}".encode("utf-8-sig"))
    assert lire_dossier(fichier).stagiaire.nom == "Élodie"


# --- L'écriture --------------------------------------------------------------------------------

MILLE_RIRES = "a: &a [x, x]\n" + "".join(
    f"{d}: &{d} [*{p}, *{p}, *{p}]\n" for p, d in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("texte", "ligne", "message"),
    [
        (MILLE_RIRES, 1, "Le fichier contient un renvoi YAML"),
        ("convention: {sujet: x}\nvie: *vie", 2, "Le fichier contient un renvoi YAML"),
        ("stagiaire: !!python/object/apply:os.system [ls]", 1, "Le fichier contient une étiquette YAML"),
        ("stagiaire: !perso {}", 1, "Le fichier contient une étiquette YAML"),
        ("stagiaire: {}\n---\nstagiaire: {}", 2, "Le fichier contient plusieurs documents."),
        ("[" * 60 + "]" * 60, 1, "Le fichier emboîte plus de 50 niveaux."),
        ("{" * 100_000, 1, "Le fichier emboîte plus de 50 niveaux."),
        ("vie: [" + "1," * 50_001 + "]", 1, "Le fichier contient plus de 50 000 valeurs."),
        ("stagiaire: {nom: Le Goff", 1, "n'est pas refermé"),
        ("stagiaire: {\n  nom: Le Goff\nconvention: {}", 3, "(ouvert ligne 1)"),
        ("stagiaire:\n  nom: 'Le Goff\n", 2, "n'est pas refermé"),
        ("stagiaire:\n\tnom: Le Goff", 2, "tabulation"),
        ("stagiaire:\n  nom: Le Goff\n prenom: Maël", 3, "n'est pas alignée"),
        ("convention:\n  sujet: Étude : le cas de: Nantes", 2, "deux-points de trop"),
        ("stagiaire: @moi", 1, "signe réservé"),
        ("? [a, b]\n: c", 1, "Un nom de champ doit être un mot."),
    ],
    ids=lambda valeur: valeur[:30] if isinstance(valeur, str) else None,
)
def test_une_ecriture_refusee(texte: str, ligne: int, message: str) -> None:
    levee = erreur(texte)
    assert (levee.ligne, message in str(levee)) == (ligne, True), str(levee)
    assert levee.que_faire


def test_un_champ_en_double() -> None:
    levee = erreur("convention:\n  debut: 2026-02-02\n  fin: 2026-05-04\n  début: 2026-02-03\n")
    assert (levee.ligne, levee.message) == (4, "« début » est donné deux fois (déjà ligne 2).")


# --- Ce qui est dit ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texte", "champ", "phrase"),
    [
        (
            "convention: {debut: 2026-02-30}",
            "convention.debut",
            "Le 30 février 2026 n'existe pas : ce mois a 28 jours.",
        ),
        (
            "convention: {debut: 31/04/2026}",
            "convention.debut",
            "Le 31 avril 2026 n'existe pas : ce mois a 30 jours.",
        ),
        (
            "convention: {debut: mardi 2 février 2026}",
            "convention.debut",
            "Le 2 février 2026 est un lundi, pas un mardi.",
        ),
        ("convention: {debut: 02/02/26}", "convention.debut", "« 02/02/26 » n'est pas une date."),
        ("convention: {debut: 2026-13-01}", "convention.debut", "il n'y a pas de mois 13."),
        ("convention: {debut: 1899-01-01}", "convention.debut", "n'est pas entre 2000 et 2100."),
        ("convention: {debut: [1]}", "convention.debut", "Une liste ne convient pas ici."),
        (
            "convention: {debut: 2026-06-02, fin: 2026-05-04}",
            "convention.fin",
            "La fin du stage (4 mai 2026) précède son début (2 juin 2026). Corrigez l'une des deux dates.",
        ),
        (
            "vie: {absences: [{debut: 2026-06-02, fin: 2026-06-01}]}",
            "vie.absences[1].fin",
            "la fin de l'absence (1er juin 2026) précède le début de l'absence (2 juin 2026).",
        ),
        (
            "convention: {debut: 2008-01-31}",
            "convention.debut",
            "Le stage commence le 31 janvier 2008. Le droit n'est connu ici que depuis le 1er février 2008.",
        ),
        (
            "convention: {duree_prevue: -3 h}",
            "convention.duree_prevue",
            "une durée ne peut pas être négative.",
        ),
        ("convention: {duree_prevue: '7,33 h'}", "convention.duree_prevue", "Écrivez 7 h 19 ou 7 h 20."),
        ("convention: {duree_prevue: 7 h 75}", "convention.duree_prevue", "plus de 59 minutes"),
        (
            "convention: {duree_prevue: 9999999 min}",
            "convention.duree_prevue",
            "dépasse les heures d'une année.",
        ),
        ("convention: {duree_prevue: longtemps}", "convention.duree_prevue", "n'est pas une durée."),
        (
            "convention: {horaires: {lundi: 25h}}",
            "convention.horaires.semaines[1].lundi",
            "La journée compte 25 h",
        ),
        (
            "convention: {horaires: {lundi: [8h-20h, 20h-8h30]}}",
            "convention.horaires.semaines[1].lundi",
            "La journée compte 24 h 30 : un jour en a 24.",
        ),
        (
            "convention: {horaires: {lundi: [9h-12h30, 12h-17h]}}",
            "convention.horaires.semaines[1].lundi",
            "Deux plages se recouvrent : de 9h à 12h30, puis dès 12h.",
        ),
        (
            "convention: {horaires: {lundi: [9h-9h]}}",
            "convention.horaires.semaines[1].lundi[1]",
            "ne dure rien",
        ),
        (
            "convention: {horaires: {lundi: [9h-27h]}}",
            "convention.horaires.semaines[1].lundi[1]",
            "n'est pas une heure",
        ),
        ("convention: {horaires: {lundy: 7h}}", "convention.horaires.lundy", "Vouliez-vous dire « lundi »"),
        (
            "convention: {gratification: {horaire: '4,5,0 €'}}",
            "convention.gratification.horaire",
            "plus d'une virgule.",
        ),
        (
            "convention: {gratification: {horaire: '1.719,90'}}",
            "convention.gratification.horaire",
            "mêle la virgule",
        ),
        (
            "convention: {gratification: {horaire: 1.500}}",
            "convention.gratification.horaire",
            "Écrivez 1 500 ou 1,500.",
        ),
        ("convention: {gratification: {horaire: -4.5}}", "convention.gratification.horaire", "est négatif."),
        (
            "convention: {gratification: {horaire: 1e3}}",
            "convention.gratification.horaire",
            "n'est pas un montant.",
        ),
        (
            "convention: {gratification: {horaire: .nan}}",
            "convention.gratification.horaire",
            "n'est pas un montant.",
        ),
        (
            "convention: {gratification: {horaire: 4,50 €}}",
            "convention.gratification.50 €",
            "Mettez entre guillemets",
        ),
        ("organisme: {taux_atmp: 2}", "organisme.taux_atmp", "« 2 » est-il une part ou un pourcentage ?"),
        ("organisme: {taux_atmp: 0,9}", "organisme.9", "Mettez entre guillemets"),
        ("organisme: {taux_atmp: 0.9}", "organisme.taux_atmp", "Écrivez 0,9 % si c'est un pourcentage."),
        (
            "organisme: {siret: 732 829 320 00075}",
            "organisme.siret",
            "La clé du SIRET « 732 829 320 00075 » est fausse.",
        ),
        ("organisme: {siret: 356 000 000 49838}", "organisme.siret", "La clé du SIRET"),
        ("organisme: {siret: 732 829 320}", "organisme.siret", "Le SIRET « 732 829 320 » a 9 chiffres."),
        (
            "stagiaire: {stages: [{organisme: 732 829 321}]}",
            "stagiaire.stages[1].organisme",
            "La clé du SIREN",
        ),
        ("convention: {nature: stag}", "convention.nature", "Vouliez-vous dire « stage » ?"),
        (
            "convention: {activites_validees: peut-être}",
            "convention.activites_validees",
            "ne dit ni oui ni non.",
        ),
        ("formation: {credits: 30.5}", "formation.credits", "n'est pas un nombre entier."),
        (
            "convention: {gratifiaction: {}}",
            "convention.gratifiaction",
            "Vouliez-vous dire « gratification » ?",
        ),
        ("tuteur: {nom: Rivière}", "tuteur", "Placez-le dans convention."),
        ("convention: {tuteur: Samuel Rivière}", "convention.tuteur", "des lignes « champ: valeur »"),
        (
            "stagiaire: {naissance: 2027-01-01}\nconvention: {debut: 2026-02-02}",
            "stagiaire.naissance",
            "après le début",
        ),
        ("stagiaire: {adresse: Nantes}", "stagiaire.adresse", "12 rue des Carmes, 44000 Nantes"),
        ('stagiaire: {nom: "Le\\eGoff"}', "stagiaire.nom", "contient un caractère de contrôle."),
        (
            "vie: {presences: {2026-02-02: 25 h}}",
            "vie.presences[1]",
            "compte 25 h de présence : un jour en a 24.",
        ),
        (
            "vie: {presences: [{jour: 2026-02-02, minutes: 780}, {jour: 2026-02-02, minutes: 13h}]}",
            "vie.presences[2]",
            "compte 26 h de présence",
        ),
        ("vie: {presences: {2026-02-02: 7.5}}", "vie.presences[1].minutes", "Écrivez 7.5 h."),
        (
            "vie: {avenants: [{changements: {finn: 2026-08-31}}]}",
            "vie.avenants[1].changements.finn",
            "« fin »",
        ),
        (
            "convention: {debut: 2026-02-02}\nvie: {avenants: [{changements: {fin: 2026-01-04}}]}",
            "vie.avenants[1].changements",
            "L'avenant fait finir le stage (4 janvier 2026) avant son début (2 février 2026).",
        ),
        (
            "vie: {avenants: [{changements: null}]}",
            "vie.avenants[1].changements",
            "On ne sait pas ce que change",
        ),
        ("vie: {avenants: [{changements: [fin]}]}", "vie.avenants[1].changements", "les champs qui changent"),
        (
            "convention: {gratification: {modalite: lissée, echeances: 60000}}",
            "convention.gratification.echeances",
            "de 1 à 24",
        ),
        (
            "convention: {gratification: {modalite: lissée, echeances: 0}}",
            "convention.gratification.echeances",
            "en 0 fois",
        ),
        (
            "vie: {ruptures: [{le: 2026-01-01}]}\nconvention: {debut: 2026-02-02}",
            "vie.ruptures[1].le",
            "avant son début",
        ),
    ],
)
def test_un_champ_refuse(texte: str, champ: str, phrase: str) -> None:
    levees = erreurs(texte)
    assert champ in [e.champ for e in levees], [str(e) for e in levees]
    assert phrase in " ".join(str(e) for e in levees)


def test_toutes_les_erreurs_sont_dites_dans_l_ordre() -> None:
    levees = erreurs(
        "stagiaire:\n  naissance: hier\n  nomm: x\norganisme:\n  siret: 1\nconvention:\n  debut: 2026-02-30\n"
    )
    assert [(e.ligne, e.champ) for e in levees] == [
        (2, "stagiaire.naissance"),
        (3, "stagiaire.nomm"),
        (5, "organisme.siret"),
        (7, "convention.debut"),
    ]


def test_une_erreur_dit_tout() -> None:
    levee = erreur("convention:\n  gratification:\n    horaire: '4,5,0 €'\n")
    assert (levee.ligne, levee.champ, levee.recu) == (3, "convention.gratification.horaire", "4,5,0 €")
    assert levee.attendu == "un montant, comme 4,50 € ou 1 719,90 €"
    assert str(levee) == (
        "Ligne 3, convention.gratification.horaire : « 4,5,0 » a plus d'une virgule. "
        "Attendu : un montant, comme 4,50 € ou 1 719,90 €."
    )


def test_trop_d_erreurs_arretent_la_lecture() -> None:
    levees = erreurs("".join(f"champ{n}: 1\n" for n in range(20_000)))
    assert len(levees) == 101


def test_des_nombres_enormes() -> None:
    assert "bien trop" in str(erreur(f"convention: {{gratification: {{horaire: {'9' * 100_000}}}}}"))
    assert erreur(f"convention: {{debut: {'1' * 100_000}}}").ligne == 1


def test_un_nom_enorme_sans_voisin() -> None:
    assert erreur(f"{'convention' * 100}: 1").proche == ""


@pytest.mark.parametrize("ecrire", [json.dumps, lambda d: json.dumps(d, indent="\t", ensure_ascii=False)])
def test_le_json_se_lit_aussi(ecrire: Callable[[object], str]) -> None:
    donnees = {
        "stagiaire": {"nom": "Élodie 😀", "prenom": None},
        "convention": {"sujet": "a/b", "activites_validees": True},
    }
    dossier = lire_texte(ecrire(donnees))
    assert (dossier.stagiaire.nom, dossier.convention.activites_validees) == ("Élodie 😀", True)


def test_aucune_phrase_ne_dit_invalide_ni_ne_parle_anglais() -> None:
    source = "".join(p.read_text("utf-8") for p in Path(lire_texte.__code__.co_filename).parent.glob("*.py"))
    phrases = re.findall(r'"([^"\n]*[a-z] [^"\n]*)"', source)
    assert [p for p in phrases if re.search(r"\b(invalide|invalid|error|expected (?!key)|failed)\b", p)] == []
