"""Faire un jeton d'API, le retrouver par son secret, le révoquer."""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tripartite.guichet.courriels import ecrire
from tripartite.guichet.gestes.journal import inscrire
from tripartite.guichet.gestes.socle import EntreeRefusee, mettre_en_file
from tripartite.guichet.modeles import Compte, Jeton, Portee

PREFIXE = "tripartite_"
"""Ce qui fait reconnaître un jeton égaré dans un dépôt ou un journal."""
UN_AN = 365
AU_PLUS = 20


@transaction.atomic
def creer_un_jeton(
    compte: Compte, nom: str, *, jours: int, portee: Portee = Portee.LIRE, second_facteur: bool
) -> tuple[Jeton, str]:
    """Fait un jeton ; rend aussi son secret, que rien ne garde.

    Args:
        compte: la personne au nom de qui l'on lira.
        nom: celui sous lequel elle le reconnaîtra.
        jours: sa durée, un an au plus.
        portee: ce qu'il permet.
        second_facteur: elle est entrée avec un second facteur.

    Raises:
        EntreeRefusee: pas de nom, ou déjà pris ; une durée trop longue ; trop de jetons.
    """
    if not 1 <= jours <= UN_AN:
        raise EntreeRefusee(_("Un jeton dure de un jour à un an : choisissez une autre durée."), "jours")
    propre = " ".join(nom.split())[:80]
    if not propre:
        raise EntreeRefusee(_("Donnez un nom au jeton : celui du programme qui s'en servira."), "nom")
    mettre_en_file(f"jetons:{compte.pk}")
    siens = compte.jetons.filter(revoque_le=None)
    if siens.filter(nom=propre).exists():
        raise EntreeRefusee(
            _("Vous avez déjà un jeton de ce nom : donnez-en un autre, ou révoquez-le d'abord."), "nom"
        )
    if siens.count() >= AU_PLUS:
        raise EntreeRefusee(_("Vous avez déjà vingt jetons : révoquez-en un d'abord."))
    secret = PREFIXE + secrets.token_urlsafe(32)
    maintenant = timezone.now()
    jeton = Jeton.objects.create(
        compte=compte,
        nom=propre,
        empreinte=_empreinte(secret),
        portee=portee,
        second_facteur=second_facteur,
        cree_le=maintenant,
        expire_le=maintenant + timedelta(days=jours),
    )
    dit = {"nom": propre, "portee": str(portee), "expire_le": jeton.expire_au.isoformat()}
    inscrire(None, "creer_un_jeton", compte.nom_complet, compte=compte.courriel, **dit)
    ecrire("jeton", compte.courriel, None, langue=compte.langue, jeton=jeton)
    return jeton, secret


@transaction.atomic
def revoquer_le_jeton(jeton: Jeton) -> None:
    """Fait cesser un jeton, à la demande suivante ; déjà révoqué, il le reste."""
    if not Jeton.objects.filter(pk=jeton.pk, revoque_le=None).update(revoque_le=timezone.now()):
        return
    compte = jeton.compte
    inscrire(None, "revoquer_un_jeton", compte.nom_complet, compte=compte.courriel, nom=jeton.nom)


def jeton_du_secret(secret: str) -> Jeton | None:
    """Le jeton de ce secret, et son compte ; `None` s'il n'y en a pas, ou s'il ne vaut plus."""
    if not secret.startswith(PREFIXE):
        return None
    jeton = Jeton.objects.select_related("compte").filter(empreinte=_empreinte(secret)).first()
    return jeton if jeton and jeton.vaut and jeton.compte.is_active else None


def noter_qu_il_sert(jeton: Jeton) -> None:
    """Note le jour où un jeton sert : une écriture par jour, au plus."""
    aujourd_hui = timezone.localdate()
    if jeton.servi_le != aujourd_hui:
        Jeton.objects.filter(pk=jeton.pk).update(servi_le=aujourd_hui)


def _empreinte(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
