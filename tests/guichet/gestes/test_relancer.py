"""Relancer : une fois par jour à la main, chaque semaine de soi-même, jamais deux fois pour un même jour."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from guichet.monde import Monde

from tripartite.droit.faits import Partie
from tripartite.droit.parcours import Etat, GesteImpossible
from tripartite.guichet.gestes.controler import demander_une_correction
from tripartite.guichet.gestes.relancer import relancer, tournee
from tripartite.guichet.gestes.socle import GesteRefuse
from tripartite.guichet.modeles import Convention, Courriel, Entree

SIGNATAIRES = 5


def relances(convention: Convention) -> list[tuple[str, str]]:
    ecrits = Courriel.objects.filter(convention=convention, modele__startswith="relance").order_by("pk")
    return list(ecrits.values_list("modele", "destinataire"))


def test_l_organisme_recoit_un_lien_neuf_et_l_ancien_ne_vaut_plus(monde: Monde) -> None:
    convention = monde.convention(Etat.A_COMPLETER)
    ancien = monde.invite(convention).lien
    relancer(convention, monde.acteur("etudiante"))
    assert relances(convention) == [("relance_completer", "rh@marees.example")]
    ancien.refresh_from_db()
    assert not ancien.vaut
    assert monde.invite(convention).lien.vaut


def test_deux_relances_le_meme_jour_n_en_font_qu_une(monde: Monde) -> None:
    convention = monde.convention(Etat.A_COMPLETER)
    relancer(convention, monde.acteur("etudiante"))
    with pytest.raises(GesteRefuse, match="demain"):
        relancer(convention, monde.acteur("bureau"))
    assert len(relances(convention)) == 1
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        relancer(convention, monde.acteur("bureau"))
    assert len(relances(convention)) == 2


def test_chaque_signataire_attendu_est_relance(monde: Monde) -> None:
    convention = monde.convention(Etat.A_SIGNER)
    relancer(convention, monde.acteur("bureau"))
    ecrits = relances(convention)
    assert {modele for modele, _ in ecrits} == {"relance_signer"}
    assert sorted(a for _, a in ecrits) == sorted(convention.signataires.values_list("courriel", flat=True))
    assert len(ecrits) == SIGNATAIRES
    assert all(convention.signataires.values_list("relance_le", flat=True))


def test_l_etudiante_est_relancee_quand_elle_doit_corriger(monde: Monde) -> None:
    convention = monde.convention(Etat.EN_CONTROLE)
    demander_une_correction(convention, monde.acteur("bureau"), a=Partie.STAGIAIRE, motif="Sujet vague.")
    relancer(convention, monde.acteur("bureau"))
    assert relances(convention) == [("relance_corriger", "etudiante@essai.example")]


@pytest.mark.parametrize("etat", [Etat.BROUILLON, Etat.EN_CONTROLE])
def test_on_ne_relance_personne_quand_on_n_attend_personne(monde: Monde, etat: Etat) -> None:
    convention = monde.convention(etat)
    with pytest.raises(GesteImpossible):
        relancer(convention, monde.acteur("bureau"))
    assert relances(convention) == []


def test_un_tiers_ne_relance_pas(monde: Monde) -> None:
    convention = monde.convention(Etat.A_COMPLETER)
    with pytest.raises(GesteImpossible):
        relancer(convention, monde.acteur("autre_bureau"))


def test_la_tournee_relance_apres_une_semaine_et_une_seule_fois(monde: Monde) -> None:
    convention = monde.convention(Etat.A_COMPLETER)
    depart = timezone.now()
    assert tournee() == 0
    with time_machine.travel(depart + timedelta(days=6), tick=False):
        assert tournee() == 0
    with time_machine.travel(depart + timedelta(days=8), tick=False):
        assert (tournee(), tournee()) == (1, 0)
    with time_machine.travel(depart + timedelta(days=9), tick=False):
        assert tournee() == 0
    with time_machine.travel(depart + timedelta(days=15, minutes=1), tick=False):
        assert tournee() == 1
    assert len(relances(convention)) == 2
    inscrites = Entree.objects.filter(chaine=f"convention:{convention.pk}", geste="relancer")
    assert list(inscrites.values_list("contenu__auteur", "contenu__partie")) == [("Tripartite", "")] * 2


def test_la_tournee_laisse_les_brouillons_et_ce_que_l_ecole_tient(monde: Monde) -> None:
    monde.brouillon()
    monde.convention(Etat.EN_CONTROLE, "autre_etudiante")
    with time_machine.travel(timezone.now() + timedelta(days=60), tick=False):
        assert tournee() == 0
