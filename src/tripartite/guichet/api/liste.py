"""Les conventions qu'une personne voit, page par page, telles que l'API les dit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from tripartite.droit.faits import Partie
from tripartite.guichet.acces import Acteur
from tripartite.guichet.api.demande import PAR_ANCIENNETE
from tripartite.guichet.ecrans.file.filtres import VOUS, chercher, qui_attendent
from tripartite.guichet.ecrans.file.pages import Repere, lire_une_page
from tripartite.guichet.modeles import Convention

PAR_PAGE = 50
COLONNES = (
    *("pk", "reference", "etat", "depuis", "attendu_de", "visa_attendu", "conclue_le"),
    *("nom_du_stagiaire", "nom_de_l_organisme", "sujet", "debut", "fin", "minutes", "bloquants", "manques"),
    *("numero_de_version", "version__empreinte", "composante", "composante__nom", "formation__intitule"),
)
CELLE_CI = "REFERENCE"
Filtre = Callable[[QuerySet[Convention]], QuerySet[Convention]]


class Page(NamedTuple):
    """Des conventions, et le repère d'où lire les suivantes, s'il y en a."""

    conventions: list[dict[str, Any]]
    suivant: str


def lire_les_conventions(acteur: Acteur, demande: Mapping[str, Any]) -> Page:
    """Une page de ce que cette personne voit.

    Titre par titre, puis mêlées : d'un « ou » entre ses titres, la base ne suivrait aucun index.
    """
    restreindre = _filtres(acteur, demande)
    lues: dict[int, Any] = {}
    encore = False
    for vue in acteur.vues:
        page = lire_une_page(
            restreindre(Convention.objects.filter(vue)).values_list(*COLONNES, named=True),
            PAR_ANCIENNETE,
            descend=False,
            repere=demande.get("apres"),
            taille=PAR_PAGE,
        )
        lues |= {rangee.pk: rangee for rangee in page.rangees}
        encore = encore or bool(page.suivant)
    rangees = sorted(lues.values(), key=lambda r: (r.depuis, r.pk))
    encore, rangees = encore or len(rangees) > PAR_PAGE, rangees[:PAR_PAGE]
    suivant = Repere(rangees[-1].depuis, rangees[-1].pk).ecrire() if encore else ""
    adresse = adresse_de_la_convention(CELLE_CI)  # une fois pour toutes
    return Page([_dire(r, adresse) for r in rangees], suivant)


def _filtres(acteur: Acteur, demande: Mapping[str, Any]) -> Filtre:
    conditions = Q()
    for nom in ("etat", "composante"):
        if nom in demande:
            conditions &= Q(**{nom: demande[nom]})
    if "bloque" in demande:
        conditions &= Q(bloquants__gt=0) if demande["bloque"] == "oui" else Q(bloquants=0)
    for premier, dernier in filter(None, (demande.get("annee"), (demande.get("du"), demande.get("au")))):
        if premier:
            conditions &= Q(debut__gte=premier)
        if dernier:
            conditions &= Q(debut__lte=dernier)
    if demande.get("onglet") == VOUS:
        conditions &= _qui_attendent(acteur)
    return lambda conventions: chercher(conventions.filter(conditions), demande.get("q", ""))


def _qui_attendent(acteur: Acteur) -> Q:
    """Celles dont on attend cette personne : son visa, sa signature, ou ce que sa partie doit."""
    attendent = qui_attendent(acteur) | Q(stagiaire=acteur.compte, attendu_de=Partie.STAGIAIRE)
    if acteur.organismes:
        attendent |= Q(organisme__in=acteur.organismes, attendu_de=Partie.ORGANISME)
    return attendent


def _dire(rangee: Any, adresse: str) -> dict[str, Any]:
    return dire(
        rangee,
        adresse=adresse.replace(CELLE_CI, rangee.reference),
        formation=rangee.formation__intitule,
        composante=(rangee.composante, rangee.composante__nom),
        empreinte=rangee.version__empreinte,
    )


def dire(
    convention: Any, *, adresse: str, formation: str, composante: tuple[int, str], empreinte: str | None
) -> dict[str, Any]:
    """Ce que l'API dit de toute convention, dans la liste comme seule.

    Args:
        convention: une rangée, ou ses colonnes.
        adresse: où la lire seule.
        formation: son intitulé.
        composante: son numéro, et son nom.
        empreinte: celle de la version en cours.
    """
    return {
        "reference": convention.reference,
        "adresse": adresse,
        "etat": convention.etat,
        "depuis": timezone.localtime(convention.depuis).isoformat(timespec="seconds"),
        "attendu_de": convention.attendu_de or None,
        "visa_attendu": convention.visa_attendu or None,
        "stagiaire": convention.nom_du_stagiaire,
        "organisme": convention.nom_de_l_organisme,
        "composante": {"numero": composante[0], "nom": composante[1]},
        "formation": formation,
        "sujet": convention.sujet,
        "debut": _jour(convention.debut),
        "fin": _jour(convention.fin),
        "minutes": convention.minutes,
        "conclue_le": _jour(convention.conclue_le),
        "bloquants": convention.bloquants,
        "manques": convention.manques,
        "version": convention.numero_de_version,
        "empreinte": empreinte or None,
    }


def adresse_de_la_convention(reference: str) -> str:
    """L'adresse entière d'une convention dans l'API."""
    return f"{settings.ADRESSE}{reverse('api_convention', args=[reference])}"


def _jour(jour: date | None) -> str | None:
    return jour.isoformat() if jour else None
