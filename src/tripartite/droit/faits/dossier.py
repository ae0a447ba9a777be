"""Le dossier : tout ce que l'on sait d'un stage."""

from tripartite.droit.faits.convention import Convention
from tripartite.droit.faits.enseignement import Etablissement, Formation
from tripartite.droit.faits.organisme import OrganismeAccueil
from tripartite.droit.faits.personnes import Stagiaire
from tripartite.droit.faits.socle import Fait, champ, fait
from tripartite.droit.faits.vie import Vie


@fait
class Dossier(Fait):
    """Tout ce que l'on sait d'un stage."""

    convention: Convention = champ("la convention", Convention())
    stagiaire: Stagiaire = champ("le stagiaire", Stagiaire())
    etablissement: Etablissement = champ("l'établissement d'enseignement", Etablissement())
    formation: Formation = champ("la formation", Formation())
    organisme: OrganismeAccueil = champ("l'organisme d'accueil", OrganismeAccueil())
    vie: Vie = champ("la vie du stage", Vie())
