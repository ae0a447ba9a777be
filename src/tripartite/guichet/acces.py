"""Qui peut quoi : l'acteur d'une requête, ce qu'il voit, et ce que chaque adresse exige.

Les droits se lisent dans ce dont on est partie ; une adresse qui ne déclare rien est refusée à tous.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.contrib.auth.views import redirect_to_login
from django.db.models import BooleanField, Q, QuerySet, Value
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, re_path
from django.utils import timezone

from tripartite.droit.faits import Partie
from tripartite.droit.parcours import Etat, gestes_possibles
from tripartite.guichet.modeles import Compte, Convention, Fonction, Lien, Membre

LIEN_EN_SESSION = "lien"
CONTROLABLES = [
    e.value for e in (Etat.SIGNEE, Etat.EN_COURS, Etat.SUSPENDUE, Etat.ROMPUE, Etat.TERMINEE, Etat.CLOTUREE)
]
"""Ce qu'un agent de contrôle peut lire : les conventions conclues."""

AUTOUR = ("version", "composante", "etablissement", "formation", "organisme", "stagiaire", "referent")
"""Ce qu'une page lit d'une convention en même temps qu'elle."""


@dataclass(frozen=True)
class Acteur:
    """Qui fait la requête : un compte, une personne venue par un lien, ou personne."""

    compte: Compte | None = None
    lien: Lien | None = None

    @property
    def nom(self) -> str:
        """Le nom sous lequel ses gestes sont inscrits."""
        if self.compte:
            return self.compte.nom_complet[:200]
        return (self.lien.nom or self.lien.courriel) if self.lien else ""

    @property
    def courriel(self) -> str:
        """L'adresse par laquelle on la joint et on l'identifie."""
        return self.compte.courriel if self.compte else self.lien.courriel if self.lien else ""

    @property
    def identifie_par(self) -> str:
        """Comment on sait que c'est elle ; ce que la preuve dira, sans plus."""
        return "compte et mot de passe" if self.compte else "lien reçu par courriel" if self.lien else ""

    @cached_property
    def appartenances(self) -> tuple[Membre, ...]:
        """Ses titres dans des établissements."""
        if not self.compte:
            return ()
        return tuple(self.compte.appartenances.select_related("etablissement", "composante"))

    @cached_property
    def organismes(self) -> frozenset[int]:
        """Les organismes d'accueil dont elle est."""
        return frozenset(organisme for organisme, entier in self._titres if entier is not None)

    @cached_property
    def organismes_entiers(self) -> frozenset[int]:
        """Ceux dont elle voit tout ; des autres, elle voit les conventions dont elle est le contact."""
        return frozenset(organisme for organisme, entier in self._titres if entier)

    @cached_property
    def controles(self) -> frozenset[int]:
        """Les organismes qu'elle est habilitée à contrôler ce jour."""
        return frozenset(organisme for organisme, entier in self._titres if entier is None)

    @property
    def doit_un_second_facteur(self) -> bool:
        """Administrateur, agent de contrôle, exploitant : nulle page sans second facteur."""
        compte = self.compte
        return compte is not None and (compte.operateur or _est_administrateur(self) or bool(self.controles))

    @cached_property
    def _titres(self) -> list[tuple[int, bool | None]]:
        """Les organismes où elle a un titre, entier ou non ; `None`, celui de contrôler. En une lecture."""
        if not self.compte:
            return []
        de_controle = Value(None, output_field=BooleanField())
        habilitee = self.compte.habilitations.filter(jusqu_au__gte=timezone.localdate())
        return list(
            self.compte.organismes.values_list("organisme_id", "entier").union(
                habilitee.annotate(titre=de_controle).values_list("organisme_id", "titre")
            )
        )

    def conventions(self) -> QuerySet[Convention]:
        """Les conventions qu'elle peut voir."""
        toutes = Convention.objects.all()
        if self.compte:
            return toutes.filter(reduce(or_, self.vues))
        if self.lien and self.lien.vaut:
            return toutes.filter(pk=self.lien.convention_id)
        return toutes.none()

    @cached_property
    def vues(self) -> list[Q]:
        """Ce qu'un compte voit, titre par titre : lues l'une après l'autre, chacune suit son index."""
        vues = [Q(stagiaire=self.compte), *(Q(**lot) for lot in self.portee)]
        if self.organismes:
            vues.append(self._vue_de_l_organisme() & ~Q(etat=Etat.BROUILLON.value))
        if self.controles:
            vues.append(Q(organisme__in=self.controles, etat__in=CONTROLABLES))
        return vues

    def _vue_de_l_organisme(self) -> Q:
        siennes = Q(organisme__in=self.organismes, contact=self.courriel)
        return siennes | Q(organisme__in=self.organismes_entiers) if self.organismes_entiers else siennes

    def _vue_du_membre(self, membre: Membre) -> dict[str, int]:
        vue = {"etablissement": membre.etablissement_id}
        if membre.composante_id:
            vue["composante"] = membre.composante_id
        if self.compte and membre.fonction == Fonction.REFERENT:
            vue["referent"] = self.compte.pk
        return vue

    @cached_property
    def portee(self) -> list[dict[str, int]]:
        """Ce que ses titres lui donnent à contrôler : une convention est de l'un de ces lots.

        Un titre pour tout l'établissement dispense des autres : la base n'a qu'un index à suivre.
        """
        entiers = {
            m.etablissement_id
            for m in self.appartenances
            if m.composante_id is None and m.fonction != Fonction.REFERENT
        }
        lots = [{"etablissement": etablissement} for etablissement in sorted(entiers)]
        return lots + [
            self._vue_du_membre(m) for m in self.appartenances if m.etablissement_id not in entiers
        ]

    def a_controler(self) -> QuerySet[Convention]:
        """Les conventions de ses établissements, à ses titres : celles que montre la file."""
        if not self.portee:
            return Convention.objects.none()
        return Convention.objects.filter(reduce(or_, (Q(**lot) for lot in self.portee)))

    def convention(self, reference: str, *, nue: bool = False) -> Convention:
        """La convention de cette référence, si elle peut la voir.

        Args:
            reference: celle que porte l'adresse.
            nue: sans ce qui l'entoure ; un geste n'en lit presque rien, et le lit alors à mesure.

        Raises:
            Http404: elle n'existe pas, ou n'est pas pour elle : la réponse est la même.
        """
        if "\0" in reference:  # PostgreSQL n'en lit pas dans un texte
            raise Http404
        suivies = self.conventions()
        if not nue:
            suivies = suivies.select_related(*AUTOUR).prefetch_related("signataires")
        return get_object_or_404(suivies, reference=reference)

    def partie(self, convention: Convention) -> Partie | None:
        """La partie qu'elle est dans cette convention ; `None` si elle ne fait que la lire."""
        if self.lien:
            return Partie(self.lien.partie) if self.lien.convention_id == convention.pk else None
        if not self.compte:
            return None
        if convention.stagiaire_id == self.compte.pk:
            return Partie.STAGIAIRE
        if self.fonctions(convention):
            return Partie.ETABLISSEMENT
        en_est = convention.organisme_id in self.organismes_entiers or (
            convention.organisme_id in self.organismes and convention.contact == self.courriel
        )
        return Partie.ORGANISME if en_est else None

    def fonctions(self, convention: Convention) -> frozenset[str]:
        """Ses titres, pour cette convention, dans l'établissement."""
        return frozenset(
            m.fonction
            for m in self.appartenances
            if m.etablissement_id == convention.etablissement_id
            and m.composante_id in (None, convention.composante_id)
            and (
                m.fonction != Fonction.REFERENT or (self.compte and convention.referent_id == self.compte.pk)
            )
        )

    def gestes(self, convention: Convention) -> tuple[str, ...]:
        """Ce que la table lui ouvre, dans l'état où est la convention."""
        partie = self.partie(convention)
        if partie is None:
            return ()
        if convention.etat == Etat.CORRECTION_DEMANDEE and partie != convention.attendu_de:
            return tuple(
                g for g in gestes_possibles(convention.etat, partie) if g not in ("completer", "corriger")
            )
        return gestes_possibles(convention.etat, partie)


@dataclass(frozen=True)
class Acces:
    """Ce qu'une adresse exige. `second_facteur` : un mot de passe ne suffit pas."""

    nom: str
    convient: Callable[[Acteur], bool]
    second_facteur: Callable[[Acteur], bool] = lambda acteur: False


def _est_administrateur(acteur: Acteur) -> bool:
    return any(m.fonction == Fonction.ADMINISTRATEUR for m in acteur.appartenances)


def _est_sensible(acteur: Acteur) -> bool:
    return acteur.doit_un_second_facteur


PUBLIC = Acces("public", lambda a: True)
POUR_TOUS = Acces("pour tous", lambda a: True)
"""Une page que tous lisent pareille : nul témoin n'y entre ni n'en sort, et un cache peut la garder."""
PAR_JETON = Acces("jeton", lambda a: True)
"""Une opération de l'API : nul témoin n'y entre, et `api.entree` demande le jeton avant de l'appeler."""
COMPTE = Acces("compte", lambda a: a.compte is not None)
"""Le compte lui-même : mot de passe, second facteur. Sans second facteur, on peut donc l'y activer."""
CONNECTE = Acces("connecté", lambda a: a.compte is not None, _est_sensible)
INVITE = Acces("invité ou connecté", lambda a: a.compte is not None or a.lien is not None, _est_sensible)
"""Une partie à la convention, avec ou sans compte ; l'objet lui-même se demande à `Acteur.convention`."""
ETABLISSEMENT = Acces("établissement", lambda a: bool(a.appartenances), _est_sensible)
ADMINISTRATEUR = Acces("administrateur", _est_administrateur, _est_sensible)
ORGANISME = Acces("organisme", lambda a: bool(a.organismes), _est_sensible)
CONTROLE = Acces("agent de contrôle", lambda a: bool(a.controles), _est_sensible)
OPERATEUR = Acces("exploitant", lambda a: bool(a.compte and a.compte.operateur), _est_sensible)

Vue = Callable[..., HttpResponseBase]


class Requete(HttpRequest):
    """Une requête, et qui la fait."""

    acteur: Acteur


def chemin(route: str, vue: Vue, acces: Acces, nom: str, *, par_motif: bool = False) -> URLPattern:
    """Déclare une adresse, et ce qu'elle exige ; `par_motif`, la route est une expression régulière."""

    def declaree(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return vue(request, *args, **kwargs)

    declaree.__dict__.update(vue.__dict__)
    declaree.__name__ = getattr(vue, "__name__", nom)
    declaree.acces = acces  # type: ignore[attr-defined]
    return (re_path if par_motif else path)(route, declaree, name=nom)


class Intergiciel:
    """Dit qui agit, et refuse ce que l'adresse n'ouvre pas à cette personne."""

    def __init__(self, suite: Callable[[HttpRequest], HttpResponse]) -> None:
        self.suite = suite

    def __call__(self, request: Requete) -> HttpResponse:
        request.acteur = acteur_de(request)
        return self.suite(request)

    def process_view(
        self, request: Requete, vue: Vue, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Applique la déclaration de l'adresse ; sans déclaration, personne n'entre."""
        acces: Acces | None = getattr(vue, "acces", None)
        acteur = request.acteur
        if acces is None:
            raise Http404
        if not acces.convient(acteur):
            if acteur.compte is None and request.method in ("GET", "HEAD"):
                return redirect_to_login(request.get_full_path())
            raise Http404
        if acces.second_facteur(acteur) and not a_un_second_facteur(request):
            return redirect("mfa_index")
        return None


def acteur_de(request: HttpRequest) -> Acteur:
    """L'acteur d'une requête : le compte connecté, sinon le lien ouvert dans cette session."""
    if request.user.is_authenticated:
        return Acteur(compte=request.user)
    ouvert = request.session.get(LIEN_EN_SESSION)
    if ouvert is None:
        return Acteur()
    lien = Lien.objects.select_related("convention").filter(pk=ouvert).first()
    return Acteur(lien=lien) if lien and lien.vaut else Acteur()


def a_un_second_facteur(request: HttpRequest) -> bool:
    """Vrai, cette session s'est ouverte avec un second facteur, ou une clé d'accès."""
    return any(preuve.get("method") == "mfa" for preuve in get_authentication_records(request, request.user))
