"""Le relevé : ce que donne ce que l'on est en train d'écrire. Heures, mois, argent, constats de l'étape."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tripartite.dossiers import DossierInvalide
from tripartite.droit.calculs.durees import Duree, compter_duree
from tripartite.droit.faits import Partie
from tripartite.droit.langage import AUCUN, Constat, Situation, connu
from tripartite.guichet.ecrans.completer.argent import Gains, gains
from tripartite.guichet.formulaires.constats import constats_du_champ
from tripartite.guichet.formulaires.description import Etape
from tripartite.guichet.formulaires.lecture import phrases
from tripartite.guichet.modeles import Convention
from tripartite.guichet.passerelle import regarder
from tripartite.rendus.classement import Classement, classer

DE_LA_SIGNATURE = frozenset(
    {"signatures_au_complet", "signatures_avant_le_debut", "conclusion_de_la_convention"}
)


@dataclass(frozen=True)
class Compte:
    """Les heures d'un stage devant les deux seuils de la loi."""

    duree: Duree
    autres: int
    fin_possible: date | None
    """Le dernier jour où le stage peut finir, à ce rythme."""
    rien_de_possible: bool


@dataclass(frozen=True)
class Releve:
    """Ce que l'on montre à côté d'une étape."""

    constats: Classement
    compte: Compte | None = None
    gains: Gains | None = None
    erreurs: tuple[str, ...] = ()


def relever(
    convention: Convention, etape: Etape, au: date, donnees: Mapping[str, Any], *, pour: Partie | None
) -> Releve:
    """Juge ce qui est écrit, et en garde ce qui concerne l'étape. Des faits qui se contredisent le disent."""
    try:
        constats, situation = regarder(convention, au, donnees, pour=pour)
    except DossierInvalide as erreur:
        return Releve(classer(()), erreurs=tuple(phrases(erreur.erreurs)))
    return Releve(classer(constats_de(etape, constats)), compter(situation), gains(situation))


def constats_de(etape: Etape, constats: Iterable[Constat]) -> list[Constat]:
    """Ceux que causent les réponses de cette étape ; que rien ne soit signé n'est pas à redire ici."""
    return [c for c in constats_du_champ(constats, etape.chemins) if c.regle not in DE_LA_SIGNATURE]


def compter(situation: Situation) -> Compte | None:
    """Les heures, si on les connaît ; celles des autres stages de l'année s'y ajoutent."""
    minutes = _connu(situation["minutes_retenues"])
    if not minutes:
        return None
    de_l_annee, seuil = _connu(situation["duree_de_l_annee"]), _connu(situation["seuil_de_gratification"])
    compteurs = _connu(situation["compteurs"]) or ()
    autres = int(de_l_annee - minutes) if len(compteurs) == 1 and de_l_annee is not None else 0
    par_jour, possible = _connu(situation["duree_par_jour"]), situation["fin_possible"]
    return Compte(
        compter_duree(par_jour or int(minutes), autres=autres, **({"seuil": seuil} if seuil else {})),
        autres,
        possible if connu(possible) and possible is not AUCUN else None,
        possible is AUCUN,
    )


def _connu(fait: Any) -> Any:
    return fait if connu(fait) else None
