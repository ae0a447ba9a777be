"""Le PDF que tous ont signé : scellé une fois, envoyé à chacun, vrai sur ce que vaut chaque signature."""

from __future__ import annotations

import random
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from documents.signatures.test_ajouts import TOUS, abimer
from guichet.monde import Monde
from guichet.signature.signatures import faire_signer, par_son_lien, signee, tous_signent
from tirages import tirages

from tripartite.documents import PdfIllisible, verifier_signatures
from tripartite.droit.parcours import Etat
from tripartite.guichet.cachet import (
    alerte_du_cachet,
    cachet,
    certificats_du_cachet,
    renouveler_le_cachet,
)
from tripartite.guichet.gestes.controler import viser
from tripartite.guichet.gestes.modifier import modifier
from tripartite.guichet.gestes.papier import enregistrer_le_papier
from tripartite.guichet.gestes.sceller import sceller
from tripartite.guichet.gestes.signataires import en_cours, version_a_signer
from tripartite.guichet.gestes.signer import deleguer
from tripartite.guichet.gestes.socle import EntreeRefusee
from tripartite.guichet.modeles import But, Courriel, Lien, NaturePiece, Piece
from tripartite.guichet.pieces import lire

SANS_EFFET = {"champ_de_plus": False}


def bonnes(pdf: bytes) -> bool:
    try:
        lues = verifier_signatures(pdf, certificats_du_cachet())
    except PdfIllisible:
        return False
    return len(lues) == 1 and all(s.bonne for s in lues)


def texte(pdf: bytes, tmp_path: Path) -> str:
    (tmp_path / "a.pdf").write_bytes(pdf)
    return " ".join(
        subprocess.run(
            ["pdftotext", "-layout", str(tmp_path / "a.pdf"), "-"], capture_output=True, text=True, check=True
        ).stdout.split()
    )


def test_scellee_une_fois_et_envoyee_a_chacun(monde: Monde, ouvrier, tmp_path) -> None:
    convention = tous_signent(monde.convention(Etat.A_SIGNER))
    version = convention.pieces.get(nature=NaturePiece.A_SIGNER)
    ouvrier()
    sceller.call(convention.version_id)
    piece = signee(convention)
    pdf = lire(piece.empreinte)
    assert pdf.startswith(lire(version.empreinte))
    assert bonnes(pdf)
    assert piece.niveau == "simple"
    dit = texte(pdf, tmp_path)
    assert "signature électronique simple" in dit
    assert "certifié" not in dit.lower()
    assert "puis code reçu par courriel à tuteur@marees.example" in dit
    avis = Courriel.objects.filter(modele="signee").values_list("destinataire", flat=True)
    assert sorted(avis) == sorted(
        {s.courriel for s in en_cours(convention)}
        | {"etudiante@essai.example", "referent@essai.example", "rh@marees.example"}
    )
    par_compte = Courriel.objects.get(modele="signee", destinataire="etudiante@essai.example")
    assert f"/pieces/{piece.code}/" in par_compte.texte
    liens = Lien.objects.filter(but=But.SUIVRE, convention=convention)
    assert {lien.courriel for lien in liens} >= {"tuteur@marees.example", "rh@marees.example"}


def test_reprise_la_tache_ne_fait_rien_de_plus(monde: Monde, ouvrier) -> None:
    convention = tous_signent(monde.convention(Etat.A_SIGNER))
    ouvrier()
    avant = (Piece.objects.count(), Courriel.objects.count())
    for _fois in range(3):
        sceller.call(convention.version_id)
    assert (Piece.objects.count(), Courriel.objects.count()) == avant


def test_une_delegation_se_lit_sur_la_page_de_preuve(monde: Monde, ouvrier, tmp_path) -> None:
    convention = monde.convention(Etat.A_SIGNER)
    signataire = par_son_lien(convention, "organisme")
    deleguer(convention, signataire, nom="Iris Lenoir", courriel="iris@marees.example", fonction="directrice")
    tous_signent(convention)
    ouvrier()
    dit = texte(lire(signee(convention).empreinte), tmp_path)
    assert (
        f"Iris Lenoir · Pour l'organisme d'accueil, directrice, par délégation de {signataire.nom}"
        in dit.replace("’", "'")
    )


def scan(monde: Monde, convention) -> bytes:
    version = version_a_signer(convention)
    assert version is not None
    return lire(version.empreinte)  # un vrai PDF, comme un scanneur en fait


@pytest.mark.parametrize("combien", [1, 2, 5])
def test_le_papier_pour_un_plusieurs_ou_tous(monde: Monde, ouvrier, tmp_path, combien: int) -> None:
    convention = monde.convention(Etat.A_SIGNER)
    la_veille = timezone.localdate() - timedelta(days=1)
    signes = {s.pk: la_veille for s in en_cours(convention)[:combien]}
    octets = scan(monde, convention)
    bureau = monde.acteur("bureau")
    convention = enregistrer_le_papier(convention, bureau, scan=octets, fichier="scan.pdf", signes=signes)
    assert convention.signataires.filter(reponse="papier").count() == combien
    convention = tous_signent(convention)
    assert (convention.etat, convention.sur_papier) == (Etat.SIGNEE, True)
    assert convention.conclue_le == (la_veille if combien == 5 else timezone.localdate())
    ouvrier()
    piece = signee(convention)
    pdf = lire(piece.empreinte)
    assert bonnes(pdf)
    dit = texte(pdf, tmp_path)
    assert dit.count("Reçue et enregistrée par Claire Le Bris") == combien
    assert dit.count("Niveau : signature électronique simple") == 5 - combien
    assert ("Pour chaque accord donné ici : signature électronique simple" in dit) is (combien < 5)


def test_un_papier_qui_ne_convient_pas_est_refuse(monde: Monde) -> None:
    convention = faire_signer(monde.convention(Etat.A_SIGNER), "stagiaire")
    bureau, octets = monde.acteur("bureau"), scan(monde, convention)
    premier, second, *_autres = en_cours(convention)
    aujourd_hui = timezone.localdate()
    for signes, quoi in (
        ({}, "Dites de qui"),
        ({premier.pk: aujourd_hui}, "déjà répondu"),
        ({second.pk: aujourd_hui + timedelta(days=1)}, "jour à venir"),
    ):
        with pytest.raises(EntreeRefusee, match=quoi):
            enregistrer_le_papier(convention, bureau, scan=octets, fichier="scan.pdf", signes=signes)
    with pytest.raises(EntreeRefusee, match="n'est pas un PDF"):
        enregistrer_le_papier(
            convention, bureau, scan=b"<html>", fichier="scan.pdf", signes={second.pk: aujourd_hui}
        )


def test_vingt_reprises_ne_touchent_pas_ce_qui_fut_signe(monde: Monde, ouvrier) -> None:
    """P41 : le premier PDF, son empreinte, ce qu'on en vérifie."""
    convention = monde.convention(Etat.A_SIGNER)
    premiere = version_a_signer(convention)
    assert premiere is not None
    convention = faire_signer(convention, "stagiaire")
    octets, fichier = lire(premiere.empreinte), chemin(premiere.empreinte)
    inode = fichier.stat()
    for rang in range(20):
        convention = modifier(convention, monde.acteur("bureau"), motif=f"Reprise n° {rang}.")
        for qui in ("referent", "bureau"):
            convention = viser(convention, monde.acteur(qui), numero=convention.numero_de_version)
    assert lire(premiere.empreinte) == octets
    assert fichier.stat() == inode
    tous_signent(convention)
    ouvrier()
    assert bonnes(lire(signee(convention).empreinte))
    assert convention.pieces.filter(nature=NaturePiece.A_SIGNER).count() == 21
    assert convention.signataires.filter(empreinte=premiere.empreinte, annule_le__isnull=False).count() == 1


def chemin(empreinte: str) -> Path:
    return Path(settings.DONNEES) / "pieces" / empreinte[:2] / empreinte[2:]


@pytest.fixture
def scelle(monde: Monde, ouvrier) -> bytes:
    convention = tous_signent(monde.convention(Etat.A_SIGNER))
    ouvrier()
    return lire(signee(convention).empreinte)


def test_un_octet_change_ou_un_ajout_et_ce_n_est_plus_bon(scelle: bytes) -> None:
    """P35, P36, sur le PDF que le guichet scelle : le corpus est celui des documents."""
    assert bonnes(scelle)
    hasard = random.Random(41)  # noqa: S311
    for _essai in range(tirages(60)):
        ou = hasard.randrange(len(scelle))
        change = scelle[:ou] + bytes([scelle[ou] ^ hasard.randrange(1, 256)]) + scelle[ou + 1 :]
        assert not bonnes(change), ou
    refuses, impossibles = [], []
    for dommage in TOUS:
        try:
            abime = abimer(scelle, dommage)
        except (KeyError, StopIteration, IndexError, TypeError):
            impossibles.append(dommage.__name__)  # ce document n'a pas ce qu'il faudrait abîmer
            continue
        if not bonnes(abime):
            refuses.append(dommage.__name__)
    assert len(refuses) + len(impossibles) == len(TOUS)
    assert len(refuses) >= 10


def test_poppler_en_dit_autant(scelle: bytes, tmp_path) -> None:
    (tmp_path / "a.pdf").write_bytes(scelle)
    vu = subprocess.run(
        ["pdfsig", "-nocert", str(tmp_path / "a.pdf")], capture_output=True, text=True, check=False
    ).stdout
    assert vu.count("Signature is Valid") == 1
    assert vu.count("Total document signed") == 1


def test_le_cachet_se_garde_a_l_abri_et_se_renouvelle(monde: Monde) -> None:
    premier = cachet()
    assert cachet().certificat == premier.certificat
    cles = Path(settings.DONNEES) / "cles"
    assert cles.stat().st_mode & 0o777 == 0o700
    assert {p.stat().st_mode & 0o077 for p in [*cles.glob("*.p12"), cles / "phrase"]} == {0}
    assert (cles / "phrase").read_bytes() not in b"".join(p.read_bytes() for p in cles.glob("*.crt"))
    fin = premier.certificat.not_valid_after_utc
    dits = [alerte_du_cachet(fin - timedelta(days=n)) for n in (61, 60, 30, 7)]
    assert (dits[0], *(d.split(". ")[1] for d in dits[1:])) == (
        "",
        *(f"{mot} le renouveler." for mot in ("Pensez à", "Il est temps de", "Il est urgent de")),
    )
    second = renouveler_le_cachet()
    assert second.certificat != premier.certificat
    assert cachet().certificat == second.certificat
    assert set(certificats_du_cachet()) >= {premier.certificat, second.certificat}
