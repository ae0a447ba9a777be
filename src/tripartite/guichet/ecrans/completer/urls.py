"""Les adresses du parcours guidé."""

from tripartite.guichet.acces import INVITE, chemin
from tripartite.guichet.ecrans.completer import views

urlpatterns = [
    chemin("conventions/<str:reference>/completer/", views.reprendre, INVITE, "completer"),
    chemin("conventions/<str:reference>/completer/verifier/", views.verifier, INVITE, "verifier"),
    chemin("conventions/<str:reference>/completer/<slug:etape>/", views.completer, INVITE, "completer"),
    chemin("conventions/<str:reference>/apercu/<slug:etape>/", views.apercu, INVITE, "apercu"),
]
