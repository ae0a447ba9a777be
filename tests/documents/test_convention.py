"""La convention : complète, lisible, la même à chaque fois ; ses clauses suivent les faits."""

import json
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from strategies import dossiers

from tripartite.documents.composition import Document, DocumentImpossible
from tripartite.documents.convention import LANGUES, convention
from tripartite.documents.lecture import lire_pdf
from tripartite.dossiers import ecrire_json, lire_dossier, lire_texte
from tripartite.droit.calculs.quinze_mentions import MENTIONS
from tripartite.droit.faits import Dossier, Nature
from tripartite.droit.langage import connu
from tripartite.rendus.typographie import sans_insecable

RACINE = Path(__file__).parents[2]
EXEMPLES = {p.stem: p for p in sorted((RACINE / "exemples").glob("*.yaml"))}
MINEURE, A_L_ETRANGER = "pfmp-mineur-lycee-agricole", "stage-a-l-etranger"
CESURE, HOPITAL, ALTERNE = "cesure-a-cheval-sur-le-1er-janvier", "hopital-public", "but-temps-partiel"
UNE_PERSONNE_DEUX_TITRES = (ALTERNE, "douze-fautes")
LE = date(2026, 11, 23)
HOSTILE = """
stagiaire:
  nom: Nguyễn-Thị
  prenom: Hồng Hạnh
  naissance: 3 mars 2010
  adresse: "12 rue #panic() $x$ <script>alert(1)</script>, 75011 Paris"
  representants_legaux:
    - {nom: "بن علي", prenom: "محمد", fonction: père}
    - {nom: "*Durand*", prenom: "_Anne_"}
etablissement:
  nom: "Université #panic() $x^2$ `code` @ref = titre"
  signataire: {nom: O'Brien, prenom: Łukasz}
  referent: {nom: Ștefănescu, prenom: İpek}
organisme:
  nom: "Société coopérative d'intérêt collectif des éleveurs réunis du Haut-Plateau de l'Aubrac-Sud"
  signataire: {nom: "{nom}", prenom: "{debut:date}"}
convention:
  activites: "\\n- #let x = 1\\n- tâche, 2 €\\n- tâche 3"
"""


@cache
def exemple(nom: str) -> Dossier:
    return (
        lire_texte(HOSTILE)
        if nom == "hostile"
        else Dossier()
        if nom == "vide"
        else lire_dossier(EXEMPLES[nom])
    )


@cache
def compose(nom: str, langue: str = "fr") -> Document:
    return convention(exemple(nom), le=LE, langue=langue)


@cache
def texte(nom: str, langue: str = "fr") -> str:
    lu = outil("pdftotext", "-layout", "-", "-", entree=compose(nom, langue).pdf)
    return re.sub(r"\s+", " ", sans_insecable(lu).replace("’", "'"))


def outil(*commande: str, entree: bytes) -> str:
    fait = subprocess.run(commande, input=entree, capture_output=True, timeout=60, check=True)
    return fait.stdout.decode()


def lire(**faits: Any) -> str:
    """Le texte de la convention d'un dossier presque vide."""
    pdf = convention(lire_texte(json.dumps(faits, ensure_ascii=False)), le=LE).pdf
    lu = outil("pdftotext", "-layout", "-", "-", entree=pdf)
    return re.sub(r"\s+", " ", sans_insecable(lu).replace("’", "'"))


TOUS = [*EXEMPLES, "vide", "hostile"]


# --- Le fichier --------------------------------------------------------------------------------


@pytest.mark.parametrize("langue", LANGUES)
@pytest.mark.parametrize("nom", TOUS)
def test_le_pdf_est_archivable_etiquete_et_porte_son_dossier(nom: str, langue: str, tmp_path: Path) -> None:
    document = compose(nom, langue)
    fichier = tmp_path / "convention.pdf"
    fichier.write_bytes(document.pdf)
    assert "No syntax" in subprocess.run(["qpdf", "--check", fichier], capture_output=True, text=True).stdout
    polices = outil("pdffonts", "-", entree=document.pdf).splitlines()[2:]
    assert polices
    assert all(re.search(r"\byes\s+yes\s+yes\s+\d+\s+\d+$", police) for police in polices), polices
    with pikepdf.open(BytesIO(document.pdf)) as pdf:
        with pdf.open_metadata() as xmp:
            assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"], xmp["pdfuaid:part"]) == ("3", "A", "1")
            assert xmp["dc:title"] == document.titre
        assert str(pdf.Root.Lang) == ("en-GB" if langue == "en" else "fr-FR")
        assert pdf.Root.MarkInfo.Marked
        assert list(pdf.attachments) == ["dossier.json"]
        assert str(pdf.attachments["dossier.json"].obj.AFRelationship) == "/Source"
    assert lire_pdf(document.pdf) == exemple(nom)


@pytest.mark.parametrize(("langue", "dit"), [("fr", "Projet : ne pas signer"), ("en", "Draft: do not sign")])
def test_un_projet_le_dit_a_chaque_page_et_la_convention_non(langue: str, dit: str) -> None:
    projet = convention(exemple(CESURE), le=LE, langue=langue, projet=True)
    pages = sans_insecable(outil("pdftotext", "-layout", "-", "-", entree=projet.pdf)).split("\f")[:-1]
    assert [dit in page for page in pages] == [True] * 4
    assert projet.titre.endswith(("(projet)", "(draft)"))
    assert lire_pdf(projet.pdf) == exemple(CESURE)
    assert dit not in texte(CESURE, langue)


@pytest.mark.parametrize("langue", LANGUES)
def test_les_memes_faits_donnent_les_memes_octets(langue: str) -> None:
    assert convention(exemple(CESURE), le=LE, langue=langue).pdf == compose(CESURE, langue).pdf


def test_plusieurs_fils_composent_a_la_fois() -> None:
    """Le guichet compose dans plusieurs fils ; Typst refuse qu'ils se partagent un compilateur."""
    with ThreadPoolExecutor(4) as fils:
        composes = list(fils.map(lambda nom: convention(exemple(nom), le=LE).pdf, TOUS * 2))
    assert composes == [compose(nom).pdf for nom in TOUS * 2]


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(dossiers(), st.sampled_from(LANGUES))
def test_tout_dossier_se_compose_et_se_relit(dossier: Dossier, langue: str) -> None:
    nature = dossier.convention.nature
    assume(not connu(nature) or nature in (Nature.STAGE, Nature.CESURE, Nature.PFMP))
    assert lire_pdf(convention(dossier, le=LE, langue=langue).pdf) == dossier


# --- Ce qu'on y lit ----------------------------------------------------------------------------


@pytest.mark.parametrize("langue", LANGUES)
@pytest.mark.parametrize("nom", TOUS)
def test_chaque_mention_de_d_124_4_a_sa_place(nom: str, langue: str) -> None:
    mot = "item" if langue == "en" else "mention"
    numeros = {int(n) for n in re.findall(rf"{mot} (\d+)", texte(nom, langue))}
    assert numeros == {mention.numero for mention in MENTIONS}


def test_la_premiere_page_dit_les_parties_les_dates_les_heures_le_montant_et_qui_signe() -> None:
    page = outil("pdftotext", "-layout", "-l", "1", "-", "-", entree=compose(CESURE).pdf)
    page = re.sub(r"\s+", " ", sans_insecable(page).replace("’", "'"))
    for attendu in (
        "Camille Nguyen",
        "Confluences solidaires",
        "Institut d'études politiques",
        "du lundi 15 septembre 2025 au vendredi 27 février 2026",
        "763 h, soit 109 jours de sept heures",
        "4,35 € par heure de présence – 3 361,05 € pour 763 h, en 6 versements",
        "Louise Garnier Enseignant référent, maîtresse de conférences page 4",
    ):
        assert attendu in page


def test_le_texte_se_lit_dans_l_ordre() -> None:
    lu = outil("pdftotext", "-", "-", entree=compose(MINEURE).pdf).replace("\f", "\n")
    titres = [int(n) for n in re.findall(r"(?i)^article (\d+) –", lu, re.M)]
    assert titres == list(range(1, 16))
    assert lu.index("Qui signe") < lu.index("Objet de la convention") < lu.rindex("Droit applicable")


@pytest.mark.parametrize(
    "imprime",
    [
        "#panic() $x$ <script>alert(1)</script>",
        "Université #panic() $x^2$ `code` @ref = titre",
        "_Anne_ *Durand*",
        "{debut:date} {nom}",
        "#let x = 1",
        "Hồng Hạnh Nguyễn-Thị",
        "İpek Ștefănescu",
        "Łukasz O'Brien",
    ],
)
def test_un_nom_s_imprime_comme_il_est_tape(imprime: str) -> None:
    lu = outil("pdftotext", "-", "-", entree=compose("hostile").pdf)
    assert "".join(imprime.split()) in "".join(lu.replace("’", "'").split())  # une ligne peut les couper


def test_un_caractere_sans_police_se_dit() -> None:
    with pytest.raises(DocumentImpossible, match=r"Le caractère « .* » ne peut pas être imprimé"):
        convention(lire_texte("stagiaire: {nom: 王, prenom: 伟}"), le=LE)


def test_une_langue_ou_une_nature_sans_modele_se_dit() -> None:
    with pytest.raises(DocumentImpossible, match="La langue « de » n'existe pas"):
        convention(Dossier(), le=LE, langue="de")
    with pytest.raises(DocumentImpossible, match="séquence d'observation"):
        convention(lire_texte("convention: {nature: séquence d'observation}"), le=LE)


def test_l_apostrophe_est_courbe() -> None:
    assert not re.search(r"\w'\w", outil("pdftotext", "-", "-", entree=compose(CESURE).pdf))


def test_en_anglais_dates_et_montants_sont_anglais() -> None:
    lu = texte(CESURE, "en")
    assert "Monday 15 September 2025 to Friday 27 February 2026" in lu
    assert "€4.35 per hour of presence – €3,361.05 for 763 h, in 6 payments" in lu


def test_cote_a_cote_le_francais_fait_foi() -> None:
    lu = texte(CESURE, "fr+en")
    assert "Le texte français fait foi" in lu
    assert "The host organisation pays the intern" in lu
    assert "Dates / Dates" in lu
    assert "Monday 15 September 2025 to Friday 27 February 2026" in lu
    assert "Enseignant référent / Academic supervisor" in lu
    assert "L'organisme d'accueil verse" in lu


# --- Les blancs --------------------------------------------------------------------------------


def test_rien_ne_manque_aux_exemples_complets() -> None:
    assert {nom: compose(nom).blancs for nom in EXEMPLES if nom not in ("douze-fautes", A_L_ETRANGER)} == {
        nom: () for nom in EXEMPLES if nom not in ("douze-fautes", A_L_ETRANGER)
    }


def test_ce_qui_manque_est_un_blanc_que_quelqu_un_doit() -> None:
    blancs = compose("vide").blancs
    assert "la date de fin (organisme d'accueil)" in blancs
    assert "le sujet du stage (stagiaire)" in blancs
    assert "les modalités d'encadrement et de suivi (établissement d'enseignement)" in blancs
    assert "cocher : le caractère public de l'organisme d'accueil (organisme d'accueil)" in blancs
    assert all(blanc.endswith(")") for blanc in blancs)
    assert len(blancs) == len(set(blancs))
    assert texte("vide").count("………") > 30


def test_la_fiche_d_un_autre_pays_reste_a_joindre() -> None:
    assert compose(A_L_ETRANGER).blancs == (
        "la fiche d'information sur le pays d'accueil, Allemagne (établissement d'enseignement)",
    )


# --- Les signatures ----------------------------------------------------------------------------


@pytest.mark.parametrize("nom", TOUS)
def test_chaque_signataire_a_sa_boite_dans_la_page(nom: str) -> None:
    places = convention(exemple(nom), le=LE).places()
    cles = [place.cle for place in places]
    attendues = {"stagiaire", "organisme", "etablissement", "referent"}
    attendues |= set() if nom in UNE_PERSONNE_DEUX_TITRES else {"tuteur"}
    assert attendues <= set(cles)
    assert len(cles) == len(set(cles))
    with pikepdf.open(BytesIO(compose(nom).pdf)) as pdf:
        pages = len(pdf.pages)
    for place in places:
        gauche, bas, droite, haut = place.rectangle
        assert 1 <= place.page <= pages
        assert 40 < gauche < droite < 595 - 40
        assert 40 < bas < haut < 842 - 40
        assert droite - gauche > 100
        assert haut - bas > 40
    for une in places:
        for autre in places:
            if une is not autre and une.page == autre.page:
                assert not _se_touchent(une.rectangle, autre.rectangle)


def test_une_personne_a_deux_titres_signe_une_fois() -> None:
    places = {place.cle: place for place in convention(exemple(ALTERNE), le=LE).places()}
    assert "tuteur" not in places
    assert (places["organisme"].role, places["organisme"].nom) == (
        "Pour l'organisme d'accueil, tuteur",
        "Jeanne Caradec",
    )


def _se_touchent(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def test_un_mineur_signe_avec_ses_representants() -> None:
    cles = [place.cle for place in convention(exemple("hostile"), le=LE).places()]
    assert sorted(c for c in cles if c.startswith("representant")) == [
        "representant_legal",
        "representant_legal_2",
    ]
    assert "Isabelle Delmas" in texte(MINEURE)
    assert "Représentant légal" not in texte(CESURE)


def test_un_second_organisme_a_son_annexe_et_ses_boites() -> None:
    premier, second = exemple(CESURE), exemple("master-en-entreprise")
    cles = {place.cle for place in convention(premier, le=LE, autres=(second,)).places()}
    assert {"organisme", "tuteur", "organisme_2", "tuteur_2"} <= cles
    document = convention(premier, le=LE, autres=(second,))
    lu = sans_insecable(outil("pdftotext", "-layout", "-", "-", entree=document.pdf))
    assert "Accueil chez Marées Logicielles" in lu
    assert "directrice, Confluences solidaires" in lu
    assert "directrice des ressources humaines, Marées Logicielles" in re.sub(r"\s+", " ", lu)
    assert "3 906,00 €" in lu
    assert lire_pdf(document.pdf) == premier


def test_deux_organismes_dont_on_ne_sait_rien_font_des_blancs() -> None:
    document = convention(Dossier(), le=LE, langue="fr+en", autres=(Dossier(),))
    cles = [place.cle for place in document.places()]
    assert cles.count("organisme") == cles.count("organisme_2") == 1
    assert "le nom de l'organisme d'accueil (organisme d'accueil)" in document.blancs


# --- Les clauses suivent les faits -------------------------------------------------------------

A_CHEVAL = {"debut": "2025-11-03", "fin": "2026-02-27"}
GRATIFIE = {"horaire": "4,50 €", "modalite": "heures réelles"}
CLAUSE = "Au 1er janvier, si le minimum légal"
CONGES = "Le stage dure plus de deux mois de présence"


def test_la_revalorisation_se_dit_si_le_stage_passe_le_1er_janvier() -> None:
    assert CLAUSE in lire(convention=A_CHEVAL | {"gratification": GRATIFIE | {"revalorisation": True}})
    assert CLAUSE not in lire(convention=A_CHEVAL | {"gratification": GRATIFIE | {"revalorisation": False}})
    une_annee = {"debut": "2026-02-02", "fin": "2026-06-26"}
    assert CLAUSE not in lire(convention=une_annee | {"gratification": GRATIFIE | {"revalorisation": True}})


def test_une_clause_dont_on_ne_sait_pas_si_elle_se_dit_a_sa_case() -> None:
    assert f"☐ {CLAUSE}" in lire(convention=A_CHEVAL | {"gratification": GRATIFIE})


@pytest.mark.parametrize(("duree", "dit"), [("308 h", False), ("308 h 01", True)])
def test_les_conges_se_disent_au_dela_de_deux_mois(duree: str, dit: bool) -> None:
    lu = lire(organisme={"pays": "France"}, convention={"duree_prevue": duree, "conges_prevus": True})
    assert (CONGES in lu) is dit


def test_un_organisme_public_et_un_prive_n_ont_pas_les_memes_clauses() -> None:
    public, prive = texte(HOPITAL), texte(CESURE)
    assert "agents publics (article D. 124-7)" in public
    assert "agents publics" not in prive
    assert "comité social et économique dans les mêmes conditions" in prive
    assert "comité social et économique dans les mêmes conditions" not in public


def test_a_l_etranger_le_droit_francais_de_l_accueil_ne_se_dit_pas() -> None:
    lu = texte(A_L_ETRANGER)
    assert "L. 124-20" in lu
    assert "dans les quarante-huit heures" in lu
    assert "Fiche d'information sur le pays d'accueil" in lu
    for tu in ("L. 124-13", "L. 124-14", "L. 124-16", "15 % du plafond horaire de la sécurité sociale. "):
        assert tu not in lu.split("Annexe")[0] or tu.startswith("15 %")


def test_la_cesure_et_la_pfmp_ont_leur_titre() -> None:
    assert compose(CESURE).titre == "Convention de stage en période de césure"
    assert compose(MINEURE).titre == "Convention de formation en milieu professionnel"


def test_un_horaire_irregulier_est_annexe() -> None:
    lu = texte(ALTERNE)
    assert "Calendrier des présences" in lu
    assert "Semaine 1 – lundi au mercredi : 9 h à 12 h 30, 13 h 30 à 17 h" in lu
    assert re.search("4 mai 2026 – – – 7 ?h férié – – 7 ?h", lu)
    assert "Total 273 h" in lu
    assert "Calendrier des présences" not in texte(CESURE)


def test_l_echeancier_est_annexe_quand_on_le_connait() -> None:
    assert "janvier 2026 140 h 4,50 € 630,00 €" in texte(CESURE)
    sans_horaires = replace(exemple(CESURE).convention, horaires=None, duree_prevue=None)  # type: ignore[arg-type]
    lu = lire(**json.loads(ecrire_json(replace(exemple(CESURE), convention=sans_horaires))))
    assert "est annexé" not in lu


def test_la_convention_est_celle_d_avant_ses_avenants() -> None:
    dossier = json.loads(ecrire_json(exemple(CESURE)))
    dossier["vie"] = {"avenants": [{"conclu_le": "2026-02-02", "changements": {"fin": "2026-03-31"}}]}
    assert "au vendredi 27 février 2026" in lire(**dossier)
