"""Les fichiers reçus et rangés : ce qui entre, sous quel nom, et que rien n'y change (P61, P62)."""

from __future__ import annotations

import os
import urllib.parse
from email.message import Message
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from guichet.fichiers import HOSTILES, image, pdf
from guichet.monde import Monde

from tripartite.droit.parcours import Etat
from tripartite.guichet.confinement import LectureImpossible, confier
from tripartite.guichet.gestes import joindre as gestes
from tripartite.guichet.gestes.joindre import joindre
from tripartite.guichet.gestes.socle import EntreeRefusee
from tripartite.guichet.modeles import Piece
from tripartite.guichet.pieces import (
    JPEG,
    PDF,
    PNG,
    FichierRefuse,
    PieceAbimee,
    lire,
    nommer,
    ranger,
    reconnaitre,
)

VRAIS = {PDF: pdf(), PNG: image("PNG"), JPEG: image("JPEG")}
NOMS = [
    *("../../etc/passwd", "..\\..\\windows\\win.ini", "/etc/shadow", "C:\\boot.ini", "....//....//x.pdf"),
    *("./.htaccess", "%2e%2e%2fetc%2fpasswd.pdf", "..%c0%af..%c0%afx.pdf", "a%00.pdf", "a\x00.exe"),
    *("a\x00.pdf", "\x7f\x1b[2J.pdf", "CON", "con.pdf", "NUL.pdf", "COM1.png", "LPT9.jpg", "AUX", "prn.pdf"),
    *("CLOCK$", "a:b.pdf", "a.pdf::$DATA", "x" * 4096, "é" * 4096 + ".pdf", "x" * 200 + ".PDF", ".", ".."),
    *("...", " ", "", "\t", ".pdf", "a.", " a .pdf ", "fdp.exe\u202e.pdf", "\u202eexe.pdf", "a\u200bb.pdf"),
    *("عقد التدريب.pdf", "חוזה.pdf", "\ufeffa.pdf", "e\u0301te\u0301.pdf", "été.pdf", "合同.pdf", "🙂.png"),
    *("Attestation d’assurance 2026.pdf", "ñ ü ß œ.jpg", 'a"; filename="b.exe', "a'b.pdf", "a;b.pdf"),
    *("a\r\nSet-Cookie: x=1.pdf", "<script>.pdf", "#panic() $x$.pdf", "--help.pdf", "$(id).pdf", "`id`.pdf"),
    *("a|b&c.pdf", "*.pdf", "?.pdf"),
]


@pytest.mark.parametrize("type_", VRAIS)
def test_un_vrai_fichier_se_reconnait_a_son_contenu(type_: str) -> None:
    assert reconnaitre(VRAIS[type_]) == type_


@pytest.mark.parametrize("nom", HOSTILES)
def test_un_fichier_hostile_est_refuse(nom: str) -> None:
    with pytest.raises(FichierRefuse):
        reconnaitre(HOSTILES[nom])


def test_une_lecture_qui_n_en_finit_pas_est_arretee(monkeypatch) -> None:
    monkeypatch.setattr("tripartite.guichet.confinement.SECONDES", 0.01)
    with pytest.raises(LectureImpossible, match="trop de temps"):
        confier("pdf", VRAIS[PDF])


def test_l_autre_processus_ne_sait_rien_de_l_instance() -> None:
    """Une tâche inconnue y tombe : ce processus-ci le dit, et continue."""
    with pytest.raises(LectureImpossible):
        confier("inconnue", b"")


def test_un_contenu_se_range_une_fois_a_l_abri_et_se_verifie(tmp_path, settings) -> None:
    settings.DONNEES = tmp_path
    empreinte = ranger(b"contenu")
    (chemin,) = [p for p in (tmp_path / "pieces").rglob("*") if p.is_file()]
    assert chemin == tmp_path / "pieces" / empreinte[:2] / empreinte[2:]
    assert chemin.stat().st_mode & 0o777 == 0o600
    avant = chemin.stat().st_ino
    assert (ranger(b"contenu"), chemin.stat().st_ino) == (empreinte, avant)
    assert lire(empreinte) == b"contenu"
    chemin.write_bytes(b"autre")
    with pytest.raises(PieceAbimee, match="n'est plus celle"):
        lire(empreinte)
    chemin.unlink()
    with pytest.raises(PieceAbimee, match="manque"):
        lire(empreinte)
    with pytest.raises(PieceAbimee):
        lire("../../secret")


def test_une_ecriture_manquee_ne_laisse_rien(tmp_path, settings, monkeypatch) -> None:
    settings.DONNEES = tmp_path

    def plein(_descripteur: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", plein)
    with pytest.raises(OSError, match="No space"):
        ranger(b"contenu")
    assert [p for p in (tmp_path / "pieces").rglob("*") if p.is_file()] == []


def test_cinquante_noms_ne_touchent_aucun_chemin(connecter, monde: Monde) -> None:
    assert len(NOMS) >= 50
    convention = monde.convention(Etat.EN_CONTROLE)
    etudiante: Client = connecter("etudiante")
    avant = fichiers()
    for nom in NOMS:
        attendu = nommer(nom, PDF)
        piece = Piece.objects.create(
            convention=convention, nature="annexe", nom=attendu, empreinte=ranger(VRAIS[PDF]), taille=9,
            type_de_contenu=PDF, deposee_par="x", le=convention.depuis,
        )  # fmt: skip
        reponse = etudiante.get(f"/pieces/{piece.code}/")
        entete = reponse["Content-Disposition"]
        assert nom_rendu(entete) == attendu, nom
        assert "/" not in attendu
        assert "\\" not in attendu
        assert attendu.isprintable()
        assert attendu.endswith(".pdf")
        assert len(attendu) <= 160
    assert len(fichiers() - avant) <= 1
    assert nommer("عقد التدريب.pdf", PDF) == "عقد التدريب.pdf"
    assert nommer("e\u0301te\u0301.pdf", PDF) == "été.pdf"


def fichiers() -> set[Path]:
    return {p for p in Path(settings.DONNEES).rglob("*") if p.is_file() and "sqlite" not in p.name}


def nom_rendu(entete: str) -> str:
    message = Message()
    message["Content-Disposition"] = entete
    etoile = entete.partition("filename*=utf-8''")[2]
    return urllib.parse.unquote(etoile) if etoile else str(message.get_filename())


def test_un_fichier_se_donne_a_telecharger_et_rien_ne_s_y_execute(connecter, monde: Monde) -> None:
    convention = monde.convention(Etat.EN_CONTROLE)
    etudiante: Client = connecter("etudiante")
    envoi = {"fichier": SimpleUploadedFile("../é\u202e.exe", VRAIS[PNG], "text/html")}
    assert etudiante.post(f"/conventions/{convention.reference}/documents/", envoi).status_code == 302
    piece = Piece.objects.get(nature="annexe")
    assert (piece.nom, piece.type_de_contenu) == ("é.exe.png", PNG)
    reponse = etudiante.get(f"/pieces/{piece.code}/")
    assert (reponse.content, reponse["Content-Type"]) == (VRAIS[PNG], PNG)
    assert reponse["Content-Disposition"].startswith("attachment; ")
    assert reponse["X-Content-Type-Options"] == "nosniff"
    assert reponse["Content-Security-Policy"].startswith("sandbox; default-src 'none'")


@pytest.mark.parametrize("nom", ["vide", "html", "pdf et zip"])
def test_la_page_dit_ce_qui_ne_va_pas(connecter, monde: Monde, nom: str) -> None:
    convention = monde.convention(Etat.EN_CONTROLE)
    envoi = {"fichier": SimpleUploadedFile("a.pdf", HOSTILES[nom], "application/pdf")}
    reponse = connecter("etudiante").post(f"/conventions/{convention.reference}/documents/", envoi)
    assert reponse.status_code == 422
    assert "Ce fichier" in reponse.content.decode()
    assert not Piece.objects.filter(nature="annexe").exists()


def test_cinquante_fichiers_et_deux_cents_megaoctets_par_personne(monde: Monde, monkeypatch) -> None:
    convention = monde.convention(Etat.EN_CONTROLE)
    etudiante = monde.acteur("etudiante")
    piece = joindre(convention, etudiante, octets=VRAIS[PDF], nom="a.pdf")
    monkeypatch.setattr(gestes, "reconnaitre", lambda octets: PDF)
    Piece.objects.filter(pk=piece.pk).update(taille=200 * 1024 * 1024 - 3)
    with pytest.raises(EntreeRefusee, match="50 fichiers ou 200 Mo"):
        joindre(convention, etudiante, octets=b"1234", nom="a.pdf")
    joindre(convention, etudiante, octets=b"123", nom="a.pdf")
    Piece.objects.update(taille=1)
    for _fois in range(48):
        joindre(convention, etudiante, octets=b"1", nom="a.pdf")
    with pytest.raises(EntreeRefusee, match="50 fichiers"):
        joindre(convention, etudiante, octets=b"1", nom="a.pdf")
    joindre(convention, monde.acteur("bureau"), octets=b"1", nom="a.pdf")
    gestes.retirer(convention, etudiante, code=piece.code)
    joindre(convention, etudiante, octets=b"1", nom="a.pdf")
