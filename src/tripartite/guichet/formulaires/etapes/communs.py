"""Ce que plusieurs étapes demandent : la langue, une adresse, une personne, les horaires."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tripartite.dossiers.valeurs import JOURS
from tripartite.guichet.formulaires.description import ChampDeFait, Groupe, Texte

NOMS_DES_JOURS = (
    _("Lundi"), _("Mardi"), _("Mercredi"), _("Jeudi"), _("Vendredi"), _("Samedi"), _("Dimanche"),
)  # fmt: skip


LANGUE = ChampDeFait(
    "convention.langue",
    _("La langue de la convention"),
    _("À côté du français, qui fait foi, l'anglais n'est donné que pour information."),
    facultatif=True,
)


def adresse(chemin: str, titre: Texte, aide: Texte = "") -> Groupe:
    """Une adresse postale."""
    return Groupe(
        titre,
        (
            ChampDeFait(f"{chemin}.voie", _("Numéro et voie"), exemple=_("12 rue des Carmes")),
            ChampDeFait(f"{chemin}.code_postal", _("Code postal")),
            ChampDeFait(f"{chemin}.commune", _("Commune")),
            ChampDeFait(f"{chemin}.pays", _("Pays"), facultatif=True),
        ),
        aide,
    )


def personne(chemin: str) -> tuple[ChampDeFait, ...]:
    """Une personne : qui elle est, et comment la joindre."""
    debut = f"{chemin}." if chemin else ""
    return (
        ChampDeFait(f"{debut}prenom", _("Prénom")),
        ChampDeFait(f"{debut}nom", _("Nom")),
        ChampDeFait(f"{debut}fonction", _("Fonction"), facultatif=True),
        ChampDeFait(f"{debut}courriel", _("Courriel"), facultatif=True),
        ChampDeFait(f"{debut}telephone", _("Téléphone"), facultatif=True),
    )


def _journee(chemin: str) -> tuple[ChampDeFait, ...]:
    return (
        ChampDeFait(f"{chemin}.plages", _("De… à…")),
        ChampDeFait(
            f"{chemin}.duree", _("Durée, si les heures varient"), facultatif=True, exemple=_("7 h 30")
        ),
        ChampDeFait(f"{chemin}.pause_payee", _("Pause payée, en minutes"), facultatif=True),
    )


SEMAINE = (
    Groupe(
        _("Quand cette semaine vaut-elle ?"),
        (
            ChampDeFait("depuis", _("À partir du"), facultatif=True),
            ChampDeFait("jusqu_au", _("Jusqu'au"), facultatif=True),
        ),
        _(
            "Laissez vide si elle vaut tout le stage. Des semaines qui "
            "valent aux mêmes dates alternent, dans leur ordre."
        ),
    ),
    *(Groupe(titre, _journee(jour)) for jour, titre in zip(JOURS, NOMS_DES_JOURS, strict=True)),
)

HORAIRES: tuple[ChampDeFait, ...] = (
    ChampDeFait(
        "convention.horaires.semaines",
        _("La semaine habituelle"),
        _(
            "Une journée sans heure est un repos. Les heures comptent pour la durée, "
            "la gratification et les repos (L. 124-14, L. 124-18)."
        ),
        lignes=SEMAINE,
        ajouter=_("Ajouter une semaine"),
    ),
    ChampDeFait(
        "convention.horaires.jours_particuliers",
        _("Des jours qui ne suivent pas la semaine habituelle"),
        _("Ce jour-là, ces heures remplacent les autres. Sans heure, c'est un repos."),
        lignes=(ChampDeFait("jour", _("Jour")), *_journee("journee")),
        ajouter=_("Ajouter un jour"),
        facultatif=True,
    ),
    ChampDeFait(
        "convention.horaires.fermetures",
        _("Des périodes sans présence"),
        _("Une fermeture, une semaine de cours."),
        lignes=(
            ChampDeFait("debut", _("Premier jour")),
            ChampDeFait("fin", _("Dernier jour")),
            ChampDeFait("motif", _("Motif"), facultatif=True),
        ),
        ajouter=_("Ajouter une période"),
        facultatif=True,
    ),
    ChampDeFait(
        "convention.horaires.feries_travailles",
        _("Serez-vous présent les jours fériés ?"),
        _("Sinon, un jour férié n'est pas compté."),
        facultatif=True,
    ),
)


def autres_stages(chemin: str, libelle: Texte, aide: Texte, de: str) -> ChampDeFait:
    """D'autres stages : ceux du stagiaire, ou ceux de l'organisme (`de`)."""
    dates = (ChampDeFait("debut", _("Premier jour")), ChampDeFait("fin", _("Dernier jour")))
    heures = ChampDeFait("presence", _("Heures de présence"), exemple=_("308 h"))
    etablissement = ChampDeFait("etablissement", _("Établissement d'enseignement"), facultatif=True)
    if de == "stagiaire":
        champs: tuple[ChampDeFait, ...] = (
            ChampDeFait("organisme", _("Organisme d'accueil : son SIREN, sinon son nom")),
            *dates,
            heures,
            ChampDeFait("poste", _("Poste occupé"), facultatif=True),
            etablissement,
        )
    else:
        champs = (
            ChampDeFait("stagiaire", _("Stagiaire : ses initiales suffisent")),
            *dates,
            ChampDeFait("organisme", _("Organisme d'accueil : son SIREN, sinon son nom")),
            ChampDeFait("poste", _("Poste occupé")),
            ChampDeFait("service", _("Service"), facultatif=True),
            ChampDeFait("activites", _("Activités"), facultatif=True),
            ChampDeFait("tuteur", _("Tuteur : prénom et nom")),
            heures,
            ChampDeFait(
                "pfmp", _("Est-ce une période de formation en milieu professionnel ?"), facultatif=True
            ),
            etablissement,
            ChampDeFait("rompu_par", _("S'il a pris fin avant son terme, qui l'a décidé ?"), facultatif=True),
            ChampDeFait("fin_prevue", _("Le terme qui était prévu"), facultatif=True),
        )
    return ChampDeFait(
        chemin, libelle, aide, aucun=_("Non, aucun"), lignes=champs, ajouter=_("Ajouter un stage")
    )
