"""Signer : par qui, quand, sur quoi ; une fois, dans l'ordre voulu, avec un code."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from guichet.monde import Monde, donnees_d_exemple
from guichet.signature.signatures import en_sequence, faire_signer, par_son_lien, tous_signent

from tripartite.documents import champs_du_pdf, lire_pdf
from tripartite.droit.faits import Partie
from tripartite.droit.langage import connu
from tripartite.droit.parcours import Etat, GesteImpossible
from tripartite.guichet.acces import Acteur
from tripartite.guichet.gestes.codes import demander_un_code
from tripartite.guichet.gestes.controler import viser
from tripartite.guichet.gestes.journal import verifier_le_journal
from tripartite.guichet.gestes.liens import renvoyer_le_lien
from tripartite.guichet.gestes.modifier import modifier
from tripartite.guichet.gestes.signataires import a_leur_tour, en_cours, version_a_signer
from tripartite.guichet.gestes.signer import deleguer, refuser_de_signer, signer
from tripartite.guichet.gestes.socle import EntreeRefusee, GesteRefuse
from tripartite.guichet.modeles import But, Convention, Courriel, Lien, NaturePiece
from tripartite.guichet.pieces import lire

ROLES = ["stagiaire", "organisme", "tuteur", "etablissement", "referent"]


def relire(convention: Convention) -> Convention:
    return Convention.objects.select_related("version", "composante", "etablissement").get(pk=convention.pk)


def recus(adresse: str) -> list[str]:
    return list(Courriel.objects.filter(destinataire=adresse).order_by("pk").values_list("modele", flat=True))


def test_la_version_a_signer_a_un_champ_par_signataire_et_son_code_au_pied(monde: Monde) -> None:
    convention = monde.convention(Etat.A_SIGNER)
    piece = version_a_signer(convention)
    assert piece is not None
    pdf = lire(piece.empreinte)
    assert {c.nom for c in champs_du_pdf(pdf)} == set(ROLES)
    assert (len(piece.code), piece.nature, piece.taille) == (32, NaturePiece.A_SIGNER, len(pdf))


def test_le_dossier_joint_ne_dit_a_personne_ce_qu_il_n_a_pas_a_savoir(monde: Monde) -> None:
    donnees = donnees_d_exemple()
    donnees["stagiaire"] |= {
        "gratifications_recues": [{"le": "2026-02-27", "montant": "1200 €", "organisme": "Ailleurs"}],
        "telephone": "0612345678",
        "stages": [{"organisme": "Ailleurs", "debut": "2026-01-05", "fin": "2026-02-27"}],
    }
    convention = monde.convention(Etat.A_SIGNER, donnees=donnees)
    piece = version_a_signer(convention)
    assert piece is not None
    joint = lire_pdf(lire(piece.empreinte)).stagiaire
    tus = ("naissance", "telephone", "nationalite", "stages", "gratifications_recues")
    assert [nom for nom in tus if connu(getattr(joint, nom))] == []


def test_cinq_personnes_signent_et_la_convention_est_conclue(monde: Monde) -> None:
    convention = tous_signent(monde.convention(Etat.A_SIGNER))
    assert (convention.etat, convention.conclue_le) == (Etat.SIGNEE, timezone.localdate())
    lignes = list(convention.signataires.all())
    assert [s.reponse for s in lignes] == ["signe"] * 5
    assert {s.empreinte for s in lignes} == {convention.pieces.get(nature=NaturePiece.A_SIGNER).empreinte}
    assert lignes[0].identifie_par == (
        f"lien reçu par courriel, puis code reçu par courriel à {lignes[0].courriel}"
    )
    assert list(verifier_le_journal()) == []


def test_une_personne_a_deux_titres_signe_une_fois(monde: Monde) -> None:
    donnees = donnees_d_exemple()
    donnees["convention"]["tuteur"] |= {"courriel": "signataire@marees.example"}
    convention = monde.convention(Etat.A_SIGNER, donnees=donnees)
    assert [s.roles for s in en_cours(convention)][1] == ["organisme", "tuteur"]
    convention = faire_signer(convention, "tuteur")
    with pytest.raises(GesteRefuse, match="déjà signé"):
        faire_signer(convention, "organisme")
    assert tous_signent(convention).etat == Etat.SIGNEE
    assert convention.signataires.count() == 4


def test_l_un_apres_l_autre_on_attend_son_tour(monde: Monde) -> None:
    convention = en_sequence(monde)
    assert [s.roles for s in a_leur_tour(convention)] == [["stagiaire"]]
    assert convention.attendu_de == Partie.STAGIAIRE
    assert "a_signer" not in recus("tuteur@marees.example")
    convention = faire_signer(convention, "stagiaire")
    assert convention.attendu_de == Partie.ORGANISME
    convention = faire_signer(convention, "organisme")
    assert recus("tuteur@marees.example") == ["a_signer"]
    referent = monde.acteur("referent")
    referent.compte.courriel = en_cours(convention)[-1].courriel  # type: ignore[union-attr]
    with pytest.raises(GesteRefuse, match="signe d'abord"):
        signer(convention, referent, code="000000", empreinte="")


def test_dans_l_ordre_que_l_on_veut_chacun_recoit_son_lien_une_fois(monde: Monde) -> None:
    convention = monde.convention(Etat.A_SIGNER)
    assert convention.attendu_de == ""
    for role in ("referent", "stagiaire", "tuteur"):
        convention = faire_signer(convention, role)
    assert recus("signataire@marees.example") == ["a_signer"]


def test_un_compte_signe_par_son_adresse_et_nul_autre(monde: Monde) -> None:
    convention = monde.convention(Etat.A_SIGNER)
    direction, bureau = monde.acteur("direction"), monde.acteur("bureau")
    empreinte = version_a_signer(convention).empreinte  # type: ignore[union-attr]
    demander_un_code(convention, "signer", direction)
    code = monde.dernier_code()
    with pytest.raises(GesteRefuse, match="n'est pas attendue ici"):
        signer(convention, bureau, code=code, empreinte=empreinte)
    signer(convention, direction, code=code, empreinte=empreinte)
    ligne = convention.signataires.get(courriel="direction@essai.example")
    assert (ligne.reponse, ligne.identifie_par) == (
        "signe",
        "compte et mot de passe, puis code reçu par courriel à direction@essai.example",
    )


def test_un_lien_qui_n_est_pas_pour_signer_ne_signe_pas(monde: Monde) -> None:
    donnees = donnees_d_exemple()
    donnees["organisme"]["signataire"]["courriel"] = "rh@marees.example"
    convention = monde.convention(Etat.A_SIGNER, donnees=donnees)
    lien = convention.liens.filter(but=But.COMPLETER).latest("pk")
    with pytest.raises(GesteRefuse, match="n'est pas attendue ici"):
        signer(convention, Acteur(lien=lien), code="000000", empreinte="")


def test_un_mauvais_code_ne_signe_pas_et_un_code_ne_sert_qu_une_fois(monde: Monde) -> None:
    convention = monde.convention(Etat.A_SIGNER)
    stagiaire = par_son_lien(convention, "stagiaire")
    empreinte = version_a_signer(convention).empreinte  # type: ignore[union-attr]
    demander_un_code(convention, "signer", stagiaire)
    bon = monde.dernier_code()
    with pytest.raises(EntreeRefusee, match="Il reste 4 essais"):
        signer(convention, stagiaire, code=f"{(int(bon) + 1) % 10**6:06}", empreinte=empreinte)
    signer(convention, stagiaire, code=bon, empreinte=empreinte)
    with pytest.raises(GesteRefuse, match="déjà signé"):
        signer(convention, stagiaire, code=bon, empreinte=empreinte)
    assert convention.signataires.filter(reponse="signe").count() == 1


def test_on_signe_ce_qu_on_a_lu(monde: Monde) -> None:
    convention = monde.convention(Etat.A_SIGNER)
    stagiaire = par_son_lien(convention, "stagiaire")
    demander_un_code(convention, "signer", stagiaire)
    with pytest.raises(GesteRefuse, match="a changé depuis votre lecture"):
        signer(convention, stagiaire, code=monde.dernier_code(), empreinte="0" * 64)


def test_une_signature_refusee_arrete_tout_et_sa_raison_parvient_a_tous(monde: Monde) -> None:
    convention = faire_signer(monde.convention(Etat.A_SIGNER), "stagiaire")
    tuteur = par_son_lien(convention, "tuteur")
    with pytest.raises(EntreeRefusee):
        refuser_de_signer(convention, tuteur, motif=" ")
    convention = refuser_de_signer(convention, tuteur, motif="Les tâches ne sont pas celles convenues.")
    assert (convention.etat, convention.attendu_de) == (Etat.SIGNATURE_REFUSEE, Partie.ETABLISSEMENT)
    ligne = convention.signataires.get(roles=["tuteur"])
    assert (ligne.reponse, ligne.motif) == ("refuse", "Les tâches ne sont pas celles convenues.")
    avis = Courriel.objects.filter(modele="signature_refusee")
    assert {c.destinataire for c in avis} == {s.courriel for s in convention.signataires.all()} | {
        "etudiante@essai.example",
        "referent@essai.example",
        "rh@marees.example",
        "stages@0442999x.example",
    }
    assert all("Les tâches ne sont pas celles convenues." in c.texte for c in avis)
    assert not par_son_lien(convention, "organisme").lien.vaut  # type: ignore[union-attr]
    with pytest.raises(GesteImpossible):
        faire_signer(convention, "organisme")


def test_modifier_annule_les_signatures_et_le_dit_a_qui_avait_signe(monde: Monde) -> None:
    convention = monde.convention(Etat.A_SIGNER)
    ancien = version_a_signer(convention)
    convention = faire_signer(faire_signer(convention, "stagiaire"), "tuteur")
    vieux = par_son_lien(convention, "organisme")
    signataires = {s.courriel: s.a_signe for s in en_cours(convention)}
    convention = modifier(convention, monde.acteur("bureau"), motif="Les dates changent.")
    assert (convention.etat, convention.visa_attendu) == (Etat.EN_CONTROLE, "referent")
    assert all(s.annule_le for s in convention.signataires.all())
    avis = Courriel.objects.filter(modele="signatures_annulees")
    assert {c.destinataire: "votre signature ne vaut plus" in c.objet for c in avis} == signataires
    assert all("Les dates changent." in c.texte for c in avis)
    assert ancien is not None
    ancien.refresh_from_db()
    assert ancien.annulee_le is not None
    assert lire(ancien.empreinte)  # ce qui était signé reste dans l'histoire
    assert renvoyer_le_lien(vieux.lien) is None  # type: ignore[arg-type]
    for qui in ("referent", "bureau"):
        convention = viser(convention, monde.acteur(qui), numero=convention.numero_de_version)
    revenu = Acteur(lien=Lien.objects.get(pk=vieux.lien.pk))  # type: ignore[union-attr]
    assert not revenu.conventions().exists()
    stagiaire = par_son_lien(convention, "stagiaire")
    demander_un_code(convention, "signer", stagiaire)
    with pytest.raises(GesteRefuse, match="a changé depuis votre lecture"):
        signer(convention, stagiaire, code=monde.dernier_code(), empreinte=ancien.empreinte)
    assert tous_signent(convention).etat == Etat.SIGNEE


def test_deleguer_donne_sa_signature_a_une_personne_nommee(monde: Monde) -> None:
    convention = monde.convention(Etat.A_SIGNER)
    signataire = par_son_lien(convention, "organisme")
    with pytest.raises(GesteRefuse, match="ne se délègue pas"):
        deleguer(convention, par_son_lien(convention, "tuteur"), nom="X", courriel="x@y.fr", fonction="z")
    with pytest.raises(EntreeRefusee, match="déjà celle d'un signataire"):
        deleguer(convention, signataire, nom="X", courriel="tuteur@marees.example", fonction="z")
    deleguer(convention, signataire, nom="Iris Lenoir", courriel="Iris@Marees.example", fonction="directrice")
    delegue = par_son_lien(convention, "organisme")
    assert (delegue.nom, delegue.courriel) == ("Iris Lenoir", "iris@marees.example")
    assert recus("iris@marees.example") == ["delegation"]
    assert not Lien.objects.get(pk=signataire.lien.pk).vaut  # type: ignore[union-attr]
    with pytest.raises(GesteRefuse, match="avez délégué"):
        signer(convention, signataire, code="000000", empreinte="")
    with pytest.raises(GesteRefuse, match="une seconde fois"):
        deleguer(convention, delegue, nom="X", courriel="x@y.fr", fonction="z")
    convention = tous_signent(convention)
    ligne = convention.signataires.get(courriel="iris@marees.example")
    assert (convention.etat, ligne.reponse) == (Etat.SIGNEE, "signe")
    assert ligne.delegue_par == convention.signataires.get(reponse="delegue")


def test_qui_delegue_un_titre_garde_l_autre(monde: Monde) -> None:
    donnees = donnees_d_exemple()
    donnees["convention"]["tuteur"] |= {"courriel": "signataire@marees.example"}
    convention = monde.convention(Etat.A_SIGNER, donnees=donnees)
    les_deux = par_son_lien(convention, "organisme")
    deleguer(convention, les_deux, nom="Iris Lenoir", courriel="iris@marees.example", fonction="directrice")
    assert [(s.roles, s.courriel) for s in en_cours(convention)][1:3] == [
        (["tuteur"], "signataire@marees.example"),
        (["organisme"], "iris@marees.example"),
    ]
    assert tous_signent(convention).etat == Etat.SIGNEE


def test_un_lien_expire_n_ouvre_rien_et_se_redemande(monde: Monde) -> None:
    convention = monde.convention(Etat.A_SIGNER)
    acteur = par_son_lien(convention, "tuteur")
    Lien.objects.filter(pk=acteur.lien.pk).update(  # type: ignore[union-attr]
        expire_le=timezone.now() - timedelta(minutes=1)
    )
    expire = Lien.objects.get(pk=acteur.lien.pk)  # type: ignore[union-attr]
    assert (expire.vaut, Acteur(lien=expire).conventions().count()) == (False, 0)
    assert renvoyer_le_lien(expire) is not None
    assert faire_signer(convention, "tuteur").signataires.filter(reponse="signe").count() == 1
