"""Remplir une étape : ce qui est bon s'écrit, le reste se montre tel que tapé."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from guichet.completer.pages import champs, envoyer, lire, textes
from guichet.monde import Monde

from tripartite.droit.faits import Partie
from tripartite.droit.parcours import Etat
from tripartite.guichet.acces import LIEN_EN_SESSION
from tripartite.guichet.gestes.controler import demander_une_correction
from tripartite.guichet.gestes.etablir import etablir
from tripartite.guichet.modeles import Convention

Connecter = Callable[[str], Client]


def invite(monde: Monde, convention: Convention) -> Client:
    """Le navigateur de la personne qui a ouvert le dernier lien."""
    client = Client()
    session = client.session
    session[LIEN_EN_SESSION] = monde.invite(convention).lien.pk
    session.save()
    return client


def relue(convention: Convention) -> Convention:
    return Convention.objects.select_related("version").get(pk=convention.pk)


def test_un_brouillon_neuf_reprend_a_sa_premiere_etape(monde: Monde, connecter: Connecter) -> None:
    convention = etablir(monde.acteur("etudiante"), monde.formation)
    reponse = connecter("etudiante").get(f"/conventions/{convention.reference}/completer/")
    assert reponse.headers["Location"] == f"/conventions/{convention.reference}/completer/accueil/"


def test_un_brouillon_complet_reprend_a_la_fin(monde: Monde, connecter: Connecter) -> None:
    convention = monde.brouillon()
    reponse = connecter("etudiante").get(f"/conventions/{convention.reference}/completer/")
    assert reponse.headers["Location"] == f"/conventions/{convention.reference}/completer/verifier/"


DU_STAGIAIRE = ["accueil", "dates", "missions", "gratification", "vous"]
DE_L_ORGANISME = [
    "organisme",
    "tuteur",
    "signataire",
    "activites",
    "motifs",
    "gratification",
    "avantages",
    "securite",
    "absences",
]
DE_L_ETABLISSEMENT = ["etablissement", "formation", "referent", "clauses"]


@pytest.mark.parametrize(
    ("etat", "qui", "attendues"),
    [
        (Etat.BROUILLON, "etudiante", DU_STAGIAIRE),
        (Etat.BROUILLON, "bureau", DU_STAGIAIRE + DE_L_ETABLISSEMENT),
        (Etat.A_COMPLETER, "invite", DE_L_ORGANISME),
        (Etat.A_COMPLETER, "rh", DE_L_ORGANISME),
        (Etat.EN_CONTROLE, "bureau", DE_L_ETABLISSEMENT),
    ],
)
def test_chacun_a_ses_etapes_et_chacune_s_ouvre_et_s_enregistre(
    monde: Monde,
    connecter: Connecter,
    etat: Etat,
    qui: str,
    attendues: list[str],
    django_assert_max_num_queries,
) -> None:
    convention = monde.convention(etat)
    client = invite(monde, convention) if qui == "invite" else connecter(qui)
    base = f"/conventions/{convention.reference}/completer"
    liens = [a.get("href") for a in lire(client.get(f"{base}/verifier/")).xpath("//ol[@class='etapes']//a")]
    assert liens == [f"{base}/{cle}/" for cle in (*attendues, "verifier")]
    for cle, suivante in zip(attendues, [*attendues[1:], "verifier"], strict=True):
        with django_assert_max_num_queries(15):
            page = client.get(f"{base}/{cle}/")
        assert page.status_code == 200
        reponse = client.post(f"{base}/{cle}/", champs(page) | {"suite": "1"})
        assert (reponse.status_code, reponse.headers.get("Location")) == (302, f"{base}/{suivante}/")
    assert relue(convention).numero_de_version == convention.numero_de_version  # rien n'a changé


def test_ce_qui_est_change_s_ecrit(monde: Monde, connecter: Connecter) -> None:
    convention = monde.brouillon()
    adresse = f"/conventions/{convention.reference}/completer/missions/"
    hostile = "#panic() $x$ <script>alert(1)</script> {{ 7*7 }}"
    client = connecter("etudiante")
    reponse = envoyer(client, adresse, convention__sujet=hostile)
    assert reponse.status_code == 302
    ecrite = relue(convention)
    assert ecrite.donnees["convention"]["sujet"] == hostile
    assert ecrite.actuelle.changes == ["convention.sujet"]
    page = client.get(adresse)
    assert lire(page).xpath("//input[@name='convention-sujet']/@value") == [hostile]
    assert b"<script>alert" not in page.content


def test_enregistrer_et_quitter_mene_a_la_convention(monde: Monde, connecter: Connecter) -> None:
    convention = monde.brouillon()
    adresse = f"/conventions/{convention.reference}/completer/missions/"
    reponse = envoyer(connecter("etudiante"), adresse, "quitter", convention__lieu="Ailleurs")
    assert reponse.headers["Location"] == f"/conventions/{convention.reference}/"
    assert relue(convention).donnees["convention"]["lieu"] == "Ailleurs"


def test_le_bon_s_ecrit_et_le_faux_revient_tel_que_tape(monde: Monde, connecter: Connecter) -> None:
    convention = monde.brouillon()
    adresse = f"/conventions/{convention.reference}/completer/vous/"
    client = connecter("etudiante")
    reponse = envoyer(
        client, adresse, stagiaire__naissance="le douze", stagiaire__prenom="Maïwenn", stagiaire__courriel="x"
    )
    assert reponse.status_code == 422
    ecrite = relue(convention)
    assert ecrite.donnees["stagiaire"]["prenom"] == "Maïwenn"
    assert ecrite.donnees["stagiaire"]["naissance"] == "2003-03-12"
    page = lire(reponse)
    assert page.xpath("//input[@name='stagiaire-naissance']/@value") == ["le douze"]
    assert page.xpath("//input[@name='version']/@value") == [str(ecrite.numero_de_version)]
    liens = page.xpath("//section[contains(@class,'erreurs')]//a/@href")
    assert liens == ["#id_stagiaire-naissance", "#id_stagiaire-courriel"]
    assert all(page.get_element_by_id(lien[1:]) is not None for lien in liens)
    corrige = champs(reponse) | {"stagiaire-naissance": "2003-03-13", "stagiaire-courriel": "m@exemple.fr"}
    assert client.post(adresse, corrige | {"suite": "1"}).status_code == 302
    assert relue(convention).donnees["stagiaire"]["naissance"] == "2003-03-13"


def test_des_dates_qui_se_contredisent_se_disent_au_champ(monde: Monde, connecter: Connecter) -> None:
    convention = monde.brouillon()
    adresse = f"/conventions/{convention.reference}/completer/dates/"
    reponse = envoyer(connecter("etudiante"), adresse, convention__fin="2020-01-01")
    assert reponse.status_code == 422
    assert textes(reponse, "//div[@id='id_convention-fin_champ']//ul[@class='champ__erreurs']/li")
    assert relue(convention).donnees["convention"]["fin"] == convention.fin.isoformat()


def test_aucun_avantage_et_des_avantages_se_disent_au_champ(monde: Monde, connecter: Connecter) -> None:
    convention = monde.convention(Etat.A_COMPLETER)
    adresse = f"/conventions/{convention.reference}/completer/avantages/"
    client = connecter("rh")
    nom = "convention-clauses-avantages"
    envoi = champs(client.get(adresse)) | {nom: "", "convention-avantages-activites_cse": "oui"}
    reponse = client.post(adresse, envoi | {f"{nom}-aucun": "on", "suite": "1"})
    assert reponse.status_code == 422
    (dit,) = textes(reponse, f"//div[@id='id_{nom}_champ']//ul[@class='champ__erreurs']/li")
    assert "les activités sociales et culturelles" in dit
    assert lire(reponse).xpath(f"//input[@name='{nom}-aucun']/@checked") == ["checked"]
    assert client.post(adresse, envoi | {nom: "Activités du comité.", "suite": "1"}).status_code == 302


def test_ajouter_retirer_et_remplir_marchent_sans_script(monde: Monde, connecter: Connecter) -> None:
    convention = etablir(monde.acteur("etudiante"), monde.formation)
    adresse = f"/conventions/{convention.reference}/completer/dates/"
    client, semaines = connecter("etudiante"), "convention-horaires-semaines"
    page = envoyer(
        client, adresse, "ajouter", "convention-horaires-fermetures", convention__debut="2027-02-01"
    )
    assert page.status_code == 200
    montres = champs(page)
    assert montres["convention-horaires-fermetures-TOTAL_FORMS"] == "1"
    assert montres["convention-debut"] == "2027-02-01"  # ce qui était tapé est encore là
    montres |= {
        "convention-fin": "2027-04-30",
        f"{semaines}-0-rapide": "du lundi au jeudi, 9h-12h, 13h-17h ; vendredi 9h-12h",
    }
    page = client.post(adresse, montres | {"remplir": f"{semaines}-0"})
    assert champs(page)[f"{semaines}-0-vendredi-plages_1"] == "12:00"
    page = client.post(adresse, champs(page) | {"retirer": "convention-horaires-fermetures-0"})
    assert champs(page)["convention-horaires-fermetures-TOTAL_FORMS"] == "0"
    assert relue(convention).numero_de_version == 1  # rien n'est encore enregistré
    assert client.post(adresse, champs(page) | {"suite": "1"}).status_code == 302
    ecrite = relue(convention).donnees["convention"]
    assert ecrite["horaires"]["semaines"] == [
        {"du lundi au jeudi": ["9h-12h", "13h-17h"], "vendredi": ["9h-12h"]}
    ]
    assert ecrite["duree_hebdomadaire"] == "31 h"


def test_une_remarque_se_lit_a_sa_question_et_se_resout(monde: Monde, connecter: Connecter) -> None:
    convention = monde.convention(Etat.EN_CONTROLE)
    demander_une_correction(
        convention,
        monde.acteur("bureau"),
        a=Partie.STAGIAIRE,
        motif="Précisez le service.",
        remarques={"convention.service": "Quel service ?"},
    )
    client = connecter("etudiante")
    adresse = f"/conventions/{convention.reference}/completer/missions/"
    page = client.get(adresse)
    (remarque,) = lire(page).xpath("//div[@id='id_convention-service_champ']//button[@name='resoudre']")
    assert "Quel service ?" in textes(page, "//div[@id='id_convention-service_champ']")[0]
    reponse = client.post(
        adresse, champs(page) | {"convention-service": "Qualité", "resoudre": remarque.get("value")}
    )
    assert reponse.status_code == 200
    assert champs(reponse)["convention-service"] == "Qualité"  # tapé, pas encore enregistré
    assert lire(reponse).xpath("//div[@id='id_convention-service_champ']//button[@name='resoudre']") == []
    assert convention.remarques.filter(resolue_le=None).count() == 1


def test_le_deroule_dit_ce_qui_manque_et_ce_qui_bloque(monde: Monde, connecter: Connecter) -> None:
    convention = monde.brouillon()
    adresse = f"/conventions/{convention.reference}/completer/gratification/"
    client = connecter("etudiante")
    fin = convention.debut.replace(day=28) if convention.debut is None else convention.debut
    envoyer(
        client,
        f"/conventions/{convention.reference}/completer/dates/",
        convention__fin=fin.fromordinal(fin.toordinal() + 150).isoformat(),
    )
    envoyer(client, adresse, convention__gratification__horaire="1,00 €")
    assert "un point bloque" in textes(client.get(adresse), "//ol[@class='etapes']/li")[3]


@pytest.mark.parametrize("version", ["", "abc", "0", "99", "-1", "²"])
def test_une_version_qui_n_existe_pas_est_une_demande_incomprise(
    monde: Monde, connecter: Connecter, version: str
) -> None:
    convention = monde.brouillon()
    adresse = f"/conventions/{convention.reference}/completer/missions/"
    client = connecter("etudiante")
    reponse = client.post(adresse, champs(client.get(adresse)) | {"version": version, "suite": "1"})
    assert reponse.status_code == 400
