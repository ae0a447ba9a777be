"""Ce que l'organisme d'accueil remplit."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tripartite.droit.faits import Partie
from tripartite.guichet.formulaires.description import ChampDeFait, Etape, Groupe
from tripartite.guichet.formulaires.etapes import conditions as si
from tripartite.guichet.formulaires.etapes.communs import HORAIRES, adresse, autres_stages, personne

H = Partie.ORGANISME

ORGANISME = Etape(
    "organisme",
    _("Votre organisme"),
    _("Son effectif et ses accueils décident du nombre de stagiaires permis."),
    H,
    (
        ChampDeFait("organisme.siret", _("SIRET"), facultatif=True, exemple="732 829 320 00074"),
        ChampDeFait("organisme.nom", _("Nom")),
        adresse("organisme.adresse", _("Adresse")),
        ChampDeFait("organisme.pays", _("Pays"), facultatif=True),
        ChampDeFait(
            "organisme.territoire",
            _("Territoire, pour les jours fériés"),
        ),
        ChampDeFait(
            "organisme.public",
            _("Est-ce un organisme public ?"),
            _("Le montant de la gratification y est fixé (D. 124-8)."),
        ),
        ChampDeFait("organisme.personne_publique", _("De quelle sorte ?"), si=si.public, facultatif=True),
        ChampDeFait("organisme.regime", _("Régime social"), facultatif=True),
        ChampDeFait("organisme.secteur", _("Secteur d'activité"), facultatif=True),
        ChampDeFait(
            "organisme.effectifs",
            _("Votre effectif, mois par mois"),
            _(
                "Personnes employées le dernier jour du mois, et leur moyenne sur douze mois si "
                "vous l'avez (R. 124-10, R. 124-12). On ne la devine jamais."
            ),
            lignes=(
                ChampDeFait("mois", _("Mois"), exemple="2026-02"),
                ChampDeFait("personnes", _("Personnes")),
                ChampDeFait("moyenne", _("Moyenne des douze derniers mois"), facultatif=True),
            ),
            aucun=_("Aucun salarié"),
            ajouter=_("Ajouter un mois"),
            si=si.en_france,
        ),
        autres_stages(
            "organisme.stages",
            _("Accueillez-vous d'autres stagiaires cette année d'enseignement ?"),
            _(
                "Ceux dont la convention passe par le guichet sont déjà comptés. Le nombre, le "
                "tuteur et le poste en dépendent (L. 124-8, L. 124-10, L. 124-11)."
            ),
            "organisme",
        ),
        ChampDeFait(
            "organisme.accords_de_branche",
            _("Une convention de branche fixe-t-elle une gratification ?"),
            _("Elle s'applique si elle est plus favorable (L. 124-6)."),
            aucun=_("Non, aucune"),
            lignes=(
                ChampDeFait("intitule", _("Intitulé de l'accord")),
                ChampDeFait("etendu", _("Est-il étendu ?")),
                ChampDeFait("taux", _("Taux, en part du plafond horaire"), exemple=_("15 %")),
                ChampDeFait("depuis", _("Date d'effet")),
            ),
            ajouter=_("Ajouter un accord"),
            si=si.en_france,
        ),
        ChampDeFait(
            "organisme.absents",
            _("Quelqu'un est-il absent de ce poste ?"),
            _("Un stagiaire ne remplace pas un salarié ou un agent absent (L. 124-7)."),
            aucun=_("Non, personne"),
            lignes=(
                ChampDeFait("poste", _("Poste")),
                ChampDeFait("debut", _("Début de l'absence")),
                ChampDeFait("fin", _("Fin de l'absence"), facultatif=True),
            ),
            ajouter=_("Ajouter une absence"),
        ),
        Groupe(
            _("Ce que vous tenez"),
            (
                ChampDeFait(
                    "organisme.registre_du_personnel",
                    _("Tenez-vous un registre du personnel ?"),
                    _("Les stagiaires y sont inscrits (C. trav. L. 1221-13)."),
                ),
                ChampDeFait("organisme.cse", _("Y a-t-il un comité social et économique ?")),
                ChampDeFait("organisme.restaurant", _("Y a-t-il un restaurant d'entreprise ?")),
                ChampDeFait("organisme.titres_restaurant", _("Donnez-vous des titres-restaurant ?")),
            ),
            si=si.en_france,
        ),
        Groupe(
            _("Vos taux"),
            (
                ChampDeFait("organisme.taux_atmp", _("Taux d'accident du travail"), exemple=_("0,85 %")),
                ChampDeFait("organisme.taux_mobilite", _("Taux du versement mobilité"), exemple=_("2 %")),
            ),
            _("Ils ne servent que si la gratification dépasse la franchise (CSS L. 136-1-1)."),
            si=si.en_france,
        ),
    ),
)

TUTEUR = Etape(
    "tuteur",
    _("Le tuteur"),
    _("Il accompagne le stagiaire ; il en suit trois au plus (L. 124-9, L. 124-10, R. 124-13)."),
    H,
    (Groupe(_("Qui sera le tuteur ?"), personne("convention.tuteur")),),
)

SIGNATAIRE = Etape(
    "signataire",
    _("Qui signe pour l'organisme"),
    _("La convention porte le nom de qui l'engage (D. 124-4)."),
    H,
    (
        Groupe(
            _("Le signataire"),
            (
                *personne("organisme.signataire"),
                ChampDeFait(
                    "organisme.signataire.par_delegation", _("Signe-t-il par délégation ?"), facultatif=True
                ),
            ),
        ),
    ),
)

ACTIVITES = Etape(
    "activites",
    _("Les activités et les horaires"),
    _("Vous approuvez les activités avant de signer (L. 124-1, D. 124-4)."),
    H,
    (
        ChampDeFait("convention.activites", _("Activités confiées au stagiaire"), _("D. 124-4."), long=True),
        ChampDeFait(
            "convention.activites_validees",
            _("Approuvez-vous ces activités ?"),
            _("Elles relèvent de la formation du stagiaire, et de rien d'autre."),
        ),
        ChampDeFait("convention.poste", _("Poste occupé")),
        ChampDeFait("convention.service", _("Service d'accueil"), facultatif=True),
        ChampDeFait("convention.lieu", _("Lieu de présence"), facultatif=True),
        ChampDeFait("convention.debut", _("Premier jour")),
        ChampDeFait("convention.fin", _("Dernier jour")),
        *HORAIRES,
        ChampDeFait(
            "convention.presence_particuliere",
            _("Le stagiaire sera-t-il présent la nuit, le dimanche ou un jour férié ?"),
            _(
                "La convention doit le dire, avec les conditions (D. "
                "124-4). Laissez vide si ce n'est pas prévu."
            ),
            long=True,
            facultatif=True,
        ),
    ),
)

MOTIFS = Etape(
    "motifs",
    _("Ce qu'un stage ne peut pas être"),
    _("La loi interdit quatre motifs (L. 124-7). Répondez « Non » pour attester que ce n'est pas le cas."),
    H,
    (
        ChampDeFait(
            "convention.motifs.tache_reguliere",
            _("Le stagiaire exécute-t-il une tâche régulière d'un poste permanent ?"),
        ),
        ChampDeFait(
            "convention.motifs.accroissement", _("Vient-il pour un accroissement temporaire d'activité ?")
        ),
        ChampDeFait("convention.motifs.saisonnier", _("Occupe-t-il un emploi saisonnier ?")),
        ChampDeFait(
            "convention.motifs.remplacement",
            _("Remplace-t-il un absent, ou une personne dont le contrat est suspendu ou rompu ?"),
        ),
    ),
)

GRATIFICATION = Etape(
    "gratification",
    _("La gratification"),
    _("Elle est due au-delà de 308 heures de présence, dès la première (L. 124-6, D. 124-6)."),
    H,
    (
        ChampDeFait(
            "convention.gratification.horaire",
            _("Montant par heure de présence"),
            _(
                "Au moins 15 % du plafond horaire de la sécurité sociale "
                "(D. 124-8). Écrivez 0 s'il n'y en a pas."
            ),
            exemple=_("4,50 €"),
        ),
        ChampDeFait(
            "convention.gratification.modalite",
            _("Comment est-elle versée ?"),
            _("La convention le dit (D. 124-4)."),
        ),
        ChampDeFait("convention.gratification.echeances", _("Nombre de versements"), si=si.lissee),
        ChampDeFait(
            "convention.gratification.revalorisation",
            _("Suit-elle le plafond au 1er janvier ?"),
            _("Le plafond change chaque 1er janvier ; la convention dit si le montant le suit."),
        ),
        ChampDeFait(
            "stagiaire.remunere_par_l_organisme",
            _("Le stagiaire est-il déjà rémunéré par votre organisme ?"),
            facultatif=True,
        ),
    ),
)

AVANTAGES = Etape(
    "avantages",
    _("Les avantages"),
    _(
        "Le stagiaire a accès au restaurant, aux titres et au "
        "transport comme les autres (L. 124-13, L. 124-16)."
    ),
    H,
    (
        Groupe(
            _("Repas"),
            (
                ChampDeFait(
                    "convention.avantages.restaurant", _("A-t-il accès au restaurant d'entreprise ?")
                ),
                ChampDeFait(
                    "convention.avantages.repas_par_mois",
                    _("Repas fournis par mois"),
                    si=si.restaurant,
                    facultatif=True,
                ),
                ChampDeFait(
                    "convention.avantages.repas_paye_par_le_stagiaire",
                    _("Ce qu'il paie par repas"),
                    si=si.restaurant,
                    facultatif=True,
                ),
                ChampDeFait(
                    "convention.avantages.titre_restaurant",
                    _("Valeur d'un titre-restaurant"),
                    _("Écrivez 0 s'il n'en reçoit pas."),
                ),
                ChampDeFait(
                    "convention.avantages.part_patronale_du_titre",
                    _("Part du titre que vous payez"),
                    si=si.titres_restaurant,
                    exemple=_("60 %"),
                ),
            ),
        ),
        Groupe(
            _("Transport"),
            (
                ChampDeFait(
                    "convention.avantages.transport_mensuel",
                    _("Prix mensuel de son abonnement"),
                    _("Écrivez 0 s'il n'en a pas."),
                ),
                ChampDeFait(
                    "convention.avantages.transport_pris_en_charge",
                    _("Part que vous remboursez"),
                    _("Au moins la moitié (L. 124-13 ; C. trav. L. 3261-2)."),
                    exemple=_("50 %"),
                ),
            ),
        ),
        ChampDeFait(
            "convention.avantages.activites_cse",
            _("A-t-il accès aux activités sociales et culturelles ?"),
            _("L. 124-16."),
        ),
        Groupe(
            _("Avantages en nature"),
            (
                ChampDeFait(
                    "convention.avantages.logement", _("Valeur mensuelle du logement fourni"), facultatif=True
                ),
                ChampDeFait(
                    "convention.avantages.autres_en_nature",
                    _("Valeur mensuelle des autres avantages"),
                    facultatif=True,
                ),
            ),
        ),
        ChampDeFait(
            "convention.clauses.avantages",
            _("La liste des avantages, rédigée"),
            _("La convention la porte (D. 124-4)."),
            long=True,
            aucun=_("Aucun avantage"),
            dementi=si.avantages_offerts,
        ),
    ),
)

SECURITE = Etape(
    "securite",
    _("La sécurité"),
    _("Aucune tâche dangereuse pour sa santé ou sa sécurité (L. 124-14)."),
    H,
    (
        ChampDeFait("convention.travaux_dangereux", _("Y a-t-il des travaux dangereux ?")),
        ChampDeFait(
            "convention.derogation_travaux",
            _("Avez-vous déclaré une dérogation pour travaux réglementés ?"),
            _("Elle se déclare à l'inspection du travail (C. trav. R. 4153-40)."),
            si=si.travaux_dangereux,
        ),
        ChampDeFait(
            "convention.poste_a_risques",
            _("Le poste est-il classé à risques particuliers ?"),
            _("C. trav. L. 4154-2."),
        ),
        ChampDeFait(
            "convention.formation_a_la_securite",
            _("Une formation renforcée à la sécurité est-elle prévue ?"),
            si=si.poste_a_risques,
        ),
        ChampDeFait(
            "organisme.constat_de_l_inspection",
            _("L'inspection du travail a-t-elle constaté un danger ?"),
            _("Alors aucun élève ne peut y être accueilli en observation (C. trav. L. 4153-2)."),
            si=si.observation,
        ),
        ChampDeFait(
            "convention.clauses.reglement_interieur",
            _("Clauses du règlement intérieur qui s'appliquent au stagiaire"),
            _("La convention les porte le cas échéant (D. 124-4)."),
            long=True,
            aucun=_("Aucune ne s'applique"),
        ),
    ),
)

ABSENCES = Etape(
    "absences",
    _("Congés, absences et fin du stage"),
    _("Au-delà de deux mois, la convention prévoit des congés et des autorisations d'absence (L. 124-13)."),
    H,
    (
        ChampDeFait("convention.conges_prevus", _("Des congés et des absences sont-ils possibles ?")),
        ChampDeFait(
            "convention.clauses.absences",
            _("Les conditions des absences autorisées"),
            _("D. 124-4."),
            long=True,
            aucun=_("Aucune absence n'est prévue"),
            dementi=si.absences_possibles,
        ),
        ChampDeFait(
            "convention.clauses.attestation",
            _("Les conditions de remise de l'attestation"),
            _("Vous la remettez à la fin du stage (D. 124-9)."),
            long=True,
        ),
        Groupe(
            _("Un stagiaire venu de l'étranger"),
            (
                ChampDeFait(
                    "stagiaire.cadre_de_venue", _("Dans quel cadre vient-il ?"), _("CESEDA R. 426-16.")
                ),
                ChampDeFait(
                    "convention.envoyee_au_prefet_le",
                    _("Jour où la convention a été envoyée au préfet"),
                    facultatif=True,
                ),
                ChampDeFait("convention.convention_visee_le", _("Jour où elle a été visée"), facultatif=True),
            ),
            si=si.venu_d_un_etablissement_etranger,
        ),
    ),
)

ETAPES = (ORGANISME, TUTEUR, SIGNATAIRE, ACTIVITES, MOTIFS, GRATIFICATION, AVANTAGES, SECURITE, ABSENCES)
