"""Le circuit des visas d'une composante : ce qui est donné, ce que l'on attend."""

from __future__ import annotations

from tripartite.droit.parcours import Etat
from tripartite.guichet.modeles import Composante, Convention


def visas_donnes(convention: Convention) -> set[str]:
    """Les fonctions qui ont visé cette version."""
    return set(convention.visas.filter(version=convention.version).values_list("fonction", flat=True))


def fonction_attendue(convention: Convention, donnes: set[str] | None = None) -> str | None:
    """La fonction dont on attend le visa sur cette version ; `None` si le circuit est parcouru.

    `donnes` : les visas donnés, quand on vient de les lire.
    """
    donnes = visas_donnes(convention) if donnes is None else donnes
    return next((f for f in convention.composante.circuit if f not in donnes), None)


def noter_le_visa_attendu(convention: Convention, donnes: set[str] | None = None) -> None:
    """Écrit sur la convention, sans l'enregistrer, le visa que les listes montrent."""
    en_controle = convention.etat == Etat.EN_CONTROLE
    convention.visa_attendu = (fonction_attendue(convention, donnes) or "") if en_controle else ""


def appliquer_le_circuit(composante: Composante) -> int:
    """Refait ce que les listes montrent, après un changement de circuit ; rend le nombre de conventions."""
    changees = []
    en_controle = composante.conventions.filter(etat=Etat.EN_CONTROLE.value)
    for convention in en_controle.select_related("version", "composante"):
        avant = convention.visa_attendu
        noter_le_visa_attendu(convention)
        if convention.visa_attendu != avant:
            changees.append(convention)
    return Convention.objects.bulk_update(changees, ["visa_attendu"], batch_size=500)
