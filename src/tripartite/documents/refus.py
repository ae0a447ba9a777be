"""Ce qui empêche un document de se faire, de se signer ou de se lire."""

from __future__ import annotations

from tripartite.droit.langage.phrases import Phrase


class Refus(Exception):
    """Le message, en français, dit pourquoi et quoi faire ; `dit`, pour une autre langue, ses morceaux."""

    def __init__(self, dit: str | Phrase) -> None:
        super().__init__(str(dit))
        self.dit = dit
