"""Lire la convention, la signer ; enregistrer ce qui est signé sur papier."""
