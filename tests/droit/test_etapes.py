"""Une ligne de calcul que l'on montre est juste : le côté gauche du signe égal fait le droit."""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import pytest
from harnais import Cas, CasFaux, situation_du_cas, tous_les_cas

from tripartite.droit.langage import REGLES, Constat, Etape, conforme, connu, etape

CALCUL = re.compile(
    r"^\{(\w+):(\w+)\} ([+−×]) \{(\w+):(\w+)\}(?: dans les autres stages)? = \{(\w+):(\w+)\}$"
)
"""« {a:heures} − {b:heures} = {c:heures} » : les seules lignes où l'opération est entière."""
MEMES = {"heures", "euros", "jours", "mois", "ans"}


def constats(cas: Cas) -> Iterator[Constat]:
    if "calcul" in cas.parties:
        return
    try:
        situation = situation_du_cas(cas)
    except CasFaux:
        return
    for nom, _ in getattr(cas.parties["attendu"], "entrees", ()):
        regle = REGLES.get(nom.texte)
        if regle and regle.concerne(situation):
            yield regle.juger(situation)


def juste(etape: Etape) -> bool:
    """Dit si la ligne est juste, ou n'est pas de celles que l'on sait refaire."""
    trouve = CALCUL.match(etape.calcul)
    if not trouve:
        return True
    a, nature_a, operation, b, nature_b, c, nature_c = trouve.groups()
    valeurs = [etape.grandeurs[nom] for nom in (a, b, c)]
    if not all(connu(v) and isinstance(v, int | Decimal | Fraction) for v in valeurs):
        return True
    x, y, z = map(Fraction, valeurs)
    if operation == "×":
        return (nature_a, nature_b, nature_c) != ("taux", "euros", "euros") or abs(x * y - z) < Fraction(
            1, 100
        )
    if nature_a not in MEMES or len({nature_a, nature_b, nature_c}) > 1:
        return True
    return z == (x + y if operation == "+" else x - y)


@pytest.mark.parametrize("cas", tous_les_cas(), ids=lambda cas: f"{cas.sujet}-{cas.nom}")
def test_chaque_ligne_de_calcul_est_juste(cas: Cas) -> None:
    fautes = [(c.regle, e.calcul, dict(e.grandeurs)) for c in constats(cas) for e in c.etapes if not juste(e)]
    assert fautes == []


def test_une_ligne_fausse_se_voit() -> None:
    calcul = "{a:heures} − {b:heures} = {c:heures}"
    assert juste(Etape("Écart", calcul, {"a": 5, "b": 3, "c": 2}))
    assert not juste(Etape("Écart", calcul, {"a": 5, "b": 3, "c": 8}))


def test_la_garde_relit_bien_des_lignes() -> None:
    relues = {
        e.calcul for cas in tous_les_cas() for c in constats(cas) for e in c.etapes if CALCUL.match(e.calcul)
    }
    assert len(relues) >= 8


def test_un_calcul_differe_ne_s_ecrit_qu_a_la_lecture_et_une_fois() -> None:
    ecrites: list[str] = []

    def ecrire() -> list[Etape]:
        ecrites.append("une fois")
        return [etape("Présence", "{n:heures}", n=420)]

    differee, directe = conforme("Oui.", etapes=ecrire), conforme("Oui.", etapes=ecrire())
    assert ecrites == ["une fois"]
    assert list(differee.etapes) == list(directe.etapes)
    assert list(differee.etapes) == list(directe.etapes)
    assert ecrites == ["une fois", "une fois"]
