"""Une étape à l'écran : ses questions, ses remarques, ce que le droit dit de ce qui y est écrit."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tripartite.droit.faits import Partie
from tripartite.guichet.acces import Requete
from tripartite.guichet.dessins import Calendrier, calendrier_du_stage, compteur_d_heures
from tripartite.guichet.dessins.ecriture import langue
from tripartite.guichet.ecrans.completer.annuaire import recherche_de
from tripartite.guichet.ecrans.completer.deroule import (
    VERIFIER,
    Deroule,
    Pas,
    derouler,
    parents,
    parties_remplies,
)
from tripartite.guichet.ecrans.completer.releve import Releve, relever
from tripartite.guichet.formulaires.description import Etape
from tripartite.guichet.formulaires.etapes import etapes
from tripartite.guichet.formulaires.formulaire import FormulaireDeFaits
from tripartite.guichet.modeles import Convention, Remarque
from tripartite.guichet.passerelle import Donnees, dossier_de
from tripartite.rendus.grandeurs import grandeur

HORAIRES, MONTANT = "convention.horaires.semaines", "convention.gratification.horaire"


@dataclass
class Page:
    """Une requête sur une convention que l'on remplit, à une étape ou à l'ensemble."""

    request: Requete
    convention: Convention
    partie: Partie
    etape: Etape | None
    au: date = field(default_factory=timezone.localdate)
    envoi: Any = None
    montrees: set[int] = field(default_factory=set)

    @cached_property
    def deroule(self) -> Deroule:
        """Les étapes que cette personne remplit."""
        return derouler(self.request.acteur, self.convention, self.au)

    @property
    def peut_ecrire(self) -> bool:
        """Dit si la table lui ouvre l'écriture, ici."""
        return "completer" in self.request.acteur.gestes(self.convention)

    @property
    def cle(self) -> str:
        """La clé de l'étape."""
        return self.etape.cle if self.etape else VERIFIER

    @cached_property
    def pas(self) -> Pas:
        """Le pas de cette étape.

        Raises:
            Http404: elle ne se pose pas ici.
        """
        trouve = self.deroule.trouver(self.cle)
        if trouve is None:
            raise Http404
        return trouve

    @cached_property
    def numero(self) -> int:
        """La version que la personne avait sous les yeux."""
        if self.envoi is None:
            return self.convention.numero_de_version
        dit = str(self.envoi.get("version", ""))
        if not (dit.isascii() and dit.isdigit()):
            raise BadRequest("« version » n'est pas un numéro de version.")
        return int(dit)

    @cached_property
    def depart(self) -> Donnees:
        """Les faits de cette version."""
        if self.numero == self.convention.numero_de_version:
            return self.convention.donnees
        lue = self.convention.versions.filter(numero=self.numero).first()
        if lue is None:
            raise BadRequest(f"Il n'y a pas de version {self.numero}.")
        return lue.dossier

    @cached_property
    def formulaire(self) -> FormulaireDeFaits:
        """Les questions de l'étape, avec ce qui a été tapé."""
        if self.etape is None:
            raise Http404
        return FormulaireDeFaits(self.etape, self.depart, self.envoi, au=self.au)

    @cached_property
    def donnees(self) -> Donnees:
        """Les faits, avec ce qui est tapé de bon."""
        return self.formulaire.appliquer(self.depart) if self.formulaire.is_bound else self.depart

    @cached_property
    def releve(self) -> Releve:
        """Ce que donne ce qui est tapé."""
        if self.etape is None:
            raise Http404
        return relever(self.convention, self.etape, self.au, self.donnees, pour=self.partie)

    def adresse_de(self, cle: str) -> str:
        """L'adresse d'une étape."""
        reference = self.convention.reference
        return (
            reverse("verifier", args=[reference])
            if cle == VERIFIER
            else reverse("completer", args=[reference, cle])
        )

    def relue(self, tenue: Convention) -> Page:
        """La même page après que ce qui était bon a été écrit : le reste s'y montre tel que tapé."""
        envoi = self.envoi.copy()
        envoi["version"] = str(tenue.numero_de_version)
        for liste in self.formulaire.listes.values():
            if liste.envoyee and liste.is_valid():
                rangs = {ligne.prefix: str(rang) for rang, ligne in enumerate(liste.remplies)}
                for ligne in liste.lignes:
                    envoi[ligne.add_prefix("rang")] = rangs.get(ligne.prefix, "")
        return Page(self.request, tenue, self.partie, self.etape, self.au, envoi)

    @cached_property
    def remarques(self) -> list[Remarque]:
        """Ce que l'on s'est dit, et qui reste à traiter."""
        return list(self.convention.remarques.filter(resolue_le=None))

    def remarques_de(self, chemin: str) -> list[Remarque]:
        """Les remarques attachées à un fait, montrées une fois : à la première question qu'elles touchent."""
        siennes = [r for r in self.remarques if r.chemin and parents(chemin, r.chemin)]
        nouvelles = [r for r in siennes if r.pk not in self.montrees]
        self.montrees.update(r.pk for r in siennes)
        return nouvelles

    # --- Rendre ------------------------------------------------------------------------------------

    def rendre(self, statut: int = 200) -> HttpResponse:
        """La page d'une étape."""
        pas = self.pas
        contexte = self.contexte() | self.contexte_du_releve()
        contexte |= {
            "pas": pas,
            "blocs": [
                (bloc, [(q, self.remarques_de(q.chemin)) for q in bloc.questions])
                for bloc in self.formulaire.blocs
            ],
            "recherche": recherche_de(self.request, pas.etape),
            "generales": [r for r in self.remarques if not r.chemin],
        }
        return render(self.request, "completer/etape.html", contexte, status=statut)

    @property
    def adresse(self) -> str:
        """L'adresse de la page."""
        return self.adresse_de(self.cle)

    @property
    def adresse_de_l_apercu(self) -> str:
        """L'adresse qui dit ce que donne ce qui est tapé."""
        return reverse("apercu", args=[self.convention.reference, self.cle])

    def contexte(self) -> dict[str, Any]:
        """Ce que toutes les pages du parcours montrent."""
        cles = [p.cle for p in self.deroule.pas]
        avant = self.deroule.avant(self.cle) if self.cle in (*cles, VERIFIER) else ""
        return {
            "page": self,
            "convention": self.convention,
            "rang": cles.index(self.cle) + 1 if self.cle in cles else 0,
            "total": len(cles) + 1,
            "etapes": [self._etape(p) for p in self.deroule.pas],
            "adresse_de_la_fin": self.adresse_de(VERIFIER),
            "precedente": self.adresse_de(avant) if avant else "",
            "remettre": self.deroule.remettre,
            "peut_resoudre": "remarquer" in self.request.acteur.gestes(self.convention),
            "fil": self._fil(),
        }

    def _fil(self) -> list[tuple[str, str]]:
        """De l'espace de la personne à cette page ; un invité n'a que cette convention."""
        nom = self.convention.nom_du_stagiaire or self.convention.reference
        pages = [(reverse("espace"), _("Mon espace"))] if self.request.acteur.compte else []
        ici = reverse("convention", args=[self.convention.reference])
        return [*pages, (ici, _("Convention de %(qui)s") % {"qui": nom}), ("", _("Remplir"))]

    def _etape(self, pas: Pas) -> dict[str, Any]:
        return {
            "libelle": pas.etape.titre,
            "adresse": self.adresse_de(pas.cle),
            "courante": pas.cle == self.cle,
            "faite": pas.faite,
            "fautive": pas.bloquants,
            "manques": pas.manques,
            "de": pas.etape.partie if pas.etape.partie != self.partie else "",
        }

    def contexte_du_releve(self) -> dict[str, Any]:
        """Ce que montre le relevé."""
        releve, chemins = self.releve, self.etape.chemins if self.etape else ()
        du_temps = HORAIRES in chemins
        de_l_argent = du_temps or MONTANT in chemins
        heures = releve.compte.duree if releve.compte and de_l_argent else None
        return {
            "page": self,
            "convention": self.convention,
            "releve": releve,
            "heures": heures,
            "dessin_des_heures": compteur_d_heures(heures) if heures else None,
            "gains": releve.gains if de_l_argent else None,
            "mois_en_grille": self._calendrier() if du_temps and not releve.erreurs else None,
            "manques": [
                {"libelle": grandeur(m.fait, langue=langue()), "de": m.de}
                for m in releve.constats.manques
                if m.de in list(Partie)
            ],
        }

    def _calendrier(self) -> Calendrier:
        return calendrier_du_stage(dossier_de(self.donnees), self.au)


def ouvrir(request: Requete, reference: str, etape: str = "") -> Page:
    """La page que l'on demande, si cette personne peut voir la convention.

    Raises:
        Http404: la convention n'est pas pour elle, ou l'étape n'existe pas.
    """
    convention = request.acteur.convention(reference)
    envoi = request.POST if request.method == "POST" and etape else None
    partie = request.acteur.partie(convention)
    if partie is None:
        raise Http404
    page = Page(request, convention, partie, None, envoi=envoi)
    if etape:
        de = (
            parties_remplies(partie, request.acteur.gestes(convention))
            if page.peut_ecrire
            else [partie, *Partie]
        )
        page.etape = next((e for remplie in de for e in etapes(remplie) if e.cle == etape), None)
        if page.etape is None:
            raise Http404
    return page
