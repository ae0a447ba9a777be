"""L'adresse de l'agent de contrôle, et celle où l'établissement voit ce qu'il a lu."""

from tripartite.guichet.acces import ADMINISTRATEUR, CONTROLE, chemin
from tripartite.guichet.ecrans.controles import views

urlpatterns = [
    chemin("controles/", views.controles, CONTROLE, "controles"),
    chemin("controles/consultations/", views.consultations, ADMINISTRATEUR, "consultations"),
]
