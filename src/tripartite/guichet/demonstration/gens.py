"""Les personnes, les organismes et les écoles de la démonstration : tous inventés."""

from __future__ import annotations

from typing import Any

PRENOMS = (
    *("Maëlle", "Yanis", "Inès", "Théo", "Léa", "Noé", "Aïcha", "Jules", "Camille", "Bao", "Fatou", "Hugo"),
    *("Zoé", "Rayan", "Manon", "Ewen", "Lina", "Tom", "Sarah", "Malo", "Chloé", "Adam", "Nina", "Loïc"),
    *("Emma", "Ilyès", "Jade", "Maxime", "Louna", "Oscar"),
)
NOMS = (
    *("Le Goff", "Robert", "Fontaine", "Lambert", "Marchand", "Nguyễn", "Diop", "Moreau", "Kervella", "Benali"),
    *("Petit", "Garcia", "Roux", "Faure", "Blanc", "Guérin", "Muller", "Henry", "Rousseau", "Nicolas"),
    *("Perrin", "Morin", "Mathieu", "Clément", "Gauthier", "Dumont", "Lopez", "Fournier", "Chevalier", "Traoré"),
)
TUTEURS = (
    ("Samuel", "Rivière", "responsable de l'équipe données"),
    ("Paul", "Guérin", "directeur financier"),
    ("Nadia", "Haddad", "cheffe de projet"),
    ("Éric", "Vasseur", "maître de chai"),
)
METIERS: tuple[tuple[str, str, str, str], ...] = (
    (
        "Prévision de la charge d'un service en ligne",
        "stagiaire en science des données",
        "Recueillir et nettoyer les mesures, comparer trois familles de modèles, proposer un prototype documenté.",
        "Modéliser une série temporelle, évaluer un modèle, rendre compte par écrit et à l'oral.",
    ),
    (
        "Tableaux de bord du contrôle de gestion",
        "assistant au contrôle de gestion",
        "Préparer les tableaux de bord mensuels, fiabiliser les données sources, présenter les écarts.",
        "Lire des comptes analytiques, construire un indicateur, expliquer un écart.",
    ),
    (
        "Refonte de l'accueil des visiteurs",
        "chargé de médiation",
        "Observer les visites, interroger les publics, proposer deux parcours et les éprouver.",
        "Mener une enquête, concevoir un parcours, travailler avec plusieurs métiers.",
    ),
    (
        "Qualité de l'eau d'un bassin versant",
        "stagiaire en hydrologie",
        "Prélever, analyser, cartographier les résultats et les présenter aux communes.",
        "Conduire un protocole, cartographier, vulgariser.",
    ),
    (
        "Sécurité d'une application interne",
        "stagiaire en développement",
        "Recenser les accès, écrire des tests, corriger les défauts relevés, documenter.",
        "Lire du code, écrire un test, expliquer un risque.",
    ),
)  # fmt: skip
ORGANISMES: tuple[dict[str, Any], ...] = (
    {"nom": "Marées Logicielles", "siret": "93621374300011", "commune": "44200 Nantes", "effectif": 47},
    {"nom": "Ateliers du Halage", "siret": "81234567600017", "commune": "44000 Nantes", "effectif": 18},
    {"nom": "Coopérative des Marais", "siret": "78451236000016", "commune": "85300 Challans", "effectif": 120},
    {"nom": "Vent d'Ouest Énergie", "siret": "82014785800014", "commune": "35000 Rennes", "effectif": 260},
    {"nom": "Librairie du Passage", "siret": "79365214800016", "commune": "56000 Vannes", "effectif": 6},
    {"nom": "Hôpital de la Côte sauvage", "siret": "26440013600471", "commune": "44600 Saint-Nazaire", "effectif": 900, "public": True},
    {"nom": "Ville de Port-Breizh", "siret": "21560121200016", "commune": "56100 Lorient", "effectif": 640, "public": True},
    {"nom": "Domaine des Rives", "siret": "83456712500010", "commune": "49000 Angers", "effectif": 12, "regime": "régime agricole"},
    {"nom": "Musée des Confluences marines", "siret": "19440126100012", "commune": "29200 Brest", "effectif": 55, "public": True},
    {"nom": "Transports du Ponant", "siret": "80563214800013", "commune": "29000 Quimper", "effectif": 310},
    {"nom": "Cabinet Arvor Expertise", "siret": "84123698700019", "commune": "35400 Saint-Malo", "effectif": 24},
    {"nom": "Fonderie Alsatia", "siret": "77895123600018", "commune": "67000 Strasbourg", "effectif": 75, "territoire": "alsace_moselle"},
)  # fmt: skip
ECOLES: tuple[dict[str, Any], ...] = (
    {
        "nom": "Université de Loire-Armorique",
        "uai": "0442999X",
        "adresse": {"voie": "1 quai de Tourville", "code_postal": "44000", "commune": "Nantes"},
        "faits": {"degre": "supérieur", "public": True},
        "composantes": (
            ("Faculté des sciences", ("Master 2 Ingénierie des données", "Master 1 Hydrologie", "Licence 3 Informatique")),
            ("Institut de gestion", ("Master 2 Contrôle de gestion", "BUT 3 Gestion des entreprises")),
        ),
    },
    {
        "nom": "École des métiers de la culture",
        "uai": "0352777K",
        "adresse": {"voie": "12 rue du Champ-Jacquet", "code_postal": "35000", "commune": "Rennes"},
        "faits": {"degre": "supérieur", "public": False},
        "composantes": (("Médiation", ("Bachelor Médiation culturelle", "Mastère Direction de projets culturels")),),
    },
    {
        "nom": "Lycée professionnel des Marais",
        "uai": "0851555Z",
        "adresse": {"voie": "3 chemin de l'Écluse", "code_postal": "85300", "commune": "Challans"},
        "faits": {"degre": "secondaire", "public": True},
        "composantes": (("Section des services", ("BTS Gestion de la PME", "BTS Services informatiques")),),
    },
)  # fmt: skip
