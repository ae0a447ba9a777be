"""Les pages, un dossier chacune. Une vue n'écrit pas de rangée : elle appelle un geste."""
