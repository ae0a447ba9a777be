"""Ce que les gabarits savent écrire."""
