"""P46 : un champ que le formulaire n'a pas ne s'enregistre pas, quel que soit son nom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import resolve
from guichet.securite.ecritures import sans_suite
from guichet.securite.lecture import Formulaire, parcourir
from guichet.securite.terrain import Terrain

from tripartite.guichet.modeles import Chaine

MARQUE = "intrus-zq"
HORS = {"django_session", "usersessions_usersession", "guichet_compteur"}
AU_HASARD = {
    *("empreinte", "precedente", "contenu_empreinte", "tete", "sel", "code", "cle", "reference", "texte"),
    *("password", "corps", "reponse", "args_kwargs", "recherche"),
}
"""Ce qui n'est jamais deux fois le même : des empreintes, des secrets, et ce qui les porte."""
CHAINE = "convention:"
"""Ce qui précède, dans le nom de sa chaîne au journal, le numéro d'une convention."""
Rangees = dict[tuple[str, str], dict[str, Any]]
DEPARTS = ["/espace/", "/mon-compte/", "/mes-conventions/nouvelle/?q=Master", "/a-traiter/?onglet=toutes"]


def champs_des_modeles(terrain: Terrain) -> dict[str, str]:
    """Chaque champ de chaque modèle du guichet, avec une valeur qui lui irait, et qui changerait tout."""
    intruse = terrain.monde.comptes["autre_etudiant"].pk
    valeurs: dict[str, str] = {}
    for modele in apps.get_app_config("guichet").get_models():
        for champ in modele._meta.concrete_fields:
            valeur = MARQUE
            if isinstance(champ, models.BooleanField):
                valeur = "on"
            elif isinstance(champ, models.ForeignKey | models.IntegerField | models.AutoField):
                valeur = str(intruse)
            elif champ.choices:
                valeur = str(champ.choices[-1][0])
            valeurs |= {champ.name: valeur, champ.attname: valeur}
    return valeurs


def rangees() -> Rangees:
    """Toutes les rangées, par table et par clé ; sans ce qui dépend de l'instant ou du hasard."""
    return {
        (modele._meta.db_table, _cle(modele, rangee)): {
            champ.attname: rangee[champ.attname]
            for champ in modele._meta.concrete_fields
            if not isinstance(champ, models.DateTimeField | models.UUIDField)
            and champ.attname not in AU_HASARD
        }
        for modele in apps.get_models()
        if modele._meta.db_table not in HORS
        for rangee in modele.objects.values()
    }


def _cle(modele: type[models.Model], rangee: Mapping[str, Any]) -> str:
    """La clé d'une rangée ; tirée au hasard, elle ne se compare pas."""
    cle = modele._meta.pk
    suivie = modele is Chaine or isinstance(cle, models.AutoField | models.OneToOneField)
    return str(rangee[cle.attname]) if suivie else "hasard"


def comparer(siens: Rangees, avec: Rangees) -> dict[str, Any]:
    """Ce que les champs en trop ont changé : des rangées de plus ou de moins, des valeurs."""
    ecarts: dict[str, Any] = {str(cle): "en plus ou en moins" for cle in siens.keys() ^ avec.keys()}
    for cle in siens.keys() & avec.keys():
        differents = {n: (v, avec[cle][n]) for n, v in siens[cle].items() if avec[cle][n] != v}
        if differents:
            ecarts[str(cle)] = differents
    return ecarts


def formulaires(client: Client, departs: list[str]) -> Iterator[Formulaire]:
    """Un formulaire de chaque sorte : même vue, mêmes champs, même bouton."""
    vus = set()
    for _adresse, _reponse, _corps, page in parcourir(client, departs):
        for formulaire in page.formulaires if page else ():
            nom = resolve(formulaire.action.partition("?")[0]).url_name
            if formulaire.methode != "post" or nom == "account_logout":
                continue  # après être sorti, on n'essaierait plus rien
            for bouton in formulaire.boutons or [("", "")]:
                sorte = (nom, bouton, tuple(formulaire.champs))
                if sorte not in vus:
                    vus.add(sorte)
                    champs = dict(formulaire.champs)
                    if bouton[0]:
                        champs[bouton[0]] = [bouton[1]]
                    yield Formulaire(formulaire.action, "post", champs)


def ecrits(client: Client, adresse: str, champs: Mapping[str, list[str]]) -> Rangees:
    """Les rangées que cet envoi écrit, et ce qu'elles disent."""
    with sans_suite():
        avant = rangees()
        client.post(adresse, champs)
        apres = rangees()
    return nommer_les_neuves(avant, {cle: dit for cle, dit in apres.items() if avant.get(cle) != dit})


def nommer_les_neuves(avant: Rangees, ecrites: Rangees) -> Rangees:
    """Donne aux rangées neuves leur rang pour clé : PostgreSQL ne rend pas les numéros d'un envoi défait."""
    visees = {
        (modele._meta.db_table, champ.attname): champ.remote_field.model._meta.db_table
        for modele in apps.get_models()
        for champ in modele._meta.concrete_fields
        if champ.remote_field
    }
    rangs: dict[tuple[str, str], str] = {}
    for table, cle in sorted(ecrites.keys() - avant.keys(), key=lambda neuve: (len(neuve[1]), neuve)):
        rangs[table, cle] = f"neuve {sum(t == table for t, _cle in rangs)}"

    def nommer(table: str, nom: str, valeur: Any) -> Any:
        if isinstance(valeur, str) and valeur.startswith(CHAINE):
            return rangs.get(("guichet_convention", valeur.removeprefix(CHAINE)), valeur)
        return rangs.get((visees.get((table, nom), table if nom == "id" else ""), str(valeur)), valeur)

    return {
        (table, rangs.get((table, cle), cle)): {nom: nommer(table, nom, v) for nom, v in dit.items()}
        for (table, cle), dit in ecrites.items()
    }


@pytest.mark.parametrize("qui", ["etudiante", "bureau", "administrateur", "rh", "invite_a_signer"])
def test_un_champ_en_trop_ne_change_rien(terrain: Terrain, qui: str) -> None:
    client = terrain.client(qui)
    en_trop, vus, changes = champs_des_modeles(terrain), 0, {}
    brouillon = terrain.monde.brouillon("etudiante").reference
    departs = [
        *DEPARTS,
        f"/conventions/{terrain.convention.reference}/",
        f"/conventions/{brouillon}/completer/",
    ]
    for formulaire in list(formulaires(client, departs)):
        propres = formulaire.champs
        siens = ecrits(client, formulaire.action, propres)
        avec = ecrits(
            client, formulaire.action, {n: [v] for n, v in en_trop.items() if n not in propres} | propres
        )
        vus += 1
        if ecart := comparer(siens, avec):
            changes[f"{formulaire.action} {sorted(propres)}"] = ecart
    assert changes == {}
    assert vus >= 4


def test_l_epreuve_voit_un_champ_enregistre() -> None:
    avant: Rangees = {("guichet_compte", "1"): {"nom": "Le Goff", "operateur": False}}
    apres: Rangees = {("guichet_compte", "1"): {"nom": "Le Goff", "operateur": True}}
    assert comparer(avant, avant) == {}
    assert comparer(avant, apres) == {"('guichet_compte', '1')": {"operateur": (False, True)}}
