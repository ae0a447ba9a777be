"""Les questions que chacun pose : une question, ses données typées, la fiche qui y répond.

Un fichier par question. `fiche(…)` écrit la réponse, la même au terminal et à l'écran. `Demande` porte ce que
l'on sait sans dossier ; `repondre(demande)` en fait une `Reponse` : fiche, objet calculé, jours à noter.
"""
