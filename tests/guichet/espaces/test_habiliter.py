"""L'exploitant habilite un agent de contrôle, et le lui retire."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from guichet.monde import Monde

from tripartite.cli.lancement import lancer
from tripartite.droit.parcours import Etat
from tripartite.guichet.modeles import Compte, Contenu, Convention, Courriel, Habilitation, Organisme

Connecter = Callable[[str], Client]
AGENT, SIRET = "Zoe.Lund@travail.example", "93621374300011"
JUSQU_AU = (timezone.localdate() + timedelta(days=90)).isoformat()

pytestmark = pytest.mark.django_db


def habiliter(*numeros: str, jusqu_au: str = JUSQU_AU, courriel: str = AGENT) -> int:
    return lancer(["guichet", "habiliter-agent", courriel, *numeros, "--jusqu-au", jusqu_au, "--nom", "Lund"])


def geste(nom: str) -> dict[str, object]:
    return Contenu.objects.filter(entree__geste=nom).latest("entree__rang").donnees


def test_il_lit_ce_pour_quoi_on_l_habilite(monde: Monde, capsys: pytest.CaptureFixture[str]) -> None:
    conclue = monde.convention(Etat.A_SIGNER)
    Convention.objects.filter(pk=conclue.pk).update(etat=Etat.SIGNEE.value)
    assert habiliter("936 213 743 00011") == 0
    assert "lit les conventions de Marées Logicielles jusqu'au" in capsys.readouterr().out
    compte = Compte.objects.get(courriel=AGENT.lower())
    monde.comptes["zoe"] = compte
    acteur = monde.acteur("zoe")
    assert (acteur.conventions().get().pk, acteur.doit_un_second_facteur) == (conclue.pk, True)
    assert geste("habiliter") == {
        "agent": AGENT.lower(),
        "organismes": ["Marées Logicielles"],
        "jusqu_au": JUSQU_AU,
    }
    texte = Courriel.objects.get(destinataire=AGENT.lower()).texte
    assert "- Marées Logicielles" in texte
    assert "/compte/password/reset/" in texte


def test_le_siren_vaut_pour_tous_ses_etablissements(monde: Monde) -> None:
    brest = Organisme.objects.create(siret="93621374300029", nom="Marées, Brest")
    assert habiliter("936213743") == 0
    siennes = Habilitation.objects.filter(compte__courriel=AGENT.lower())
    assert {h.organisme_id for h in siennes} == {brest.pk, monde.organisme.pk}


def test_habilite_de_nouveau_le_dernier_jour_donne_vaut(monde: Monde) -> None:
    demain = timezone.localdate() + timedelta(days=1)
    assert (habiliter(SIRET), habiliter(SIRET, jusqu_au=demain.isoformat())) == (0, 0)
    assert Habilitation.objects.get(compte__courriel=AGENT.lower()).jusqu_au == demain


@pytest.mark.parametrize(
    ("numeros", "options", "dit"),
    [
        (["11111111111111"], {}, "Aucun organisme d'ici n'a le numéro « 11111111111111 »"),
        ([" "], {}, "Aucun organisme d'ici"),
        ([SIRET], {"jusqu_au": "2020-01-31"}, "déjà passé"),
        ([SIRET], {"jusqu_au": "demain"}, "demain"),
        ([SIRET], {"courriel": "zoe"}, "n'est pas une adresse de courriel"),
        ([SIRET, "1"], {}, "Aucun organisme d'ici n'a le numéro « 1 »"),
    ],
)
def test_ce_qui_ne_convient_pas_se_dit_et_rien_ne_change(
    monde: Monde, capsys: pytest.CaptureFixture[str], numeros: list[str], options: dict[str, str], dit: str
) -> None:
    avant = (Compte.objects.count(), Habilitation.objects.count())
    assert habiliter(*numeros, **options) == 2
    assert dit in capsys.readouterr().err
    assert (Compte.objects.count(), Habilitation.objects.count()) == avant


def test_on_la_lui_retire(monde: Monde, connecter: Connecter, capsys: pytest.CaptureFixture[str]) -> None:
    client, agent = connecter("agent"), monde.comptes["agent"].courriel
    assert client.get("/controles/").status_code == 200
    assert lancer(["guichet", "retirer-habilitation", agent]) == 0
    assert f"{agent} ne lit plus les conventions de Marées Logicielles." in capsys.readouterr().out
    assert client.get("/controles/").status_code == 404
    assert geste("retirer_l_habilitation") == {"agent": agent, "organismes": ["Marées Logicielles"]}
    assert lancer(["guichet", "retirer-habilitation", agent]) == 2
    assert "il n'y a rien à retirer" in capsys.readouterr().err


def test_on_n_en_retire_qu_une(monde: Monde) -> None:
    Organisme.objects.create(siret="82014785800014", nom="Autre")
    habiliter(SIRET, "82014785800014")
    assert lancer(["guichet", "retirer-habilitation", AGENT, SIRET]) == 0
    assert Habilitation.objects.get(compte__courriel=AGENT.lower()).organisme.nom == "Autre"
