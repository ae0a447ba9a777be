"""La ligne de vie : de la signature au jour où le poste est libre, ce qui arrive et quand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tripartite.droit.calculs.durees import compter_duree
from tripartite.droit.calendrier import Periode
from tripartite.droit.decompte import regrouper_par_semaine
from tripartite.droit.faits import Dossier
from tripartite.droit.langage import FaitInconnu, Situation, connu
from tripartite.droit.regles.gratification import jour_du_seuil
from tripartite.droit.verification import situation_de, verifier
from tripartite.guichet.dessins.axe import aujourd_hui, axe_des_mois
from tripartite.guichet.dessins.ecriture import dire, jour_abrege
from tripartite.guichet.dessins.toile import (
    CARACTERE,
    LARGE,
    LIGNE,
    Dessin,
    Echelle,
    Etiquette,
    TableauDuDessin,
    Trace,
    balise,
    composer,
    etager,
    lisible,
    paragraphe,
    rectangle,
    sur,
    texte,
    trait,
)

MARGE = 8
BANDE = 36
ETAGE = 17
SEMAINE_PLEINE = 35 * 60
"""La semaine dont la barre emplit la bande ; une plus longue l'abaisse."""


@dataclass(frozen=True)
class Marque:
    """Un moment : son nom, son jour (ou un fait inconnu), sa forme. `discrete` : une limite de la loi."""

    nom: str
    jour: Any
    classe: str
    precision: str = ""
    discrete: bool = False


def ligne_de_vie(dossier: Dossier, au: date) -> Dessin:
    """Raconte un stage sur une ligne.

    Args:
        dossier: les faits du stage ; ce qui manque n'est pas dessiné, et le tableau le dit inconnu.
        au: le jour où l'on regarde.
    """
    situation = situation_de(dossier, au)
    marques = [*_marques(situation, dossier, au)]
    datees = sorted((m for m in marques if _est_une_date(m.jour)), key=lambda m: m.jour)
    presence = situation["presence_retenue_par_jour"]
    if not connu(presence):
        presence = {}
    suspendus = situation["jours_suspendus"]
    periodes = suspendus if connu(suspendus) else ()
    titre = _("La ligne de vie du stage")
    tableau = TableauDuDessin(
        titre,
        (_("Ce qui arrive"), _("Quand"), _("Précision")),
        tuple(
            (m.nom, dire(m.jour, "date") if _est_une_date(m.jour) else dire(None), m.precision)
            for m in [*datees, *(m for m in marques if not _est_une_date(m.jour))]
        ),
    )
    return composer(
        titre,
        _description(datees, presence),
        lambda largeur: _tracer(largeur, datees, presence, periodes, au),
        tableau,
        role="group",
    )


def _est_une_date(valeur: Any) -> bool:
    return isinstance(valeur, date)


def _description(datees: list[Marque], presence: Mapping[date, int]) -> str:
    dites = [f"{m.nom}{_(' : ')}{dire(m.jour, 'jour')}" for m in datees]
    if presence:
        dites.append(_("présence : %(duree)s") % {"duree": dire(sum(presence.values()), "heures")})
    return _(" ; ").join(dites) or _("Aucune date n'est connue.")


# --- Ce qui arrive ---------------------------------------------------------------------------


def _marques(situation: Situation, dossier: Dossier, au: date) -> Iterable[Marque]:
    conclue = None if situation["conclusion_supposee"] else situation["conclue_le"]
    yield Marque(_("signature"), conclue, "d-etablissement")
    yield Marque(_("début"), situation["debut"], "d-stagiaire")
    yield from _seuils(situation)
    yield from _janviers(situation)
    avenants = situation["avenants"]
    for rang, avenant in enumerate(avenants if connu(avenants) else (), 1):
        nom = _("avenant") if len(avenants) == 1 else _("avenant %(rang)s") % {"rang": rang}
        yield Marque(nom, avenant.conclu_le, "d-etablissement", avenant.objet if connu(avenant.objet) else "")
    suspendus = situation["jours_suspendus"]
    for periode in suspendus if connu(suspendus) else ():
        yield Marque(_("suspension"), periode.debut, "d-loi", dire(periode, ""))
    rompu = connu(situation["ruptures"]) and bool(situation["ruptures"])
    fin = situation["fin_effective"] if connu(situation["fin_effective"]) else situation["fin"]
    yield Marque(_("rupture") if rompu else _("fin"), fin, "d-stagiaire")
    yield from _liberation(dossier, au)
    yield Marque(_("aujourd'hui"), au, "d-aujourdhui")


def _seuils(situation: Situation) -> Iterable[Marque]:
    """La première heure après le seuil de la gratification ; le jour où le plafond est dépassé."""
    try:
        prevues, seuil = situation["minutes_par_jour"], situation["seuil_de_gratification"]
        autres = situation["autres_heures_de_l_annee"]
        heure = seuil // 60 + 1
        passage = jour_du_seuil(prevues, seuil, autres).heure_complete_le
        duree = compter_duree(situation["duree_par_jour"], autres=autres, seuil=seuil)
    except FaitInconnu as erreur:
        yield Marque(_("seuil de la gratification"), erreur.inconnu, "d-loi")
        return
    if passage:
        nom = _("%(heure)se heure") % {"heure": heure}
        yield Marque(nom, passage, "d-loi", _("la gratification est due depuis la première"), True)
    if duree.plafond_depasse_le:
        nom = _("%(plafond)s dépassées") % {"plafond": dire(duree.plafond, "heures")}
        yield Marque(nom, duree.plafond_depasse_le, "d-alerte", _("durée maximale dans l'année"))


def _janviers(situation: Situation) -> Iterable[Marque]:
    debut, fin = situation["debut"], situation["fin"]
    if not (connu(debut) and connu(fin)):
        return
    for annee in range(debut.year + 1, fin.year + 1):
        quoi = _("le plafond horaire peut changer")
        yield Marque(_("1er janvier"), date(annee, 1, 1), "d-loi", quoi, True)


def _liberation(dossier: Dossier, au: date) -> Iterable[Marque]:
    """Le jour où le poste est libre, selon la règle : au plus tôt, et selon toutes les lectures."""
    for constat in verifier(dossier, au, seulement=("liberation_du_poste",)):
        libre_le = constat.grandeurs.get("libre_le")
        au_plus_tot = constat.grandeurs.get("au_plus_tot", libre_le)
        if libre_le is None:
            if constat.manquants:
                yield Marque(_("poste libre"), None, "d-organisme", _("après la carence"))
        elif au_plus_tot == libre_le:
            yield Marque(_("poste libre"), libre_le, "d-organisme", _("après la carence"))
        else:
            yield Marque(_("libre au plus tôt"), au_plus_tot, "d-organisme", _("le poste, après la carence"))
            yield Marque(_("libre à coup sûr"), libre_le, "d-organisme", _("le poste, après la carence"))


# --- Le tracé --------------------------------------------------------------------------------


def _tracer(
    largeur: int,
    datees: list[Marque],
    presence: Mapping[date, int],
    suspendus: Iterable[Periode],
    au: date,
) -> Trace:
    stage = [m.jour for m in datees if m.classe != "d-aujourdhui"]
    if not stage:
        return texte(_("Aucune date n'est connue."), 0, 16, "d-doux"), 24
    echelle = _echelle(stage, au, largeur)
    montrees = [m for m in datees if echelle.debut <= m.jour <= echelle.fin]
    etiquettes = [Etiquette(echelle.x(m.jour), _etiquette(m, largeur)) for m in montrees]
    places = etager(etiquettes, largeur)
    etages = max(etage for _x, etage in places) + 1
    haut = etages * ETAGE
    axe = haut + 8 + BANDE
    bas = axe + 38
    traces = [
        _bande(echelle, presence, haut + 8, axe),
        _attente(echelle, montrees, axe),
        *(_suspension(echelle, p, haut + 8) for p in suspendus),
        axe_des_mois(echelle, axe, haut + 8),
        aujourd_hui(echelle, au, haut, axe + 4),
    ]
    posees = [
        (marque, etiquette, x, haut - etage * ETAGE - 6)
        for marque, etiquette, (x, etage) in zip(montrees, etiquettes, places, strict=True)
    ]
    traces += [_tige(marque, etiquette.x, y, axe) for marque, etiquette, _x, y in posees]
    traces += [_marque(*posee, axe, (largeur, bas)) for posee in posees]
    if presence:
        pleine = max(regrouper_par_semaine(presence).values())
        legende = _("Une barre par semaine ; la plus haute, %(heures)s. Pointez une marque pour la lire.")
        dite = legende % {"heures": dire(pleine, "heures")}
        traces.append(paragraphe(dite, largeur, bas, "d-doux d-legende"))
    return sur(*traces), bas + (6 if largeur == LARGE else 6 + LIGNE)


def _echelle(stage: list[date], au: date, largeur: int) -> Echelle:
    """Du premier au dernier moment ; aujourd'hui n'étend pas la ligne de plus d'un quart."""
    debut, fin = min(stage), max(stage)
    quart = timedelta(days=max(14, (fin - debut).days // 4) if debut < fin else 120)
    debut = au if debut - quart <= au < debut else debut
    fin = au if fin < au <= fin + quart else fin
    return Echelle(debut, fin + timedelta(days=6), MARGE, largeur - MARGE)


def _etiquette(marque: Marque, largeur: int) -> str:
    if largeur < LARGE or marque.nom.startswith(_("1er janvier")):
        return marque.nom
    return f"{marque.nom} {jour_abrege(marque.jour)}"


def _bande(echelle: Echelle, presence: Mapping[date, int], haut: float, axe: float) -> SafeString:
    semaines = regrouper_par_semaine(presence)
    pleine = max([SEMAINE_PLEINE, *semaines.values()])
    premier, dernier = min(presence, default=echelle.debut), max(presence, default=echelle.fin)
    barres = []
    for semaine, minutes in semaines.items():
        hauteur = (axe - haut) * minutes / pleine
        x = echelle.x(max(semaine.lundi, premier))
        fin = echelle.apres(min(semaine.dimanche, dernier))
        barres.append(rectangle(x + 0.5, axe - hauteur, fin - x - 1, hauteur, "d-presence"))
    return sur(*barres)


def _attente(echelle: Echelle, montrees: list[Marque], axe: float) -> SafeString:
    """Entre la fin et le jour libre : certain jusqu'à la première date, douteux jusqu'à la seconde."""
    fins = [m.jour for m in montrees if m.classe == "d-stagiaire"]
    libres = sorted(m.jour for m in montrees if m.classe == "d-organisme")
    if not fins or not libres:
        return sur()
    debut, hauteur = echelle.apres(max(fins)), BANDE / 3
    traces = [rectangle(debut, axe - hauteur, echelle.x(libres[0]) - debut, hauteur, "d-attente")]
    if len(libres) > 1:
        x = echelle.x(libres[0])
        traces.append(rectangle(x, axe - hauteur, echelle.x(libres[-1]) - x, hauteur, "d-doute"))
    return sur(*traces)


def _suspension(echelle: Echelle, periode: Periode, haut: float) -> SafeString:
    x = max(echelle.x(periode.debut), echelle.gauche)
    fin = min(echelle.apres(periode.fin), echelle.droite)
    return rectangle(x, haut, fin - x, BANDE, "d-suspendu")


def _marque(
    marque: Marque, etiquette: Etiquette, x: float, y: float, axe: float, lire: tuple[int, float]
) -> SafeString:
    lecture = f"{marque.nom}{_(' : ')}{dire(marque.jour, 'date')}"
    if marque.precision:
        lecture += f" ({marque.precision})"
    ici = etiquette.x
    if marque.classe == "d-aujourdhui":
        forme, ton = sur(), "d-texte-aujourdhui"
    else:
        forme, ton = _forme(marque, ici, axe), "d-doux" if marque.discrete else ""
    long = len(etiquette.texte) * CARACTERE + 6
    halo = balise("rect", x=x, y=y - 12, width=long, height=16, rx=3, classe="d-halo")
    prise = trait(ici, y, ici, axe, "d-prise")
    return lisible(prise + halo + forme + texte(etiquette.texte, x + 3, y, ton), lecture, *lire)


def _tige(marque: Marque, x: float, y: float, axe: float) -> SafeString:
    """Le trait qui mène du texte à l'axe : sous les textes, qu'il ne barre pas."""
    return trait(x, y + 3, x, axe, "d-limite" if marque.discrete else "d-tige")


def _forme(marque: Marque, x: float, axe: float) -> SafeString:
    if marque.classe == "d-loi":
        return balise("path", d=f"M{x:.1f} {axe - 5:.1f}l5 5-5 5-5-5z", classe=marque.classe)
    if marque.classe == "d-organisme":
        return rectangle(x - 4, axe - 4, 8, 8, marque.classe)
    if marque.classe == "d-etablissement":
        return balise("path", d=f"M{x:.1f} {axe - 6:.1f}l5.5 10h-11z", classe=marque.classe)
    return balise("circle", cx=x, cy=axe, r=4.5, classe=marque.classe)
