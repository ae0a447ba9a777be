"""Les adresses de l'accueil."""

from tripartite.guichet.acces import CONNECTE, PUBLIC, chemin
from tripartite.guichet.ecrans.accueil import views

urlpatterns = [
    chemin("", views.accueil, PUBLIC, "accueil"),
    chemin("espace/", views.espace, CONNECTE, "espace"),
    chemin("langue/", views.langue, PUBLIC, "langue"),
]
