"""Les liens reçus par courriel : les ouvrir, en demander un autre, en faire un espace."""
