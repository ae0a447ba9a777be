"""Les versions d'une convention : qui a écrit quoi, quand ; et ce qui change de l'une à l'autre."""
