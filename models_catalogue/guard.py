"""The database's own refusal to change or delete a published edition, for SQLite and PostgreSQL."""

TABLE = "models_catalogue_edition"
REFUSAL = "A published edition never changes."

RAISE = {
    "sqlite": [
        f"CREATE TRIGGER edition_is_frozen_{act} BEFORE {act} ON {TABLE} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for act in ("UPDATE", "DELETE")
    ],
    "postgresql": [
        f"CREATE OR REPLACE FUNCTION edition_is_frozen() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$",
        f"CREATE TRIGGER edition_is_frozen BEFORE UPDATE OR DELETE ON {TABLE} "
        f"FOR EACH ROW EXECUTE FUNCTION edition_is_frozen()",
    ],
}
LIFT = {
    "sqlite": [f"DROP TRIGGER IF EXISTS edition_is_frozen_{act}" for act in ("UPDATE", "DELETE")],
    "postgresql": [
        f"DROP TRIGGER IF EXISTS edition_is_frozen ON {TABLE}",
        "DROP FUNCTION IF EXISTS edition_is_frozen()",
    ],
}


def raise_guard(connection) -> None:
    _run(connection, RAISE)


def lift_guard(connection) -> None:
    """For migrations backwards, and for tests that flush their database."""
    _run(connection, LIFT)


def _run(connection, statements: dict[str, list[str]]) -> None:
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement)
