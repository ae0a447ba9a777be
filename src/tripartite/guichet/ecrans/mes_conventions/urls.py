"""Les adresses des conventions d'un stagiaire."""

from tripartite.guichet.acces import CONNECTE, chemin
from tripartite.guichet.ecrans.mes_conventions import views

urlpatterns = [
    chemin("mes-conventions/", views.mes_conventions, CONNECTE, "mes_conventions"),
    chemin("mes-conventions/nouvelle/", views.nouvelle, CONNECTE, "nouvelle_convention"),
    chemin("mes-conventions/<str:reference>/abandonner/", views.abandonner, CONNECTE, "abandonner"),
]
