"""La porte d'entrée, et l'espace de chacun."""
