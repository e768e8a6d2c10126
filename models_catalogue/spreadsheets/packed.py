"""Opening what was packed by somebody else: limits that a small file cannot get around by unpacking to a large one."""

import re
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from models_catalogue.spreadsheets.faults import refused

MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 60 * 1024 * 1024
MOST_PARTS = 1000

_DECLARES = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


def parts_of(content: bytes) -> dict[str, bytes]:
    """Every file of a ZIP by name. What the ZIP says of sizes holds: nobody reads further than it says."""
    try:
        with ZipFile(BytesIO(content)) as packed:
            listed = [part for part in packed.infolist() if not part.is_dir()]
            if len(listed) > MOST_PARTS or sum(part.file_size for part in listed) > MOST_UNPACKED:
                raise refused(f"Unpacked, the file is larger than {MOST_UNPACKED // 1024**2} MB. Send less at a time.")
            return {part.filename: packed.read(part) for part in listed}
    except (BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as wrong:
        raise refused("The file cannot be unpacked. Save it again, without a password.") from wrong


def refuse_declarations(parts: dict[str, bytes]) -> None:
    """No spreadsheet program writes declarations; they are how a few bytes of XML grow to gigabytes."""
    for content in parts.values():
        if _DECLARES.search(content) or content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in content[:4]:
            raise refused("The file holds XML that no spreadsheet program writes. Save it again as .xlsx.")
