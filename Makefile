# Tout se lance d'ici, sur une machine nue : chaque commande installe d'abord ce qui lui manque. « make help » les liste.
# PYTHON=python3.12 VENV=.venv312 choisissent un autre interprète, à côté.
VENV    ?= .venv
PORT    ?= 8000
BIN     := $(VENV)/bin
export VENV
# Un interprète qui ne garde rien de compilé relit tout Django à chaque lancement.
unexport PYTHONDONTWRITEBYTECODE

# Ce que les tests demandent au système, en paquet:commande : de quoi relire les PDF, un navigateur, un PostgreSQL.
PAQUETS := gettext:xgettext poppler-utils:pdfinfo qpdf:qpdf softhsm2:softhsm2-util chromium:chromium postgresql:pg_ctlcluster

DJANGO  := DJANGO_SETTINGS_MODULE=tripartite.guichet.projet.essais $(CURDIR)/$(BIN)/python -m django

.DEFAULT_GOAL := help
.PHONY: help install run test visite bench docs langues format verrou clean

help: ## Cette liste
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: ## L'environnement verrouillé, dans .venv
	@./bootstrap

run: install ## Le guichet et son ouvrier, avec des données de démonstration : make run PORT=8000
	@$(BIN)/tripartite guichet demarrer --demonstration --port $(PORT)

# Tout, sur le plancher (Python 3.11, Django 5.2) et SQLite ; puis, sur PostgreSQL et Python 3.13 (Django 6.1) s'il est là, tout
# sauf les navigateurs, et ce qui ne dépend ni de l'un ni de l'autre : le texte du projet, ses phrases et ses lignes de calcul,
# la composition des documents ; ce qui se tire au hasard ne s'y tire qu'au quart (tests/tirages.py). La visite de toutes les pages
# et les navigateurs sur PostgreSQL durent : « make visite », avant de publier.
VISITE  := tests/guichet/navigateur/test_toutes_les_pages.py
AILLEURS := $(addprefix --ignore=tests/, guichet/navigateur documents maison guichet/securite/test_gabarits.py \
    rendus/test_anglais.py rendus/test_phrases.py droit/test_etapes.py)
ESSAYER := pytest -q -n 4 --ignore=$(VISITE)

test: install ## Style, types, tous les tests : sur SQLite, puis sur PostgreSQL, avec Python 3.13 s'il est là
	@outils/paquets $(PAQUETS)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/$(ESSAYER)
	@python=$$(outils/python-present 3.13); autre=$${python:+.venv313}; autre=$${autre:-$(VENV)}; \
	[ -z "$$python" ] || PYTHON="$$python" VENV=.venv313 ./bootstrap; \
	echo "Une seconde fois, sur PostgreSQL, avec $$($$autre/bin/python -V) :"; \
	MANCHES=2 TIRAGES_DIVISES_PAR=4 outils/postgres $$autre/bin/$(ESSAYER) $(AILLEURS)

visite: install ## Visiter toutes les pages dans un navigateur, et y refaire les journées sur PostgreSQL
	@outils/paquets $(PAQUETS)
	$(BIN)/pytest -q $(VISITE)
	outils/postgres $(BIN)/$(ESSAYER) tests/guichet/navigateur

bench: install ## Les mesures, à côté de celles d'autres outils
	$(BIN)/python -m bench

docs: install ## Réécrire les pages de docs/, le schéma et l'image de la ligne de commande
	$(BIN)/python -m tripartite.dossiers.schema
	$(BIN)/python outils/docs.py
	$(BIN)/python outils/image.py

langues: install ## Relever les phrases à traduire, celles du guichet et celles du droit, et compiler leur anglais
	@outils/paquets gettext:xgettext
	cd src/tripartite/guichet && $(DJANGO) makemessages -l en --no-location --no-wrap --no-obsolete
	$(BIN)/python outils/phrases.py
	$(BIN)/python outils/catalogues.py

format: install ## Mettre en forme, corriger ce qui se corrige seul
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

COMPILER := $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate
verrou: install ## Refaire les verrous d'après pyproject.toml : make verrou OPTIONS=--upgrade
	$(COMPILER) $(OPTIONS) pyproject.toml --all-extras --group dev -o requirements.lock
	sed -n 's/^\(uv==[^ ]*\).*/\1/p' uv.requirements | $(COMPILER) - -o uv.requirements

clean: ## Retirer les environnements et les caches
	rm -rf .venv .venv313 .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist
	find src tests bench -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
