"""Relancer ceux dont on attend quelque chose : à la main, une fois par jour ; d'elle-même, chaque semaine."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tripartite.droit.faits import Partie
from tripartite.droit.parcours import Etat, passage_pour
from tripartite.guichet.acces import Acteur
from tripartite.guichet.courriels import ecrire
from tripartite.guichet.gestes.journal import inscrire
from tripartite.guichet.gestes.liens import envoyer_un_lien
from tripartite.guichet.gestes.signataires import a_leur_tour, inviter_a_signer
from tripartite.guichet.gestes.socle import GesteRefuse, exiger, verrouiller
from tripartite.guichet.modeles import But, Convention, Signataire

PATIENCE = timedelta(days=7)
"""Ce que l'on attend avant de relancer sans qu'on le demande, puis entre deux relances."""
RELANCABLES = [e.value for e in Etat if passage_pour("relancer", e, Partie.ETABLISSEMENT)]


@transaction.atomic
def relancer(convention: Convention, acteur: Acteur) -> Convention:
    """Relance ceux dont on attend quelque chose : personne n'est relancé deux fois le même jour.

    Raises:
        GesteImpossible: on n'attend personne, ou ce n'est pas à cette partie de relancer.
        GesteRefuse: chacun a déjà été relancé ce jour.
    """
    tenue = verrouiller(convention)
    _passage, partie = exiger("relancer", tenue, acteur)
    if not _relancer(tenue, par=acteur.nom, partie=partie):
        raise GesteRefuse(_("La relance d'aujourd'hui est déjà partie. Vous pourrez relancer demain."))
    return tenue


def tournee() -> int:
    """Relance les conventions qui attendent depuis une semaine ; reprise, elle n'envoie rien de plus."""
    limite = timezone.now() - PATIENCE
    en_retard = Convention.objects.filter(etat__in=RELANCABLES, depuis__lt=limite).exclude(
        relancee_le__gte=limite
    )
    return sum(
        _relancer_en_retard(pk, limite) for pk in en_retard.order_by("pk").values_list("pk", flat=True)
    )


@transaction.atomic
def _relancer_en_retard(pk: int, limite: datetime) -> bool:
    tenue = verrouiller(Convention(pk=pk))
    encore = tenue.etat in RELANCABLES and tenue.depuis < limite
    return encore and bool(_relancer(tenue, par="Tripartite", partie=""))


def _relancer(convention: Convention, *, par: str, partie: Partie | str) -> list[str]:
    """Écrit à chacun ; rend les noms de ceux à qui l'on a écrit."""
    if convention.relancee_le and timezone.localdate(convention.relancee_le) == timezone.localdate():
        return []
    if convention.etat == Etat.A_SIGNER:
        relances = [_relancer_un_signataire(s) for s in a_leur_tour(convention)]
    elif convention.attendu_de == Partie.ORGANISME:
        envoyer_un_lien(
            convention,
            But.COMPLETER,
            partie=Partie.ORGANISME,
            courriel=convention.contact,
            modele="relance_completer",
        )
        relances = [convention.contact]
    elif convention.stagiaire:
        compte = convention.stagiaire
        ecrire("relance_corriger", compte.courriel, convention, langue=compte.langue)
        relances = [compte.nom_complet]
    else:
        relances = []
    if relances:
        convention.relancee_le = timezone.now()
        convention.save(update_fields=["relancee_le"])
        inscrire(convention, "relancer", par, partie, a=relances)
    return relances


def _relancer_un_signataire(signataire: Signataire) -> str:
    inviter_a_signer(signataire, modele="relance_signer")
    signataire.relance_le = timezone.now()
    signataire.save(update_fields=["relance_le"])
    return signataire.nom
