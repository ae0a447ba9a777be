"""P47, P48 : ce qui est à l'autre école n'apparaît nulle part ; l'organisme d'accueil ne sait pas tout."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.test import Client
from guichet.documents.test_documents import invite
from guichet.documents.test_documents import texte as texte_du_pdf
from guichet.fichiers import pdf
from guichet.monde import Monde, donnees_d_exemple
from guichet.securite.lecture import parcourir
from guichet.securite.terrain import Terrain, creer_le_terrain
from guichet.signature.signatures import par_son_lien, signee, tous_signent

from tripartite.droit.parcours import Etat
from tripartite.guichet.gestes.echanger import remarquer
from tripartite.guichet.gestes.envoyer import envoyer
from tripartite.guichet.gestes.joindre import joindre
from tripartite.guichet.gestes.lots import demander_un_lot
from tripartite.guichet.gestes.vues import garder_la_vue
from tripartite.guichet.modeles import Compte, Convention, Courriel, Organisme
from tripartite.guichet.pieces import lire as lire_la_piece

MARQUE = "zqxvbk"
CHERCHEE = "zqxv"
"""Ce que l'on tape : la page le répète, mais ne peut répéter la marque entière sans l'avoir lue."""
NAISSANCE = ("1999-11-23", "23/11/1999", "23 novembre 1999", "23 November 1999", "23/11/99", "23 nov. 1999")
TUS = {
    "naissance": NAISSANCE,
    "nationalité": ("européenne",),
    "téléphone": ("06 97 31 42 53", "0697314253", "+33697314253"),
    "autres stages": ("Ancien Hôte Secret",),
    "gratifications reçues": ("1 234,56", "1234.56", "1234,56"),
}
CHEZ_A = (
    *("etudiante", "autre_etudiante", "referent", "bureau", "direction", "administrateur", "rh", "agent"),
    *("invite_a_completer", "invite_a_signer"),
)
LIBRES = (
    *("stagiaire.nom", "stagiaire.prenom", "organisme.nom", "convention.sujet", "convention.service"),
    *("convention.poste", "convention.activites", "convention.competences", "convention.tuteur.nom"),
    "organisme.signataire.nom",
)
DEPARTS = ["/", "/espace/", "/mes-conventions/", "/mon-compte/", f"/recherche/?q={CHERCHEE}"]


def changer(donnees: dict[str, Any], chemin: str, valeur: Any) -> None:
    *lieux, champ = chemin.split(".")
    for lieu in lieux:
        donnees = donnees[lieu]
    donnees[champ] = valeur(donnees[champ]) if callable(valeur) else valeur


def faits_marques() -> dict[str, Any]:
    """Une convention de l'autre école, chez l'autre organisme : la marque dans chaque texte libre."""
    donnees = donnees_d_exemple()
    for chemin in LIBRES:
        changer(donnees, chemin, lambda dit: f"{dit} {MARQUE}")
    changer(donnees, "stagiaire.courriel", f"{MARQUE}@etudiants.example")
    changer(donnees, "convention.tuteur.courriel", f"tuteur@{MARQUE}.example")
    changer(donnees, "organisme.signataire.courriel", f"signataire@{MARQUE}.example")
    changer(donnees, "organisme.siret", "73282932000074")
    return donnees


def faits_a_taire() -> dict[str, Any]:
    """Une convention où ce que l'organisme n'a pas à savoir se reconnaît partout."""
    donnees = donnees_d_exemple()
    changer(donnees, "stagiaire.naissance", NAISSANCE[0])
    changer(donnees, "stagiaire.nationalite", TUS["nationalité"][0])
    donnees["stagiaire"]["telephone"] = TUS["téléphone"][0]
    donnees["stagiaire"]["gratifications_recues"] = [
        {"le": "2026-01-31", "montant": "1234.56", "organisme": "Autre Hôte Discret"}
    ]
    donnees["stagiaire"]["stages"] = [
        {
            **{"debut": "2025-10-06", "fin": "2025-10-31", "stagiaire": "Maëlle Le Goff"},
            **{"organisme": TUS["autres stages"][0], "poste": "un poste ancien", "tuteur": "Ancien Tuteur"},
            "presence": "70 h",
        }
    ]
    return donnees


def lire(corps: bytes, lieu: Path) -> str:
    """Ce qu'on lit d'un corps : le texte ; d'un PDF, son texte, ses propriétés, ses pièces."""
    if not corps.startswith(b"%PDF"):
        return corps.decode("utf-8", "replace")
    with pikepdf.open(BytesIO(corps)) as ouvert:
        pieces = [f.get_file().read_bytes().decode("utf-8", "replace") for f in ouvert.attachments.values()]
        proprietes = ouvert.Root.Metadata.read_bytes().decode() if "/Metadata" in ouvert.Root else ""
    return "\n".join([texte_du_pdf(corps, lieu), proprietes, *pieces])


def lues(client: Client, departs: list[str], lieu: Path) -> Iterator[tuple[str, str]]:
    """Toutes les adresses où mènent les liens, et tout ce qu'on y lit."""
    for adresse, reponse, corps, _page in parcourir(client, departs):
        yield (
            adresse,
            " ".join(f"{reponse.headers}\n{lire(corps, lieu)}".split()),
        )  # nulle espace n'y cache un mot


@pytest.fixture
def terrain(monde: Monde) -> Terrain:
    """Chez A, de quoi remplir chaque page ; chez B, la marque dans chaque texte."""
    terrain = creer_le_terrain(monde)
    monde.autre_ecole.nom = f"Lycée {MARQUE}"
    monde.autre_ecole.save()
    for qui in ("autre_etudiant", "autre_bureau", "autre_rh", "autre_administrateur"):
        Compte.objects.filter(pk=monde.comptes[qui].pk).update(
            nom=MARQUE, prenom=MARQUE, courriel=f"{qui}@{MARQUE}.example"
        )
    Organisme.objects.filter(nom="Autre organisme").update(nom=f"Organisme {MARQUE}")
    etudiant = monde.acteur("autre_etudiant")
    sienne = monde.brouillon("autre_etudiant", donnees=faits_marques())
    joindre(sienne, etudiant, octets=pdf(), nom=f"{MARQUE}.pdf")
    sienne = envoyer(sienne, etudiant, contact=f"rh@{MARQUE}.example")
    remarquer(sienne, etudiant, texte=MARQUE)
    garder_la_vue(monde.comptes["autre_bureau"], "file", MARQUE, f"onglet=toutes&q={MARQUE}")
    demander_un_lot(monde.acteur("autre_bureau"), "relancer", [(sienne, sienne.numero_de_version)])
    return terrain


# --- Une école ne voit pas l'autre (P48) ---------------------------------------------------------


@pytest.mark.parametrize("qui", CHEZ_A)
def test_rien_de_l_autre_ecole_n_apparait(terrain: Terrain, tmp_path: Path, qui: str) -> None:
    sienne = f"/conventions/{terrain.convention.reference}/"
    departs = [*DEPARTS, sienne, f"/a-traiter/?onglet=toutes&q={CHERCHEE}", f"/a-traiter/?tri={CHERCHEE}"]
    pages = dict(lues(terrain.client(qui), departs, tmp_path))
    assert [adresse for adresse, texte in pages.items() if MARQUE in texte] == []
    assert sienne in pages


def test_aucun_courriel_de_l_autre_ecole_ne_part_ici(terrain: Terrain, ouvrier: Callable[[], int]) -> None:
    ouvrier()
    melanges = [
        c.destinataire
        for c in Courriel.objects.all()
        if (MARQUE in c.texte + c.objet) != (MARQUE in c.destinataire)
    ]
    d_ici = Courriel.objects.exclude(destinataire__contains=MARQUE)
    assert melanges == [a for a in melanges if a == "autre_etudiant@essai.example"]
    assert d_ici.exists()


def test_l_epreuve_voit_la_marque_chez_elle(terrain: Terrain, tmp_path: Path) -> None:
    pages = dict(lues(terrain.client("autre_bureau"), DEPARTS, tmp_path))
    assert len([adresse for adresse, texte in pages.items() if MARQUE in texte]) > 10


# --- L'organisme ne sait pas tout (P47) ----------------------------------------------------------


@pytest.fixture
def confiee(monde: Monde) -> Convention:
    return monde.convention(Etat.A_SIGNER, donnees=faits_a_taire())


def montrees(pages: Mapping[str, str]) -> dict[str, set[str]]:
    """Où se lit ce qui doit être tu."""
    return {
        nom: ou
        for nom, formes in TUS.items()
        if (ou := {adresse for adresse, texte in pages.items() if any(f in texte for f in formes)})
    }


def test_l_organisme_ne_lit_nulle_part_ce_qu_il_n_a_pas_a_savoir(
    confiee: Convention, monde: Monde, connecter: Callable[[str], Client], tmp_path: Path
) -> None:
    sienne = f"/conventions/{confiee.reference}/"
    departs = [*DEPARTS, sienne, f"{sienne}document.pdf", f"{sienne}versions/1/2/", f"{sienne}completer/"]
    visiteurs = {"rh": connecter("rh"), "invité": invite(confiee.liens.filter(but="completer").latest("pk"))}
    for role in ("tuteur", "organisme"):
        lien = par_son_lien(confiee, role).lien
        assert lien is not None
        visiteurs[role] = invite(lien)
    for qui, client in visiteurs.items():
        pages = dict(lues(client, departs, tmp_path))
        assert (qui, montrees(pages)) == (qui, {})
        assert f"{sienne}document.pdf" in pages
    courriels = {
        c.destinataire: c.objet + c.texte
        for c in Courriel.objects.exclude(destinataire__in=[c.courriel for c in monde.comptes.values()])
    }
    assert montrees(courriels) == {}


def test_le_document_signe_ne_le_dit_pas_non_plus(
    confiee: Convention, ouvrier: Callable[[], int], tmp_path: Path
) -> None:
    signee_par_tous = tous_signent(confiee)
    ouvrier()
    octets = lire_la_piece(signee(signee_par_tous).empreinte)
    assert montrees({"signé": lire(octets, tmp_path)}) == {}


def test_l_epreuve_voit_ce_que_lit_l_ecole(
    monde: Monde, connecter: Callable[[str], Client], tmp_path: Path
) -> None:
    lue = monde.convention(Etat.EN_CONTROLE, donnees=faits_a_taire())
    sienne = f"/conventions/{lue.reference}/"
    pages = dict(lues(connecter("bureau"), [sienne, f"{sienne}document.pdf"], tmp_path))
    assert set(montrees(pages)) == set(TUS)
