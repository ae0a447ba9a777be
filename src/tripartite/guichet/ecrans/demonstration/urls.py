"""Les adresses de la démonstration ; ailleurs, elles n'existent pas."""

from tripartite.guichet.acces import PUBLIC, chemin
from tripartite.guichet.ecrans.demonstration import views

urlpatterns = [
    chemin("demonstration/entrer/<slug:cle>/", views.entrer, PUBLIC, "entrer_en_demonstration"),
    chemin("demonstration/courriels/", views.courriels, PUBLIC, "courriels_de_demonstration"),
]
