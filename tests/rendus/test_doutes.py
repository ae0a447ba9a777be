"""Les doutes qu'une règle écrit se lisent aussi là où une fonction de son fichier les écrit pour elle."""

from tripartite.droit.langage import Verdict
from tripartite.droit.plan import regles
from tripartite.droit.regles.carence import delai_de_carence
from tripartite.droit.regles.gratification_montant import gratification_minimale
from tripartite.droit.regles.mentions import mention_des_competences
from tripartite.rendus.regles import Doute, LectureEcrite, doutes


def test_une_alternative_donne_deux_phrases() -> None:
    assert [doute.phrase for doute in doutes(delai_de_carence)] == [
        "Le stage précédent a fini le {fin:date} ; selon la lecture, le poste est libre ou attend encore.",
        "Un autre stage occupe le même poste jusqu'au {fin:date}.",
    ]


def test_les_lectures_d_une_fonction_appelee() -> None:
    premier, _ = doutes(gratification_minimale)
    assert premier == Doute(
        "L'heure est payée {horaire:euros}, sous le minimum de {minimum:euros} ; la durée prévue et la durée "
        "faite ne sont pas du même côté du seuil.",
        (
            LectureEcrite(
                "par la durée prévue", Verdict.NON_CONFORME, "La gratification est due, à ce minimum."
            ),
            LectureEcrite(
                "par la durée faite", Verdict.SANS_OBJET, "La gratification n'est pas obligatoire."
            ),
        ),
    )


def test_un_fait_a_fournir_n_est_pas_un_doute_du_texte() -> None:
    assert doutes(mention_des_competences) == ()


def test_aucun_doute_n_est_sans_phrase() -> None:
    assert [regle.nom for regle in regles() for doute in doutes(regle) if not doute.phrase] == []
