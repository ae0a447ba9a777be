"""Le code avant ce qui engage : six chiffres envoyés à l'adresse, dix minutes, cinq essais."""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256
from hmac import compare_digest

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tripartite.guichet.acces import Acteur
from tripartite.guichet.courriels import ecrire
from tripartite.guichet.gestes.socle import EntreeRefusee
from tripartite.guichet.limites import permettre
from tripartite.guichet.modeles import Code, Convention

DELAI = timedelta(minutes=10)
ESSAIS = 5


@transaction.atomic
def demander_un_code(convention: Convention, geste: str, acteur: Acteur, *, langue: str = "fr") -> None:
    """Envoie un code à l'adresse de l'acteur ; le précédent cesse de valoir.

    Raises:
        EntreeRefusee: trop de codes demandés.
    """
    if not permettre("code", f"{acteur.courriel}:{convention.pk}", au_plus=6, secondes=3600):
        raise EntreeRefusee(
            _("Six codes ont déjà été demandés en une heure. Attendez, ou cherchez dans vos indésirables."),
            "code",
        )
    maintenant = timezone.now()
    convention.codes.filter(geste=geste, courriel=acteur.courriel).delete()
    chiffres, sel = f"{secrets.randbelow(10**6):06}", secrets.token_hex(16)
    Code.objects.create(
        convention=convention,
        geste=geste,
        courriel=acteur.courriel,
        sel=sel,
        empreinte=_empreinte(sel, chiffres),
        cree_le=maintenant,
        expire_le=maintenant + DELAI,
    )
    ecrire("code", acteur.courriel, convention, langue=langue, code=chiffres, geste=geste)


def code_en_cours(convention: Convention, geste: str, acteur: Acteur) -> bool:
    """Vrai, un code envoyé à cette personne attend d'être recopié."""
    envoyes = convention.codes.filter(geste=geste, courriel=acteur.courriel, utilise_le=None)
    return envoyes.filter(expire_le__gt=timezone.now(), essais__lt=ESSAIS).exists()


def verifier_le_code(convention: Convention, geste: str, acteur: Acteur, recu: str) -> None:
    """Vérifie un code, une fois. L'essai compte même si le geste échoue ensuite.

    Raises:
        EntreeRefusee: pas de code en cours, expiré, trop d'essais, ou ce n'est pas lui.
    """
    with transaction.atomic():
        code = (
            Code.objects.select_for_update()
            .filter(convention=convention, geste=geste, courriel=acteur.courriel, utilise_le=None)
            .order_by("-cree_le")
            .first()
        )
        if code is None or timezone.now() > code.expire_le or code.essais >= ESSAIS:
            raison = _("Ce code n'est plus valable. Demandez-en un autre.")
        else:
            code.essais += 1
            if compare_digest(code.empreinte, _empreinte(code.sel, "".join(recu.split()))):
                code.utilise_le = timezone.now()
                raison = ""
            else:
                raison = _("Ce n'est pas le code envoyé à %(courriel)s. Il reste %(reste)s essais.") % {
                    "courriel": acteur.courriel,
                    "reste": ESSAIS - code.essais,
                }
            code.save()
    if raison:
        raise EntreeRefusee(raison, "code")


def _empreinte(sel: str, chiffres: str) -> str:
    return sha256(f"{sel}:{chiffres}".encode()).hexdigest()
