"""La tournée : elle se prévoit une fois, reprend ce qui s'est perdu, et ne s'arrête pas à ce qui échoue."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from guichet.monde import Monde

from tripartite.droit.parcours import Etat
from tripartite.guichet import tournee
from tripartite.guichet.courriels.envoi import expedier
from tripartite.guichet.gestes.jetons import creer_un_jeton
from tripartite.guichet.modeles import Code, Compteur, Courriel, Demande, Jeton

pytestmark = pytest.mark.django_db


def attendent(tache: object) -> list[DBTaskResult]:
    return list(DBTaskResult.objects.filter(task_path=tache.module_path, status="READY"))  # type: ignore[attr-defined]


def test_une_seule_tournee_attend() -> None:
    for _ in range(3):
        tournee.prevoir()
    assert len(attendent(tournee.faire)) == 1


def test_une_tournee_prevoit_la_suivante_une_heure_plus_tard() -> None:
    avant = timezone.now()
    tournee.faire.call()
    (prevue,) = attendent(tournee.faire)
    assert timedelta(minutes=59) < prevue.run_after - avant < timedelta(minutes=61)


def test_un_courriel_perdu_est_remis_en_route(monde: Monde) -> None:
    monde.convention(Etat.A_COMPLETER)
    assert tournee.reprendre_les_courriels() == 0
    DBTaskResult.objects.all().delete()
    Courriel.objects.update(ecrit_le=timezone.now() - timedelta(hours=2))
    assert tournee.reprendre_les_courriels() == Courriel.objects.count()
    assert len(attendent(expedier)) == Courriel.objects.count()


def test_le_menage_ne_retire_que_ce_qui_est_vieux(monde: Monde) -> None:
    convention = monde.convention(Etat.EN_CONTROLE)
    vieux = timezone.now() - timedelta(hours=25)
    Demande.objects.create(cle="recente", corps="")
    Demande.objects.create(cle="vieille", corps="")
    Demande.objects.filter(cle="vieille").update(le=vieux)
    Compteur.objects.create(cle="vieux", debut=vieux)
    Code.objects.update(expire_le=vieux)
    un_an = timedelta(days=366)
    for nom, champs in {
        "valable": {},
        "expiré": {"expire_le": timezone.now()},
        "révoqué": {"revoque_le": timezone.now()},
        "expiré depuis un an": {"expire_le": timezone.now() - un_an},
        "révoqué depuis un an": {"revoque_le": timezone.now() - un_an},
    }.items():
        jeton, _secret = creer_un_jeton(monde.comptes["etudiante"], nom, jours=365, second_facteur=False)
        Jeton.objects.filter(pk=jeton.pk).update(**champs)
    tournee.entretien.oublier()
    assert list(Demande.objects.values_list("cle", flat=True)) == ["recente"]
    assert not Compteur.objects.filter(cle="vieux").exists()
    assert not convention.codes.exists()
    assert list(Jeton.objects.order_by("pk").values_list("nom", flat=True)) == [
        "valable",
        "expiré",
        "révoqué",
    ]


def test_ce_qui_echoue_n_arrete_pas_le_reste(monkeypatch: pytest.MonkeyPatch) -> None:
    faits = []

    def echouer() -> None:
        raise RuntimeError

    monkeypatch.setattr(tournee, "relancer", echouer)
    monkeypatch.setattr(tournee.entretien, "mesurer_les_tables", lambda: faits.append("mesure"))
    tournee.faire.call()
    assert faits == ["mesure"]
