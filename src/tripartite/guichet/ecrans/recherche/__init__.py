"""Chercher : une convention, une personne, un organisme, un article."""
