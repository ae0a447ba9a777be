"""Les adresses du pied de page."""

from tripartite.guichet.acces import PUBLIC, chemin
from tripartite.guichet.ecrans.pied import views

urlpatterns = [
    chemin("accessibilite/", views.accessibilite, PUBLIC, "accessibilite"),
    chemin("donnees-personnelles/", views.donnees_personnelles, PUBLIC, "donnees_personnelles"),
    chemin("robots.txt", views.robots, PUBLIC, "robots"),
    chemin(".well-known/security.txt", views.securite, PUBLIC, "security_txt"),
    chemin("favicon.ico", views.icone, PUBLIC, "favicon"),
]
