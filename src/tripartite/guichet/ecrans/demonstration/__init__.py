"""Ce qui n'existe qu'en démonstration : entrer sans mot de passe, lire les courriels."""
