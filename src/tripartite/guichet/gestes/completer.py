"""Compléter une convention : une version de plus, si personne n'a écrit entre-temps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction

from tripartite.guichet.acces import Acteur
from tripartite.guichet.gestes.socle import Conflit, exiger, verrouiller
from tripartite.guichet.gestes.versions import ecrire_version
from tripartite.guichet.modeles import Convention

Changer = Callable[[dict[str, Any]], dict[str, Any]]


@transaction.atomic
def completer(convention: Convention, acteur: Acteur, *, numero: int, changer: Changer) -> Convention:
    """Écrit ce que la partie a rempli.

    Args:
        convention: celle que l'on remplit.
        acteur: qui la remplit.
        numero: la version que l'acteur avait sous les yeux.
        changer: des données de la version en cours aux nouvelles ; d'ordinaire `formulaire.appliquer`.

    Raises:
        GesteImpossible: ce n'est pas à cette partie de remplir, dans cet état.
        Conflit: une autre version a été écrite entre-temps ; rien n'est perdu, on montre les deux textes.
        DossierInvalide: ce que l'on écrit se contredit.
    """
    tenue = verrouiller(convention)
    _passage, partie = exiger("completer", tenue, acteur)
    if tenue.numero_de_version != numero:
        raise Conflit(tenue)
    avant = tenue.donnees
    ecrire_version(tenue, changer(avant), par=acteur, partie=partie)
    return tenue
