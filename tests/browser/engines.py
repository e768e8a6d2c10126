"""Other opinions on pages: what HTML_CodeSniffer finds in them, and whether two validators find their HTML as the standard has it."""

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from playwright.sync_api import Page

MODULES = Path(settings.BASE_DIR, "node_modules")
SNIFFER = MODULES / "html_codesniffer" / "build" / "HTMLCS.js"
VALIDATOR = MODULES / "html-validate" / "bin" / "html-validate.mjs"
NU_CHECKER = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
RULES = Path(__file__).with_name("html-validate.json")
# It knows of two ways to tie cells to headings of several levels only one, `headers`; the other, `scope` on every one, is ours.
RUN_SNIFFER = """() => new Promise((resolve) => {
  const scoped = (table) => [...table.querySelectorAll("th")].every((heading) => heading.scope);
  const isOurWay = ({code, element}) => code.endsWith("H43.HeadersRequired") && scoped(element);
  HTMLCS.process("WCAG2AA", document, () => resolve(HTMLCS.getMessages()
    .filter((message) => message.type === HTMLCS.ERROR && !isOurWay(message))
    .map(({code, msg, element}) => `${code}: ${msg} ${element.outerHTML.slice(0, 200)}`)));
})"""


def sniffed(page: Page) -> list[str]:
    """What HTML_CodeSniffer calls an error by WCAG 2 AA; its warnings and notices are for people to judge."""
    page.evaluate(SNIFFER.read_text(encoding="utf-8"))
    return page.evaluate(RUN_SNIFFER)


def written(pages: Mapping[str, str], folder: Path) -> list[str]:
    """The files that pages were written to, by name, as they were sent."""
    for name, html in pages.items():
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    return [str(file) for file in sorted(folder.glob("*.html"))]


def wrong_by_the_nu_checker(pages: Mapping[str, str], folder: Path) -> list[str]:
    """What the Nu HTML Checker calls an error; started once for all pages, because that is what takes its time."""
    java = shutil.which("java")
    assert java, "Please install a Java runtime, such as default-jre-headless: the Nu HTML Checker runs on one."
    command = [java, "-jar", str(NU_CHECKER), "--errors-only", "--format", "gnu", *written(pages, folder)]
    told = subprocess.run(command, check=False, text=True, stderr=subprocess.PIPE)
    return told.stderr.splitlines()


def invalid(pages: Mapping[str, str], folder: Path) -> list[str]:
    """What html-validate finds wrong in the HTML of pages."""
    files = written(pages, folder)
    node = shutil.which("node", path=f"{settings.BASE_DIR}/.venv-node/bin") or shutil.which("node")
    told = folder / "told.json"
    command = [node, str(VALIDATOR), "--config", str(RULES), "--formatter", f"json={told}", *files]
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
    return [
        f"{Path(result['filePath']).stem}, line {message['line']}: {message['ruleId']}: {message['message']}"
        for result in json.loads(told.read_text(encoding="utf-8"))
        for message in result["messages"]
    ]
