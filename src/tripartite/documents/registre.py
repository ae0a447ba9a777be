"""Le registre du personnel, partie des stagiaires, et la liste des conventions (C. trav. L. 1221-13).

Le dossier n'y est pas joint : le registre ne dit que ce que D. 1221-23-1 y met, ni naissance ni nationalité.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from tripartite.documents.composition import Document
from tripartite.documents.identites import ecrire_siret
from tripartite.documents.pieces import Bloc, H, Redaction
from tripartite.documents.textes import Phrase
from tripartite.documents.themes import Theme
from tripartite.droit.faits import Avenant, Dossier, Tuteur
from tripartite.droit.langage import Inconnu, connu
from tripartite.droit.regles.registre import (
    Evenement,
    LigneDeLaListe,
    LigneDuRegistre,
    liste_des_conventions,
)
from tripartite.droit.regles.registre import (
    registre as lignes_du_registre,
)


def par_organisme(dossiers: Iterable[Dossier]) -> list[tuple[Any, Any, list[Dossier]]]:
    """Les stages de chaque établissement d'accueil, avec son nom et son SIRET : il tient un registre."""
    groupes: dict[tuple[str, str], tuple[Any, Any, list[Dossier]]] = {}
    for dossier in dossiers:
        nom, siret = dossier.organisme.nom, dossier.organisme.siret
        cle = ("", siret) if connu(siret) and siret else (nom if connu(nom) else "", "")
        groupes.setdefault(cle, (nom, siret, []))[2].append(dossier)
    return sorted(groupes.values(), key=lambda g: (g[0] if connu(g[0]) else "\uffff", str(g[1])))


def registre(
    dossiers: Sequence[Dossier], *, le: date, langue: str = "fr", theme: Theme | None = None
) -> Document:
    """Compose le registre des stagiaires et la liste des conventions, établissement par établissement.

    Args:
        dossiers: les stages.
        le: le jour où le registre est arrêté ; ce qui vient après n'y est pas.
        langue: « fr » ou « en ».
        theme: l'en-tête, le logo et la couleur.
    """
    r = Redaction("registre", {}, le, langue, theme)
    groupes = par_organisme(dossiers)
    blocs: list[Bloc] = []
    for nom, siret, siens in groupes:
        if len(groupes) > 1:
            blocs.append({"partie": _section(r, nom, siret)})
        blocs += [_registre(r, [_sans_inconnus(d) for d in siens]), _liste(r, siens)]
    blocs.append({"notes": [p["texte"] for a in ("registre", "liste") for p in r.paragraphes(a)]})
    seul = groupes[0] if len(groupes) == 1 else None
    entete = [_section(r, seul[0], seul[1])] if seul else []
    return r.document(
        blocs, titre=r.mot("titre"), sous_titre=r.dire("sous_titre"), entete=entete, paysage=True
    )


def _section(r: Redaction, nom: Any, siret: Any) -> str:
    dit = nom if connu(nom) else r.mot("sans_organisme")
    if not connu(siret) or not siret:
        return r.mot("section_sans", nom=dit)
    return r.mot("section", nom=dit, siret=ecrire_siret(siret))


def _registre(r: Redaction, dossiers: Sequence[Dossier]) -> Bloc:
    lignes = lignes_du_registre(dossiers, r.le)
    bloc: Bloc = {"titre": r.mot("registre")}
    if not lignes:
        return bloc | {"paragraphes": [{"texte": r.mot("vide")}]}
    mots = ("rang", "nom", "prenom", "debut", "fin", "tuteur", "lieu", "evenements", "conserver")
    return bloc | {
        "tableau": {
            "entetes": [r.mot(mot) for mot in mots],
            "lignes": [_ligne(r, n, ligne) for n, ligne in enumerate(lignes, 1)],
            "nombres": [0],
            "colonnes": [0, 3, 3, 3, 3, 3, 5, 5, 3],
            "taille": 8,
        }
    }


def _sans_inconnus(dossier: Dossier) -> Dossier:
    """Le dossier sans ce qui n'a pas de date : le registre n'inscrit que ce qui est arrivé."""
    vie = dossier.vie
    avenants = tuple(_certain(a) for a in _connus(vie.avenants) if connu(a.conclu_le))
    ruptures = tuple(r for r in _connus(vie.ruptures) if connu(r.le))
    return replace(dossier, vie=replace(vie, avenants=avenants, ruptures=ruptures))


def _certain(avenant: Avenant) -> Avenant:
    changements = tuple(c for c in _connus(avenant.changements) if _se_dit(c.apres))
    return replace(avenant, changements=changements)


def _se_dit(apres: Any) -> bool:
    if isinstance(apres, Tuteur):
        return connu(apres.nom) and connu(apres.prenom)
    return connu(apres)


def _connus(valeurs: Any) -> tuple[Any, ...]:
    return valeurs if connu(valeurs) else ()


def _ligne(r: Redaction, rang: int, ligne: LigneDuRegistre) -> list[Phrase]:
    tuteur = _ensemble(r, ligne.tuteur_prenom, ligne.tuteur_nom)
    conserver = r.valeur(ligne.a_conserver_jusqu_au, "jour") if ligne.a_conserver_jusqu_au else "–"
    return [
        str(rang),
        _fort(_case(r, ligne.nom)),
        _case(r, ligne.prenom),
        _case(r, ligne.debut, "jour"),
        _case(r, ligne.fin, "jour"),
        tuteur,
        _case(r, ligne.lieu),
        "\n".join(_evenement(r, e) for e in ligne.evenements) or "–",
        conserver,
    ]


def _case(r: Redaction, valeur: Any, nature: str = "") -> Phrase:
    if isinstance(valeur, Inconnu) or valeur == "":
        manque = valeur if isinstance(valeur, Inconnu) else r.manquer("une mention du registre", H)
        return r.valeur(manque, points=7)
    return r.valeur(valeur, nature)


def _fort(phrase: Phrase) -> Phrase:
    return [{"fort": phrase}] if isinstance(phrase, str) else phrase


def _ensemble(r: Redaction, prenom: Any, nom: Any) -> Phrase:
    if not connu(nom) or not nom:
        return _case(r, nom)
    return r.valeur(f"{prenom} {nom}".strip() if connu(prenom) else nom)


def _evenement(r: Redaction, evenement: Evenement) -> str:
    objet = r.textes.mots.get(evenement.objet, evenement.objet)
    if evenement.valeur == evenement.le:
        return r.mot("evenement_date", le=evenement.le, objet=objet)
    return r.mot("evenement", le=evenement.le, objet=objet, valeur=evenement.valeur)


def _liste(r: Redaction, dossiers: Sequence[Dossier]) -> Bloc:
    lignes = liste_des_conventions(dossiers, r.le)
    bloc: Bloc = {"titre": r.mot("liste")}
    if not lignes:
        return bloc | {"paragraphes": [{"texte": r.mot("vide_liste")}]}
    mots = ("rang", "conclue_le", "stagiaire", "etablissement", "debut", "fin", "tuteur")
    return bloc | {
        "tableau": {
            "entetes": [r.mot(mot) for mot in mots],
            "lignes": [_convention(r, n, ligne) for n, ligne in enumerate(lignes, 1)],
            "nombres": [0],
            "colonnes": [0, 3, 4, 6, 3, 3, 4],
            "taille": 8,
        }
    }


def _convention(r: Redaction, rang: int, ligne: LigneDeLaListe) -> list[Phrase]:
    return [
        str(rang),
        _case(r, ligne.conclue_le, "jour"),
        _fort(_case(r, ligne.stagiaire)),
        _case(r, ligne.etablissement),
        _case(r, ligne.debut, "jour"),
        _case(r, ligne.fin, "jour"),
        _case(r, ligne.tuteur),
    ]
