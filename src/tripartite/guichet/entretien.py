"""Entretenir la base : que les listes restent rapides, que rien ne s'entasse."""

from __future__ import annotations

from datetime import timedelta

from django.core.management import call_command
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from tripartite.guichet import pieces
from tripartite.guichet.modeles import Code, Compteur, Demande, Jeton, Piece, Signataire

UN_JOUR = timedelta(hours=24)
UN_AN = timedelta(days=365)


def mesurer_les_tables() -> None:
    """Donne à la base de quoi choisir ses index, sans attendre que PostgreSQL y pense de lui-même."""
    with connection.cursor() as curseur:
        curseur.execute("ANALYZE")


def oublier() -> None:
    """Retire ce qui ne sert plus : demandes, codes, sessions d'hier, vieilles tâches, vieux jetons."""
    maintenant = timezone.now()
    hier = maintenant - UN_JOUR
    Demande.objects.filter(le__lt=hier).delete()
    Code.objects.filter(expire_le__lt=hier).delete()
    Compteur.objects.filter(debut__lt=hier).delete()
    Jeton.objects.filter(Q(expire_le__lt=maintenant - UN_AN) | Q(revoque_le__lt=maintenant - UN_AN)).delete()
    call_command("clearsessions", verbosity=0)
    call_command("prune_db_task_results", min_age_days=7, verbosity=0)


def retirer_les_orphelins() -> int:
    """Retire les fichiers d'hier que nulle rangée ne nomme : un geste défait les a laissés."""
    nommees = {
        empreinte
        for modele in (Piece, Signataire)
        for empreinte in modele.objects.order_by().values_list("empreinte", flat=True)
    }
    return pieces.retirer_les_orphelins(nommees, UN_JOUR)
