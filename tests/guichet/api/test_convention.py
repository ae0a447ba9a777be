"""Une convention, seule : ses faits, ce que le droit en dit, qui l'on attend, pour qui peut le voir."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from constats import signe
from django.test import Client
from django.utils import timezone
from guichet.monde import Monde, donnees_d_exemple
from guichet.securite.ecritures import tables_ecrites
from guichet.securite.test_fuites import faits_a_taire, lire, montrees

from tripartite.dossiers import ecrire
from tripartite.droit.faits import Partie
from tripartite.droit.langage import Verdict, conforme
from tripartite.droit.parcours import Etat
from tripartite.guichet.api.convention import dire_le_constat
from tripartite.guichet.ecrans.convention.lecture import Lecture
from tripartite.guichet.gestes.echanger import remarquer
from tripartite.guichet.modeles import Compte, Contenu, Convention
from tripartite.guichet.passerelle import dossier_de, dossier_de_la_convention
from tripartite.guichet.visibilite import ce_que_voit
from tripartite.rendus import json

Programme = Callable[[str], Client]
LISTE = "/api/v1/conventions"


def adresse(convention: Convention) -> str:
    return f"{LISTE}/{convention.reference}"


def test_elle_dit_ce_que_dit_la_liste_et_davantage(monde: Monde, programme: Programme) -> None:
    convention, client = monde.convention(Etat.EN_CONTROLE), programme("bureau")
    (dans_la_liste,) = client.get(LISTE).json()["conventions"]
    seule = client.get(dans_la_liste["adresse"]).json()
    assert {nom: seule[nom] for nom in dans_la_liste} == dans_la_liste
    assert seule.keys() - dans_la_liste.keys() == {"etat_dit", "attendus", "dossier", "jugement"}
    assert seule["etat_dit"] == {
        "phrase": "L'organisme d'accueil a complété sa partie : la convention est à contrôler.",
        "suite": "Le visa attendu est celui d'une autre personne de l'établissement.",
        "a_vous": False,
    }
    assert seule["attendus"] == [
        {"partie": "établissement d'enseignement", "nom": "enseignant référent, Ousmane Diallo"}
    ]
    montre = ce_que_voit(Partie.ETABLISSEMENT, dossier_de_la_convention(convention))
    assert ecrire(dossier_de(seule["dossier"])) == ecrire(montre)


def test_ses_constats_ont_la_forme_de_la_ligne_de_commande(monde: Monde, programme: Programme) -> None:
    convention = monde.convention(Etat.EN_CONTROLE)
    jugement = programme("bureau").get(adresse(convention)).json()["jugement"]
    lecture = Lecture(Convention.objects.get(pk=convention.pk), monde.acteur("bureau"))
    rapport = json.rapport("", lecture.constats, lecture.au, bref=True)
    assert {"fichier": "", **jugement} == rapport | {"constats": jugement["constats"]}
    assert len(jugement["constats"]) == len(lecture.constats) > 50
    for dit, constat in zip(jugement["constats"], lecture.constats, strict=True):
        complet = json.constat(constat)
        assert dit.keys() == complet.keys() - {"faits"}
        assert dit["grandeurs"].items() <= complet["grandeurs"].items()
        assert {**dit, "grandeurs": {}} == {n: v for n, v in complet.items() if n != "faits"} | {
            "grandeurs": {}
        }


def test_un_constat_ne_donne_que_les_grandeurs_qu_il_dit() -> None:
    constat = signe(conforme("Le stage dure {duree:heures}.", duree=420, naissance="1999-11-23"))
    dit = dire_le_constat(constat)
    assert (dit["verdict"], dit["grandeurs"]) == (Verdict.CONFORME.value, {"duree": 420})


def test_les_phrases_suivent_la_langue_demandee(monde: Monde, programme: Programme) -> None:
    lieu, client = adresse(monde.convention(Etat.A_SIGNER)), programme("etudiante")
    en_anglais = client.get(lieu, headers={"Accept-Language": "en"})
    en_francais = client.get(lieu)
    assert (en_anglais["Content-Language"], en_francais["Content-Language"]) == ("en", "fr")
    assert en_anglais.json()["etat"] == en_francais.json()["etat"] == "à signer"
    assert en_anglais.json()["etat_dit"]["phrase"] == (
        "The check is over: the agreement is waiting for its signatures."
    )
    phrases = [[c["phrase"] for c in r.json()["jugement"]["constats"]] for r in (en_anglais, en_francais)]
    assert sum(a != b for a, b in zip(*phrases, strict=True)) > 50
    assert en_anglais["ETag"] != en_francais["ETag"]


# --- L'empreinte de la réponse --------------------------------------------------------------------


def test_relire_ce_qui_n_a_pas_change_ne_coute_rien_a_transporter(monde: Monde, programme: Programme) -> None:
    convention, client = monde.convention(Etat.EN_CONTROLE), programme("bureau")
    lue = client.get(adresse(convention))
    assert lue["ETag"].startswith(f'"{convention.numero_de_version}-')
    assert lue["Cache-Control"] == "private, no-cache"
    relue = client.get(adresse(convention), headers={"If-None-Match": lue["ETag"]})
    assert (relue.status_code, relue.content, relue["ETag"]) == (304, b"", lue["ETag"])


def test_l_empreinte_change_avec_l_etat_et_avec_la_version(monde: Monde, programme: Programme) -> None:
    convention, client = monde.brouillon(), programme("etudiante")
    marques = [client.get(adresse(convention))["ETag"]]
    Convention.objects.filter(pk=convention.pk).update(etat=Etat.ANNULEE.value)
    marques.append(client.get(adresse(convention))["ETag"])
    assert len(set(marques)) == 2
    relue = client.get(adresse(convention), headers={"If-None-Match": marques[0]})
    assert relue.status_code == 200


# --- À chacun ce qu'il peut voir (P47, P48) -------------------------------------------------------


@pytest.mark.parametrize("qui", ["rh", "bureau"])
def test_l_organisme_n_y_lit_pas_ce_qu_il_n_a_pas_a_savoir(
    monde: Monde, programme: Programme, tmp_path: Path, qui: str
) -> None:
    convention, client = monde.convention(Etat.A_SIGNER, donnees=faits_a_taire()), programme(qui)
    pages = {
        lieu: " ".join(lire(client.get(lieu).content, tmp_path).split())
        for lieu in (LISTE, adresse(convention), f"{adresse(convention)}/document.pdf")
    }
    tus = montrees(pages)
    if qui == "rh":
        assert tus == {}
    else:
        assert adresse(convention) in tus["naissance"]


def test_celle_d_un_autre_n_existe_pas(monde: Monde, programme: Programme) -> None:
    sienne, client = monde.convention(Etat.A_COMPLETER), programme("autre_etudiante")
    reponses = [
        client.get(f"{LISTE}/{r}") for r in (sienne.reference, "7F3K9-2QMXB", "x" * 300, "a\0", "%2F")
    ]
    assert {(r.status_code, r["Content-Type"], r.content) for r in reponses} == {
        (404, "application/problem+json", reponses[0].content)
    }


def test_un_agent_qui_lit_laisse_sa_trace(monde: Monde, programme: Programme) -> None:
    convention = monde.convention(Etat.A_SIGNER)
    client = programme("agent")
    assert client.get(adresse(convention)).status_code == 404
    Convention.objects.filter(pk=convention.pk).update(etat=Etat.SIGNEE.value)
    with tables_ecrites() as ecrites:
        assert client.get(adresse(convention)).status_code == 200
    assert ecrites == {"guichet_chaine", "guichet_entree", "guichet_contenu"}
    dit = Contenu.objects.get(entree__geste="consulter").donnees
    assert (dit["reference"], dit["page"]) == (convention.reference, "api_convention")


# --- Le document ----------------------------------------------------------------------------------


def test_le_document_est_celui_des_ecrans(
    monde: Monde, programme: Programme, connecter: Callable[[str], Client]
) -> None:
    convention = monde.convention(Etat.A_SIGNER)
    par_programme = programme("rh").get(f"{adresse(convention)}/document.pdf")
    a_l_ecran = connecter("rh").get(f"/conventions/{convention.reference}/document.pdf")
    assert par_programme.content == a_l_ecran.content
    assert par_programme["Content-Disposition"] == a_l_ecran["Content-Disposition"]
    assert par_programme["Content-Type"] == "application/pdf"


def test_ce_qui_ne_se_compose_pas_dit_pourquoi(monde: Monde, programme: Programme) -> None:
    donnees = donnees_d_exemple()
    donnees["convention"] |= {"sujet": "Étude de \U00013000"}
    convention = monde.brouillon(donnees=donnees)
    reponse = programme("etudiante").get(f"{adresse(convention)}/document.pdf")
    dit = reponse.json()
    assert (reponse.status_code, dit["type"].partition("#")[2]) == (409, "document-impossible")
    assert dit["detail"].startswith("Le caractère « \U00013000 » ne peut pas être imprimé : aucune police")


# --- Ce que cela coûte ----------------------------------------------------------------------------


def test_quinze_lectures_au_plus_quel_que_soit_l_echange(
    monde: Monde, programme: Programme, django_assert_max_num_queries: Callable
) -> None:
    convention, client = monde.convention(Etat.A_SIGNER), programme("bureau")
    for rang in range(10):
        remarquer(convention, monde.acteur("bureau"), texte=f"Remarque {rang}")
    client.get(adresse(convention))
    with django_assert_max_num_queries(15):
        client.get(adresse(convention))


def test_un_texte_hostile_se_lit_tel_que_tape(monde: Monde, programme: Programme) -> None:
    hostile = "#panic() $x$ <script>alert(1)</script> \"'\\ é"
    Compte.objects.filter(pk=monde.comptes["etudiante"].pk).update(nom=hostile)
    donnees = monde.brouillon().donnees
    donnees["convention"] |= {"sujet": hostile}
    convention = monde.brouillon(donnees=donnees)
    Convention.objects.filter(pk=convention.pk).update(depuis=timezone.now() - timedelta(days=1))
    client = programme("etudiante")
    assert client.get(adresse(convention)).json()["dossier"]["convention"]["sujet"] == hostile
    assert client.get(LISTE).json()["conventions"][0]["sujet"] == hostile
