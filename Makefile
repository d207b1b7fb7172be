# Thin aliases for developers. The two commands of the README need no make.
MANAGE = python3 manage.py
EN = .venv/bin
PLANTILLAS = $(shell git ls-files 'templates/*.html')
COMPILAR = $(EN)/uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-header

.PHONY: setup run test fmt check seed migration requisitos capturas

setup: ## .venv with everything
	$(MANAGE) probar --version

run: ## the office on this machine, with the demonstration
	$(MANAGE) iniciar --demo

test: ## make test k=derivar
	$(MANAGE) probar $(if $(k),-k $(k))

fmt:
	$(EN)/ruff check --fix
	$(EN)/ruff format
	-$(EN)/djade --target-version 5.2 $(PLANTILLAS)

check: ## what CI runs
	.ci/run

seed:
	$(MANAGE) poblar_demo

migration: ## make migration app=tramite name=expediente_convenio
	SECRET_KEY=desarrollo $(MANAGE) makemigrations $(app) --name $(name)

requisitos: ## compile the pins again; P=django upgrades one package, P= none
	$(COMPILAR) $(if $(P),--upgrade-package $(P)) requirements.in -o requirements.txt
	$(COMPILAR) -c requirements.txt requirements-dev.in -o requirements-dev.txt

capturas: ## take the README's screenshots again
	$(EN)/python docs/tomar_capturas.py
