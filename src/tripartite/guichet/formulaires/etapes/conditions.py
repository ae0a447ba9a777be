"""Quand une question se pose : les conditions des champs et des étapes."""

from __future__ import annotations

from tripartite.droit.faits import Degre, Modalite, Nationalite, Voie
from tripartite.droit.langage import Situation


def mineur(s: Situation) -> bool:
    """Le stagiaire a moins de dix-huit ans quand il signe."""
    return bool(s["mineur_a_la_signature"])


def ressortissant_d_un_pays_tiers(s: Situation) -> bool:
    """Le stagiaire n'est ni Français, ni d'un pays de l'Union, de l'EEE ou de la Suisse."""
    return bool(s["stagiaire"].nationalite == Nationalite.AUTRE)


def venu_d_un_etablissement_etranger(s: Situation) -> bool:
    """Le stagiaire vient d'un pays tiers, inscrit dans un établissement étranger (CESEDA R. 426-16)."""
    return ressortissant_d_un_pays_tiers(s) and bool(s["etablissement"].pays != "France")


def a_l_etranger(s: Situation) -> bool:
    """L'organisme d'accueil est établi hors de France."""
    return not s["accueil_en_france"]


def en_france(s: Situation) -> bool:
    """L'organisme d'accueil est établi en France."""
    return bool(s["accueil_en_france"])


def public(s: Situation) -> bool:
    """L'organisme d'accueil est public."""
    return bool(s["organisme"].public)


def lissee(s: Situation) -> bool:
    """La gratification est lissée."""
    return bool(s["gratification"].modalite == Modalite.LISSE)


def travaux_dangereux(s: Situation) -> bool:
    """Le stage comporte des travaux dangereux."""
    return bool(s["travaux_dangereux"])


def poste_a_risques(s: Situation) -> bool:
    """Le poste est classé parmi les postes à risques particuliers."""
    return bool(s["poste_a_risques"])


def titres_restaurant(s: Situation) -> bool:
    """L'organisme donne des titres-restaurant."""
    return bool(s["organisme"].titres_restaurant)


def restaurant(s: Situation) -> bool:
    """Il y a un restaurant d'entreprise."""
    return bool(s["organisme"].restaurant)


def comite(s: Situation) -> bool:
    """Il y a un comité social et économique."""
    return bool(s["organisme"].cse)


def voie_professionnelle(s: Situation) -> bool:
    """La formation est de la voie professionnelle."""
    return bool(s["formation"].voie == Voie.PROFESSIONNELLE)


def secondaire(s: Situation) -> bool:
    """L'établissement est du second degré."""
    return bool(s["etablissement"].degre == Degre.SECONDAIRE)


def superieur(s: Situation) -> bool:
    """L'établissement est du supérieur."""
    return bool(s["enseignement_superieur"])


def en_pfmp(s: Situation) -> bool:
    """La convention est celle d'une période de formation en milieu professionnel."""
    return bool(s["pfmp"])


def observation(s: Situation) -> bool:
    """La convention est celle d'une séquence d'observation."""
    return bool(s["nature"] == "séquence d'observation")


# --- Ce qui dément « il n'y en a pas » ---------------------------------------------------------


def avantages_offerts(s: Situation) -> tuple[str, ...]:
    """Les avantages que l'organisme dit offrir."""
    offerts: tuple[str, ...] = s["avantages_offerts"].noms
    return offerts


def absences_possibles(s: Situation) -> tuple[str, ...]:
    """Les congés et les absences, si la convention les permet."""
    return ("la possibilité de congés et d'absences",) if s["conges_prevus"] else ()
