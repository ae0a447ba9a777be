"""L'application Django."""

from django.apps import AppConfig


class Guichet(AppConfig):
    """Une seule application ; ses couches la traversent une fois."""

    name = "tripartite.guichet"
    label = "guichet"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Guichet"
