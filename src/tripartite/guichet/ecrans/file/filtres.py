"""Ce que l'on demande à la file : un onglet, des filtres, un tri ; et les conventions que cela donne."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from functools import lru_cache
from html import escape
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.forms.utils import flatatt
from django.http import QueryDict
from django.utils import timezone
from django.utils.choices import BaseChoiceIterator
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from tripartite.droit.faits import Partie
from tripartite.droit.parcours import Etat
from tripartite.guichet.acces import Acteur
from tripartite.guichet.dessins.toile import sur
from tripartite.guichet.ecrans.file.frais import relire
from tripartite.guichet.ecrans.file.pages import Tri
from tripartite.guichet.gestes.versions import aplanir
from tripartite.guichet.modeles import (
    Compte,
    Convention,
    Fonction,
    Formation,
    Reponse,
    Signataire,
)
from tripartite.guichet.modeles.comptes import nommer

VOUS, TOUTES = "vous", "toutes"
TRIS: Mapping[str, Tri] = {
    "depuis": Tri("depuis"),
    "stagiaire": Tri("tri_stagiaire"),
    "organisme": Tri("tri_organisme"),
    "formation": Tri("tri_formation"),
    "dates": Tri("debut", vide=True),
    "duree": Tri("minutes", vide=True, descend=True),
    "bloquants": Tri("bloquants", descend=True),
    "manques": Tri("manques", descend=True),
}
QUI: Mapping[str, tuple[str | Promise, Q]] = {
    "stagiaire": (_("le stagiaire"), Q(attendu_de=Partie.STAGIAIRE.value)),
    "organisme": (_("l'organisme d'accueil"), Q(attendu_de=Partie.ORGANISME.value)),
    "referent": (_("l'enseignant référent"), Q(visa_attendu=Fonction.REFERENT.value)),
    "bureau": (_("le bureau des stages"), Q(visa_attendu=Fonction.BUREAU.value)),
    "direction": (_("la direction"), Q(visa_attendu=Fonction.DIRECTION.value)),
    "signataires": (_("les signataires"), Q(etat=Etat.A_SIGNER.value)),
}
MOTS_AU_PLUS = 8
Paire = tuple[int, str]


class Liste(forms.Select):
    """Une liste déroulante écrite d'un trait : cent formations ne se composent pas option par option."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """La liste, en HTML."""
        choisi = "" if value is None else str(value)
        options = _options(tuple((str(v), str(dit)) for v, dit in self.choices), choisi)
        tous = self.build_attrs(self.attrs, (attrs or {}) | {"name": name})
        return format_html("<select{}>{}</select>", flatatt(tous), options)


@lru_cache(maxsize=64)  # d'une page à l'autre, un établissement a les mêmes
def _options(choix: tuple[tuple[str, str], ...], choisi: str) -> SafeString:
    return sur(
        *(
            f'<option value="{escape(v)}"{" selected" * (v == choisi)}>{escape(dit)}</option>'
            for v, dit in choix
        )
    )


class Choix(BaseChoiceIterator):
    """Des choix lus dans la base : des paires, que le champ prend telles quelles."""

    def __init__(self, paires: Sequence[tuple[Any, Any]]) -> None:
        self.paires = paires

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        return iter(self.paires)


class Filtres(forms.Form):
    """Les filtres de la file ; ce qui ne se lit pas ne filtre pas."""

    q = forms.CharField(label=_("Chercher"), required=False, max_length=100)
    qui = forms.ChoiceField(label=_("Attend"), required=False, widget=Liste)
    composante = forms.TypedChoiceField(
        label=_("Composante"), coerce=int, required=False, empty_value=None, widget=Liste
    )
    formation = forms.TypedChoiceField(
        label=_("Formation"), coerce=int, required=False, empty_value=None, widget=Liste
    )
    referent = forms.TypedChoiceField(
        label=_("Enseignant référent"), coerce=int, required=False, empty_value=None, widget=Liste
    )
    bloque = forms.ChoiceField(
        label=_("Un point bloque"),
        required=False,
        choices=[("", _("Peu importe")), ("oui", _("oui")), ("non", _("non"))],
        widget=Liste,
    )
    attend = forms.IntegerField(label=_("Attend depuis (jours)"), required=False, min_value=0, max_value=3650)
    du = forms.DateField(
        label=_("Commence à partir du"), required=False, widget=forms.DateInput({"type": "date"})
    )
    au = forms.DateField(
        label=_("Commence au plus tard le"), required=False, widget=forms.DateInput({"type": "date"})
    )

    def __init__(self, acteur: Acteur, donnees: QueryDict) -> None:
        super().__init__(donnees, prefix=None)
        self.acteur = acteur
        ecoles = {m.etablissement_id for m in acteur.appartenances}
        composantes, formations, referents = lire_les_choix(ecoles)
        toutes = ("", _("Toutes"))
        self._choisir("composante", [toutes, *composantes])
        self._choisir("formation", [toutes, *formations])
        self._choisir("referent", [("", _("Tous")), *referents])
        self._choisir("qui", [("", _("Peu importe qui")), *((cle, dit) for cle, (dit, _q) in QUI.items())])

    def _choisir(self, champ: str, choix: list[Any]) -> None:
        self.fields[champ].choices = Choix(choix)  # type: ignore[attr-defined]

    @property
    def moins_courants(self) -> list[forms.BoundField]:
        """Les filtres que l'on déplie."""
        return [self[nom] for nom in ("composante", "formation", "referent", "attend", "du", "au")]

    @property
    def deplies(self) -> bool:
        """Vrai, l'un d'eux filtre, ou ne se lit pas."""
        return any(champ.name in self.dits or champ.errors for champ in self.moins_courants)

    @property
    def dits(self) -> dict[str, Any]:
        """Ce qui filtre vraiment."""
        self.is_valid()
        return {nom: dit for nom, dit in self.cleaned_data.items() if dit not in (None, "")}

    def appliquer(self, conventions: QuerySet[Convention]) -> QuerySet[Convention]:
        """Les conventions que ces filtres retiennent."""
        dits = self.dits
        for nom in ("composante", "formation", "referent"):
            if nom in dits:
                conventions = conventions.filter(**{nom: dits[nom]})
        if "qui" in dits:
            conventions = conventions.filter(QUI[dits["qui"]][1])
        if "bloque" in dits:
            conventions = conventions.filter(
                **{"bloquants__gt" if dits["bloque"] == "oui" else "bloquants": 0}
            )
        if "attend" in dits:
            conventions = conventions.filter(depuis__lte=timezone.now() - timedelta(days=dits["attend"]))
        if "du" in dits:
            conventions = conventions.filter(debut__gte=dits["du"])
        if "au" in dits:
            conventions = conventions.filter(debut__lte=dits["au"])
        return chercher(conventions, dits.get("q", ""))


def lire_les_choix(ecoles: set[int]) -> tuple[list[Paire], list[Paire], list[Paire]]:
    """Les composantes, les formations et les référents de ces établissements."""
    return relire("choix", sorted(ecoles), lambda: _lire_les_choix(ecoles))


def _lire_les_choix(ecoles: set[int]) -> tuple[list[Paire], list[Paire], list[Paire]]:
    formations = list(
        Formation.objects.filter(composante__etablissement__in=ecoles)
        .order_by("intitule")
        .values_list("pk", "intitule", "composante", "composante__nom")
    )
    referents = (
        Compte.objects.filter(
            appartenances__etablissement__in=ecoles, appartenances__fonction=Fonction.REFERENT
        )
        .distinct()
        .order_by("nom", "prenom")
        .values_list("pk", "prenom", "nom", "courriel")
    )
    return (
        sorted({(pk, nom) for _f, _i, pk, nom in formations}, key=lambda paire: paire[1]),
        [(pk, intitule) for pk, intitule, _c, _n in formations],
        [(pk, nommer(*nom)) for pk, *nom in referents],
    )


def chercher(conventions: QuerySet[Convention], texte: str) -> QuerySet[Convention]:
    """Celles qui portent tous ces mots, quels que soient les accents et les majuscules."""
    for mot in aplanir(texte.replace("\0", "")).split()[:MOTS_AU_PLUS]:
        conventions = conventions.filter(recherche__contains=mot)
    return conventions


def qui_attendent(acteur: Acteur) -> Q:
    """Celles qui attendent cette personne : son visa, ou sa signature."""
    attendent = Q(pk__in=[])
    for membre in acteur.appartenances:
        ici = Q(etablissement=membre.etablissement_id, visa_attendu=membre.fonction)
        if membre.composante_id:
            ici &= Q(composante=membre.composante_id)
        if membre.fonction == Fonction.REFERENT:
            ici &= Q(referent=acteur.compte)
        attendent |= ici
    a_signer = Signataire.objects.filter(
        courriel=acteur.courriel,
        reponse=Reponse.ATTENDUE,
        annule_le=None,
        convention__etat=Etat.A_SIGNER.value,
    )
    return attendent | Q(pk__in=list(a_signer.values_list("convention", flat=True)[:1000]))


def lire_l_onglet(donnees: Mapping[str, Any], *, filtre: bool) -> str:
    """L'onglet demandé ; sans rien demander, ce qui vous attend."""
    demande = str(donnees.get("onglet", ""))
    if demande in (VOUS, TOUTES) or demande in list(Etat):
        return demande
    return TOUTES if filtre else VOUS
