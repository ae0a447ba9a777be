"""Se parler d'une convention : une remarque sur un fait, sa résolution."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tripartite.guichet.acces import Acteur
from tripartite.guichet.gestes.journal import inscrire
from tripartite.guichet.gestes.socle import LONGUEUR, EntreeRefusee, GesteRefuse, exiger, verrouiller
from tripartite.guichet.modeles import Convention, Remarque


@transaction.atomic
def remarquer(convention: Convention, acteur: Acteur, *, texte: str, chemin: str = "") -> Remarque:
    """Attache une remarque à un fait, ou à l'ensemble."""
    tenue = verrouiller(convention, avec=())
    _passage, partie = exiger("remarquer", tenue, acteur)
    dit = texte.strip()
    if not dit:
        raise EntreeRefusee(_("Écrivez votre remarque."), "texte")
    if len(dit) > LONGUEUR:
        raise EntreeRefusee(_("La remarque dépasse 2 000 signes : raccourcissez-la."), "texte")
    remarque = Remarque.objects.create(
        convention=tenue, chemin=chemin[:100], texte=dit, auteur=acteur.nom, partie=partie, le=timezone.now()
    )
    inscrire(tenue, "remarquer", acteur.nom, partie, chemin=chemin, remarque=remarque.pk)
    return remarque


@transaction.atomic
def resoudre(convention: Convention, acteur: Acteur, remarque_id: int) -> Remarque:
    """Marque une remarque comme résolue."""
    tenue = verrouiller(convention, avec=())
    _passage, partie = exiger("remarquer", tenue, acteur)
    remarque = tenue.remarques.filter(pk=remarque_id).first()
    if remarque is None:
        raise GesteRefuse(_("Cette remarque n'existe pas ici."))
    if remarque.resolue_le is None:
        remarque.resolue_le, remarque.resolue_par = timezone.now(), acteur.nom
        remarque.save()
        inscrire(tenue, "resoudre", acteur.nom, partie, remarque=remarque.pk)
    return remarque
