"""Les journaux techniques : du JSON, une ligne par événement, et rien qui soit un secret ou une personne."""

from __future__ import annotations

import logging.config
import re
from typing import Any

import structlog

SECRETS = re.compile(
    r"(?i)(mot.?de.?passe|password|passwd|secret|token|jeton|cookie|authorization|csrf|session|otp|totp|code|cle|nir)"
)
DANS_UN_TEXTE = (
    (re.compile(r"\?[^\s\"']*"), "?…"),  # ce que porte une adresse
    (re.compile(r"/lien/[^\s/?\"']+"), "/lien/…"),
    (re.compile(r"tripartite_[\w-]{20,}"), "tripartite_…"),  # un jeton d'API
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"), "…@…"),
    (re.compile(r"[\r\n\x00-\x1f\x7f\u2028\u2029]+"), " "),  # un nom ne forge pas une ligne
)


def taire(_: Any, __: str, evenement: dict[str, Any]) -> dict[str, Any]:
    """Retire d'un événement ce qui ne se journalise pas.

    >>> taire(None, "", {"event": "GET /lien/abc?x=1", "password": "x", "n": 1})
    {'event': 'GET /lien/…?…', 'password': '…', 'n': 1}
    """
    return {nom: "…" if SECRETS.search(nom) else _propre(valeur) for nom, valeur in evenement.items()}


def _propre(valeur: Any) -> Any:
    if isinstance(valeur, str):
        for motif, remplacement in DANS_UN_TEXTE:
            valeur = motif.sub(remplacement, valeur)
        return valeur[:2000]
    if isinstance(valeur, dict):
        return taire(None, "", valeur)
    if isinstance(valeur, list | tuple):
        return [_propre(v) for v in valeur]
    return valeur


_AVANT: list[Any] = [
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.PositionalArgumentsFormatter(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
    taire,
]
JOURNAUX: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "foreign_pre_chain": _AVANT,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        }
    },
    "handlers": {"sortie": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["sortie"], "level": "WARNING"},
    "loggers": {
        "tripartite": {"level": "INFO"},
        "django.security": {"level": "ERROR"},
        "django_tasks": {"level": "WARNING"},
    },
}


def installer(reglages: dict[str, Any]) -> None:
    """Met les journaux en place ; Django l'appelle en démarrant."""
    logging.config.dictConfig(reglages)
    structlog.configure(
        processors=[*_AVANT, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
