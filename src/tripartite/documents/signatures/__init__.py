"""Signer, sceller, vérifier : des signatures PAdES posées à la suite d'un document, sans rien lui ôter."""
