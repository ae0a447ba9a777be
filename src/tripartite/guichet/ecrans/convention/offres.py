"""Les gestes que la page offre : ceux que la table ouvre à cette personne, et que le guichet sait faire."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tripartite.droit.langage import Constat
from tripartite.guichet.acces import Acteur
from tripartite.guichet.ecrans.convention.forms import FORMULAIRES
from tripartite.guichet.gestes.controler import PEUVENT_DEROGER
from tripartite.guichet.modeles import Convention, Fonction

AILLEURS: Mapping[str, tuple[str, str | Promise]] = {
    "completer": ("completer", gettext_lazy("Compléter la convention")),
    "envoyer": ("verifier", gettext_lazy("Envoyer à l'organisme d'accueil")),
    "rendre": ("verifier", gettext_lazy("Transmettre à l'établissement")),
    "signer": ("signature", gettext_lazy("Signer la convention")),
    "enregistrer_le_papier": ("papier", gettext_lazy("Enregistrer une signature sur papier")),
    "joindre": ("documents", gettext_lazy("Joindre une pièce")),
}
"""Les gestes qui ont une page à eux, et leur nom."""

D_ABORD = ("signer", "viser", "completer", "rouvrir", "demander_une_correction", "relancer", "corriger")
"""Le premier que l'on peut faire est le bouton de la page ; les autres sont au menu."""


class Offre(NamedTuple):
    """Un geste offert. `refus` : ce qui s'y oppose pour l'instant ; il se montre alors sans lien."""

    geste: str
    libelle: str | Promise
    adresse: str
    refus: str = ""


def offrir(
    convention: Convention, acteur: Acteur, *, bloquants: Sequence[Constat], a_signer: bool
) -> tuple[Offre | None, list[Offre]]:
    """Le geste principal, et les autres dans l'ordre de la table.

    Args:
        convention: celle de la page.
        acteur: qui la lit.
        bloquants: les constats qui arrêtent un visa.
        a_signer: la signature de cette personne est attendue maintenant.
    """
    offres = [
        Offre(geste, libelle, adresse, _refus(geste, convention, acteur, bloquants, a_signer))
        for geste in acteur.gestes(convention)
        if (trouve := _ou(geste, convention)) is not None
        for libelle, adresse in [trouve]
    ]
    possibles = {offre.geste: offre for offre in offres if not offre.refus}
    principal = next((possibles[geste] for geste in D_ABORD if geste in possibles), None)
    return principal, [offre for offre in offres if offre is not principal]


def _ou(geste: str, convention: Convention) -> tuple[str | Promise, str] | None:
    """Le nom d'un geste et son adresse ; rien, si le guichet ne sait pas le faire."""
    if geste in FORMULAIRES:
        adresse = reverse("geste", args=[convention.reference, geste])
        return FORMULAIRES[geste].bouton, adresse
    if geste not in AILLEURS:
        return None
    page, libelle = AILLEURS[geste]
    try:
        return libelle, reverse(page, args=[convention.reference])
    except NoReverseMatch:
        return None


def _refus(
    geste: str, convention: Convention, acteur: Acteur, bloquants: Sequence[Constat], a_signer: bool
) -> str:
    fonctions = acteur.fonctions(convention) if geste in ("viser", "deroger") else frozenset()
    if geste == "viser":
        if convention.visa_attendu not in fonctions:
            attendue = convention.visa_attendu
            return _("on attend le visa : %(qui)s") % {"qui": Fonction(attendue).label if attendue else "—"}
        if bloquants:
            return _("une règle bloque")
    if geste == "deroger":
        if not fonctions & PEUVENT_DEROGER:
            return _("réservé à la direction et à l'administrateur")
        if not bloquants:
            return _("rien ne bloque")
    if geste in ("signer", "refuser_de_signer", "deleguer") and not a_signer:
        return _("votre signature n'est pas attendue")
    return ""
