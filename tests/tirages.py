"""Combien d'exemples tire une propriété.

Tous à la première manche ; à la seconde, qui éprouve une autre base et un autre Python, une part seulement.
"""

import os
from collections.abc import Iterable

PART = int(os.environ.get("TIRAGES_DIVISES_PAR", "1"))


def tirages(combien: int) -> int:
    """Le nombre d'exemples de cette manche."""
    return max(combien // PART, 5)


def une_part(choses: Iterable[str]) -> list[str]:
    """Celles de cette manche, quand les autres n'éprouveraient rien de plus de la base."""
    return sorted(choses)[::PART]
