"""Puis-je accueillir un stagiaire de plus, et quand ? Les places d'un organisme, semaine par semaine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from tripartite.droit.calculs.contingents import (
    PremiereSemaineLibre,
    SemaineDuContingent,
    contingent_par_semaine,
    premiere_semaine_libre,
)
from tripartite.droit.calendrier import UN_JOUR
from tripartite.droit.faits import Dossier, Effectif, Partie, StageVoisin
from tripartite.droit.langage import FaitInconnu, connu
from tripartite.droit.regles.carence import poste_libre_le
from tripartite.guichet.modeles import Convention, Organisme
from tripartite.guichet.passerelle import (
    dossier_a_juger,
    dossier_de_la_convention,
    stages_de_l_organisme,
)

AVANT, APRES = timedelta(weeks=2), timedelta(weeks=10)


@dataclass(frozen=True)
class Places:
    """La réponse, et ce qui la fonde. `effectif_declare` : sans lui, rien n'est sûr au-delà de trois."""

    debut: date
    fin: date
    semaines: tuple[SemaineDuContingent, ...]
    premiere: PremiereSemaineLibre
    effectif_declare: bool

    @property
    def des_le_debut(self) -> bool:
        """Vrai, le stage voulu tient à ses dates."""
        return self.premiere.jour == self.debut


@dataclass(frozen=True)
class PosteOccupe:
    """Un poste, son dernier stage, et le jour où il est de nouveau libre."""

    nom: str
    fin: date
    au_plus_tot: date
    conseille: date


def places_d_une_convention(convention: Convention, au: date) -> Places | None:
    """Les places chez l'organisme d'une convention, ce stage-ci mis à part."""
    return places_du_dossier(dossier_a_juger(convention, pour=Partie.ORGANISME), au)


def places_du_dossier(juge: Dossier, au: date) -> Places | None:
    """Les mêmes, d'un dossier lu avec ses voisins ; rien, si ses dates ne sont pas connues."""
    organisme, convention = juge.organisme, juge.convention
    if not connu(convention.debut) or not connu(convention.fin):
        return None
    stages = organisme.stages if connu(organisme.stages) else ()
    effectifs = organisme.effectifs if connu(organisme.effectifs) else ()
    return _compter(effectifs, stages, convention.debut, convention.fin, au)


def places_d_un_organisme(organisme: Organisme, debut: date, fin: date, au: date) -> Places | None:
    """Les places chez un organisme, pour un stage que l'on imagine."""
    dernier = dernier_dossier(organisme)
    effectifs = dernier.organisme.effectifs if dernier and connu(dernier.organisme.effectifs) else ()
    declares = dernier.organisme.stages if dernier and connu(dernier.organisme.stages) else ()
    return _compter(effectifs, (*declares, *stages_de_l_organisme(organisme, au)), debut, fin, au)


def dernier_dossier(organisme: Organisme) -> Dossier | None:
    """Ce que l'organisme a dit de lui la dernière fois qu'il a complété une convention."""
    completees = Convention.objects.filter(
        organisme__in=_de_la_meme_personne(organisme), version__dossier__organisme__has_key="effectifs"
    )
    derniere = completees.select_related("version").order_by("-depuis", "-pk").first()
    return dossier_de_la_convention(derniere) if derniere else None


def postes_occupes(stages: Sequence[StageVoisin], au: date) -> list[PosteOccupe]:
    """Les postes que la carence retient encore, le plus tôt libre d'abord."""
    par_poste: dict[str, list[StageVoisin]] = {}
    for stage in stages:
        if connu(stage.poste) and stage.poste:
            par_poste.setdefault(" ".join(stage.poste.split()), []).append(stage)
    occupes = []
    for nom, siens in par_poste.items():
        libre = poste_libre_le(tuple(siens))
        if libre.conseille and libre.au_plus_tot and libre.conseille > au:
            occupes.append(PosteOccupe(nom, max(s.fin for s in siens), libre.au_plus_tot, libre.conseille))
    return sorted(occupes, key=lambda p: (p.conseille, p.nom))


def _compter(
    effectifs: Sequence[Effectif], stages: Sequence[StageVoisin], debut: date, fin: date, au: date
) -> Places | None:
    du = min(debut, au) - AVANT
    jusqu_au = max(fin, debut + APRES)
    try:
        premiere = premiere_semaine_libre(tuple(effectifs), tuple(stages), debut, fin, au)
        jusqu_au = max(jusqu_au, premiere.jour + (fin - debut) + UN_JOUR)
        semaines = contingent_par_semaine(tuple(effectifs), tuple(stages), du, jusqu_au, au)
    except FaitInconnu:
        return None
    return Places(debut, fin, semaines, premiere, bool(effectifs))


def _de_la_meme_personne(organisme: Organisme) -> QuerySet[Organisme]:
    """Tous ses établissements : le contingent se compte par personne morale (R. 124-10)."""
    sien = {"siren": organisme.siren} if organisme.siren else {"pk": organisme.pk}
    return Organisme.objects.filter(**sien)
