"""Ce que les gestes partagent : verrouiller, lire la table, passer d'un état à l'autre, refuser en clair."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from tripartite.droit.faits import Partie
from tripartite.droit.langage import Constat
from tripartite.droit.parcours import Etat, GesteImpossible, Passage, exiger_le_geste
from tripartite.guichet.acces import AUTOUR, Acteur
from tripartite.guichet.gestes.circuit import noter_le_visa_attendu
from tripartite.guichet.gestes.journal import inscrire
from tripartite.guichet.modeles import Convention, Verrou

LONGUEUR = 2000
"""Ce qu'une raison ou une remarque a de signes, au plus."""


class GesteRefuse(Exception):
    """Le geste ne se fait pas : le message dit ce qui s'y oppose et quoi faire. Rien n'a changé."""


class Conflit(GesteRefuse):
    """Quelqu'un a écrit entre-temps : il faut voir les deux textes avant d'écrire."""

    def __init__(self, convention: Convention) -> None:
        self.convention = convention
        super().__init__(
            _("Cette convention a changé pendant que vous la remplissiez. Comparez les deux textes.")
        )


class RegleBloquante(GesteRefuse):
    """Une règle impérative n'est pas respectée."""

    def __init__(self, constats: Sequence[Constat], message: str = "") -> None:
        self.constats = tuple(constats)
        super().__init__(
            message
            or _("Une règle impérative n'est pas respectée : corrigez, ou passez outre avec une raison.")
        )


class EntreeRefusee(GesteRefuse):
    """Ce que l'on a donné ne convient pas : `champ` dit où."""

    def __init__(self, message: str, champ: str = "") -> None:
        self.champ = champ
        super().__init__(message)


def verrouiller(convention: Convention, *, avec: Sequence[str] = AUTOUR) -> Convention:
    """Relit la convention, et ce qui l'entoure, en la gardant pour soi jusqu'à la fin de la transaction."""
    tenues = Convention.objects.select_for_update(of=("self",))
    return (tenues.select_related(*avec) if avec else tenues).get(pk=convention.pk)


def mettre_en_file(*cles: str) -> None:
    """Fait passer un à un ceux qui se disputent ces choses. L'ordre est toujours le même : pas d'étreinte.

    À appeler avant de compter, dans la transaction qui décide.
    """
    voulues = sorted(set(cles))
    Verrou.objects.bulk_create([Verrou(cle=cle) for cle in voulues], ignore_conflicts=True)
    list(Verrou.objects.select_for_update().filter(cle__in=voulues).order_by("cle"))


def exiger(geste: str, convention: Convention, acteur: Acteur) -> tuple[Passage, Partie]:
    """La ligne de la table, et la partie qui agit.

    Raises:
        GesteImpossible: l'acteur n'est pas partie, ou la table ne lui ouvre pas ce geste dans cet état.
    """
    partie = acteur.partie(convention)
    if partie is None or geste not in acteur.gestes(convention):
        raise GesteImpossible(
            _("Ce geste n'est plus possible : la convention est « %(etat)s ».") % {"etat": convention.etat}
        )
    return exiger_le_geste(geste, convention.etat, partie), partie


def faire_passer(
    convention: Convention,
    passage: Passage,
    vers: Etat,
    *,
    par: Acteur,
    partie: Partie,
    attendu_de: Partie | str = "",
    donnes: set[str] | None = None,
    **dit: Any,
) -> None:
    """Change l'état, dit qui a la main, et l'inscrit au journal. `donnes` : les visas, s'ils sont connus."""
    if not passage.mene_a(vers):
        raise GesteImpossible(f"« {passage.geste} » ne mène pas à « {vers} ».")
    if convention.etat != vers:
        convention.etat, convention.depuis = vers.value, timezone.now()
    convention.attendu_de = str(attendu_de)
    noter_le_visa_attendu(convention, donnes)
    convention.save()
    inscrire(convention, passage.geste, par.nom, partie, etat=vers.value, **dit)


def exiger_un_motif(motif: str) -> str:
    """Une raison, dite en quelques mots.

    Raises:
        EntreeRefusee: il n'y en a pas, ou elle est trop longue.
    """
    dit = motif.strip()
    if len(dit) < 5:
        raise EntreeRefusee(
            _("Dites pourquoi, en une phrase au moins : la raison est envoyée et reste."), "motif"
        )
    if len(dit) > LONGUEUR:
        raise EntreeRefusee(_("La raison dépasse 2 000 signes : raccourcissez-la."), "motif")
    return dit
