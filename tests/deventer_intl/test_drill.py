"""The restore drill: a backup that is whole is the same, and what is not whole is named."""

import os
from datetime import date
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from bench.scratch import Scratch
from deventer_intl import picture_files
from deventer_intl.pictures import file_name
from drill.__main__ import drill, empty_server, report
from drill.facts import Facts, Line, compare, files_of, outcome_of, pictures_of, refusals
from subsidies.models import Document, LedgerEntry
from tests.factories import PictureFactory
from tests.images import image
from tests.subsidies.settled_cases import granted
from tests.subsidy_factories import AttachmentFactory, CeilingVersionFactory

TARGET = "test_restore_drill"


@pytest.fixture
def scratch():
    scratch = Scratch()
    scratch.drop(TARGET)
    yield scratch
    scratch.drop(TARGET)


def roots(private):
    return {"private": Path(private), "pictures": Path(settings.STORAGES["pictures"]["OPTIONS"]["location"])}


# Another connection sees what was committed alone.
@pytest.mark.django_db(transaction=True)
def test_a_backup_is_restored_into_an_empty_database_and_is_the_same(scratch, tmp_path):
    case = granted()
    letters = Document.objects.exclude(sha256="")
    assert letters.filter(kind="decision").exists()
    source, other = connection.settings_dict["NAME"], empty_server(os.environ)
    assert (other.owner["HOST"], other.owner["PORT"]) != (scratch.owner["HOST"], scratch.owner["PORT"])
    lines = drill(scratch, source, other, TARGET, roots(settings.PRIVATE_ROOT), tmp_path)
    found = {line.what: line for line in lines}
    assert all(line.is_same for line in lines), report(lines)
    about = f"ledger, {case.ceiling.scheme.code} {case.ceiling.year}"
    assert (found[f"{about}, granted"].restored, found[f"{about}, paid"].restored) == (240_00, 960_00)
    assert found["letters with the right SHA-256"].there == letters.count() > 0
    assert found["triggers"].there > 100 and found["rows of all tables"].there > 100
    assert found["serving role: UPDATE of the ledger"].restored == "refused"
    assert found["trigger of the ledger, also for the owner"].restored == "refused"
    assert "All of it is the same." in report(lines)
    # It is dropped afterwards.
    with psycopg.connect(other.url(other.owner, other.owner["NAME"])) as there:
        assert not there.execute("SELECT 1 FROM pg_database WHERE datname = %s", [TARGET]).fetchone()


@pytest.mark.django_db(transaction=True)
def test_a_letter_that_is_lost_or_changed_is_named(scratch, tmp_path):
    granted()
    private = Path(settings.PRIVATE_ROOT)
    first, second = Document.objects.filter(kind="decision")[0], AttachmentFactory(sha256="1" * 64)
    copy = tmp_path / "private"
    for each in (first, second):
        (copy / each.file.name).parent.mkdir(parents=True, exist_ok=True)
        (copy / each.file.name).write_bytes((private / each.file.name).read_bytes())
    with psycopg.connect(scratch.url(scratch.owner, connection.settings_dict["NAME"])) as there:
        wrong = [line.what for line in files_of(there, copy) if not line.is_same]
        assert f"file {first.file.name}" not in wrong and f"file {second.file.name}" in wrong
        (copy / first.file.name).write_bytes(b"%PDF-1.7 anders")
        assert f"file {first.file.name}" in [line.what for line in files_of(there, copy) if not line.is_same]
        (copy / first.file.name).unlink()
        [line] = [line for line in files_of(there, copy) if line.what == f"file {first.file.name}"]
        assert (line.there, line.restored) == (first.sha256[:12], "missing")


@pytest.mark.django_db(transaction=True)
def test_a_picture_that_is_lost_is_named(scratch, folder):
    made = picture_files.make(SimpleUploadedFile("pomp.png", image()))
    picture_files.store(made)
    PictureFactory(digest=made.digest, width=made.width, height=made.height)
    with psycopg.connect(scratch.url(scratch.owner, connection.settings_dict["NAME"])) as there:
        assert [line for line in pictures_of(there, folder) if not line.is_same] == []
        (folder / file_name(made.digest, made.width)).unlink()
        _total, lost = [line for line in pictures_of(there, folder) if not line.is_same]
        assert (lost.what, lost.restored) == (f"picture {made.digest}", "missing")


@pytest.mark.django_db(transaction=True)
def test_a_ledger_that_can_be_changed_is_named(scratch):
    CeilingVersionFactory(in_force_from=date(2026, 1, 1))
    granted()
    name = connection.settings_dict["NAME"]
    with (
        psycopg.connect(scratch.url(scratch.owner, name)) as owner,
        psycopg.connect(scratch.url(scratch.serving, name)) as serving,
    ):
        assert all(line.is_same for line in refusals(serving, owner))
        # As after a restore without its triggers; the transaction is never committed.
        owner.execute("ALTER TABLE subsidies_ledgerentry DISABLE TRIGGER USER")
        assert outcome_of(owner, "UPDATE subsidies_ledgerentry SET amount = amount + 1") == "DONE"
        owner.rollback()
    assert LedgerEntry.objects.filter(amount=1_200_00).exists()


def test_what_differs_is_named_and_counted():
    there = Facts({"a": 3, "b": 1}, {("IS 2027", "paid"): 500}, {"a": "one two"})
    restored = Facts({"a": 2, "c": 1}, {("IS 2027", "paid"): 400}, {"a": "one"})
    wrong = [line for line in compare(there, restored) if not line.is_same]
    assert wrong == [
        Line("ledger, IS 2027, paid", 500, 400),
        Line("rows of all tables", 4, 3),
        Line("rows of a", 3, 2),
        Line("rows of b", 1, None),
        Line("rows of c", None, 1),
        Line("triggers", 2, 1),
        Line("triggers of a", "one two", "one"),
    ]
    assert "7 of 8 differ." in report(compare(there, restored)) and "DIFFERS" in report(wrong)
    assert "All of it" in report(compare(there, there))


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_there_already_is_left_alone(scratch, tmp_path):
    scratch.execute(f'CREATE DATABASE "{TARGET}"')
    with pytest.raises(SystemExit, match="already"):
        drill(scratch, connection.settings_dict["NAME"], scratch, TARGET, roots(tmp_path / "none"), tmp_path)
    with psycopg.connect(scratch.url(scratch.owner, TARGET)) as there:
        assert there.execute("SELECT 1").fetchone() == (1,)
