"""Ce que lit un agent de contrôle : les conventions conclues des organismes pour lesquels il est habilité."""
