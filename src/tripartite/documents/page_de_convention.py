"""Ce que dit une convention, dans une langue : parties, essentiel, articles, signatures, annexes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from tripartite.documents import presences
from tripartite.documents.faits_imprimes import GRATIFIEE, FaitsImprimes
from tripartite.documents.identites import adresser, contact, ecrire_siret, nommer
from tripartite.documents.signataires import (
    Signataire,
    reunir,
    signataires,
    signataires_de_l_accueil,
)
from tripartite.documents.textes import CLES, Blancs, Plume, Textes, completer, isoler, lire_textes
from tripartite.droit.faits import Dossier, Modalite, Nature, Partie
from tripartite.droit.langage import Inconnu, connu
from tripartite.rendus.grandeurs import ecrire, grandeur

if TYPE_CHECKING:
    from tripartite.documents.themes import Theme

S, H, E = Partie.STAGIAIRE, Partie.ORGANISME, Partie.ETABLISSEMENT
ADRESSES = {
    S: "l'adresse du stagiaire",
    H: "l'adresse de l'organisme d'accueil",
    E: "l'adresse de l'établissement",
}


class PageDeConvention:
    """Les données d'une convention dans une langue."""

    def __init__(
        self,
        dossier: Dossier,
        le: date,
        modele: str,
        langue: str,
        theme: Theme | None,
        autres: Sequence[Dossier] = (),
        blancs: Blancs | None = None,
        montre: Dossier | None = None,
    ) -> None:
        textes = lire_textes(modele, langue)
        clauses = theme.clauses(modele, langue) or theme.clauses(modele, "fr") if theme is not None else None
        self.textes: Textes = completer(textes, _ajouts(clauses), langue) if clauses else textes
        self.mots: Mapping[str, str] = self.textes.mots
        self.dossier, self.langue, self.modele = dossier, langue, modele
        self.montre = (montre or dossier).stagiaire
        self.faits = FaitsImprimes(dossier, le, self.mots, langue, autres)
        self.conditions = self.faits.conditions()
        self.blancs = Blancs() if blancs is None else blancs
        self.plume = Plume(self.faits, self.conditions, langue, self.blancs)
        self.signataires = signataires(dossier, self.conditions["mineur"], self.mots)
        communs = {nom: getattr(dossier, nom) for nom in ("stagiaire", "etablissement", "formation")}
        self.autres = [
            PageDeConvention(replace(autre, **communs), le, modele, langue, theme, blancs=self.blancs)
            for autre in autres
        ]

    @property
    def titre(self) -> str:
        nature = self.dossier.convention.nature
        return self.mots["titre_cesure" if connu(nature) and nature == Nature.CESURE else "titre"]

    def entete(self) -> list[str]:
        etablissement = self.dossier.etablissement
        lignes = [etablissement.nom, adresser(etablissement.adresse, "", E)]
        return [str(ligne) for ligne in lignes if connu(ligne)]

    def donnees(self) -> dict[str, Any]:
        return {
            "mots": dict(self.mots),
            "parties": self.parties(),
            "essentiel": self.essentiel(),
            "articles": self.plume.articles(self.textes),
            "signataires": self.boites(),
            "annexes": self.annexes(),
            "accueils": self.accueils(),
            "conclusion": self.plume.phrase(self.mots["conclue"]),
        }

    # --- La première page ----------------------------------------------------------------------

    def parties(self) -> list[dict[str, Any]]:
        """Les trois parties, une colonne chacune : qui elles sont, où, et qui agit pour elles."""
        dossier, mots = self.dossier, self.mots
        stagiaire, organisme, etablissement = dossier.stagiaire, dossier.organisme, dossier.etablissement
        siret = ecrire_siret(organisme.siret) if connu(organisme.siret) and organisme.siret else ""
        uai = etablissement.uai if connu(etablissement.uai) else ""
        entetes = (
            (S, nommer(stagiaire, "le nom du stagiaire", S), "ne_le", self._naissance(), stagiaire),
            (H, organisme.nom, "siret", siret, organisme),
            (E, etablissement.nom, "uai", uai, etablissement),
        )
        parties = []
        for partie, nom, mot, identite, objet in entetes:
            adresse = adresser(objet.adresse, ADRESSES[partie], partie)
            lignes = [(mots[mot], identite), (mots["adresse"], self._dit(adresse))]
            if partie == S:
                lignes.append((mots["joindre"], contact(self.montre)))
            lignes += [
                (mots["represente"] if s.cle in ("organisme", "etablissement") else s.role, self._presente(s))
                for s in self.signataires
                if s.partie == partie and s.cle != "stagiaire"
            ]
            dites = [{"titre": titre, "valeur": valeur} for titre, valeur in lignes if valeur]
            cle = CLES[partie]
            parties.append({"partie": cle, "titre": mots[cle], "nom": self._dit(nom), "lignes": dites})
        return parties

    def _naissance(self) -> Any:
        naissance = self.dossier.stagiaire.naissance
        if not connu(naissance):
            return self._dit(naissance)
        return grandeur(naissance, "jour", self.langue) if connu(self.montre.naissance) else ""

    def _presente(self, signataire: Signataire) -> Any:
        if isinstance(signataire.nom, Inconnu):
            return self._dit(signataire.nom)
        suite = (signataire.qualite, contact(signataire.personne))
        return ", ".join(isoler(dit) for dit in (signataire.nom, *suite) if dit)

    def essentiel(self) -> list[dict[str, Any]]:
        """Dates, heures, montant : ce qu'on cherche d'abord."""
        c, faits, mots = self.dossier.convention, self.faits, self.mots
        lignes = [
            (mots["formation"], "{formation.intitule}"),
            (mots["sujet"], "{sujet}"),
            (mots["dates"], mots["du_au"]),
            (mots["duree"], mots["en_jours"] if connu(faits("jours")) else "{minutes_prevues:heures}"),
            (mots["hebdo"], "{hebdomadaire:heures}"),
            (
                mots["lieu"],
                "{lieu}" + (f", {mots['service']} {{service}}" if connu(c.service) and c.service else ""),
            ),
        ]
        plume = Plume(self._essentiel, self.conditions, self.langue, self.blancs)
        ecrites = [{"titre": titre, "valeur": plume.phrase(modele)} for titre, modele in lignes]
        ecrites.append({"titre": mots["gratification"], "valeur": self._gratification()})
        return ecrites

    def _essentiel(self, nom: str) -> Any:
        return self.faits("minutes_prevues" if nom == "heures" else nom)

    def _gratification(self) -> Any:
        gratifie = self.conditions["gratifie"]
        if connu(gratifie) and not gratifie:
            return self.mots["sans_gratification"]
        horaire = self.faits("gratification").horaire
        if not connu(horaire):
            return self._dit(GRATIFIEE)
        dite = ecrire(self.mots["par_heure"], {"horaire": horaire}, langue=self.langue)
        echeancier = self.faits.echeancier
        if not connu(echeancier):
            return dite
        n = sum(1 for ligne in echeancier.lignes if ligne.a_verser)
        total = {"total": echeancier.total, "heures": echeancier.minutes, "n": n}
        modele = self.mots["total_un" if n == 1 else "total"]
        return [{"fort": dite}, " – ", ecrire(modele, total, langue=self.langue)]

    def boites(self) -> list[dict[str, Any]]:
        """Les boîtes de ceux qui signent, pour le premier organisme d'accueil puis pour chaque autre."""
        le_premier = self.dossier.organisme.nom if self.autres else ""
        boites = reunir(self._boite(s, le_premier if s.partie == H else "") for s in self.signataires)
        for rang, page in enumerate(self.autres, 2):
            ceux_du_rang = signataires_de_l_accueil(page.dossier, self.mots, rang)
            boites += reunir(self._boite(s, page.dossier.organisme.nom) for s in ceux_du_rang)
        return boites

    def _boite(self, signataire: Signataire, organisme: Any) -> dict[str, Any]:
        """La boîte d'un signataire, en données ; `organisme`, le sien, s'il y en a plusieurs."""
        precisions = (signataire.qualite, organisme if connu(organisme) else "")
        return {
            "cle": signataire.cle,
            "partie": CLES[signataire.partie],
            "role": signataire.role,
            "nom": self._dit(signataire.nom),
            "qualite": ", ".join(p for p in precisions if p),
        }

    # --- Les annexes ---------------------------------------------------------------------------

    def annexes(self) -> dict[str, Any]:
        """Ce qui s'annexe : un horaire irrégulier, l'échéancier, la fiche du pays d'accueil."""
        annexes: dict[str, Any] = {}
        faits, mots = self.faits, self.mots
        horaires, emploi, minutes = (
            faits(nom) for nom in ("horaires", "emploi_du_temps", "minutes_par_jour")
        )
        if not faits.regulier:
            types = presences.semaines_types(horaires, mots, self.langue)
            annexes["horaires"] = {"types": types, "table": None}
            if connu(emploi) and connu(minutes):
                lignes = presences.calendrier(emploi, minutes, mots, self.langue)
                total = grandeur(sum(minutes.values()), "heures", self.langue)
                annexes["horaires"]["table"] = presences.tableau_des_presences(lignes, mots, total)
        echeancier = faits.echeancier
        if connu(echeancier) and echeancier.total:
            annexes["echeancier"] = self._echeancier(echeancier)
        if connu(self.conditions["etranger"]) and self.conditions["etranger"]:
            annexes["etranger"] = self._fiche()
        return annexes

    def _echeancier(self, echeancier: Any) -> dict[str, Any]:
        dire = {"mois": "mois", "minutes": "heures", "horaire": "euros", "a_verser": "euros"}
        lignes = [
            [grandeur(getattr(ligne, champ), nature, self.langue) for champ, nature in dire.items()]
            for ligne in echeancier.lignes
        ]
        total = [
            self.mots["total_mot"],
            grandeur(echeancier.minutes, "heures", self.langue),
            "",
            grandeur(echeancier.total, "euros", self.langue),
        ]
        note = "note_echeancier_lisse" if echeancier.modalite == Modalite.LISSE else "note_echeancier"
        entetes = [self.mots[mot] for mot in ("mois", "heures", "heure", "montant")]
        return {"entetes": entetes, "lignes": lignes, "total": total, "note": self.mots[note]}

    def _fiche(self) -> dict[str, Any]:
        pays, jointe = self.dossier.organisme.pays, self.dossier.convention.fiche_d_information
        self.blancs.noter(Inconnu("", f"la fiche d'information sur le pays d'accueil, {pays}"), E)
        if connu(jointe) and jointe:
            return {
                "presentation": ecrire(self.mots["fiche_jointe"], {"pays": pays}, langue=self.langue),
                "rubriques": [],
            }
        return {
            "presentation": ecrire(self.mots["fiche_presentation"], {"pays": pays}, langue=self.langue),
            "rubriques": self.mots["fiche_rubriques"].split(" | "),
        }

    # --- Les autres accueils -------------------------------------------------------------------

    def accueils(self) -> list[dict[str, Any]]:
        """Ce qui est propre aux autres organismes d'accueil : la carte, l'essentiel, les clauses."""
        rendus = []
        for page in self.autres:
            articles = page.plume.articles(page.textes)
            clauses = [a for a in articles if a["cle"] in ("modalites", "gratification", "avantages")]
            propres = [
                p
                for a in articles
                if a["cle"] in ("projet", "accueil")
                for p in a["paragraphes"]
                if {2, 3, 4, 7} & set(p["mentions"])
            ]
            nom = page.dossier.organisme.nom
            titre = ecrire(self.mots["autre_accueil"], {"organisme": nom}, langue=self.langue)
            rendus.append(
                {
                    "titre": titre,
                    "carte": page.parties()[1],
                    "essentiel": page.essentiel()[2:],
                    "propres": propres,
                    "articles": clauses,
                    "annexes": page.annexes(),
                }
            )
        return rendus

    def _dit(self, valeur: Any) -> Any:
        """Un texte, ou un blanc."""
        if isinstance(valeur, Inconnu):
            return [self.plume.blanc(valeur, points=10)]
        return isoler(str(valeur))


def _ajouts(clauses: Any) -> list[Any]:
    articles = clauses.get("articles", []) if isinstance(clauses, Mapping) else clauses
    return list(articles)
