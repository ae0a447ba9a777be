"""P14 : Deux personnes écrivent à la fois : l'une passe, l'autre voit les deux textes ; rien ne se perd."""

from __future__ import annotations

from typing import Any

import pytest
from guichet.monde import Monde
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tirages import tirages

from tripartite.guichet.gestes.completer import completer
from tripartite.guichet.gestes.conflits import ABSENT, Divergence, divergences, trancher
from tripartite.guichet.gestes.socle import Conflit
from tripartite.guichet.modeles import Convention

TEXTES = ("sujet", "lieu", "service", "poste", "competences")
EDITEURS = ("etudiante", "bureau")

lectures = st.tuples(st.just("lire"), st.sampled_from(EDITEURS))
ecritures = st.tuples(
    st.just("ecrire"),
    st.sampled_from(EDITEURS),
    st.dictionaries(
        st.sampled_from(TEXTES), st.text("abcdé", min_size=3, max_size=8), min_size=1, max_size=3
    ),
    st.frozensets(st.sampled_from(TEXTES)),
)


class Editeur:
    """Une personne devant sa page : la version qu'elle a sous les yeux."""

    def __init__(self, monde: Monde, qui: str, convention: Convention) -> None:
        self.acteur, self.convention = monde.acteur(qui), convention
        self.lire()

    def lire(self) -> None:
        self.convention = Convention.objects.select_related("version").get(pk=self.convention.pk)
        self.numero, self.vu = self.convention.numero_de_version, self.convention.donnees

    def ecrire(self, textes: dict[str, str], garder: frozenset[str]) -> list[Divergence]:
        """Écrit ; devant un conflit, choisit. Rend ce que la page du conflit a montré."""

        def changer(avant: dict[str, Any]) -> dict[str, Any]:
            return avant | {"convention": avant["convention"] | textes}

        try:
            completer(self.convention, self.acteur, numero=self.numero, changer=changer)
        except Conflit as conflit:
            mien = changer(self.vu)
            montrees = divergences(self.vu, mien, conflit.convention.donnees)
            choisis = [d.chemin for d in montrees if not d.dispute or d.chemin.split(".")[1] in garder]
            numero = conflit.convention.numero_de_version
            completer(self.convention, self.acteur, numero=numero, changer=trancher(mien, choisis))
            self.lire()
            return montrees
        self.lire()
        return []


def test_rien_de_ce_qui_est_ecrit_ne_se_perd(monde: Monde) -> None:
    convention = monde.brouillon()
    essais = 0

    @settings(max_examples=tirages(200), deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(lectures | ecritures, min_size=2, max_size=6))
    def entrelacer(actes: list[Any]) -> None:
        nonlocal essais
        essais += 1
        Editeur(monde, "etudiante", convention).ecrire(dict.fromkeys(TEXTES, "au départ"), frozenset())
        editeurs = {qui: Editeur(monde, qui, convention) for qui in EDITEURS}
        for acte, qui, *reste in actes:
            if acte == "lire":
                editeurs[qui].lire()
                continue
            textes, garder = reste
            numero = Convention.objects.get(pk=convention.pk).numero_de_version
            avant = convention.versions.get(numero=numero).dossier["convention"]
            sous_les_yeux = editeurs[qui].vu["convention"]
            montrees = {d.chemin: d for d in editeurs[qui].ecrire(textes, garder)}
            apres = editeurs[qui].vu["convention"]
            for nom in TEXTES:
                ecrit = textes.get(nom)
                if apres.get(nom) != avant.get(nom):  # nul n'écrase ce qu'il n'a pas écrit lui-même
                    assert apres.get(nom) == ecrit
                if ecrit not in (None, sous_les_yeux.get(nom), apres.get(nom)):  # pas écrit : montré
                    vue = montrees[f"convention.{nom}"]
                    assert (vue.mien, vue.leur) == (ecrit, avant.get(nom, ABSENT))

    entrelacer()
    assert essais >= tirages(200)


DEPART = {
    "convention": {"lieu": "A", "tuteur": {"nom": "Rivière"}},
    "organisme": {"effectifs": {"2026-01": 3}},
}


@pytest.mark.parametrize(
    ("mien", "leur", "disputes", "fondu"),
    [
        ({"convention": {"lieu": "B"}}, {"convention": {"lieu": "C"}}, ["convention.lieu"], {"lieu": "C"}),
        ({"convention": {"lieu": "B"}}, {"convention": {"sujet": "S"}}, [], {"lieu": "B", "sujet": "S"}),
        ({"convention": {"lieu": "B"}}, {"convention": {"lieu": "B"}}, [], {"lieu": "B"}),
    ],
    ids=["le même fait", "deux faits", "le même texte"],
)
def test_ce_que_personne_d_autre_n_a_change_s_ecrit(
    mien: dict[str, Any], leur: dict[str, Any], disputes: list[str], fondu: dict[str, Any]
) -> None:
    def avec(change: dict[str, Any]) -> dict[str, Any]:
        return DEPART | {"convention": DEPART["convention"] | change["convention"]}

    vues = divergences(DEPART, avec(mien), avec(leur))
    assert [d.chemin for d in vues if d.dispute] == disputes
    choisis = [d.chemin for d in vues if not d.dispute]
    assert trancher(avec(mien), choisis)(avec(leur)) == avec({"convention": fondu})


def test_un_fait_efface_et_un_fait_imbrique_se_tranchent_aussi() -> None:
    mien = {"convention": {"tuteur": {"nom": "Rivière", "prenom": "Samuel"}}, "organisme": {"effectifs": {}}}
    leur = {"convention": {"lieu": "Z"}, "organisme": {"effectifs": {"2026-01": 4}}}
    vues = divergences(DEPART, mien, leur)
    assert [(d.chemin, d.dispute) for d in vues] == [
        ("convention.lieu", True),
        ("organisme.effectifs.2026-01", True),
        ("convention.tuteur.prenom", False),
    ]
    tout = trancher(mien, [d.chemin for d in vues])(leur)
    assert tout == {"convention": {"tuteur": {"prenom": "Samuel"}}, "organisme": {"effectifs": {}}}
    assert leur["convention"] == {"lieu": "Z"}
