"""Ajouter des pages étiquetées à la suite d'un PDF que personne n'a signé.

L'ajout est incrémental : les premiers octets du fichier restent la version que chacun a lue.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, NumberTree
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, NumberObject
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import _ObjectImporter

from tripartite.documents.signatures.champs import champs_du_pdf
from tripartite.documents.signatures.ecriture import Suite, suite_de
from tripartite.documents.signatures.erreurs import SignatureImpossible


def adjoindre(pdf: bytes, pages: bytes) -> bytes:
    """Ajoute à un PDF les pages d'un autre, leur structure et leurs champs.

    Args:
        pdf: le document ; il reste, octet pour octet, le début du résultat.
        pages: un document de Typst, étiqueté, ses champs posés.

    Raises:
        SignatureImpossible: le document est signé, ou n'est pas étiqueté comme ceux de Tripartite.
    """
    if any(c.signe for c in champs_du_pdf(pdf)):
        raise SignatureImpossible("Ce document est déjà signé : y ajouter une page déferait les signatures.")
    suite = suite_de(pdf)
    racine = suite.root
    if "/StructTreeRoot" not in racine:
        raise SignatureImpossible("Ce PDF n'est pas étiqueté : il ne vient pas de Tripartite.")
    structure = racine["/StructTreeRoot"]
    decalage = int(structure["/ParentTreeNextKey"])
    source = PdfFileReader(BytesIO(_decaler(pages, decalage)))
    ajoutee = source.root["/StructTreeRoot"]
    correspondances = {
        source.root.raw_get("/Pages").reference: racine.raw_get("/Pages"),
        source.root.raw_get("/StructTreeRoot").reference: racine.raw_get("/StructTreeRoot"),
        _document(ajoutee).reference: _document(structure),
    }
    importer = _ObjectImporter(source, suite, correspondances, None).import_object

    nouvelles = [importer(page) for page in source.root["/Pages"]["/Kids"]]
    _allonger(suite, racine["/Pages"], "/Kids", nouvelles)
    racine["/Pages"]["/Count"] = _nombre(int(racine["/Pages"]["/Count"]) + len(nouvelles))
    enfants = [importer(enfant) for enfant in _document(ajoutee).get_object()["/K"]]
    _allonger(suite, _document(structure).get_object(), "/K", enfants)
    _joindre_les_parents(suite, structure, importer(ajoutee["/ParentTree"]["/Nums"]), decalage)
    structure["/RoleMap"] = _dictionnaire(
        {**_entrees(ajoutee, "/RoleMap"), **_entrees(structure, "/RoleMap")}
    )
    structure["/ParentTreeNextKey"] = _nombre(int(ajoutee["/ParentTreeNextKey"]))
    suite.update_container(structure)
    _joindre_les_champs(suite, [importer(champ) for champ in source.root["/AcroForm"]["/Fields"]])

    sortie = BytesIO()
    suite.write(sortie)  # type: ignore[no-untyped-call]
    return sortie.getvalue()


def _decaler(pages: bytes, decalage: int) -> bytes:
    """Renumérote les parents d'un document pour qu'ils suivent ceux d'un autre."""
    with pikepdf.open(BytesIO(pages)) as source:
        for objet in source.objects:
            if not isinstance(objet, Dictionary | pikepdf.Stream):
                continue
            for cle in (Name.StructParents, Name.StructParent):
                if cle in objet:
                    objet[cle] = int(objet[cle]) + decalage
        structure = source.Root.StructTreeRoot
        if Name.IDTree in structure:
            raise SignatureImpossible(
                "Les pages à ajouter portent des tables : leur structure ne se joint pas."
            )
        parents: list[Any] = []
        for rang, valeur in NumberTree(structure.ParentTree).items():
            parents += [rang + decalage, valeur]
        structure.ParentTree = Dictionary(Nums=Array(parents))
        structure.ParentTreeNextKey = int(structure.ParentTreeNextKey) + decalage
        sortie = BytesIO()
        source.save(sortie, deterministic_id=True, fix_metadata_version=False)
    return sortie.getvalue()


def _joindre_les_parents(suite: Suite, structure: Any, nums: Any, decalage: int) -> None:
    parents = structure["/ParentTree"]
    if "/Nums" in parents:
        _allonger(suite, parents, "/Nums", nums)
        return
    bornes = ArrayObject([_nombre(decalage), nums[len(nums) - 2]])
    feuille = suite.add_object(_dictionnaire({"/Limits": bornes, "/Nums": nums}))
    _allonger(suite, parents, "/Kids", [feuille])


def _joindre_les_champs(suite: Suite, champs: list[Any]) -> None:
    racine = suite.root
    if "/AcroForm" not in racine:
        racine["/AcroForm"] = suite.add_object(
            _dictionnaire({"/Fields": ArrayObject(), "/SigFlags": _nombre(1)})
        )
        suite.update_root()  # type: ignore[no-untyped-call]
    _allonger(suite, racine["/AcroForm"], "/Fields", champs)


def _allonger(suite: Suite, objet: Any, cle: str, suivants: Iterable[Any]) -> None:
    """Ajoute à la fin d'un tableau, sans suivre les références qu'il contient."""
    anciens = objet[cle]
    if isinstance(anciens, ArrayObject):
        bruts = [anciens.raw_get(n) for n in range(len(anciens))]
    else:
        bruts = [objet.raw_get(cle)]
    objet[cle] = ArrayObject([*bruts, *suivants])
    suite.update_container(objet)


def _document(structure: Any) -> Any:
    """Le premier élément de la structure : le document."""
    enfants = structure["/K"]
    return enfants.raw_get(0) if isinstance(enfants, ArrayObject) else structure.raw_get("/K")


def _entrees(objet: Any, cle: str) -> dict[str, Any]:
    return dict(objet[cle]) if cle in objet else {}


def _dictionnaire(entrees: dict[str, Any]) -> DictionaryObject:
    return DictionaryObject(entrees)  # type: ignore[no-untyped-call]


def _nombre(valeur: int) -> NumberObject:
    return NumberObject(valeur)  # type: ignore[no-untyped-call]
