"""L'entrée du serveur."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tripartite.guichet.projet.settings")
application = get_wsgi_application()
