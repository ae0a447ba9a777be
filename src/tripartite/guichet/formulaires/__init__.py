"""Les formulaires de faits : ce qu'on demande à chacun, et comment ce qui est tapé devient un fait.

    etapes.ETAPES, etapes.etapes(partie)       le chemin de chaque partie, en données
    formulaire.FormulaireDeFaits(etape, …)     la page d'une étape : lire, dire ce qui ne va pas, appliquer
    differences.chemins_modifies(avant, apres) ce qui change d'un dossier à l'autre
    manquants.manquants(donnees, partie, au)   ce qu'une partie doit encore
    constats.constats_du_champ(…, chemins)     les constats que ces faits causent

Rien ici ne connaît ni rangée ni page.
"""
