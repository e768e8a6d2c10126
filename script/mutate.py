"""What script/mutate runs: the tests of the method against one changed place of it at a time.

The tests run once as they are, to see which lines each of them reaches and how long it takes. Then every mutant is tried in
a fork of that process, in which everything is imported and the catalogue is in memory: the changed code takes the
place of the old in the live modules, and the tests that reach it run, the most promising first, until one fails.
"""

import ast
import functools
import gc
import os
import re
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable
from importlib import import_module
from types import ModuleType

import coverage
import pytest
from mutants import ROOT, Broken, Mutant, lines_of, mutants, put_into_effect, source_of

sys.path.insert(0, str(ROOT))
PACKAGE = "questionnaire.appraisal"
FOLDER = ROOT / PACKAGE.replace(".", "/")
TESTS = "tests/appraisal"
WANTED = 0.90
PATIENCE = 5.0
"""Seconds of processor time; a mutant that has outlived tests for so long has survived."""
HANGS = 5.0, 10.0
"""A test hangs when it takes so many seconds, and so many times what it usually takes, together."""
SURVIVED, KILLED, FAULT = 0, 1, 2
"""How a child ends; the last is a fault of this program, not of a mutant."""
MEMORY = 4 * 2**30
"""Bytes of address space; a mutant that asks for more is stopped."""


# --- Which tests reach what ----------------------------------------------------------------------------------


class Reach:
    """Which tests reach which lines of the method, and how long each of them takes."""

    def __init__(self) -> None:
        self.coverage = coverage.Coverage(data_file=None, config_file=False, include=[f"{FOLDER}/*"])
        self.seconds: dict[str, float] = {}
        self.tests: dict[str, dict[int, list[str]]] = {}

    def look(self, items: list[pytest.Item], passes: Callable[[pytest.Item], bool]) -> None:
        """Run every test once, as the code is."""
        passes(items[0])  # makes what all of them share, which is not to be counted
        self.coverage.start()
        for item in items:
            self.coverage.switch_context(item.nodeid)
            began = time.process_time()
            if not passes(item):
                pytest.exit(f"{item.nodeid} fails as the code is.", returncode=FAULT)
            self.seconds[item.nodeid] = time.process_time() - began
        self.coverage.stop()
        found = self.coverage.get_data()
        self.tests = {path: found.contexts_by_lineno(path) for path in found.measured_files()}

    def tests_of(self, mutant: Mutant) -> list[str]:
        """The tests that could notice a mutant, the most promising first."""
        found = self._at(mutant.module, lines_of(mutant.statement))
        if mutant.is_made_at_import():
            found |= self._that_mention(_bound(mutant.tree.body[mutant.top]))
        return self.by_promise(found - {""})

    def by_promise(self, tests: set[str]) -> list[str]:
        """Quick tests first, and a test's first cases before its later ones, which are much alike."""
        cases: Counter[str] = Counter()
        cost: dict[str, float] = {}
        for test in sorted(tests):
            name = test.partition("[")[0]
            cases[name] += 1
            cost[test] = self.seconds[test] * cases[name]
        return sorted(tests, key=lambda test: (cost[test], test))

    def _at(self, module: ModuleType, lines: Iterable[int]) -> set[str]:
        by_line = self.tests.get(str(module.__file__), {})
        return {test for line in lines for test in by_line.get(line, [])}

    def _that_mention(self, names: set[str]) -> set[str]:
        """The tests of whatever is made from these names, in any module, and those that name them themselves."""
        found: set[str] = set()
        known = set(names)
        for module in modules([]):
            for statement in ast.parse(source_of(module).read_text(encoding="utf-8")).body:
                if known & _mentioned(statement):
                    found |= self._at(module, lines_of(statement))
                    known |= set() if isinstance(statement, ast.FunctionDef | ast.ClassDef) else _bound(statement)
        word = re.compile(rf"\b({'|'.join(map(re.escape, sorted(names)))})\b")
        return found | {test for test in self.seconds if word.search(_text_of(test.partition("::")[0]))}


def _mentioned(statement: ast.stmt) -> set[str]:
    nodes = [] if isinstance(statement, ast.Import | ast.ImportFrom) else list(ast.walk(statement))
    return {node.id for node in nodes if isinstance(node, ast.Name)} | {
        node.attr for node in nodes if isinstance(node, ast.Attribute)
    }


def _bound(statement: ast.stmt) -> set[str]:
    """The function, class or constants that a statement of a module makes."""
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return {statement.name}
    return {node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}


@functools.lru_cache
def _text_of(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


# --- Trying ----------------------------------------------------------------------------------------------------


class Trial:
    """Takes the place of pytest's own loop over the tests."""

    def __init__(self, names: list[str]):
        self.names = names
        self.has_failed = False
        self.share = 0.0

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.items = {item.nodeid: item for item in session.items}
        self.reach = Reach()
        self.reach.look(session.items, self.passes)
        gc.freeze()
        print(f"{'module':<16}{'killed':>8}{'survived':>10}{'total':>8}{'share':>8}", flush=True)
        self.try_modules()
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.has_failed |= report.failed

    def passes(self, item: pytest.Item) -> bool:
        # Told that the session itself comes next, pytest keeps what is made once for all tests, and nothing else.
        self.has_failed = False
        item.ihook.pytest_runtest_protocol(item=item, nextitem=item.session)
        return not self.has_failed

    def try_modules(self) -> None:
        killed = total = 0
        for module in modules(self.names):
            found = mutants(module)
            if found and not self.survivors([found[0].unchanged()]):
                pytest.exit(f"{module.__name__} does not pass when it is put into effect unchanged.", returncode=FAULT)
            lived = self.survivors(found)
            print(counted(module.__name__.rpartition(".")[2], len(found) - len(lived), len(found)))
            print(*(f"  {mutant.told()}" for mutant in lived), sep="\n", flush=True)
            killed, total = killed + len(found) - len(lived), total + len(found)
        print(counted("all", killed, total))
        self.share = killed / max(total, 1)

    def survivors(self, found: list[Mutant]) -> list[Mutant]:
        """Those that no test notices; each is tried in a process of its own, one for each processor at a time."""
        waiting, running, lived = found[::-1], {}, set()
        while waiting or running:
            while waiting and len(running) < (os.cpu_count() or 1):
                mutant = waiting.pop()
                running[self.started(mutant)] = mutant
            child, status = os.wait()
            mutant = running.pop(child)
            if os.WIFEXITED(status) and os.WEXITSTATUS(status) == FAULT:
                pytest.exit(f"{mutant.told()} cannot be tried.", returncode=FAULT)
            if status == SURVIVED:
                lived.add(id(mutant))
        return [mutant for mutant in found if id(mutant) in lived]

    def started(self, mutant: Mutant) -> int:
        child = os.fork()
        if not child:
            ended = FAULT
            try:
                ended = self.outlives(mutant)
            except Exception:
                traceback.print_exc()
            finally:
                os._exit(ended)
        return child

    def outlives(self, mutant: Mutant) -> int:
        """How the child ends: 0 if no test notices anything, 1 if one does."""
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        try:
            put_into_effect(mutant)
        except Broken:
            return KILLED
        return KILLED if self.notices(self.reach.tests_of(mutant)) else SURVIVED

    def notices(self, tests: list[str]) -> bool:
        for test in tests:
            least, times = HANGS
            signal.setitimer(signal.ITIMER_PROF, least + times * self.reach.seconds[test])
            if not self.passes(self.items[test]):
                return True
            if time.process_time() > PATIENCE:
                break
        return False


def counted(name: str, killed: int, total: int) -> str:
    return f"{name:<16}{killed:>8}{total - killed:>10}{total:>8}{killed / max(total, 1):>8.1%}"


@functools.lru_cache
def _all_modules() -> tuple[ModuleType, ...]:
    paths = sorted(FOLDER.glob("[!_]*.py"))
    return tuple(import_module(f"{PACKAGE}.{path.stem}") for path in paths)


def modules(names: list[str]) -> list[ModuleType]:
    """The modules of these names, or all of them."""
    found = {module.__name__.rpartition(".")[2]: module for module in _all_modules()}
    return [found[name] for name in names or found]


def main(names: list[str]) -> int:
    trial = Trial(names)
    options = ["-p", "no:terminal", "-p", "no:cacheprovider", "--capture=no", "-m", "not long", TESTS]
    ended = pytest.main(options, plugins=[trial])
    return int(ended) or int(trial.share < WANTED)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
