"""La démonstration : trois écoles, douze organismes, deux cents conventions dans tous les états.

Tout passe par les gestes, comme dans la vie ; seule l'horloge est avancée pour que chacun ait son histoire.
"""

from tripartite.guichet.demonstration.installation import installer

__all__ = ["installer"]
