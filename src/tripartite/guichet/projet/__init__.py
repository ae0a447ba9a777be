"""Le projet Django : réglages, adresses, serveur."""
