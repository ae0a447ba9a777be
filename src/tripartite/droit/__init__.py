"""Le droit des stages, écrit en code. Bibliothèque standard seulement."""
