"""Un formulaire par geste : ce qu'il demande, ce qu'il fait, ce qu'il dit une fois fait."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tripartite.droit.faits import Partie
from tripartite.guichet.acces import Acteur
from tripartite.guichet.ecrans.convention.parts import chemins_et_libelles
from tripartite.guichet.gestes import controler, echanger, envoyer, relancer, signer
from tripartite.guichet.gestes.modifier import modifier
from tripartite.guichet.modeles import Convention

LIGNES_DE_REMARQUES = 3
LIGNES_AU_PLUS = 20


class DuGeste(forms.Form):
    """Un geste à confirmer."""

    geste: ClassVar[str]
    bouton: ClassVar[str | Promise]
    """Le verbe et son objet : le titre de la page, et son bouton."""
    explication: ClassVar[str | Promise]
    """Ce qui se passera."""
    fait: ClassVar[str | Promise]
    """Ce que l'on dit une fois que c'est fait."""
    grave: ClassVar[bool] = False

    def __init__(self, convention: Convention, acteur: Acteur, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.convention, self.acteur = convention, acteur
        self.preparer()

    def preparer(self) -> None:
        """Adapte les champs à cette convention."""

    def champs_simples(self) -> list[forms.BoundField]:
        """Les champs qui se suivent, un par ligne."""
        return list(self)

    def appreter(self) -> None:
        """Fait d'avance, hors de toute transaction, ce que le geste emploiera."""

    def faire(self) -> None:
        """Fait le geste."""
        raise NotImplementedError


class AvecMotif(DuGeste):
    """Un geste qui se justifie."""

    motif = forms.CharField(
        label=_("Votre raison"),
        help_text=_("Une phrase suffit. Elle est envoyée aux personnes concernées et reste au journal."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )


class Viser(DuGeste):
    """Le visa, sur la version que l'on a lue."""

    geste, bouton = "viser", _("Viser la convention")
    explication = _(
        "Votre visa vaut pour la version que vous avez lue. Après le dernier visa, les signataires "
        "reçoivent leur lien."
    )
    fait = _("Votre visa est donné.")
    numero = forms.IntegerField(widget=forms.HiddenInput)

    def preparer(self) -> None:
        self.fields["numero"].initial = self.convention.numero_de_version

    def appreter(self) -> None:
        numero = self.cleaned_data["numero"]
        self.composee = controler.composer_d_avance(self.convention, self.acteur, numero=numero)

    def faire(self) -> None:
        numero = self.cleaned_data["numero"]
        controler.viser(self.convention, self.acteur, numero=numero, composee=self.composee)


class DemanderUneCorrection(AvecMotif):
    """Ce qu'il faut corriger : dans l'ensemble, et fait par fait."""

    geste, bouton = "demander_une_correction", _("Demander une correction")
    explication = _("La personne reçoit vos remarques par courriel ; la convention vous revient corrigée.")
    fait = _("La demande est envoyée.")
    a = forms.ChoiceField(label=_("Qui corrige"), widget=forms.RadioSelect)
    motif = forms.CharField(
        label=_("Ce qu'il faut corriger"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000
    )

    field_order = ["a", "motif"]

    def preparer(self) -> None:
        partie = self.acteur.partie(self.convention)
        qui = {Partie.STAGIAIRE: _("le stagiaire"), Partie.ORGANISME: _("l'organisme d'accueil")}
        choix: Any = [(p.value, dit) for p, dit in qui.items() if p != partie]
        self.fields["a"].choices = choix  # type: ignore[attr-defined]
        if len(choix) == 1:
            self.fields["a"].initial = choix[0][0]
        faits: Any = [("", _("— aucun fait —")), *chemins_et_libelles(partie)]
        for rang in range(self.lignes):
            self.fields[f"fait_{rang}"] = forms.ChoiceField(label=_("Fait"), choices=faits, required=False)
            self.fields[f"remarque_{rang}"] = forms.CharField(
                label=_("Remarque"), required=False, max_length=2000
            )

    @property
    def lignes(self) -> int:
        """Le nombre de lignes de remarques : trois, et trois de plus à chaque demande."""
        demandees = str(self.data.get("lignes", "")) if self.is_bound else ""
        nombre = int(demandees) if demandees.isdigit() and len(demandees) < 4 else 0
        return min(max(nombre, LIGNES_DE_REMARQUES), LIGNES_AU_PLUS)

    def champs_simples(self) -> list[forms.BoundField]:
        """Qui corrige, et quoi dans l'ensemble ; les remarques viennent après."""
        return [self["a"], self["motif"]]

    def paires(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Les lignes de remarques : le fait, et ce que l'on en dit."""
        return [(self[f"fait_{rang}"], self[f"remarque_{rang}"]) for rang in range(self.lignes)]

    def clean(self) -> dict[str, Any]:
        dites = super().clean() or {}
        for rang in range(self.lignes):
            if dites.get(f"remarque_{rang}") and not dites.get(f"fait_{rang}"):
                self.add_error(f"fait_{rang}", _("Choisissez le fait que vise cette remarque."))
        return dites

    def faire(self) -> None:
        dites = self.cleaned_data
        remarques: dict[str, str] = {}
        for rang in range(self.lignes):
            chemin, texte = dites.get(f"fait_{rang}"), dites.get(f"remarque_{rang}")
            if chemin and texte:
                remarques[chemin] = f"{remarques[chemin]}\n{texte}" if chemin in remarques else texte
        controler.demander_une_correction(
            self.convention, self.acteur, a=Partie(dites["a"]), motif=dites["motif"], remarques=remarques
        )


class Corriger(DuGeste):
    """Rendre ce que l'on a corrigé."""

    geste, bouton = "corriger", _("Rendre la convention corrigée")
    explication = _("La convention revient à la personne qui demandait la correction.")
    fait = _("La convention est rendue.")

    def faire(self) -> None:
        controler.corriger(self.convention, self.acteur)


class Deroger(AvecMotif):
    """Passer outre une règle impérative, en son nom."""

    geste, bouton = "deroger", _("Passer outre une règle")
    explication = _(
        "Vous passez outre en votre nom : votre raison reste, et se lit à côté du constat. Si les chiffres "
        "du constat changent, il faudra le refaire."
    )
    fait = _("La dérogation est inscrite.")
    grave = True
    regle = forms.ChoiceField(label=_("La règle"), widget=forms.RadioSelect)
    field_order = ["regle", "motif"]

    def preparer(self) -> None:
        choix = [(c.regle, controler.dire(c)) for c in controler.bloquants(self.convention)]
        self.fields["regle"].choices = choix  # type: ignore[attr-defined]
        if len(choix) == 1:
            self.fields["regle"].initial = choix[0][0]

    def faire(self) -> None:
        dites = self.cleaned_data
        controler.deroger(self.convention, self.acteur, regle=dites["regle"], motif=dites["motif"])


class Refuser(AvecMotif):
    """Refuser la convention."""

    geste, bouton = "refuser", _("Refuser la convention")
    explication = _(
        "Votre raison est envoyée à tous. Le stagiaire pourra reprendre la convention en brouillon."
    )
    fait = _("La convention est refusée.")
    grave = True

    def faire(self) -> None:
        controler.refuser(self.convention, self.acteur, motif=self.cleaned_data["motif"])


class Annuler(AvecMotif):
    """Renoncer à la convention."""

    geste, bouton = "annuler", _("Annuler la convention")
    explication = _("On ne revient pas sur une annulation. Votre raison est envoyée à tous.")
    fait = _("La convention est annulée.")
    grave = True

    def faire(self) -> None:
        controler.annuler(self.convention, self.acteur, motif=self.cleaned_data["motif"])


class Rouvrir(DuGeste):
    """Reprendre une convention refusée."""

    geste, bouton = "rouvrir", _("Reprendre en brouillon")
    explication = _("La convention redevient un brouillon, avec tout ce qui y est écrit.")
    fait = _("La convention est de nouveau un brouillon.")

    def faire(self) -> None:
        controler.rouvrir(self.convention, self.acteur)


class Reprendre(DuGeste):
    """Reprendre le brouillon envoyé."""

    geste, bouton = "reprendre", _("Reprendre le brouillon")
    explication = _("Le lien de l'organisme d'accueil cesse de valoir ; il en est averti.")
    fait = _("Vous avez repris le brouillon.")

    def faire(self) -> None:
        envoyer.reprendre(self.convention, self.acteur)


class Relancer(DuGeste):
    """Relancer ceux que l'on attend."""

    geste, bouton = "relancer", _("Relancer")
    explication = _("Chaque personne attendue reçoit un courriel, avec un lien neuf s'il lui en faut un.")
    fait = _("La relance est envoyée.")

    def faire(self) -> None:
        relancer.relancer(self.convention, self.acteur)


class Remarquer(DuGeste):
    """Faire une remarque, sur un fait ou sur l'ensemble."""

    geste, bouton = "remarquer", _("Ajouter une remarque")
    explication = _("Les trois parties lisent les remarques, à côté du fait qu'elles visent.")
    fait = _("La remarque est ajoutée.")
    chemin = forms.ChoiceField(label=_("Le fait"), required=False)
    texte = forms.CharField(
        label=_("Votre remarque"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )

    def preparer(self) -> None:
        faits = chemins_et_libelles(self.acteur.partie(self.convention))
        choix: Any = [("", _("L'ensemble de la convention")), *faits]
        self.fields["chemin"].choices = choix  # type: ignore[attr-defined]

    def faire(self) -> None:
        dites = self.cleaned_data
        echanger.remarquer(self.convention, self.acteur, texte=dites["texte"], chemin=dites["chemin"])


class RefuserDeSigner(AvecMotif):
    """Refuser de signer."""

    geste, bouton = "refuser_de_signer", _("Refuser de signer")
    explication = _(
        "Votre raison est envoyée à tous. Personne ne signe plus ; l'établissement modifie la convention "
        "pour y répondre, ou l'annule."
    )
    fait = _("Votre refus est enregistré, et votre raison envoyée à tous.")
    grave = True

    def faire(self) -> None:
        signer.refuser_de_signer(self.convention, self.acteur, motif=self.cleaned_data["motif"])


class Deleguer(DuGeste):
    """Donner sa signature à une autre personne."""

    geste, bouton = "deleguer", _("Déléguer ma signature")
    explication = _(
        "La personne que vous nommez reçoit un lien et signe à votre place ; le vôtre cesse de valoir. La "
        "page de preuve dira qu'elle signe par délégation."
    )
    fait = _("Votre signature est déléguée : la personne a reçu son lien.")
    nom = forms.CharField(label=_("Prénom et nom"), max_length=200)
    fonction = forms.CharField(label=_("Fonction"), max_length=100)
    courriel = forms.EmailField(
        label=_("Courriel"), help_text=_("Le lien et le code partent à cette adresse.")
    )

    def faire(self) -> None:
        dites = self.cleaned_data
        signer.deleguer(
            self.convention,
            self.acteur,
            nom=dites["nom"],
            courriel=dites["courriel"],
            fonction=dites["fonction"],
        )


class Modifier(AvecMotif):
    """Rouvrir une convention que l'on signe."""

    geste, bouton = "modifier", _("Modifier la convention")
    explication = _(
        "La convention revient en contrôle. Toutes les signatures cessent de valoir ; votre raison est "
        "envoyée à ceux qui avaient signé, et ils signeront de nouveau."
    )
    fait = _("La convention est reprise ; les signataires sont avertis.")
    grave = True

    def faire(self) -> None:
        modifier(self.convention, self.acteur, motif=self.cleaned_data["motif"])


FORMULAIRES: Mapping[str, type[DuGeste]] = {
    formulaire.geste: formulaire
    for formulaire in (
        Reprendre,
        DemanderUneCorrection,
        Corriger,
        Deroger,
        Viser,
        Refuser,
        Rouvrir,
        Remarquer,
        Relancer,
        RefuserDeSigner,
        Deleguer,
        Modifier,
        Annuler,
    )
}
