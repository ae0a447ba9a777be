"""Le dossier de contrôle : un zip pour l'inspection, ses pièces, les vérifications du jour, les empreintes.

Les mêmes dossiers donnent les mêmes octets : dates fixes, ordre fixe, rien de compressé.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, BinaryIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from tripartite.documents.attestation import attestation
from tripartite.documents.avenant import avenant, avenants_dates
from tripartite.documents.bordereau import bordereau
from tripartite.documents.composition import Document, DocumentImpossible
from tripartite.documents.convention import convention
from tripartite.documents.identites import nommer
from tripartite.documents.pieces import SIGNATAIRES, Bloc, Redaction
from tripartite.documents.rapport import rapport
from tripartite.documents.registre import par_organisme, registre
from tripartite.documents.themes import Theme
from tripartite.dossiers import ecrire_json
from tripartite.droit.calculs.amendes import Exposition, Manquement, Motif, exposition
from tripartite.droit.faits import Dossier
from tripartite.droit.langage import Constat, Inconnu, Situation, Verdict, connu
from tripartite.droit.verification import situation_de, verifier
from tripartite.rendus import json as rendu_json
from tripartite.rendus.classement import classer
from tripartite.rendus.grandeurs import grandeur

MANIFESTE = "SHA256SUMS"
INDEX = "index.pdf"
AUTORISATIONS = 0o644


@dataclass(frozen=True, slots=True)
class Piece:
    """Une pièce du zip : son chemin, son empreinte, sa taille."""

    chemin: str
    sha256: str
    taille: int


@dataclass(slots=True)
class _Archive:
    zip: ZipFile
    le: date
    pieces: list[Piece] = field(default_factory=list)
    absentes: list[tuple[str, str]] = field(default_factory=list)
    blancs: list[str] = field(default_factory=list)

    def ecrire(self, chemin: str, octets: bytes) -> None:
        info = ZipInfo(chemin, (self.le.year, self.le.month, self.le.day, 0, 0, 0))
        info.compress_type, info.create_system, info.external_attr = ZIP_STORED, 3, AUTORISATIONS << 16
        self.zip.writestr(info, octets)
        self.pieces.append(Piece(chemin, hashlib.sha256(octets).hexdigest(), len(octets)))

    def composer(self, chemin: str, faire: Callable[[], Document]) -> None:
        """Compose une pièce ; ce qui ne se compose pas est dit dans l'index, et n'arrête pas les autres."""
        try:
            document = faire()
        except DocumentImpossible as erreur:
            self.absentes.append((chemin, str(erreur)))
            return
        self.ecrire(chemin, document.pdf)
        self.blancs += [f"{chemin} : {blanc}" for blanc in document.blancs]


@dataclass(frozen=True, slots=True)
class _Stage:
    """Ce que l'index dit d'un stage."""

    dossier: Dossier
    situation: Situation
    constats: Sequence[Constat]
    repertoire: str


def controle(
    dossiers: Sequence[Dossier],
    sortie: BinaryIO,
    *,
    le: date,
    langue: str = "fr",
    theme: Theme | None = None,
    avancer: Callable[[], None] = lambda: None,
) -> tuple[str, ...]:
    """Écrit le dossier de contrôle d'un ou de plusieurs stages.

    Args:
        dossiers: les stages.
        sortie: où le zip s'écrit, pièce après pièce.
        le: le jour des vérifications.
        langue: « fr » ou « en ».
        theme: l'en-tête, le logo et la couleur.
        avancer: appelée après chaque stage.

    Returns:
        Ce qui reste à compléter à la main, pièce par pièce.
    """
    with ZipFile(sortie, "w", ZIP_STORED) as archive:
        a = _Archive(archive, le)
        stages = []
        for rang, dossier in enumerate(dossiers, 1):
            stages.append(_stage(a, dossier, rang, langue, theme))
            avancer()
        a.composer("registre.pdf", lambda: registre(dossiers, le=le, langue=langue, theme=theme))
        _verifications(a, stages)
        index = _index(a, stages, langue, theme)
        a.ecrire(INDEX, index.pdf)
        a.ecrire(MANIFESTE, manifeste(a.pieces).encode())
    return tuple(a.blancs)


def manifeste(pieces: Sequence[Piece]) -> str:
    """Le manifeste que `sha256sum -c` vérifie.

    >>> manifeste([Piece("index.pdf", "ab" * 32, 3)]).endswith("ab  index.pdf\\n")
    True
    """
    return "".join(f"{p.sha256}  {p.chemin}\n" for p in sorted(pieces, key=lambda p: p.chemin))


# --- Un stage ------------------------------------------------------------------------------------


def _stage(a: _Archive, dossier: Dossier, rang: int, langue: str, theme: Theme | None) -> _Stage:
    situation = situation_de(dossier, a.le)
    constats = verifier(dossier, a.le)
    repertoire = f"{rang:03}-{_en_ascii(nommer(dossier.stagiaire, *SIGNATAIRES['stagiaire']))}"
    commun: dict[str, Any] = {"le": a.le, "langue": langue, "theme": theme}
    a.composer(f"{repertoire}/convention.pdf", lambda: convention(dossier, **commun))
    for n in range(1, len(avenants_dates(dossier)) + 1):
        a.composer(f"{repertoire}/avenant-{n}.pdf", lambda n=n: avenant(dossier, rang=n, **commun))  # type: ignore[misc]
    echeancier = situation["echeancier"]
    if not connu(echeancier) or echeancier.total or echeancier.verse:
        a.composer(f"{repertoire}/bordereau.pdf", lambda: bordereau(dossier, **commun))
    if connu(situation["stage_acheve"]) and situation["stage_acheve"]:
        a.composer(f"{repertoire}/attestation.pdf", lambda: attestation(dossier, **commun))
    a.composer(f"{repertoire}/rapport.pdf", lambda: rapport(dossier, constats=constats, **commun))
    a.ecrire(f"{repertoire}/dossier.json", ecrire_json(dossier).encode())
    return _Stage(dossier, situation, constats, repertoire)


def _en_ascii(nom: str | Inconnu) -> str:
    """Un nom de répertoire que tout système accepte.

    >>> _en_ascii("Maëlle Le Goff"), _en_ascii("../#panic() محمد")
    ('maelle-le-goff', 'panic')
    """
    if isinstance(nom, Inconnu):
        return "sans-nom"
    decompose = unicodedata.normalize("NFKD", nom.lower().replace("đ", "d").replace("œ", "oe"))
    simples = "".join(
        c if c.isascii() and c.isalnum() else " " for c in decompose if not unicodedata.combining(c)
    )
    return "-".join(simples.split())[:60] or "sans-nom"


def _verifications(a: _Archive, stages: Sequence[_Stage]) -> None:
    dossiers = [rendu_json.rapport(s.repertoire, s.constats, a.le) for s in stages]
    a.ecrire("verifications.json", (rendu_json.texte({"dossiers": dossiers}) + "\n").encode())


# --- L'amende encourue ---------------------------------------------------------------------------


def manquements_de(situations: Sequence[Situation]) -> tuple[Manquement, ...]:
    """Les manquements de tous les stages d'un organisme ; un contingent dépassé ne s'y compte qu'une fois.

    Chaque dossier d'un même organisme voit le même dépassement : le plus grand est retenu.
    """
    trouves: list[Manquement] = []
    contingents: list[Manquement] = []
    for situation in situations:
        manquements = situation["manquements_a_l_amende"]
        for manquement in manquements if connu(manquements) else ():
            (contingents if manquement.motif is Motif.CONTINGENT else trouves).append(manquement)
    if contingents:
        trouves.append(max(contingents, key=lambda m: (m.stagiaires, m.le)))
    return tuple(trouves)


def _exposer(stages: Sequence[_Stage], le: date) -> list[tuple[Exposition, Exposition]]:
    """L'amende de chaque organisme, pour une première fois et en réitération."""
    rendues = []
    for _, _, siens in par_organisme([s.dossier for s in stages]):
        situations = [s.situation for s in stages if any(s.dossier is d for d in siens)]
        manquements = manquements_de(situations)
        if manquements:
            reiteres = exposition(manquements, tuple(m.le for m in manquements), au=le)
            rendues.append((exposition(manquements, au=le), reiteres))
    return rendues


# --- L'index -------------------------------------------------------------------------------------


def _index(a: _Archive, stages: Sequence[_Stage], langue: str, theme: Theme | None) -> Document:
    r = Redaction("controle", {}, a.le, langue, theme)
    organismes = par_organisme([s.dossier for s in stages])
    if len(organismes) == 1:
        nom = organismes[0][0]
        quoi = nom if connu(nom) else r.mot("sans_nom")
    else:
        quoi = r.mot("plusieurs", n=len(organismes))
    blocs: list[Bloc] = [
        {"paragraphes": r.paragraphes("presentation")},
        _les_stages(r, stages),
        *_amende(r, stages),
        _absentes(r, a),
        {"titre": r.mot("pieces"), "paragraphes": r.paragraphes("verifier"), "tableau": _pieces(r, a)},
    ]
    return r.document(blocs, titre=r.mot("titre"), sous_titre=r.dire("sous_titre", quoi=quoi))


def _les_stages(r: Redaction, stages: Sequence[_Stage]) -> Bloc:
    lignes = []
    for rang, stage in enumerate(stages, 1):
        bilan = classer(stage.constats).bilan
        lignes.append(
            [
                str(rang),
                r.personne(stage.dossier.stagiaire, "stagiaire"),
                r.valeur(stage.dossier.organisme.nom),
                r.dire("du_au", debut=stage.situation["debut"], fin=stage.situation["fin_effective"]),
                str(bilan[Verdict.NON_CONFORME]),
                str(bilan[Verdict.A_VERIFIER]),
            ]
        )
    mots = ("rang", "stagiaire", "organisme", "dates", "non_conformes", "a_verifier")
    return {
        "titre": r.mot("stages"),
        "tableau": {
            "entetes": [r.mot(mot) for mot in mots],
            "lignes": lignes,
            "nombres": [0, 4, 5],
            "colonnes": [0, 3, 3, 3, 0, 0],
            "taille": 8.5,
        },
    }


def _amende(r: Redaction, stages: Sequence[_Stage]) -> Iterator[Bloc]:
    exposes = _exposer(stages, r.le)
    manques = _inconnus(stages)
    notes = [r.dire("inconnue", manques=manques)] if manques else []
    if not exposes:
        yield {"titre": r.mot("exposition"), "paragraphes": [{"texte": r.mot("aucune")}], "notes": notes}
        return
    lignes = [
        [
            r.mot(ligne.manquement.motif.value),
            str(ligne.manquement.stagiaires),
            r.valeur(ligne.par_stagiaire, "euros"),
            r.valeur(ligne.montant, "euros"),
            r.valeur(ligne.prescrite_apres, "jour"),
        ]
        for premiere, _ in exposes
        for ligne in premiere.lignes
    ]
    mots = ("motif", "concernes", "par_stagiaire", "montant", "prescrit")
    yield {
        "titre": r.mot("exposition"),
        "tableau": {
            "entetes": [r.mot(mot) for mot in mots],
            "lignes": lignes,
            "nombres": [1, 2, 3],
            "colonnes": [3, 2, 2, 2, 2],
        },
    }
    totaux = [sum((couple[n].total for couple in exposes), exposes[0][n].total * 0) for n in (0, 1)]
    yield {"somme": {"titre": r.mot("total"), "valeur": r.valeur(totaux[0], "euros")}}
    yield {
        "cle": [r.ligne("total_reiteration", totaux[1], "euros")],
        "notes": notes + [p["texte"] for p in r.paragraphes("amende")],
    }


def _inconnus(stages: Sequence[_Stage]) -> list[str]:
    """Les faits qui manquent pour dire tous les manquements."""
    noms = (
        *("manquements_a_l_amende", "depassement_du_contingent", "jours_sans_tuteur", "presences"),
        "taches_dangereuses",
    )
    inconnus = (s.situation[nom] for s in stages for nom in noms)
    return list(dict.fromkeys(grandeur(fait) for fait in inconnus if isinstance(fait, Inconnu)))


def _absentes(r: Redaction, a: _Archive) -> Bloc:
    if not a.absentes:
        return {}
    lignes = [r.mot("absente", piece=piece, raison=raison) for piece, raison in a.absentes]
    return {"titre": r.mot("manquantes"), "lignes": lignes}


def _pieces(r: Redaction, a: _Archive) -> dict[str, Any]:
    pieces = sorted(a.pieces, key=lambda p: p.chemin)
    return {
        "entetes": [r.mot("piece"), r.mot("taille"), r.mot("empreinte")],
        "lignes": [[p.chemin, r.valeur(p.taille, "nombre"), p.sha256[:16]] for p in pieces],
        "nombres": [1],
        "colonnes": [3, 1, 2],
        "taille": 8,
    }
