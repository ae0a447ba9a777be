"""Les adresses des liens."""

from tripartite.guichet.acces import INVITE, PUBLIC, chemin
from tripartite.guichet.ecrans.liens import views

urlpatterns = [
    chemin("lien/rejoindre/", views.rejoindre, INVITE, "rejoindre"),
    chemin("lien/<str:jeton>/", views.lien, PUBLIC, "lien"),
    chemin("lien/<str:jeton>/renvoyer/", views.renvoyer, PUBLIC, "renvoyer_le_lien"),
]
