"""`python -m tripartite.cli`."""

from tripartite.cli.lancement import principal

principal()
