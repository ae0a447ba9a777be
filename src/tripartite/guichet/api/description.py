"""Ce que l'API dit d'elle-même, pour sa page et son schéma : ses opérations, ce qu'elles rendent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tripartite.droit.faits import Partie
from tripartite.droit.langage import Gravite, Verdict
from tripartite.droit.parcours import Etat
from tripartite.guichet.api.demande import Choix, Demande, Entier, Jour
from tripartite.guichet.modeles import Fonction

Texte = str | Promise
Schema = dict[str, Any]

TEXTE: Schema = {"type": "string"}
OUI_OU_NON: Schema = {"type": "boolean"}
NOMBRE: Schema = {"type": "integer", "minimum": 0}
JOUR: Schema = {"type": ["string", "null"], "format": "date"}
PARTIES = [p.value for p in Partie]


class Champ(NamedTuple):
    """Un champ d'une réponse, ou un paramètre : son nom, sa forme, ce qu'il dit."""

    nom: str
    schema: Schema
    dit: Texte


class Operation(NamedTuple):
    """Une opération : son nom, son adresse, ce qu'elle fait, ce qu'elle prend, ce qu'elle peut refuser."""

    nom: str
    chemin: str
    titre: Texte
    parametres: tuple[Champ, ...]
    refus: tuple[str, ...]


def objet(champs: tuple[Champ, ...]) -> Schema:
    """Le schéma d'un objet qui a tous ces champs, et nul autre."""
    return {
        "type": "object",
        "properties": {c.nom: {**c.schema, "description": str(c.dit)} for c in champs},
        "required": [c.nom for c in champs],
        "additionalProperties": False,
    }


def _liste(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


def _un_de(*mots: Any, ou_rien: bool = False) -> Schema:
    return {"enum": [*mots, *([None] if ou_rien else [])]}


def _ref(nom: str) -> Schema:
    return {"$ref": f"#/components/schemas/{nom}"}


COMPOSANTE = (
    Champ("numero", NOMBRE, _("Son numéro.")),
    Champ("nom", TEXTE, _("Son nom.")),
)
CONVENTION = (
    Champ("reference", TEXTE, _("La référence de la convention.")),
    Champ("adresse", {"type": "string", "format": "uri"}, _("Où la lire seule.")),
    Champ("etat", _un_de(*(e.value for e in Etat)), _("Son état.")),
    Champ("depuis", {"type": "string", "format": "date-time"}, _("Depuis quand elle est dans cet état.")),
    Champ(
        "attendu_de",
        _un_de(*PARTIES, ou_rien=True),
        _("La partie qui doit agir ; aucune, si l'on attend des signataires, ou rien."),
    ),
    Champ(
        "visa_attendu",
        _un_de(*Fonction.values, ou_rien=True),
        _("La fonction dont on attend le visa, pendant le contrôle."),
    ),
    Champ("stagiaire", TEXTE, _("Le nom du stagiaire.")),
    Champ("organisme", TEXTE, _("Le nom de l'organisme d'accueil.")),
    Champ("composante", objet(COMPOSANTE), _("La composante de l'établissement.")),
    Champ("formation", TEXTE, _("L'intitulé de la formation.")),
    Champ("sujet", TEXTE, _("Le sujet du stage.")),
    Champ("debut", JOUR, _("Le premier jour du stage.")),
    Champ("fin", JOUR, _("Le dernier jour du stage.")),
    Champ(
        "minutes",
        {"type": ["integer", "null"], "minimum": 0},
        _("La durée de présence prévue, en minutes."),
    ),
    Champ("conclue_le", JOUR, _("Le jour de la dernière signature.")),
    Champ("bloquants", NOMBRE, _("Combien de règles impératives ne sont pas respectées.")),
    Champ("manques", NOMBRE, _("Combien de faits manquent.")),
    Champ("version", NOMBRE, _("Le numéro de la version en cours.")),
    Champ("empreinte", {"type": ["string", "null"]}, _("L'empreinte SHA-256 de ses faits.")),
)
ETAT_DIT = (
    Champ("phrase", TEXTE, _("Où elle en est, en une phrase.")),
    Champ("suite", TEXTE, _("Ce qui vient ensuite, ou ce que l'on attend de vous.")),
    Champ("a_vous", OUI_OU_NON, _("Vrai, c'est vous que l'on attend.")),
)
ATTENDU = (
    Champ("partie", _un_de(*PARTIES), _("La partie.")),
    Champ("nom", TEXTE, _("La personne, ou son titre.")),
)
CONSTAT = (
    Champ("regle", TEXTE, _("Le nom de la règle.")),
    Champ("titre", TEXTE, _("Son titre.")),
    Champ("sujet", TEXTE, _("Son sujet.")),
    Champ("verdict", _un_de(*(v.value for v in Verdict)), _("Le verdict.")),
    Champ("gravite", _un_de(*(g.value for g in Gravite)), _("Ce qu'arrête un « non conforme ».")),
    Champ("bloque", OUI_OU_NON, _("Vrai, la convention ne peut pas être signée ainsi.")),
    Champ("phrase", TEXTE, _("Le constat, en une phrase.")),
    Champ("modele", TEXTE, _("La même phrase, ses grandeurs nommées entre accolades.")),
    Champ("grandeurs", {"type": "object"}, _("Les grandeurs que la phrase nomme.")),
    Champ("que_faire", TEXTE, _("Comment réparer.")),
    Champ("articles", _liste(TEXTE), _("Les articles.")),
    Champ("au", {"type": ["string", "null"]}, _("Le jour où l'on regarde.")),
    Champ("etapes", _liste({"type": "object"}), _("Le calcul, ligne par ligne.")),
    Champ("lectures", _liste({"type": "object"}), _("Les lectures du texte, s'il y en a plusieurs.")),
    Champ("manquants", _liste({"type": "object"}), _("Les faits qui manquent, et qui les doit.")),
    Champ("valeurs", _liste({"type": "object"}), _("Les valeurs de la loi, avec leur source.")),
)
JUGEMENT = (
    Champ("au", {"type": "string", "format": "date"}, _("Le jour où l'on regarde.")),
    Champ("verdict", _un_de(*(v.value for v in Verdict)), _("Le verdict d'ensemble.")),
    Champ("bloque", OUI_OU_NON, _("Vrai, une règle impérative n'est pas respectée.")),
    Champ("bilan", {"type": "object"}, _("Combien de constats de chaque verdict.")),
    Champ("constats", _liste(_ref("Constat")), _("Les constats, dans l'ordre de lecture d'une convention.")),
)
CONVENTION_ENTIERE = (
    *CONVENTION,
    Champ("etat_dit", objet(ETAT_DIT), _("L'état, dans vos mots.")),
    Champ("attendus", _liste(objet(ATTENDU)), _("Les personnes que l'on attend.")),
    Champ(
        "dossier",
        {"type": "object"},
        _("Les faits, tels que vous les voyez : un dossier que « tripartite verifier » relit."),
    ),
    Champ("jugement", objet(JUGEMENT), _("Ce que le droit en dit ce jour, ses voisines comptées.")),
)
PAGE = (
    Champ("conventions", _liste(_ref("Convention")), _("Les conventions, cinquante au plus.")),
    Champ(
        "suivant",
        {"type": ["string", "null"], "format": "uri"},
        _("Où lire les suivantes ; rien, s'il n'y en a plus."),
    ),
)
ERREUR = (
    Champ("parametre", TEXTE, _("Le paramètre refusé.")),
    Champ("recu", TEXTE, _("Ce que l'on en a reçu.")),
    Champ("message", TEXTE, _("Ce qui était attendu.")),
)
PROBLEME = (
    Champ("type", {"type": "string", "format": "uri"}, _("La sorte de refus, et où elle s'explique.")),
    Champ("title", TEXTE, _("Son nom.")),
    Champ("status", {"type": "integer"}, _("Le code HTTP.")),
    Champ("detail", TEXTE, _("Ce que l'on peut faire.")),
)
REFERENCE = Champ("reference", TEXTE, _("La référence de la convention."))
DE_TOUTES = (
    *("jeton-attendu", "jeton-refuse", "portee-insuffisante", "second-facteur-exige", "methode-refusee"),
    *("trop-de-demandes", "panne"),
)


def _parametres() -> Iterator[Champ]:
    """Ceux de la liste, tels que le formulaire qui les lit les connaît."""
    for nom, champ in Demande.base_fields.items():
        yield Champ(nom, _forme(champ), champ.help_text)


def _forme(champ: forms.Field) -> Schema:
    if isinstance(champ, Choix):
        return _un_de(*champ.mots)
    if isinstance(champ, Jour):
        return {"type": "string", "format": "date"}
    if isinstance(champ, Entier):
        return {"type": "integer", "minimum": champ.min_value, "maximum": champ.max_value}
    longueur = champ.max_length if isinstance(champ, forms.CharField) else None
    return {"type": "string", "minLength": 1, "maxLength": longueur, "pattern": r"^[^\u0000]*$"}


OPERATIONS = (
    Operation(
        "conventions",
        "/api/v1/conventions",
        _("Les conventions que vous voyez, cinquante à la fois, la plus ancienne dans son état d'abord."),
        tuple(_parametres()),
        (*DE_TOUTES, "parametre-refuse"),
    ),
    Operation(
        "convention",
        "/api/v1/conventions/{reference}",
        _("Une convention : ses faits, ce que le droit en dit, qui l'on attend."),
        (REFERENCE,),
        (*DE_TOUTES, "introuvable"),
    ),
    Operation(
        "document",
        "/api/v1/conventions/{reference}/document.pdf",
        _("Le PDF de la version en cours : signé, à signer, ou en projet."),
        (REFERENCE,),
        (*DE_TOUTES, "introuvable", "document-impossible"),
    ),
)
REPONSES: Mapping[str, Schema] = {
    "conventions": {"application/json": {"schema": _ref("Page")}},
    "convention": {"application/json": {"schema": _ref("ConventionEntiere")}},
    "document": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}},
}
