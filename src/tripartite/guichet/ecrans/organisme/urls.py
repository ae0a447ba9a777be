"""Les adresses de l'espace d'un organisme d'accueil."""

from tripartite.guichet.acces import ORGANISME, chemin
from tripartite.guichet.ecrans.organisme import views

urlpatterns = [
    chemin("organisme/", views.mon_organisme, ORGANISME, "mon_organisme"),
    chemin("organisme/membres/<int:membre>/", views.montrer_tout, ORGANISME, "montrer_tout"),
]
