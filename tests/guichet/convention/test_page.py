"""La page d'une convention : chacun lit la sienne, dans ses mots, et ne voit que ce qu'il doit."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from guichet.completer.pages import lire
from guichet.monde import Monde, donnees_d_exemple

from tripartite.droit.faits import Partie
from tripartite.droit.parcours import Etat
from tripartite.guichet.acces import LIEN_EN_SESSION
from tripartite.guichet.gestes.echanger import remarquer
from tripartite.guichet.modeles import Convention

Connecter = Callable[[str], Client]
ETATS = [Etat.BROUILLON, Etat.A_COMPLETER, Etat.EN_CONTROLE, Etat.A_SIGNER]


def page(convention: Convention) -> str:
    return f"/conventions/{convention.reference}/"


def par_le_lien(monde: Monde, convention: Convention) -> Client:
    client = Client()
    session = client.session
    session[LIEN_EN_SESSION] = monde.invite(convention).lien.pk
    session.save()
    return client


@pytest.mark.parametrize(
    ("qui", "voit"),
    [
        ("etudiante", True),
        ("referent", True),
        ("bureau", True),
        ("direction", True),
        ("administrateur", True),
        ("rh", True),
        ("autre_etudiante", False),
        ("autre_etudiant", False),
        ("autre_bureau", False),
        ("autre_rh", False),
        ("agent", False),
        ("exploitant", False),
    ],
)
def test_qui_lit_une_convention_en_controle(monde: Monde, connecter: Connecter, qui: str, voit: bool) -> None:
    convention = monde.convention(Etat.EN_CONTROLE)
    assert connecter(qui).get(page(convention)).status_code == (200 if voit else 404)


def test_le_referent_ne_lit_pas_celle_d_un_autre(monde: Monde, connecter: Connecter) -> None:
    convention = monde.convention(Etat.EN_CONTROLE)
    Convention.objects.filter(pk=convention.pk).update(referent=monde.comptes["direction"])
    assert connecter("referent").get(page(convention)).status_code == 404


def test_l_organisme_ne_lit_pas_un_brouillon(monde: Monde, connecter: Connecter) -> None:
    brouillon = monde.brouillon()
    Convention.objects.filter(pk=brouillon.pk).update(organisme=monde.organisme)
    assert connecter("rh").get(page(brouillon)).status_code == 404


def test_le_lien_ouvre_sa_convention_et_nulle_autre(monde: Monde) -> None:
    convention = monde.convention(Etat.A_COMPLETER)
    autre = monde.convention(Etat.A_COMPLETER, "autre_etudiante")
    client = par_le_lien(monde, convention)
    assert client.get(page(convention)).status_code == 200
    assert client.get(page(autre)).status_code == 404


def test_sans_compte_ni_lien_on_se_connecte(monde: Monde) -> None:
    reponse = Client().get(page(monde.brouillon()))
    assert (reponse.status_code, reponse.headers["Location"][:15]) == (302, "/compte/login/?")


@pytest.mark.parametrize("qui", ["etudiante", "bureau", "referent", "rh"])
@pytest.mark.parametrize("etat", ETATS[1:])
def test_quinze_lectures_au_plus(
    monde: Monde, connecter: Connecter, etat: Etat, qui: str, django_assert_max_num_queries: Callable
) -> None:
    convention = monde.convention(etat)
    for rang in range(3):
        if etat != Etat.BROUILLON:
            remarquer(convention, monde.acteur("bureau"), texte=f"Remarque {rang}", chemin="convention.sujet")
    client = connecter(qui)
    with django_assert_max_num_queries(15):
        assert client.get(page(convention)).status_code == 200


def test_un_seul_titre_et_les_parts_dans_l_ordre_du_document(monde: Monde, connecter: Connecter) -> None:
    html = connecter("bureau").get(page(monde.convention(Etat.EN_CONTROLE))).content.decode()
    assert html.count("<h1") == 1
    ordre = ["etablissement", "organisme", "stagiaire", "formation", "stage", "presence", "gratification"]
    assert [html.index(f'id="part-{cle}"') for cle in ordre] == sorted(
        html.index(f'id="part-{cle}"') for cle in ordre
    )


def test_les_faits_se_disent_avec_les_mots_des_questions(monde: Monde, connecter: Connecter) -> None:
    lue = lire(connecter("bureau").get(page(monde.convention(Etat.EN_CONTROLE))))

    def fait(chemin: str) -> list[str]:
        (ligne,) = lue.xpath(f"//div[@id='fait-{chemin}']")
        return [
            " ".join(x.text_content().split())
            for x in (*ligne.xpath("dt"), *ligne.xpath(".//*[@class='fait']"))
        ]

    assert fait("organisme.territoire") == [
        "■organisme d'accueil Territoire, pour les jours fériés",
        "France métropolitaine, hors Alsace et Moselle",
    ]
    assert fait("formation.derniere_annee") == [
        "▲établissement d'enseignement C'est la dernière année d'études",
        "Oui",
    ]


def test_l_organisme_sait_seulement_que_le_stagiaire_est_majeur(monde: Monde, connecter: Connecter) -> None:
    donnees = donnees_d_exemple()
    donnees["stagiaire"] |= {
        "telephone": "06 12 34 56 78",
        "nationalite": "autre",
        "titre_de_sejour": "étudiant",
    }
    convention = monde.convention(Etat.EN_CONTROLE, donnees=donnees)
    du_bureau = connecter("bureau").get(page(convention)).content.decode()
    de_l_organisme = connecter("rh").get(page(convention)).content.decode()
    par_lien = par_le_lien(monde, convention).get(page(convention)).content.decode()
    caches = ("12\u00a0mars\u00a02003", "2003-03-12", "06 12 34 56 78")
    assert caches[0] in du_bureau
    assert caches[2] in du_bureau
    assert [c for c in caches for html in (de_l_organisme, par_lien) if c in html] == []
    assert "majeur au début du stage" in de_l_organisme
    assert "Nationalité du stagiaire" not in de_l_organisme


def test_l_organisme_n_apprend_pas_les_stages_faits_ailleurs(monde: Monde, connecter: Connecter) -> None:
    ailleurs = monde.convention(Etat.A_SIGNER)
    Convention.objects.filter(pk=ailleurs.pk).update(organisme=None)
    convention = monde.convention(Etat.EN_CONTROLE)
    html = connecter("rh").get(page(convention)).content.decode()
    assert ailleurs.reference not in html


def test_un_mineur_se_dit_mineur(monde: Monde, connecter: Connecter) -> None:
    donnees = donnees_d_exemple()
    donnees["stagiaire"]["naissance"] = (timezone.localdate() - timedelta(days=16 * 366)).isoformat()
    donnees["stagiaire"]["representants_legaux"] = [
        {"nom": "Le Goff", "prenom": "Yann", "courriel": "yann@essai.example"}
    ]
    convention = monde.convention(Etat.EN_CONTROLE, donnees=donnees)
    assert "mineur au début du stage" in connecter("rh").get(page(convention)).content.decode()


def test_un_nom_hostile_s_ecrit_tel_quel(monde: Monde, connecter: Connecter) -> None:
    donnees = donnees_d_exemple()
    donnees["stagiaire"]["nom"] = "#panic() $x$ <script>alert(1)</script>"
    html = connecter("bureau").get(page(monde.brouillon(donnees=donnees))).content.decode()
    assert "<script>alert(1)" not in html
    assert "#panic() $x$ &lt;script&gt;" in html


def test_les_gestes_offerts_sont_ceux_de_la_table(monde: Monde, connecter: Connecter) -> None:
    convention = monde.convention(Etat.EN_CONTROLE)
    reponse = connecter("referent").get(page(convention))
    offerts = {o.geste for o in [reponse.context["principal"], *reponse.context["autres"]]}
    ouverts = set(monde.acteur("referent").gestes(convention))
    assert offerts <= ouverts
    assert {"viser", "demander_une_correction", "refuser", "remarquer", "annuler", "deroger"} <= offerts
    assert reponse.context["principal"].geste == "viser"
    assert {o.geste for o in reponse.context["autres"] if o.refus} == {"deroger"}


def test_qui_n_a_pas_le_visa_lit_de_qui_on_l_attend(monde: Monde, connecter: Connecter) -> None:
    reponse = connecter("bureau").get(page(monde.convention(Etat.EN_CONTROLE)))
    html = reponse.content.decode()
    assert "on attend le visa\xa0: enseignant référent" in html
    assert reponse.context["lecture"].a_la_main == [
        (Partie.ETABLISSEMENT, "enseignant référent, Ousmane Diallo")
    ]


def test_l_agent_lit_une_convention_conclue_sans_aucun_geste(monde: Monde, connecter: Connecter) -> None:
    convention = monde.convention(Etat.A_SIGNER)
    Convention.objects.filter(pk=convention.pk).update(etat=Etat.SIGNEE.value, organisme=monde.organisme)
    reponse = connecter("agent").get(page(convention))
    assert (reponse.context["principal"], reponse.context["autres"]) == (None, [])


def test_qui_remplit_a_un_lien_vers_l_etape_de_chaque_part(monde: Monde, connecter: Connecter) -> None:
    convention = monde.convention(Etat.A_COMPLETER)
    html = connecter("rh").get(page(convention)).content.decode()
    assert f"/conventions/{convention.reference}/completer/gratification/" in html
    html = connecter("etudiante").get(page(convention)).content.decode()
    assert f"/conventions/{convention.reference}/completer/" not in html
