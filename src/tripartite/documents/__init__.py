"""Les documents qu'un dossier demande : des PDF qu'une personne lit, et qu'un programme relit."""
