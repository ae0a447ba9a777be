"""Les documents d'une convention : le PDF de sa version, ses pièces."""
