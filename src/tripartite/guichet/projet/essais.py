"""Les réglages des tests : ceux de l'instance, des données à part, des mots de passe vite vérifiés."""

import atexit
import os
import tempfile

_DONNEES = tempfile.TemporaryDirectory(prefix="tripartite-essais-")
atexit.register(_DONNEES.cleanup)
os.environ["TRIPARTITE_DONNEES"] = _DONNEES.name

from tripartite.guichet.projet.settings import *  # noqa: E402, F403
from tripartite.guichet.projet.settings import CACHES, DATABASES, SQLITE, STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
CACHES = CACHES | {"processus": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
WHITENOISE_AUTOREFRESH = True
if SQLITE:
    DATABASES["default"]["TEST"] = {"NAME": str(DONNEES / "essais.sqlite3")}  # noqa: F405  un fichier : du WAL, comme en vrai
