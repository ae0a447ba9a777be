"""De quoi éprouver P02 : des personnes et leurs jetons, des conventions qui ont chacune une version."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction
from django.utils import timezone

from tripartite.dossiers import ecrire, lire_dossier
from tripartite.droit.faits import Partie
from tripartite.guichet.gestes.jetons import creer_un_jeton
from tripartite.guichet.modeles import Compte, Convention, Membre, Version
from tripartite.guichet.passerelle import empreinte

EXEMPLE = Path(__file__).parents[1] / "exemples" / "master-en-entreprise.yaml"
LIRE = """
local jetons = { %s }
local rang = 0
request = function()
  rang = rang %% #jetons + 1
  return wrk.format("GET", "%s", { Authorization = "Bearer " .. jetons[rang] })
end
"""
"""Un programme par personne, tour à tour : un seul ferait plus de mille demandes à la minute."""


@transaction.atomic
def preparer_l_api(personnes: int = 40) -> list[str]:
    """Les secrets de ces personnes ; leurs conventions ont chacune une version, comme en vrai."""
    titre = Membre.objects.get(compte__courriel="bureau@bench.example")
    _donner_une_version(Convention.objects.filter(etablissement=titre.etablissement, version=None))
    secrets = []
    for rang in range(personnes):
        compte = Compte.objects.create(courriel=f"programme{rang}@bench.example", nom=f"Programme {rang}")
        Membre.objects.create(compte=compte, etablissement=titre.etablissement, fonction=titre.fonction)
        secrets.append(creer_un_jeton(compte, "mesure", jours=1, second_facteur=False)[1])
    return secrets


def _donner_une_version(conventions: object) -> None:
    donnees = ecrire(lire_dossier(EXEMPLE))
    commun = {"dossier": donnees, "empreinte": empreinte(donnees), "le": timezone.now(), "auteur": "mesure"}
    partie = Partie.STAGIAIRE.value
    sans = list(conventions.only("pk"))  # type: ignore[attr-defined]
    for debut in range(0, len(sans), 2000):
        lot = sans[debut : debut + 2000]
        versions = Version.objects.bulk_create(
            Version(convention=c, numero=1, partie=partie, **commun) for c in lot
        )
        for convention, version in zip(lot, versions, strict=True):
            convention.version, convention.numero_de_version = version, 1
        Convention.objects.bulk_update(lot, ["version", "numero_de_version"], batch_size=500)
