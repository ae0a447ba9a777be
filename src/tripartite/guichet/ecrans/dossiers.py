"""Les conventions d'une personne : ce qui l'attend d'abord ; puis les autres, page par page."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.http import QueryDict

from tripartite.droit.faits import Partie
from tripartite.droit.parcours import Etat
from tripartite.guichet.acces import Acteur
from tripartite.guichet.ecrans.file.pages import Tri, lire_un_repere, lire_une_page
from tripartite.guichet.ecrans.rangees import Rangee, completer_les_rangees, pour_une_liste
from tripartite.guichet.modeles import Convention, Reponse, Signataire

PAR_DATE = Tri("depuis", descend=True)
PAR_PAGE = 50


class Dossiers(NamedTuple):
    """Ce qu'une page en montre, et les adresses d'avant et d'après. `reprise` : ce n'est pas la première."""

    attendent: list[Rangee]
    suivent: list[Rangee]
    finies: list[Rangee]
    precedent: str
    suivant: str
    reprise: bool

    @property
    def vide(self) -> bool:
        """Vrai, il n'y a rien à montrer."""
        return not (self.attendent or self.suivent or self.finies or self.reprise)


def lire_les_dossiers(
    conventions: QuerySet[Convention], acteur: Acteur, partie: Partie, au: date, demande: QueryDict
) -> Dossiers:
    """Ce qui attend cette personne (au plus une page, la plus récente d'abord), et une page des autres."""
    lues = pour_une_liste(conventions)
    peuvent = list(lues.filter(_peut_attendre(acteur, partie)).order_by("-depuis", "-pk")[:PAR_PAGE])
    avant, apres = demande.get("avant", ""), demande.get("apres", "")
    page = lire_une_page(
        lues.exclude(pk__in=[c.pk for c in peuvent]),
        PAR_DATE,
        descend=True,
        repere=lire_un_repere(avant or apres, PAR_DATE) if avant or apres else None,
        en_arriere=bool(avant),
        taille=PAR_PAGE,
    )
    rangees = completer_les_rangees([*peuvent, *page.rangees], acteur, au)
    premieres, autres = rangees[: len(peuvent)], rangees[len(peuvent) :]
    if not page.precedent:  # il les signera, mais ce n'est pas encore son tour
        autres = [r for r in premieres if not r.etat.a_vous] + autres
    return Dossiers(
        [r for r in premieres if r.etat.a_vous],
        [r for r in autres if r.etat.a_vous or not r.finie],
        [r for r in autres if r.finie and not r.etat.a_vous],
        _adresse(demande, "avant", page.precedent),
        _adresse(demande, "apres", page.suivant),
        bool(page.precedent),
    )


def _peut_attendre(acteur: Acteur, partie: Partie) -> Q:
    """Celles dont sa partie a la main, ou qu'elle signe ; leur tour de signer se lit ensuite."""
    a_signer = Signataire.objects.filter(
        courriel=acteur.courriel, reponse=Reponse.ATTENDUE, annule_le=None, convention__etat=Etat.A_SIGNER
    )
    return Q(attendu_de=partie) | Q(pk__in=a_signer.values("convention"))


def _adresse(demande: QueryDict, nom: str, repere: str) -> str:
    if not repere:
        return ""
    parametres = demande.copy()
    for ancien in ("avant", "apres"):
        parametres.pop(ancien, None)
    parametres[nom] = repere
    return f"?{parametres.urlencode()}"
