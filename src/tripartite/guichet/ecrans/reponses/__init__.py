"""Les questions que chacun pose, sans compte : une réponse que l'on vérifie et que l'on emporte."""
