"""Lire un fichier reçu dans un processus à part, borné en mémoire et en temps : s'il tombe, lui seul tombe.

`confier("pdf", octets)` lance `python -m tripartite.guichet.confinement pdf`, qui lit le fichier sur son
entrée, répond en JSON sur sa sortie, n'écrit aucun fichier, et ne sait rien de
l'instance.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

SECONDES = 20
MEMOIRE = 768 * 1024 * 1024
PROFONDEUR = 30
"""Ce que des objets de PDF s'emboîtent, au plus, quand rien n'est caché."""
POINTS = 60_000_000
"""Les points d'une image, au plus ; une page A4 numérisée à 600 points par pouce en a 35 millions."""


class LectureImpossible(Exception):
    """Le fichier ne se lit pas, ou demande trop pour être lu : le message dit lequel des deux."""


def confier(tache: str, octets: bytes, **parametres: Any) -> dict[str, Any]:
    """Fait lire un fichier à l'écart.

    Args:
        tache: l'une de `TACHES`.
        octets: le fichier.
        parametres: ce dont la tâche a besoin de plus, en valeurs JSON.

    Raises:
        LectureImpossible: la tâche a refusé le fichier, ou n'a pas fini dans ses limites.
    """
    entete = json.dumps(parametres).encode()
    try:
        fait = subprocess.run(  # noqa: S603
            [sys.executable, "-I", "-m", "tripartite.guichet.confinement", tache],
            input=len(entete).to_bytes(4, "big") + entete + octets,
            capture_output=True,
            timeout=SECONDES,
            env={"PATH": os.defpath, "LANG": "C.UTF-8"},
            check=False,
        )
    except subprocess.TimeoutExpired as erreur:
        raise LectureImpossible("sa lecture demande trop de temps") from erreur
    if fait.returncode:
        raise LectureImpossible("sa lecture demande trop de mémoire ou de temps")
    reponse: dict[str, Any] = json.loads(fait.stdout)
    if "refus" in reponse:
        raise LectureImpossible(str(reponse["refus"]))
    return reponse


# --- Dans l'autre processus --------------------------------------------------------------------


def lire_un_pdf(octets: bytes) -> dict[str, Any]:
    """La structure d'un PDF, sans rien réparer ; ce qui s'y exécute est refusé."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(octets), attempt_recovery=False) as pdf:
            if pdf.is_encrypted:
                return {"refus": "il est protégé par un mot de passe"}
            if not len(pdf.pages):
                return {"refus": "il n'a pas de page"}
            if _est_actif(pdf):
                return {"refus": "il contient un programme"}
            return {"pages": len(pdf.pages)}
    except pikepdf.PasswordError:
        return {"refus": "il est protégé par un mot de passe"}
    except (pikepdf.PdfError, ValueError, KeyError, AttributeError, RuntimeError):
        return {"refus": "c'est un PDF abîmé"}


def _est_actif(pdf: Any) -> bool:
    from pikepdf import Dictionary

    racine = pdf.Root
    if "/JavaScript" in racine.get("/Names", Dictionary()) or "/AA" in racine:
        return True
    ouverture = racine.get("/OpenAction")
    if isinstance(ouverture, Dictionary) and str(ouverture.get("/S", "")) != "/GoTo":
        return True
    return any(_agit(objet) for objet in pdf.objects)


def _agit(objet: Any, profondeur: int = 0) -> bool:
    """Un script, ou l'ouverture d'un programme, dans un objet ou dans ceux qu'il contient."""
    from pikepdf import Array, Dictionary

    if profondeur > PROFONDEUR or (profondeur and getattr(objet, "is_indirect", False)):
        return profondeur > PROFONDEUR
    if isinstance(objet, Array):
        return any(_agit(element, profondeur + 1) for element in objet)
    if not isinstance(objet, Dictionary):
        return False
    if str(objet.get("/S", "")) in ("/JavaScript", "/Launch"):
        return True
    return any(_agit(valeur, profondeur + 1) for _cle, valeur in objet.items())


def lire_une_image(octets: bytes, formats: list[str]) -> dict[str, Any]:
    """Une image, lue jusqu'à son dernier point."""
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = POINTS
    try:
        with Image.open(BytesIO(octets), formats=formats) as image:
            if image.width * image.height > POINTS:
                return {"refus": "l'image est trop grande"}
            image.load()
            return {"largeur": image.width, "hauteur": image.height}
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return {"refus": "c'est une image abîmée"}


def lire_les_signatures(octets: bytes, racines: list[str], langue: str = "fr") -> dict[str, Any]:
    """Ce que prouve chaque signature d'un PDF."""
    from tripartite.documents import PdfIllisible, lire_des_certificats, verifier_signatures
    from tripartite.rendus.grandeurs import dire

    certificats = [c for pem in racines for c in lire_des_certificats(pem.encode())]
    try:
        lues = verifier_signatures(octets, certificats)
    except PdfIllisible as erreur:
        return {"refus": str(erreur)}
    return {
        "signatures": [
            {
                "signataire": s.signataire,
                "le": s.le.isoformat() if s.le else "",
                "bonne": s.bonne,
                "integre": s.integre,
                "niveau": s.niveau.value,
                "verdict": dire(s.dits, langue),
            }
            for s in lues
        ]
    }


def lire_un_dossier(octets: bytes, nom: str, langue: str = "fr") -> dict[str, Any]:
    """Un dossier en YAML, en JSON, ou dans un PDF : ses faits, ou toutes ses fautes."""
    from tripartite.dossiers import DossierInvalide, ecrire_json, lire_octets
    from tripartite.guichet.fautes import dire_la_faute

    try:
        return {"dossier": ecrire_json(lire_octets(octets, nom))}
    except DossierInvalide as erreur:
        return {"fautes": [dire_la_faute(faute, langue) for faute in erreur.erreurs]}


TACHES: Mapping[str, Callable[..., dict[str, Any]]] = {
    "pdf": lire_un_pdf,
    "image": lire_une_image,
    "signatures": lire_les_signatures,
    "dossier": lire_un_dossier,
}


def _se_borner() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMOIRE, MEMOIRE))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDES, SECONDES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def principal(tache: str) -> None:
    """Lit le fichier sur l'entrée, répond sur la sortie."""
    _se_borner()
    recu = sys.stdin.buffer.read()
    longueur = int.from_bytes(recu[:4], "big")
    parametres, octets = json.loads(recu[4 : 4 + longueur]), recu[4 + longueur :]
    json.dump(TACHES[tache](octets, **parametres), sys.stdout)


if __name__ == "__main__":
    principal(sys.argv[1])
