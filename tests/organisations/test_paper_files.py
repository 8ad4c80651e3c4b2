"""What a file is, and which are refused: by what stands in them."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organisations import paper_files
from organisations.paper_files import ODF, OOXML, Refused, check

PDF = b"%PDF-1.7\n1 0 obj << >> endobj\ntrailer\n%%EOF\n"


def zipped(*members, compression=zipfile.ZIP_DEFLATED):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return packed.getvalue()


def odf(kind="odt", *more):
    return zipped(("mimetype", ODF[kind]), ("content.xml", "<office/>"), *more)


def ooxml(kind="docx", *more, main=None):
    main = main or f"{OOXML[kind]}.main+xml"
    types = f'<Types><Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
    return zipped(("[Content_Types].xml", types), ("word/document.xml", "<w/>"), *more)


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.pdf", PDF), ("A.PDF", PDF)]
    + [(f"a.{kind}", odf(kind)) for kind in ODF]
    + [(f"a.{kind}", ooxml(kind)) for kind in OOXML],
)
def test_documents_are_taken(name, content):
    check(name, content)
    assert paper_files.content_type_of(name) in {paper_files.PDF, *ODF.values(), *OOXML.values()}


MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"


def said_to_be_huge():
    """Return a zip whose one member says that it unpacks to four gigabytes."""
    content = bytearray(ooxml())
    at = content.rindex(b"PK\x01\x02")
    content[at + 24 : at + 28] = b"\xff\xff\xff\xfe"
    return bytes(content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.pdf", b""),
        ("programme.pdf", b"MZ\x90\x00" + PDF),
        ("page.pdf", b"<html><script>alert(1)</script>" + PDF),
        ("cut-off.pdf", PDF[:20]),
        ("picture.pdf", b"\x89PNG\r\n\x1a\n"),
        ("text.pdf", b"%PDF-"),
        ("zip-behind.pdf", PDF + odf() + b"%%EOF"),
        ("both.pdf", b"%PDF-1.7\n" + zipped(("x", "%%EOF"))),
        ("renamed.docx", PDF),
        ("renamed.pdf", ooxml()),
        ("other.xlsx", ooxml("docx")),
        ("double.pdf.exe", PDF),
        ("noname", PDF),
        ("vector.svg", b"<svg onload='alert(1)'/>"),
        ("just.zip", zipped(("a.txt", "hi"))),
        ("jar.docx", zipped(("META-INF/MANIFEST.MF", "x"), ("[Content_Types].xml", ""))),
        ("empty.docx", zipped()),
        ("macros.docm", ooxml(main=MACRO_TYPE)),
        ("macros.docx", ooxml(main=MACRO_TYPE)),
        ("hidden.docx", ooxml("docx", ("word/vbaProject.bin", "x"))),
        ("renamed-macro.docx", ooxml("docx", ("word/VBAPROJECT.BIN", "x"))),
        ("control.xlsx", ooxml("xlsx", ("xl/activeX/activeX1.xml", "x"))),
        ("sheet4.xlsx", ooxml("xlsx", ("xl/macrosheets/sheet1.xml", "x"))),
        ("basic.odt", odf("odt", ("Basic/Standard/Module1.xml", "x"))),
        ("script.ods", odf("ods", ("Scripts/python/a.py", "x"))),
        ("template.odt", zipped(("mimetype", ODF["odt"] + "-template"))),
        ("before.docx", zipped(("a", "b")) + ooxml()),
        ("behind.docx", ooxml() + b"<script>"),
        ("damaged.docx", b"PK\x03\x04" + b"\x00" * 50),
        ("cut.docx", ooxml()[:-30]),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("huge.docx", said_to_be_huge()),
        ("many.docx", zipped(*((f"{n}", "") for n in range(5_001)))),
        ("large.pdf", PDF[:-6] + b" " * 10 * 1024 * 1024 + b"%%EOF"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_anything_else_is_refused_with_a_reason(name, content):
    with pytest.raises(Refused) as refused:
        check(name, content)
    assert str(refused.value).endswith(".")


def test_a_member_twice_is_refused():
    with pytest.warns(UserWarning, match="Duplicate"):
        content = ooxml("docx", ("WORD/document.xml", "x"), ("word/document.xml", "y"))
    with pytest.raises(Refused):
        check("twice.docx", content)


def test_a_bomb_is_not_unpacked():
    bomb = ooxml("docx", ("word/media/zeros.bin", b"\0" * 150 * 1024 * 1024), ("more.bin", b"\0" * 60 * 1024 * 1024))
    assert len(bomb) < 1024 * 1024
    with pytest.raises(Refused, match="200 MB"):
        check("bomb.docx", bomb)


def test_of_a_member_that_lies_about_its_size_only_the_beginning_is_read():
    content = zipped(("mimetype", b"x" * 20 * 1024 * 1024))
    with pytest.raises(Refused):
        check("lie.odt", content)


@given(st.binary(max_size=300), st.sampled_from([b"", b"%PDF-", b"PK\x03\x04", odf()[:40], ooxml()[:200]]))
def test_whatever_is_sent_is_refused_and_breaks_nothing(noise, start):
    with pytest.raises(Refused):
        check("noise.docx", start + noise)
