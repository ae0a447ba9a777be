"""Les réglages de Django. Ce qui varie d'une instance à l'autre est dans `environnement`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dj_database_url

from tripartite.guichet.projet.environnement import Environnement
from tripartite.guichet.projet.journaux import JOURNAUX

ICI = Path(__file__).resolve().parents[1]
INSTANCE = Environnement()

DEBUG = False
SECRET_KEY, SECRET_KEY_FALLBACKS = INSTANCE.secret()
ALLOWED_HOSTS = INSTANCE.hotes
DEMONSTRATION = INSTANCE.demonstration
ADRESSE = INSTANCE.adresse
DONNEES = INSTANCE.donnees
SIRENE = INSTANCE.sirene
CONTACT = INSTANCE.contact

INSTALLED_APPS = [
    "tripartite.guichet.apps.Guichet",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django.forms",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]
MIDDLEWARE = [
    "tripartite.guichet.projet.intergiciels.DernierRecours",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tripartite.guichet.projet.intergiciels.EnTetes",
    "tripartite.guichet.projet.intergiciels.Taille",
    "tripartite.guichet.projet.intergiciels.SansTemoin",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tripartite.guichet.projet.intergiciels.SessionProlongee",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tripartite.guichet.projet.intergiciels.LangueDeLaPersonne",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tripartite.guichet.acces.Intergiciel",
    "tripartite.guichet.projet.intergiciels.Consultations",
]
ROOT_URLCONF = "tripartite.guichet.projet.urls"
WSGI_APPLICATION = "tripartite.guichet.projet.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ICI / "gabarits", ICI / "ecrans", ICI / "courriels"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tripartite.guichet.ecrans.contexte.espace",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# La base : SQLite en WAL, une écriture à la fois, rien de perdu à une coupure ; PostgreSQL par DATABASE_URL.
base: dict[str, Any] = dict(dj_database_url.parse(INSTANCE.base, conn_max_age=60, conn_health_checks=True))
SQLITE = str(base["ENGINE"]).endswith("sqlite3")
if SQLITE:
    base |= {
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
            "PRAGMA mmap_size=134217728; PRAGMA journal_size_limit=67108864; PRAGMA cache_size=-20000; "
            "PRAGMA temp_store=MEMORY;",
        },
    }
else:
    # PostgreSQL garde le plan d'une demande répétée au lieu de le refaire (gain relevé dans bench/README.md).
    base["OPTIONS"] = base.get("OPTIONS", {}) | {"server_side_binding": True, "prepare_threshold": 5}
DATABASES = {"default": base}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    # Partagé par les processus : les limites d'essais se comptent une fois pour tous.
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
    # À chaque processus : ce qu'une liste peut redire deux secondes durant.
    "processus": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "TIMEOUT": 2,
        "OPTIONS": {"MAX_ENTRIES": 2000},
    },
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Les comptes
AUTH_USER_MODEL = "guichet.Compte"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{nom}", **reste}
    for nom, reste in (
        ("MinimumLengthValidator", {"OPTIONS": {"min_length": 12}}),
        ("CommonPasswordValidator", {}),
        ("UserAttributeSimilarityValidator", {"OPTIONS": {"user_attributes": ("courriel", "nom", "prenom")}}),
        ("NumericPasswordValidator", {}),
    )
] + [{"NAME": "tripartite.guichet.comptes.LongueurMaximale"}]
ACCOUNT_ADAPTER = "tripartite.guichet.comptes.Adaptateur"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "courriel"
ACCOUNT_USER_DISPLAY = "tripartite.guichet.comptes.nommer"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "tripartite.guichet.comptes.Identite"
ACCOUNT_FORMS = {
    nom: f"tripartite.guichet.ecrans.connexion.forms.{formulaire}"
    for nom, formulaire in (
        ("login", "Connexion"),
        ("signup", "Inscription"),
        ("add_email", "Adresse"),
        ("change_password", "Changement"),
        ("set_password", "PremierMotDePasse"),
        ("reset_password", "Oubli"),
        ("reset_password_from_key", "ApresOubli"),
        ("reauthenticate", "Confirmation"),
        ("confirm_email_verification_code", "CodeDeLAdresse"),
    )
}
MFA_FORMS = {
    nom: f"tripartite.guichet.ecrans.connexion.forms.{formulaire}"
    for nom, formulaire in (
        ("authenticate", "SecondFacteur"),
        ("reauthenticate", "SecondFacteurConfirme"),
        ("activate_totp", "Activation"),
        ("add_webauthn", "AjoutDeCle"),
        ("edit_webauthn", "NomDeCle"),
    )
}
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_METHODS = ("password", "mfa")
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_RATE_LIMITS = {"login": "10/m/ip", "login_failed": "5/5m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = INSTANCE.mandataires
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Tripartite"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not INSTANCE.https
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/espace/"
LOGOUT_REDIRECT_URL = "/"

# La session : trente minutes sans rien faire ; douze heures au plus pour qui contrôle (voir `intergiciels`).
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 30 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "__Host-session" if INSTANCE.https else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if INSTANCE.https else "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = INSTANCE.https
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_NAME = "langue"
LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [ADRESSE]
CSRF_FAILURE_VIEW = "tripartite.guichet.ecrans.erreurs.csrf"

SECURE_SSL_REDIRECT = INSTANCE.https
SECURE_HSTS_SECONDS = 31_536_000 if INSTANCE.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = INSTANCE.https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if INSTANCE.mandataires else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# Les courriels : dans un dossier, ou par SMTP (smtp[s]://compte:phrase@hôte:port).
EMAIL_FILE_PATH = str(DONNEES / "courriels")
if INSTANCE.smtp:
    from urllib.parse import unquote, urlsplit

    _smtp = urlsplit(INSTANCE.smtp)
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _smtp.hostname or "localhost", _smtp.port or 587
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_smtp.username or ""), unquote(_smtp.password or "")
    EMAIL_USE_SSL, EMAIL_USE_TLS = _smtp.scheme == "smtps", _smtp.scheme == "smtp+tls"
    EMAIL_TIMEOUT = 10
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
DEFAULT_FROM_EMAIL = INSTANCE.expediteur

# Les langues : le français d'abord, l'anglais en entier. Les jours sont ceux de Paris.
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
LOCALE_PATHS = [ICI / "locale"]
TIME_ZONE = "Europe/Paris"
USE_I18N = USE_TZ = True

STATIC_URL = "/statique/"
STATIC_ROOT = DONNEES / "statique"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
LOGGING_CONFIG = "tripartite.guichet.projet.journaux.installer"
LOGGING = JOURNAUX
