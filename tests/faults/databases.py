"""Databases that a fault test may spoil: each a copy of one that was prepared before."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg

LOCKED = ("questionnaire_assessment", "django_session", "models_catalogue_edition")


@dataclass(frozen=True)
class SqliteFile:
    """A file database, with the journal that the site chooses."""

    path: Path

    @property
    def url(self) -> str:
        return f"sqlite:///{self.path}"

    def copy(self, folder: Path) -> "SqliteFile":
        return SqliteFile(Path(shutil.copy(self.path, folder / "portal.sqlite3")))

    def drop(self) -> None:
        self.path.unlink()

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.path, timeout=20)) as connection:
            return connection.execute(query).fetchall()

    @contextmanager
    def held(self, lock: str) -> Iterator[None]:
        """Somebody begins a transaction (IMMEDIATE or EXCLUSIVE) and stops in the middle of it."""
        with closing(sqlite3.connect(self.path, isolation_level=None)) as connection:
            connection.execute(f"BEGIN {lock}")
            yield
            connection.execute("ROLLBACK")

    def faults(self) -> list[str]:
        found = [line for (line,) in self.rows("PRAGMA integrity_check") if line != "ok"]
        return found + [str(row) for row in self.rows("PRAGMA foreign_key_check")]


@dataclass(frozen=True)
class PostgresDatabase:
    """A database of the server that TEST_POSTGRES_URL names."""

    server: str
    name: str

    @classmethod
    def new(cls, server: str, template: str = "template0") -> "PostgresDatabase":
        name = f"faults_{uuid4().hex}"
        _on_server(server, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return cls(server, name)

    @property
    def url(self) -> str:
        return urlsplit(self.server)._replace(path=f"/{self.name}").geturl()

    def copy(self, folder: Path) -> "PostgresDatabase":
        return self.new(self.server, self.name)

    def drop(self) -> None:
        _on_server(self.server, f'DROP DATABASE "{self.name}" WITH (FORCE)')

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.url) as connection:
            return connection.execute(query).fetchall()

    @contextmanager
    def held(self, lock: str) -> Iterator[None]:
        """Somebody locks what an IMMEDIATE transaction (all writes) or an EXCLUSIVE one would, and stops in the middle."""
        mode = {"IMMEDIATE": "EXCLUSIVE", "EXCLUSIVE": "ACCESS EXCLUSIVE"}[lock]
        with psycopg.connect(self.url) as connection:
            connection.execute(f"LOCK TABLE {', '.join(LOCKED)} IN {mode} MODE")
            yield
            connection.rollback()

    def faults(self) -> list[str]:
        return []


def _on_server(server: str, statement: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement)
