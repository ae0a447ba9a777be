"""Ce que l'on demande à la liste. Un paramètre inconnu, vide ou illisible est refusé : il ne s'ignore pas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tripartite.droit.parcours import Etat
from tripartite.guichet.ecrans.file.filtres import TOUTES, VOUS
from tripartite.guichet.ecrans.file.pages import Repere, Tri, lire_un_repere
from tripartite.guichet.problemes import Erreur, Probleme
from tripartite.rendus.typographie import sans_insecable

PAR_ANCIENNETE = Tri("depuis")
"""La plus ancienne d'abord : celle qui change d'état passe à la fin, et qui avance n'en manque aucune."""
ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
PLUS_GRAND = 2**31 - 1


class Choix(forms.ChoiceField):
    """L'un de ces mots, tel quel."""

    def __init__(self, *mots: str, help_text: Any) -> None:
        self.mots = mots
        attendus = format_lazy(gettext_lazy("Attendu : {mots}."), mots=", ".join(mots))
        super().__init__(
            choices=[(mot, mot) for mot in mots],
            required=False,
            help_text=help_text,
            error_messages={"invalid_choice": attendus},
        )


class Jour(forms.DateField):
    """Un jour, comme l'écrit l'ISO."""

    def __init__(self, *, help_text: Any) -> None:
        attendu = gettext_lazy("Attendu : un jour, « 2027-02-01 ».")
        super().__init__(required=False, help_text=help_text, error_messages={"invalid": attendu})

    def to_python(self, value: Any) -> date | None:
        """Le jour, si c'en est un ; Django en accepterait d'autres écritures."""
        if not value:
            return None
        try:
            return date.fromisoformat(value if ISO.fullmatch(value) else "")
        except ValueError:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None


class Entier(forms.IntegerField):
    """Un nombre entier, en chiffres et rien d'autre."""

    def to_python(self, value: Any) -> int | None:
        """Le nombre ; ni signe, ni espace, ni décimale."""
        if value and not (value.isascii() and value.isdigit()):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class Demande(forms.Form):
    """Les filtres de la liste, ceux de la file, et d'où l'on repart."""

    etat = Choix(*Etat, help_text=gettext_lazy("Celles qui sont dans cet état."))
    onglet = Choix(
        VOUS,
        TOUTES,
        help_text=gettext_lazy(
            "« vous » : celles qui attendent votre visa, votre signature ou votre part. « toutes », sinon."
        ),
    )
    q = forms.CharField(
        required=False,
        strip=False,
        max_length=100,
        help_text=gettext_lazy(
            "Des mots, tous présents : référence, stagiaire, organisme, sujet, formation. "
            "Ni accents ni majuscules n'importent."
        ),
    )
    composante = Entier(
        required=False,
        min_value=1,
        max_value=PLUS_GRAND,
        help_text=gettext_lazy("Celles d'une composante, par son numéro."),
    )
    annee = Entier(
        required=False,
        min_value=2000,
        max_value=2100,
        help_text=gettext_lazy(
            "Celles qui commencent dans l'année scolaire ouverte cette année-là, du 1er septembre au 31 août."
        ),
    )
    du = Jour(help_text=gettext_lazy("Celles qui commencent ce jour, ou après."))
    au = Jour(help_text=gettext_lazy("Celles qui commencent ce jour, ou avant."))
    bloque = Choix(
        "oui",
        "non",
        help_text=gettext_lazy("Celles où une règle impérative n'est pas respectée, ou toutes les autres."),
    )
    apres = forms.CharField(
        required=False,
        max_length=200,
        help_text=gettext_lazy("D'où l'on repart. « suivant » le donne : ne le composez pas."),
    )

    def clean_annee(self) -> tuple[date, date] | None:
        """Le premier et le dernier jour de l'année scolaire."""
        annee: int | None = self.cleaned_data["annee"]
        return None if annee is None else (date(annee, 9, 1), date(annee + 1, 8, 31))

    def clean_apres(self) -> Repere | None:
        """La rangée d'où l'on repart."""
        dit: str = self.cleaned_data["apres"]
        repere = lire_un_repere(dit, PAR_ANCIENNETE) if dit else None
        if dit and repere is None:
            raise forms.ValidationError(_("Attendu : le repère que « suivant » a donné, tel quel."))
        return repere


def lire_la_demande(parametres: QueryDict) -> dict[str, Any]:
    """Ce qui filtre, une fois lu.

    Raises:
        Probleme: un paramètre n'existe pas, ne dit rien, se répète, ou ne se lit pas.
    """
    if not parametres:
        return {}
    demande = Demande(parametres)
    erreurs = list(_formes(parametres, demande))
    if not erreurs and not demande.is_valid():
        erreurs = [
            Erreur(nom, parametres.get(nom, ""), " ".join(map(str, messages)))
            for nom, messages in demande.errors.items()
        ]
    if erreurs:
        raise Probleme(
            "parametre-refuse", erreurs=[e._replace(message=sans_insecable(e.message)) for e in erreurs]
        )
    return {nom: dit for nom, dit in demande.cleaned_data.items() if dit not in (None, "")}


def _formes(parametres: QueryDict, demande: Demande) -> Iterator[Erreur]:
    for nom, valeurs in parametres.lists():
        if nom not in demande.fields:
            attendus = ", ".join(demande.fields)
            yield Erreur(nom, "", _("Ce paramètre n'existe pas. Attendus : %s.") % attendus)
        elif len(valeurs) > 1:
            yield Erreur(nom, ", ".join(valeurs), _("Ce paramètre se donne une fois."))
        elif not valeurs[0]:
            yield Erreur(nom, "", _("Ce paramètre est vide : dites-le, ou ôtez-le."))
