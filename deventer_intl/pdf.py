"""Documents as PDF/UA-1 (accessible, tagged), from the typst templates in `templates/pdf/`."""

import json
import re
import shutil
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import typst
from django.conf import settings
from django.core.checks import Error, register

FONTS = settings.BASE_DIR / "static" / "fonts"
TEMPLATES = settings.BASE_DIR / "templates" / "pdf"
# What the templates ask for; a font that is missing would be replaced in silence.
NEEDED = ["Bitter-Bold.ttf", "OpenSans-Bold.ttf", "OpenSans-Regular.ttf"]

# Of a picture, per inch.
PIXELS = 192
# Of texts in a script that our fonts lack, so many runs of letters are replaced before giving up.
MOST_REPLACED = 200
# Letters tried before those of other scripts than Latin, Greek and Cyrillic are given up.
MOST_TRIED, LAST_OF_OURS = 60, "\u052f"


class Unprintable(Exception):
    """A text that our fonts have no letters for; says which."""


def render(template: str, data: dict, files: dict[str, bytes] | None = None) -> bytes:
    """Return the PDF that a template makes of data, which is JSON to it, and of files, by the names it gives them.

    Raises `Unprintable`.
    """
    if not files:
        return compiled(TEMPLATES, template, data)
    with beside_the_templates(files) as folder:
        return compiled(folder, template, data)


def as_png(svg: str, width: float) -> bytes:
    """Return a drawing as a picture of so many centimetres, for files that hold no SVG."""
    with beside_the_templates({"picture.svg": svg.encode()}) as folder:
        return typst.compile(**sources(folder, "picture.typ", {"width": width}), format="png", ppi=PIXELS)


@contextmanager
def beside_the_templates(files: dict[str, bytes]):
    """Give a folder with the templates and some files: typst reads what lies beside a template, and nothing else."""
    with TemporaryDirectory() as name:
        folder = Path(shutil.copytree(TEMPLATES, Path(name) / "pdf"))
        for file, content in files.items():
            (folder / file).write_bytes(content)
        yield folder


def printed(template: str, data: dict, note: str = "", most: int = MOST_REPLACED) -> bytes:
    """Return the PDF that a template makes of data, with ? for what our fonts lack; then its `note` is the one given, if any.

    Raises `Unprintable` where there are more than `most` runs of such letters.
    """
    for _attempt in range(most):
        try:
            return render(template, data)
        except Unprintable as error:
            data = replaced(data, str(error))
            if note:
                data["note"] = note
    raise Unprintable(f"{template}: too many letters that our fonts lack")


def replaced(value, letters: str):
    """Return data, which is JSON, with ? for letters, whichever text of it holds them."""
    if isinstance(value, str):
        return value.replace(letters, "?")
    if isinstance(value, dict):
        return {name: replaced(each, letters) for name, each in value.items()}
    return [replaced(each, letters) for each in value] if isinstance(value, list) else value


def lacking(data) -> set[str]:
    """Return the letters in data that our fonts lack: each is tried once, so that long documents need not be made anew."""
    letters, found = letters_in(data), set()
    for _attempt in range(MOST_TRIED):
        try:
            compiled(TEMPLATES, "letters.typ", {"letters": sorted(letters)})
        except Unprintable as error:
            found |= set(str(error)) & letters
            letters -= found
        else:
            return found
    return found | {letter for letter in letters if letter > LAST_OF_OURS}


def letters_in(data) -> set[str]:
    """Return the letters of all texts in data, which is JSON."""
    if isinstance(data, str):
        return set(data)
    parts = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return set().union(*map(letters_in, parts))


def sources(folder: Path, template: str, data: dict) -> dict:
    """Return what typst makes something of: a template of a folder, our fonts and no others, and data."""
    return {
        "input": str(folder / template),
        "root": str(folder),
        "font_paths": [str(FONTS)],
        "ignore_system_fonts": True,
        "sys_inputs": {"data": json.dumps(data)},
    }


def compiled(folder: Path, template: str, data: dict) -> bytes:
    try:
        return typst.compile(**sources(folder, template, data), format="pdf", pdf_standards="ua-1")
    except typst.TypstError as error:
        # PDF/UA wants each letter to be one, and not a box.
        if lacking := re.search(r'the text `"(.+)"` could not be displayed', str(error)):
            # It writes what nobody sees, a control character, as its number.
            letters = re.sub(r"\\u\{(\w+)\}", lambda found: chr(int(found[1], 16)), lacking[1])
            raise Unprintable(letters) from None
        raise


@register()
def fonts_are_there(app_configs, **kwargs):
    missing = [name for name in NEEDED if not (FONTS / name).exists()]
    return [Error(f"Fonts of the PDF documents are missing in {FONTS}: {', '.join(missing)}", id="portal.E002")] * bool(
        missing
    )
