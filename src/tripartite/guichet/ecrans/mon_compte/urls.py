"""Les adresses de mon compte."""

from tripartite.guichet.acces import COMPTE, CONNECTE, PUBLIC, chemin
from tripartite.guichet.ecrans.mon_compte import jetons, views

urlpatterns = [
    chemin("mon-compte/", views.mon_compte, COMPTE, "mon_compte"),
    chemin("mon-compte/sessions/", views.fermer_les_sessions, COMPTE, "fermer_les_sessions"),
    chemin("mon-compte/jetons/nouveau/", jetons.nouveau_jeton, CONNECTE, "nouveau_jeton"),
    chemin("mon-compte/jetons/<int:numero>/revoquer/", jetons.revoquer_un_jeton, COMPTE, "revoquer_un_jeton"),
    chemin("teinte/", views.teinte, PUBLIC, "teinte"),
]
