"""Un constat, dit en texte, en JSON, en HTML ou en Markdown ; les grandeurs, écrites à la française."""
