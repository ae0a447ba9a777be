"""Le navigateur ouvre une page du vrai serveur."""

from guichet.navigateur.conftest import Ouvrir


def test_le_serveur_repond(ouvrir: Ouvrir) -> None:
    page = ouvrir()
    page.goto("/healthz")
    assert page.inner_text("body").strip() == "bien"
