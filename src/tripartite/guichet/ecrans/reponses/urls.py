"""Les adresses des questions : l'état d'une réponse est tout entier dans la sienne."""

from tripartite.guichet.acces import PUBLIC, chemin
from tripartite.guichet.ecrans.reponses import integration, relecture, views

urlpatterns = [
    chemin("questions/", views.index, PUBLIC, "questions"),
    chemin("questions/rouvrir/", relecture.rouvrir, PUBLIC, "rouvrir"),
    chemin("questions/<slug:cle>/", views.question, PUBLIC, "question"),
    chemin("questions/<slug:cle>/reponse.<slug:forme>", views.emporter, PUBLIC, "emporter"),
    chemin("questions/<slug:cle>/document.pdf", views.document, PUBLIC, "document_de_la_reponse"),
    chemin("integrer/", integration.mode_d_emploi, PUBLIC, "integrer"),
    chemin("integrer/<slug:cle>/", integration.question, PUBLIC, "question_integree"),
    chemin("integrer.js", integration.script, PUBLIC, "script_d_integration"),
]
