"""Les adresses des documents."""

from tripartite.guichet.acces import INVITE, chemin
from tripartite.guichet.ecrans.documents import views

urlpatterns = [
    chemin("conventions/<str:reference>/document.pdf", views.document, INVITE, "document"),
    chemin("conventions/<str:reference>/documents/", views.documents, INVITE, "documents"),
    chemin(
        "conventions/<str:reference>/documents/<str:code>/retirer/",
        views.retirer_la_piece,
        INVITE,
        "retirer_la_piece",
    ),
    chemin("pieces/<str:code>/", views.piece, INVITE, "piece"),
]
