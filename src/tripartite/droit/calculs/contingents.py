"""Le contingent de stagiaires, semaine par semaine : R. 124-10 et R. 124-11.

Un calcul sur les bornes des stages : ni un jour, ni une semaine par stage n'est écrit.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate, chain, compress
from operator import ne
from typing import NamedTuple

from tripartite.droit.calculs.accueils import identite, periode_comptee
from tripartite.droit.calculs.effectifs import EffectifDeReference, Effectifs
from tripartite.droit.calendrier import UN_JOUR, Mois, Periode, Semaine
from tripartite.droit.faits import ArretePfmp, Effectif, StageVoisin
from tripartite.droit.langage import Confiance, Etape, Parametre, Phrase, connu, depuis, etape, phrase

DEBUT = "2015-10-29"  # conventions conclues depuis cette date : décret 2015-1359, article 6
SECONDAIRE = Confiance.SECONDAIRE

PART = Parametre(
    "part de l'effectif ouverte aux stagiaires",
    depuis(DEBUT, "0.15", "R. 124-10 (décret 2015-1359) : 15 %, à l'entier supérieur", SECONDAIRE),
    unite="de l'effectif",
    articles=("R. 124-10",),
)
SEUIL = Parametre(
    "effectif à partir duquel le contingent est une part",
    depuis(DEBUT, 20, "R. 124-10 (décret 2015-1359)", SECONDAIRE),
    unite="personnes",
    articles=("R. 124-10",),
)
PETIT = Parametre(
    "contingent d'un petit effectif",
    depuis(DEBUT, 3, "R. 124-10 (décret 2015-1359)", SECONDAIRE),
    unite="stagiaires",
    articles=("R. 124-10",),
)
PART_PFMP = Parametre(
    "part de l'effectif qu'un arrêté peut ouvrir aux PFMP",
    depuis(DEBUT, "0.20", "R. 124-11 (décret 2015-1359) : dans la limite de 20 %", SECONDAIRE),
    unite="de l'effectif",
    articles=("R. 124-11",),
)
SEUIL_PFMP = Parametre(
    "effectif à partir duquel l'arrêté sur les PFMP fixe une part",
    depuis(DEBUT, 30, "R. 124-11 (décret 2015-1359)", SECONDAIRE),
    unite="personnes",
    articles=("R. 124-11",),
)
PETIT_PFMP = Parametre(
    "contingent qu'un arrêté peut ouvrir aux PFMP pour un petit effectif",
    depuis(DEBUT, 5, "R. 124-11 (décret 2015-1359)", SECONDAIRE),
    unite="stagiaires",
    articles=("R. 124-11",),
)


# --- Le contingent d'une semaine -----------------------------------------------------------------


class Bareme(NamedTuple):
    """Le contingent en trois nombres : une part de l'effectif à partir d'un seuil, un nombre fixe dessous."""

    part: Decimal
    seuil: int
    petit: int

    def plafond(self, effectif: Fraction | int) -> int:
        """Le nombre de stagiaires que permet cet effectif, à l'entier supérieur.

        >>> [Bareme(Decimal("0.15"), 20, 3).plafond(Fraction(n)) for n in (19, 20, 21, 45, 100, 101)]
        [3, 3, 4, 7, 15, 16]
        """
        return self.petit if effectif < self.seuil else _part(self.part, effectif)


def _part(part: Decimal, effectif: Fraction | int) -> int:
    numerateur, denominateur = part.as_integer_ratio()
    return -(-numerateur * effectif.numerator // (denominateur * effectif.denominator))


def bareme_au(conclue_le: date) -> Bareme:
    """Le barème d'une convention conclue ce jour-là. Lève `FaitInconnu` avant le décret, après l'horizon."""
    return Bareme(PART.au(conclue_le).valeur, SEUIL.au(conclue_le).valeur, PETIT.au(conclue_le).valeur)


def bareme_pfmp_au(conclue_le: date) -> Bareme:
    """Les limites de l'arrêté sur les PFMP, pour une convention conclue ce jour-là."""
    part, seuil, petit = (p.au(conclue_le).valeur for p in (PART_PFMP, SEUIL_PFMP, PETIT_PFMP))
    return Bareme(part, seuil, petit)


class PlafondLu(NamedTuple):
    """Un contingent selon une lecture : le même nombre deux fois, ou « au moins » et aucun maximum connu."""

    nom: str | Phrase
    au_moins: int
    au_plus: int | None


Bornes = tuple[EffectifDeReference, tuple[PlafondLu, ...], int, int | None]
"""Ce qui borne une semaine : l'effectif, ses lectures, le plafond certain et le plafond possible."""


class SemaineDuContingent(NamedTuple):
    """Une semaine civile : les stagiaires présents, le contingent selon chaque lecture, les places.

    `plafonds` commence par la lecture retenue ; toutes permettent `plafond_certain`, aucune ne dépasse
    `plafond_possible` (`None` quand l'effectif, inconnu, ne le borne pas). `presents` compte les personnes ;
    `anonymes`, celles dont on ignore le nom et qui peuvent être l'une des autres.
    """

    semaine: Semaine
    presents: int
    anonymes: int
    reference: EffectifDeReference
    plafonds: tuple[PlafondLu, ...]
    plafond_certain: int
    plafond_possible: int | None

    @property
    def plafond(self) -> int:
        """Le contingent selon la lecture retenue."""
        return self.plafonds[0].au_moins

    @property
    def places(self) -> int:
        """Les places restantes, selon la lecture retenue."""
        return max(0, self.plafond - self.presents)

    @property
    def depassement(self) -> int:
        """Les stagiaires en trop selon toutes les lectures."""
        possible = self.plafond_possible
        return 0 if possible is None else max(0, self.presents - self.anonymes - possible)

    @property
    def douteuse(self) -> bool:
        """Dit si une lecture trouve le contingent dépassé, sans que toutes le trouvent."""
        return self.presents > self.plafond_certain and not self.depassement

    @property
    def etapes(self) -> tuple[Etape, ...]:
        """Les lignes du calcul."""
        return (
            *self.reference.etapes,
            *(
                etape("Contingent", "{lecture} : {plafond}", lecture=p.nom, plafond=p.au_moins)
                for p in self.plafonds
            ),
            etape(
                "Semaine civile",
                "du {lundi:date} : {presents:stagiaires} ; places libres : {places}",
                lundi=self.semaine.lundi,
                presents=self.presents,
                places=self.places,
            ),
        )


def contingent_par_semaine(
    effectifs: tuple[Effectif, ...],
    stages: tuple[StageVoisin, ...],
    debut: date,
    fin: date,
    conclue_le: date | None = None,
    arretes: tuple[ArretePfmp, ...] = (),
) -> tuple[SemaineDuContingent, ...]:
    """Le contingent, les stagiaires présents et les places, pour chaque semaine civile de `debut` à `fin`.

    Args:
        effectifs: les effectifs de la personne morale, mois par mois.
        stages: les stages qu'elle accueille, dans tous ses établissements ; `debut` et `fin` connus.
        debut, fin: la période regardée, jours inclus.
        conclue_le: le jour qui date le barème ; sinon `debut`.
        arretes: les arrêtés académiques, si l'on regarde des PFMP qu'ils concernent.

    Raises:
        FaitInconnu: avant le 29 octobre 2015, après l'horizon des textes, ou sur une date de stage inconnue.

    Une personne compte une fois par semaine, suspendue ou non ; une prolongation de L. 124-15 ne compte pas.
    Sources : R. 124-10 à R. 124-12.
    """
    jour = conclue_le or debut
    pfmp = bareme_pfmp_au(jour) if arretes else None
    return semaines_regardees(
        Effectifs(effectifs), stages, (Periode(debut, fin),), bareme_au(jour), arretes, pfmp
    )


def semaines_regardees(
    effectifs: Effectifs,
    stages: Iterable[StageVoisin],
    regardees: Sequence[Periode],
    bareme: Bareme,
    arretes: Sequence[ArretePfmp] = (),
    bareme_pfmp: Bareme | None = None,
    toutes: bool = True,
) -> tuple[SemaineDuContingent, ...]:
    """Comme `contingent_par_semaine`, pour des périodes et un barème déjà lus.

    Sans `toutes`, une semaine en tout semblable à la précédente n'est pas redite, sauf la dernière.
    """
    lundis = _lundis(regardees)
    nommes, anonymes = _par_personne(stages)
    presents = _compter(nommes, lundis)
    inconnus = _compter(anonymes, lundis) if anonymes else [0] * len(lundis)
    situees = list(zip(presents, inconnus, map(_mois_de_la_semaine, lundis), strict=True))
    bornes: dict[Mois, Bornes] = {}

    def borner(mois: Mois) -> Bornes:
        connues = bornes.get(mois)
        if connues is None:
            reference = effectifs[mois]
            lus = _plafonds_du_mois(reference, bareme, arretes, bareme_pfmp)
            connues = bornes[mois] = (reference, lus, *_borner(lus))
        return connues

    semaines: list[SemaineDuContingent] = []
    precedent = None
    for rang in range(len(situees)) if toutes else _changements(situees):
        nombre, inconnu, (du_lundi, du_dimanche) = situees[rang]
        bornees = borner(du_lundi)
        if du_dimanche is not du_lundi:
            suivantes = borner(du_dimanche)
            if suivantes[1] != bornees[1]:
                bornees = _reunir(bornees, suivantes)
        compte = (nombre + inconnu, inconnu, *bornees)
        if toutes or compte != precedent or rang == len(situees) - 1:
            semaine = Semaine.de(date.fromordinal(lundis[rang]))
            semaines.append(SemaineDuContingent(semaine, *compte))
        precedent = compte
    return tuple(semaines)


def _changements(situees: Sequence[tuple[int, int, tuple[Mois, Mois]]]) -> list[int]:
    """Les semaines où le nombre des stagiaires, ou le mois, diffère de la précédente ; la dernière."""
    dernier = len(situees) - 1
    differents = compress(range(1, dernier), map(ne, situees, situees[1:]))
    return [0, *differents, dernier] if dernier > 0 else list(range(len(situees)))


@lru_cache(4096)
def _mois_de_la_semaine(lundi: int) -> tuple[Mois, Mois]:
    """Le mois du lundi d'une semaine civile et celui de son dimanche : le calendrier, lu une fois."""
    du_lundi, du_dimanche = Mois.de(date.fromordinal(lundi)), Mois.de(date.fromordinal(lundi + 6))
    return du_lundi, du_lundi if du_dimanche == du_lundi else du_dimanche


def _lundis(periodes: Sequence[Periode]) -> Sequence[int]:
    """Les lundis des semaines civiles de ces périodes, par leur rang dans le calendrier, dans l'ordre."""
    rangs = [range(debut.toordinal() - debut.weekday(), fin.toordinal() + 1, 7) for debut, fin in periodes]
    return rangs[0] if len(rangs) == 1 else sorted({*chain.from_iterable(rangs)})


Semaines = tuple[int, int]
"""Des semaines civiles qui se suivent : leur premier lundi, et celui qui vient après elles."""


def _par_personne(stages: Iterable[StageVoisin]) -> tuple[list[Semaines], list[Semaines]]:
    """Les semaines de chaque personne, réunies ; puis celles des stages dont on ignore qui les fait."""
    nommes: dict[tuple[str, ...], list[Semaines]] = {}
    anonymes = []
    for stage in stages:
        comptee = periode_comptee(stage)
        if comptee is None:
            continue
        debut, fin = comptee
        semaines = (debut.toordinal() - debut.weekday(), fin.toordinal() - fin.weekday() + 7)
        if connu(stage.stagiaire) and stage.stagiaire:
            nommes.setdefault(identite(stage.stagiaire), []).append(semaines)
        else:
            anonymes.append(semaines)
    return list(chain.from_iterable(map(_sans_chevauchement, nommes.values()))), anonymes


def _sans_chevauchement(siennes: list[Semaines]) -> list[Semaines]:
    """Les mêmes semaines, chacune une seule fois."""
    if len(siennes) == 1:
        return siennes
    reunies: list[Semaines] = []
    for premiere, suite in sorted(siennes):
        if reunies and premiere <= reunies[-1][1]:
            reunies[-1] = (reunies[-1][0], max(reunies[-1][1], suite))
        else:
            reunies.append((premiere, suite))
    return reunies


def _compter(siennes: Iterable[Semaines], lundis: Sequence[int]) -> list[int]:
    """Combien de personnes sont là à chacun de ces lundis, dans l'ordre du temps."""
    ecarts = [0] * (len(lundis) + 1)
    for premiere, suite in siennes:
        ecarts[bisect_left(lundis, premiere)] += 1
        ecarts[bisect_left(lundis, suite)] -= 1
    return list(accumulate(ecarts[:-1]))


def _borner(lus: tuple[PlafondLu, ...]) -> tuple[int, int | None]:
    if len(lus) == 1:
        _, au_moins, au_plus = lus[0]
        return au_moins, au_plus
    hauts = [lu.au_plus for lu in lus if lu.au_plus is not None]
    return min(lu.au_moins for lu in lus), max(hauts) if len(hauts) == len(lus) else None


def _reunir(du_lundi: Bornes, du_dimanche: Bornes) -> Bornes:
    """Les lectures du mois du lundi, puis celles du mois du dimanche qui donnent un autre nombre."""
    reference, lus, *_ = du_lundi
    connus = [(lu.au_moins, lu.au_plus) for lu in lus]
    autres = [lu for lu in du_dimanche[1] if (lu.au_moins, lu.au_plus) not in connus]
    if not autres:
        return du_lundi
    tous = (*lus, *(lu._replace(nom=phrase("effectif du dimanche : {nom}", nom=lu.nom)) for lu in autres))
    return (reference, tous, *_borner(tous))


def _plafonds_du_mois(
    reference: EffectifDeReference, bareme: Bareme, arretes: Sequence[ArretePfmp], bareme_pfmp: Bareme | None
) -> tuple[PlafondLu, ...]:
    if reference.effectif is None:
        return (PlafondLu("effectif inconnu", bareme.petit, None),)
    bas = haut = bareme.plafond(reference.effectif)
    if arretes and bareme_pfmp:
        bas, haut = _relever(haut, reference.effectif, arretes, bareme_pfmp)
    if reference.dernier_jour is None:
        ancien = PlafondLu("dernier effectif connu", haut, haut)
        return (ancien, PlafondLu("effectif du mois d'avant, inconnu", bareme.petit, None))
    lus: tuple[PlafondLu, ...]
    if bas < haut:
        lus = (
            PlafondLu("part arrondie au-dessus", haut, haut),
            PlafondLu("part arrondie au-dessous", bas, bas),
        )
    else:
        lus = (PlafondLu("effectif de référence", haut, haut),)
    if reference.douze_mois is None:
        lus = (*lus, PlafondLu("moyenne des douze mois, inconnue", bas, None))
    return lus


def _relever(
    ordinaire: int, effectif: Fraction | int, arretes: Sequence[ArretePfmp], bareme: Bareme
) -> tuple[int, int]:
    """Le contingent relevé, au-dessous et au-dessus : l'arrondi de l'arrêté sur les PFMP n'est écrit nulle
    part."""
    bas = haut = ordinaire
    for arrete in arretes:
        if effectif < bareme.seuil:
            nombre = min(arrete.nombre, bareme.petit)
            bas, haut = max(bas, nombre), max(haut, nombre)
        else:
            part = min(arrete.taux, bareme.part)
            bas, haut = max(bas, int(Fraction(part) * effectif)), max(haut, _part(part, effectif))
    return bas, haut


# --- Une place de plus ---------------------------------------------------------------------------


class PremiereSemaineLibre(NamedTuple):
    """Le premier jour où un stagiaire de plus tient dans le contingent pendant toute la durée voulue.

    `certaine` dit que toutes les lectures le permettent. `pleines` sont les semaines qui l'empêchaient avant.
    """

    jour: date
    certaine: bool
    pleines: tuple[SemaineDuContingent, ...]
    etapes: tuple[Etape, ...]


def premiere_semaine_libre(
    effectifs: tuple[Effectif, ...],
    stages: tuple[StageVoisin, ...],
    debut: date,
    fin: date,
    conclue_le: date | None = None,
    arretes: tuple[ArretePfmp, ...] = (),
) -> PremiereSemaineLibre:
    """Répond à « puis-je en prendre un de plus, et à partir de quel jour ? ».

    Args:
        effectifs, stages, conclue_le, arretes: comme pour `contingent_par_semaine`.
        debut, fin: le stage voulu, jours inclus ; reporté, il garde sa durée.

    Returns:
        Le jour voulu si chaque semaine a une place, sinon le premier lundi à partir duquel c'est le cas.

    Raises:
        FaitInconnu: comme `contingent_par_semaine`.
    """
    duree = fin - debut
    dernier = max((p.fin for s in stages if (p := periode_comptee(s)) is not None), default=debut)
    horizon = max(dernier, debut) + duree + timedelta(days=14)
    semaines = contingent_par_semaine(effectifs, stages, debut, horizon, conclue_le or debut, arretes)
    jour = debut
    pleines = []
    for semaine in semaines:
        if semaine.semaine.lundi > jour + duree:
            break
        if not semaine.places:
            pleines.append(semaine)
            jour = semaine.semaine.dimanche + UN_JOUR
    retenues = [s for s in semaines if s.semaine.dimanche >= jour and s.semaine.lundi <= jour + duree]
    certaine = all(s.presents < s.plafond_certain for s in retenues)
    lignes = [
        etape(
            "Semaine sans place",
            "du {lundi:date} : {presents:stagiaires} pour un contingent de {plafond}",
            lundi=s.semaine.lundi,
            presents=s.presents,
            plafond=s.plafond,
        )
        for s in pleines
    ]
    lignes.append(etape("Première date possible", "{jour:date}", jour=jour))
    return PremiereSemaineLibre(jour, certaine, tuple(pleines), tuple(lignes))
