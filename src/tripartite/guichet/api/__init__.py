"""L'API : un programme y lit ce que la personne de son jeton lit sur ses écrans."""
