"""Un geste sur plusieurs conventions : chaque ligne a sa transaction, et sa raison si elle est refusée."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from tripartite.droit.faits import Partie
from tripartite.droit.parcours import GesteImpossible
from tripartite.guichet.acces import Acteur
from tripartite.guichet.gestes.controler import composer_d_avance, demander_une_correction, dire, viser
from tripartite.guichet.gestes.relancer import relancer
from tripartite.guichet.gestes.socle import EntreeRefusee, GesteRefuse, RegleBloquante, exiger_un_motif
from tripartite.guichet.modeles import Compte, Convention, LigneDeLot, Lot, Resultat

AU_PLUS = 500
Faire = Callable[[], Any]


def _viser(ligne: LigneDeLot, acteur: Acteur) -> Faire:
    composee = composer_d_avance(ligne.convention, acteur, numero=ligne.numero)
    return partial(viser, ligne.convention, acteur, numero=ligne.numero, composee=composee)


def _relancer(ligne: LigneDeLot, acteur: Acteur) -> Faire:
    return partial(relancer, ligne.convention, acteur)


def _demander_une_correction(ligne: LigneDeLot, acteur: Acteur) -> Faire:
    a, motif = Partie(ligne.lot.parametres["a"]), ligne.lot.parametres["motif"]
    return partial(demander_une_correction, ligne.convention, acteur, a=a, motif=motif)


GESTES: Mapping[str, Callable[[LigneDeLot, Acteur], Faire]] = {
    "viser": _viser,
    "relancer": _relancer,
    "demander_une_correction": _demander_une_correction,
}
"""Ce qui peut se faire sur plusieurs conventions : chacun s'apprête, puis se fait dans une transaction."""


@transaction.atomic
def demander_un_lot(
    acteur: Acteur,
    geste: str,
    choisies: Sequence[tuple[Convention, int]],
    *,
    a: str = "",
    motif: str = "",
) -> Lot:
    """Inscrit un geste à faire sur plusieurs conventions ; l'ouvrier s'en charge.

    Args:
        acteur: qui le demande ; chaque ligne est jugée avec ses droits du moment.
        geste: l'un de `GESTES`.
        choisies: les conventions, et pour chacune la version que la personne avait sous les yeux.
        a: pour une correction, la partie qui corrige.
        motif: pour une correction, ce qu'il faut corriger.

    Raises:
        EntreeRefusee: rien n'est choisi, il y en a trop, ou il manque une raison.
    """
    if geste not in GESTES or acteur.compte is None:
        raise EntreeRefusee(_("Choisissez ce qu'il faut faire."), "geste")
    if not choisies:
        raise EntreeRefusee(_("Choisissez au moins une convention."), "conventions")
    if len(choisies) > AU_PLUS:
        raise EntreeRefusee(
            _("Vous avez choisi %(n)s conventions ; on en traite %(max)s à la fois, au plus.")
            % {"n": len(choisies), "max": AU_PLUS},
            "conventions",
        )
    parametres: dict[str, str] = {}
    if geste == "demander_une_correction":
        if a not in (Partie.STAGIAIRE, Partie.ORGANISME):
            raise EntreeRefusee(_("Dites qui doit corriger : le stagiaire ou l'organisme d'accueil."), "a")
        parametres = {"a": a, "motif": exiger_un_motif(motif)}
    lot = Lot.objects.create(compte=acteur.compte, geste=geste, parametres=parametres, le=timezone.now())
    LigneDeLot.objects.bulk_create(
        LigneDeLot(lot=lot, convention=convention, numero=numero) for convention, numero in choisies
    )
    faire_un_lot.enqueue(lot.pk)
    return lot


@task()
def faire_un_lot(lot_id: int) -> None:
    """Fait ce qui reste d'un lot ; reprise, la tâche ne refait pas une ligne faite."""
    lot = Lot.objects.get(pk=lot_id)
    with override(lot.compte.langue):
        for pk in lot.lignes.filter(resultat=Resultat.ATTENTE).values_list("pk", flat=True):
            _faire_une_ligne(pk, lot)
    lot.fini_le = timezone.now()
    lot.save(update_fields=["fini_le"])


def _faire_une_ligne(pk: int, lot: Lot) -> None:
    acteur = Acteur(compte=Compte.objects.get(pk=lot.compte_id))
    try:
        ligne = LigneDeLot.objects.select_related("lot").get(pk=pk)
        ligne.convention = acteur.conventions().get(pk=ligne.convention_id)
        faire = GESTES[lot.geste](ligne, acteur)
        with transaction.atomic():
            faire()
            ligne.resultat = Resultat.FAIT
            ligne.save(update_fields=["resultat"])
    except (GesteRefuse, GesteImpossible, Convention.DoesNotExist) as refus:
        LigneDeLot.objects.filter(pk=pk).update(resultat=Resultat.REFUSE, raison=_raison(refus))


def _raison(refus: Exception) -> str:
    if isinstance(refus, Convention.DoesNotExist):
        return _("Cette convention n'est plus dans votre périmètre.")
    if isinstance(refus, RegleBloquante):
        return " ".join(dire(constat) for constat in refus.constats)
    return str(refus)
