"""Les adresses de la vérification."""

from tripartite.guichet.acces import PUBLIC, chemin
from tripartite.guichet.ecrans.verification import views

urlpatterns = [
    chemin("verifier/", views.verifier, PUBLIC, "verifier_document"),
    chemin("verifier/<str:code>/", views.par_code, PUBLIC, "verifier_document"),
]
