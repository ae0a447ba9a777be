"""Les faits d'une convention de démonstration : ce que chacun aurait rempli, fautes comprises."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

Faits = dict[str, Any]
BUREAU = {"du lundi au vendredi": "9h-12h30, 13h30-17h"}
LONGUES = {"du lundi au vendredi": "8h30-12h30, 13h30-17h30"}
TROIS_JOURS = {"lundi": "9h-12h30, 13h30-17h", "mardi": "9h-12h30, 13h30-17h", "jeudi": "9h-12h30, 13h30-17h"}
CLAUSES: Faits = {
    "encadrement": "Un point chaque semaine avec le tuteur ; trois entretiens avec l'enseignant référent.",
    "protection_sociale": "Le stagiaire garde sa couverture, accidents du travail compris.",
    "suspension": "Par avenant, ou par lettre à l'autre partie et à l'établissement.",
    "interruption": "L'établissement valide le stage, ou propose une autre modalité.",
}
DE_L_ORGANISME: Faits = {
    "absences": "Deux jours par mois, après accord du tuteur ; les soutenances et examens.",
    "avantages": "Titres-restaurant et moitié de l'abonnement de transport.",
    "reglement_interieur": "Horaires, accès aux locaux, confidentialité.",
    "attestation": "Remise le dernier jour, avec la durée effective et le total de la gratification.",
}


def du_stagiaire(
    hasard: Random, metier: Mapping[str, str], debut: date, semaines: int, *, faute: str = ""
) -> Faits:
    """Ce que le stagiaire dit de son stage."""
    horaires = LONGUES if faute == "trop d'heures" else hasard.choice((BUREAU, BUREAU, BUREAU, TROIS_JOURS))
    convention: Faits = {
        "nature": "stage",
        "sujet": metier["sujet"],
        "poste": metier["poste"],
        "activites": metier["activites"],
        "competences": metier["competences"],
        "debut": debut.isoformat(),
        "fin": (debut + timedelta(days=7 * semaines - 3)).isoformat(),
        "horaires": horaires,
        "clauses": {"responsabilite_civile": "Attestation d'assurance remise avec ce dossier."},
    }
    stagiaire: Faits = {
        "naissance": date(2003, hasard.randint(1, 12), hasard.randint(1, 28)).isoformat(),
        "adresse": {
            "voie": f"{hasard.randint(1, 80)} rue des Olivettes",
            "code_postal": "44000",
            "commune": "Nantes",
        },
        "nationalite": "française",
        "titre_de_sejour": "aucun",
        "representants_legaux": "aucun",
        "stages": "aucun",
        "gratifications_recues": "aucune",
    }
    return {"convention": convention, "stagiaire": stagiaire}


def de_l_organisme(
    organisme: Mapping[str, Any], tuteur: Mapping[str, str], debut: date, *, faute: str = ""
) -> Faits:
    """Ce que l'organisme d'accueil remplit et atteste."""
    boite = adresse_de(organisme)
    convention: Faits = {
        "lieu": f"{organisme['nom']}, {organisme['commune']}",
        "tuteur": {**tuteur, "courriel": f"{tuteur['nom'].lower().replace(' ', '')}@{boite}"},
        "activites_validees": True,
        "presence_particuliere": "aucune",
        "gratification": {
            "horaire": "4,20 €" if faute == "sous le minimum" else "4,50 €",
            "modalite": "heures réelles",
            "revalorisation": faute != "sans clause",
        },
        "avantages": {
            "restaurant": False,
            "titre_restaurant": "9,00 €",
            "part_patronale_du_titre": "60 %",
            "transport_mensuel": "69,00 €",
            "transport_pris_en_charge": "50 %",
            "activites_cse": True,
        },
        "motifs": dict.fromkeys(("tache_reguliere", "accroissement", "saisonnier", "remplacement"), False),
        "conges_prevus": True,
        "travaux_dangereux": False,
        "poste_a_risques": False,
        "clauses": DE_L_ORGANISME,
    }
    return {
        "convention": convention,
        "organisme": {
            "effectifs": _effectifs(int(organisme["effectif"]), debut),
            "accords_de_branche": "aucun",
            "stages": "aucun",
            "absents": "aucun",
            "signataire": {
                "nom": "Moreau",
                "prenom": "Hélène",
                "fonction": "directrice des ressources humaines",
                "courriel": f"direction@{boite}",
            },
            "taux_atmp": "0,85 %",
            "taux_mobilite": "2 %",
            "registre_du_personnel": True,
            "restaurant": False,
            "titres_restaurant": True,
            "cse": True,
            "constat_de_l_inspection": False,
        },
    }


def identite(organisme: Mapping[str, Any]) -> Faits:
    """Ce que l'annuaire des entreprises dit d'un organisme."""
    code, _, commune = str(organisme["commune"]).partition(" ")
    return {
        "nom": organisme["nom"],
        "siret": organisme["siret"],
        "adresse": {"voie": "1 place du Marché", "code_postal": code, "commune": commune},
        "public": bool(organisme.get("public", False)),
        "regime": organisme.get("regime", "régime général"),
        "territoire": organisme.get("territoire", "metropole"),
    }


def adresse_de(organisme: Mapping[str, Any]) -> str:
    """Le domaine de ses courriels."""
    return f"organisme{organisme['siret'][:5]}.example"


def _effectifs(personnes: int, debut: date) -> Faits:
    """L'effectif des douze mois qui précèdent le stage."""
    mois = [(debut.year * 12 + debut.month - 1 - n) for n in range(14, 0, -1)]
    return {f"{m // 12}-{m % 12 + 1:02}": personnes for m in mois}
