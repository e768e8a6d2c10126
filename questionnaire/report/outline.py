"""A page of the report as paragraphs, tables and pictures in reading order, for forms that are not HTML.

Whatever the page holds is read: an element that is not known here counts as the text inside it. A picture keeps its markup,
for whoever can draw it.
"""

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element, tostring

import tinyhtml5

HEADINGS = {
    "h1": "title",
    "h2": "heading-1",
    "h3": "heading-2",
    "h4": "heading-3",
    "h5": "heading-4",
    "h6": "heading-5",
}
KINDS = {
    "report-headline": "headline",
    "chart-title": "caption",
    "chart-key": "key",
    "report-sources": "source",
    "running": "running",
}
"""Classes of the page that are set in a way of their own."""
INLINE = {
    "a",
    "abbr",
    "b",
    "br",
    "cite",
    "code",
    "em",
    "i",
    "q",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "time",
    "var",
}
UNREAD = {"head", "script", "style", "template"}
SVG = "{http://www.w3.org/2000/svg}"
BREAK = "\n"


@dataclass(frozen=True)
class Piece:
    """Words that are set in one way. `leads_to` is an address, or the id of a place in the page after a #."""

    text: str
    is_strong: bool = False
    is_reference: bool = False
    leads_to: str = ""


@dataclass(frozen=True)
class Paragraph:
    """`kind` says how it is set, `depth` how deep in lists it stands, `places` the ids of what begins here.

    `counted_in` tells the numbered lists of a page apart; it is 0 outside them.
    """

    kind: str
    pieces: tuple[Piece, ...]
    depth: int = 0
    counted_in: int = 0
    places: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True)
class Cell:
    paragraphs: tuple[Paragraph, ...]
    is_heading: bool
    is_number: bool
    columns: int


@dataclass(frozen=True)
class Row:
    cells: tuple[Cell, ...]
    is_head: bool


@dataclass(frozen=True)
class Table:
    """The rows of a table. Its caption is the paragraph before it, and `title` again."""

    title: str
    rows: tuple[Row, ...]
    places: tuple[str, ...] = ()

    @property
    def columns(self) -> int:
        return max(sum(cell.columns for cell in row.cells) for row in self.rows)


@dataclass(frozen=True)
class Picture:
    """A picture in words, and as the SVG that draws it; width and height are in the units of the drawing."""

    title: str
    text: str
    drawing: str
    width: float
    height: float
    places: tuple[str, ...] = ()


Block = Paragraph | Table | Picture


@dataclass(frozen=True)
class Page:
    """A page: its title, the line that runs on top of every sheet, and everything else in order."""

    title: str
    running: str
    blocks: tuple[Block, ...]

    def pictures(self) -> tuple[Picture, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Picture))


def read_page(markup: str) -> Page:
    root = tinyhtml5.parse(markup, namespace_html_elements=False)
    blocks = tuple(Reading().blocks(root.find("body")))
    running = [block.text for block in blocks if isinstance(block, Paragraph) and block.kind == "running"]
    shown = tuple(block for block in blocks if not (isinstance(block, Paragraph) and block.kind == "running"))
    return Page(root.findtext("head/title", ""), " ".join(running), shown)


@dataclass(frozen=True)
class Setting:
    """How the words inside an element are set, unless an element further in says otherwise."""

    kind: str = "text"
    depth: int = 0
    counted_in: int = 0


class Reading:
    """One reading of a page; it counts the numbered lists on its way."""

    def __init__(self):
        self._lists = 0

    def blocks(self, element: Element, setting: Setting = Setting()) -> Iterator[Block]:
        """What an element holds, in order; words between two blocks are a paragraph."""
        words: list[Piece] = []
        for node in contents(element):
            if isinstance(node, str) or node.tag in INLINE:
                words += pieces(node)
            else:
                yield from paragraph(words, setting)
                yield from placed(node, self._block(node, setting))
                words = []
        yield from paragraph(words, setting)

    def _block(self, element: Element, setting: Setting) -> Iterator[Block]:
        if element.tag in UNREAD:
            return iter(())
        if element.tag == f"{SVG}svg":
            return iter((picture(element),))
        if element.tag == "table":
            return self._table(element)
        if element.tag in ("ul", "ol"):
            return self.blocks(element, self._list(element, setting))
        return self.blocks(element, replace(setting, kind=kind_of(element) or setting.kind))

    def _list(self, element: Element, setting: Setting) -> Setting:
        is_counted = element.tag == "ol"
        self._lists += is_counted
        kind = kind_of(element) or ("number" if is_counted else "bullet")
        return Setting(kind, setting.depth + 1, self._lists if is_counted else 0)

    def _table(self, element: Element) -> Iterator[Block]:
        caption = element.find("caption")
        title = tuple(self.blocks(caption, Setting("caption"))) if caption is not None else ()
        rows = tuple(row for part in element for row in self._rows(part))
        yield from title
        if rows:
            yield Table(" ".join(one.text for one in title if isinstance(one, Paragraph)), rows)

    def _rows(self, part: Element) -> Iterator[Row]:
        for row in part.findall("tr"):
            cells = tuple(self._cell(cell) for cell in row if cell.tag in ("td", "th"))
            yield Row(cells, part.tag == "thead")

    def _cell(self, cell: Element) -> Cell:
        inside = tuple(
            block for block in placed(cell, self.blocks(cell, Setting("cell"))) if isinstance(block, Paragraph)
        )
        names = classes(cell)
        return Cell(inside, cell.tag == "th", any("number" in n or "numeric" in n for n in names), _span(cell))


def _span(cell: Element) -> int:
    given = cell.get("colspan", "")
    return int(given) if given.isdecimal() and int(given) > 0 else 1


def contents(element: Element) -> Iterator[str | Element]:
    """Words and elements in order; comments are neither."""
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield child
        yield child.tail or ""


def classes(element: Element) -> list[str]:
    return element.get("class", "").split()


def kind_of(element: Element) -> str | None:
    found = (KINDS[name] for name in classes(element) if name in KINDS)
    return next(found, HEADINGS.get(element.tag))


def pieces(node: str | Element, like: Piece = Piece("")) -> Iterator[Piece]:
    """The words of an inline node; those further in are set as it is, and in their own way besides."""
    if isinstance(node, str):
        yield replace(like, text=re.sub(r"[ \t\n\r\f]+", " ", node))
    elif node.tag == "br":
        yield replace(like, text=BREAK)
    elif node.tag not in UNREAD:
        inside = replace(
            like,
            is_strong=like.is_strong or node.tag in ("strong", "b"),
            is_reference=like.is_reference or "refs" in classes(node),
            leads_to=node.get("href", like.leads_to),
        )
        for part in contents(node):
            yield from pieces(part, inside)


def paragraph(words: Iterable[Piece], setting: Setting) -> Iterator[Paragraph]:
    """One paragraph of the words, if there are any: a single space between two, none at the ends of lines."""
    kept: list[Piece] = []
    before = BREAK
    for piece in words:
        text = piece.text.lstrip(" ") if before[-1] in " \n" else piece.text
        if text:
            kept.append(replace(piece, text=text))
            before = text
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
        yield Paragraph(setting.kind, tuple(kept), setting.depth, setting.counted_in)


def placed(element: Element, blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks of an element, the first of them knowing the element's id."""
    name = element.get("id")
    for number, block in enumerate(blocks):
        yield replace(block, places=(name, *block.places)) if name and number == 0 else block


def picture(element: Element) -> Picture:
    said = {name: " ".join(element.findtext(f"{SVG}{name}", "").split()) for name in ("title", "desc")}
    return Picture(said["title"], said["desc"], markup(element), *size_of(element))


def size_of(element: Element) -> tuple[float, float]:
    *_, width, height = map(float, element.get("viewBox", "0 0 1 1").split())
    return width, height


def markup(element: Element) -> str:
    """The element as it stands in a page: there the names of SVG are bare, and the first says whose they are."""
    bare = deepcopy(element)
    for part in bare.iter():
        part.tag = part.tag.removeprefix(SVG)
    bare.set("xmlns", SVG.strip("{}"))
    bare.tail = None
    return tostring(bare, encoding="unicode", method="html")
