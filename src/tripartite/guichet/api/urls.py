"""Les adresses de l'API. Elles ne finissent pas par une barre : ce sont des ressources, non des pages."""

from tripartite.guichet.api import views
from tripartite.guichet.api.entree import operation

urlpatterns = [
    operation("api/v1/conventions", views.conventions, "api_conventions"),
    operation("api/v1/conventions/<str:reference>", views.convention, "api_convention"),
    operation("api/v1/conventions/<str:reference>/document.pdf", views.document, "api_document"),
]
