"""Ce qu'une réponse écrit est ce que le droit calcule : mille demandes tirées au hasard par question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from reponses import hasard
from tirages import tirages

from tripartite.droit.calculs.cotisations import calculer_cotisations
from tripartite.droit.calculs.durees import compter_duree
from tripartite.droit.calculs.echeances import RIEN, calculer_echeancier, somme
from tripartite.droit.calculs.horaires import repartir
from tripartite.droit.calendrier import Mois, Periode, ajouter_mois, annee_d_enseignement
from tripartite.droit.decompte import regrouper_par_mois
from tripartite.droit.faits import Initiative, Modalite, StageVoisin
from tripartite.droit.jours_feries import jours_feries
from tripartite.droit.langage import AUCUN, Euros, FaitInconnu, Minutes
from tripartite.droit.parametres import PLAFOND_HORAIRE, TAUX_MINIMAL
from tripartite.droit.regles.accident import demarches
from tripartite.droit.regles.carence import poste_libre_le
from tripartite.droit.regles.embauche import essai_apres_stage
from tripartite.droit.regles.encadrement import conventions_du_tuteur
from tripartite.droit.regles.etrangers import calendrier_des_formalites
from tripartite.droit.regles.impot import calculer_impot
from tripartite.droit.regles.retraite import prix_des_trimestres, trimestres_de
from tripartite.rendus.json import brut
from tripartite.reponses import (
    accident,
    carence,
    cotisations,
    duree,
    echeancier,
    embauche,
    etranger,
    impot,
    quota,
    retraite,
)
from tripartite.reponses.socle import Reponse, ReponseImpossible, horaires

MILLE = tirages(1000)
DEUX_MOIS = 308 * 60


def chiffres(reponse: Reponse) -> dict[str, Any]:
    return {c.nom: c.valeur for c in reponse.fiche.chiffres}


def mille(tirer: Callable[[Random], Any]) -> list[Any]:
    r = Random(5)  # noqa: S311
    return [tirer(r) for _ in range(MILLE)]


def test_combien_me_doit_on() -> None:
    """Recalculé sans dossier ni règle : la présence du calendrier, les jours manqués, le prix de l'heure."""
    dus = 0
    for d in mille(hasard.un_echeancier):
        prevues = repartir(horaires(d.semaine), d.debut, d.fin, d.territoire)
        faites = dict(prevues)
        for jour in d.demi:
            if jour in faites:
                faites[jour] = Minutes(faites[jour] - min(faites[jour], d.semaine // 10))
        for jour in d.absents:
            faites.pop(jour, None)
        mois_prevus = regrouper_par_mois(prevues)
        payees = regrouper_par_mois({j: m for j, m in sorted(faites.items()) if m})
        due = _due(d, prevues)
        prix = {}
        for mois in mois_prevus:
            minimum = Euros(
                TAUX_MINIMAL.au(d.conclue_le).valeur * PLAFOND_HORAIRE.au(mois.premier_jour).valeur
            )
            prix[mois] = max(d.horaire or RIEN, minimum) if due else d.horaire or RIEN
        lisse = bool(d.lisser) and any(prix.values())
        attendu = calculer_echeancier(
            mois_prevus,
            prix,
            Modalite.LISSE if lisse else Modalite.REEL,
            d.lisser or 0,
            payees=payees,
            versements=d.versements,
        )
        reponse = echeancier.repondre(d)
        assert [(x.mois, x.minutes, x.du, x.a_verser, x.verse, x.reste) for x in reponse.resultat.lignes] == [
            (x.mois, x.minutes, x.du, x.a_verser, x.verse, x.reste) for x in attendu.lignes
        ]
        assert chiffres(reponse)["total"] == attendu.total
        finis = [x for x in attendu.lignes if x.mois.dernier_jour < d.au]
        reste = chiffres(reponse).get("reste_a_ce_jour", RIEN)
        assert reste == somme(max(RIEN, x.reste) for x in finis)
        dus += bool(attendu.total)
    assert dus > MILLE // 3


def _due(d: echeancier.Demande, prevues: dict[date, Minutes]) -> bool:
    """Plus de deux mois à lui seul, ou avec les autres stages de l'année d'enseignement de son début."""
    annee = annee_d_enseignement(d.debut)
    de_l_annee = sum(minutes for jour, minutes in prevues.items() if annee.contient(jour))
    return sum(prevues.values()) > DEUX_MOIS or de_l_annee + d.autres > DEUX_MOIS


def test_combien_de_temps() -> None:
    for d in mille(hasard.une_duree):
        prevues = repartir(horaires(d.semaine), d.debut, d.fin, d.territoire)
        reponse = duree.repondre(d)
        premiere = annee_d_enseignement(d.debut)
        for annee, rendue in reponse.resultat.items():
            tenue = annee or premiere
            ici = {j: m for j, m in prevues.items() if annee is None or annee.contient(j)}
            autres = sum(s.minutes for s in d.autres if tenue.chevauche(Periode(s.debut, s.fin)))
            assert rendue == compter_duree(ici, autres=autres)
        au_plus_tard = chiffres(reponse).get("fin_possible")
        autres = sum(s.minutes for s in d.autres if premiere.chevauche(Periode(s.debut, s.fin)))
        if au_plus_tard:
            assert _total(d, au_plus_tard, autres) <= 924 * 60 < _total(d, premiere.fin, autres)
        else:
            trop = autres > 924 * 60 or autres + max(prevues.values(), default=0) > 924 * 60
            assert trop or d.fin > premiere.fin or _total(d, premiere.fin, autres) <= 924 * 60


def _total(d: duree.Demande, fin: date, autres: int) -> int:
    return autres + sum(repartir(horaires(d.semaine), d.debut, fin, d.territoire).values())


def test_un_stagiaire_de_plus() -> None:
    """Compté à la main, jour après jour : à la date rendue tout le permet, et rien avant."""
    for d in mille(hasard.un_quota)[:200]:
        reponse = quota.repondre(d)
        jour = reponse.resultat.jour
        assert _tient(d, jour)
        if jour > d.debut:
            assert not _tient(d, max(d.debut, jour - timedelta(days=1)))


def _tient(d: quota.Demande, jour: date) -> bool:
    plafond = 3 if d.effectif < 20 else -(-d.effectif * 15 // 100)
    dernier = jour + (d.fin - d.debut)
    lundi = jour - timedelta(days=jour.weekday())
    while lundi <= dernier:
        dimanche = lundi + timedelta(days=6)
        if sum(du <= dimanche and au >= lundi for du, au in d.stages) >= plafond:
            return False
        lundi += timedelta(days=7)
    suivis = tuple(StageVoisin(*s, tuteur="x") for s in d.tuteur)
    libre = poste_libre_le(tuple(StageVoisin(*s, rompu_par=AUCUN) for s in d.poste)).conseille
    return conventions_du_tuteur(suivis, "x", jour)[0] < 3 and (libre is None or jour >= libre)


def test_le_delai_de_carence() -> None:
    for d in mille(hasard.une_carence):
        stage = StageVoisin(d.debut, d.fin, rompu_par=d.rompu_par or AUCUN)
        if d.presence is not None:
            stage = replace(stage, presence=Minutes(d.presence))
        reponse = carence.repondre(d)
        assert reponse.resultat == poste_libre_le((stage,))
        assert reponse.rappels[0].jour == reponse.resultat.conseille
        if d.rompu_par == Initiative.STAGIAIRE:
            assert reponse.rappels[0].jour == d.fin + timedelta(days=1)


def test_les_cotisations() -> None:
    dues = 0
    for d in mille(hasard.des_cotisations):
        try:
            attendu = calculer_cotisations(
                d.mois,
                d.mois.premier_jour,
                d.gratification,
                heures=d.heures,
                avantages=d.avantages,
                effectif=d.effectif,
                taux_atmp=d.taux_atmp,
                taux_mobilite=d.taux_mobilite,
                alsace_moselle=d.alsace_moselle,
                agricole=d.agricole,
            )
        except FaitInconnu:
            with pytest.raises(FaitInconnu):
                cotisations.repondre(d)
            continue
        reponse = cotisations.repondre(d)
        assert brut(reponse.resultat) == brut(attendu)  # un inconnu ne se compare pas
        assert chiffres(reponse)["gratification"] == attendu.compare.gratification
        dues += bool(attendu.excedent)
    assert dues > MILLE // 10


def test_l_impot() -> None:
    for d in mille(hasard.un_impot):
        (rendu,) = impot.repondre(d).resultat
        assert rendu == calculer_impot(d.annee, d.recus)
        assert rendu.recu == sum(d.recus, Decimal(0))
        assert rendu.exonere + rendu.imposable == rendu.recu


def test_les_trimestres() -> None:
    for d in mille(hasard.une_retraite):
        reponse = retraite.repondre(d)
        trimestres = trimestres_de(d.minutes)
        assert trimestres == min(2, d.minutes // DEUX_MOIS)
        a_temps = d.naissance is None or d.annee <= d.naissance.year + 30
        ouverts = trimestres if a_temps else 0
        assert reponse.resultat == (prix_des_trimestres(d.annee, ouverts) if ouverts else None)
        assert bool(reponse.rappels) == bool(ouverts and d.naissance)


def test_l_embauche() -> None:
    for d in mille(hasard.une_embauche):
        stage = Periode(d.debut, d.fin)
        if d.embauche_le > ajouter_mois(d.fin, 3):
            attendu = essai_apres_stage(d.embauche_le, d.essai, stage, False, part=Decimal(0))
            assert attendu.jours_deduits == 0
        else:
            attendu = essai_apres_stage(d.embauche_le, d.essai, stage, d.correspondance)
        reponse = embauche.repondre(d)
        assert reponse.resultat == attendu
        assert [r.jour for r in reponse.rappels] == [j for j in [attendu.dernier_jour] if j]


LE_STAGE = {"debut": date(2026, 3, 2), "fin": date(2026, 8, 28), "essai": 4, "correspondance": False}
LE_LENDEMAIN = date(2026, 8, 29)


@pytest.mark.parametrize(
    ("suite", "comptees", "lectures"),
    [
        ({"embauche_le": LE_LENDEMAIN, "presence": 308 * 60 + 1}, 308 * 60 + 1, []),
        ({"embauche_le": LE_LENDEMAIN, "presence": 308 * 60}, 0, []),
        (
            {"embauche_le": LE_LENDEMAIN + timedelta(days=1), "presence": 868 * 60},
            None,
            ["au lendemain seulement", "peu après"],
        ),
        (
            {"embauche_le": LE_LENDEMAIN, "presence": 300 * 60, "prevue": 320 * 60},
            None,
            ["durée prévue", "durée faite"],
        ),
        ({"embauche_le": LE_LENDEMAIN}, None, []),
    ],
)
def test_l_anciennete_a_l_embauche(suite: dict, comptees: int | None, lectures: list[str]) -> None:
    fiche = embauche.repondre(embauche.Demande(**LE_STAGE, **suite)).fiche
    assert {c.nom: c.valeur for c in fiche.chiffres}.get("anciennete") == comptees
    assert [lue.nom for lue in fiche.lectures] == lectures
    assert ("L. 124-6" in fiche.articles) == ("presence" in suite)
    assert [n.grandeurs["seuil"] for n in fiche.notes if "seuil" in n.grandeurs] == (
        [] if "presence" in suite else [308 * 60]
    )


def test_un_stage_d_une_autre_annee_ne_se_deduit_pas_de_l_essai() -> None:
    demande = embauche.Demande(**LE_STAGE, embauche_le=LE_LENDEMAIN, derniere_annee=False)
    reponse = embauche.repondre(demande)
    assert (reponse.resultat.jours_deduits, reponse.resultat.jours) == (0, 122)
    assert str(reponse.fiche.reponse[0]).startswith("Le stage n'est pas de la dernière année d'études")
    sans_le_dire = embauche.repondre(replace(demande, derniere_annee=None))
    assert sans_le_dire.resultat.jours_deduits == 61
    assert "dernière année d'études" in str(sans_le_dire.fiche.notes[0])


def test_le_stagiaire_etranger() -> None:
    for d in mille(hasard.un_etranger):
        attendu = calendrier_des_formalites(
            d.debut, d.fin, programme_europeen=d.programme_europeen, envoyee_le=d.envoyee_le, cadre=d.cadre
        )
        reponse = etranger.repondre(d)
        assert reponse.resultat == attendu
        jours = [r.jour for r in reponse.rappels]
        assert jours == sorted(jours)
        assert {attendu.envoi_au_plus_tard, d.debut, d.fin} <= set(jours)


def test_l_accident() -> None:
    for d in mille(hasard.un_accident):
        reponse = accident.repondre(d)
        assert reponse.resultat == demarches(d.moment, d.au_dessus_de_la_franchise, d.agricole)
        limite = reponse.rappels[1].jour
        comptes = [d.le + timedelta(days=n) for n in range(1, (limite - d.le).days + 1)]
        ouvrables = [j for j in comptes if j.weekday() < 6 and j not in jours_feries(j.year, d.territoire)]
        assert (len(ouvrables), ouvrables[-1]) == (2, limite)


def test_ce_qui_se_contredit_est_refuse_et_dit_ou() -> None:
    hier, demain = date(2026, 3, 2), date(2026, 3, 4)
    fautives = [
        (lambda: echeancier.repondre(echeancier.Demande(demain, hier, 35 * 60)), "fin"),
        (lambda: echeancier.repondre(echeancier.Demande(hier, demain, 121 * 60)), "semaine"),
        (lambda: duree.repondre(duree.Demande(demain, hier, 35 * 60)), "fin"),
        (lambda: embauche.repondre(embauche.Demande(hier, demain, demain, 2, True)), "embauche_le"),
        (
            lambda: cotisations.repondre(
                cotisations.Demande(Mois(2026, 2), Euros(Decimal(900)), Decimal(700))
            ),
            "heures",
        ),
    ]
    for demander, champ in fautives:
        with pytest.raises(ReponseImpossible) as erreur:
            demander()
        assert erreur.value.champ == champ
