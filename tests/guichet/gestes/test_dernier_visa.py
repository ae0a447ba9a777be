"""Le dernier visa : la version à signer se compose sans rien tenir ; ce qui a changé se recompose."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django_tasks_db.models import DBTaskResult
from guichet.monde import Monde, donnees_d_exemple

from tripartite.documents import composer_document
from tripartite.droit.faits import Partie
from tripartite.droit.parcours import Etat, GesteImpossible
from tripartite.guichet import documents
from tripartite.guichet.gestes.completer import completer
from tripartite.guichet.gestes.controler import composer_d_avance, demander_une_correction, viser
from tripartite.guichet.gestes.lots import demander_un_lot, faire_un_lot
from tripartite.guichet.gestes.signataires import version_a_signer
from tripartite.guichet.gestes.socle import Conflit, GesteRefuse
from tripartite.guichet.modeles import Convention, Courriel, Demande, Piece
from tripartite.guichet.pieces import lire

CLE = "une-cle-de-24-signes-xxxx"


@pytest.fixture
def composees(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Pour chaque document que l'on compose : vrai, une transaction tenait la base pendant ce temps."""
    dehors = len(connection.savepoint_ids)
    relevees: list[bool] = []

    def composer(*args: Any, **options: Any) -> Any:
        relevees.append(len(connection.savepoint_ids) > dehors)
        return composer_document(*args, **options)

    monkeypatch.setattr(documents, "composer_document", composer)
    return relevees


def a_un_visa(monde: Monde, **options: Any) -> Convention:
    """Une convention dont il ne manque que le visa du bureau."""
    monde.composante.circuit = ["bureau"]
    monde.composante.save()
    return monde.convention(Etat.EN_CONTROLE, **options)


def relire(convention: Convention) -> Convention:
    return Convention.objects.get(pk=convention.pk)


def empreinte_a_signer(convention: Convention) -> str:
    piece = version_a_signer(relire(convention))
    assert piece is not None
    lire(piece.empreinte)
    return piece.empreinte


def test_la_page_compose_avant_de_tenir_la_base(
    monde: Monde, connecter: Callable[[str], Client], composees: list[bool]
) -> None:
    convention = a_un_visa(monde)
    champs = {"numero": convention.numero_de_version, "cle": CLE}
    reponse = connecter("bureau").post(f"/conventions/{convention.reference}/gestes/viser/", champs)
    assert (reponse.status_code, relire(convention).etat) == (302, Etat.A_SIGNER)
    assert composees == [False]


def test_un_lot_compose_avant_de_tenir_la_base(monde: Monde, composees: list[bool]) -> None:
    convention = a_un_visa(monde)
    lot = demander_un_lot(monde.acteur("bureau"), "viser", [(convention, convention.numero_de_version)])
    faire_un_lot.call(lot.pk)
    assert relire(convention).etat == Etat.A_SIGNER
    assert composees == [False]


def test_sans_rien_d_avance_le_visa_compose_lui_meme(monde: Monde, composees: list[bool]) -> None:
    convention = a_un_visa(monde)
    viser(convention, monde.acteur("bureau"), numero=convention.numero_de_version)
    assert empreinte_a_signer(convention)
    assert composees == [True]


def test_ce_qui_fut_compose_d_avance_est_ce_que_l_on_signe(monde: Monde) -> None:
    convention, bureau = a_un_visa(monde), monde.acteur("bureau")
    numero = convention.numero_de_version
    composee = composer_d_avance(convention, bureau, numero=numero)
    assert composee is not None
    assert not Piece.objects.exists()
    viser(convention, bureau, numero=numero, composee=composee)
    assert empreinte_a_signer(convention) == composee.empreinte
    assert Piece.objects.get().code == composee.code


def test_une_version_ecrite_entre_temps_se_recompose(monde: Monde) -> None:
    """La correction rendue, l'ancienne composition ne sert plus : c'est la version visée que l'on signe."""
    convention, bureau = a_un_visa(monde), monde.acteur("bureau")
    ancienne = composer_d_avance(convention, bureau, numero=convention.numero_de_version)
    assert ancienne is not None
    Convention.objects.filter(pk=convention.pk).update(etat=Etat.BROUILLON.value)
    autre = donnees_d_exemple()["convention"]["sujet"] + " (bis)"
    etudiante = monde.acteur("etudiante")
    corrigee = completer(
        relire(convention),
        etudiante,
        numero=convention.numero_de_version,
        changer=lambda d: d | {"convention": d["convention"] | {"sujet": autre}},
    )
    Convention.objects.filter(pk=convention.pk).update(etat=Etat.EN_CONTROLE.value, visa_attendu="bureau")
    with pytest.raises(Conflit):
        viser(relire(convention), bureau, numero=convention.numero_de_version, composee=ancienne)
    viser(relire(convention), bureau, numero=corrigee.numero_de_version, composee=ancienne)
    assert empreinte_a_signer(convention) != ancienne.empreinte
    assert Piece.objects.get().version_id == corrigee.version_id


def test_composee_la_veille_elle_se_recompose(monde: Monde) -> None:
    """Le document porte le jour où il fut composé."""
    convention, bureau = a_un_visa(monde), monde.acteur("bureau")
    composee = composer_d_avance(convention, bureau, numero=convention.numero_de_version)
    assert composee is not None
    composee.le -= timedelta(days=1)
    viser(convention, bureau, numero=convention.numero_de_version, composee=composee)
    assert empreinte_a_signer(convention) != composee.empreinte


def d_un_motif_interdit() -> dict[str, Any]:
    donnees = donnees_d_exemple()
    donnees["convention"]["motifs"]["remplacement"] = True
    return donnees


@pytest.mark.parametrize(
    ("qui", "decalage", "donnees"),
    [("referent", 0, None), ("bureau", -1, None), ("bureau", 0, d_un_motif_interdit())],
    ids=["un autre que celui qu'on attend", "une autre version", "une règle bloque"],
)
def test_ce_qui_sera_refuse_ne_se_compose_pas(
    monde: Monde, composees: list[bool], qui: str, decalage: int, donnees: dict[str, Any] | None
) -> None:
    convention = a_un_visa(monde, donnees=donnees)
    numero = convention.numero_de_version + decalage
    assert composer_d_avance(convention, monde.acteur(qui), numero=numero) is None
    with pytest.raises(GesteRefuse):
        viser(convention, monde.acteur(qui), numero=numero)
    assert composees == []


def test_un_visa_qui_n_est_pas_le_dernier_ne_compose_rien(monde: Monde, composees: list[bool]) -> None:
    convention = monde.convention(Etat.EN_CONTROLE)
    assert (
        composer_d_avance(convention, monde.acteur("referent"), numero=convention.numero_de_version) is None
    )
    assert composees == []


def test_les_liens_partent_avec_le_visa_ou_pas_du_tout(monde: Monde) -> None:
    """La tâche qui envoie un courriel s'inscrit avec lui : un arrêt entre les deux n'en perd aucune."""
    convention = a_un_visa(monde)
    Courriel.objects.all().delete()
    DBTaskResult.objects.all().delete()
    viser(convention, monde.acteur("bureau"), numero=convention.numero_de_version)
    deposes = list(Courriel.objects.filter(modele="a_signer").order_by("pk").values_list("pk", flat=True))
    taches = [t.args_kwargs["args"] for t in DBTaskResult.objects.ready().order_by("enqueued_at")]
    assert len(deposes) == 5
    assert sorted(taches) == [[pk] for pk in deposes]


def test_repete_le_visa_a_sa_premiere_reponse(monde: Monde, connecter: Callable[[str], Client]) -> None:
    """La convention n'est plus à viser : la même demande n'en est pas moins faite, et le dit pareil."""
    convention, bureau = a_un_visa(monde), connecter("bureau")
    adresse = f"/conventions/{convention.reference}/gestes/viser/"
    champs = {"numero": convention.numero_de_version, "cle": CLE}
    reponses = [bureau.post(adresse, champs) for _fois in range(3)]
    assert [(r.status_code, r.headers["Location"]) for r in reponses] == [
        (302, f"/conventions/{convention.reference}/")
    ] * 3
    assert convention.visas.count() == 1
    assert bureau.post(adresse, champs | {"numero": 99}).status_code == 422
    assert bureau.post(adresse, champs | {"cle": CLE[::-1]}).status_code == 409


def test_refusee_la_demande_laisse_sa_cle_libre(monde: Monde, connecter: Callable[[str], Client]) -> None:
    convention, referent = monde.convention(Etat.EN_CONTROLE), connecter("referent")
    adresse = f"/conventions/{convention.reference}/gestes/viser/"
    numero = convention.numero_de_version
    assert referent.post(adresse, {"numero": numero - 1, "cle": CLE}).status_code == 409
    assert not Demande.objects.exists()
    assert referent.post(adresse, {"numero": numero, "cle": CLE}).status_code == 302


def test_repetee_hors_de_vue_elle_a_sa_premiere_reponse(
    monde: Monde, connecter: Callable[[str], Client]
) -> None:
    """Qui n'a plus de titre ne voit plus la convention ; il a fait ce geste, et le relit."""
    convention, bureau = monde.convention(Etat.EN_CONTROLE), connecter("bureau")
    adresse = f"/conventions/{convention.reference}/gestes/demander_une_correction/"
    champs = {"a": "stagiaire", "motif": "Le sujet est à préciser.", "lignes": "3", "cle": CLE}
    attendue = bureau.post(adresse, champs).headers["Location"]
    autre = relire(convention)
    autre.etablissement, autre.composante = monde.autre_ecole, monde.autre_formation.composante
    autre.save()
    assert bureau.get(adresse).status_code == 404
    assert bureau.post(adresse, champs).headers["Location"] == attendue
    assert bureau.post(adresse, champs | {"cle": CLE[::-1]}).status_code == 404


def test_l_organisme_qui_change_entre_temps_fait_relire(monde: Monde) -> None:
    """Les places que l'on a mises en file sont celles de l'organisme lu : un autre, et l'on relit."""
    convention, bureau = a_un_visa(monde), monde.acteur("bureau")
    Convention.objects.filter(pk=convention.pk).update(organisme=None)
    with pytest.raises(Conflit):
        viser(convention, bureau, numero=convention.numero_de_version)


def test_une_correction_demandee_entre_temps_l_emporte(monde: Monde) -> None:
    convention, bureau = a_un_visa(monde), monde.acteur("bureau")
    composee = composer_d_avance(convention, bureau, numero=convention.numero_de_version)
    demander_une_correction(convention, bureau, a=Partie.STAGIAIRE, motif="Le sujet est à préciser.")
    with pytest.raises(GesteImpossible):
        viser(convention, bureau, numero=convention.numero_de_version, composee=composee)
    assert not Piece.objects.exists()
