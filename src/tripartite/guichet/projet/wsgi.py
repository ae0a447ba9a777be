"""L'entrée du serveur."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tripartite.guichet.projet.settings")

from tripartite.guichet.projet.chauffe import application_chaude

application = application_chaude()
