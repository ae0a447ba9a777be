"""Délai de carence : L. 124-11 ; avant le 12 juillet 2014, L. 612-10. Durée : D. 124-6."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from tripartite.droit.calculs.accueils import identite
from tripartite.droit.calculs.deductions import meme_organisme
from tripartite.droit.calendrier import JOUR_DE_STAGE, UN_JOUR, dernier_jour_apres_mois, mois_entiers
from tripartite.droit.faits import Initiative, OrganismeAccueil, Rupture, StageVoisin, Stagiaire
from tripartite.droit.langage import (
    Confiance,
    Constat,
    Etape,
    Gravite,
    LectureDuTexte,
    Minutes,
    Parametre,
    Sujet,
    Verdict,
    a_verifier,
    conforme,
    connu,
    deduit,
    depuis,
    etape,
    lecture,
    non_conforme,
    regle,
    sans_objet,
)

SUJET = Sujet(
    "Délai de carence",
    ordre=100,
    lignes=("R14",),
    presentation="Combien de temps un poste attend entre deux stages, et quel jour il est libre.",
)

FRACTION = Parametre(
    "part du stage précédent que dure la carence",
    depuis("2011-07-30", Fraction(1, 3), "L. 612-10 (loi 2011-893)", Confiance.REPRODUCTION),
    depuis("2014-07-12", Fraction(1, 3), "L. 124-11 (loi 2014-788)", Confiance.SECONDAIRE),
    unite="de la durée du stage précédent",
    articles=("L. 124-11",),
)
JOURS_PAR_MOIS = 22  # D. 124-6


# --- Le jour où un poste est libre ---------------------------------------------------------------


class Attente(NamedTuple):
    """L'attente qu'un stage laisse derrière lui : le premier jour libre selon chaque lecture.

    Attributes:
        stage: le stage qui a occupé le poste ; `part`, ce qu'il faut attendre de sa durée.
        en_jours: le tiers de ses jours du calendrier, au jour supérieur.
        en_mois: le tiers de ses mois, s'il en fait un nombre entier divisible par trois ; sinon `None`.
        en_presence: le tiers de sa présence (D. 124-6), si on la connaît ; sinon `None`.
    """

    stage: StageVoisin
    part: Fraction
    en_jours: date
    en_mois: date | None
    en_presence: date | None

    @property
    def dates(self) -> tuple[date, ...]:
        """Le jour libre selon chaque lecture connue."""
        return tuple(jour for jour in (self.en_jours, self.en_mois, self.en_presence) if jour is not None)

    @property
    def au_plus_tot(self) -> date:
        """Avant ce jour, aucune lecture connue ne libère le poste."""
        return min(self.dates)

    @property
    def conseille(self) -> date:
        """Dès ce jour, toutes les lectures connues libèrent le poste."""
        return max(self.dates)

    @property
    def etapes(self) -> tuple[Etape, ...]:
        """Les lignes du calcul."""
        debut, fin, part = self.stage.debut, self.stage.fin, self.part
        lignes = [
            etape(
                "En jours du calendrier",
                "{jours:jours} × {part:taux}, au jour supérieur : {attente:jours} ; libre le {libre_le:date}",
                jours=(fin - debut).days + 1,
                part=part,
                attente=_jours(debut, fin, part),
                libre_le=self.en_jours,
            )
        ]
        if self.en_mois is not None:
            mois = mois_entiers(debut, fin) or 0
            calcul = "{mois:mois} × {part:taux} : {attente:mois} ; libre le {libre_le:date}"
            grandeurs = {"mois": mois, "part": part, "attente": int(mois * part), "libre_le": self.en_mois}
            lignes.append(etape("En mois entiers", calcul, **grandeurs))
        if self.en_presence is not None:
            attente_mois, attente_jours = _presence(self.stage.presence, part)
            calcul = "{presence:heures} × {part:taux} : {mois:mois}, {jours:jours} ; libre le {libre_le:date}"
            grandeurs = {"mois": attente_mois, "jours": attente_jours, "libre_le": self.en_presence}
            presence = self.stage.presence
            lignes.append(etape("En présence (D. 124-6)", calcul, presence=presence, part=part, **grandeurs))
        return tuple(lignes)


class PosteLibre(NamedTuple):
    """Le jour où un poste est libre, après tous les stages qui l'ont occupé.

    `au_plus_tot` et `conseille` sont `None` si rien n'est à attendre ; `attentes` suit l'ordre des stages.
    """

    au_plus_tot: date | None
    conseille: date | None
    attentes: tuple[Attente, ...]
    etapes: tuple[Etape, ...]


def attente(stage: StageVoisin, part: Fraction = Fraction(1, 3)) -> Attente:
    """L'attente après un stage : le tiers de sa durée, selon trois lectures (aucun texte ne dit l'unité).

    Args:
        stage: ses dates réelles (un stage interrompu compte ce qui en a été fait) ; sa présence, en minutes,
            si on la connaît.
        part: la part de la durée à attendre.

    Raises:
        FaitInconnu: si une date du stage est inconnue.

    >>> hiver = StageVoisin(date(2026, 1, 5), date(2026, 4, 4), presence=Minutes(455 * 60))
    >>> [str(jour) for jour in attente(hiver).dates]
    ['2026-05-05', '2026-05-05', '2026-05-05']
    """
    return Attente(stage, part, *_jours_libres(stage.debut, stage.fin, stage.presence, part))


def _jours_libres(
    debut: date, fin: date, presence: Minutes, part: Fraction
) -> tuple[date, date | None, date | None]:
    """Le jour libre après ce stage : en jours du calendrier, en mois entiers, en présence."""
    en_jours = fin + timedelta(days=_jours(debut, fin, part) + 1)
    numerateur, denominateur = part.as_integer_ratio()
    mois, reste = divmod((mois_entiers(debut, fin) or 0) * numerateur, denominateur)
    en_mois = _apres(fin, mois, 0) if mois and not reste else None
    en_presence = _apres(fin, *_presence(presence, part)) if connu(presence) else None
    return en_jours, en_mois, en_presence


def _jours(debut: date, fin: date, part: Fraction) -> int:
    return _au_dessus((fin - debut).days + 1, part)


def _presence(presence: Minutes, part: Fraction) -> tuple[int, int]:
    """Les mois, puis les jours, à attendre d'après la présence."""
    return divmod(_au_dessus(presence, part, JOUR_DE_STAGE), JOURS_PAR_MOIS)


def _au_dessus(nombre: int, part: Fraction, unite: int = 1) -> int:
    """La part de ce nombre, comptée dans cette unité, à l'entier supérieur."""
    numerateur, denominateur = part.as_integer_ratio()
    return -(-nombre * numerateur // (denominateur * unite))


def _apres(fin: date, mois: int, jours: int) -> date:
    dernier = dernier_jour_apres_mois(fin + UN_JOUR, mois) if mois else fin
    return dernier + timedelta(days=jours + 1)


def poste_libre_le(stages: tuple[StageVoisin, ...], part: Fraction = Fraction(1, 3)) -> PosteLibre:
    """Le jour où un poste est libre, après ces stages : le plus tardif de leurs jours libres.

    Args:
        stages: les stages du poste, dans n'importe quel ordre, même s'ils se chevauchent. Celui que le
            stagiaire a rompu n'ouvre pas de carence : il occupe seulement le poste jusqu'à sa fin.
        part: la part de la durée à attendre.

    Raises:
        FaitInconnu: si une date d'un stage, ou qui l'a rompu, est inconnu.

    >>> rompu = StageVoisin(date(2026, 1, 5), date(2026, 2, 10), rompu_par=Initiative.ORGANISME)
    >>> poste_libre_le((rompu,)).conseille
    datetime.date(2026, 2, 24)
    """
    ordonnes = sorted(stages, key=lambda s: (s.fin, s.debut))
    attentes = tuple(attente(s, part) for s in ordonnes if s.rompu_par != Initiative.STAGIAIRE)
    lendemains = [s.fin + UN_JOUR for s in ordonnes]
    return PosteLibre(
        max([*(a.au_plus_tot for a in attentes), *lendemains], default=None),
        max([*(a.conseille for a in attentes), *lendemains], default=None),
        attentes,
        tuple(ligne for a in attentes for ligne in a.etapes),
    )


# --- Ce que l'on déduit --------------------------------------------------------------------------


@deduit(part=FRACTION.a_la_date("conclue_le"))
def attentes_possibles(
    organisme: OrganismeAccueil, stagiaire: Stagiaire, debut: date, *, part: Fraction
) -> tuple[Attente, ...]:
    """Les stages commencés avant celui-ci, ou le même jour, dont l'attente peut durer encore à son début.

    Le même stagiaire attend aussi (Cass. soc., 7 janvier 2026, n° 24-12.244) : ses autres stages dans
    l'organisme en sont.
    """
    siens = stagiaire.stages if connu(stagiaire.stages) else ()
    ailleurs = [s for s in siens if connu(s.organisme) and meme_organisme(s.organisme, organisme)]
    avant = [s for s in (*organisme.stages, *ailleurs) if s.debut <= debut and _peut_gener(s, debut)]
    attentes = (attente(s, part) for s in avant)
    return tuple(a for a in attentes if a.conseille > debut)


def _peut_gener(stage: StageVoisin, debut: date) -> bool:
    """Écarte sans calcul ce qui est trop ancien : aucune lecture ne double la durée du stage."""
    return stage.fin + 2 * (stage.fin - stage.debut) + timedelta(days=62) > debut


@deduit()
def attentes_du_poste(attentes_possibles: tuple[Attente, ...], poste: str) -> tuple[Attente, ...]:
    """Celles du poste que prend ce stage, et que le stagiaire précédent n'a pas lui-même rompues."""
    if not attentes_possibles:
        return ()
    qui = identite(poste)
    return tuple(
        a
        for a in attentes_possibles
        if qui and identite(a.stage.poste) == qui and a.stage.rompu_par != Initiative.STAGIAIRE
    )


@deduit()
def carence_meconnue(attentes_du_poste: tuple[Attente, ...], debut: date) -> bool:
    """Dit si le stage commence, selon toutes les lectures, avant la fin d'une carence."""
    return any(_meconnue(a, debut) for a in attentes_du_poste)


def _meconnue(possible: Attente, debut: date) -> bool:
    """En même temps, ce sont peut-être deux postes ; sans la présence, seul le lendemain du stage est sûr."""
    certain = possible.au_plus_tot if possible.en_presence else possible.stage.fin + 2 * UN_JOUR
    return possible.stage.fin < debut < certain


# --- Les règles ----------------------------------------------------------------------------------


@regle("L. 124-11", "D. 124-6")
def delai_de_carence(
    hors_champ: bool, accueil_en_france: bool, attentes_du_poste: tuple[Attente, ...], debut: date
) -> Constat:
    """Entre deux stages, un poste attend le tiers de la durée du premier.

    Aucun délai si le stagiaire a rompu le premier de lui-même ; interrompu autrement, ce premier stage compte
    ce qui en a été fait. Le même stagiaire attend aussi, quel que soit l'établissement (Cass. soc.,
    7 janvier 2026, n° 24-12.244). Ni l'unité ni l'arrondi ne sont écrits : non conforme avant la première,
    à vérifier jusqu'à la dernière des dates, que l'on conseille.
    """
    if hors_champ:
        return sans_objet("Le délai de carence de L. 124-11 ne concerne pas cette convention.")
    if not accueil_en_france:
        return sans_objet("L'organisme d'accueil est à l'étranger : le délai de carence ne s'y applique pas.")
    meconnues = [a for a in attentes_du_poste if _meconnue(a, debut)]
    return _juger(meconnues, attentes_du_poste, debut)


@regle("L. 612-10", depuis="2011-07-30", jusqu_au="2014-07-11")
def delai_de_carence_ancien(
    hors_champ: bool, accueil_en_france: bool, attentes_du_poste: tuple[Attente, ...], debut: date
) -> Constat:
    """Entre deux stages, un poste attendait déjà le tiers de la durée du premier (loi du 28 juillet 2011).

    La durée était alors celle du calendrier, quelle que soit la présence.
    """
    if hors_champ or not accueil_en_france:
        return sans_objet("Le délai de carence de L. 612-10 ne concerne pas cette convention.")
    calendaires = tuple(a._replace(en_presence=None) for a in attentes_du_poste)
    meconnues = [a for a in calendaires if a.stage.fin < debut < a.au_plus_tot]
    return _juger(meconnues, tuple(a for a in calendaires if debut < a.conseille), debut, presence=False)


@regle("L. 124-11", gravite=Gravite.AVERTISSEMENT)
def poste_aux_memes_taches(
    hors_champ: bool,
    accueil_en_france: bool,
    attentes_possibles: tuple[Attente, ...],
    attentes_du_poste: tuple[Attente, ...],
    service: str,
    activites: str,
) -> Constat:
    """Le poste se juge aux faits : un autre nom, au même service et pour les mêmes tâches, n'y change rien.

    Cass. soc., 7 janvier 2026, n° 24-12.244 : des missions rédigées autrement ne font pas un autre poste.
    """
    if hors_champ or not accueil_en_france:
        return sans_objet("Le délai de carence ne concerne pas cette convention.")
    deja = set(map(id, attentes_du_poste))
    autres = [a for a in attentes_possibles if id(a) not in deja and a.stage.service]
    memes = [a for a in autres if identite(a.stage.service) == identite(service)]
    memes = [a for a in memes if a.stage.activites and identite(a.stage.activites) == identite(activites)]
    if not memes:
        return sans_objet("Aucun autre poste récent n'a le même service et les mêmes tâches.")
    dernier = max(memes, key=lambda a: a.conseille)
    return a_verifier(
        "Un stage du même service, aux mêmes tâches, a fini le {fin:date} sur un poste d'un autre nom.",
        lecture(
            "même poste",
            Verdict.NON_CONFORME,
            "La carence court : le poste n'est libre que le {libre_le:date}.",
            libre_le=dernier.conseille,
        ),
        lecture("autre poste", Verdict.CONFORME, "Aucune carence ne court."),
        que_faire="Dites en quoi les deux postes diffèrent, ou reportez le début au {libre_le:date}.",
        etapes=dernier.etapes,
        fin=dernier.stage.fin,
        libre_le=dernier.conseille,
    )


@regle("L. 124-11", gravite=Gravite.INFORMATION, part=FRACTION.a_la_date("conclue_le"))
def liberation_du_poste(
    hors_champ: bool,
    accueil_en_france: bool,
    debut: date,
    fin_effective: date,
    ruptures: tuple[Rupture, ...],
    minutes_retenues: Minutes,
    *,
    part: Fraction,
) -> Constat:
    """Le jour où le poste pourra accueillir un autre stagiaire, après celui-ci."""
    if hors_champ or not accueil_en_france:
        return sans_objet("Le délai de carence ne concerne pas cette convention.")
    if any(rupture.initiative == Initiative.STAGIAIRE for rupture in ruptures):
        return sans_objet("Le stagiaire est parti de lui-même : aucune carence ne court sur ce poste.")
    libres = [
        jour for jour in _jours_libres(debut, fin_effective, minutes_retenues, part) if jour is not None
    ]

    def etapes() -> Sequence[Etape]:
        return attente(StageVoisin(debut, fin_effective, presence=minutes_retenues), part).etapes

    if not connu(minutes_retenues):
        return a_verifier(
            "Au calendrier, le poste est libre le {libre_le:date} ; les heures du stage sont inconnues.",
            lecture("au calendrier", Verdict.CONFORME, "Libre le {libre_le:date}.", libre_le=max(libres)),
            lecture("en présence (D. 124-6)", Verdict.A_VERIFIER, "La présence n'est pas connue."),
            que_faire="Indiquez les horaires du stage, ou sa durée totale.",
            etapes=etapes,
            libre_le=max(libres),
        )
    return conforme(
        "Après ce stage, le poste est libre le {libre_le:date}, au plus tard des lectures possibles.",
        etapes=etapes,
        libre_le=max(libres),
        au_plus_tot=min(libres),
    )


def _juger(
    meconnues: list[Attente], attentes: tuple[Attente, ...], debut: date, presence: bool = True
) -> Constat:
    if meconnues:
        pire = max(meconnues, key=lambda a: a.au_plus_tot)
        conseille = max(a.conseille for a in attentes)
        return non_conforme(
            "Le poste attend encore : le stage précédent a fini le {fin:date}, et le poste n'est libre que le"
            " {au_plus_tot:date} au plus tôt.",
            que_faire="Reportez le début au {libre_le:date}, ou confiez un autre poste au stagiaire.",
            etapes=pire.etapes,
            fin=pire.stage.fin,
            au_plus_tot=pire.au_plus_tot,
            libre_le=conseille,
        )
    if not attentes:
        return conforme("Aucune carence ne court sur ce poste au début du stage.")
    pire = max(attentes, key=lambda a: a.conseille)
    return a_verifier(
        "Le stage précédent a fini le {fin:date} ; selon la lecture, le poste est libre ou attend encore."
        if pire.stage.fin < debut
        else "Un autre stage occupe le même poste jusqu'au {fin:date}.",
        *_lectures(pire, debut, presence),
        que_faire=_conseil(pire, debut, presence),
        etapes=pire.etapes,
        fin=pire.stage.fin,
        au_plus_tot=pire.au_plus_tot,
        libre_le=pire.conseille,
    )


def _conseil(possible: Attente, debut: date, presence: bool) -> str:
    if possible.stage.fin >= debut:
        return "Distinguez les deux postes, ou reportez le début au {libre_le:date}."
    if presence and possible.en_presence is None:
        return "Reportez le début au {libre_le:date}, ou indiquez les heures de présence du stage précédent."
    return "Reportez le début au {libre_le:date}, la plus prudente des dates."


def _lectures(possible: Attente, debut: date, presence: bool) -> list[LectureDuTexte]:
    phrase = "Le poste est libre le {libre_le:date}."
    lectures = [
        lecture(nom, Verdict.NON_CONFORME if debut < jour else Verdict.CONFORME, phrase, libre_le=jour)
        for nom, jour in (
            ("en jours du calendrier", possible.en_jours),
            ("en mois entiers", possible.en_mois),
            ("en présence (D. 124-6)", possible.en_presence),
        )
        if jour is not None
    ]
    if presence and possible.en_presence is None:
        inconnue = "La présence du stage précédent n'est pas connue."
        lectures.append(lecture("en présence (D. 124-6)", Verdict.A_VERIFIER, inconnue))
    if possible.stage.fin >= debut:
        distincts = "Deux stages en même temps occupent deux postes : aucune carence entre eux."
        lectures.append(lecture("deux postes distincts", Verdict.CONFORME, distincts))
    return lectures
