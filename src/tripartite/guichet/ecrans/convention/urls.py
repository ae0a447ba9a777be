"""Les adresses d'une convention."""

from tripartite.guichet.acces import INVITE, chemin
from tripartite.guichet.ecrans.convention import views

urlpatterns = [
    chemin("conventions/<str:reference>/", views.convention, INVITE, "convention"),
    chemin("conventions/<str:reference>/gestes/<str:geste>/", views.geste, INVITE, "geste"),
    chemin(
        "conventions/<str:reference>/remarques/<int:remarque>/",
        views.resoudre_la_remarque,
        INVITE,
        "resoudre_la_remarque",
    ),
]
