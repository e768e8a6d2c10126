"""What axe finds on a page at each width, and whether anything is cut off at the smallest."""

from pathlib import Path

from django.conf import settings
from playwright.sync_api import Page

AXE = Path(settings.BASE_DIR, "node_modules", "axe-core", "axe.min.js")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Style sheets are not read apart: for those that import others axe would write into the page, which the policy refuses.
RUN_AXE = """async ([rules, without]) => {
  const tags = {type: "tag", values: rules};
  const options = {runOnly: tags, rules: {"target-size": {enabled: true}}, resultTypes: ["violations"], preload: false};
  const found = await axe.run({exclude: without}, options);
  return found.violations.flatMap(({id, nodes}) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`));
}"""
WIDTHS = (1280, 768, 320)


def barriers(page: Page, *, without: tuple[str, ...] = ()) -> list[str]:
    """Whatever keeps a page from being for everybody. Leaves it at the smallest width.

    `without` names what others made and we cannot mend.
    """
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = [f"at {width} pixels: {told}" for width in WIDTHS for told in violations(page, width, without)]
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [*found, f"{wide} pixels wide"] if wide > min(WIDTHS) else found


def violations(page: Page, width: int, without: tuple[str, ...]) -> list[str]:
    page.set_viewport_size({"width": width, "height": 900})
    return page.evaluate(RUN_AXE, [RULES, list(without)])
