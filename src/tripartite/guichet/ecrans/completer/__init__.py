"""Remplir une convention, pas à pas : les mêmes écrans pour les trois parties."""
