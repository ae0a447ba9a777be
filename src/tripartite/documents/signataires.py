"""Qui signe un document des trois parties, à quel titre, dans quelle boîte."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tripartite.documents.identites import nommer, qualite
from tripartite.droit.faits import Dossier, Partie
from tripartite.droit.langage import Inconnu, connu

S, H, E = Partie.STAGIAIRE, Partie.ORGANISME, Partie.ETABLISSEMENT


@dataclass(frozen=True, slots=True)
class Signataire:
    """Un signataire : la clé de sa boîte, sa partie, son titre, la personne, et comment elle se nomme."""

    cle: str
    partie: Partie
    role: str
    personne: Any
    libelle: str

    @property
    def nom(self) -> str | Inconnu:
        """Son prénom et son nom, ou ce qui manque."""
        return nommer(self.personne, self.libelle, self.partie)

    @property
    def qualite(self) -> str:
        """Sa fonction ; vide si on ne la connaît pas."""
        return qualite(self.personne)


def signataires(dossier: Dossier, mineur: Any, mots: Mapping[str, str]) -> list[Signataire]:
    """Ceux qui signent, dans l'ordre des parties : cinq, et les représentants légaux d'un mineur.

    Args:
        dossier: les faits ; une personne inconnue a sa boîte, à son titre.
        mineur: vrai, faux, ou inconnu ; inconnu, la boîte du représentant dit « si le stagiaire est mineur ».
        mots: les titres, ceux des textes de la convention.
    """
    etablissement = dossier.etablissement
    referent = etablissement.referent if connu(etablissement.referent) else None
    return [
        Signataire("stagiaire", S, mots["role_stagiaire"], dossier.stagiaire, "le nom du stagiaire"),
        *_representants(dossier.stagiaire.representants_legaux, mineur, mots),
        *signataires_de_l_accueil(dossier, mots),
        Signataire(
            "etablissement",
            E,
            mots["role_etablissement"],
            etablissement.signataire,
            "le signataire de l'établissement",
        ),
        Signataire(
            "referent",
            E,
            mots["referent"],
            referent or Inconnu("", "l'enseignant référent", E),
            "le nom de l'enseignant référent",
        ),
    ]


def signataires_de_l_accueil(dossier: Dossier, mots: Mapping[str, str], rang: int = 1) -> list[Signataire]:
    """Ceux qui signent pour l'organisme d'accueil : son représentant et le tuteur."""
    suite = f"_{rang}" if rang > 1 else ""
    signataire, tuteur = dossier.organisme.signataire, dossier.convention.tuteur
    libelle = "le signataire de l'organisme d'accueil"
    return [
        Signataire(f"organisme{suite}", H, mots["role_organisme"], signataire, libelle),
        Signataire(f"tuteur{suite}", H, mots["tuteur"], tuteur, "le nom du tuteur"),
    ]


def reunir(boites: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Une personne qui a deux titres dans la même partie signe une fois, à ces deux titres.

    >>> tutrice = {"partie": "organisme", "nom": "Jeanne Caradec", "cle": "tuteur", "role": "Tutrice"}
    >>> gerante = tutrice | {"cle": "organisme", "role": "Pour l'organisme"}
    >>> [(b["cle"], b["role"]) for b in reunir([gerante, tutrice])]
    [('organisme', "Pour l'organisme, tutrice")]
    """
    reunies: list[dict[str, Any]] = []
    for boite in boites:
        meme = (b for b in reunies if (b["partie"], b["nom"]) == (boite["partie"], boite["nom"]))
        premiere = next(meme, None) if isinstance(boite["nom"], str) else None
        if premiere is None:
            reunies.append(boite)
            continue
        premiere["role"] += f", {boite['role'][0].lower()}{boite['role'][1:]}"
    return reunies


def _representants(connus: Any, mineur: Any, mots: Mapping[str, str]) -> list[Signataire]:
    libelle = "le représentant légal du stagiaire mineur"
    if connu(mineur) and not mineur:
        return []
    role = mots["representant" if connu(mineur) else "representant_si_mineur"]
    personnes = connus if connu(connus) and connus else (Inconnu("", libelle, S),)
    return [
        Signataire("representant_legal" + (f"_{n}" if n > 1 else ""), S, role, personne, libelle)
        for n, personne in enumerate(personnes, 1)
    ]
