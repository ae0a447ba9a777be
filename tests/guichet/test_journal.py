"""P39, P40 : le journal ne se change pas ; touché hors de l'application, cela se voit."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from tripartite.guichet.gestes.journal import Rupture, inscrire, verifier_le_journal
from tripartite.guichet.modeles import Chaine, Contenu, Entree

pytestmark = pytest.mark.django_db


@pytest.fixture
def chaine() -> list[Entree]:
    """Cinq entrées de l'instance."""
    return [inscrire(None, f"geste_{n}", "Claire Le Bris", "", numero=n) for n in range(1, 6)]


@pytest.fixture
def sans_garde() -> None:
    """Ôte les gardes de la base, comme le ferait qui la tient : le test doit alors voir le dégât."""
    with connection.cursor() as curseur:
        if connection.vendor == "sqlite":
            curseur.execute("DROP TRIGGER entree_indelebile_update")
            curseur.execute("DROP TRIGGER entree_indelebile_delete")
        else:
            curseur.execute("DROP TRIGGER entree_indelebile ON guichet_entree")


def ruptures() -> list[str]:
    return [str(r) for r in verifier_le_journal()]


def test_un_journal_intact_tient(chaine: list[Entree]) -> None:
    assert ruptures() == []


@pytest.mark.parametrize(
    "ordre",
    ["UPDATE guichet_entree SET geste = 'autre'", "DELETE FROM guichet_entree"],
    ids=["changer", "oter"],
)
def test_la_base_refuse_elle_meme(chaine: list[Entree], ordre: str) -> None:
    refusee = pytest.raises(DatabaseError, match="le journal ne se change pas")
    with refusee, transaction.atomic(), connection.cursor() as curseur:
        curseur.execute(ordre)
    assert Entree.objects.count() == 5
    assert ruptures() == []


@pytest.mark.usefixtures("sans_garde")
class TestsSansGarde:
    """La garde ôtée, chaque façon de toucher à la chaîne se voit."""

    def test_une_entree_changee(self, chaine: list[Entree]) -> None:
        Entree.objects.filter(rang=3).update(geste="autre")
        assert ruptures() == ["instance, entrée n° 3 : elle a été changée"]

    def test_une_entree_otee(self, chaine: list[Entree]) -> None:
        Contenu.objects.filter(entree__rang=3).delete()
        Entree.objects.filter(rang=3).delete()
        assert ruptures() == [
            "instance, entrée n° 3 : l'entrée manque",
            "instance, entrée n° 4 : elle ne suit pas la précédente",
        ]

    def test_la_derniere_otee(self, chaine: list[Entree]) -> None:
        Contenu.objects.filter(entree__rang=5).delete()
        Entree.objects.filter(rang=5).delete()
        assert list(verifier_le_journal()) == [Rupture("instance", 5, "la chaîne s'arrête à l'entrée n° 4")]

    def test_deux_entrees_echangees(self, chaine: list[Entree]) -> None:
        Entree.objects.filter(rang=2).update(rang=99)
        Entree.objects.filter(rang=3).update(rang=2)
        Entree.objects.filter(rang=99).update(rang=3)
        assert len(ruptures()) >= 4

    def test_une_entree_ajoutee_sans_la_chaine(self, chaine: list[Entree]) -> None:
        Entree.objects.create(
            chaine_id="instance",
            rang=6,
            le=chaine[4].le,
            geste="ajout",
            contenu_empreinte="0" * 64,
            precedente=chaine[4].empreinte,
            empreinte="1" * 64,
        )
        assert ruptures() == [
            "instance, entrée n° 6 : elle a été changée",
            "instance, entrée n° 5 : la chaîne s'arrête à l'entrée n° 6",
        ]


def test_ce_que_dit_une_entree_ne_se_change_pas_sans_que_cela_se_voie(chaine: list[Entree]) -> None:
    Contenu.objects.filter(entree__rang=2).update(auteur="Quelqu'un d'autre")
    assert ruptures() == ["instance, entrée n° 2 : ce qu'elle dit a été changé"]


def test_ce_que_dit_une_entree_peut_etre_efface_et_la_chaine_tient(chaine: list[Entree]) -> None:
    Contenu.objects.filter(entree__rang=2).delete()
    assert ruptures() == []


def test_la_tete_de_la_chaine_dit_ou_elle_finit(chaine: list[Entree]) -> None:
    tete = Chaine.objects.get(nom="instance")
    assert (tete.longueur, tete.tete) == (5, chaine[4].empreinte)
