"""Ce que l'on demande à la liste. Un paramètre inconnu, vide ou illisible est refusé : il ne s'ignore pas."""

from __future__ import annotations

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
ANNEE = r"^20\d\d-20\d\d$"
ANNEE_ATTENDUE = gettext_lazy("Attendu : deux années qui se suivent, « 2026-2027 ».")
PLUS_GRAND = 2**31 - 1


class Choix(forms.ChoiceField):
    """L'un de ces mots, tel quel."""

    def __init__(self, *mots: str, help_text: Any) -> None:
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
        super().__init__(
            input_formats=["%Y-%m-%d"],
            required=False,
            help_text=help_text,
            error_messages={"invalid": gettext_lazy("Attendu : un jour, « 2027-02-01 ».")},
        )


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
        max_length=100,
        help_text=gettext_lazy(
            "Des mots, tous présents : référence, stagiaire, organisme, sujet, formation. "
            "Ni accents ni majuscules n'importent."
        ),
    )
    composante = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=PLUS_GRAND,
        help_text=gettext_lazy("Celles d'une composante, par son numéro."),
    )
    annee = forms.RegexField(
        ANNEE,
        required=False,
        help_text=gettext_lazy("Celles qui commencent cette année scolaire, du 1er septembre au 31 août."),
        error_messages={"invalid": ANNEE_ATTENDUE},
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
        dite: str = self.cleaned_data["annee"]
        if not dite:
            return None
        debut, fin = map(int, dite.split("-"))
        if fin != debut + 1:
            raise forms.ValidationError(ANNEE_ATTENDUE, code="invalid")
        return date(debut, 9, 1), date(fin, 8, 31)

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
