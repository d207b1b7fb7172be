"""Database backend that brings its own PostgreSQL server, for machines that have none.

`ENGINE = "ocisys.pgembebido"` and `OPTIONS = {"base": <folder>}` are all it takes: the first
connection makes the cluster under that folder and starts it, later ones find it running, and it
stops by itself when the last process that used it has gone. Reasons and limits:
docs/decisiones/0001-postgresql-embebido.md.

| module | what it knows |
|---|---|
| base, client | Django's side: connect, open psql |
| cluster | the folder: make, start and leave the server |
| vigia | the watcher: a process that stops a server nobody uses |
| postmaster | the running server, as its pid file tells it |
| binarios | which PostgreSQL programs there are on this machine |
| cuenta | the account that runs them (PostgreSQL refuses root) |
| candado | flock with a name |

| variable | meaning | default |
|---|---|---|
| OCISYS_PG_BIN | folder of the PostgreSQL programs to use | the wheel, then Debian's newest |
| OCISYS_PG_CUENTA | account that runs the server when root starts it | postgres, then nobody |
| OCISYS_PG_GRACIA | seconds without users after which it stops | 15 |
| OCISYS_PG_DESECHABLE | 1: do not wait for the disk (tests) | 0 |

Only base and client import Django. Everything else is standard library, because it also runs in
the watcher and in `manage.py respaldar`.
"""
