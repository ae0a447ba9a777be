"""L'espace d'un organisme d'accueil : ses conventions, ses places, ses tuteurs, ses postes."""
