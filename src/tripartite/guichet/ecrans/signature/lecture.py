"""Ce que la page de signature dit : l'essentiel, et ce que cette personne a à faire, ou non."""

from __future__ import annotations

from functools import cached_property

from django.utils.translation import gettext as _

from tripartite.droit.langage import connu
from tripartite.guichet.ecrans.convention.lecture import Lecture
from tripartite.guichet.gestes.codes import code_en_cours
from tripartite.guichet.gestes.signataires import version_a_signer
from tripartite.guichet.gestes.signer import DELEGUENT, exiger_la_signature, sa_ligne
from tripartite.guichet.gestes.socle import GesteRefuse
from tripartite.guichet.modeles import Piece, Signataire
from tripartite.guichet.templatetags.guichet import euros, heures, jour


class LectureDeSignature(Lecture):
    """Une convention à signer, lue par quelqu'un."""

    @cached_property
    def ligne(self) -> Signataire | None:
        """Sa ligne parmi les signataires, s'il en est."""
        return sa_ligne(self.convention, self.acteur)

    @cached_property
    def refus(self) -> str:
        """Ce qui fait que cette personne ne signe pas maintenant ; vide, si c'est à elle."""
        if "signer" not in self.acteur.gestes(self.convention):
            return _("Cette convention n'est pas à signer pour l'instant.")
        try:
            exiger_la_signature(self.convention, self.acteur)
        except GesteRefuse as refus:
            return str(refus)
        return ""

    @cached_property
    def version(self) -> Piece | None:
        """Le PDF que l'on signe."""
        return version_a_signer(self.convention)

    @cached_property
    def code_envoye(self) -> bool:
        """Vrai, un code attend d'être recopié."""
        return code_en_cours(self.convention, "signer", self.acteur)

    @property
    def delegue(self) -> bool:
        """Vrai, cette signature peut être donnée à un autre."""
        ligne = self.ligne
        return bool(ligne and not ligne.delegue_par_id and set(ligne.roles) & set(DELEGUENT))

    @property
    def essentiel(self) -> list[tuple[str, str]]:
        """Ce qu'il faut avoir lu avant tout le reste."""
        convention, dit = self.convention, self.dossier.convention
        echeancier = self.situation["echeancier"]
        faits: list[tuple[str, object]] = [
            (_("Stagiaire"), convention.nom_du_stagiaire),
            (_("Organisme d'accueil"), convention.nom_de_l_organisme),
            (_("Établissement"), f"{convention.etablissement.nom}, {convention.formation.intitule}"),
            (_("Début"), jour(convention.debut)),
            (_("Fin"), jour(convention.fin)),
            (_("Durée"), heures(convention.minutes)),
            (_("Gratification"), euros(echeancier.total) if connu(echeancier) and echeancier.total else ""),
            (_("Sujet"), convention.sujet),
            (_("Activités"), dit.activites if connu(dit.activites) else ""),
        ]
        return [(nom, str(valeur)) for nom, valeur in faits if valeur]
