"""Les jours fériés : C. trav., art. L. 3133-1, L. 3134-13 et L. 3422-2, et textes propres aux collectivités.

Un jour férié n'est pas toujours chômé : seul le 1er mai l'est de plein droit (art. L. 3133-4). Un usage
n'est pas un jour férié : la mi-carême, le vendredi saint et le 21 juillet aux Antilles, le 2 novembre,
les fêtes musulmanes à Mayotte relèvent de l'usage ou d'un accord, et ne figurent pas ici.

La liste est vérifiée depuis 2008. Une fête dont l'application dépend d'un fait, ou dont l'acte reste à
confirmer, le dit dans sa « réserve » : la règle qui s'en sert répond alors « à vérifier ».
"""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple
from zoneinfo import ZoneInfo


class Territoire(StrEnum):
    """Les lieux dont la liste des jours fériés, ou le texte qui la fixe, diffère."""

    METROPOLE = "metropole"
    ALSACE_MOSELLE = "alsace_moselle"
    ALSACE_MOSELLE_SANS_TEMPLE = "alsace_moselle_sans_temple"  # ni temple protestant ni église mixte
    GUADELOUPE = "guadeloupe"
    MARTINIQUE = "martinique"
    GUYANE = "guyane"
    LA_REUNION = "la_reunion"
    MAYOTTE = "mayotte"
    SAINT_BARTHELEMY = "saint_barthelemy"
    SAINT_MARTIN = "saint_martin"
    SAINT_PIERRE_ET_MIQUELON = "saint_pierre_et_miquelon"
    POLYNESIE_FRANCAISE = "polynesie_francaise"
    NOUVELLE_CALEDONIE = "nouvelle_caledonie"
    WALLIS_ET_FUTUNA = "wallis_et_futuna"

    @property
    def fuseau(self) -> ZoneInfo:
        """Le fuseau horaire du chef-lieu.

        >>> Territoire.LA_REUNION.fuseau
        zoneinfo.ZoneInfo(key='Indian/Reunion')
        """
        return ZoneInfo(_FUSEAUX.get(self, "Europe/Paris"))

    @property
    def droit_du_travail_propre(self) -> bool:
        """Dit si le code du travail de l'État n'y est pas celui qui s'applique."""
        return self in _CODES_PROPRES

    @property
    def collectivite(self) -> bool:
        """Dit si c'est une collectivité d'outre-mer, qui peut avoir ses propres règles."""
        return self in _COLLECTIVITES


class JourFerie(NamedTuple):
    nom: str
    acte: str
    reserve: str | None = None
    """Ce qu'il reste à vérifier ; `None` quand le jour est férié à coup sûr."""


class _Fete(NamedTuple):
    nom: str
    quand: tuple[int, int] | int
    """(mois, jour), ou nombre de jours après le dimanche de Pâques."""
    ou: tuple[Territoire, ...]
    acte: str
    depuis: int = 1
    jusqu_en: int = 9999
    reserve: str | None = None


_T = Territoire
_FUSEAUX = {
    _T.GUADELOUPE: "America/Guadeloupe",
    _T.MARTINIQUE: "America/Martinique",
    _T.GUYANE: "America/Cayenne",
    _T.LA_REUNION: "Indian/Reunion",
    _T.MAYOTTE: "Indian/Mayotte",
    _T.SAINT_BARTHELEMY: "America/St_Barthelemy",
    _T.SAINT_MARTIN: "America/Marigot",
    _T.SAINT_PIERRE_ET_MIQUELON: "America/Miquelon",
    _T.POLYNESIE_FRANCAISE: "Pacific/Tahiti",  # ni les Marquises ni les Gambier, qui ont le leur
    _T.NOUVELLE_CALEDONIE: "Pacific/Noumea",
    _T.WALLIS_ET_FUTUNA: "Pacific/Wallis",
}

_PARTOUT = tuple(Territoire)
_ALSACE_MOSELLE = (_T.ALSACE_MOSELLE, _T.ALSACE_MOSELLE_SANS_TEMPLE)

_CODES_PROPRES = (_T.POLYNESIE_FRANCAISE, _T.NOUVELLE_CALEDONIE, _T.WALLIS_ET_FUTUNA)
_COLLECTIVITES = (
    *(_T.SAINT_BARTHELEMY, _T.SAINT_MARTIN, _T.SAINT_PIERRE_ET_MIQUELON),
    *_CODES_PROPRES,
)
# Code local : l'article L. 3134-1 écarte plusieurs professions (agriculture, professions libérales,
# assurance, enseignement, santé…) du chapitre auquel appartient l'article L. 3134-13.
_SAUF_PROFESSIONS = "Hors des professions que l'article L. 3134-1 du code du travail écarte."

# Article L. 3422-2 : loi 2016-1088 du 8 août 2016, art. 8. Avant lui, loi 83-550 du 30 juin 1983 et décret
# 83-1003 du 23 novembre 1983. Mayotte avait aussi l'article L. 222-1 de son propre code, jusqu'à la fin de
# 2017. Saint-Barthélemy et Saint-Martin : décret 2012-553 du 23 avril 2012, en vigueur le 26 avril 2012 ;
# de 2008 à 2011, date à confirmer, rien n'est donc affirmé.
_ABOLITION = "Commémoration de l'abolition de l'esclavage"
_ACTE_ABOLITION = "loi 83-550 et décret 83-1003 ; C. trav., art. L. 3422-2 depuis 2016"

# Les numéros d'articles des codes du travail du Pacifique sont à confirmer.
_CODE_POLYNESIE = "code du travail de la Polynésie française (loi du pays 2011-15)"
_CODE_CALEDONIE = "code du travail de Nouvelle-Calédonie (loi du pays 2008-2)"
_WALLIS = "accord interprofessionnel territorial et arrêté annuel de l'administrateur supérieur"

# Là où l'article L. 3133-1 ne s'applique pas (L. 3134-1, al. 3, en Alsace-Moselle), le texte local reprend
# les onze fêtes. Rédaction à confirmer.
_REPRISE_DES_FETES_LEGALES = {
    _T.ALSACE_MOSELLE: "C. trav., art. L. 3134-13",
    _T.ALSACE_MOSELLE_SANS_TEMPLE: "C. trav., art. L. 3134-13",
    _T.POLYNESIE_FRANCAISE: _CODE_POLYNESIE,
    _T.NOUVELLE_CALEDONIE: _CODE_CALEDONIE,
    _T.WALLIS_ET_FUTUNA: _WALLIS,
}

_FETES = (
    # Les onze fêtes légales.
    _Fete("Jour de l'an", (1, 1), _PARTOUT, "C. trav., art. L. 3133-1, 1°"),
    _Fete("Lundi de Pâques", 1, _PARTOUT, "C. trav., art. L. 3133-1, 2°"),
    _Fete("Fête du Travail", (5, 1), _PARTOUT, "C. trav., art. L. 3133-1, 3°"),
    _Fete("Victoire 1945", (5, 8), _PARTOUT, "C. trav., art. L. 3133-1, 4°"),
    _Fete("Ascension", 39, _PARTOUT, "C. trav., art. L. 3133-1, 5°"),
    _Fete("Lundi de Pentecôte", 50, _PARTOUT, "C. trav., art. L. 3133-1, 6°"),
    _Fete("Fête nationale", (7, 14), _PARTOUT, "C. trav., art. L. 3133-1, 7°"),
    _Fete("Assomption", (8, 15), _PARTOUT, "C. trav., art. L. 3133-1, 8°"),
    _Fete("Toussaint", (11, 1), _PARTOUT, "C. trav., art. L. 3133-1, 9°"),
    _Fete("Armistice 1918", (11, 11), _PARTOUT, "C. trav., art. L. 3133-1, 10°"),
    _Fete("Noël", (12, 25), _PARTOUT, "C. trav., art. L. 3133-1, 11°"),
    # Alsace-Moselle : ordonnance du 16 août 1892, codifiée.
    _Fete(
        "Vendredi saint",
        -2,
        (_T.ALSACE_MOSELLE,),
        "C. trav., art. L. 3134-13",
        reserve="Seulement dans les communes ayant un temple protestant ou une église mixte. "
        "Hors des professions que l'article L. 3134-1 du code du travail écarte.",
    ),
    _Fete("Saint-Étienne", (12, 26), _ALSACE_MOSELLE, "C. trav., art. L. 3134-13", reserve=_SAUF_PROFESSIONS),
    # Outre-mer, loi du 30 juin 1983.
    _Fete(_ABOLITION, (4, 27), (_T.MAYOTTE,), _ACTE_ABOLITION),
    _Fete(_ABOLITION, (5, 22), (_T.MARTINIQUE,), _ACTE_ABOLITION),
    _Fete(_ABOLITION, (5, 27), (_T.GUADELOUPE,), _ACTE_ABOLITION),
    _Fete(_ABOLITION, (6, 10), (_T.GUYANE,), _ACTE_ABOLITION),
    _Fete(_ABOLITION, (12, 20), (_T.LA_REUNION,), _ACTE_ABOLITION),
    _Fete(_ABOLITION, (10, 9), (_T.SAINT_BARTHELEMY,), _ACTE_ABOLITION, depuis=2012),
    _Fete(_ABOLITION, (5, 27), (_T.SAINT_MARTIN,), _ACTE_ABOLITION, depuis=2012, jusqu_en=2017),
    _Fete(
        _ABOLITION,
        (5, 28),
        (_T.SAINT_MARTIN,),
        "circulaires interministérielles de mai 2018 et du 3 mai 2019",
        depuis=2018,
        reserve="L'article L. 3422-2 du code du travail porte encore le 27 mai ; "
        "depuis 2018, les circulaires et la préfecture retiennent le 28.",
    ),
    # Pacifique.
    _Fete("Arrivée de l'Évangile", (3, 5), (_T.POLYNESIE_FRANCAISE,), _CODE_POLYNESIE),
    _Fete("Vendredi saint", -2, (_T.POLYNESIE_FRANCAISE,), _CODE_POLYNESIE),
    _Fete("Fête de l'autonomie", (6, 29), (_T.POLYNESIE_FRANCAISE,), _CODE_POLYNESIE, jusqu_en=2025),
    # Adoptée le 6 mai 2025 pour 2026 ; numéro à confirmer.
    _Fete("Matari'i", (11, 20), (_T.POLYNESIE_FRANCAISE,), "loi du pays 2025-12", depuis=2026),
    _Fete("Fête de la citoyenneté", (9, 24), (_T.NOUVELLE_CALEDONIE,), _CODE_CALEDONIE),
    _Fete("Saint Pierre Chanel", (4, 28), (_T.WALLIS_ET_FUTUNA,), _WALLIS),
    _Fete(
        "Saints Pierre et Paul",
        (6, 29),
        (_T.WALLIS_ET_FUTUNA,),
        _WALLIS,
        reserve="Attestée pour 2025 seulement ; les autres années sont à confirmer.",
    ),
    _Fete("Fête du Territoire", (7, 29), (_T.WALLIS_ET_FUTUNA,), _WALLIS),
)


@lru_cache(maxsize=512)
def feries(annee: int, territoire: Territoire) -> Mapping[date, JourFerie]:
    """Les jours fériés de l'année, dans l'ordre, chacun avec son acte et sa réserve.

    Deux fêtes le même jour n'en font qu'un, certain dès que l'une d'elles est certaine.

    >>> feries(2008, Territoire.METROPOLE)[date(2008, 5, 1)].nom
    'Fête du Travail et Ascension'
    >>> feries(2026, Territoire.GUYANE)[date(2026, 6, 10)].acte
    'loi 83-550 et décret 83-1003 ; C. trav., art. L. 3422-2 depuis 2016'
    """
    lieu, paques = Territoire(territoire), dimanche_de_paques(annee)
    trouves: dict[date, JourFerie] = {}
    for fete in _FETES:
        if lieu not in fete.ou or not fete.depuis <= annee <= fete.jusqu_en:
            continue
        if isinstance(fete.quand, int):
            jour = paques + timedelta(days=fete.quand)
        else:
            jour = date(annee, *fete.quand)
        acte = _REPRISE_DES_FETES_LEGALES.get(lieu, fete.acte) if fete.ou is _PARTOUT else fete.acte
        ferie = JourFerie(fete.nom, acte, fete.reserve)
        trouves[jour] = _reunir(trouves[jour], ferie) if jour in trouves else ferie
    return MappingProxyType(dict(sorted(trouves.items())))


@lru_cache(maxsize=512)
def jours_feries(annee: int, territoire: Territoire) -> Mapping[date, str]:
    """Les jours fériés de l'année et leur nom, dans l'ordre.

    >>> len(jours_feries(2026, Territoire.METROPOLE))
    11
    >>> jours_feries(2026, Territoire.METROPOLE)[date(2026, 4, 6)]
    'Lundi de Pâques'
    >>> [nom for nom in jours_feries(2026, Territoire.WALLIS_ET_FUTUNA).values() if nom.startswith("Saint")]
    ['Saint Pierre Chanel', 'Saints Pierre et Paul']
    """
    return MappingProxyType({jour: ferie.nom for jour, ferie in feries(annee, territoire).items()})


def est_ferie(jour: date, territoire: Territoire) -> bool:
    """Le jour est férié en ce lieu, réserves comprises (voir `ferie_du_jour`).

    >>> saint_etienne = date(2026, 12, 26)
    >>> est_ferie(saint_etienne, Territoire.METROPOLE), est_ferie(saint_etienne, Territoire.ALSACE_MOSELLE)
    (False, True)
    """
    return jour in jours_feries(jour.year, territoire)


def nom_du_ferie(jour: date, territoire: Territoire) -> str | None:
    """Le nom de la fête, s'il y en a une.

    >>> nom_du_ferie(date(2026, 5, 14), Territoire.METROPOLE)
    'Ascension'
    """
    return jours_feries(jour.year, territoire).get(jour)


def ferie_du_jour(jour: date, territoire: Territoire) -> JourFerie | None:
    """Le jour férié avec son acte et ce qui reste à vérifier.

    >>> ferie_du_jour(date(2026, 4, 3), Territoire.ALSACE_MOSELLE).reserve[:64]
    'Seulement dans les communes ayant un temple protestant ou une ég'
    >>> ferie_du_jour(date(2026, 4, 3), Territoire.ALSACE_MOSELLE_SANS_TEMPLE) is None
    True
    """
    return feries(jour.year, territoire).get(jour)


def dimanche_de_paques(annee: int) -> date:
    """Pâques dans le calendrier grégorien (calcul de Meeus, Jones et Butcher).

    >>> dimanche_de_paques(2026)
    datetime.date(2026, 4, 5)
    """
    or_ = annee % 19
    siecle, rang = divmod(annee, 100)
    epacte = (19 * or_ + siecle - siecle // 4 - (siecle - (siecle + 8) // 25 + 1) // 3 + 15) % 30
    dominicale = (32 + 2 * (siecle % 4) + 2 * (rang // 4) - epacte - rang % 4) % 7
    correction = (or_ + 11 * epacte + 22 * dominicale) // 451
    mois, jour = divmod(epacte + dominicale - 7 * correction + 114, 31)
    return date(annee, mois, jour + 1)


def territoire_de_la_commune(code_insee: str) -> Territoire:
    """Le territoire d'une commune, par son code INSEE, ou d'un département, par son numéro.

    Ce n'est pas le code postal : Saint-Martin et Saint-Barthélemy ont celui de la Guadeloupe (971..).
    Que la commune d'Alsace-Moselle ait un temple n'est pas dans son code : la réserve demeure.

    >>> [str(territoire_de_la_commune(code)) for code in ("67482", "97801", "2A004", "974")]
    ['alsace_moselle', 'saint_martin', 'metropole', 'la_reunion']
    """
    return _DEPARTEMENTS.get(code_insee[:3]) or _DEPARTEMENTS.get(code_insee[:2], Territoire.METROPOLE)


_DEPARTEMENTS = {
    "57": _T.ALSACE_MOSELLE,
    "67": _T.ALSACE_MOSELLE,
    "68": _T.ALSACE_MOSELLE,
    "971": _T.GUADELOUPE,
    "972": _T.MARTINIQUE,
    "973": _T.GUYANE,
    "974": _T.LA_REUNION,
    "975": _T.SAINT_PIERRE_ET_MIQUELON,
    "976": _T.MAYOTTE,
    "977": _T.SAINT_BARTHELEMY,
    "978": _T.SAINT_MARTIN,
    "986": _T.WALLIS_ET_FUTUNA,
    "987": _T.POLYNESIE_FRANCAISE,
    "988": _T.NOUVELLE_CALEDONIE,
}


def _reunir(un: JourFerie, autre: JourFerie) -> JourFerie:
    certain = un.reserve is None or autre.reserve is None
    return JourFerie(
        f"{un.nom} et {autre.nom}",
        f"{un.acte} ; {autre.acte}",
        None if certain else f"{un.reserve} {autre.reserve}",
    )
