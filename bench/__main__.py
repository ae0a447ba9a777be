"""`python -m bench` : la comparaison."""

import sys

from bench.comparer import principal

sys.exit(principal())
