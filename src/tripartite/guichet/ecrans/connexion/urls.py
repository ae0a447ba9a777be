"""La connexion n'ajoute aucune adresse à celles d'allauth."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
