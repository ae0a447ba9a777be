"""L'horodatage d'une signature par une autorité (RFC 3161) : la preuve qu'elle existait ce jour-là."""

from __future__ import annotations

from urllib.parse import urlsplit

from pyhanko.sign.timestamps import HTTPTimeStamper, TimeStamper

from tripartite.documents.signatures.erreurs import HorodatageImpossible

DELAI = 10


def autorite(adresse: str, *, delai: int = DELAI, identifiants: tuple[str, str] | None = None) -> TimeStamper:
    """Prépare les demandes à une autorité d'horodatage.

    Args:
        adresse: son adresse, en https:// ou en http:// (le jeton porte lui-même sa signature).
        delai: combien de secondes l'attendre.
        identifiants: le nom et le mot de passe qu'elle demande ; en https:// seulement.

    Raises:
        HorodatageImpossible: l'adresse n'en est pas une.
    """
    parties = urlsplit(adresse)
    if parties.scheme not in ("https", "http") or not parties.hostname:
        raise HorodatageImpossible(
            f"« {adresse} » n'est pas l'adresse d'une autorité d'horodatage. Elle commence par https:// ou http://."
        )
    if identifiants and parties.scheme != "https":
        raise HorodatageImpossible("Un mot de passe ne part qu'en https:// : changez d'adresse.")
    return HTTPTimeStamper(adresse, timeout=delai, auth=identifiants)
