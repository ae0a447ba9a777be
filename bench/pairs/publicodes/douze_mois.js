// La question des douze mois, posée à modele-social : une fois (`--froid`), ou une fois puis à chaud.
// Ses paquets s'installent à côté (`python -m bench.preparer`). Rend du JSON.
const depart = performance.now()
import { readFileSync } from 'node:fs'
const { default: Engine } = await import('publicodes')
const { default: regles } = await import('modele-social')
const importe = performance.now()

const lireJson = (chemin) => JSON.parse(readFileSync(new URL(chemin, import.meta.url), 'utf-8'))
const question = lireJson('../../question.json')
const { dependencies: versions } = lireJson('package.json')
const REPETITIONS = 5
const muet = { log() {}, warn() {}, error: console.error }

// modele-social ne connaît pas les heures d'un stage : sa franchise est 15 % du plafond mensuel.
function repondre(moteur) {
	const horaire = Number(question.gratification_horaire)
	return question.heures_par_mois.map((heures, rang) => {
		const gratification = horaire * heures
		moteur.setSituation({
			date: `01/${String(rang + 1).padStart(2, '0')}/${question.annee}`,
			'salarié . contrat': "'stage'",
			'salarié . contrat . salaire brut': `${gratification} €/mois`,
			'entreprise . salariés . effectif': `${question.effectif} employé`,
			'établissement . taux ATMP': `${100 * Number(question.taux_accidents_du_travail)}%`,
		})
		const lire = (regle) => moteur.evaluate(regle).nodeValue
		const csg = lire('salarié . cotisations . CSG-CRDS')
		return {
			gratification,
			minimum: lire('salarié . contrat . stage . gratification minimale'),
			excedent: lire('salarié . cotisations . assiette'),
			cotisations_organisme: lire('salarié . cotisations . employeur'),
			cotisations_stagiaire: lire('salarié . cotisations . salarié') - csg,
			csg_crds: csg,
		}
	})
}

function chronometrer(appel) {
	const debut = performance.now()
	const resultat = appel()
	return [resultat, performance.now() - debut]
}

const [moteur, construction] = chronometrer(() => new Engine(regles, { logger: muet }))
const [mois, premier] = chronometrer(() => repondre(moteur))
const sortie = {
	pair: `modele-social ${versions['modele-social']} (publicodes ${versions.publicodes})`,
	import_ms: importe - depart,
	construction_ms: construction,
	premier_cas_ms: premier,
	mois,
}
if (!process.argv.includes('--froid')) {
	const temps = Array.from({ length: REPETITIONS }, () => chronometrer(() => repondre(moteur))[1])
	sortie.a_chaud_ms = temps.sort((a, b) => a - b)[Math.floor(REPETITIONS / 2)]
}
console.log(JSON.stringify(sortie))
