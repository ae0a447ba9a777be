"""La page d'une étape : lire ce qui est tapé, dire ce qui ne va pas, n'écrire que ce qui est bon."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import override

from tripartite.droit.faits import Initiative, Nationalite, Partie, Plage, TitreDeSejour
from tripartite.guichet.formulaires.chemins import valeur
from tripartite.guichet.formulaires.description import Etape
from tripartite.guichet.formulaires.etapes import etape
from tripartite.guichet.formulaires.formulaire import FormulaireDeFaits, lire
from tripartite.guichet.formulaires.libelles import choix

AU = date(2026, 1, 12)
SEMAINES = "convention-horaires-semaines"
DEPART: dict[str, Any] = {
    "convention": {"debut": "2026-02-02", "fin": "2026-07-31", "motifs": {"saisonnier": False}},
    "organisme": {"nom": "Marées Logicielles", "adresse": {"voie": "24 quai", "commune": "Nantes"}},
}


def page(cle: str, partie: Partie = Partie.STAGIAIRE) -> Etape:
    trouvee = etape(partie, cle)
    assert trouvee is not None
    return trouvee


def remplir(
    cle: str, envoi: dict[str, str], partie: Partie = Partie.STAGIAIRE, **avant: Any
) -> FormulaireDeFaits:
    return FormulaireDeFaits(page(cle, partie), avant or DEPART, envoi, au=AU)


def test_on_ecrit_une_date_comme_on_veut() -> None:
    formulaire = remplir(
        "dates", {"convention-debut": "lundi 16 février 2026", "convention-fin": "31/07/2026"}
    )
    assert formulaire.is_valid()
    apres = formulaire.appliquer(DEPART)
    assert apres["convention"]["debut"] == "2026-02-16"
    assert apres["convention"]["fin"] == "2026-07-31"


def test_les_montants_et_les_choix() -> None:
    envoi = {
        "convention-gratification-horaire": "4,5",
        "convention-gratification-modalite": "lissée",
        "convention-gratification-echeances": "6",
        "convention-gratification-revalorisation": "",
    }
    formulaire = remplir("gratification", envoi, Partie.ORGANISME)
    assert formulaire.is_valid()
    gratification = lire(formulaire.appliquer(DEPART)).convention.gratification
    assert (gratification.horaire, gratification.modalite, gratification.echeances) == (
        Decimal("4.5"),
        "lissée",
        6,
    )
    assert "revalorisation" not in formulaire.appliquer(DEPART)["convention"]["gratification"]


def test_ce_qui_est_bon_s_ecrit_et_le_reste_se_montre_tel_que_tape() -> None:
    formulaire = remplir("dates", {"convention-debut": "2026-02-16", "convention-fin": "30 février 2026"})
    assert not formulaire.is_valid()
    assert formulaire.valides == ("convention.debut",)
    apres = formulaire.appliquer(DEPART)["convention"]
    assert (apres["debut"], apres["fin"]) == ("2026-02-16", "2026-07-31")
    assert formulaire["convention-fin"].value() == "30 février 2026"
    (faute,) = formulaire.fautes()
    assert faute.id == "id_convention-fin"
    assert faute.message == (
        "Le 30 février 2026 n'existe pas : ce mois a 28 jours. "
        "Attendu : une date, comme 2 février 2026, 02/02/2026 ou 2026-02-02."
    )
    assert 'type="text"' in str(formulaire["convention-fin"])
    assert 'type="date"' in str(formulaire["convention-debut"])


def test_une_faute_se_dit_dans_la_langue_de_la_page() -> None:
    envoi = {"convention-debut": "2026-06-01", "convention-fin": "2026-05-01"}
    with override("en"):
        (faute,) = remplir("dates", envoi).fautes()
        (illisible,) = remplir("dates", {"convention-debut": "bientôt"}).fautes()
    assert faute.message.replace("\xa0", " ") == (
        "The end of the internship (1 May 2026) is before its beginning (1 June 2026). "
        "Correct one of the two dates."
    )
    assert illisible.message.replace("\xa0", " ") == (
        "“bientôt” is not a date. Expected: a date, such as 02/02/2026 or 2026-02-02."
    )


def test_une_fin_avant_le_debut_est_dite_a_la_fin() -> None:
    formulaire = remplir("dates", {"convention-debut": "2026-06-01", "convention-fin": "2026-05-01"})
    assert [(f.id, f.message) for f in formulaire.fautes()] == [
        (
            "id_convention-fin",
            "La fin du stage (1er mai 2026) précède son début (1er juin 2026). "
            "Corrigez l'une des deux dates.",
        )
    ]
    assert formulaire.appliquer(DEPART)["convention"]["debut"] == "2026-06-01"


def test_une_contradiction_avec_une_autre_page_est_dite_ici() -> None:
    formulaire = remplir("vous", {"stagiaire-prenom": "Inès", "stagiaire-naissance": "2 février 2026"})
    assert [f.id for f in formulaire.fautes()] == ["id_stagiaire-naissance"]
    assert formulaire.valides == ("stagiaire.prenom",)
    ne_en_2027 = {"stagiaire": {"naissance": "2010-03-12"}} | DEPART
    autre = remplir("dates", {"convention-debut": "2009-01-05"}, **ne_en_2027)
    assert [f.id for f in autre.fautes()] == ["id_convention-debut"]
    assert autre.appliquer(ne_en_2027) == lire_et_ecrire(ne_en_2027)


def lire_et_ecrire(donnees: dict[str, Any]) -> dict[str, Any]:
    from tripartite.dossiers import ecrire

    return ecrire(lire(donnees))


def test_un_champ_vide_efface_son_fait_et_aucun_autre() -> None:
    formulaire = remplir("accueil", {"organisme-nom": "", "organisme-adresse-voie": ""})
    apres = formulaire.appliquer(DEPART)
    assert apres["organisme"] == {"adresse": {"commune": "Nantes"}}
    assert apres["convention"] == DEPART["convention"]


def test_tout_effacer_d_une_adresse_la_rend_inconnue() -> None:
    formulaire = remplir("accueil", {"organisme-adresse-commune": "", "organisme-adresse-voie": ""})
    assert formulaire.appliquer(DEPART)["organisme"] == {"nom": "Marées Logicielles"}


def test_je_ne_sais_pas_n_est_pas_non() -> None:
    formulaire = remplir("motifs", {"convention-motifs-saisonnier": ""}, Partie.ORGANISME)
    assert "motifs" not in formulaire.appliquer(DEPART)["convention"]
    agricole = remplir("etablissement", {"etablissement-agricole": ""}, Partie.ETABLISSEMENT)
    assert agricole.appliquer(DEPART)["etablissement"] == {"agricole": None}


def test_il_n_y_en_a_pas_n_est_pas_je_ne_sais_pas() -> None:
    nom = "convention-clauses-reglement_interieur"
    vide = remplir("securite", {nom: ""}, Partie.ORGANISME)
    assert "clauses" not in vide.appliquer(DEPART)["convention"]
    aucun = remplir("securite", {nom: "", f"{nom}-aucun": "on"}, Partie.ORGANISME)
    assert aucun.appliquer(DEPART)["convention"]["clauses"] == {"reglement_interieur": ""}


AVANTAGES, ABSENCES = "convention-clauses-avantages", "convention-clauses-absences"


@pytest.mark.parametrize(
    ("cle", "nom", "ailleurs", "dit"),
    [
        (
            "avantages",
            AVANTAGES,
            {"convention-avantages-restaurant": "oui", "convention-avantages-logement": "300"},
            "« Aucun avantage », et d'autres réponses disent le contraire : le restaurant et le logement.",
        ),
        (
            "absences",
            ABSENCES,
            {"convention-conges_prevus": "oui"},
            "« Aucune absence n'est prévue », et d'autres réponses disent le contraire : la possibilité de "
            "congés et d'absences.",
        ),
    ],
)
def test_il_n_y_en_a_pas_ne_se_coche_pas_a_cote_du_contraire(
    cle: str, nom: str, ailleurs: dict[str, str], dit: str
) -> None:
    formulaire = remplir(cle, ailleurs | {nom: "", f"{nom}-aucun": "on"}, Partie.ORGANISME)
    assert not formulaire.is_valid()
    assert [(f.id, f.message.replace("\xa0", " ")) for f in formulaire.fautes()] == [
        (
            f"id_{nom}",
            f"Vous cochez {dit} Décochez la case et rédigez le texte, ou corrigez ces réponses.",
        )
    ]
    apres = formulaire.appliquer(DEPART)["convention"]
    assert "clauses" not in apres


@pytest.mark.parametrize(
    "ailleurs",
    [
        {},
        {"convention-avantages-restaurant": "non", "convention-avantages-transport_mensuel": "0"},
        {"convention-avantages-restaurant": "", "convention-avantages-transport_pris_en_charge": "50 %"},
    ],
)
def test_aucun_avantage_se_coche_tant_que_rien_ne_le_dement(ailleurs: dict[str, str]) -> None:
    envoi = ailleurs | {AVANTAGES: "", f"{AVANTAGES}-aucun": "on"}
    formulaire = remplir("avantages", envoi, Partie.ORGANISME)
    assert formulaire.is_valid(), list(formulaire.fautes())
    assert formulaire.appliquer(DEPART)["convention"]["clauses"] == {"avantages": ""}


def test_un_avantage_deja_dit_dement_la_case() -> None:
    avant = {"convention": {"avantages": {"activites_cse": True}}}
    formulaire = remplir("avantages", {AVANTAGES: "", f"{AVANTAGES}-aucun": "on"}, Partie.ORGANISME, **avant)
    (faute,) = formulaire.fautes()
    assert faute.id == f"id_{AVANTAGES}"
    assert ": les activités sociales et culturelles." in faute.message.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("cle", "nom", "tape", "morceau"),
    [
        ("accueil", "organisme-siret", "732 829 320 00075", "La clé du SIRET"),
        ("gratification", "convention-gratification-horaire", "4,5,0", "plus d'une virgule"),
        ("gratification", "convention-gratification-modalite", "autrement", "n'est pas un choix possible"),
        ("vous", "stagiaire-courriel", "ines", "n'est pas une adresse de courriel"),
        ("vous", "stagiaire-nom", "a\x00b", "caractère de contrôle"),
        ("missions", "convention-activites", "x" * 10_001, "bien trop long"),
        ("dates", "convention-duree_hebdomadaire", "7,33 h", "ne fait pas des minutes entières"),
    ],
)
def test_une_saisie_fautive_dit_ce_qui_ne_va_pas(cle: str, nom: str, tape: str, morceau: str) -> None:
    formulaire = remplir(cle, {nom: tape})
    (faute,) = formulaire.fautes()
    assert morceau in faute.message
    assert formulaire.appliquer(DEPART) == lire_et_ecrire(DEPART)


def test_un_nom_hostile_reste_un_nom() -> None:
    hostile = "#panic() $x$ <script>alert(1)</script>"
    formulaire = remplir("vous", {"stagiaire-nom": hostile})
    assert formulaire.appliquer(DEPART)["stagiaire"] == {"nom": hostile}
    assert "<script>" not in str(formulaire["stagiaire-nom"])


def test_plusieurs_lignes_reviennent_telles_quelles() -> None:
    formulaire = remplir("missions", {"convention-activites": "Recueillir\r\ncomparer\r\n"})
    assert formulaire.appliquer(DEPART)["convention"]["activites"] == "Recueillir\ncomparer"


def test_un_mineur_doit_un_representant_legal_un_majeur_non() -> None:
    def montres(naissance: str) -> list[str]:
        formulaire = remplir("vous", {"stagiaire-naissance": naissance})
        return [question.chemin for bloc in formulaire.blocs for question in bloc.questions]

    assert "stagiaire.representants_legaux" in montres("2010-03-12")
    assert "stagiaire.representants_legaux" not in montres("2003-03-12")
    assert "stagiaire.titre_de_sejour" not in montres("2003-03-12")


def test_ce_qui_n_est_pas_envoye_se_montre_tel_qu_on_le_sait() -> None:
    """Une question qui s'ouvre à l'envoi montre ce que l'on savait : la renvoyer n'efface rien."""
    donnees = DEPART | {
        "stagiaire": {"titre_de_sejour": "étudiant", "representants_legaux": [{"nom": "Le Goff"}]},
    }
    donnees["convention"] = donnees["convention"] | {"clauses": {"responsabilite_civile": ""}}
    formulaire = remplir(
        "vous", {"stagiaire-naissance": "2010-03-12", "stagiaire-nationalite": "autre"}, **donnees
    )
    (ligne,) = formulaire.listes["stagiaire.representants_legaux"].lignes
    assert ligne["nom"].value() == "Le Goff"
    assert formulaire["stagiaire-titre_de_sejour"].value() == "étudiant"
    assert formulaire["convention-clauses-responsabilite_civile-aucun"].value() is True
    assert 'value="2026-02-02"' in str(remplir("dates", {})["convention-debut"])
    assert formulaire.valides == ("stagiaire.naissance", "stagiaire.nationalite")


def test_deux_choix_de_meme_valeur_ne_se_confondent_pas() -> None:
    assert str(choix(Nationalite.AUTRE)) == "D'un autre pays"
    assert str(choix(TitreDeSejour.AUTRE)) == "Un autre titre"
    assert str(choix(Initiative.STAGIAIRE)) == "Le stagiaire"


def test_seul_ce_qui_est_facultatif_le_dit_et_rien_n_est_exige() -> None:
    formulaire = remplir("vous", {"stagiaire-nom": "", "stagiaire-telephone": ""})
    assert (
        formulaire.fields["stagiaire-nom"].required,
        formulaire.fields["stagiaire-telephone"].required,
    ) == (True, False)
    assert "required" not in str(formulaire["stagiaire-nom"])
    assert formulaire.is_valid()


# --- Les horaires et les listes --------------------------------------------------------------------


def semaine(**heures: str) -> dict[str, str]:
    return {f"{SEMAINES}-TOTAL_FORMS": "1", f"{SEMAINES}-INITIAL_FORMS": "0"} | {
        f"{SEMAINES}-0-{nom}": heure for nom, heure in heures.items()
    }


def heures(jour: str, *bornes: str) -> dict[str, str]:
    return {f"{jour}-plages_{n}": borne for n, borne in enumerate([*bornes, *[""] * 6][:6])}


def test_une_semaine_se_remplit_heure_par_heure() -> None:
    envoi = semaine(
        **heures("lundi", "09:00", "12:30", "13:30", "17:00"), **heures("mardi", "22:00", "06:00")
    )
    formulaire = remplir("dates", envoi)
    assert formulaire.is_valid(), list(formulaire.fautes())
    (lue,) = valeur(lire(formulaire.appliquer(DEPART)), "convention.horaires.semaines")
    assert lue.lundi.plages == (Plage(540, 750), Plage(810, 1020))
    assert lue.mardi.plages == (Plage(1320, 360),)
    assert lue.mercredi.plages == ()


def test_une_phrase_remplit_la_semaine() -> None:
    formulaire = remplir("dates", semaine(rapide="du lundi au vendredi, 9h-12h30, 13h30-17h"))
    (lue,) = valeur(lire(formulaire.appliquer(DEPART)), "convention.horaires.semaines")
    assert lue.vendredi.plages == (Plage(540, 750), Plage(810, 1020))
    assert lue.samedi.plages == ()
    assert not formulaire.remanie
    assert remplir("dates", semaine(rapide="9h-12h") | {"remplir": f"{SEMAINES}-0"}).remanie


def test_une_phrase_que_l_on_ne_comprend_pas_le_dit() -> None:
    formulaire = remplir("dates", semaine(rapide="comme d'habitude"))
    (faute,) = formulaire.fautes()
    assert faute.id == f"id_{SEMAINES}-0-rapide"
    assert "ne dit pas des jours, puis des heures" in faute.message


@pytest.mark.parametrize(
    ("bornes", "morceau"),
    [
        (("09:00", ""), "il manque la fin de celle de 09:00"),
        (("", "12:00"), "il manque le début de celle qui finit à 12:00"),
        (("09:00", "12:00", "11:00", "17:00"), "Deux plages se recouvrent"),
        (("25:00", "26:00"), "n'est pas une heure du jour"),
    ],
)
def test_une_heure_fautive_est_dite_a_son_jour(bornes: tuple[str, ...], morceau: str) -> None:
    formulaire = remplir("dates", semaine(**heures("jeudi", *bornes)))
    (faute,) = formulaire.fautes()
    assert faute.id == f"id_{SEMAINES}-0-jeudi-plages_0"
    assert morceau in faute.message
    assert "horaires" not in formulaire.appliquer(DEPART)["convention"]


def fermetures(*dates: tuple[str, str]) -> dict[str, str]:
    nom = "convention-horaires-fermetures"
    lignes = {
        f"{nom}-{rang}-{champ}": jour
        for rang, ligne in enumerate(dates)
        for champ, jour in zip(("debut", "fin"), ligne, strict=True)
    }
    return {f"{nom}-TOTAL_FORMS": str(len(dates)), f"{nom}-INITIAL_FORMS": "0"} | lignes


def test_une_fermeture_a_l_envers_est_dite_a_sa_ligne() -> None:
    formulaire = remplir(
        "dates", fermetures(("", ""), ("2026-05-01", "2026-05-03"), ("2026-06-08", "2026-06-01"))
    )
    (faute,) = formulaire.fautes()
    assert faute.id == "id_convention-horaires-fermetures-2-fin"


def test_ajouter_puis_retirer_une_ligne_sans_javascript() -> None:
    nom = "convention-horaires-fermetures"
    deux = fermetures(("2026-05-01", "2026-05-03"), ("2026-06-01", "2026-06-08"))
    ajoutee = remplir("dates", deux | {"ajouter": nom})
    assert ajoutee.remanie
    liste = ajoutee.listes["convention.horaires.fermetures"]
    assert [ligne["debut"].value() for ligne in liste.lignes] == ["2026-05-01", "2026-06-01", ""]
    retiree = remplir("dates", deux | {"retirer": f"{nom}-0"}).listes["convention.horaires.fermetures"]
    assert [ligne["debut"].value() for ligne in retiree.lignes] == ["2026-06-01"]


def test_une_ligne_retiree_garde_aux_autres_ce_que_la_page_ne_montre_pas() -> None:
    stages = [
        {"organisme": "A", "tuteur": "Paul Guérin", "debut": "2025-10-01", "fin": "2025-10-31"},
        {"organisme": "B", "tuteur": "Samuel Rivière", "debut": "2025-11-01", "fin": "2025-11-30"},
    ]
    donnees = DEPART | {"stagiaire": {"stages": stages}}
    nom = "stagiaire-stages"
    envoi = {f"{nom}-TOTAL_FORMS": "2", f"{nom}-INITIAL_FORMS": "2", f"{nom}-presence": "oui"}
    for rang, stage in enumerate(stages):
        envoi |= {f"{nom}-{rang}-rang": str(rang)} | {
            f"{nom}-{rang}-{c}": v for c, v in stage.items() if c != "tuteur"
        }
    formulaire = remplir("vous", envoi | {"retirer": f"{nom}-0"}, **donnees)
    (reste,) = formulaire.appliquer(donnees)["stagiaire"]["stages"]
    assert (reste["organisme"], reste["tuteur"]) == ("B", "Samuel Rivière")


@pytest.mark.parametrize(
    ("reponse", "organisme", "attendu"),
    [
        ("non", "", "aucun"),
        ("", "", None),
        ("oui", "A", [{"organisme": "A"}]),
        ("", "A", [{"organisme": "A"}]),
    ],
)
def test_y_en_a_t_il(reponse: str, organisme: str, attendu: Any) -> None:
    nom = "stagiaire-stages"
    envoi = {f"{nom}-TOTAL_FORMS": "1", f"{nom}-presence": reponse, f"{nom}-0-organisme": organisme}
    formulaire = remplir("vous", envoi | {f"{nom}-INITIAL_FORMS": "0"})
    assert formulaire.is_valid(), list(formulaire.fautes())
    ecrit = formulaire.appliquer(DEPART).get("stagiaire", {}).get("stages")
    assert ecrit == ([] if attendu == "aucun" else attendu)


@pytest.mark.parametrize(("reponse", "organisme"), [("oui", ""), ("non", "A")])
def test_la_reponse_et_les_lignes_se_contredisent(reponse: str, organisme: str) -> None:
    nom = "stagiaire-stages"
    envoi = {f"{nom}-TOTAL_FORMS": "1", f"{nom}-presence": reponse, f"{nom}-0-organisme": organisme}
    formulaire = remplir("vous", envoi | {f"{nom}-INITIAL_FORMS": "0"})
    assert [f.id for f in formulaire.fautes()] == ["id_stagiaire-stages"]


def test_un_envoi_demesure_ne_fait_pas_tout_construire() -> None:
    nom = "convention-horaires-fermetures"
    formulaire = remplir("dates", {f"{nom}-TOTAL_FORMS": "9" * 9, f"{nom}-INITIAL_FORMS": "0"})
    assert len(formulaire.listes["convention.horaires.fermetures"].lignes) <= 101
    assert not formulaire.is_valid()
