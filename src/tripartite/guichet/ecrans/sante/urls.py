"""Les adresses de la surveillance."""

from tripartite.guichet.acces import PUBLIC, chemin
from tripartite.guichet.ecrans.sante import views

urlpatterns = [
    chemin("healthz", views.processus, PUBLIC, "healthz"),
    chemin("readyz", views.instance, PUBLIC, "readyz"),
]
