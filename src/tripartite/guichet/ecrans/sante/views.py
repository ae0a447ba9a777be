"""`/healthz` : le processus répond. `/readyz` : la base, le disque et l'ouvrier aussi."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_GET
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

OUVRIER_MUET = timedelta(minutes=10)


@require_GET
def processus(request: HttpRequest) -> HttpResponse:
    """Le processus répond."""
    return HttpResponse("bien\n", content_type="text/plain; charset=utf-8")


@require_GET
def instance(request: HttpRequest) -> HttpResponse:
    """Ce qui marche et ce qui ne marche pas, sans détail de la machine."""
    etats = {"base": _base(), "disque": _disque()}
    if etats["base"]:
        etats |= {"schema": _schema(), "ouvrier": _ouvrier()}
    return JsonResponse(etats, status=200 if all(etats.values()) else 503)


def _base() -> bool:
    try:
        with connection.cursor() as curseur:
            curseur.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _schema() -> bool:
    executeur = MigrationExecutor(connection)
    return not executeur.migration_plan(executeur.loader.graph.leaf_nodes())


def _disque() -> bool:
    essai = settings.DONNEES / "pieces" / ".essai"
    try:
        essai.parent.mkdir(parents=True, exist_ok=True)
        essai.write_bytes(b"x")
        essai.unlink()
    except OSError:
        return False
    return True


def _ouvrier() -> bool:
    attendent = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    retard = timezone.now() - OUVRIER_MUET
    return not attendent.filter(enqueued_at__lt=retard).exclude(run_after__gt=retard).exists()
