"""What manage.py does before there is a Django: the environment, the key, the clear refusals.

Standard library only. `iniciar` and `probar` prepare .venv from the pinned, hashed requirements;
every command runs inside it. A refusal is one Spanish sentence and a status other than 0.

| module | what it does |
|---|---|
| orden | one command of manage.py, from the first check to its exit status |
| entorno | .venv: made, brought up to date, entered |
| local | what iniciar needs of this machine: a free port, a key |
| paso | says what is being done, and how long it took |
| problema | the refusals |
"""
