"""La file, lue une fois : l'onglet, les filtres, le tri, la page, les comptes."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import IntegerField, Q, QuerySet, Subquery
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tripartite.droit.parcours import Etat
from tripartite.guichet.acces import Acteur
from tripartite.guichet.ecrans.file.filtres import (
    TOUTES,
    TRIS,
    VOUS,
    Filtres,
    lire_l_onglet,
    qui_attendent,
)
from tripartite.guichet.ecrans.file.frais import relire
from tripartite.guichet.ecrans.file.pages import Page, lire_un_repere, lire_une_page
from tripartite.guichet.etats_dits import NOMS
from tripartite.guichet.modeles import Compte, Convention

COLONNES = (
    *("reference", "etat", "depuis", "attendu_de", "visa_attendu", "numero_de_version", "sujet"),
    *("nom_du_stagiaire", "nom_de_l_organisme", "debut", "fin", "minutes", "bloquants", "manques"),
    *("tri_stagiaire", "tri_organisme", "tri_formation", "formation__intitule"),
)
AU_PLUS = 2000
"""Au-delà, des filtres ne disent pas combien : compter davantage ferait attendre pour rien."""


MILLE = 1000
"""Un onglet compte jusque-là, puis dit « 1 000 + » : en compter cent mille prenait le tiers de la page."""


class Combien(Subquery):
    """Le nombre de rangées d'une lecture, bornée ou non."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) lues)"
    output_field = IntegerField()


class Onglet(NamedTuple):
    """Un onglet : son nom, combien il en montre (`None` : beaucoup), s'il est celui que l'on lit."""

    cle: str
    nom: str | Promise
    lues: int | None
    ici: bool

    @property
    def nombre(self) -> int | None:
        """Combien, mille au plus."""
        return self.lues and min(self.lues, MILLE)

    @property
    def davantage(self) -> bool:
        """Vrai, il y en a plus que ce nombre."""
        return self.lues is not None and self.lues > MILLE


class Colonne(NamedTuple):
    """Un titre de colonne : le tri qu'il donne, celui que l'on a."""

    cle: str
    titre: str | Promise
    sens: str
    """« ascending », « descending », ou rien : ce que `aria-sort` dit."""
    suivant: str
    """Le sens que donne le lien."""
    nombre: bool = False


ETAT = "etat"
"""Un état ne se trie pas : les onglets le font."""
TITRES: dict[str, str | Promise] = {
    "stagiaire": _("Stagiaire"),
    "organisme": _("Organisme d'accueil"),
    "formation": _("Formation"),
    "dates": _("Dates"),
    "duree": _("Durée"),
    ETAT: _("État, et qui l'on attend"),
    "depuis": _("Depuis"),
    "bloquants": _("Bloque"),
    "manques": _("Manque"),
}
A_DROITE = ("duree", "depuis", "bloquants", "manques")


class Liste:
    """Ce que montre la file à une personne, pour une adresse."""

    def __init__(self, acteur: Acteur, donnees: QueryDict, *, taille: int = 50) -> None:
        self.acteur, self.donnees, self.taille = acteur, donnees, taille
        self.filtres = Filtres(acteur, donnees)
        self.onglet = lire_l_onglet(donnees, filtre=bool(self.filtres.dits))
        self.tri = donnees.get("tri", "") if donnees.get("tri") in TRIS else "depuis"
        propose = TRIS[self.tri].descend
        self.descend = {"asc": False, "desc": True}.get(donnees.get("sens", ""), propose)

    @cached_property
    def _filtrees(self) -> QuerySet[Convention]:
        return self.filtres.appliquer(self.acteur.a_controler())

    @cached_property
    def _relevees(self) -> list[tuple[int, str]] | None:
        """Les numéros et les états de ce que des filtres retiennent, lus une fois ; trop nombreux, rien."""
        if not self.filtres.dits:
            return None
        lues = list(self._filtrees.order_by().values_list("pk", "etat")[: AU_PLUS + 1])
        return lues if len(lues) <= AU_PLUS else None

    @cached_property
    def _retenues(self) -> QuerySet[Convention]:
        """Celles des filtres, tous onglets confondus."""
        if self._relevees is None:
            return self._filtrees
        return Convention.objects.filter(pk__in=[pk for pk, _etat in self._relevees])

    @cached_property
    def _qui_attendent(self) -> Q:
        return qui_attendent(self.acteur)

    @property
    def conventions(self) -> QuerySet[Convention]:
        """Celles de l'onglet."""
        if self.onglet == VOUS:
            return self._retenues.filter(self._qui_attendent)
        return self._retenues if self.onglet == TOUTES else self._retenues.filter(etat=self.onglet)

    @cached_property
    def page(self) -> Page:
        """La page demandée."""
        tri = TRIS[self.tri]
        avant, apres = self.donnees.get("avant", ""), self.donnees.get("apres", "")
        return lire_une_page(
            self.conventions.values_list("pk", *COLONNES, named=True),
            tri,
            descend=self.descend,
            repere=lire_un_repere(avant or apres, tri) if avant or apres else None,
            en_arriere=bool(avant),
            taille=self.taille,
        )

    @cached_property
    def onglets(self) -> list[Onglet]:
        """Les onglets, et combien chacun en montre ; un état sans convention n'y est pas."""
        par_etat, vous = self._comptes
        toutes = None if par_etat is None else sum(par_etat.values())
        onglets = [
            Onglet(VOUS, _("Vous attendent"), vous, self.onglet == VOUS),
            Onglet(TOUTES, _("Toutes"), toutes, self.onglet == TOUTES),
        ]
        return onglets + [
            Onglet(etat.value, NOMS[etat], par_etat.get(etat.value, 0) if par_etat else None, ici)
            for etat in Etat
            if (ici := self.onglet == etat) or par_etat is None or etat.value in par_etat
        ]

    @property
    def _comptes(self) -> tuple[dict[str, int] | None, int]:
        """Combien de chaque état (rien, s'il y en a trop), et combien attendent cette personne.

        Sans filtre, ces comptes valent deux secondes : tous ceux qui ont la même portée relisent les mêmes.
        """
        if self.filtres.dits:
            releves = self._relevees
            return None if releves is None else dict(Counter(e for _pk, e in releves)), self._compter_vous()
        return (
            relire("états", self.acteur.portee, self._compter_les_etats),
            relire("vous", (self.acteur.courriel, self.acteur.portee), self._compter_vous),
        )

    def _compter_vous(self) -> int:
        return self._retenues.filter(self._qui_attendent).order_by()[: MILLE + 1].count()

    def _compter_les_etats(self) -> dict[str, int]:
        bornes = (self._filtrees.filter(etat=e).order_by().values("pk")[: MILLE + 1] for e in Etat)
        compte = Compte.objects.filter(courriel=self.acteur.courriel)
        lus = compte.values_list(*(Combien(borne) for borne in bornes)).get()
        return {etat.value: n for etat, n in zip(Etat, lus, strict=True) if n}

    @property
    def colonnes(self) -> list[Colonne]:
        """Les titres, avec leur tri."""
        rendues = []
        for cle, titre in TITRES.items():
            ici = cle == self.tri
            sens = ("descending" if self.descend else "ascending") if ici else ""
            descendra = not self.descend if ici else cle in TRIS and TRIS[cle].descend
            rendues.append(Colonne(cle, titre, sens, "desc" if descendra else "asc", cle in A_DROITE))
        return rendues

    @property
    def parametres(self) -> str:
        """Ce que l'on voit, pour y revenir ou le garder."""
        return self.adresse(onglet=self.onglet).removeprefix("?")

    def adresse(self, **change: str) -> str:
        """Les mêmes paramètres, changés ; une valeur vide les ôte, et l'on revient à la première page."""
        gardes = {nom: dits for nom, dits in self.donnees.lists() if nom not in ("avant", "apres", "vue")}
        gardes |= {nom: [valeur] for nom, valeur in change.items()}
        return f"?{urlencode({nom: dits for nom, dits in gardes.items() if dits[-1]}, doseq=True)}"
