"""Les conventions d'un stagiaire : ce qui l'attend, ses brouillons, une de plus."""
