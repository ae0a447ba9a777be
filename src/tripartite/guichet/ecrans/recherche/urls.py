"""L'adresse de la recherche."""

from tripartite.guichet.acces import CONNECTE, chemin
from tripartite.guichet.ecrans.recherche import views

urlpatterns = [chemin("recherche/", views.recherche, CONNECTE, "recherche")]
