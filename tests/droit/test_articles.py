"""Le registre des articles : on lit une référence comme on l'écrit, et une citation morte se redirige."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripartite.droit.articles import (
    CODES,
    ArticleInconnu,
    article,
    articles,
    citations,
    citer,
    en_vigueur,
    rediriger,
)
from tripartite.droit.langage import ETAT_DU_DROIT, HORIZON_DES_TEXTES, REGLES, Parametre
from tripartite.droit.plan import regles

TOUS = tuple(articles())
REFERENCES = [a.reference for a in TOUS]


@pytest.mark.parametrize(
    ("ecrite", "reference"),
    [
        ("L124-6", "L. 124-6"),
        ("l'article L. 124-6, al. 2", "L. 124-6"),
        ("L.\u202f124‑6 du code de l’éducation", "L. 124-6"),
        ("art. L612-8", "L. 612-8"),
        ("C. éduc., art. D. 124-6", "D. 124-6"),
        ("C. trav. L1221-13", "C. trav. L. 1221-13"),
        ("C. trav. L. 8112-2, 7°", "C. trav. L. 8112-2"),
        ("CSS D136-1", "CSS D. 136-1"),
        ("article L. 136-1-1 du code de la sécurité sociale", "CSS L. 136-1-1"),
        ("code rural D. 813-55-1", "CRPM D. 813-55-1"),
        ("CESEDA R*421-52", "CESEDA R. 421-52"),
        ("article 81 bis du CGI", "CGI 81 bis"),
        ("décret n° 2014-1420 du 27 novembre 2014", "décret 2014-1420"),
        ("loi n°2014-788", "loi 2014-788"),
        ("arrêté du 29 décembre 2014", "arrêté du 29 décembre 2014"),
        ("Cass. soc. 7 janvier 2026, n° 24-12.244", "Cass. soc. 24-12.244"),
    ],
)
def test_une_reference_se_lit_comme_on_l_ecrit(ecrite: str, reference: str) -> None:
    trouve = article(ecrite)
    assert trouve is not None
    assert trouve.reference == reference


@pytest.mark.parametrize("ecrite", ["", "L. 999-99", "bonjour", "C. trav. L. 124-6", "L. 124", "2026"])
def test_une_reference_inconnue_n_est_pas_au_registre(ecrite: str) -> None:
    assert article(ecrite) is None
    with pytest.raises(ArticleInconnu, match="registre des articles"):
        rediriger(ecrite)


@pytest.mark.parametrize("reference", REFERENCES)
def test_chaque_article_se_relit_et_finit_en_vigueur(reference: str) -> None:
    lu = article(reference)
    assert lu is not None
    assert lu.reference == reference
    assert lu.jusqu_au is None or lu.depuis is None or lu.depuis <= lu.jusqu_au
    assert citer(reference)
    if lu.jusqu_au is None or lu.devenu:
        assert rediriger(reference).en_vigueur(HORIZON_DES_TEXTES)


def test_aucun_article_n_est_ecrit_deux_fois() -> None:
    assert len(REFERENCES) == len(set(REFERENCES))


@pytest.mark.parametrize(
    ("ancien", "dernier_jour", "nouveau"),
    [
        ("L. 612-8", date(2014, 7, 11), "L. 124-1"),
        ("L. 612-9", date(2014, 7, 11), "L. 124-5"),
        ("L. 612-10", date(2014, 7, 11), "L. 124-11"),
        ("L. 612-11", date(2014, 7, 11), "L. 124-6"),
        ("L. 612-12", date(2014, 7, 11), "L. 124-16"),
        ("L. 612-13", date(2014, 7, 11), "C. trav. L. 1221-13"),
        ("L. 612-14", date(2014, 7, 11), "L. 124-1"),
        ("D. 612-48", date(2014, 11, 30), "D. 124-1"),
        ("D. 612-54", date(2014, 11, 30), "D. 124-8"),
        ("D. 612-60", date(2014, 11, 30), "D. 124-8"),
        ("CSS L. 242-4-1", date(2018, 8, 31), "CSS L. 136-1-1"),
        ("CSS D. 242-2-1", date(2018, 8, 31), "CSS D. 136-1"),
        ("CESEDA L. 313-7-1", date(2021, 4, 30), "CESEDA L. 426-23"),
        ("CESEDA R. 313-10-1", date(2021, 4, 30), "CESEDA R. 426-16"),
        ("décret 2006-1093", date(2013, 8, 20), "D. 124-4"),
        ("décret 2009-885", date(2013, 8, 20), "D. 124-8"),
        ("loi 2006-396", date(2011, 7, 29), "L. 124-1"),
    ],
)
def test_un_article_mort_mene_a_celui_qui_le_remplace(ancien: str, dernier_jour: date, nouveau: str) -> None:
    lendemain = date.fromordinal(dernier_jour.toordinal() + 1)
    assert (en_vigueur(ancien, dernier_jour), en_vigueur(ancien, lendemain)) == (True, False)
    assert rediriger(ancien).reference == nouveau


def test_tous_les_articles_de_l_ancienne_section_sont_rediriges() -> None:
    anciens = [f"L. 612-{n}" for n in range(8, 15)] + [f"D. 612-{n}" for n in range(48, 61)]
    assert [a for a in anciens if article(a) is None or rediriger(a).jusqu_au] == []


@pytest.mark.parametrize(
    ("texte", "trouvees"),
    [
        (
            "Vu les articles L. 612-8 à L. 612-14 du code de l'éducation,",
            [("L. 612-8", "L. 124-1"), ("L. 612-14", "L. 124-1")],
        ),
        ("Selon l’article L.612‑11, la gratification…", [("L.612‑11", "L. 124-6")]),
        ("La franchise (art. L242-4-1 du code de la sécurité sociale)", [("L242-4-1", "CSS L. 136-1-1")]),
        ("La franchise de l'article D. 242-2-1.", [("D. 242-2-1", "CSS D. 136-1")]),
        ("CSS, art. L. 242-4-1", [("L. 242-4-1", "CSS L. 136-1-1")]),
        ("L. 612-8 et L. 1221-13 du code du travail", [("L. 612-8", "L. 124-1")]),
        ("le décret n° 2006-1093 du 29 août 2006", [("décret n° 2006-1093", "D. 124-4")]),
        ("R. 313-10-1 du CESEDA", [("R. 313-10-1", "CESEDA R. 426-16")]),
        ("L. 612-8 du code monétaire et financier", []),
        ("L. 612-8 du code de la sécurité sociale", []),
        ("Les articles L. 124-1 à L. 124-20 et D. 124-1 à R. 124-13 du code de l'éducation.", []),
        ("L. 1612-8 ; D. 612-480 ; 612-8", []),
        ("", []),
    ],
)
def test_les_citations_mortes_se_trouvent_dans_un_texte(texte: str, trouvees: list[tuple[str, str]]) -> None:
    lues = citations(texte)
    assert [(c.texte, c.remplacement and c.remplacement.reference) for c in lues] == trouvees
    assert all(texte[c.debut : c.fin] == c.texte for c in lues)


def test_une_citation_n_est_morte_qu_apres_son_dernier_jour() -> None:
    texte = "Vu l'article L. 612-11"
    assert citations(texte, date(2014, 7, 11)) == ()
    (morte,) = citations(texte, date(2014, 7, 12))
    assert morte.remplacement is article("L. 124-6")


def test_un_texte_mort_sans_successeur_n_est_pas_remplace() -> None:
    (citation,) = citations("article L. 381-4 du code de la sécurité sociale")
    assert citation.remplacement is None


@given(st.text(alphabet=st.sampled_from("LRD. *-’'0123456789 codeduéatrvil°\u00a0\n"), max_size=60))
def test_aucun_texte_ne_fait_echouer_la_lecture(texte: str) -> None:
    for citation in citations(texte):
        assert not citation.article.en_vigueur(ETAT_DU_DROIT)
    lu = article(texte)
    assert lu is None or lu.code in {"", *CODES}


@pytest.mark.parametrize("nom", sorted(r.nom for r in regles()))
def test_les_articles_d_une_regle_sont_au_registre(nom: str) -> None:
    regle = REGLES[nom]
    assert [r for r in regle.articles if article(r) is None] == []


SOURCES_ABROGEES = {"inscription_sur_la_liste"}
"""La règle dit elle-même que sa source est abrogée, et que l'article en vigueur n'a pas été lu."""


def test_une_regle_ne_cite_pas_un_article_mort_avant_elle() -> None:
    fautes = [
        (r.nom, reference)
        for r in regles()
        if r.nom not in SOURCES_ABROGEES
        for reference in r.articles
        if (lu := article(reference)) and lu.jusqu_au and lu.jusqu_au < r.depuis
    ]
    assert fautes == []


@pytest.mark.parametrize("nom", sorted(Parametre.tous))
def test_les_articles_d_une_valeur_sont_au_registre(nom: str) -> None:
    assert [r for r in Parametre.tous[nom].articles if article(r) is None] == []
