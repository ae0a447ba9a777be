"""Ce que la page d'une convention montre à celui qui la lit, rassemblé une fois."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from tripartite.documents.textes import lire_textes
from tripartite.droit.calculs.echeances import Echeancier
from tripartite.droit.faits import Dossier, Partie
from tripartite.droit.langage import Constat, Situation, connu
from tripartite.droit.parcours import AVANT_SIGNATURE, Etat
from tripartite.droit.verification import situation_de, verifier
from tripartite.guichet.acces import Acteur
from tripartite.guichet.dessins import Dessin, ligne_de_vie, semaines_contre_contingent
from tripartite.guichet.dessins.ecriture import langue
from tripartite.guichet.ecrans.convention.offres import Offre, offrir
from tripartite.guichet.ecrans.convention.parts import PartLue, lire_les_parts
from tripartite.guichet.ecrans.convention.recit import Evenement, raconter
from tripartite.guichet.etats_dits import EtatDit, dire_l_etat
from tripartite.guichet.formulaires.etapes import etapes
from tripartite.guichet.gestes.controler import dire
from tripartite.guichet.gestes.signataires import dont_c_est_le_tour
from tripartite.guichet.modeles import (
    But,
    Convention,
    Derogation,
    Fonction,
    Piece,
    Remarque,
    Signataire,
    Visa,
)
from tripartite.guichet.modeles.signatures import en_vigueur
from tripartite.guichet.passerelle import dossier_a_juger
from tripartite.guichet.places import Places, places_du_dossier
from tripartite.guichet.templatetags.guichet import nom_de_partie
from tripartite.guichet.visibilite import ce_que_voit, est_mineur, voit
from tripartite.rendus.classement import Classement, classer
from tripartite.rendus.echeances import tableau_des_mois
from tripartite.rendus.faits import chemin
from tripartite.rendus.fiches import Tableau

SANS_SIGNATAIRES = frozenset(
    {Etat.BROUILLON, Etat.A_COMPLETER, Etat.EN_CONTROLE, Etat.CORRECTION_DEMANDEE, Etat.REFUSEE}
)

MOTS_DES_TITRES = {
    "stagiaire": "role_stagiaire",
    "organisme": "role_organisme",
    "tuteur": "tuteur",
    "etablissement": "role_etablissement",
    "referent": "referent",
}


def titre(role: str, mots: Mapping[str, str]) -> str:
    """Le titre auquel on signe, comme le document l'imprime."""
    return mots.get(MOTS_DES_TITRES.get(role, ""), role.replace("_", " "))


def _touche(fait: str, chemin: str) -> bool:
    return fait == chemin or fait.startswith(f"{chemin}.")


@dataclass(frozen=True)
class VisaLu:
    """Une étape du circuit : donnée par quelqu'un, attendue, ou plus loin."""

    fonction: str
    visa: Visa | None
    attendu: bool


@dataclass(frozen=True)
class SignataireLu:
    """Un signataire, ses titres, et si sa réponse est attendue maintenant."""

    signataire: Signataire
    titres: str
    attendu: bool


@dataclass(frozen=True)
class DerogationLue:
    """Une dérogation, et si elle couvre encore un constat."""

    derogation: Derogation
    couvre: bool


class Lecture:
    """Une convention, lue par quelqu'un."""

    def __init__(self, convention: Convention, acteur: Acteur) -> None:
        self.convention, self.acteur = convention, acteur
        self.partie: Partie | None = acteur.partie(convention)
        self.au = timezone.localdate()

    @cached_property
    def juge(self) -> Dossier:
        """Les faits et ceux de ses voisines : de quoi juger."""
        return dossier_a_juger(self.convention, pour=self.partie)

    @cached_property
    def situation(self) -> Situation:
        """Les faits par leur nom, déductions comprises."""
        return situation_de(self.juge, self.au)

    @cached_property
    def dossier(self) -> Dossier:
        """Les faits, sans ce que cette personne ne doit pas voir."""
        return ce_que_voit(self.partie, self.juge)

    @cached_property
    def places(self) -> Places | None:
        """« Puis-je accueillir un stagiaire de plus ? » : pour l'organisme, avant qu'il n'ait signé."""
        if self.partie != Partie.ORGANISME or self.convention.etat not in AVANT_SIGNATURE:
            return None
        return places_du_dossier(self.juge, self.au)

    @property
    def semaines(self) -> Dessin | None:
        """Ces places, en dessin."""
        return semaines_contre_contingent(self.places.semaines, self.au) if self.places else None

    @property
    def peut_ouvrir_un_espace(self) -> bool:
        """Venu par un lien pour compléter, il peut en faire un compte."""
        lien = self.acteur.lien
        return lien is not None and self.partie == Partie.ORGANISME and lien.but == But.COMPLETER

    @cached_property
    def mineur(self) -> bool | None:
        """Le stagiaire est-il mineur au début du stage."""
        return est_mineur(self.juge)

    @cached_property
    def constats(self) -> list[Constat]:
        """Ce que le droit en dit."""
        return verifier(self.juge, self.au)

    @cached_property
    def derogations(self) -> list[DerogationLue]:
        """Ce à quoi l'on a passé outre."""
        bloquent = {(c.regle, dire(c)) for c in self.constats if c.bloque}
        lues = self.convention.derogations.select_related("compte").order_by("pk")
        return [DerogationLue(d, (d.regle, d.phrase) in bloquent) for d in lues]

    @cached_property
    def classement(self) -> Classement:
        """Les constats, rangés : ce qui bloque encore d'abord ; ce à quoi l'on a passé outre avertit."""
        couverts = {(d.derogation.regle, d.derogation.phrase) for d in self.derogations}
        range_ = classer(self.constats)
        passes = tuple(c for c in range_.bloquants if (c.regle, dire(c)) in couverts)
        if not passes:
            return range_
        restent = tuple(c for c in range_.bloquants if c not in passes)
        return range_._replace(bloquants=restent, avertissements=(*passes, *range_.avertissements))

    @cached_property
    def remarques(self) -> list[Remarque]:
        """Les remarques, les réglées en dernier."""
        return sorted(self.convention.remarques.all(), key=lambda r: r.resolue_le is not None)

    @property
    def remarques_de_l_ensemble(self) -> list[Remarque]:
        """Celles qui ne visent pas un fait."""
        return [r for r in self.remarques if not r.chemin]

    @property
    def dit_la_majorite(self) -> bool:
        """Ce lecteur ne voit pas la naissance : il sait seulement si le stagiaire est mineur."""
        return self.mineur is not None and not voit(self.partie, "stagiaire.naissance")

    @cached_property
    def parts(self) -> list[PartLue]:
        """Les parts de la convention, dans l'ordre du document."""
        manquants = {chemin(m.fait) for m in self.classement.manques}
        return lire_les_parts(self.dossier, self.partie, manquants, self.remarques)

    @cached_property
    def ou_completer(self) -> dict[str, str]:
        """Pour chaque part que cette personne remplit maintenant, l'étape où elle le fait."""
        if self.partie is None or "completer" not in self.acteur.gestes(self.convention):
            return {}
        etapes_par_fait = {
            fait: e.cle for e in reversed(etapes(self.partie, self.situation)) for fait in e.chemins
        }
        lieux = {}
        for part in self.parts:
            faits = [fait for ligne in part.lignes for fait in etapes_par_fait if _touche(fait, ligne.chemin)]
            if faits:
                lieux[part.cle] = etapes_par_fait[faits[0]]
        return lieux

    @cached_property
    def echeancier(self) -> Tableau | None:
        """La gratification, mois par mois ; rien, si elle n'est pas due ou ne se calcule pas."""
        prevu = self.situation["echeancier"]
        if not connu(prevu) or not isinstance(prevu, Echeancier) or not prevu.lignes:
            return None
        return tableau_des_mois(prevu)

    @cached_property
    def ligne_de_vie(self) -> Dessin | None:
        """Le temps de la convention, en image ; rien, sans dates."""
        dites = self.dossier.convention
        if not connu(dites.debut) or not connu(dites.fin):
            return None
        return ligne_de_vie(self.dossier, self.au)

    @cached_property
    def signataires(self) -> list[SignataireLu]:
        """Ceux qui signent la version en cours."""
        mots = lire_textes("convention", langue()).mots
        return [
            SignataireLu(s, ", ".join(titre(role, mots) for role in s.roles), s in self.attendus)
            for s in self._inscrits
        ]

    @cached_property
    def _inscrits(self) -> list[Signataire]:
        if self.convention.etat in SANS_SIGNATAIRES:
            return []
        return en_vigueur(self.convention)

    @cached_property
    def attendus(self) -> list[Signataire]:
        """Ceux dont la réponse est attendue maintenant."""
        if self.convention.etat != Etat.A_SIGNER:
            return []
        return dont_c_est_le_tour(self.convention, self._inscrits)

    @cached_property
    def a_signer(self) -> bool:
        """La signature de cette personne est attendue maintenant."""
        return any(s.courriel == self.acteur.courriel for s in self.attendus)

    @cached_property
    def visas(self) -> list[VisaLu]:
        """Le circuit de la composante, et où l'on en est."""
        donnes = {
            v.fonction: v
            for v in self.convention.visas.filter(version=self.convention.version).select_related("compte")
        }
        return [
            VisaLu(str(Fonction(f).label), donnes.get(f), f == self.convention.visa_attendu)
            for f in self.convention.composante.circuit
        ]

    @cached_property
    def pieces(self) -> list[Piece]:
        """Les fichiers qui valent encore."""
        return list(self.convention.pieces.filter(annulee_le=None))

    @cached_property
    def journal(self) -> list[Evenement]:
        """Ce qui s'est passé, le plus récent d'abord."""
        return raconter(self.convention)

    @property
    def a_vous(self) -> bool:
        """C'est cette personne que l'on attend."""
        if self.convention.etat == Etat.A_SIGNER:
            return self.a_signer
        if self.convention.etat == Etat.EN_CONTROLE:
            return self.convention.visa_attendu in self.acteur.fonctions(self.convention)
        return self.partie is not None and self.partie == self.convention.attendu_de

    @property
    def etat(self) -> EtatDit:
        """L'état, dans ses mots."""
        return dire_l_etat(self.convention.etat, self.partie, a_vous=self.a_vous)

    @property
    def a_la_main(self) -> list[tuple[str, str]]:
        """Qui l'on attend : la partie, et la personne ou son titre."""
        convention = self.convention
        if convention.etat == Etat.A_SIGNER:
            return [(s.partie, s.nom) for s in self.attendus]
        if convention.etat == Etat.EN_CONTROLE and convention.visa_attendu:
            attendue = Fonction(convention.visa_attendu)
            referent = convention.referent if attendue == Fonction.REFERENT else None
            nom = f"{attendue.label}, {referent.nom_complet}" if referent else str(attendue.label)
            return [(Partie.ETABLISSEMENT, nom)]
        attendu = convention.attendu_de
        return [(attendu, nom_de_partie(attendu))] if attendu else []

    @cached_property
    def offres(self) -> tuple[Offre | None, list[Offre]]:
        """Le geste principal, et les autres."""
        bloquants = self.classement.bloquants
        return offrir(self.convention, self.acteur, bloquants=bloquants, a_signer=self.a_signer)
