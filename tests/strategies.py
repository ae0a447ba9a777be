"""Des dossiers au hasard, pour Hypothesis : tirés des types de `droit.faits`, possibles sinon licites.

`dossiers()` en donne d'entiers, où des faits manquent ; `faits(Convention)`, un seul. Un dossier tiré ne se
contredit pas (les fins suivent les débuts, un jour n'a que 24 heures) : `tripartite.dossiers` le lirait. Les
noms, les postes et les organismes sortent de petites listes, pour que les stages se rencontrent.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeVar, get_args, get_origin

from hypothesis import strategies as st

from tripartite.dossiers.conversion import champs, sans_aucun
from tripartite.droit.calendrier import Mois
from tripartite.droit.faits import (
    Changement,
    Convention,
    Dossier,
    Effectif,
    Journee,
    Plage,
    SemaineType,
    StageVoisin,
    Vie,
)
from tripartite.droit.langage import AUCUN, Aucun, Euros, Inconnu, Minutes, Taux, connu

T = TypeVar("T")
SIRETS = ("93621374300011", "81331152900016", "35600000049837")
SIRENS = ("936213743", "813311529", "356000000")
PERSONNES = ("Maëlle Le Goff", "Samuel Rivière", "Paul Guérin")
MOTS = (
    "",
    "Nantes",
    "Rivière",
    "Samuel",
    "assistant",
    "contrôle de gestion",
    "l'accueil : 9 h, été",
    "00042",
    "a\nb",
)
CHOIX_PAR_CHAMP: dict[str, tuple[str, ...]] = {
    "siret": SIRETS,
    "organisme": (*SIRENS, "Marées Logicielles"),
    "stagiaire": PERSONNES,
    "tuteur": PERSONNES,
    "poste": ("assistant", "développeur"),
    "service": ("", "données", "finances"),
    "pays": ("France", "France", "Allemagne"),
    "nom": ("Le Goff", "Rivière", "Guérin"),
    "prenom": ("Maëlle", "Samuel", "Paul"),
}


def jours(premier: date = date(2008, 2, 1), dernier: date = date(2028, 8, 31)) -> st.SearchStrategy[date]:
    """Un jour, le plus souvent entre 2024 et 2027, parfois au bord d'une valeur ou d'une année."""
    bords = [
        date(2014, 12, 1),
        date(2015, 8, 31),
        date(2015, 9, 1),
        date(2015, 10, 29),
        date(2025, 12, 31),
        date(2026, 1, 1),
    ]
    recents = st.dates(max(premier, date(2024, 1, 1)), min(dernier, date(2027, 12, 31)))
    return st.one_of(recents, recents, st.sampled_from(bords), st.dates(premier, dernier))


def minutes(au_plus: int = 1200 * 60) -> st.SearchStrategy[int]:
    """Une durée : au hasard, ou au bord d'un seuil du droit."""
    bords = [
        m
        for m in (0, 420, 480, 481, 600, 2100, 2880, 308 * 60, 308 * 60 + 1, 462 * 60, 924 * 60)
        if m <= au_plus
    ]
    return st.one_of(st.integers(0, au_plus), st.sampled_from(bords))


def montants() -> st.SearchStrategy[Decimal]:
    centimes = st.integers(0, 200_000).map(lambda n: Decimal(n) / 100)
    return st.one_of(
        st.sampled_from([Decimal(t) for t in ("0", "3.30", "4.35", "4.49", "4.50", "693.00")]), centimes
    )


def taux(au_plus: int = 10_000) -> st.SearchStrategy[Decimal]:
    return st.integers(0, au_plus).map(lambda n: Decimal(n) / 10_000)


LECTURES: dict[Any, st.SearchStrategy[Any]] = {
    bool: st.booleans(),
    int: st.integers(0, 400),
    Decimal: st.integers(0, 4000).map(lambda n: Decimal(n) / 10),
    Minutes: minutes(),
    Euros: montants(),
    Taux: taux(),
    date: jours(),
    Mois: jours().map(Mois.de),
}


def _plages(bornes: list[int]) -> tuple[Plage, ...]:
    return tuple(Plage(d * 15, f * 15) for d, f in zip(bornes[::2], bornes[1::2], strict=False))


def journees() -> st.SearchStrategy[Journee]:
    """Une journée : des plages qui ne se recouvrent pas, une nuit, une durée seule, ou rien."""
    bornes = st.lists(st.integers(0, 95), min_size=2, max_size=6, unique=True).map(sorted)
    seances = st.sampled_from([(Plage(540, 750), Plage(810, 1020)), (Plage(480, 720), Plage(780, 1020))])
    return st.one_of(
        st.just(Journee()),
        seances.map(lambda plages: Journee(plages=plages)),
        bornes.map(lambda b: Journee(plages=_plages(b))),
        st.just(Journee(plages=(Plage(22 * 60, 6 * 60),))),
        minutes(14 * 60).map(lambda m: Journee(duree=Minutes(m))),
        st.builds(
            lambda b, p: Journee(plages=_plages(b), pause_payee=Minutes(p)), bornes, st.integers(0, 60)
        ),
    )


def valeurs(type_: Any, champ: str = "", inconnus: bool = True) -> st.SearchStrategy[Any]:
    """Une valeur d'un champ de ce type."""
    membres = sans_aucun(type_)
    (membre, *_) = membres
    if champ in CHOIX_PAR_CHAMP and membre is str:
        strategie: st.SearchStrategy[Any] = st.sampled_from(CHOIX_PAR_CHAMP[champ])
    elif membre is str:
        strategie = st.sampled_from(MOTS)
    elif champ == "naissance":
        strategie = st.dates(date(1985, 1, 1), date(2013, 12, 31))
    elif champ in ("taux_atmp", "taux_mobilite"):
        strategie = taux(500)
    elif champ == "echeances":
        strategie = st.integers(1, 24)
    elif champ == "personnes":
        strategie = st.sampled_from([0, 1, 19, 20, 21, 45, 100, 101])
    elif membre in LECTURES:
        strategie = LECTURES[membre]
    elif membre is Journee:
        strategie = journees()
    elif get_origin(membre) is tuple:
        strategie = _suites(get_args(membre)[0], champ, inconnus)
    elif isinstance(membre, type) and issubclass(membre, Enum):
        strategie = st.sampled_from(membre)
    else:
        strategie = faits(membre, inconnus)
    return st.one_of(st.just(AUCUN), strategie) if Aucun in get_args(type_) else strategie


def _suites(element: Any, champ: str, inconnus: bool) -> st.SearchStrategy[tuple[Any, ...]]:
    if champ == "presences":
        par_jour = st.dictionaries(jours(date(2024, 1, 1)), minutes(14 * 60), max_size=12)
        (presence,) = get_args(champs(Vie)["presences"])[:1]
        return par_jour.map(lambda p: tuple(presence(j, Minutes(m)) for j, m in sorted(p.items())))
    if champ == "jours_particuliers":
        return st.lists(faits(element, False), max_size=3, unique_by=lambda p: p.jour).map(tuple)
    if element is Effectif:
        return _effectifs()
    if element is Changement:
        return st.lists(changements(inconnus), max_size=3, unique_by=lambda c: c.fait).map(tuple)
    return st.lists(faits(element, inconnus), max_size=3).map(tuple)


@st.composite
def _effectifs(tirer: st.DrawFn) -> tuple[Effectif, ...]:
    """Des mois qui se suivent, avec parfois la moyenne déjà faite."""
    mois = Mois.de(tirer(jours()))
    suite = []
    for _ in range(tirer(st.integers(0, 14))):
        suite.append(Effectif(mois, tirer(valeurs(int, "personnes")), tirer(valeurs(Decimal | Aucun))))
        mois = mois.suivant
    return tuple(suite)


@st.composite
def changements(tirer: st.DrawFn, inconnus: bool = True) -> Changement:
    """Un fait de la convention que change un avenant."""
    champ = tirer(
        st.sampled_from(
            ["fin", "debut", "duree_prevue", "gratification", "tuteur", "horaires", "lieu", "poste"]
        )
    )
    return Changement(champ, tirer(valeurs(champs(Convention)[champ], champ, inconnus)))


@cache
def faits(classe: type[T], inconnus: bool = True) -> st.SearchStrategy[T]:
    """Un fait de cette classe ; avec `inconnus`, des champs manquent."""
    if classe is Plage:
        return st.builds(Plage, st.integers(0, 719), st.integers(720, 1440))
    if classe is SemaineType:
        return _semaines(inconnus)

    def champ(nom: str, type_: Any) -> st.SearchStrategy[Any]:
        strategie = st.deferred(lambda: valeurs(type_, nom, inconnus))
        if not inconnus or classe is Dossier or nom == "changements":
            return strategie
        return st.integers(0, 5).flatmap(lambda n: st.none() if n == 0 else strategie)

    return st.builds(classe, **{nom: champ(nom, type_) for nom, type_ in champs(classe).items()}).map(
        _possible
    )


def _semaines(inconnus: bool) -> st.SearchStrategy[SemaineType]:
    ouvres = journees()
    semaine = st.builds(
        lambda j, v, s: SemaineType(lundi=j, mardi=j, mercredi=j, jeudi=j, vendredi=v, samedi=s),
        ouvres,
        st.one_of(ouvres, st.just(Journee())),
        st.one_of(st.just(Journee()), ouvres),
    )
    bornes = st.one_of(st.just((AUCUN, AUCUN)), st.tuples(jours(), jours()).map(lambda b: tuple(sorted(b))))
    datees = st.builds(lambda s, b: replace(s, depuis=b[0], jusqu_au=b[1]), semaine, bornes)
    return st.one_of(datees, datees.map(lambda s: replace(s, mardi=None))) if inconnus else datees


def _possible(fait: T) -> T:
    """Remet dans l'ordre les dates d'un fait, et borne sa durée."""
    for premier, dernier in (("debut", "fin"), ("depuis", "jusqu_au"), ("annee_debut", "annee_fin")):
        debut, fin = getattr(fait, premier, None), getattr(fait, dernier, None)
        if isinstance(debut, date) and isinstance(fin, date):
            debut, fin = min(debut, fin), max(debut, fin)
            if isinstance(fait, Convention | StageVoisin):
                fin = debut + (fin - debut) % timedelta(days=400)
            fait = replace(fait, **{premier: debut, dernier: fin})  # type: ignore[type-var]
    return fait


def _avenants_possibles(dossier: Dossier) -> Dossier:
    """Retire d'un avenant les dates qui feraient finir le stage avant son début."""
    if not connu(dossier.vie.avenants):
        return dossier
    convention, avenants = dossier.convention, {}
    for avenant in sorted(
        dossier.vie.avenants, key=lambda a: a.conclu_le if connu(a.conclu_le) else date.max
    ):
        apres = replace(convention, **{c.fait: c.apres for c in avenant.changements})
        if isinstance(apres.debut, date) and isinstance(apres.fin, date) and apres.fin < apres.debut:
            changements = tuple(c for c in avenant.changements if c.fait not in ("debut", "fin"))
            avenants[id(avenant)] = replace(avenant, changements=changements)
        else:
            convention = apres
    rendus = tuple(avenants.get(id(a), a) for a in dossier.vie.avenants)
    return replace(dossier, vie=replace(dossier.vie, avenants=rendus))


@st.composite
def dossiers(tirer: st.DrawFn, inconnus: bool = True) -> Dossier:
    """Un dossier entier, qui ne se contredit pas ; avec `inconnus`, il y manque des faits."""
    dossier = tirer(faits(Dossier, inconnus))
    dossier = _avenants_possibles(dossier)
    debut = dossier.convention.debut
    if isinstance(debut, date):
        naissance = dossier.stagiaire.naissance
        if isinstance(naissance, date) and naissance >= debut:
            ne_le = debut - timedelta(days=15 * 365)
            dossier = replace(dossier, stagiaire=replace(dossier.stagiaire, naissance=ne_le))
        if not isinstance(dossier.vie, Inconnu) and not isinstance(dossier.vie.ruptures, Inconnu):
            ruptures = tuple(
                replace(r, le=max(r.le, debut)) if isinstance(r.le, date) else r for r in dossier.vie.ruptures
            )
            dossier = replace(dossier, vie=replace(dossier.vie, ruptures=ruptures))
    return dossier


__all__ = ["changements", "dossiers", "faits", "journees", "jours", "minutes", "montants", "taux", "valeurs"]
