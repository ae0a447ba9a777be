"""Le droit des stages, en code : vérifier une convention, calculer ce qui est dû, dire pourquoi."""

__version__ = "0.1.0"
