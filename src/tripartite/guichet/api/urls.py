"""Les adresses de l'API. Elles ne finissent pas par une barre : ce sont des ressources, non des pages."""

from tripartite.guichet.acces import POUR_TOUS, PUBLIC, chemin
from tripartite.guichet.api import page, views
from tripartite.guichet.api.entree import operation

urlpatterns = [
    chemin("", page.page, PUBLIC, "api"),
    chemin("v1/schema.json", page.schema_publie, POUR_TOUS, "api_schema"),
    operation("v1/conventions", views.conventions, "api_conventions"),
    operation("v1/conventions/<str:reference>", views.convention, "api_convention"),
    operation("v1/conventions/<str:reference>/document.pdf", views.document, "api_document"),
]
