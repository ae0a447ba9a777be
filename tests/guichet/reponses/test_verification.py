"""Vérifier un stage : les constats de la bibliothèque, un dossier que l'on garde et que l'on rouvre."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from random import Random
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from guichet.monde import Monde
from reponses import hasard
from tirages import tirages

from tripartite.dossiers import ecrire_yaml, lire_texte
from tripartite.droit.faits import Degre
from tripartite.droit.langage import Constat, Euros, Minutes
from tripartite.droit.verification import verifier
from tripartite.guichet.ecrans.reponses.questions import QUESTIONS
from tripartite.guichet.modeles import Convention
from tripartite.rendus import json as en_donnees
from tripartite.reponses.verification import Demande, dossier, repondre

pytestmark = pytest.mark.django_db

PAGE = "/questions/verifier-un-stage/"
EXEMPLE = QUESTIONS["verifier-un-stage"].exemple


def ici(donnees: dict[str, str], suite: str = "") -> str:
    return f"{PAGE}{suite}?{urlencode(donnees)}"


def resume(c: Constat) -> tuple:
    return c.regle, c.verdict, c.phrase, en_donnees.brut(c.grandeurs)


def une_demande(r: Random) -> Demande:
    debut, fin = hasard.dates(r)
    return Demande(
        debut,
        fin,
        r.randrange(60, 48 * 60),
        horaire=r.choice([None, hasard.euros(r, 8)]),
        degre=r.choice([None, *Degre]),
        heures_enseignement=r.choice([None, r.randrange(500 * 60)]),
        autres=r.choice([None, 0, r.randrange(500 * 60)]),
        conclue_le=r.choice([None, hasard.jour(r)]),
        naissance=r.choice([None, date(r.randint(1990, 2011), r.randint(1, 12), 5)]),
        effectif=r.choice([None, r.randrange(200)]),
        public=r.choice([None, True, False]),
        territoire=r.choice([*hasard.Territoire]),
        au=date(2026, 4, 1),
    )


def test_mille_demandes_tirees_au_hasard_ont_les_constats_de_la_bibliotheque() -> None:
    """Relues par le YAML, elles donnent les mêmes : la réponse et le dossier emporté disent la même chose."""
    r = Random(11)  # noqa: S311
    for rang in range(tirages(1000)):
        d = une_demande(r)
        reponse = repondre(d)
        attendus = verifier(dossier(d), d.au)
        assert list(map(resume, reponse.resultat)) == list(map(resume, attendus))
        assert reponse.dossier is not None
        if rang < 20:
            relu = lire_texte(ecrire_yaml(reponse.dossier), "relu")
            assert list(map(en_donnees.constat, verifier(relu, d.au))) == list(
                map(en_donnees.constat, attendus)
            )


def test_ce_que_l_on_dit_est_dans_les_faits() -> None:
    d = Demande(
        date(2026, 2, 2), date(2026, 7, 31), 35 * 60, Euros(Decimal("4.35")), Degre.SUPERIEUR, 400 * 60, 0
    )
    faits = dossier(d)
    assert faits.convention.gratification.horaire == Decimal("4.35")
    assert (faits.formation.heures_enseignement, faits.stagiaire.stages) == (Minutes(400 * 60), ())


def test_la_page_montre_ce_qui_bloque_ce_qui_manque_et_la_ligne_de_vie(client: Client) -> None:
    page = client.get(ici(EXEMPLE))
    html = page.content.decode()
    assert page.status_code == 200
    assert "gratification_minimale" in [c.regle for c in page.context["classement"].bloquants]
    assert page.context["classement"].manques
    assert html.count('class="dessin') >= 1
    assert page.cookies == {}


def test_le_dossier_emporte_se_rouvre(client: Client) -> None:
    emporte = client.get(ici(EXEMPLE, "reponse.yaml"))
    assert emporte["Content-Disposition"] == 'attachment; filename="verifier-un-stage.yaml"'
    envoi = SimpleUploadedFile("lea.yaml", emporte.content)
    page = client.post("/questions/rouvrir/", {"fichier": envoi})
    attendus = verifier(lire_texte(emporte.content.decode(), "lea"), timezone.localdate())
    assert page.status_code == 200
    assert [c.regle for c in page.context["reponse"].resultat] == [c.regle for c in attendus]


def test_le_rapport_porte_le_dossier_et_se_rouvre(client: Client) -> None:
    rapport = client.get(ici(EXEMPLE, "document.pdf"))
    assert rapport.content[:5] == b"%PDF-"
    page = client.post("/questions/rouvrir/", {"fichier": SimpleUploadedFile("r.pdf", rapport.content)})
    assert page.status_code == 200
    assert page.context["dossier"].convention.debut == date(2026, 2, 2)


@pytest.mark.parametrize(
    ("nom", "octets", "morceau"),
    [
        ("lea.yaml", b"convention:\n  debut: 2026-02-30\n", "30 f"),
        ("lea.yaml", b"{", "fichier"),
        ("lea.pdf", b"%PDF-1.7 rien", "fichier"),
        ("x.exe", b"MZ\x00\x01", "fichier"),
        ("a.yaml", b"&a [*a, *a]", "fichier"),
        ("vide.yaml", b"", "vide"),
    ],
)
def test_un_fichier_qui_ne_se_lit_pas_est_dit(client: Client, nom: str, octets: bytes, morceau: str) -> None:
    page = client.post("/questions/rouvrir/", {"fichier": SimpleUploadedFile(nom, octets)})
    assert page.status_code == 422
    assert morceau in page.content.decode()
    assert "Traceback" not in page.content.decode()


def test_sans_fichier_ni_jeton() -> None:
    assert Client().post("/questions/rouvrir/", {}).status_code == 422
    assert Client(enforce_csrf_checks=True).post("/questions/rouvrir/", {}).status_code == 403


def test_un_etudiant_commence_la_convention_avec_ces_faits(
    client: Client, monde: Monde, connecter: Callable[[str], Client]
) -> None:
    lien = next(
        m for m in client.get(ici(EXEMPLE)).content.decode().split('"') if "nouvelle/?faits=" in m
    ).replace("&amp;", "&")
    etudiante = connecter("etudiante")
    assert etudiante.get(lien).context["faits"]
    signes = parse_qs(urlsplit(lien).query)["faits"][0]
    avant = set(Convention.objects.values_list("pk", flat=True))
    etudiante.post("/mes-conventions/nouvelle/", {"formation": monde.formation.pk, "faits": signes})
    nee = Convention.objects.exclude(pk__in=avant).get()
    assert str(nee.donnees["convention"]["debut"]) == "2026-02-02"
    etudiante.post("/mes-conventions/nouvelle/", {"formation": monde.formation.pk, "faits": signes + "x"})
    autre = Convention.objects.exclude(pk__in=[*avant, nee.pk]).get()
    assert "debut" not in autre.donnees["convention"]
