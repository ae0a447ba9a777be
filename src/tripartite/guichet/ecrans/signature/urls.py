"""Les adresses de la signature."""

from tripartite.guichet.acces import ETABLISSEMENT, INVITE, chemin
from tripartite.guichet.ecrans.signature import views

urlpatterns = [
    chemin("conventions/<str:reference>/signer/", views.signature, INVITE, "signature"),
    chemin("conventions/<str:reference>/signer/code/", views.demander, INVITE, "code_de_signature"),
    chemin("conventions/<str:reference>/papier/", views.papier, ETABLISSEMENT, "papier"),
]
