"""Le nom que Django impose : les rangées sont dans `modeles`."""

from tripartite.guichet.modeles import *  # noqa: F403
