"""Les comptes de la démonstration : un par titre, montrés sur la page de connexion, et là seulement."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MOT_DE_PASSE = "demonstration-tripartite"
SECRET_TOTP = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105  celui d'une démonstration, connu de tous


class CompteMontre(NamedTuple):
    """Un compte de démonstration : sa clé, la personne, ce qu'elle est."""

    cle: str
    prenom: str
    nom: str
    titre: Promise | str
    second_facteur: bool = False

    @property
    def courriel(self) -> str:
        """L'adresse du compte."""
        return f"{self.cle}@demonstration.example"


COMPTES = (
    CompteMontre("etudiante", "Maëlle", "Le Goff", _("étudiante")),
    CompteMontre("rh", "Hélène", "Moreau", _("organisme d'accueil, ressources humaines")),
    CompteMontre("referent", "Ousmane", "Diallo", _("enseignant référent")),
    CompteMontre("bureau", "Claire", "Le Bris", _("bureau des stages")),
    CompteMontre("direction", "Anne", "Kervella", _("direction, signataire")),
    CompteMontre("administrateur", "Paul", "Morvan", _("administrateur de l'établissement"), True),
    CompteMontre("agent", "Marc", "Salaün", _("agent de contrôle"), True),
    CompteMontre("exploitant", "Eva", "Roy", _("exploitant de l'instance"), True),
)
PAR_CLE = {montre.cle: montre for montre in COMPTES}
