"""Des fichiers pour les tests : de vrais, et d'autres qui se font passer pour tels."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO

import pikepdf
from PIL import Image


def pdf(pages: int = 1) -> bytes:
    """Un vrai PDF."""
    sortie = BytesIO()
    with pikepdf.new() as neuf:
        for _page in range(pages):
            neuf.add_blank_page()
        neuf.save(sortie)
    return sortie.getvalue()


def image(format_: str) -> bytes:
    """Une vraie image."""
    sortie = BytesIO()
    Image.new("RGB", (20, 20), "white").save(sortie, format_)
    return sortie.getvalue()


def archive(contenu: bytes = b"MZ") -> bytes:
    sortie = BytesIO()
    with zipfile.ZipFile(sortie, "w") as zip_:
        zip_.writestr("a.exe", contenu)
    return sortie.getvalue()


def avec(changer) -> bytes:
    """Un PDF auquel on a ajouté quelque chose."""
    sortie = BytesIO()
    with pikepdf.open(BytesIO(pdf())) as ouvert:
        changer(ouvert)
        ouvert.save(sortie)
    return sortie.getvalue()


def avec_un_script(ouvert: pikepdf.Pdf) -> None:
    ouvert.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def avec_un_lancement(ouvert: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe")
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)
    ouvert.pages[0].Annots = pikepdf.Array([ouvert.make_indirect(note)])


def zip_dans_un_pdf() -> bytes:
    """Un PDF et une archive à la fois : la fin de l'un est le commentaire de l'autre."""
    tete, fin = pdf(), b"\n%%EOF\n"
    corps = archive()
    return tete + corps[:-2] + struct.pack("<H", len(fin)) + fin


def bombe_png() -> bytes:
    """Une image de quatre-vingt mille points de côté, en quelques kilo-octets."""

    def bloc(nom: bytes, contenu: bytes) -> bytes:
        return struct.pack(">I", len(contenu)) + nom + contenu + struct.pack(">I", zlib.crc32(nom + contenu))

    entete = struct.pack(">IIBBBBB", 80_000, 80_000, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + bloc(b"IHDR", entete)
        + bloc(b"IDAT", zlib.compress(b"\0" * 999))
        + bloc(b"IEND", b"")
    )


def protege() -> bytes:
    sortie = BytesIO()
    with pikepdf.open(BytesIO(pdf())) as ouvert:
        ouvert.save(sortie, encryption=pikepdf.Encryption(owner="a", user="b"))
    return sortie.getvalue()


HOSTILES: dict[str, bytes] = {
    "vide": b"",
    "onze mégaoctets": pdf() + b"\0" * (11 * 1024 * 1024),
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "html": b"<!doctype html><script>alert(1)</script>",
    "exe": b"MZ" + b"\0" * 500,
    "zip": archive(),
    "gif": image("GIF"),
    "pdf précédé de html": b"<html>" + pdf(),
    "pdf suivi de html": pdf() + b"<script>alert(1)</script>",
    "pdf et zip": zip_dans_un_pdf(),
    "pdf coupé": pdf()[: len(pdf()) // 2],
    "pdf coupé, sa fin recollée": pdf()[: len(pdf()) // 2] + b"\n%%EOF\n",
    "pdf qui n'en a que le nom": b"%PDF-1.7\n" + b"<script>" * 50 + b"\n%%EOF\n",
    "pdf et script": avec(avec_un_script),
    "pdf et lancement": avec(avec_un_lancement),
    "pdf protégé": protege(),
    "png suivi d'un zip": image("PNG") + archive(),
    "png coupé": image("PNG")[:-20],
    "png qui n'en a que le nom": b"\x89PNG\r\n\x1a\n" + b"x" * 99 + b"\x00\x00\x00\x00IEND\xaeB`\x82",
    "png trop grand": bombe_png(),
    "jpeg suivi de php": image("JPEG") + b"<?php system('id'); ?>",
    "jpeg coupé": image("JPEG")[:200],
}
