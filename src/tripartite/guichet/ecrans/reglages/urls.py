"""Les adresses des réglages."""

from tripartite.guichet.acces import ADMINISTRATEUR, chemin
from tripartite.guichet.ecrans.reglages import views

ICI = "reglages/<str:uai>/"

urlpatterns = [
    chemin("reglages/", views.reglages, ADMINISTRATEUR, "reglages"),
    chemin(ICI, views.etablissement, ADMINISTRATEUR, "regler_l_etablissement"),
    chemin(f"{ICI}membres/", views.membres, ADMINISTRATEUR, "regler_les_membres"),
    chemin(f"{ICI}composantes/nouvelle/", views.composante, ADMINISTRATEUR, "ouvrir_une_composante"),
    chemin(f"{ICI}composantes/<int:numero>/", views.composante, ADMINISTRATEUR, "regler_la_composante"),
    chemin(f"{ICI}formations/nouvelle/", views.formation, ADMINISTRATEUR, "ouvrir_une_formation"),
    chemin(f"{ICI}formations/<int:numero>/", views.formation, ADMINISTRATEUR, "regler_la_formation"),
]
