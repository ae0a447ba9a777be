"""Un fichier que nulle rangée ne nomme s'en va le lendemain ; celui que l'on écrit ou redemande, jamais."""

from __future__ import annotations

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from guichet.fichiers import pdf
from guichet.monde import Monde

from tripartite.droit.parcours import Etat
from tripartite.guichet import entretien, pieces
from tripartite.guichet.gestes.joindre import joindre
from tripartite.guichet.modeles import Piece

AVANT_HIER = timedelta(days=2)


@pytest.fixture(autouse=True)
def a_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DONNEES", tmp_path)


def lieu(empreinte: str) -> Path:
    return settings.DONNEES / "pieces" / empreinte[:2] / empreinte[2:]


def vieillir(fichier: Path) -> None:
    alors = time.time() - AVANT_HIER.total_seconds()
    os.utime(fichier, (alors, alors))


@pytest.mark.django_db
def test_ce_qu_un_geste_defait_a_laisse_s_en_va_le_lendemain(monde: Monde) -> None:
    convention, octets = monde.convention(Etat.EN_CONTROLE), pdf(1)
    gardee = joindre(convention, monde.acteur("etudiante"), nom="a.pdf", octets=octets)
    with transaction.atomic():
        defaite = joindre(convention, monde.acteur("etudiante"), nom="b.pdf", octets=pdf(2))
        transaction.set_rollback(True)
    assert (Piece.objects.get().pk, lieu(defaite.empreinte).exists()) == (gardee.pk, True)
    assert entretien.retirer_les_orphelins() == 0  # un jour n'est pas passé
    vieillir(lieu(gardee.empreinte))
    vieillir(lieu(defaite.empreinte))
    assert entretien.retirer_les_orphelins() == 1
    assert (lieu(gardee.empreinte).exists(), lieu(defaite.empreinte).exists()) == (True, False)
    assert pieces.lire(gardee.empreinte) == octets


def test_ce_que_l_on_vient_de_redemander_reste() -> None:
    """Le fichier est là depuis deux jours ; un geste en cours le nomme, sa rangée n'est pas encore écrite."""
    empreinte = pieces.ranger(b"le contenu")
    vieillir(lieu(empreinte))
    assert pieces.ranger(b"le contenu") == empreinte
    assert pieces.retirer_les_orphelins(frozenset(), timedelta(days=1)) == 0
    assert pieces.lire(empreinte) == b"le contenu"


def test_redemande_pendant_que_l_on_menage_il_retourne_a_sa_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """La course : le ménage a vu un vieux fichier ; avant qu'il l'écarte, un geste le redemande."""
    empreinte = pieces.ranger(b"le contenu")
    vieillir(lieu(empreinte))
    ecarter = Path.rename

    def redemander_puis_ecarter(fichier: Path, vers: Path) -> Path:
        pieces.ranger(b"le contenu")
        return ecarter(fichier, vers)

    monkeypatch.setattr(Path, "rename", redemander_puis_ecarter)
    assert pieces.retirer_les_orphelins(frozenset(), timedelta(days=1)) == 0
    assert pieces.lire(empreinte) == b"le contenu"


def test_redemande_apres_il_est_ecrit_de_nouveau() -> None:
    empreinte = pieces.ranger(b"le contenu")
    vieillir(lieu(empreinte))
    assert pieces.retirer_les_orphelins(frozenset(), timedelta(days=1)) == 1
    assert pieces.ranger(b"le contenu") == empreinte
    assert pieces.lire(empreinte) == b"le contenu"


def test_un_reste_d_ecriture_coupee_s_en_va_aussi() -> None:
    empreinte = pieces.ranger(b"le contenu")
    reste = lieu(empreinte).with_name(".0123456789abcdef")
    reste.write_bytes(b"le cont")
    assert pieces.retirer_les_orphelins({empreinte}, timedelta(days=1)) == 0
    vieillir(reste)
    assert pieces.retirer_les_orphelins({empreinte}, timedelta(days=1)) == 1
    assert not reste.exists()
