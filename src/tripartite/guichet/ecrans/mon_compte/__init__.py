"""Mon compte : nom, langue, teinte, mot de passe, second facteur, sessions."""
