"""Les adresses de la file."""

from tripartite.guichet.acces import ETABLISSEMENT, chemin
from tripartite.guichet.ecrans.file import lots, views, vues

urlpatterns = [
    chemin("a-traiter/", views.file_de_controle, ETABLISSEMENT, "file_de_controle"),
    chemin("a-traiter/conventions.csv", views.exporter, ETABLISSEMENT, "exporter_la_file"),
    chemin("a-traiter/lots/", lots.preparer, ETABLISSEMENT, "preparer_un_lot"),
    chemin("a-traiter/lots/<str:cle>/", lots.suivre, ETABLISSEMENT, "suivre_un_lot"),
    chemin("a-traiter/vues/", vues.garder, ETABLISSEMENT, "garder_une_vue"),
    chemin("a-traiter/vues/<int:vue>/", vues.changer, ETABLISSEMENT, "changer_une_vue"),
]
