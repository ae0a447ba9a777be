"""Le journal d'une convention, en phrases : qui a fait quoi, quand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tripartite.guichet.gestes.journal import nom_de_la_chaine
from tripartite.guichet.modeles import Convention, Entree, Fonction

RECITS: Mapping[str, str | Promise] = {
    "etablir": _("a ouvert la convention"),
    "completer": _("a complété la convention"),
    "envoyer": _("a envoyé la convention à l'organisme d'accueil"),
    "reprendre": _("a repris le brouillon"),
    "rendre": _("a transmis la convention à l'établissement"),
    "rejoindre": _("a ouvert l'espace de l'organisme d'accueil"),
    "ouvrir_le_lien": _("a ouvert le lien reçu par courriel"),
    "demander_une_correction": _("a demandé une correction"),
    "corriger": _("a rendu la convention corrigée"),
    "deroger": _("a passé outre une règle"),
    "viser": _("a visé la convention"),
    "refuser": _("a refusé la convention"),
    "rouvrir": _("a rouvert la convention"),
    "signer": _("a signé la convention"),
    "refuser_de_signer": _("a refusé de signer"),
    "deleguer": _("a délégué sa signature"),
    "enregistrer_le_papier": _("a enregistré une signature sur papier"),
    "modifier": _("a repris la convention pour la modifier : les signatures ne valent plus"),
    "remarquer": _("a fait une remarque"),
    "resoudre": _("a marqué une remarque comme réglée"),
    "joindre": _("a joint une pièce"),
    "retirer": _("a retiré une pièce"),
    "sceller": _("a scellé la convention signée, et l'a envoyée à chacun"),
    "relancer": _("a relancé ceux que l'on attend"),
    "annuler": _("a annulé la convention"),
    "commencer": _("Le stage a commencé"),
    "amender": _("a préparé un avenant"),
    "suspendre": _("a suspendu le stage"),
    "reprendre_le_stage": _("a repris le stage"),
    "rompre": _("a rompu la convention"),
    "terminer": _("Le stage s'est terminé"),
    "clore": _("a clôturé la convention"),
}


class Evenement(NamedTuple):
    """Une ligne du journal. `cites` : la raison donnée, la règle à laquelle on passe outre."""

    rang: int
    le: datetime
    auteur: str
    partie: str
    phrase: str | Promise
    precisions: str
    cites: tuple[str, ...]


def raconter(convention: Convention) -> list[Evenement]:
    """Les événements d'une convention, le plus récent d'abord."""
    entrees = Entree.objects.filter(chaine=nom_de_la_chaine(convention)).select_related("contenu")
    return [_evenement(entree) for entree in entrees.order_by("-rang")]


def _evenement(entree: Entree) -> Evenement:
    contenu = getattr(entree, "contenu", None)
    phrase = RECITS.get(entree.geste, entree.geste.replace("_", " "))
    if contenu is None:  # effacé, comme la loi le demande ; l'entrée reste
        return Evenement(entree.rang, entree.le, "", "", phrase, "", ())
    dit = contenu.donnees
    cites = tuple(dit[nom] for nom in ("constat", "motif") if dit.get(nom))
    return Evenement(entree.rang, entree.le, contenu.auteur, contenu.partie, phrase, _preciser(dit), cites)


def _preciser(dit: Mapping[str, Any]) -> str:
    precisions = []
    if dit.get("fonction") in Fonction.values:
        precisions.append(str(Fonction(dit["fonction"]).label))
    if faits := len(dit.get("faits", ())):
        precisions.append(ngettext("%(n)s fait", "%(n)s faits", faits) % {"n": faits})
    if dit.get("a") and isinstance(dit["a"], str):
        precisions.append(dit["a"])
    return ", ".join(precisions)
