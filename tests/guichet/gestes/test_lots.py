"""Un geste sur plusieurs conventions : des lignes faites, des lignes refusées avec leur raison."""

from collections.abc import Callable

import pytest
from guichet.monde import Monde

from tripartite.droit.faits import Partie
from tripartite.droit.parcours import Etat
from tripartite.guichet.gestes.controler import refuser
from tripartite.guichet.gestes.lots import AU_PLUS, demander_un_lot, faire_un_lot
from tripartite.guichet.gestes.socle import EntreeRefusee
from tripartite.guichet.modeles import Convention, Entree, Lot, Visa


def fait(lot: Lot) -> list[tuple[str, str]]:
    return list(lot.lignes.values_list("resultat", "raison"))


def choisir(*conventions: Convention) -> list[tuple[Convention, int]]:
    return [(c, c.numero_de_version) for c in conventions]


def test_un_lot_mele_le_fait_et_le_refuse(
    monde: Monde, ouvrier: Callable[[], int], django_capture_on_commit_callbacks: Callable
) -> None:
    bonne = monde.convention(Etat.EN_CONTROLE)
    close = monde.convention(Etat.EN_CONTROLE, "autre_etudiante")
    refuser(close, monde.acteur("bureau"), motif="Hors du cursus.")
    etrangere = monde.brouillon("autre_etudiant")
    with django_capture_on_commit_callbacks(execute=True):
        lot = demander_un_lot(monde.acteur("referent"), "viser", choisir(bonne, close, etrangere))
    assert fait(lot) == [("", "")] * 3
    ouvrier()
    assert fait(lot) == [
        ("fait", ""),
        ("refuse", "Ce geste n'est plus possible\xa0: la convention est «\xa0refusée\xa0»."),
        ("refuse", "Cette convention n'est plus dans votre périmètre."),
    ]
    assert Visa.objects.filter(convention=bonne).count() == 1
    assert Lot.objects.get(pk=lot.pk).fini_le is not None


def test_une_version_changee_entre_temps_est_refusee(monde: Monde) -> None:
    convention = monde.convention(Etat.EN_CONTROLE)
    lot = demander_un_lot(monde.acteur("referent"), "viser", [(convention, convention.numero_de_version - 1)])
    faire_un_lot.call(lot.pk)
    ((resultat, raison),) = fait(lot)
    assert (resultat, raison[:31]) == ("refuse", "Cette convention a changé penda")


def test_reprise_la_tache_ne_refait_pas_une_ligne_faite(monde: Monde) -> None:
    convention = monde.convention(Etat.EN_CONTROLE)
    lot = demander_un_lot(
        monde.acteur("bureau"),
        "demander_une_correction",
        choisir(convention),
        a=Partie.STAGIAIRE,
        motif="Précisez le sujet.",
    )
    faire_un_lot.call(lot.pk)
    faire_un_lot.call(lot.pk)
    assert fait(lot) == [("fait", "")]
    inscrites = Entree.objects.filter(chaine=f"convention:{convention.pk}", geste="demander_une_correction")
    assert inscrites.count() == 1


@pytest.mark.parametrize(
    ("geste", "demande", "champ"),
    [
        ("signer", {}, "geste"),
        ("demander_une_correction", {"a": "stagiaire"}, "motif"),
        ("demander_une_correction", {"motif": "Précisez le sujet."}, "a"),
    ],
)
def test_une_demande_incomplete_est_refusee(monde: Monde, geste: str, demande: dict, champ: str) -> None:
    convention = monde.brouillon()
    with pytest.raises(EntreeRefusee) as refus:
        demander_un_lot(monde.acteur("bureau"), geste, choisir(convention), **demande)
    assert refus.value.champ == champ
    assert not Lot.objects.exists()


def test_rien_de_choisi_ou_trop(monde: Monde) -> None:
    convention = monde.brouillon()
    for choisies in ([], choisir(convention) * (AU_PLUS + 1)):
        with pytest.raises(EntreeRefusee) as refus:
            demander_un_lot(monde.acteur("bureau"), "relancer", choisies)
        assert refus.value.champ == "conventions"
