"""Le barème des cotisations sur l'excédent de la franchise : CSS L. 136-2, D. 242-3, D. 242-4.

Chaque ligne : qui la doit, sur quelle assiette, à quel taux. Ce qui n'est jamais dû a sa ligne, à zéro.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from tripartite.droit.calculs.franchises import paliers
from tripartite.droit.calendrier import Mois
from tripartite.droit.faits import Activite, Effectif, OrganismeAccueil
from tripartite.droit.jours_feries import Territoire
from tripartite.droit.langage import Euros, FaitInconnu, Inconnu, Parametre, Taux, connu, depuis
from tripartite.droit.parametres import FIN_2026, OPENFISCA, PLAFOND_MENSUEL, SECONDAIRE

URSSAF = "mon-entreprise (Urssaf), juin 2026"


def _taux(nom: str, depuis_le: str, valeur: str, source: str, articles: tuple[str, ...] = ()) -> Parametre:
    seule = depuis(depuis_le, valeur, source, SECONDAIRE)
    return Parametre(nom, seule, unite="de l'excédent", articles=articles, jusqu_au=FIN_2026)


MALADIE = Parametre(
    "cotisation maladie de l'organisme",
    depuis("2024-01-01", "0.13", "CSS D. 242-3, sans taux réduit pour un stagiaire"),
    unite="de l'excédent",
    articles=("CSS D. 242-3",),
    jusqu_au=FIN_2026,
)
FAMILLE = _taux(
    "cotisation d'allocations familiales", "2024-01-01", "0.0525", f"{OPENFISCA} ; Urssaf, sans taux réduit"
)
VIEILLESSE_PLAFONNEE_ORGANISME = Parametre(
    "cotisation vieillesse plafonnée de l'organisme",
    depuis("2024-01-01", "0.0855", f"CSS D. 242-4 ; {OPENFISCA}"),
    unite="de l'excédent, dans la limite du plafond",
    articles=("CSS D. 242-4",),
    jusqu_au=FIN_2026,
)
VIEILLESSE_DEPLAFONNEE_ORGANISME = Parametre(
    "cotisation vieillesse déplafonnée de l'organisme",
    depuis("2024-01-01", "0.0202", f"CSS D. 242-4 ; {OPENFISCA}"),
    depuis("2026-01-01", "0.0211", f"CSS D. 242-4, décret 2025-1446 ; {OPENFISCA}"),
    unite="de l'excédent",
    articles=("CSS D. 242-4",),
    jusqu_au=FIN_2026,
)
VIEILLESSE_PLAFONNEE_STAGIAIRE = Parametre(
    "cotisation vieillesse plafonnée du stagiaire",
    depuis("2024-01-01", "0.069", f"CSS D. 242-4 ; {OPENFISCA}"),
    unite="de l'excédent, dans la limite du plafond",
    articles=("CSS D. 242-4",),
    jusqu_au=FIN_2026,
)
VIEILLESSE_DEPLAFONNEE_STAGIAIRE = Parametre(
    "cotisation vieillesse déplafonnée du stagiaire",
    depuis("2024-01-01", "0.004", f"CSS D. 242-4 ; {OPENFISCA}"),
    unite="de l'excédent",
    articles=("CSS D. 242-4",),
    jusqu_au=FIN_2026,
)
SOLIDARITE_AUTONOMIE = _taux("contribution de solidarité pour l'autonomie", "2024-01-01", "0.003", URSSAF)
FNAL_PLAFONNE = _taux("contribution au FNAL, moins de 50 personnes", "2024-01-01", "0.001", URSSAF)
FNAL_DEPLAFONNE = _taux("contribution au FNAL, 50 personnes et plus", "2024-01-01", "0.005", URSSAF)
MALADIE_ALSACE_MOSELLE = _taux(
    "cotisation maladie du stagiaire en Alsace-Moselle", "2022-04-01", "0.013", URSSAF
)
CSG_DEDUCTIBLE = _taux("CSG déductible", "2024-01-01", "0.068", URSSAF, ("CSS L. 136-8",))
CSG_NON_DEDUCTIBLE = _taux("CSG non déductible", "2024-01-01", "0.024", URSSAF, ("CSS L. 136-8",))
CRDS = _taux("CRDS", "2024-01-01", "0.005", URSSAF)
ABATTEMENT = Parametre(
    "abattement de l'assiette de la CSG et de la CRDS",
    depuis(
        "2024-01-01", "0.0175", "CSS L. 136-2, I", note="son application à l'excédent n'est pas confirmée"
    ),
    unite="de l'excédent",
    articles=("CSS L. 136-2",),
    jusqu_au=FIN_2026,
)

SERIES = (
    *(MALADIE, FAMILLE, VIEILLESSE_PLAFONNEE_ORGANISME, VIEILLESSE_DEPLAFONNEE_ORGANISME),
    *(VIEILLESSE_PLAFONNEE_STAGIAIRE, VIEILLESSE_DEPLAFONNEE_STAGIAIRE, SOLIDARITE_AUTONOMIE),
    *(FNAL_PLAFONNE, FNAL_DEPLAFONNE, MALADIE_ALSACE_MOSELLE),
    *(CSG_DEDUCTIBLE, CSG_NON_DEDUCTIBLE, CRDS, ABATTEMENT, PLAFOND_MENSUEL),
)
PALIERS = paliers(*SERIES)


class Assiette(StrEnum):
    """Sur quoi elle se calcule."""

    EXCEDENT = "l'excédent"
    PLAFONNEE = "l'excédent, dans la limite du plafond mensuel"
    ABATTUE = "l'excédent, après l'abattement pour frais professionnels"


class LigneDuBareme(NamedTuple):
    """Une cotisation : son nom, son assiette, son taux (inconnu s'il faut le demander), en fraction aussi."""

    libelle: str
    assiette: Assiette
    taux: Taux
    numerateur: int
    denominateur: int
    """Zéro quand le taux est inconnu."""


def ligne(libelle: str, assiette: Assiette, taux: Taux) -> LigneDuBareme:
    """Écrit une ligne du barème."""
    return LigneDuBareme(libelle, assiette, taux, *(taux.as_integer_ratio() if connu(taux) else (0, 0)))


EXCEDENT, PLAFONNEE, ABATTUE = Assiette


class Bareme(NamedTuple):
    """Les cotisations tant que rien ne change : de l'organisme, du stagiaire, CSG et CRDS du stagiaire."""

    organisme: tuple[LigneDuBareme, ...]
    stagiaire: tuple[LigneDuBareme, ...]
    csg_crds: tuple[LigneDuBareme, ...]
    plafond: int
    abattement: Taux

    def bases(self, excedent: Euros) -> tuple[int, int, int]:
        """Les bases de cet excédent, en centimes : entière, plafonnée, abattue."""
        entier = _centimes(excedent)
        abattue = _centimes(excedent - excedent * self.abattement)
        return entier, min(entier, 100 * self.plafond), abattue

    def appliquer(self, excedent: Euros) -> tuple[tuple[int, ...], ...]:
        """Le montant de chaque ligne, en centimes, groupe par groupe ; celui d'un taux inconnu l'est aussi.

        On calcule en entiers, exactement, moitié au-dessus : c'est dix fois plus vite qu'en décimaux.
        """
        entier, plafonnee, abattue = self.bases(excedent)
        groupes: Any = (self.organisme, self.stagiaire, self.csg_crds)
        return tuple(
            tuple(
                [
                    (2 * n * (plafonnee if a is PLAFONNEE else abattue if a is ABATTUE else entier) + d)
                    // (2 * d)
                    if d
                    else taux
                    for _, a, taux, n, d in groupe
                ]
            )
            for groupe in groupes
        )


def _centimes(montant: Decimal) -> int:
    return int((100 * montant).to_integral_value(ROUND_HALF_UP))


def en_euros(centimes: int) -> Euros:
    """Des centimes, en euros.

    >>> en_euros(6275), en_euros(0)
    (Decimal('62.75'), Decimal('0.00'))
    """
    return Euros(Decimal(centimes).scaleb(-2))


class NonDue(NamedTuple):
    """Une cotisation qui n'est jamais due sur une gratification, et pourquoi."""

    libelle: str
    motif: str
    montant: Euros = Euros(Decimal("0.00"))


SANS_CONTRAT = "le stagiaire n'est pas salarié"
NON_DUES = (
    NonDue("Assurance chômage", SANS_CONTRAT),
    NonDue("AGS", SANS_CONTRAT),
    NonDue("Retraite complémentaire (AGIRC-ARRCO, CEG)", SANS_CONTRAT),
    NonDue("Contribution au dialogue social", SANS_CONTRAT),
    NonDue("Réduction générale", "elle ne s'applique pas à un stage : ni réduction, ni taux réduits"),
)
"""Ce qui n'est jamais dû, et l'allégement jamais ouvert : mon-entreprise (Urssaf), Sage, Bpifrance."""


class Redevable(NamedTuple):
    """Ce que le barème demande à l'organisme ; ce qu'il n'a pas dit reste inconnu."""

    taux_atmp: Taux
    taux_mobilite: Taux
    cinquante_et_plus: bool
    agricole: bool = False
    alsace_moselle: bool = False
    territoire_connu: bool = True


ALSACE_MOSELLE = (Territoire.ALSACE_MOSELLE, Territoire.ALSACE_MOSELLE_SANS_TEMPLE)
AUTRES_REGIMES = (
    *(Territoire.MAYOTTE, Territoire.SAINT_PIERRE_ET_MIQUELON, Territoire.POLYNESIE_FRANCAISE),
    *(Territoire.NOUVELLE_CALEDONIE, Territoire.WALLIS_ET_FUTUNA),
)
"""Les territoires dont le barème est propre, et n'est pas écrit ici."""

CINQUANTE = 50


def cinquante_et_plus(personnes: Iterable[int]) -> bool:
    """Dit si l'effectif atteint cinquante personnes ; inconnu si les mois connus ne s'accordent pas.

    >>> cinquante_et_plus([48, 49]), cinquante_et_plus([50, 62])
    (False, True)
    >>> cinquante_et_plus([49, 50])
    Inconnu('effectif_du_fnal')
    """
    seuils = {personne >= CINQUANTE for personne in personnes}
    if len(seuils) != 1:
        return Inconnu("effectif_du_fnal", "l'effectif retenu pour le FNAL")  # type: ignore[return-value]
    return seuils.pop()


def redevable(organisme: OrganismeAccueil) -> Redevable:
    """Ce que les faits disent d'un organisme."""
    effectifs: Any = organisme.effectifs
    if connu(effectifs):
        connus: tuple[Effectif, ...] = tuple(e for e in effectifs if connu(e.personnes))
        effectifs = cinquante_et_plus(e.personnes for e in connus)
    return Redevable(
        organisme.taux_atmp,
        organisme.taux_mobilite,
        effectifs,
        organisme.regime == Activite.AGRICOLE,
        organisme.territoire in ALSACE_MOSELLE,
        organisme.territoire not in AUTRES_REGIMES,
    )


def dresser(mois: Mois, qui: Redevable, series: Mapping[Parametre, Any]) -> Bareme:
    """Dresse le barème d'un mois, pour un organisme ; `series` donne la valeur de chaque série, par mois.

    Raises:
        FaitInconnu: une valeur du mois n'est pas connue, ou le territoire a son propre barème.
    """
    if not qui.territoire_connu:
        raise FaitInconnu(Inconnu("bareme_du_territoire", "le barème des cotisations de ce territoire"))

    def taux(serie: Parametre) -> Taux:
        return Taux(series[serie][mois])

    organisme = (
        ligne("Maladie, maternité, invalidité, décès", EXCEDENT, taux(MALADIE)),
        ligne("Allocations familiales", EXCEDENT, taux(FAMILLE)),
        ligne("Vieillesse plafonnée", PLAFONNEE, taux(VIEILLESSE_PLAFONNEE_ORGANISME)),
        ligne("Vieillesse déplafonnée", EXCEDENT, taux(VIEILLESSE_DEPLAFONNEE_ORGANISME)),
        ligne("Solidarité autonomie", EXCEDENT, taux(SOLIDARITE_AUTONOMIE)),
        _fnal(qui, taux(FNAL_PLAFONNE), taux(FNAL_DEPLAFONNE)),
        ligne("Accidents du travail, maladies professionnelles", EXCEDENT, qui.taux_atmp),
        ligne("Versement mobilité", EXCEDENT, qui.taux_mobilite),
    )
    stagiaire: tuple[LigneDuBareme, ...] = (
        ligne("Vieillesse plafonnée", PLAFONNEE, taux(VIEILLESSE_PLAFONNEE_STAGIAIRE)),
        ligne("Vieillesse déplafonnée", EXCEDENT, taux(VIEILLESSE_DEPLAFONNEE_STAGIAIRE)),
    )
    if qui.alsace_moselle:
        maladie = ligne("Maladie, Alsace-Moselle", EXCEDENT, taux(MALADIE_ALSACE_MOSELLE))
        stagiaire = (maladie, *stagiaire)
    csg_crds = (
        ligne("CSG déductible", ABATTUE, taux(CSG_DEDUCTIBLE)),
        ligne("CSG non déductible", ABATTUE, taux(CSG_NON_DEDUCTIBLE)),
        ligne("CRDS", ABATTUE, taux(CRDS)),
    )
    return Bareme(organisme, stagiaire, csg_crds, series[PLAFOND_MENSUEL][mois], taux(ABATTEMENT))


def _fnal(qui: Redevable, plafonne: Taux, deplafonne: Taux) -> LigneDuBareme:
    """Le FNAL suit l'effectif ; au régime agricole, le taux d'un grand effectif est à confirmer."""
    grand: Any = qui.cinquante_et_plus
    if not connu(grand) or (grand and qui.agricole):
        inconnu: Any = grand
        if connu(grand):
            inconnu = Inconnu("fnal_agricole", "le taux du FNAL d'un grand organisme agricole")
        return ligne("FNAL", EXCEDENT, inconnu)
    if grand:
        return ligne("FNAL", EXCEDENT, deplafonne)
    return ligne("FNAL", PLAFONNEE, plafonne)
