"""Ce qu'une convention imprime de ses faits : ses grandeurs, et les conditions de ses clauses."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from tripartite.documents import presences
from tripartite.documents.identites import nommer, presenter
from tripartite.droit.calculs.horaires import minutes_de_la_semaine
from tripartite.droit.calculs.quinze_mentions import presence_particuliere_prevue
from tripartite.droit.calendrier import JOUR_DE_STAGE, MOIS_DE_STAGE
from tripartite.droit.faits import (
    Avantages,
    Clauses,
    Degre,
    Dossier,
    Gratification,
    Horaires,
    Modalite,
    Nature,
    Partie,
    Tuteur,
    Vie,
    Voie,
)
from tripartite.droit.langage import FaitInconnu, Inconnu, Situation, connu
from tripartite.droit.verification import situation_de
from tripartite.rendus.grandeurs import ecrire

VIDES: Mapping[str, Any] = {"clauses": Clauses(), "gratification": Gratification(), "tuteur": Tuteur()}
S, H, E = Partie.STAGIAIRE, Partie.ORGANISME, Partie.ETABLISSEMENT
GRATIFIEE = Inconnu("", "la gratification, ou son absence", H)


class FaitsImprimes:
    """Les faits d'une convention telle qu'elle est conclue, sans ses avenants ni sa vie."""

    def __init__(
        self,
        dossier: Dossier,
        le: date,
        mots: Mapping[str, str],
        langue: str,
        autres: Sequence[Dossier] = (),
    ) -> None:
        self.dossier, self.le, self.mots, self.langue, self.autres = dossier, le, mots, langue, autres
        self.situation: Situation = situation_de(replace(dossier, vie=Vie(avenants=())), le)
        self._dits = self._dire()

    def __call__(self, nom: str) -> Any:
        """Le fait de ce nom : dit ici, sinon celui de la situation."""
        fait = self._dits[nom] if nom in self._dits else self.situation[nom]
        # Un fait tout entier inconnu se remplit champ par champ, chacun par la partie qui le doit.
        return fait if connu(fait) or nom not in VIDES else VIDES[nom]

    def _dire(self) -> dict[str, Any]:
        dossier, s = self.dossier, self.situation
        convention = dossier.convention
        minutes = s["minutes_prevues"]
        horaires = convention.horaires
        return {
            "conclue_le": convention.conclue_le,
            "autres_organismes": [d.organisme.nom for d in self.autres if connu(d.organisme.nom)],
            "stagiaire_dit": nommer(dossier.stagiaire, "le nom du stagiaire", S),
            "tuteur_dit": presenter(convention.tuteur, "le nom du tuteur", H),
            "referent_dit": presenter(
                _champ(dossier.etablissement, "referent"), "le nom de l'enseignant référent", E
            ),
            "minutes_prevues": minutes if connu(minutes) else convention.duree_prevue,
            "jours": minutes // JOUR_DE_STAGE if connu(minutes) else minutes,
            "hebdomadaire": _par_semaine(convention.duree_hebdomadaire, horaires),
            "total": self.total,
            "horaires_dits": _tenter(lambda: self._horaires(horaires)),
            "fermetures_dites": _tenter(
                lambda: "\n".join(presences.dire_fermetures(horaires, self.mots, self.langue))
            ),
            "avantages_dits": self._avantages(),
            "particuliere_dite": self._presence_particuliere(),
        }

    @property
    def echeancier(self) -> Any:
        """L'échéancier prévu de la gratification, ou ce qui manque pour le calculer."""
        return self.situation["echeancier"]

    @property
    def total(self) -> Any:
        """Le total prévu de la gratification."""
        if connu(self.echeancier):
            return self.echeancier.total
        return Inconnu("total", "le total de la gratification", H)

    def _horaires(self, horaires: Horaires) -> Any:
        if not presences.sont_reguliers(horaires):
            return ""
        return "\n".join(presences.dire_semaine(horaires.semaines[0], self.mots, self.langue))

    def _presence_particuliere(self) -> Any:
        """La présence la nuit, le dimanche, un jour férié : écrite, sinon lue dans les horaires."""
        convention = self.dossier.convention
        redigee = convention.presence_particuliere
        if not connu(redigee) or redigee:
            return redigee
        prevues = _tenter(lambda: presence_particuliere_prevue(convention.horaires))
        if not connu(prevues):
            return Inconnu("", "la présence la nuit, le dimanche ou un jour férié", H)
        return ", ".join(self.mots[nom.replace(" ", "_").replace("é", "e")] for nom in prevues)

    def _avantages(self) -> Any:
        clauses, avantages = self.dossier.convention.clauses, self.dossier.convention.avantages
        redige = _champ(clauses, "avantages")
        if connu(redige) and redige:
            return redige
        return self._enumerer(avantages) if connu(avantages) else Inconnu("", "la liste des avantages", H)

    def _enumerer(self, avantages: Avantages) -> Any:
        montants = {"titre": avantages.titre_restaurant, "transport": avantages.transport_pris_en_charge}
        offerts = [
            ("avantage_restaurant", avantages.restaurant),
            ("avantage_titres", avantages.titre_restaurant),
            ("avantage_transport", avantages.transport_pris_en_charge),
            ("avantage_cse", avantages.activites_cse),
        ]
        if all(not connu(offert) for _, offert in offerts):
            return Inconnu("", "la liste des avantages", H)
        lignes = [
            ecrire(self.mots[mot], montants, langue=self.langue)
            for mot, offert in offerts
            if connu(offert) and offert
        ]
        return "\n".join(lignes) or self.mots["avantage_aucun"]

    def conditions(self) -> dict[str, Any]:
        """Ce dont les clauses dépendent : vrai, faux, ou le fait inconnu."""
        dossier, s, c = self.dossier, self.situation, self.dossier.convention
        horaire = _champ(c.gratification, "horaire")
        public = dossier.organisme.public
        return {
            "cesure": _si(c.nature, lambda n: n == Nature.CESURE),
            "etranger": _si(dossier.organisme.pays, lambda pays: pays != "France"),
            "agricole": dossier.etablissement.agricole,
            "public": public,
            "prive": _si(public, lambda p: not p),
            "obligatoire": dossier.formation.stage_obligatoire,
            "credite": _si(dossier.formation.credits, bool) if connu(dossier.formation.credits) else False,
            "restitue": dossier.formation.restitution_evaluee,
            "auxiliaire_medical": _ou_faux(dossier.formation.auxiliaire_medical),
            "mineur": self.mineur,
            "gratifie": bool(horaire) if connu(horaire) else GRATIFIEE,
            "lisse": _si(_champ(self("gratification"), "modalite"), lambda m: m == Modalite.LISSE),
            "echeancier": connu(self.echeancier) and bool(self.echeancier.total),
            "plusieurs": bool(self.autres),
            "revalorise": self._revalorise(),
            "long": _si(s["minutes_prevues"], lambda minutes: minutes > 2 * MOIS_DE_STAGE),
            "conges": c.conges_prevus,
            "regulier": self.regulier,
            "fermetures": _ou_faux(_tenter(lambda: bool(c.horaires.fermetures))),
            "particuliere": _si(self("particuliere_dite"), _dit),
            "reglement": _si(_champ(self("clauses"), "reglement_interieur"), _dit),
            "risques": _ou_faux(c.poste_a_risques),
            "echange": _ou_faux(c.echange_prealable),
            "retraite": _ou_faux(_si(dossier.etablissement.degre, lambda degre: degre == Degre.SUPERIEUR)),
            "rythme_approprie": _ou_faux(dossier.etablissement.rythme_approprie),
            "professionnelle": _si(dossier.formation.voie, lambda voie: voie == Voie.PROFESSIONNELLE),
            "derogation": _ou_faux(c.derogation_travaux),
        }

    @property
    def regulier(self) -> bool:
        """Les horaires tiennent en quelques lignes ; inconnus, on leur laisse une ligne."""
        regulier = _tenter(lambda: presences.sont_reguliers(self.dossier.convention.horaires))
        return regulier if connu(regulier) else True

    @property
    def mineur(self) -> Any:
        """Le stagiaire a moins de dix-huit ans quand il signe."""
        mineur = self.situation["mineur_a_la_signature"]
        return mineur if connu(mineur) else Inconnu("", "l'âge du stagiaire à la signature", S)

    def _revalorise(self) -> Any:
        c = self.dossier.convention
        if not (connu(c.debut) and connu(c.fin)) or c.fin.year == c.debut.year:
            return False
        return _champ(c.gratification, "revalorisation")


def _champ(objet: Any, nom: str) -> Any:
    """Le champ d'un objet, ou l'objet lui-même quand il est inconnu ou qu'il n'y en a pas."""
    return getattr(objet, nom) if connu(objet) and objet else objet


def _si(valeur: Any, condition: Any) -> Any:
    return condition(valeur) if connu(valeur) else valeur


def _tenter(calcul: Callable[[], Any]) -> Any:
    try:
        return calcul()
    except FaitInconnu as erreur:
        return erreur.inconnu


def _ou_faux(valeur: Any) -> Any:
    return valeur if connu(valeur) else False


def _dit(texte: Any) -> bool:
    return bool(str(texte).strip()) if texte else False


def _par_semaine(annoncee: Any, horaires: Any) -> Any:
    if connu(annoncee):
        return annoncee
    comptee = _tenter(
        lambda: minutes_de_la_semaine(horaires.semaines[0]) if len(horaires.semaines) == 1 else None
    )
    return comptee if connu(comptee) and comptee is not None else annoncee
