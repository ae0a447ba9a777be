"""Les conventions qui se comptent avec une autre : par l'organisme, le stagiaire, le référent, le tuteur."""

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from guichet.file.rangees import ecrire_des_rangees
from guichet.monde import Monde

from tripartite.droit.parcours import Etat
from tripartite.guichet.modeles import Convention
from tripartite.guichet.passerelle import dossier_a_juger

DATES = {"debut": "2026-02-02", "fin": "2026-03-31"}


def ecrire(monde: Monde, **champs: Any) -> Convention:
    (rangee,) = ecrire_des_rangees(monde, 1, **{"etat": Etat.SIGNEE.value} | DATES | champs)
    return Convention.objects.get(pk=rangee.pk)


def comptes(convention: Convention) -> tuple[int, int]:
    """Combien de stages chez l'organisme, et du stagiaire, se comptent avec celle-ci."""
    juge = dossier_a_juger(convention)
    return tuple(
        len(s) if isinstance(s, tuple) else 0 for s in (juge.organisme.stages, juge.stagiaire.stages)
    )


def test_a_chaque_titre_les_siennes(monde: Monde) -> None:
    etudiante, autre = monde.comptes["etudiante"], monde.comptes["autre_etudiante"]
    celle_ci = ecrire(monde, organisme=monde.organisme, stagiaire=etudiante)
    ecrire(monde, organisme=monde.organisme, stagiaire=autre)
    ecrire(monde, organisme=monde.organisme, stagiaire=etudiante)  # aux deux titres : une fois à chacun
    ecrire(monde, stagiaire=etudiante)
    ecrire(monde, stagiaire=autre)
    ecrire(monde, organisme=monde.organisme, etat=Etat.BROUILLON.value)  # elle ne prend pas de place
    ecrire(monde, organisme=monde.organisme, debut=None)
    assert comptes(celle_ci) == (2, 2)


def test_sans_organisme_le_tuteur_les_rassemble(monde: Monde) -> None:
    celle_ci = ecrire(monde, courriel_du_tuteur="tuteur@marees.example")
    ecrire(monde, courriel_du_tuteur="tuteur@marees.example")
    ecrire(monde, courriel_du_tuteur="")
    assert comptes(celle_ci) == (1, 0)
    assert comptes(ecrire(monde)) == (0, 0)


def test_juger_ne_lit_pas_toutes_les_conventions(monde: Monde) -> None:
    """Les statistiques comptent : on les lui donne, avec de quoi préférer un index à la table."""
    ecrire_des_rangees(monde, 300, **DATES)
    celle_ci = ecrire(
        monde,
        organisme=monde.organisme,
        stagiaire=monde.comptes["etudiante"],
        referent=monde.comptes["referent"],
    )
    with connection.cursor() as curseur:
        curseur.execute("ANALYZE")
        with CaptureQueriesContext(connection) as lues:
            dossier_a_juger(celle_ci)
        (lecture,) = (q["sql"] for q in lues.captured_queries if "UNION ALL" in q["sql"])
        plan = lire_le_plan(curseur, lecture)
    entieres = ("SCAN guichet_conv", "conventions_a_commencer", "Seq Scan on guichet_conv")
    assert [etape for etape in plan if any(lue in etape for lue in entieres)] == []


def lire_le_plan(curseur: Any, lecture: str) -> list[str]:
    """Les étapes de cette lecture. PostgreSQL lit d'un trait une si petite table : on le lui interdit."""
    if connection.vendor == "sqlite":
        curseur.execute(f"EXPLAIN QUERY PLAN {lecture}")
        return [ligne[3] for ligne in curseur.fetchall()]
    curseur.execute("SET LOCAL enable_seqscan = off")
    curseur.execute(f"EXPLAIN {lecture}")
    return [ligne[0] for ligne in curseur.fetchall()]
