"""La base refuse elle-même de changer ou d'ôter une entrée du journal, à tous, l'application comprise."""

from typing import Any

from django.db import migrations

TABLE = "guichet_entree"
SQLITE = [
    f"CREATE TRIGGER entree_indelebile_{verbe.lower()} BEFORE {verbe} ON {TABLE} "
    "BEGIN SELECT RAISE(ABORT, 'le journal ne se change pas'); END"
    for verbe in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    """
    CREATE FUNCTION entree_indelebile() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'le journal ne se change pas'; END $$
    """,
    f"CREATE TRIGGER entree_indelebile BEFORE UPDATE OR DELETE ON {TABLE} "
    "FOR EACH ROW EXECUTE FUNCTION entree_indelebile()",
]


def poser(apps: Any, editeur: Any) -> None:
    for ordre in SQLITE if editeur.connection.vendor == "sqlite" else POSTGRESQL:
        editeur.execute(ordre)


def oter(apps: Any, editeur: Any) -> None:
    if editeur.connection.vendor == "sqlite":
        for verbe in ("update", "delete"):
            editeur.execute(f"DROP TRIGGER entree_indelebile_{verbe}")
    else:
        editeur.execute("DROP FUNCTION entree_indelebile() CASCADE")


class Migration(migrations.Migration):
    dependencies = [("guichet", "0001_depart")]
    operations = [migrations.RunPython(poser, oter)]
