"""Les adresses des versions."""

from tripartite.guichet.acces import INVITE, chemin
from tripartite.guichet.ecrans.versions import views

urlpatterns = [
    chemin("conventions/<str:reference>/versions/", views.versions, INVITE, "versions"),
    chemin(
        "conventions/<str:reference>/versions/<int:avant>/<int:apres>/",
        views.comparaison,
        INVITE,
        "comparaison",
    ),
]
