"""Habiliter un agent de contrôle : pour quels organismes, jusqu'à quel jour ; et le lui retirer."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from tripartite.guichet.courriels import ecrire
from tripartite.guichet.gestes.journal import inscrire
from tripartite.guichet.gestes.socle import EntreeRefusee
from tripartite.guichet.modeles import Compte, Habilitation, Organisme
from tripartite.rendus.grandeurs import jour


@transaction.atomic
def habiliter(
    courriel: str,
    numeros: Collection[str],
    *,
    jusqu_au: date,
    par: str,
    prenom: str = "",
    nom: str = "",
) -> list[Habilitation]:
    """Ouvre à un agent les conventions conclues de ces organismes, et le lui écrit ; à défaut, son compte.

    Args:
        courriel: son adresse.
        numeros: un SIRET, ou le SIREN d'une personne morale, qui vaut pour ses établissements connus ce jour.
        jusqu_au: le dernier jour ; habilité de nouveau, c'est ce jour qui vaut.
        par: qui habilite.
        prenom: le sien, si son compte s'ouvre.
        nom: de même.

    Raises:
        EntreeRefusee: le jour est passé, ou nul organisme d'ici n'a ce numéro.
    """
    if jusqu_au < timezone.localdate():
        raise EntreeRefusee(
            _("L'habilitation finirait le %(jour)s, déjà passé : donnez un jour à venir.")
            % {"jour": jour(jusqu_au)},
            "jusqu_au",
        )
    organismes = [organisme for numero in numeros for organisme in _organismes(numero)]
    adresse = courriel.strip().lower()
    compte = Compte.objects.filter(courriel=adresse).first()
    nouveau = compte is None
    if compte is None:
        compte = Compte.objects.create_user(adresse, prenom=prenom.strip(), nom=nom.strip())
    compte.habilitations.filter(organisme__in=organismes).delete()
    faites = [
        Habilitation.objects.create(compte=compte, organisme=organisme, jusqu_au=jusqu_au)
        for organisme in dict.fromkeys(organismes)
    ]
    noms = [h.organisme.nom for h in faites]
    inscrire(None, "habiliter", par, agent=adresse, organismes=noms, jusqu_au=jusqu_au.isoformat())
    ecrire(
        "agent",
        adresse,
        None,
        langue=compte.langue,
        organismes=noms,
        jusqu_au=jusqu_au,
        nouveau=nouveau,
    )
    return faites


@transaction.atomic
def retirer_l_habilitation(courriel: str, numeros: Collection[str], *, par: str) -> list[str]:
    """Retire ses habilitations à un agent, pour ces organismes ou pour tous ; rend leurs noms.

    Raises:
        EntreeRefusee: il n'en a pas.
    """
    siennes = Habilitation.objects.filter(compte__courriel=courriel.strip().lower())
    if numeros:
        organismes = [organisme for numero in numeros for organisme in _organismes(numero)]
        siennes = siennes.filter(organisme__in=organismes)
    noms = list(siennes.order_by("organisme__nom").values_list("organisme__nom", flat=True))
    if not noms:
        raise EntreeRefusee(
            _("« %(courriel)s » n'est pas habilité : il n'y a rien à retirer.") % {"courriel": courriel}
        )
    siennes.delete()
    inscrire(None, "retirer_l_habilitation", par, agent=courriel.strip().lower(), organismes=noms)
    return noms


def _organismes(numero: str) -> list[Organisme]:
    chiffres = "".join(numero.split())
    trouves = list(Organisme.objects.filter(Q(siret=chiffres) | Q(siren=chiffres)).order_by("nom", "pk"))
    if not chiffres or not trouves:
        raise EntreeRefusee(
            _(
                "Aucun organisme d'ici n'a le numéro « %(numero)s ». Donnez le SIRET d'un établissement, "
                "ou le SIREN de la personne morale."
            )
            % {"numero": numero},
            "numeros",
        )
    return trouves
