"""La file de l'établissement : ce qui l'attend d'abord, ce qui bloque, depuis quand, et chez qui."""
