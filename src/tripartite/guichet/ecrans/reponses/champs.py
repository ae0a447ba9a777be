"""Les champs d'une question : lus comme un dossier, et leurs fautes dites dans les mêmes mots."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tripartite.dossiers import valeurs
from tripartite.dossiers.erreurs import Illisible
from tripartite.guichet.dessins.ecriture import langue
from tripartite.guichet.formulaires.description import Texte
from tripartite.guichet.formulaires.saisies import Jour, Lignes, MoisCivil
from tripartite.rendus.grandeurs import dire
from tripartite.reponses.socle import FIN_AVANT_DEBUT

LIGNES_AU_PLUS = 40
"""Au-delà, l'adresse ne tiendrait plus l'état."""
_ENTRE_DEUX_JOURS = re.compile(r"\s*(?:\.\.+|–|—|→|\bau\b|\bà\b|\bto\b)\s*")


def _dite(erreur: Illisible) -> str:
    dits = dire(erreur.dit, langue()), dire(erreur.attendu, langue()), dire(erreur.faire, langue())
    attendu = _("Attendu : %(quoi)s.") % {"quoi": dits[1]} if dits[1] else ""
    return " ".join(m for m in (dits[0], attendu, dits[2]) if m)


class ChampLu(forms.CharField):
    """Un texte d'une ligne, lu par une fonction de `tripartite.dossiers.valeurs` ; vide, il vaut `None`."""

    def __init__(self, lire: Callable[[str], Any], exemple: str = "", **options: Any) -> None:
        self.lire = lire
        options.setdefault("widget", forms.TextInput(attrs={"placeholder": exemple} if exemple else {}))
        options.setdefault("error_messages", {"required": gettext_lazy("Il manque cette réponse.")})
        super().__init__(max_length=200, **options)

    def to_python(self, value: Any) -> Any:
        """Lit ce qui est tapé, et dit ce qui ne se lit pas."""
        texte = super().to_python(value)
        if not texte:
            return None
        try:
            return self.lire(texte)
        except Illisible as erreur:
            raise ValidationError(_dite(erreur)) from None

    def run_validators(self, value: Any) -> None:
        """La longueur se mesure sur le texte : une valeur lue n'en a pas."""

    def validate(self, value: Any) -> None:
        """Une réponse exigée est là, fût-elle zéro."""
        if value is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")


class ChampJour(ChampLu):
    """Un jour."""

    def __init__(self, lire: Callable[[str], Any] = valeurs.lire_date, **options: Any) -> None:
        super().__init__(lire, widget=Jour(), **options)


class ChampMois(ChampLu):
    """Un mois civil."""

    def __init__(self, **options: Any) -> None:
        super().__init__(valeurs.lire_mois, widget=MoisCivil(), **options)


class ChampDuree(ChampLu):
    """Une durée, en minutes ; un nombre seul est en heures."""

    def __init__(self, exemple: str = "35 h", **options: Any) -> None:
        super().__init__(valeurs.lire_minutes, exemple, **options)


class ChampMontant(ChampLu):
    """Un montant en euros."""

    def __init__(self, exemple: str = "4,50", **options: Any) -> None:
        saisie = forms.TextInput(
            attrs={"placeholder": exemple, "inputmode": "decimal", "autocomplete": "off"}
        )
        super().__init__(valeurs.lire_montant, widget=saisie, **options)


class ChampEntier(ChampLu):
    """Un nombre entier, entre deux bornes."""

    def __init__(
        self, au_moins: int = 0, au_plus: int = 1_000_000, exemple: str = "", **options: Any
    ) -> None:
        self.au_moins, self.au_plus = au_moins, au_plus
        saisie = forms.TextInput(
            attrs={"inputmode": "numeric"} | ({"placeholder": exemple} if exemple else {})
        )
        super().__init__(valeurs.lire_entier, widget=saisie, **options)

    def validate(self, value: Any) -> None:
        """Tient le nombre entre ses bornes."""
        super().validate(value)
        if value is not None and not self.au_moins <= value <= self.au_plus:
            raise ValidationError(
                _("« %(nombre)s » n'est pas entre %(au_moins)s et %(au_plus)s.")
                % {"nombre": value, "au_moins": self.au_moins, "au_plus": self.au_plus}
            )


class ChampLignes(forms.CharField):
    """Une valeur par ligne (ou séparées par des points-virgules) ; la faute nomme sa ligne."""

    def __init__(self, lire: Callable[[str], Any], exemple: Texte = "", **options: Any) -> None:
        self.lire = lire
        saisie = Lignes(attrs={"rows": 3, "placeholder": exemple})
        super().__init__(required=False, max_length=4000, widget=saisie, **options)

    def to_python(self, value: Any) -> Any:
        """Lit chaque ligne."""
        texte = super().to_python(value) or ""
        if len(texte) > 4000:
            return texte
        lignes = [ligne.strip() for ligne in re.split(r"[\n;]", texte) if ligne.strip()]
        if len(lignes) > LIGNES_AU_PLUS:
            raise ValidationError(
                _("%(n)s lignes : il en faut %(plus)s au plus.") % {"n": len(lignes), "plus": LIGNES_AU_PLUS}
            )
        lues, fautes = [], []
        for rang, ligne in enumerate(lignes, 1):
            try:
                lues.append(self.lire(ligne))
            except Illisible as erreur:
                lieu = _("Ligne %(rang)s : ") % {"rang": rang} if len(lignes) > 1 else ""
                fautes.append(lieu + _dite(erreur))
        if fautes:
            raise ValidationError(fautes)
        return tuple(lues)

    def prepare_value(self, value: Any) -> Any:
        """Une ligne par valeur, quand l'adresse les sépare d'un point-virgule."""
        return value.replace(";", "\n") if isinstance(value, str) else value

    def run_validators(self, value: Any) -> None:
        """La longueur se mesure sur le texte."""
        super().run_validators(value if isinstance(value, str) else "")


def lire_dates(texte: str) -> tuple[date, date]:
    """
    >>> lire_dates("02/02/2026 au 31/07/2026")
    (datetime.date(2026, 2, 2), datetime.date(2026, 7, 31))
    """
    bornes = _ENTRE_DEUX_JOURS.split(texte, maxsplit=1)
    if len(bornes) != 2:
        raise Illisible(
            _("« %(recu)s » n'est pas une période.") % {"recu": texte[:60]}, _("02/02/2026 au 31/07/2026")
        )
    debut, fin = map(valeurs.lire_date, bornes)
    if fin < debut:
        raise Illisible(FIN_AVANT_DEBUT)
    return debut, fin


def lire_dates_et_duree(texte: str) -> tuple[date, date, int]:
    """
    >>> lire_dates_et_duree("06/10/2025 au 31/10/2025 : 140 h")
    (datetime.date(2025, 10, 6), datetime.date(2025, 10, 31), 8400)
    """
    dates, separe, duree = texte.rpartition(":")
    if not separe:
        raise Illisible(
            _("« %(recu)s » ne dit pas ses heures.") % {"recu": texte[:60]},
            _("06/10/2025 au 31/10/2025 : 140 h"),
        )
    return (*lire_dates(dates), valeurs.lire_minutes(duree))


def lire_versement(texte: str) -> tuple[Any, Any]:
    """
    >>> mois, montant = lire_versement("février 2026 : 500 €")
    >>> str(mois), str(montant)
    ('2026-02', '500')
    """
    mois, separe, montant = texte.rpartition(":")
    if not separe:
        raise Illisible(
            _("« %(recu)s » ne dit pas un mois et un montant.") % {"recu": texte[:60]}, "2026-02 : 500 €"
        )
    return valeurs.lire_mois(mois), valeurs.lire_montant(montant)
