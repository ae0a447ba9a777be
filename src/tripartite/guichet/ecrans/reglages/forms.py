"""Les formulaires des réglages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tripartite.droit.faits import Adresse, Clauses
from tripartite.droit.faits import Etablissement as FaitsDeLEtablissement
from tripartite.droit.faits import Formation as FaitsDeLaFormation
from tripartite.guichet.acces import Acteur
from tripartite.guichet.ecrans.reglages.faits import champs_des_faits, relever_les_faits
from tripartite.guichet.gestes import regler
from tripartite.guichet.modeles import (
    Composante,
    Etablissement,
    Fonction,
    Formation,
    Membre,
    OrdreDesSignatures,
)

DES_CLAUSES = ("encadrement", "protection_sociale", "suspension", "interruption")
"""Les clauses que l'établissement rédige ; les autres sont aux autres parties."""


AILLEURS = ("nom", "uai", "signataire", "referent")
"""Le signataire se règle par composante ; le référent est celui de chaque convention."""


class ReglerEtablissement(forms.Form):
    """Le nom et l'adresse du bureau ; les faits que les conventions reprennent."""

    nom = forms.CharField(label=_("Nom de l'établissement"), max_length=200)
    courriel = forms.EmailField(label=_("Courriel du bureau des stages"), required=False)

    def __init__(self, etablissement: Etablissement, donnees: Any = None) -> None:
        super().__init__(donnees, initial={"nom": etablissement.nom, "courriel": etablissement.courriel})
        self.etablissement = etablissement
        dits = etablissement.faits
        adresse = champs_des_faits(
            Adresse, dits.get("adresse") or {}, sauf=["pays"]
        )  # celui de l'établissement
        self.adresse = {f"adresse_{nom}": champ for nom, champ in adresse.items()}
        self.faits = champs_des_faits(FaitsDeLEtablissement, dits, sauf=("adresse", *AILLEURS))
        self.fields |= self.adresse | self.faits

    def faire(self, acteur: Acteur) -> None:
        """Enregistre."""
        dits = self.cleaned_data
        adresse = relever_les_faits(dits, self.adresse)
        faits = relever_les_faits(dits, self.faits)
        if adresse:
            faits["adresse"] = {nom.removeprefix("adresse_"): dit for nom, dit in adresse.items()}
            if "pays" in faits:
                faits["adresse"]["pays"] = faits["pays"]
        gardes = {nom: fait for nom, fait in self.etablissement.faits.items() if nom in AILLEURS}
        regler.regler_l_etablissement(
            self.etablissement,
            acteur,
            nom=dits["nom"],
            courriel=dits["courriel"],
            faits=gardes | faits,
        )


class ReglerComposante(forms.Form):
    """Le circuit des visas, l'ordre des signatures, le signataire, les clauses habituelles."""

    nom = forms.CharField(label=_("Nom"), max_length=200)
    ordre = forms.ChoiceField(
        label=_("Les signataires signent"), choices=OrdreDesSignatures.choices, widget=forms.RadioSelect
    )
    signataire_prenom = forms.CharField(label=_("Prénom du signataire"), max_length=100, required=False)
    signataire_nom = forms.CharField(label=_("Nom du signataire"), max_length=100, required=False)
    signataire_fonction = forms.CharField(label=_("Sa fonction"), max_length=200, required=False)
    signataire_courriel = forms.EmailField(label=_("Son courriel"), required=False)
    signataire_par_delegation = forms.BooleanField(label=_("Il signe par délégation"), required=False)

    def __init__(self, composante: Composante, donnees: Any = None) -> None:
        dit = composante.signataire
        initial = {"nom": composante.nom, "ordre": composante.ordre_des_signatures}
        initial |= {f"signataire_{nom}": dit.get(nom, "") for nom in DU_SIGNATAIRE}
        super().__init__(donnees, initial=initial)
        self.composante = composante
        for rang, _fonction in enumerate(regler.VISENT):
            self.fields[f"visa_{rang}"] = forms.ChoiceField(
                label=_("Visa n° %(n)s") % {"n": rang + 1},
                required=rang == 0,
                choices=[("", _("aucun")), *((f.value, f.label) for f in regler.VISENT)],
                initial=composante.circuit[rang] if rang < len(composante.circuit) else "",
            )
        autres = [nom for nom in composante.clauses if nom not in DES_CLAUSES]
        sauf = [f for f in Clauses.__dataclass_fields__ if f not in (*DES_CLAUSES, *autres)]
        self.clauses = champs_des_faits(Clauses, composante.clauses, sauf=sauf, longs=True)
        self.fields |= {f"clause_{nom}": champ for nom, champ in self.clauses.items()}

    def groupes(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Les champs, par sujet."""
        return [
            (_("La composante"), [self["nom"]]),
            (_("Le circuit des visas"), [self[f"visa_{rang}"] for rang, _f in enumerate(regler.VISENT)]),
            (_("Les signatures"), [self["ordre"], *(self[f"signataire_{nom}"] for nom in DU_SIGNATAIRE)]),
            (_("Les clauses habituelles"), [self[f"clause_{nom}"] for nom in self.clauses]),
        ]

    def faire(self, acteur: Acteur) -> Composante:
        """Enregistre."""
        dits = self.cleaned_data
        signataire = {nom: dits[f"signataire_{nom}"] for nom in DU_SIGNATAIRE if dits[f"signataire_{nom}"]}
        visas = [dits[f"visa_{rang}"] for rang, _fonction in enumerate(regler.VISENT)]
        clauses = {nom: dits[f"clause_{nom}"] for nom in self.clauses}
        return regler.regler_la_composante(
            self.composante,
            acteur,
            nom=dits["nom"],
            circuit=[visa for visa in visas if visa],
            ordre=dits["ordre"],
            signataire=signataire,
            clauses={nom: texte for nom, texte in clauses.items() if texte},
        )


DU_SIGNATAIRE = ("prenom", "nom", "fonction", "courriel", "par_delegation")


class ReglerFormation(forms.Form):
    """L'intitulé, et ce que l'établissement déclare de la formation, pour une année."""

    intitule = forms.CharField(label=_("Intitulé de la formation"), max_length=200)
    composante = forms.ModelChoiceField(label=_("Composante"), queryset=Composante.objects.none())
    ouverte = forms.BooleanField(
        label=_("Ouverte : les étudiants peuvent y commencer une convention"), required=False
    )

    def __init__(self, formation: Formation, etablissement: Etablissement, donnees: Any = None) -> None:
        initial = {"intitule": formation.intitule, "ouverte": formation.ouverte}
        initial["composante"] = formation.composante_id
        super().__init__(donnees, initial=initial)
        self.formation = formation
        self.fields["composante"].queryset = etablissement.composantes.order_by("nom")  # type: ignore[attr-defined]
        if formation.pk:
            del self.fields[
                "composante"
            ]  # une formation ne change pas de composante : ses conventions en dépendent
        self.faits = champs_des_faits(FaitsDeLaFormation, formation.faits, sauf=["intitule"])
        self.fields |= self.faits

    def faire(self, acteur: Acteur) -> Formation:
        """Enregistre."""
        dits = self.cleaned_data
        if not self.formation.pk:
            self.formation.composante = dits["composante"]
        faits = relever_les_faits(dits, self.faits)
        return regler.regler_la_formation(
            self.formation, acteur, intitule=dits["intitule"], faits=faits, ouverte=dits["ouverte"]
        )


class Inviter(forms.Form):
    """Donner un titre à une personne."""

    courriel = forms.EmailField(label=_("Son courriel"))
    prenom = forms.CharField(label=_("Son prénom"), max_length=100, required=False)
    nom = forms.CharField(label=_("Son nom"), max_length=100, required=False)
    fonction = forms.ChoiceField(label=_("Sa fonction"), choices=Fonction.choices)
    composante = forms.ModelChoiceField(
        label=_("Pour"),
        queryset=Composante.objects.none(),
        required=False,
        empty_label=_("tout l'établissement"),
    )

    def __init__(self, etablissement: Etablissement, donnees: Any = None) -> None:
        super().__init__(donnees)
        self.etablissement = etablissement
        self.fields["composante"].queryset = etablissement.composantes.order_by("nom")  # type: ignore[attr-defined]

    def faire(self, acteur: Acteur) -> Membre:
        """Invite."""
        return regler.inviter_un_membre(self.etablissement, acteur, **self.cleaned_data)
