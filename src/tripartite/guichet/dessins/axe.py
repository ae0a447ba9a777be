"""L'axe du temps : les mois, aujourd'hui."""

from __future__ import annotations

from datetime import date

from django.utils.safestring import SafeString

from tripartite.droit.calendrier import Mois, mois_entre
from tripartite.guichet.dessins.ecriture import mois_abrege
from tripartite.guichet.dessins.toile import CARACTERE, Echelle, sur, texte, trait


def axe_des_mois(echelle: Echelle, y: float, haut: float) -> SafeString:
    """La ligne du temps à cette hauteur, un trait léger par mois depuis `haut`, son nom s'il a la place."""
    traces = [trait(echelle.gauche, y, echelle.droite, y, "d-axe")]
    libre = echelle.gauche
    for mois in mois_entre(echelle.debut, echelle.fin):
        jour = max(mois.premier_jour, echelle.debut)
        x, suite = echelle.x(jour), min(echelle.x(mois.suivant.premier_jour), echelle.droite)
        if jour == mois.premier_jour:
            traces.append(trait(x, haut, x, y + 4, "d-repere"))
        nom = _nom(mois, jour == mois.premier_jour or mois == Mois.de(echelle.debut))
        if x >= libre and suite - x >= len(nom) * CARACTERE * 0.6:
            traces.append(texte(nom, x + 3, y + 14, "d-doux"))
            libre = x + len(nom) * CARACTERE + 6
    return sur(*traces)


def _nom(mois: Mois, entier: bool) -> str:
    nom = mois_abrege(mois.premier_jour)
    return f"{nom}\xa0{mois.annee}" if mois.numero == 1 and entier else nom


def aujourd_hui(echelle: Echelle, au: date, haut: float, bas: float) -> SafeString:
    """Le jour où l'on regarde, s'il est sur l'axe."""
    if not echelle.debut <= au <= echelle.fin:
        return sur()
    x = echelle.x(au) + echelle.pas / 2
    return trait(x, haut, x, bas, "d-aujourdhui")


def axe_des_annees(echelle: Echelle, y: float) -> SafeString:
    """La ligne du temps à cette hauteur, un trait par 1er janvier, son année si elle a la place."""
    traces = [trait(echelle.gauche, y, echelle.droite, y, "d-axe")]
    libre = echelle.gauche
    for annee in range(echelle.debut.year, echelle.fin.year + 1):
        jour = max(date(annee, 1, 1), echelle.debut)
        x, nom = echelle.x(jour), str(annee)
        if jour.month == jour.day == 1:
            traces.append(trait(x, y, x, y + 4, "d-axe"))
        if x >= libre and echelle.droite - x >= len(nom) * CARACTERE:
            traces.append(texte(nom, x + 2, y + 15, "d-doux"))
            libre = x + len(nom) * CARACTERE + 8
    return sur(*traces)
