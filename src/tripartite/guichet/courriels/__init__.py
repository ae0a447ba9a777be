"""Les courriels : un modèle et ses destinataires. Le geste les dépose, l'ouvrier les envoie."""

from tripartite.guichet.courriels.depot import deposer, ecrire

__all__ = ["deposer", "ecrire"]
