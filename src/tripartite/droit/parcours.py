"""La vie d'une convention : une table, que page, courriel et test lisent ; elle seule décide d'un état."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from tripartite.droit.faits.socle import ETABLISSEMENT, ORGANISME, STAGIAIRE, Partie


class Etat(StrEnum):
    """Où en est une convention."""

    BROUILLON = "brouillon"
    A_COMPLETER = "à compléter"
    EN_CONTROLE = "en contrôle"
    CORRECTION_DEMANDEE = "correction demandée"
    REFUSEE = "refusée"
    A_SIGNER = "à signer"
    SIGNATURE_REFUSEE = "signature refusée"
    SIGNEE = "signée"
    EN_COURS = "en cours"
    SUSPENDUE = "suspendue"
    ROMPUE = "rompue"
    TERMINEE = "terminée"
    CLOTUREE = "clôturée"
    ANNULEE = "annulée"


FINS = frozenset({Etat.CLOTUREE, Etat.ANNULEE})
"""Rien ne suit."""
AVANT_SIGNATURE = frozenset(
    {
        Etat.BROUILLON,
        Etat.A_COMPLETER,
        Etat.EN_CONTROLE,
        Etat.CORRECTION_DEMANDEE,
        Etat.REFUSEE,
        Etat.A_SIGNER,
        Etat.SIGNATURE_REFUSEE,
    }
)
OCCUPENT_UNE_PLACE = frozenset(
    {Etat.A_SIGNER, Etat.SIGNEE, Etat.EN_COURS, Etat.SUSPENDUE, Etat.TERMINEE, Etat.CLOTUREE}
)
"""Les stages que comptent le contingent, le tuteur et le référent : décidés, en cours, ou passés."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Un geste : d'où il part, où il mène, qui peut le faire.

    `vers` vide : le geste ne change pas l'état. `engage` : il lie la partie, qui doit prouver qui elle est.
    `motif` : il se justifie, et la raison reste. `parties` vide : c'est la date qui le fait.
    """

    geste: str
    depuis: frozenset[Etat]
    vers: frozenset[Etat]
    parties: frozenset[Partie]
    engage: bool = False
    motif: bool = False

    def mene_a(self, etat: Etat) -> bool:
        """Dit si le geste peut laisser la convention dans cet état."""
        return etat in (self.vers or self.depuis)


def passage(
    geste: str,
    depuis: Collection[Etat],
    vers: Collection[Etat],
    parties: Iterable[Partie],
    *,
    engage: bool = False,
    motif: bool = False,
) -> Passage:
    """Écrit une ligne de la table."""
    return Passage(geste, frozenset(depuis), frozenset(vers), frozenset(parties), engage, motif)


E = Etat
S, H, T = STAGIAIRE, ORGANISME, ETABLISSEMENT

PASSAGES: tuple[Passage, ...] = (
    # Écrire
    passage("completer", {E.BROUILLON}, (), {S, T}),
    passage("completer", {E.A_COMPLETER}, (), {H}),
    passage("completer", {E.EN_CONTROLE}, (), {T}),
    passage("completer", {E.CORRECTION_DEMANDEE}, (), {S, H}),
    passage("envoyer", {E.BROUILLON}, {E.A_COMPLETER}, {S, T}),
    passage("reprendre", {E.A_COMPLETER}, {E.BROUILLON}, {S, T}),
    passage("rendre", {E.A_COMPLETER}, {E.EN_CONTROLE}, {H}, engage=True),
    # Contrôler
    passage("demander_une_correction", {E.A_COMPLETER}, {E.CORRECTION_DEMANDEE}, {H}, motif=True),
    passage("demander_une_correction", {E.EN_CONTROLE}, {E.CORRECTION_DEMANDEE}, {T}, motif=True),
    passage("corriger", {E.CORRECTION_DEMANDEE}, {E.A_COMPLETER, E.EN_CONTROLE}, {S, H}),
    passage("deroger", {E.EN_CONTROLE}, (), {T}, motif=True),
    passage("viser", {E.EN_CONTROLE}, {E.EN_CONTROLE, E.A_SIGNER}, {T}),
    passage("refuser", {E.A_COMPLETER}, {E.REFUSEE}, {H}, motif=True),
    passage("refuser", {E.EN_CONTROLE}, {E.REFUSEE}, {T}, motif=True),
    passage("rouvrir", {E.REFUSEE}, {E.BROUILLON}, {S, T}),
    # Signer
    passage("signer", {E.A_SIGNER}, {E.A_SIGNER, E.SIGNEE}, Partie, engage=True),
    passage("refuser_de_signer", {E.A_SIGNER}, {E.SIGNATURE_REFUSEE}, Partie, motif=True),
    passage("deleguer", {E.A_SIGNER}, (), {H, T}),
    passage("enregistrer_le_papier", {E.A_SIGNER}, {E.A_SIGNER, E.SIGNEE}, {T}),
    passage("modifier", {E.A_SIGNER, E.SIGNATURE_REFUSEE}, {E.EN_CONTROLE}, {T}, motif=True),
    # À tout moment avant la signature
    passage("remarquer", AVANT_SIGNATURE - {E.BROUILLON, E.REFUSEE}, (), Partie),
    passage("joindre", {E.BROUILLON}, (), {S, T}),
    passage("joindre", frozenset(E) - FINS - {E.BROUILLON}, (), Partie),
    passage("relancer", {E.A_COMPLETER, E.CORRECTION_DEMANDEE, E.A_SIGNER}, (), {S, T}),
    passage("annuler", AVANT_SIGNATURE - {E.A_SIGNER, E.SIGNATURE_REFUSEE}, {E.ANNULEE}, {S, T}, motif=True),
    passage("annuler", {E.A_SIGNER, E.SIGNATURE_REFUSEE}, {E.ANNULEE}, {T}, motif=True),
    # La vie du stage
    passage("commencer", {E.SIGNEE}, {E.EN_COURS}, ()),
    passage("amender", {E.SIGNEE, E.EN_COURS, E.SUSPENDUE}, (), Partie, engage=True),
    passage("suspendre", {E.EN_COURS}, {E.SUSPENDUE}, Partie, motif=True),
    passage("reprendre_le_stage", {E.SUSPENDUE}, {E.EN_COURS}, Partie),
    passage("rompre", {E.SIGNEE, E.EN_COURS, E.SUSPENDUE}, {E.ROMPUE}, Partie, engage=True, motif=True),
    passage("terminer", {E.EN_COURS}, {E.TERMINEE}, ()),
    passage("clore", {E.TERMINEE, E.ROMPUE}, {E.CLOTUREE}, {T}),
)  # fmt: skip


class GesteImpossible(Exception):
    """Ce geste ne se fait pas dans cet état, ou pas par cette partie : le message dit pourquoi."""


def passage_pour(geste: str, etat: Etat | str, partie: Partie | str | None) -> Passage | None:
    """La ligne qui permet ce geste à cette partie, dans cet état ; `None` s'il ne se fait pas.

    >>> passage_pour("viser", Etat.EN_CONTROLE, ETABLISSEMENT).geste
    'viser'
    >>> passage_pour("viser", Etat.EN_CONTROLE, STAGIAIRE) is None
    True
    """
    trouves = (p for p in PASSAGES if p.geste == geste and etat in p.depuis)
    return next((p for p in trouves if partie in p.parties or (partie is None and not p.parties)), None)


def exiger_le_geste(geste: str, etat: Etat | str, partie: Partie | str | None) -> Passage:
    """La ligne qui permet ce geste.

    Raises:
        GesteImpossible: la table ne le permet pas.
    """
    trouve = passage_pour(geste, etat, partie)
    if trouve is None:
        par = partie.value if isinstance(partie, Partie) else partie or "le calendrier"
        raise GesteImpossible(
            f"Dans l'état « {etat} », « {geste.replace('_', ' ')} » n'est pas ouvert à : {par}."
        )
    return trouve


def gestes_possibles(etat: Etat | str, partie: Partie | str) -> tuple[str, ...]:
    """Les gestes de cette partie dans cet état, dans l'ordre de la table."""
    return tuple(dict.fromkeys(p.geste for p in PASSAGES if etat in p.depuis and partie in p.parties))
