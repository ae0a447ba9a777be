"""Un code, ou un fichier."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tripartite.guichet.pieces import PDF, FichierRefuse, reconnaitre

CODE = re.compile(r"[0-9A-F]{32}")


def normaliser(code: str) -> str:
    """Le code, sans ce qui le sépare.

    >>> normaliser(" 00ff-00FF 00ff 00ff.00ff 00ff 00ff 00ff ")
    '00FF00FF00FF00FF00FF00FF00FF00FF'
    """
    return re.sub(r"[\s.\-–_]", "", code).upper()


class Verification(forms.Form):
    """Ce que l'on vérifie."""

    un_seul_suffit = True
    """Aucun champ n'est exigé, mais il en faut un : la page n'en dit pas qu'ils sont facultatifs."""
    code = forms.CharField(
        label=_("Code de vérification"),
        help_text=_("Au pied de chaque page : 32 chiffres et lettres de A à F, en groupes de quatre."),
        max_length=100,
        required=False,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    fichier = forms.FileField(
        label=_("Ou le fichier PDF"),
        help_text=_("10 Mo au plus. Il est comparé, puis oublié : nous n'en gardons rien."),
        required=False,
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf"}),
    )

    def clean_code(self) -> str:
        code = normaliser(self.cleaned_data["code"])
        if code and not CODE.fullmatch(code):
            raise forms.ValidationError(
                _("Ce code a %(n)s signes ; il en faut 32, des chiffres et des lettres de A à F.")
                % {"n": len(code)}
            )
        return code

    def clean(self) -> dict[str, Any]:
        dites = super().clean() or {}
        fichier = dites.get("fichier")
        if not fichier and fichier is None and not dites.get("code") and "code" not in self.errors:
            self.add_error("code", _("Donnez un code, ou un fichier."))
        if fichier is not None:
            dites["octets"] = fichier.read()
            try:
                reconnaitre(dites["octets"], seulement=(PDF,))
            except FichierRefuse as refus:
                self.add_error("fichier", str(refus))
        return dites
