"""The Word document around a report: its styles, its sheet of paper, what runs on top and at the foot, and its properties."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from models_catalogue.spreadsheets.cells import printable

TYPEFACE = "Arial"
"""Named, not embedded: whoever edits the document has it or gets its like."""
COLOUR, INK, GREY = RGBColor(0x0B, 0x4F, 0x54), RGBColor(0x21, 0x2B, 0x32), RGBColor(0x4C, 0x62, 0x72)
LANGUAGE = "en-GB"


@dataclass(frozen=True)
class Look:
    """How a style of paragraphs looks. `like` is the style that it is made from; a made style is new to the document."""

    size: float
    before: float = 0
    after: float = 6
    colour: RGBColor = INK
    is_bold: bool = False
    stays_with_next: bool = False
    like: str = ""


LOOKS: Mapping[str, Look] = {
    "Normal": Look(10),
    "Title": Look(22, 0, 8, COLOUR, True, True),
    "Heading 1": Look(16, 18, 6, COLOUR, True, True),
    "Heading 2": Look(12.5, 12, 4, INK, True, True),
    "Heading 3": Look(11, 10, 3, INK, True, True),
    "Heading 4": Look(10, 8, 3, INK, True, True),
    "Heading 5": Look(10, 8, 3, GREY, True, True),
    "Caption": Look(9, 6, 3, INK, True, True),
    "Headline": Look(12, 4, 8, like="Normal"),
    "Chart": Look(10, 0, 4, stays_with_next=True, like="Normal"),
    "Chart description": Look(9.5, 4, 4, like="Normal"),
    "Note": Look(8.5, 0, 6, GREY, like="Normal"),
    "Source": Look(8, 0, 2, like="Normal"),
    "Table text": Look(8, 1, 1, like="Normal"),
}
SMALL_LOOKS: Mapping[str, Look] = {
    **LOOKS,
    "Normal": Look(8, 0, 1.5),
    "Title": Look(15, 0, 3, COLOUR, True, True),
    "Heading 1": Look(10.5, 6, 2, COLOUR, True, True),
    "Heading 2": Look(8.5, 4, 1, INK, True, True),
    "Headline": Look(8.5, 2, 3, like="Normal"),
    "Caption": Look(8, 3, 1, INK, True, True),
    "Table text": Look(7.5, 0.5, 0.5, like="Normal"),
}
"""For a paper of two pages."""


@dataclass(frozen=True)
class Frame:
    """How small a document is set, the margins of its sheet in millimetres, and whether the sheet lies on its side."""

    looks: Mapping[str, Look]
    top: float
    foot: float
    side: float
    is_wide: bool = False


USUAL = Frame(LOOKS, 20, 18, 17)
SMALL = Frame(SMALL_LOOKS, 15, 13, 14)
WIDE = replace(SMALL, is_wide=True)

TABLE = "Report table"
"""Rules between rows and none between columns, as on the page; the head is bold."""
TABLE_LOOK = f"""<w:style {nsdecls("w")}><w:tblPr><w:tblBorders>
<w:bottom w:val="single" w:sz="4" w:space="0" w:color="C4CFD0"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="C4CFD0"/>
</w:tblBorders><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>
<w:bottom w:val="single" w:sz="8" w:space="0" w:color="212B32"/></w:tcBorders></w:tcPr></w:tblStylePr></w:style>"""


def empty_document(frame: Frame = USUAL) -> Any:
    """An A4 document with the styles of a report and nothing in it."""
    document = Document()
    _sheet(document.sections[0], frame)
    for name, look in frame.looks.items():
        _style(document.styles, name, look)
    _table_style(document.styles)
    _character_style(document.styles, "Hyperlink", COLOUR, is_underlined=True)
    _character_style(document.styles, "Source number", GREY, size=Pt(8))
    _speak(document.styles)
    return document


def _sheet(section: Any, frame: Frame) -> None:
    section.page_width, section.page_height = (Mm(297), Mm(210)) if frame.is_wide else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if frame.is_wide else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = Mm(frame.side)
    section.top_margin, section.bottom_margin = Mm(frame.top), Mm(frame.foot)
    section.header_distance = section.footer_distance = Mm(frame.foot / 2)


def room(document: Any) -> int:
    """The width between the margins of the sheet."""
    section = document.sections[0]
    return section.page_width - section.left_margin - section.right_margin


def _style(styles: Any, name: str, look: Look) -> None:
    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH) if look.like else styles[name]
    if look.like:
        style.base_style, style.quick_style = styles[look.like], True
    _typeface(style)
    font, paragraph = style.font, style.paragraph_format
    font.size, font.bold, font.italic, font.color.rgb = Pt(look.size), look.is_bold, False, look.colour
    paragraph.space_before, paragraph.space_after = Pt(look.before), Pt(look.after)
    paragraph.keep_with_next, paragraph.widow_control = look.stays_with_next, True


def _typeface(style: Any) -> None:
    """The typeface by name; what the template's theme would put in its place is taken out."""
    style.font.name = TYPEFACE
    fonts = style.element.rPr.rFonts
    for name in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[name]
    for script in ("w:cs", "w:eastAsia"):
        fonts.set(qn(script), TYPEFACE)


def _table_style(styles: Any) -> None:
    style = styles.add_style(TABLE, WD_STYLE_TYPE.TABLE)
    style.base_style = styles["Normal Table"]
    style.element.extend(list(parse_xml(TABLE_LOOK)))


def _character_style(
    styles: Any, name: str, colour: RGBColor, *, size: Any = None, is_underlined: bool = False
) -> None:
    style = styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
    style.font.color.rgb, style.font.size, style.font.underline = colour, size, is_underlined or None


def _speak(styles: Any) -> None:
    """Every word is in British English, unless somebody marks it otherwise."""
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)


def describe(document: Any, *, title: str, reference: str, revision: int, at: datetime) -> None:
    """The properties that an office's files are found by; whoever edits the document is its next author."""
    about = document.core_properties
    about.title, about.identifier, about.subject = printable(title)[:255], reference, f"Reference {reference}"
    about.author = about.last_modified_by = "Integration Portal"
    about.language, about.comments, about.keywords = LANGUAGE, "", ""
    about.version = str(revision)
    about.created = about.modified = at.replace(tzinfo=None)


def run_along(document: Any, running: str) -> None:
    """The line on top of every sheet, and its number at the foot."""
    section = document.sections[0]
    section.header.paragraphs[0].text = printable(running)
    foot = section.footer.paragraphs[0]
    for words, field in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
        foot.add_run(words)
        foot._p.append(_field(field))
    for paragraph in (section.header.paragraphs[0], foot):
        paragraph.style = document.styles["Note"]


def _field(instruction: str) -> Any:
    """A number that Word works out when it lays the document out."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    return field
