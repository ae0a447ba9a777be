"""La tournée : toutes les heures, l'ouvrier relance, reprend ce qui est resté en route, et fait le ménage.

Chaque partie peut être refaite sans dommage ; si l'une échoue, les autres se font.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import structlog
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tripartite.droit.parcours import Etat
from tripartite.guichet import entretien
from tripartite.guichet.cachet import alerte_du_cachet
from tripartite.guichet.courriels.envoi import expedier
from tripartite.guichet.gestes.relancer import tournee as relancer
from tripartite.guichet.gestes.sceller import sceller
from tripartite.guichet.modeles import Convention, Courriel, NaturePiece

ENTRE_DEUX = timedelta(hours=1)
JOURNAL = structlog.get_logger("tripartite.tournee")


@task()
def faire() -> None:
    """Fait la tournée, et prévoit la suivante."""
    faire.using(run_after=timezone.now() + ENTRE_DEUX).enqueue()
    for partie in (
        relancer,
        reprendre_les_courriels,
        reprendre_les_scellements,
        avertir_du_cachet,
        entretien.oublier,
        entretien.retirer_les_orphelins,
        entretien.mesurer_les_tables,
    ):
        _tenter(partie)


def prevoir() -> None:
    """Met la première tournée en route, si aucune n'attend ; l'ouvrier l'appelle en démarrant."""
    attendent = DBTaskResult.objects.filter(task_path=faire.module_path, status=TaskResultStatus.READY)
    if not attendent.exists():
        faire.enqueue()


def _tenter(partie: Callable[[], object]) -> None:
    try:
        partie()
    except Exception:  # une partie qui échoue n'emporte pas les autres ; le journal la nomme
        JOURNAL.exception("tournee_echouee", partie=partie.__name__)


def reprendre_les_courriels() -> int:
    """Remet en route un courriel dont la tâche s'est perdue."""
    perdus = Courriel.objects.filter(
        envoye_le=None, abandonne_le=None, ecrit_le__lt=timezone.now() - ENTRE_DEUX
    )
    for courriel in perdus.values_list("pk", flat=True):
        expedier.enqueue(courriel)
    return len(perdus)


def reprendre_les_scellements() -> int:
    """Remet en route le scellement d'une convention signée qui n'a pas encore son document."""
    sans_document = Convention.objects.filter(
        etat=Etat.SIGNEE.value, depuis__lt=timezone.now() - ENTRE_DEUX
    ).exclude(pieces__nature=NaturePiece.SIGNEE, pieces__annulee_le=None)
    versions = list(sans_document.values_list("version", flat=True))
    for version in versions:
        sceller.enqueue(version)
    return len(versions)


def avertir_du_cachet() -> None:
    """Dit au journal que la clé du cachet expire bientôt."""
    if alerte := alerte_du_cachet():
        JOURNAL.warning("cachet", alerte=alerte)
