"""Les pièces autres que la convention : complètes, exactes, lisibles, les mêmes à chaque fois."""

import re
import subprocess
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from strategies import dossiers

from tripartite.documents.attestation import attestation
from tripartite.documents.avenant import avenant, comparer, effets
from tripartite.documents.bordereau import bordereau
from tripartite.documents.catalogue import composer_document
from tripartite.documents.composition import Document, DocumentImpossible
from tripartite.documents.lecture import lire_pdf
from tripartite.documents.lettres import MODELES, lettre
from tripartite.documents.rapport import rapport
from tripartite.documents.registre import registre
from tripartite.documents.signatures.champs import champs_du_pdf
from tripartite.documents.textes import lire_textes
from tripartite.dossiers import ecrire, lire_dossier, lire_texte
from tripartite.droit.calendrier import Mois
from tripartite.droit.faits import Dossier
from tripartite.droit.langage import connu
from tripartite.rendus.typographie import sans_insecable

EXEMPLES = Path(__file__).parents[2] / "exemples"
LE = date(2026, 11, 23)
CESURE, FAUTES, AGRICOLE = "cesure-a-cheval-sur-le-1er-janvier", "douze-fautes", "pfmp-mineur-lycee-agricole"
HOSTILE = "#panic() $x$ <script>alert(1)</script> *b* _i_ @ref `c`"
LANGUES = ("fr", "en")


@cache
def exemple(nom: str) -> Dossier:
    return lire_dossier(EXEMPLES / f"{nom}.yaml")


@cache
def avec_avenants() -> Dossier:
    texte = (EXEMPLES / "master-en-entreprise.yaml").read_text("utf-8")
    return lire_texte(
        texte.replace(
            "  avenants: aucun",
            f"""  avenants:
    - conclu_le: 15/06/2026
      objet: Prolongation
      report_l124_15: oui
      changements:
        fin: 11/09/2026
        gratification: {{horaire: "5,20 €"}}
        tuteur: {{nom: Nguyễn Thị, prenom: Phương Ánh, fonction: directrice technique}}
        horaires: {{du lundi au jeudi: [8h30-12h, 13h-17h], vendredi: [9h-12h]}}
    - objet: Changement de lieu
      changements: {{lieu: "{HOSTILE}"}}
""",
        )
    )


@cache
def impaye() -> Dossier:
    dossier = exemple(CESURE)
    return replace(dossier, vie=replace(dossier.vie, versements=dossier.vie.versements[:3]))


@cache
def hostile() -> Dossier:
    """Des noms qui ne doivent être qu'imprimés, et des textes très longs."""
    dossier = exemple(CESURE)
    return replace(
        dossier,
        stagiaire=replace(dossier.stagiaire, nom=HOSTILE, prenom="محمد Đặng"),
        organisme=replace(
            dossier.organisme,
            nom="Société coopérative d'intérêt collectif des éleveurs réunis du Haut-Plateau de l'Aubrac-Sud",
        ),
        convention=replace(
            dossier.convention, activites="\n".join(f"- tâche {n} : {HOSTILE}" for n in range(20))
        ),
    )


PIECES: dict[str, Callable[..., Document]] = {
    "attestation": lambda d, **o: attestation(d, le=LE, **o),
    "bordereau": lambda d, **o: bordereau(d, le=LE, **o),
    "rapport": lambda d, **o: rapport(d, le=LE, **o),
    "registre": lambda d, **o: registre([d], le=LE, **o),
    "accident": lambda d, **o: lettre("accident", d, le=LE, **o),
}
CAS = {
    "cesure": lambda: exemple(CESURE),
    "vide": Dossier,
    "hostile": hostile,
    "fautes": lambda: exemple(FAUTES),
}


def compose(piece: str, cas: str, langue: str = "fr") -> Document:
    return PIECES[piece](CAS[cas](), langue=langue)


def texte(document: Document) -> str:
    fait = subprocess.run(
        ("pdftotext", "-layout", "-", "-"), input=document.pdf, capture_output=True, timeout=60, check=True
    )
    lu = sans_insecable(fait.stdout.decode()).replace("’", "'")
    lu = re.sub(r"(?<=\w)[-\u2010\u00ad]\s*\n\s*(?=[a-zà-ÿ])", "", lu)  # un mot coupé en bout de ligne
    return re.sub(r"\s+", " ", re.sub(r"[\u2066-\u2069]", "", lu))


# --- Le fichier --------------------------------------------------------------------------------


@pytest.mark.parametrize("langue", LANGUES)
@pytest.mark.parametrize("cas", CAS)
@pytest.mark.parametrize("piece", PIECES)
def test_le_pdf_est_ce_qu_il_declare(piece: str, cas: str, langue: str, tmp_path: Path) -> None:
    document = compose(piece, cas, langue)
    fichier = tmp_path / "piece.pdf"
    fichier.write_bytes(document.pdf)
    subprocess.run(("qpdf", "--check", fichier), capture_output=True, timeout=60, check=True)
    polices = subprocess.run(("pdffonts", fichier), capture_output=True, text=True, timeout=60, check=True)
    assert all(ligne.split()[-5] == "yes" for ligne in polices.stdout.splitlines()[2:])
    with pikepdf.open(BytesIO(document.pdf)) as pdf, pdf.open_metadata() as xmp:
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"], xmp["pdfuaid:part"]) == ("3", "A", "1")
        assert xmp["dc:title"] == document.titre
        assert str(pdf.Root.Lang) == ("fr-FR" if langue == "fr" else "en-GB")


@pytest.mark.parametrize("piece", PIECES)
def test_les_memes_faits_donnent_les_memes_octets(piece: str) -> None:
    assert compose(piece, "cesure").pdf == compose(piece, "cesure").pdf


@pytest.mark.parametrize("piece", ["attestation", "rapport", "registre", "accident"])
def test_un_nom_hostile_s_imprime_tel_quel(piece: str) -> None:
    lu = texte(compose(piece, "hostile")).replace(" ", "")
    assert HOSTILE.replace(" ", "") in lu or all(mot in lu for mot in HOSTILE.replace(" ", "")[:30])
    assert "#panic()" in lu


def test_les_deux_langues_disent_les_memes_choses() -> None:
    for nom in ("attestation", "avenant", "bordereau", "controle", "lettres", "rapport", "registre"):
        fr, en = lire_textes(nom, "fr"), lire_textes(nom, "en")
        assert list(fr.mots) == list(en.mots)
        for a, b in zip(fr.articles, en.articles, strict=True):
            assert a.cle == b.cle
            assert [p.si for p in a.paragraphes] == [p.si for p in b.paragraphes]


SANS_REDUIRE = (Phase.explicit, Phase.reuse, Phase.generate)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), phases=SANS_REDUIRE)
@given(dossiers())
def test_aucun_dossier_n_arrete_une_piece(dossier: Dossier) -> None:
    for composer in PIECES.values():
        assert composer(dossier).pdf.startswith(b"%PDF")
    for modele in MODELES:
        with suppress(DocumentImpossible):
            lettre(modele, dossier, le=LE)
    avenants = dossier.vie.avenants if connu(dossier.vie.avenants) else ()
    for rang, un in enumerate(avenants, 1):
        if connu(un.changements):
            assert avenant(dossier, le=LE, rang=rang).pdf.startswith(b"%PDF")


# --- Ce qui voyage avec ------------------------------------------------------------------------


def test_l_avenant_et_le_rapport_portent_tout_le_dossier() -> None:
    assert lire_pdf(avenant(avec_avenants(), le=LE).pdf) == avec_avenants()
    assert lire_pdf(compose("rapport", "fautes").pdf) == exemple(FAUTES)


def test_l_attestation_ne_porte_rien_des_autres_ni_des_absences() -> None:
    dossier = exemple(CESURE)
    joint = lire_pdf(compose("attestation", "cesure").pdf)
    assert joint.vie.presences == dossier.vie.presences
    for inconnu in (
        joint.vie.absences,
        joint.vie.signalements,
        joint.organisme.stages,
        joint.organisme.effectifs,
    ):
        assert not connu(inconnu)
    assert "suivis" not in ecrire(joint)["etablissement"]["referent"]


@pytest.mark.parametrize("piece", ["registre", "accident"])
def test_le_registre_et_les_lettres_ne_portent_aucun_dossier(piece: str) -> None:
    with pikepdf.open(BytesIO(compose(piece, "cesure").pdf)) as pdf:
        assert not pdf.attachments


# --- L'attestation -----------------------------------------------------------------------------


def test_l_attestation_dit_la_duree_et_le_total_verse() -> None:
    lu = texte(attestation(exemple(CESURE), le=date(2026, 2, 27)))
    assert "763 h de présence" in lu
    assert "4 mois et 21 jours (109 jours de 7 h en tout)" in lu
    assert "Gratification totale versée 3 361,05 €" in lu
    assert "31 décembre de l'année du trentième anniversaire" in lu
    assert "deux ans" not in lu


def test_une_attestation_faite_avant_la_fin_le_dit() -> None:
    lu = texte(attestation(exemple(CESURE), le=date(2025, 12, 31)))
    assert "arrêtés au 31 décembre 2025" in lu
    assert "483 h de présence" in lu
    assert "Gratification totale versée 2 101,05 €" in lu


def test_un_decompte_qui_s_arrete_trop_tot_est_dit() -> None:
    dossier = exemple(CESURE)
    court = replace(dossier, vie=replace(dossier.vie, presences=dossier.vie.presences[:50], absences=()))
    document = attestation(court, le=LE)
    assert "Complétez-le avant de remettre cette attestation" in texte(document)
    assert any("décompte des présences" in blanc for blanc in document.blancs)


def test_sans_decompte_la_duree_reste_a_completer() -> None:
    assert any("durée effective" in blanc for blanc in compose("attestation", "vide").blancs)


# --- Le bordereau ------------------------------------------------------------------------------


def test_le_bordereau_du_stage_donne_chaque_mois_et_le_total() -> None:
    lu = texte(compose("bordereau", "cesure"))
    assert "décembre 2025 105 h 4,35 € 456,75 €" in lu
    assert "janvier 2026 140 h 4,50 € 630,00 €" in lu
    assert "Gratification due pour tout le stage 3 361,05 €" in lu
    assert "15 % du plafond horaire de la sécurité sociale, 30,00 € = 4,50 €" in lu


def test_le_bordereau_d_un_mois_montre_ses_jours_et_son_calcul() -> None:
    lu = texte(bordereau(exemple(CESURE), le=LE, mois=Mois(2026, 1)))
    assert re.search("lundi 5 janvier 2026 7 ?h", lu)
    assert "140 h × 4,50 € = 630,00 €" in lu
    assert "À verser au stagiaire, transport compris 667,05 €" in lu  # 630,00 € et 37,05 € de transport


def test_au_dessus_de_la_franchise_le_bordereau_retient_les_cotisations() -> None:
    dossier = exemple(CESURE)
    gratification = replace(dossier.convention.gratification, horaire=Decimal("7.50"))
    cher = replace(dossier, convention=replace(dossier.convention, gratification=gratification))
    lu = texte(bordereau(cher, le=LE, mois=Mois(2026, 1)))
    assert "Part au-dessus de la franchise 420,00 €" in lu
    assert re.search(r"Cotisations, CSG et CRDS du stagiaire − [\d,]+ €", lu)


def test_un_mois_hors_du_stage_est_refuse() -> None:
    with pytest.raises(
        DocumentImpossible, match=r"rien à payer en mars 2026\. Il va de septembre 2025 à février"
    ):
        bordereau(exemple(CESURE), le=LE, mois=Mois(2026, 3))


# --- L'avenant ---------------------------------------------------------------------------------


def test_l_avenant_ne_dit_que_ce_qui_change() -> None:
    lu = texte(avenant(avec_avenants(), le=date(2026, 6, 15), rang=1))
    assert "Date de fin 31 juillet 2026 11 septembre 2026" in lu
    assert "4,50 € 5,20 €" in lu
    assert "Phương Ánh Nguyễn Thị" in lu
    assert "vendredi : 9 h à 12 h" in lu
    assert "art. L. 124-15" in lu
    assert "Compétences" not in lu


def test_l_avenant_dit_son_effet_sur_la_duree_le_seuil_et_l_argent() -> None:
    trouves = {e.mot: (e.avant, e.apres) for e in effets(comparer(avec_avenants(), 1, date(2026, 6, 15)))}
    assert trouves["fin"] == (date(2026, 7, 31), date(2026, 9, 11))
    assert trouves["seuil"] == (True, True)
    assert trouves["heure"] == (Decimal("4.50"), Decimal("5.20"))
    avant, apres = trouves["total"]
    assert avant == Decimal("3906.00")
    assert apres > avant


def test_l_avenant_dit_ce_qu_il_depasse() -> None:
    lu = texte(avenant(avec_avenants(), le=date(2026, 6, 15), rang=1))
    assert re.search("Le stagiaire passe 1 007 h 30 dans l.organisme .* pour un maximum de 924 h", lu)


def test_un_projet_d_avenant_a_sa_date_en_blanc() -> None:
    document = avenant(avec_avenants(), le=date(2026, 6, 20))
    assert (
        document.titre == "Avenant n° 2 à la convention de stage".replace(" ", " ") or "2" in document.titre
    )
    assert document.blancs == ("la date de l'avenant (établissement d'enseignement)",)
    assert "#panic()" in texte(document)


def test_chacun_signe_l_avenant_et_l_organisme_l_attestation() -> None:
    signe = composer_document("avenant", avec_avenants(), le=LE, rang=1, a_signer=True)
    assert [(c.nom, c.vide) for c in champs_du_pdf(signe.pdf)] == [
        ("stagiaire", True),
        ("organisme", True),
        ("etablissement", True),
        ("tuteur", True),
        ("referent", True),
        ("nouveau_tuteur", True),
    ]
    assert [place.cle for place in signe.places()] == [c.nom for c in champs_du_pdf(signe.pdf)]
    atteste = composer_document("attestation", avec_avenants(), le=LE, a_signer=True)
    assert [c.nom for c in champs_du_pdf(atteste.pdf)] == ["organisme"]


def test_un_dossier_sans_avenant_est_refuse() -> None:
    with pytest.raises(DocumentImpossible, match="n'a pas d'avenant"):
        avenant(exemple(CESURE), le=LE)


# --- Le registre -------------------------------------------------------------------------------


def test_le_registre_suit_l_ordre_des_arrivees_et_ses_evenements() -> None:
    lu = texte(registre([avec_avenants(), exemple(CESURE)], le=LE))
    assert "15 juin 2026, nouveau tuteur" in lu
    assert "nouvelle date de fin" in lu
    assert "7 décembre 2005" not in lu  # ni naissance
    assert "française" not in lu  # ni nationalité


def test_un_registre_par_etablissement_d_accueil() -> None:
    lu = texte(registre([exemple(CESURE), exemple(FAUTES), exemple(CESURE)], le=LE))
    assert lu.upper().count("REGISTRE UNIQUE DU PERSONNEL, PARTIE DES STAGIAIRES") == 2


def test_le_registre_du_jour_ne_dit_pas_demain() -> None:
    assert "Aucun stagiaire n'est encore arrivé" in texte(registre([exemple(CESURE)], le=date(2025, 1, 1)))


# --- Le rapport --------------------------------------------------------------------------------


def test_le_rapport_commence_par_ce_qui_bloque() -> None:
    lu = texte(compose("rapport", "fautes"))
    ordre = [
        lu.upper().index(titre) for titre in ("CE QUI BLOQUE", "CE QUI EST CONFORME", "CE QUI EST SANS OBJET")
    ]
    assert ordre == sorted(ordre)
    assert "14 points bloquent" in lu
    assert "L. 124-8" in lu


def test_le_rapport_anglais_dit_les_constats_en_anglais() -> None:
    lu = texte(compose("rapport", "fautes", "en"))
    assert "14 points block: correct first." in lu
    assert [mot for mot in (" le stagiaire ", " la convention ", "À vérifier") if mot in lu] == []


# --- Les lettres -------------------------------------------------------------------------------


def test_la_reclamation_donne_les_mois_et_le_reste_du() -> None:
    lu = texte(lettre("gratification", impaye(), le=date(2026, 3, 15)))
    assert "il reste dû 1 716,75 €" in lu
    assert "décembre 2025 105 h 4,35 € 456,75 € 0,00 € 456,75 €" in lu
    assert "Fatou Mercier, directrice" in lu


def test_on_ne_reclame_pas_ce_qui_est_paye() -> None:
    with pytest.raises(DocumentImpossible, match="n'a pas d'objet"):
        lettre("gratification", exemple(CESURE), le=LE)


def test_la_demande_de_trimestres_donne_le_prix_de_l_annee() -> None:
    lu = texte(lettre("retraite", exemple(CESURE), le=date(2026, 3, 15)))
    assert "480,60 €" in lu
    assert "(31 décembre 2034)" in lu


def test_un_stage_sans_gratification_n_ouvre_pas_de_trimestre() -> None:
    with pytest.raises(DocumentImpossible, match="pas gratifié"):
        lettre("retraite", exemple("but-temps-partiel"), le=LE)


def test_l_accident_d_un_eleve_agricole_se_declare_par_son_etablissement() -> None:
    lu = texte(lettre("accident", exemple(AGRICOLE), le=LE))
    assert "D. 751-3" in lu
    assert "R. 412-4" not in lu
    ordinaire: Any = lettre("accident", exemple(CESURE), le=date(2026, 1, 15))
    assert "R. 412-4" in texte(ordinaire)
    assert any("circonstances" in blanc for blanc in ordinaire.blancs)
