"""Les cas de `tests/cas/` : ce qu'un juriste écrit, lu avec ses lignes, jugé, comparé sans tolérance.

Un cas donne des faits par leur nom et ce que des règles, ou des faits déduits, doivent répondre ; ou bien
nomme un calculateur (`calcul`, `avec`) et son résultat. Un dossier est bâti des faits donnés : ce qui n'est
pas donné y prend sa valeur par défaut, `null` le dit inconnu.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, get_type_hints

from horizon import connues_jusqu_au

from tripartite.dossiers import lecture as lecture  # enregistre l'écriture des horaires
from tripartite.dossiers.conversion import Conversion, champs, dit_aucun, en_champs
from tripartite.dossiers.erreurs import DossierInvalide, Illisible, Journal, cle, le_plus_proche
from tripartite.dossiers.noeuds import Liste, Noeud, Scalaire, Table, lire_noeuds
from tripartite.dossiers.scalaires import AUCUNS, LECTURES
from tripartite.dossiers.valeurs import lire_entier, lire_heures, lire_minutes
from tripartite.droit.calendrier import Mois, Semaine
from tripartite.droit.faits import Convention, Dossier, Vie
from tripartite.droit.langage import (
    AUCUN,
    DEDUCTIONS,
    REGLES,
    Constat,
    Inconnu,
    Phrase,
    Regle,
    Situation,
    Verdict,
)
from tripartite.droit.regles import sujets
from tripartite.droit.verification import situation_de

RACINE = Path(__file__).parent / "cas"
CLES = {"cas", "source", "faits", "attendu", "calcul", "avec", "au", "jour", "horizon", "note"}
CLES_ATTENDUES = {"verdict", "grandeurs", "manquants", "lectures", "articles", "valeurs"}
OBJETS = {"stagiaire", "etablissement", "formation", "organisme", "convention", "vie"}
PAS_EN_VIGUEUR = "pas_en_vigueur"


class CasFaux(AssertionError):
    """Un cas mal écrit, ou dont la réponse n'est pas celle attendue."""


@dataclass(frozen=True)
class Cas:
    """Un cas : son fichier, son nom, et ses nœuds."""

    sujet: str
    nom: str
    ligne: int
    parties: Mapping[str, Noeud]

    def faux(self, ligne: int | None, message: str) -> CasFaux:
        return CasFaux(f"tests/cas/{self.sujet}.yaml, ligne {ligne or self.ligne}, {self.nom} : {message}")


def _entier(texte: str) -> int:
    try:
        return lire_entier(texte)
    except Illisible:
        return lire_minutes(texte)


def _decimal(texte: str) -> Decimal:
    return lire_heures(texte) if texte.rstrip().endswith("h") else LECTURES[Decimal](texte)


LECTURES_DES_CAS = {**LECTURES, int: _entier, Decimal: _decimal, Fraction: Fraction}


# --- Lire --------------------------------------------------------------------------------------


@cache
def tous_les_cas() -> tuple[Cas, ...]:
    """Tous les cas, fichier par fichier ; un fichier illisible est un cas qui échoue."""
    cas: list[Cas] = []
    for fichier in sorted(RACINE.glob("*.yaml")):
        try:
            cas += lire_cas(fichier.stem, fichier.read_text("utf-8"))
        except (CasFaux, DossierInvalide) as erreur:
            cas.append(Cas(fichier.stem, f"fichier illisible : {erreur}", 1, {}))
    return tuple(cas)


def lire_cas(sujet: str, texte: str) -> list[Cas]:
    """Lit les cas d'un fichier."""
    journal = Journal()
    racine = lire_noeuds(texte, journal, renvois=True)
    if journal.erreurs or not isinstance(racine, Liste):
        raise CasFaux(f"tests/cas/{sujet}.yaml : {journal.erreurs or 'il faut une liste de cas'}")
    lus = []
    for element in racine.elements:
        parties = {n.texte: v for n, v in element.entrees} if isinstance(element, Table) else {}
        nom = parties.get("cas")
        if not isinstance(nom, Scalaire) or "attendu" not in parties or parties.keys() - CLES:
            raise CasFaux(
                f"tests/cas/{sujet}.yaml, ligne {element.ligne} : un cas a « cas » et « attendu » ; "
                f"en trop : {', '.join(parties.keys() - CLES) or 'rien'}"
            )
        lus.append(Cas(sujet, nom.texte, element.ligne, parties))
    return lus


# --- Juger -------------------------------------------------------------------------------------


def verifier_cas(cas: Cas) -> dict[str, Constat]:
    """Juge un cas ; lève `CasFaux` à la première différence. Rend les constats des règles jugées."""
    horizon = cas.parties.get("horizon")
    if horizon is None:
        return _verifier(cas)
    with connues_jusqu_au(Conversion(Journal()).vers(date, horizon, "horizon")):
        return _verifier(cas)


def _verifier(cas: Cas) -> dict[str, Constat]:
    sujets()
    if not cas.parties:
        raise cas.faux(cas.ligne, "rien à juger")
    if "calcul" in cas.parties:
        _verifier_calcul(cas)
        return {}
    situation = situation_du_cas(cas)
    constats: dict[str, Constat] = {}
    for nom, attendu in _entrees(cas, cas.parties["attendu"]):
        if regle := REGLES.get(nom.texte):
            constats |= _verifier_regle(cas, regle, situation, attendu)
        elif nom.texte in DEDUCTIONS or nom.texte in situation.connus:
            _comparer(cas, attendu, situation[nom.texte], nom.texte)
        else:
            raise _inconnu(cas, nom, (*REGLES, *DEDUCTIONS))
    return constats


def situation_du_cas(cas: Cas) -> Situation:
    """Bâtit un dossier des faits du cas, et y pose les faits déduits qu'il donne."""
    conversion = Conversion(Journal(), LECTURES_DES_CAS)
    objets: dict[str, Any] = {}
    libres: dict[type, dict[str, Any]] = {Convention: {}, Vie: {}}
    poses: dict[str, Any] = {}
    au = None
    donnes = [(Scalaire("au", v.ligne), v) for n, v in cas.parties.items() if n in ("au", "jour")]
    for nom, valeur in [*donnes, *_entrees(cas, cas.parties.get("faits") or Table((), cas.ligne))]:
        fait = nom.texte
        if fait in ("au", "jour"):
            au = conversion.vers(date, valeur, fait)
        elif fait in OBJETS:
            objets[fait] = conversion.vers(champs(Dossier)[fait], valeur, fait)
        elif classe := next((c for c in libres if fait in champs(c)), None):
            libres[classe][fait] = conversion.vers(champs(classe)[fait], valeur, fait)
        elif fait in DEDUCTIONS:
            poses[fait] = conversion.vers(_type_rendu(DEDUCTIONS[fait].corps), valeur, fait)
        elif fait in ("conclusion_supposee", "convention_initiale"):
            poses[fait] = conversion.vers(bool if fait == "conclusion_supposee" else Convention, valeur, fait)
        else:
            raise _inconnu(cas, nom, (*champs(Convention), *champs(Vie), *OBJETS, *DEDUCTIONS))
    if conversion.journal.erreurs:
        erreur = conversion.journal.erreurs[0]
        raise cas.faux(erreur.ligne, f"{erreur.champ} : {erreur.message} {erreur.attendu} {erreur.que_faire}")
    convention = replace(objets.pop("convention", Convention()), **libres[Convention])
    vie = replace(objets.pop("vie", Vie()), **libres[Vie])
    situation = situation_de(Dossier(convention=convention, vie=vie, **objets), au)
    return Situation({**situation.connus, **poses})


def _verifier_regle(cas: Cas, regle: Regle, situation: Situation, attendu: Noeud) -> dict[str, Constat]:
    voulu = attendu
    details: dict[str, Noeud] = {}
    if isinstance(attendu, Table):
        details = {n.texte: v for n, v in attendu.entrees}
        if details.keys() - CLES_ATTENDUES:
            raise cas.faux(attendu.ligne, f"{regle.nom} : on attend {', '.join(sorted(CLES_ATTENDUES))}")
        voulu = details.pop("verdict", Scalaire("", attendu.ligne))
    if isinstance(voulu, Scalaire) and cle(voulu.texte) == PAS_EN_VIGUEUR:
        if regle.concerne(situation):
            raise cas.faux(voulu.ligne, f"{regle.nom} est en vigueur au {situation[regle.selon]}")
        return {}
    if not regle.concerne(situation):
        raise cas.faux(voulu.ligne, f"{regle.nom} n'est pas en vigueur au {situation[regle.selon]}")
    constat = regle.juger(situation)
    if not (isinstance(voulu, Scalaire) and voulu.vide):
        verdict = Conversion(Journal()).vers(Verdict, voulu, "verdict")
        if constat.verdict is not verdict:
            dit = f"« {constat.phrase} » {dict(constat.grandeurs)}" + (
                f" manque {constat.manquants}" if constat.manquants else ""
            )
            raise cas.faux(voulu.ligne, f"{regle.nom} répond {constat.verdict} : {dit}")
    for nom, detail in details.items():
        _verifier_detail(cas, regle.nom, constat, nom, detail)
    return {regle.nom: constat}


def _verifier_detail(cas: Cas, regle: str, constat: Constat, nom: str, detail: Noeud) -> None:
    if nom == "grandeurs":
        for grandeur, valeur in _entrees(cas, detail):
            if grandeur.texte not in constat.grandeurs:
                raise _inconnu(cas, grandeur, constat.grandeurs)
            _comparer(cas, valeur, constat.grandeurs[grandeur.texte], f"{regle}.{grandeur.texte}")
    elif nom == "manquants":
        voulus = _textes(detail)
        noms = [m.cle for m in constat.manquants]
        justes = len(noms) == len(voulus) and all(
            n == v or n.endswith(f".{v}") for n, v in zip(noms, voulus, strict=True)
        )
        if not justes:
            raise cas.faux(detail.ligne, f"{regle} : il manque {noms}, pas {voulus}")
    elif nom == "lectures":
        voulues = {n.texte: Conversion(Journal()).vers(Verdict, v, n.texte) for n, v in _entrees(cas, detail)}
        lues = {str(lecture_.nom): lecture_.verdict for lecture_ in constat.lectures}
        if voulues != lues:
            raise cas.faux(detail.ligne, f"{regle} : les lectures sont {lues}, pas {voulues}")
    elif nom == "articles":
        if _textes(detail) != list(constat.articles):
            raise cas.faux(detail.ligne, f"{regle} : les articles sont {constat.articles}")
    else:
        lues_ = {lue.parametre: lue.valeur for lue in constat.valeurs}
        for parametre, valeur in _entrees(cas, detail):
            if parametre.texte not in lues_:
                raise _inconnu(cas, parametre, lues_)
            _comparer(cas, valeur, lues_[parametre.texte], f"{regle}, {parametre.texte}")


def _verifier_calcul(cas: Cas) -> None:
    nom = cas.parties["calcul"]
    module, _, fonction = nom.texte.rpartition(".") if isinstance(nom, Scalaire) else ("", "", "")
    try:
        calcul = getattr(import_module(f"tripartite.droit.regles.{module}"), fonction)
    except (ImportError, AttributeError):
        raise cas.faux(nom.ligne, f"le calculateur {module}.{fonction} n'existe pas") from None
    calcul = getattr(calcul, "corps", calcul)
    types = get_type_hints(calcul)
    conversion = Conversion(Journal(), LECTURES_DES_CAS)
    donnes = {}
    for argument, valeur in _entrees(cas, cas.parties.get("avec") or Table((), cas.ligne)):
        if argument.texte not in types:
            raise _inconnu(cas, argument, types)
        donnes[argument.texte] = conversion.vers(types[argument.texte], valeur, argument.texte)
    if conversion.journal.erreurs:
        raise cas.faux(conversion.journal.erreurs[0].ligne, str(conversion.journal.erreurs[0]))
    attendu = cas.parties["attendu"]
    erreur = (
        next((v for n, v in attendu.entrees if n.texte == "erreur"), None)
        if isinstance(attendu, Table)
        else None
    )
    try:
        rendu = calcul(**donnes)
    except ValueError as levee:
        if not isinstance(erreur, Scalaire) or erreur.texte not in str(levee):
            raise cas.faux(attendu.ligne, f"{fonction} lève {levee!r}") from levee
        return
    if erreur is not None:
        raise cas.faux(erreur.ligne, f"{fonction} devait lever une erreur, et rend {rendu}")
    _comparer(cas, attendu, rendu, fonction)


# --- Comparer ----------------------------------------------------------------------------------


def _comparer(cas: Cas, noeud: Noeud, reel: Any, quoi: str) -> None:
    """Compare à ce qui est écrit : d'un fait, les seuls champs donnés ; le reste, exactement."""
    if isinstance(reel, Phrase):
        reel = str(reel)
    if isinstance(reel, Inconnu) or reel is None:
        if not (isinstance(noeud, Scalaire) and (noeud.vide or cle(noeud.texte) == "inconnu")):
            raise cas.faux(noeud.ligne, f"{quoi} est inconnu{f' ({reel.cle})' if reel is not None else ''}")
    elif isinstance(noeud, Table) and isinstance(reel, Mapping):
        _comparer_table(cas, noeud, reel, quoi)
    elif isinstance(noeud, Table):
        for nom, valeur in noeud.entrees:
            if not hasattr(reel, cle(nom.texte)):
                raise _inconnu(cas, nom, champs(type(reel)) if en_champs(type(reel)) else ())
            _comparer(cas, valeur, getattr(reel, cle(nom.texte)), f"{quoi}.{nom.texte}")
    elif isinstance(noeud, Liste) or (
        isinstance(reel, tuple | list | frozenset) and not isinstance(reel, Mois | Semaine)
    ):
        elements = noeud.elements if isinstance(noeud, Liste) else () if dit_aucun(noeud) else (noeud,)
        if not isinstance(reel, tuple | list | frozenset) or len(elements) != len(reel):
            raise cas.faux(noeud.ligne, f"{quoi} vaut {reel}")
        for rang, (element, valeur) in enumerate(zip(elements, reel, strict=True), 1):
            _comparer(cas, element, valeur, f"{quoi}[{rang}]")
    elif _lire_comme(cas, noeud, reel, quoi) != reel:
        heures = f" ({reel // 60} h {reel % 60:02})" if isinstance(reel, int) and reel > 59 else ""
        raise cas.faux(noeud.ligne, f"{quoi} vaut {reel!s}{heures}, pas {noeud.texte}")


def _comparer_table(cas: Cas, noeud: Table, reel: Mapping[Any, Any], quoi: str) -> None:
    restants = dict(reel)
    for nom, valeur in noeud.entrees:
        cles = [c for c in restants if _lire_comme(cas, nom, c, quoi) == c]
        if not cles:
            raise cas.faux(nom.ligne, f"{quoi} n'a pas {nom.texte} : {', '.join(map(str, reel))}")
        _comparer(cas, valeur, restants.pop(cles[0]), f"{quoi}.{nom.texte}")
    if restants:
        raise cas.faux(noeud.ligne, f"{quoi} a aussi { ({str(c): str(v) for c, v in restants.items()}) }")


def _lire_comme(cas: Cas, noeud: Scalaire, modele: Any, quoi: str) -> Any:
    """Lit un scalaire comme une valeur du même type que celle que l'on a reçue."""
    if modele is AUCUN:
        return AUCUN if cle(noeud.texte) in AUCUNS else noeud.texte
    conversion = Conversion(Journal(), LECTURES_DES_CAS)
    type_ = type(modele)
    if isinstance(modele, str) and type_ is str:
        return noeud.texte
    lu = conversion.vers(type_, noeud, "")
    if conversion.journal.erreurs:
        raise cas.faux(noeud.ligne, f"{quoi} vaut {modele!s} : {conversion.journal.erreurs[0].message}")
    return lu


def _entrees(cas: Cas, noeud: Noeud) -> tuple[tuple[Scalaire, Noeud], ...]:
    if isinstance(noeud, Scalaire) and noeud.vide:
        return ()
    if not isinstance(noeud, Table):
        raise cas.faux(noeud.ligne, "il faut des lignes « nom: valeur »")
    return noeud.entrees


def _textes(noeud: Noeud) -> list[str]:
    elements = noeud.elements if isinstance(noeud, Liste) else (noeud,)
    return [e.texte for e in elements if isinstance(e, Scalaire)]


def _type_rendu(corps: Any) -> Any:
    return get_type_hints(corps)["return"]


def _inconnu(cas: Cas, nom: Scalaire, noms: Any) -> CasFaux:
    proche = le_plus_proche(nom.texte, noms)
    suite = f", vouliez-vous dire {proche} ?" if proche else f" ({', '.join(noms)})" if len(noms) < 20 else ""
    return cas.faux(nom.ligne, f"« {nom.texte} » n'existe pas{suite}")
