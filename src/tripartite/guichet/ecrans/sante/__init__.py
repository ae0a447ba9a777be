"""Dire si l'instance va bien, à qui la surveille."""
