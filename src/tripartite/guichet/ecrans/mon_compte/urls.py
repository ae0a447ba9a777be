"""Les adresses de mon compte."""

from tripartite.guichet.acces import COMPTE, PUBLIC, chemin
from tripartite.guichet.ecrans.mon_compte import views

urlpatterns = [
    chemin("mon-compte/", views.mon_compte, COMPTE, "mon_compte"),
    chemin("mon-compte/sessions/", views.fermer_les_sessions, COMPTE, "fermer_les_sessions"),
    chemin("teinte/", views.teinte, PUBLIC, "teinte"),
]
