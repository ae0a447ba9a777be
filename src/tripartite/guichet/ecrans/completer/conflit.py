"""Quelqu'un a écrit entre-temps : les deux textes côte à côte, un choix par fait, et rien de perdu."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tripartite.dossiers import DossierInvalide
from tripartite.droit.parcours import GesteImpossible
from tripartite.guichet.acces import Requete
from tripartite.guichet.ecrans.completer import annuaire
from tripartite.guichet.ecrans.completer.deroule import parents
from tripartite.guichet.ecrans.completer.page import Page
from tripartite.guichet.formulaires.chemins import type_du_fait, valeur
from tripartite.guichet.formulaires.faits import Question, nom_du_champ, pareils
from tripartite.guichet.formulaires.lecture import phrases
from tripartite.guichet.formulaires.libelles import lisible
from tripartite.guichet.gestes.completer import completer
from tripartite.guichet.gestes.conflits import divergences, trancher
from tripartite.guichet.gestes.socle import Conflit
from tripartite.guichet.modeles import Convention
from tripartite.guichet.passerelle import dossier_de

MIEN, LEUR = "mien", "leur"
DU_FORMULAIRE = frozenset(
    {
        "csrfmiddlewaretoken",
        "version",
        "ecrite",
        "trancher",
        "suite",
        "entree",
        "quitter",
        "voir",
        "resoudre",
        "choisir",
        "etablissement",
        *annuaire.CHAMPS,
    }
)


@dataclass(frozen=True)
class Choix:
    """Une question que j'ai remplie autrement que ce qui est écrit maintenant."""

    chemin: str
    libelle: Any
    mien: str
    leur: str
    dispute: bool
    faits: tuple[str, ...]
    pris: str

    @property
    def nom(self) -> str:
        """Le nom du choix dans le formulaire."""
        return f"choix-{nom_du_champ(self.chemin)}"


def tranche(envoi: Mapping[str, Any]) -> bool:
    """Dit si l'envoi vient de la page d'un conflit."""
    return "trancher" in envoi


def choix(page: Page, tenue: Convention) -> list[Choix]:
    """Ce que j'ai écrit et ce qui est écrit maintenant, question par question."""
    mien, leur = page.donnees, tenue.donnees
    ici, la, avant = dossier_de(mien), dossier_de(leur), dossier_de(page.depart)
    toutes = divergences(page.depart, mien, leur)
    trouves = []
    for champ in page.etape.champs if page.etape else ():
        siennes = tuple(d.chemin for d in toutes if parents(champ.chemin, d.chemin))
        if not siennes:
            continue
        valeurs = [valeur(dossier, champ.chemin) for dossier in (ici, la, avant)]
        type_ = type_du_fait(champ.chemin)
        dispute = not pareils(valeurs[1], valeurs[2])
        pris = page.envoi.get(f"choix-{nom_du_champ(champ.chemin)}", LEUR if dispute else MIEN)
        trouves.append(
            Choix(
                champ.chemin,
                champ.libelle,
                lisible(type_, valeurs[0]),
                lisible(type_, valeurs[1]),
                dispute,
                siennes,
                pris,
            )
        )
    return trouves


def montrer(
    request: Requete, page: Page, tenue: Convention, *, statut: int = 409, raison: str = ""
) -> HttpResponse:
    """La page du conflit. Ce qui ne se lit pas s'y corrige ; le reste de l'envoi y est caché, entier."""
    fautives = [q for bloc in page.formulaire.blocs for q in bloc.questions if _fautive(page, q)]
    tous = choix(page, tenue)
    contexte = page.contexte() | {
        "disputes": [c for c in tous if c.dispute],
        "autres": [c for c in tous if not c.dispute],
        "fautives": fautives,
        "formulaire": page.formulaire,
        "caches": list(_caches(page, [q.chemin for q in fautives], [c.nom for c in tous])),
        "version": page.numero,
        "ecrite": tenue.numero_de_version,
        "auteur": tenue.actuelle.auteur,
        "partie_de_l_auteur": tenue.actuelle.partie,
        "le": tenue.actuelle.le,
        "raison": raison,
        "suite": "quitter" if "quitter" in page.envoi else "suite",
    }
    return render(request, "completer/conflit.html", contexte, status=statut)


def _fautive(page: Page, question: Question) -> bool:
    return page.formulaire.envoye(question.chemin) and page.formulaire.fautif(question.chemin)


def _caches(page: Page, fautives: Collection[str], choix_: Collection[str]) -> Iterator[tuple[str, str]]:
    """Tout ce qui a été envoyé et n'est pas à l'écran."""
    montres = [nom_du_champ(c) for c in fautives]
    for nom, valeurs in page.envoi.lists():
        a_l_ecran = any(nom == m or nom.startswith((f"{m}-", f"{m}_")) for m in montres)
        if nom not in DU_FORMULAIRE and nom not in choix_ and not a_l_ecran:
            yield from ((nom, v) for v in valeurs)


def trancher_et_ecrire(request: Requete, page: Page) -> HttpResponse:
    """Écrit les choix faits, sur la version que la page du conflit montrait."""
    if not page.formulaire.is_valid():
        return montrer(request, page, page.convention, statut=422)
    ecrite = str(page.envoi.get("ecrite", ""))
    numero = int(ecrite) if ecrite.isascii() and ecrite.isdigit() else 0
    tous = choix(page, page.convention)
    gardes = [fait for c in tous if c.pris == MIEN for fait in c.faits]
    try:
        completer(page.convention, request.acteur, numero=numero, changer=trancher(page.donnees, gardes))
    except Conflit as refus:
        return montrer(request, page, refus.convention)
    except GesteImpossible as refus:
        return montrer_sans_recours(request, page, str(refus))
    except DossierInvalide as refus:
        dits = " ".join(phrases(refus.erreurs))
        return montrer(request, page, page.convention, statut=422, raison=dits)
    if "quitter" in page.envoi:
        return redirect("convention", page.convention.reference)
    return redirect(page.adresse_de(page.deroule.apres(page.cle)))


def montrer_sans_recours(request: Requete, page: Page, raison: str) -> HttpResponse:
    """Ce n'est plus à cette personne d'écrire : ce qu'elle a tapé reste à copier."""
    tapes = [(c.libelle, c.leur, c.mien) for c in choix(page, page.convention)]
    illisibles = [
        (q.description.libelle, "", str(q.champ.value()))
        for bloc in page.formulaire.blocs
        for q in bloc.questions
        if q.champ is not None and _fautive(page, q)
    ]
    contexte = {
        "convention": page.convention,
        "differences": tapes + illisibles,
        "raison": raison or _("Ce n'est plus à vous de remplir cette convention."),
    }
    return render(request, "completer/trop_tard.html", contexte, status=409)
