"""Des nœuds aux faits, conduits par les types de `droit.faits` : un champ ajouté là-bas se lit ici aussitôt.

`null`, ou un champ absent, veut dire « on ne sait pas » (un champ absent prend la valeur par défaut du
fait) ; `aucun`, `aucune` ou `[]` veut dire « on sait qu'il n'y en a pas ».
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from tripartite.dossiers.erreurs import (
    Erreur,
    Illisible,
    Journal,
    cle,
    extrait,
    le_plus_proche,
    vouliez_vous_dire,
)
from tripartite.dossiers.noeuds import Liste, Noeud, Scalaire, Table
from tripartite.dossiers.scalaires import AUCUNS, LECTURES, Lire, lecture
from tripartite.dossiers.valeurs import lire_date, lire_entier, lire_minutes, lire_mois, lire_oui_ou_non
from tripartite.droit.faits import (
    Changement,
    Convention,
    Dossier,
    Effectif,
    JourParticulier,
    Presence,
    Signature,
    Versement,
)
from tripartite.droit.langage import AUCUN, Aucun, Euros, Phrase, Taux, phrase

Special = Callable[["Conversion", Noeud, str], Any]

EN_TABLE = (Presence, Effectif, Versement, JourParticulier, Signature)
"""Les faits dont une liste peut s'écrire comme une table : le premier champ, puis le reste."""


SPECIAUX: dict[Any, Special] = {}
"""Les faits qui s'écrivent autrement qu'en champs : voir `horaires` et `raccourcis`."""
AUTRES_NOMS: dict[Any, tuple[str, ...]] = {}
"""Les noms que ces façons d'écrire ajoutent aux champs d'un fait."""


def special(*types: type) -> Callable[[Special], Special]:
    """Une façon propre d'écrire ces faits."""

    def faire(lire: Special) -> Special:
        SPECIAUX.update(dict.fromkeys(types, lire))
        return lire

    return faire


@cache
def champs(classe: type) -> dict[str, Any]:
    """Les champs d'un fait, d'une classe figée ou d'un n-uplet nommé, et leur type."""
    types = get_type_hints(classe)
    noms = [f.name for f in fields(classe)] if is_dataclass(classe) else classe._fields  # type: ignore[attr-defined]
    return {nom: types[nom] for nom in noms}


def en_champs(type_: Any) -> bool:
    """Dit si ce type s'écrit champ par champ."""
    return isinstance(type_, type) and (is_dataclass(type_) or hasattr(type_, "_fields"))


def sans_aucun(type_: Any) -> tuple[Any, ...]:
    """Les types d'une union, sans `Aucun` ni `None` ; un type seul, lui-même."""
    membres = get_args(type_) if get_origin(type_) in (Union, UnionType) else (type_,)
    return tuple(m for m in membres if m not in (Aucun, NoneType))


class Conversion:
    """Une conversion en cours : elle note toutes les erreurs, et rend `None` là où elle n'a pas pu lire."""

    def __init__(self, journal: Journal, lectures: Mapping[Any, Lire] = LECTURES) -> None:
        self.journal = journal
        self.lectures = lectures
        self.partiels: list[tuple[Changement, tuple[str, ...]]] = []

    def vers(self, type_: Any, noeud: Noeud, chemin: str) -> Any:
        """Lit un nœud comme une valeur de ce type."""
        self.journal.lignes[chemin] = noeud.ligne
        if isinstance(noeud, Scalaire) and noeud.vide:
            return None
        if type_ in SPECIAUX:
            return SPECIAUX[type_](self, noeud, chemin)
        if type_ is Any:
            return self._deviner(noeud, chemin)
        origine, arguments = get_origin(type_), get_args(type_)
        if origine in (Union, UnionType):
            return self._union(type_, noeud, chemin)
        if origine is tuple:
            return self._suite(arguments, noeud, chemin)
        if isinstance(origine, type) and issubclass(origine, Mapping):
            return self._table(arguments, noeud, chemin)
        if isinstance(origine, type) and issubclass(origine, Iterable):
            suite = self._suite((arguments[0], ...), noeud, chemin)
            return frozenset(suite) if suite and issubclass(origine, Set) else suite
        if isinstance(type_, type) and issubclass(type_, Enum):
            return self._choix(type_, noeud, chemin)
        if type_ in self.lectures:
            return self.scalaire(type_, noeud, chemin)
        if en_champs(type_):
            return self.fait(type_, noeud, chemin)
        raise TypeError(f"{chemin} : aucune lecture pour {type_}")

    def refuser(self, noeud: Noeud, chemin: str, erreur: Illisible) -> None:
        """Note ce que l'on n'a pas pu lire, et où."""
        recu = extrait(noeud.texte) if isinstance(noeud, Scalaire) else ""
        self.journal.noter(
            Erreur(erreur.dit, noeud.ligne, chemin, recu, erreur.attendu, erreur.faire, erreur.proche)
        )

    # --- Une valeur ----------------------------------------------------------------------------

    def scalaire(self, type_: Any, noeud: Noeud, chemin: str) -> Any:
        lire = lecture(type_, chemin.rpartition(".")[2], self.lectures)
        if not isinstance(noeud, Scalaire):
            attendu = _exemple(lire)
            self.refuser(noeud, chemin, Illisible(_mal_place(noeud), attendu))
            return None
        if cle(noeud.texte) in AUCUNS:
            if type_ in (Euros, Taux):
                return Decimal(0)
            if type_ is str and noeud.nu:  # entre guillemets, c'est le texte lui-même
                return ""
        try:
            return lire(noeud.texte)
        except Illisible as erreur:
            self.refuser(noeud, chemin, erreur)
            return None

    def _choix(self, type_: type[Enum], noeud: Noeud, chemin: str) -> Any:
        valeurs = [str(m.value) for m in type_]
        attendu: str | Phrase = valeurs[0]
        if len(valeurs) > 1:
            liste, dernier = ", ".join(valeurs[:-1]), valeurs[-1]
            attendu = phrase("{liste:texte} ou {dernier:texte}", liste=liste, dernier=dernier)
        if isinstance(noeud, Scalaire):
            recu = cle(noeud.texte)
            for membre in type_:
                if recu in (cle(str(membre.value)), membre.name.lower()):
                    return membre
            proche = le_plus_proche(noeud.texte, valeurs)
            message = phrase("« {recu:texte} » n'est pas un choix possible.", recu=extrait(noeud.texte))
            self.refuser(noeud, chemin, Illisible(message, attendu, vouliez_vous_dire(proche), proche))
        else:
            self.refuser(noeud, chemin, Illisible(_mal_place(noeud), attendu))
        return None

    def _union(self, type_: Any, noeud: Noeud, chemin: str) -> Any:
        if Aucun in get_args(type_) and dit_aucun(noeud):
            return AUCUN
        membres = sans_aucun(type_)
        for membre in membres[:-1]:
            essai = Conversion(Journal(), self.lectures)
            valeur = essai.vers(membre, noeud, chemin)
            if not essai.journal.erreurs:
                return valeur
        return self.vers(membres[-1], noeud, chemin)

    def _deviner(self, noeud: Noeud, chemin: str) -> Any:
        if isinstance(noeud, Liste):
            return tuple(self._deviner(e, f"{chemin}[{n}]") for n, e in enumerate(noeud.elements, 1))
        if isinstance(noeud, Table):
            return {
                nom.texte: self._deviner(valeur, f"{chemin}.{nom.texte}") for nom, valeur in noeud.entrees
            }
        for lire in (lire_date, lire_mois, lire_oui_ou_non, lire_entier, LECTURES[Decimal], lire_minutes):
            try:
                return lire(noeud.texte)
            except Illisible:
                continue
        return noeud.texte

    # --- Plusieurs valeurs ---------------------------------------------------------------------

    def _suite(self, types: tuple[Any, ...], noeud: Noeud, chemin: str) -> tuple[Any, ...] | None:
        if dit_aucun(noeud):
            return ()
        if types[-1] is not Ellipsis:
            return self._n_uplet(types, noeud, chemin)
        type_ = types[0]
        if type_ is Changement:
            return self._changements(noeud, chemin)
        if isinstance(noeud, Table):
            elements = self._elements_d_une_table(type_, noeud, chemin)
        elif isinstance(noeud, Liste):
            elements = noeud.elements
        else:
            elements = (noeud,)
        lus = []
        for rang, element in enumerate(elements, 1):
            ici = f"{chemin}[{rang}]"
            if isinstance(element, Scalaire) and element.vide:
                self.refuser(
                    element, ici, Illisible("Une ligne de la liste est vide.", que_faire="Retirez-la.")
                )
            elif (lu := self.vers(type_, element, ici)) is not None:
                lus.append(lu)
        return tuple(lus)

    def _n_uplet(self, types: tuple[Any, ...], noeud: Noeud, chemin: str) -> tuple[Any, ...] | None:
        if not isinstance(noeud, Liste) or len(noeud.elements) != len(types):
            self.refuser(noeud, chemin, Illisible(phrase("Il faut une liste de {n} valeurs.", n=len(types))))
            return None
        return tuple(
            self.vers(type_, element, f"{chemin}[{rang}]")
            for rang, (type_, element) in enumerate(zip(types, noeud.elements, strict=True), 1)
        )

    def _elements_d_une_table(self, type_: Any, noeud: Table, chemin: str) -> tuple[Noeud, ...]:
        """Une table pour une liste : un seul élément, ou des éléments nommés par leur premier champ."""
        if type_ not in EN_TABLE:
            return (noeud,)
        premier, second, *_ = champs(type_)
        if noeud.entrees and cle(noeud.entrees[0][0].texte) in champs(type_):
            return (noeud,)
        elements = []
        for nom, valeur in noeud.entrees:
            reste: Iterable[tuple[Scalaire, Noeud]] = ((Scalaire(second, valeur.ligne), valeur),)
            if isinstance(valeur, Table) and any(cle(n.texte) in champs(type_) for n, _ in valeur.entrees):
                reste = valeur.entrees
            elements.append(Table(((Scalaire(premier, nom.ligne), nom), *reste), nom.ligne))
        return tuple(elements)

    def _table(self, types: tuple[Any, ...], noeud: Noeud, chemin: str) -> dict[Any, Any] | None:
        if dit_aucun(noeud):
            return {}
        if not isinstance(noeud, Table):
            self.refuser(
                noeud,
                chemin,
                Illisible(_mal_place(noeud), "des lignes « nom: valeur »"),
            )
            return None
        return {
            self.vers(types[0], nom, f"{chemin}.{nom.texte}"): self.vers(
                types[1], valeur, f"{chemin}.{nom.texte}"
            )
            for nom, valeur in noeud.entrees
        }

    # --- Un fait -------------------------------------------------------------------------------

    def fait(self, classe: Any, noeud: Noeud, chemin: str) -> Any:
        """Lit un fait champ par champ."""
        if not isinstance(noeud, Table):
            noms = ", ".join(list(champs(classe))[:4])
            attendu = phrase("des lignes « champ: valeur » ({noms:texte}…)", noms=noms)
            self.refuser(noeud, chemin, Illisible(_mal_place(noeud), attendu))
            return None
        valeurs = {}
        for nom, valeur in noeud.entrees:
            if champ := self.nom_du_champ(nom, classe, chemin):
                valeurs[champ] = self.vers(champs(classe)[champ], valeur, joindre(chemin, champ))
        return self.construire(classe, valeurs, noeud, chemin)

    def construire(self, classe: Any, valeurs: dict[str, Any], noeud: Noeud, chemin: str) -> Any:
        try:
            return classe(**valeurs)
        except TypeError:
            absents = ", ".join(nom for nom in champs(classe) if nom not in valeurs)
            self.refuser(noeud, chemin, Illisible(phrase("Il manque {absents:texte}.", absents=absents)))
            return None

    def nom_du_champ(self, nom: Scalaire, classe: Any, chemin: str) -> str | None:
        """Le champ que désigne ce nom, aux accents près ; s'il n'existe pas, le plus proche est proposé."""
        forme = cle(nom.texte)
        if forme in champs(classe):
            return forme
        ailleurs = _ailleurs().get(forme, "")
        noms = (*AUTRES_NOMS.get(classe, ()), *champs(classe))
        proche = "" if ailleurs else le_plus_proche(nom.texte, noms)
        en_accolades = "Mettez entre guillemets la valeur qui précède : elle contient une virgule."
        que_faire = (
            en_accolades
            if forme[:1].isdigit()
            else phrase("Placez-le dans {ailleurs:texte}.", ailleurs=ailleurs)
            if ailleurs
            else vouliez_vous_dire(proche)
        )
        message = phrase(
            "« {recu:texte} » n'est pas un champ de « {ici:texte} »."
            if chemin
            else "« {recu:texte} » n'est pas un champ d'un dossier.",
            recu=extrait(nom.texte),
            ici=chemin,
        )
        self.journal.noter(
            Erreur(
                message,
                nom.ligne,
                joindre(chemin, extrait(nom.texte)),
                extrait(nom.texte),
                "" if que_faire else ", ".join(noms),
                que_faire,
                proche or (joindre(ailleurs, forme) if ailleurs else ""),
            )
        )
        return None

    def _changements(self, noeud: Noeud, chemin: str) -> tuple[Changement, ...] | None:
        """`{fin: 2026-08-31}` : chaque champ de la convention que l'avenant change, lu selon son type."""
        if not isinstance(noeud, Table):
            self.refuser(
                noeud,
                chemin,
                Illisible(_mal_place(noeud), "les champs qui changent, comme « fin: 31 août 2026 »"),
            )
            return None
        changements = []
        for nom, valeur in noeud.entrees:
            champ = self.nom_du_champ(nom, Convention, chemin)
            if not champ:
                continue
            type_ = champs(Convention)[champ]
            apres = self.vers(type_, valeur, joindre(chemin, champ))
            inconnu = Convention._inconnus[champ]
            changement = Changement(champ, inconnu if apres is None else apres)
            changements.append(changement)
            if isinstance(valeur, Table) and en_champs(type_):
                formes = [cle(n.texte) for n, _ in valeur.entrees]
                donnes = tuple(f for f in formes if f in champs(type_))
                if len(donnes) < len(formes) and type_ in AUTRES_NOMS:
                    donnes += tuple(champs(type_))[:1]  # des jours écrits à nu sont la semaine type
                self.partiels.append((changement, donnes))
        return tuple(changements)


def dit_aucun(noeud: Noeud) -> bool:
    """Dit si l'on a écrit qu'il n'y en a pas."""
    if isinstance(noeud, Scalaire):
        return cle(noeud.texte) in AUCUNS
    return isinstance(noeud, Liste) and not noeud.elements


def joindre(chemin: str, champ: str) -> str:
    """
    >>> joindre("convention", "debut"), joindre("", "convention")
    ('convention.debut', 'convention')
    """
    return f"{chemin}.{champ}" if chemin else champ


def _mal_place(noeud: Noeud) -> str | Phrase:
    if isinstance(noeud, Scalaire):
        return phrase("« {recu:texte} » ne convient pas ici.", recu=extrait(noeud.texte))
    if isinstance(noeud, Liste):
        return "Une liste ne convient pas ici."
    return "Une suite de champs ne convient pas ici."


def _exemple(lire: Lire) -> str | Phrase:
    try:
        lire("?")
    except Illisible as erreur:
        return erreur.attendu
    return "un texte"


@cache
def _ailleurs() -> dict[str, str]:
    """Où se trouve, dans un dossier, un champ que l'on aurait mis ailleurs : le plus près de la racine."""
    lieux: dict[str, str] = {}
    rang: list[tuple[str, Any]] = [("", Dossier)]
    for chemin, classe in rang:
        for nom, type_ in champs(classe).items():
            if chemin:
                lieux.setdefault(nom, chemin)
            for membre in sans_aucun(type_):
                if en_champs(membre) and chemin.count(".") < 2:
                    rang.append((joindre(chemin, nom), membre))
    return {
        nom: lieu for nom, lieu in lieux.items() if nom not in ("nom", "prenom", "debut", "fin", "pays", "le")
    }
