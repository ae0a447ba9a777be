"""L'espace d'un organisme d'accueil : qui y entre, et ce qu'il y voit."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from tripartite.droit.faits import Partie
from tripartite.guichet.acces import Acteur
from tripartite.guichet.gestes.journal import inscrire
from tripartite.guichet.gestes.socle import GesteRefuse
from tripartite.guichet.modeles import FonctionDansOrganisme, Lien, MembreOrganisme, Organisme


@transaction.atomic
def rejoindre_par_un_lien(lien: Lien, acteur: Acteur) -> Organisme:
    """Ouvre l'espace de l'organisme au compte de la personne que le lien invitait.

    L'adresse invitée a été donnée par le stagiaire : elle n'ouvre que les conventions où c'est la sienne.

    Raises:
        GesteRefuse: le compte n'a pas l'adresse du lien, ou l'organisme n'est pas encore connu.
    """
    compte, organisme = acteur.compte, lien.convention.organisme
    if compte is None or compte.courriel != lien.courriel:
        raise GesteRefuse(
            _("Ce lien est pour une autre adresse que celle de votre compte : connectez-vous avec elle.")
        )
    if organisme is None or lien.partie != Partie.ORGANISME:
        raise GesteRefuse(_("Cette convention n'a pas encore d'organisme d'accueil."))
    _membre, nouveau = MembreOrganisme.objects.get_or_create(
        compte=compte, organisme=organisme, fonction=FonctionDansOrganisme.RH
    )
    if nouveau:
        inscrire(lien.convention, "rejoindre", compte.nom_complet, Partie.ORGANISME, organisme=organisme.nom)
    return organisme


@transaction.atomic
def confier(membre: MembreOrganisme, *, par: str) -> None:
    """Montre à un membre toutes les conventions de l'organisme, et non les siennes seules."""
    membre.entier = True
    membre.save(update_fields=["entier"])
    inscrire(None, "confier_un_organisme", par, organisme=membre.organisme.nom, a=membre.compte.nom_complet)
