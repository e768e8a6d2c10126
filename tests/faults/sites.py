"""A site of its own: real gunicorn processes on a database of their own, that may be stopped and killed."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from tests.faults.databases import PostgresDatabase, SqliteFile

ROOT = Path(__file__).resolve().parent.parent.parent
STARTS_WITHIN = 60


def environment(database: SqliteFile | PostgresDatabase, busy_seconds: float, reports: Path) -> dict[str, str]:
    return os.environ | {
        "DATABASE_URL": database.url,
        "REPORTS_DIR": str(reports),
        "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
        "FAULTS_BUSY_SECONDS": str(busy_seconds),
        "SECRET_KEY": "for-a-site-that-lives-as-long-as-one-test-" * 2,
        "ALLOWED_HOSTS": "127.0.0.1,testserver",
        "PORTAL_HTTPS": "off",
        "DEBUG": "off",
    }


@dataclass
class Site:
    """What a test holds of a running site: two processes of five threads each; `log` is what they wrote."""

    database: SqliteFile | PostgresDatabase
    log: Path
    busy_seconds: float = 20

    def __post_init__(self) -> None:
        self.port = _free_port()

    @property
    def reports(self) -> Path:
        """Where this site keeps PDFs."""
        return self.log.with_name("reports")

    @property
    def environment(self) -> dict[str, str]:
        return environment(self.database, self.busy_seconds, self.reports)

    def start(self) -> None:
        options = (
            f"--bind 127.0.0.1:{self.port} --preload --workers 2 --threads 5 --no-control-socket --log-level warning"
        )
        with self.log.open("ab") as log:
            self.master = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", "portal.wsgi", *options.split()],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._wait_until_alive()

    def _wait_until_alive(self) -> None:
        give_up = time.monotonic() + STARTS_WITHIN
        while not self._is_alive():
            if self.master.poll() is not None or time.monotonic() > give_up:
                raise AssertionError(f"The site did not start:\n{self.log.read_text()}")
            time.sleep(0.02)

    def _is_alive(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=STARTS_WITHIN)
        try:
            connection.request("GET", "/livez")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def kill(self) -> None:
        """kill -9, the master and every worker: none of them gets to say goodbye."""
        with suppress(ProcessLookupError):
            os.killpg(self.master.pid, signal.SIGKILL)
        self.master.wait()

    def end(self) -> None:
        self.kill()
        self.database.drop()

    def run(self, *arguments: str) -> str:
        """Run Python in the site's environment, beside the server."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]
