"""Vérifier un document, sans compte : ce qu'il est, s'il vaut encore, de quel niveau."""
