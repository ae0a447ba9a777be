"""Les dessins : du SVG écrit par le serveur, un tableau à côté ; ils montrent, et ne jugent pas."""

from tripartite.guichet.dessins.calendrier import Calendrier, calendrier_du_stage
from tripartite.guichet.dessins.compteur import compteur_d_heures
from tripartite.guichet.dessins.contingent import semaines_contre_contingent
from tripartite.guichet.dessins.ligne_de_vie import ligne_de_vie
from tripartite.guichet.dessins.mois import mois_payes
from tripartite.guichet.dessins.reduite import ligne_de_vie_reduite
from tripartite.guichet.dessins.toile import Dessin, TableauDuDessin
from tripartite.guichet.dessins.tuteur import tuteur_en_trois_lignes
from tripartite.guichet.dessins.valeurs import valeurs_en_escalier

__all__ = [
    "Calendrier",
    "Dessin",
    "TableauDuDessin",
    "calendrier_du_stage",
    "compteur_d_heures",
    "ligne_de_vie",
    "ligne_de_vie_reduite",
    "mois_payes",
    "semaines_contre_contingent",
    "tuteur_en_trois_lignes",
    "valeurs_en_escalier",
]
