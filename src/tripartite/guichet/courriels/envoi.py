"""Envoyer un courriel déposé : c'est l'ouvrier qui le fait. Reprise, la tâche n'envoie pas deux fois."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from tripartite.guichet.modeles import Courriel

ESSAIS = 12
JOURNAL = structlog.get_logger("tripartite.courriels")


@task()
def expedier(courriel_id: int) -> None:
    """Envoie un courriel, s'il ne l'est pas déjà ; en cas d'échec, recommence, de plus en plus tard."""
    with transaction.atomic():
        courriel = Courriel.objects.select_for_update().get(pk=courriel_id)
        if courriel.envoye_le or courriel.abandonne_le:
            return
        courriel.essais += 1
        marque = f"<courriel-{courriel.pk}@{urlsplit(settings.ADRESSE).hostname}>"  # le même à chaque essai
        message = EmailMessage(
            courriel.objet, courriel.texte, to=[courriel.destinataire], headers={"Message-ID": marque}
        )
        try:
            message.send()
        except OSError as erreur:
            _remettre(courriel, erreur)
        else:
            courriel.envoye_le = timezone.now()
            courriel.texte = ""  # il portait un lien ou un code : une fois parti, il ne se garde pas
        courriel.save()


def _remettre(courriel: Courriel, erreur: OSError) -> None:
    """Note l'échec ; de une minute à six heures plus tard, puis on abandonne et on le dit."""
    courriel.erreur = type(erreur).__name__
    JOURNAL.warning(
        "courriel_non_envoye", courriel=courriel.pk, essais=courriel.essais, erreur=courriel.erreur
    )
    if courriel.essais >= ESSAIS:
        courriel.abandonne_le = timezone.now()
        return
    attente = timedelta(minutes=min(360, 2 ** (courriel.essais - 1)))
    plus_tard = timezone.now() + attente
    expedier.using(run_after=plus_tard).enqueue(courriel.pk)
