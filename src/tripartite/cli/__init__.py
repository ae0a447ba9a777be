"""La ligne de commande : elle lit, demande, écrit ; elle ne juge pas.

Codes de sortie : 0, rien de non conforme ; 1, au moins un « non conforme » ; 2, une entrée qui ne se lit pas.
"""

from tripartite.cli.lancement import principal

__all__ = ["principal"]
