"""A report as a Word document that can be edited: what stands on paper, in real headings, lists, tables and links.

A picture that could not be drawn is told by its description, as a paragraph in a style of its own before the table with its
figures.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.template.loader import render_to_string
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Pt

from models_catalogue.spreadsheets.cells import printable
from questionnaire.models import Paper
from questionnaire.report.assurance_framework import Row as FrameworkRow
from questionnaire.report.outline import Block, Cell, Page, Paragraph, Picture, Piece, Row, Table, read_page
from questionnaire.report.word_frame import SMALL, TABLE, USUAL, WIDE, Frame, describe, empty_document, room, run_along
from questionnaire.report.word_pictures import Images, images_of, show
from questionnaire.report.word_tables import describe_table, element, keep_together

STYLES = {
    "title": "Title",
    "headline": "Headline",
    "caption": "Caption",
    "picture": "Chart description",
    "key": "Note",
    "source": "Source",
    "cell": "Table text",
    **{f"heading-{level}": f"Heading {level}" for level in range(1, 6)},
}
IN_LISTS = {"bullet": "List Bullet", "number": "List Number"}
SET_CLOSE = {"Normal", "Headline", "Chart description", "Note", "Source", *IN_LISTS.values()}
"""Styles without room above, so that they need some below a table."""
DEEPEST = 3
"""Word's own styles of lists go no deeper."""
ADDRESSES = ("https://", "http://", "mailto:")


def word_of(report, paper: str = Paper.REPORT) -> bytes:
    """The Word document of a frozen report, or of its public version; equal reports give equal bytes. Raises `NotReadyYet`."""
    page = _page("report/paper.jinja", report=report, draft=False, is_public=paper == Paper.PUBLIC)
    return _file_of(report, page, written(page, images_of(page.pictures())))


def cover_word_of(report) -> bytes:
    """The Word document of a frozen report's cover paper, set so small that it keeps to about two pages."""
    page = _page("report/cover_paper.jinja", report=report)
    return _file_of(report, page, written(page, {}, SMALL))


def framework_word_of(report, rows: Iterable[FrameworkRow]) -> bytes:
    """The risks of a frozen report as one wide table."""
    page = _page("report/framework_paper.jinja", report=report, rows=rows)
    return _file_of(report, page, written(page, {}, WIDE))


def _page(template: str, **context: Any) -> Page:
    return read_page(render_to_string(template, context))


def _file_of(report, page: Page, document: Any) -> bytes:
    describe(document, title=page.title, reference=report.reference, revision=report.revision, at=report.finished_at)
    return saved(document)


def saved(document: Any) -> bytes:
    """The file, packed anew without the times of day that the library notes of its parts."""
    file, undated = BytesIO(), BytesIO()
    document.save(file)
    with ZipFile(file) as parts, ZipFile(undated, "w", ZIP_DEFLATED) as packed:
        for name in parts.namelist():
            packed.writestr(ZipInfo(name), parts.read(name), ZIP_DEFLATED)
    return undated.getvalue()


def written(page: Page, images: Images, frame: Frame = USUAL) -> Any:
    """The page as a document, with such of its pictures as there are images of."""
    document = empty_document(frame)
    run_along(document, page.running)
    Writing(document, page, images).write(page.blocks)
    return document


class Writing:
    """Writes blocks at the end of a document. It remembers which places are led to, and which lists it has begun."""

    def __init__(self, document: Any, page: Page, images: Images):
        self._document, self._images = document, images
        self._styles = {style.name: style.style_id for style in document.styles}
        self._numbers: dict[int, int] = {}
        self._places = {name: f"place_{number}" for number, name in enumerate(sorted(_led_to(page.blocks)))}
        self._marked = 0

    def write(self, blocks: Iterable[Block]) -> None:
        before: Block | None = None
        for block in blocks:
            if isinstance(block, Table):
                self._table(block)
            elif isinstance(block, Picture) and block in self._images:
                self._picture(block)
            else:
                self._paragraph(in_words(block) if isinstance(block, Picture) else block, before)
            before = block

    def _picture(self, block: Picture) -> None:
        paragraph = self._document.add_paragraph(style="Chart")
        show(paragraph, block, self._images[block])

    def _paragraph(self, block: Paragraph, before: Block | None) -> None:
        paragraph = self._document.add_paragraph()
        self._set(paragraph, block)
        if isinstance(before, Table) and style_of(block) in SET_CLOSE:
            paragraph.paragraph_format.space_before = Pt(6)

    def _set(self, paragraph: Any, block: Paragraph) -> None:
        paragraph._p.style = self._styles[style_of(block)]  # by its id: the library looks each style up anew
        if block.counted_in and block.kind == "number":
            self._count(paragraph, block)
        for place in block.places:
            self._mark(paragraph, place)
        for piece in block.pieces:
            self._say(paragraph, piece)

    def _count(self, paragraph: Any, block: Paragraph) -> None:
        """Each list begins at 1: paragraphs of one style would be counted on through the whole document."""
        if block.counted_in not in self._numbers:
            numbering = self._document.part.numbering_part.element
            like = numbering.num_having_numId(paragraph.style.element.pPr.numPr.numId.val).abstractNumId.val
            number = numbering.add_num(like)
            number.add_lvlOverride(ilvl=0).add_startOverride(1)
            self._numbers[block.counted_in] = number.numId
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = self._numbers[block.counted_in]

    def _mark(self, paragraph: Any, place: str) -> None:
        """A bookmark where something leads to, under a name that Word allows."""
        if place in self._places:
            for tag, named in (("w:bookmarkStart", {"w:name": self._places[place]}), ("w:bookmarkEnd", {})):
                paragraph._p.append(element(tag, {"w:id": str(self._marked)} | named))
            self._marked += 1

    def _say(self, paragraph: Any, piece: Piece) -> None:
        run = paragraph.add_run(printable(piece.text))
        if piece.is_strong:
            run.bold = True
        link = self._link(piece.leads_to)
        if piece.is_reference:
            run._r.style = self._styles["Source number"]
        elif link is not None:
            run._r.style = self._styles["Hyperlink"]
        if link is not None:
            paragraph._p.append(link)
            link.append(run._r)

    def _link(self, leads_to: str) -> Any | None:
        """What makes words lead there; nothing, when it is neither a place of the page nor a web address."""
        if leads_to[:1] == "#" and leads_to[1:] in self._places:
            return element("w:hyperlink", {"w:anchor": self._places[leads_to[1:]]})
        if leads_to.startswith(ADDRESSES):
            part = self._document.part
            return element(
                "w:hyperlink", {"r:id": part.relate_to(printable(leads_to), RELATIONSHIP_TYPE.HYPERLINK, True)}
            )
        return None

    def _table(self, block: Table) -> None:
        table = self._document.add_table(len(block.rows), block.columns)
        table.style = self._document.styles[TABLE]
        describe_table(table, block, room(self._document))
        for row, told in zip(table.rows, block.rows, strict=True):
            keep_together(row, told)
            self._row(row.cells, told)

    def _row(self, cells: tuple[Any, ...], told: Row) -> None:
        place = 0
        for cell in told.cells:
            into = cells[place] if cell.columns == 1 else cells[place].merge(cells[place + cell.columns - 1])
            self._cell(into, cell)
            place += cell.columns

    def _cell(self, into: Any, cell: Cell) -> None:
        first = into.paragraphs[0]
        first._p.style = self._styles["Table text"]
        for number, block in enumerate(cell.paragraphs):
            paragraph = into.add_paragraph() if number else first
            self._set(paragraph, emphasised(block) if cell.is_heading else block)
            if cell.is_number:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def in_words(picture: Picture) -> Paragraph:
    title = Piece(f"{picture.title}. ", is_strong=True)
    return Paragraph("picture", (title, Piece(picture.text)), places=picture.places)


def style_of(block: Paragraph) -> str:
    """The style of a paragraph, by its name in Word."""
    if block.kind in IN_LISTS:
        depth = min(block.depth, DEEPEST)
        return IN_LISTS[block.kind] + (f" {depth}" if depth > 1 else "")
    return STYLES.get(block.kind, "Normal")


def emphasised(block: Paragraph) -> Paragraph:
    """The paragraph as the head of a row or column: strong, but for the source numbers in it."""
    return replace(block, pieces=tuple(replace(piece, is_strong=not piece.is_reference) for piece in block.pieces))


def _led_to(blocks: Iterable[Block]) -> set[str]:
    """The ids that a link of the page leads to and that the page has."""
    said = list(_paragraphs(blocks))
    here = {place for block in said for place in block.places}
    return here & {piece.leads_to[1:] for block in said for piece in block.pieces if piece.leads_to[:1] == "#"}


def _paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, Table):
            yield from (one for row in block.rows for cell in row.cells for one in cell.paragraphs)
