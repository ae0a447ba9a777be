"""Le droit des stages, à jour : pour tous, écrit par le code qui juge, au jour que l'on choisit."""
