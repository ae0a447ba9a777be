"""L'annuaire des entreprises : des réponses enregistrées, servies par un vrai serveur, et ses pannes."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from guichet.annuaire import REPONSES, Annuaire, annuaire_lance

from tripartite.droit.jours_feries import Territoire
from tripartite.guichet import sirene
from tripartite.guichet.sirene import chercher

SIRET = "93621374300011"


@pytest.fixture
def annuaire(settings: Any) -> Iterator[Annuaire]:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()
    with annuaire_lance() as lance:
        settings.SIRENE = lance.adresse
        yield lance
    cache.clear()


def test_par_son_siret(annuaire: Annuaire) -> None:
    annuaire.repondre("siret")
    reponse = chercher(" 936 213 743 00011 ", "44200")
    assert reponse.message == ""
    (trouve,) = reponse.etablissements
    assert (trouve.siret, trouve.siren, trouve.nom) == (SIRET, "936213743", "MAREES LOGICIELLES")
    assert (trouve.enseigne, trouve.ouvert, trouve.diffusible) == ("MAREES", True, True)
    assert trouve.avertissement == ""
    assert trouve.faits() == {
        "nom": "MAREES LOGICIELLES",
        "siret": SIRET,
        "adresse": {
            "voie": "24 BOULEVARD DE LA PRAIRIE-AU-DUC",
            "code_postal": "44200",
            "commune": "NANTES",
        },
        "territoire": "metropole",
        "public": False,
    }
    assert annuaire.parametres == {"q": [SIRET], "page": ["1"], "per_page": ["10"]}


def test_par_son_nom_les_ouverts_d_abord(annuaire: Annuaire) -> None:
    annuaire.repondre("nom")
    reponse = chercher("marées & associés", "44000")
    assert [e.siret for e in reponse.etablissements] == [SIRET, "20005555600019", "93621374300029"]
    assert annuaire.parametres["q"] == ["marées & associés"]
    assert annuaire.parametres["code_postal"] == ["44000"]
    hopital = reponse.etablissements[1]
    assert (hopital.public, hopital.territoire) == (True, Territoire.ALSACE_MOSELLE)
    assert hopital.adresse == "1 PLACE DE L'HOPITAL, 67000 STRASBOURG"


def test_par_son_nom_et_le_nom_de_sa_commune(annuaire: Annuaire) -> None:
    annuaire.repondre("nom")
    chercher("marées", "Nantes")
    assert annuaire.parametres["q"] == ["marées Nantes"]
    assert "code_postal" not in annuaire.parametres


def test_un_etablissement_ferme_le_dit(annuaire: Annuaire) -> None:
    annuaire.repondre("ferme")
    (ferme,) = chercher("93621374300029").etablissements
    assert not ferme.ouvert
    assert ferme.avertissement == (
        "Cet établissement est fermé selon l'annuaire. Vérifiez le SIRET auprès de l'organisme."
    )


def test_un_etablissement_non_diffusible_se_complete(annuaire: Annuaire) -> None:
    annuaire.repondre("non_diffusible")
    (cache_,) = chercher("77700111600014").etablissements
    assert not cache_.diffusible
    assert cache_.avertissement == (
        "Cet établissement ne laisse pas diffuser son identité. Complétez-la vous-même."
    )
    assert cache_.faits() == {
        "siret": "77700111600014",
        "adresse": {"code_postal": "97400", "commune": "SAINT-DENIS"},
        "territoire": "la_reunion",
        "public": False,
    }


def test_l_effectif_n_est_jamais_devine(annuaire: Annuaire) -> None:
    annuaire.repondre("siret")
    assert "tranche_effectif_salarie" in (REPONSES / "siret.json").read_text("utf-8")
    (trouve,) = chercher(SIRET).etablissements
    assert "effectifs" not in trouve.faits()


def test_la_meme_recherche_ne_se_demande_qu_une_fois(annuaire: Annuaire) -> None:
    annuaire.repondre("siret")
    assert chercher(SIRET) == chercher("936 213 743 00011")
    assert len(annuaire.demandes) == 1


@pytest.mark.parametrize(
    ("texte", "morceau"),
    [
        ("936 213 743 00012", "La clé du SIRET"),
        ("9362137430001", "a 13 chiffres"),
        ("  ", "Écrivez le SIRET ou le nom"),
        ("…", "Écrivez le SIRET ou le nom"),
    ],
)
def test_ce_qui_ne_se_cherche_pas_ne_se_demande_pas(annuaire: Annuaire, texte: str, morceau: str) -> None:
    assert morceau in chercher(texte).message
    assert annuaire.demandes == []


def test_rien_de_ce_nom_ou_de_ce_siret(annuaire: Annuaire) -> None:
    annuaire.repondre("rien")
    assert "Aucun organisme de ce nom" in chercher("zzz").message
    assert "ne connaît pas ce SIRET" in chercher(SIRET).message


def test_un_autre_siret_que_celui_demande_n_est_pas_propose(annuaire: Annuaire) -> None:
    annuaire.repondre("nom")
    assert chercher("81331152900016").etablissements == ()
    assert "ne connaît pas ce SIRET" in chercher("81331152900016").message


# --- Les pannes ------------------------------------------------------------------------------------

INCOMPRISE = "La réponse de l'annuaire ne se comprend pas. Décrivez l'organisme vous-même."
MUETTE = "L'annuaire des entreprises ne répond pas. Décrivez l'organisme vous-même, ou réessayez plus tard."


@pytest.mark.parametrize(
    ("code", "message", "essais"),
    [(429, "trop de demandes", 1), (500, MUETTE, 2), (503, MUETTE, 2), (400, MUETTE, 1), (404, MUETTE, 1)],
)
def test_un_refus_se_dit(annuaire: Annuaire, code: int, message: str, essais: int) -> None:
    annuaire.refuser(code, b"{}")
    assert message in chercher("marées").message
    assert len(annuaire.demandes) == essais


def test_un_refus_passager_s_oublie(annuaire: Annuaire) -> None:
    annuaire.refuser(503)
    annuaire.refuser(200, (REPONSES / "siret.json").read_bytes())
    assert len(chercher(SIRET).etablissements) == 1
    assert len(annuaire.demandes) == 2


def test_une_panne_n_est_pas_retenue(annuaire: Annuaire) -> None:
    annuaire.refuser(500)
    assert chercher(SIRET).message == MUETTE
    annuaire.repondre("siret")
    assert len(chercher(SIRET).etablissements) == 1


@pytest.mark.parametrize(
    "corps",
    [b"<html>", b"", b"[]", b'{"results": 3}', b"\xff\xfe", b"[" * 100_000],
    ids=["html", "vide", "liste", "nombre", "octets", "profond"],
)
def test_une_reponse_incomprise_se_dit(annuaire: Annuaire, corps: bytes) -> None:
    annuaire.refuser(200, corps)
    assert chercher("marées").message == INCOMPRISE


def test_une_reponse_a_moitie_fausse_garde_sa_moitie_juste(annuaire: Annuaire) -> None:
    lu = json.loads((REPONSES / "siret.json").read_bytes())
    lu["results"] += [None, 3, {"siege": {"siret": "1"}}, {"matching_etablissements": "x"}]
    annuaire.refuser(200, json.dumps(lu).encode())
    assert [e.siret for e in chercher("marées").etablissements] == [SIRET]


def test_une_reponse_demesuree_n_est_pas_lue(annuaire: Annuaire) -> None:
    annuaire.refuser(200, b'{"results": [' + b" " * 2_000_000 + b"]}")
    assert chercher("marées").message == INCOMPRISE


def test_un_renvoi_n_est_pas_suivi(annuaire: Annuaire) -> None:
    annuaire.refuser(302, b"", Location=f"{annuaire.adresse}/ailleurs")
    assert chercher("marées").message == MUETTE
    assert [urlsplit(d).path for d in annuaire.demandes] == ["/search"]


def test_un_annuaire_muet_ne_fait_pas_attendre(annuaire: Annuaire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sirene, "SECONDES", 0.2)
    annuaire.muet = threading.Event()
    avant = monotonic()
    assert chercher("marées").message == MUETTE
    assert monotonic() - avant < 2


def test_un_annuaire_goutte_a_goutte_ne_fait_pas_attendre(
    annuaire: Annuaire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sirene, "SECONDES", 0.2)
    annuaire.lent = threading.Event()
    annuaire.repondre("siret")
    avant = monotonic()
    assert chercher(SIRET).message == MUETTE
    assert monotonic() - avant < 2


def test_personne_ne_repond(settings: Any, annuaire: Annuaire) -> None:
    settings.SIRENE = "http://127.0.0.1:9"
    assert chercher("marées").message == MUETTE


@pytest.mark.parametrize("adresse", ["", "file:///etc"])
def test_sans_annuaire_on_decrit_soi_meme(settings: Any, annuaire: Annuaire, adresse: str) -> None:
    settings.SIRENE = adresse
    assert chercher("marées").message == (
        "La recherche n'est pas ouverte ici. Décrivez l'organisme vous-même."
    )
