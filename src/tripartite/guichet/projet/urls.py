"""Les adresses : celles de chaque page, et celles d'allauth, déclarées une à une."""

from __future__ import annotations

from collections.abc import Iterator
from pkgutil import iter_modules

from allauth import urls as allauth_urls
from django.urls import URLPattern, URLResolver, include, path
from django.urls.resolvers import RegexPattern

from tripartite.guichet import ecrans
from tripartite.guichet.acces import COMPTE, PUBLIC, Acces, chemin

handler400 = "tripartite.guichet.ecrans.erreurs.requete_incomprise"
handler403 = "tripartite.guichet.ecrans.erreurs.refusee"
handler404 = "tripartite.guichet.ecrans.erreurs.introuvable"
handler500 = "tripartite.guichet.ecrans.erreurs.panne"

DES_COMPTES: dict[str, Acces] = {
    **dict.fromkeys(
        (
            "account_login",
            "account_logout",
            "account_signup",
            "account_email_verification_sent",
            "account_reset_password",
            "account_reset_password_done",
            "account_reset_password_from_key",
            "account_reset_password_from_key_done",
            "account_inactive",
            "mfa_authenticate",
            "mfa_login_webauthn",
        ),
        PUBLIC,
    ),
    **dict.fromkeys(
        (
            "account_change_password",
            "account_set_password",
            "account_email",
            "account_reauthenticate",
            "mfa_reauthenticate",
            "mfa_reauthenticate_webauthn",
            "mfa_index",
            "mfa_activate_totp",
            "mfa_deactivate_totp",
            "mfa_view_recovery_codes",
            "mfa_generate_recovery_codes",
            "mfa_download_recovery_codes",
            "mfa_list_webauthn",
            "mfa_add_webauthn",
            "mfa_edit_webauthn",
            "mfa_remove_webauthn",
        ),
        COMPTE,
    ),
}


def _declarer(motifs: list[URLPattern | URLResolver], prefixe: str = "") -> Iterator[URLPattern]:
    """Les adresses d'allauth que l'on ouvre, avec ce qu'elles exigent ; les autres n'existent pas."""
    for motif in motifs:
        if isinstance(motif, URLResolver):
            yield from _declarer(motif.url_patterns, prefixe + str(motif.pattern))
        elif motif.name in DES_COMPTES:
            route = str(motif.pattern)
            par_motif = isinstance(motif.pattern, RegexPattern)
            route = f"^{prefixe}{route.removeprefix('^')}" if par_motif else prefixe + route
            yield chemin(route, motif.callback, DES_COMPTES[motif.name], motif.name, par_motif=par_motif)


PAGES = [module.name for module in iter_modules(ecrans.__path__) if module.ispkg]
"""Une page est un dossier d'`ecrans` : rien d'autre à inscrire."""

urlpatterns = [
    path("api/", include("tripartite.guichet.api.urls")),
    *(path("", include(f"tripartite.guichet.ecrans.{page}.urls")) for page in PAGES),
    path("compte/", include(list(_declarer(allauth_urls.urlpatterns)))),
]
