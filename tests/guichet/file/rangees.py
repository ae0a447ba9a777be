"""Des conventions par rangées, pour les listes : sans passer par les gestes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from guichet.monde import Monde

from tripartite.droit.parcours import Etat
from tripartite.guichet.gestes.versions import aplanir
from tripartite.guichet.modeles import Convention

NOMS = ("Le Goff", "Édouard", "Ñandú", "le goff", "Œuvrard", "Zoé", "=1+1", "Abel")


def ecrire_des_rangees(monde: Monde, nombre: int, **fixes: Any) -> list[Convention]:
    """Des conventions variées : des valeurs égales, des valeurs vides, tous les états."""
    etats = list(Etat)
    rangees = []
    for rang in range(nombre):
        nom = NOMS[rang % len(NOMS)]
        etat = etats[rang % len(etats)]
        champs: dict[str, Any] = {
            "etat": etat.value,
            "depuis": timezone.now() - timedelta(days=rang % 7, hours=rang % 3),
            "attendu_de": "",
            "visa_attendu": ("referent", "bureau")[rang % 2] if etat == Etat.EN_CONTROLE else "",
            "etablissement": monde.ecole,
            "composante": monde.composante,
            "formation": monde.formation,
            "nom_du_stagiaire": f"Léa {nom}",
            "nom_de_l_organisme": f"Organisme {rang % 5}",
            "debut": None if rang % 4 == 0 else date(2026, 1, 1) + timedelta(days=rang % 6),
            "minutes": None if rang % 5 == 0 else (rang % 3) * 600,
            "bloquants": rang % 3,
            "manques": rang % 2,
            **fixes,
        }
        champs["tri_stagiaire"] = aplanir(champs["nom_du_stagiaire"])
        champs["tri_organisme"] = aplanir(champs["nom_de_l_organisme"])
        champs["recherche"] = aplanir(f"{champs['nom_du_stagiaire']} {champs['nom_de_l_organisme']}")
        rangees.append(Convention(**champs))
    return Convention.objects.bulk_create(rangees)
