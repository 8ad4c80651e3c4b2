"""A run: each case by itself, noted with the day until which backups hold it; and the command that prints first."""

from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from subsidies.actions import retaining
from subsidies.models import Application, RetentionRemoval, RetentionRun
from subsidies.tasks import retention
from tests.subsidy_factories import OfficerFactory, publish

from .retention_scene import MARK, aged, as_owner, refused, settled

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rules():
    return publish()


def test_one_that_fails_stops_nothing(monkeypatch, caplog):
    first, second = aged(refused(), "refused"), aged(refused(), "refused")
    remove = retaining.remove

    def broken(*, run, due):
        if due.application == first:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT 1 / 0")
        remove(run=run, due=due)

    monkeypatch.setattr(retaining, "remove", broken)
    retention.remove_what_is_due(0)
    assert [each.key for each in RetentionRemoval.objects.all()] == [second.pk]
    assert f"Application {first.pk} (refused) cannot be removed" in caplog.text


def test_a_file_that_cannot_be_removed_stops_nothing(monkeypatch, caplog, django_capture_on_commit_callbacks):
    aged(refused(), "refused")

    def broken(name):
        raise OSError("the disk is away")

    monkeypatch.setattr(storages["private"], "delete", broken)
    with django_capture_on_commit_callbacks(execute=True):
        _run, failed = retaining.remove_all()
    assert failed == [] and RetentionRemoval.objects.count() == 1
    assert "cannot be removed" in caplog.text and MARK not in caplog.text


def test_the_run_says_until_when_backups_hold_it(settings):
    settings.BACKUP_RETENTION_DAYS = 90
    run, _failed = retaining.remove_all()
    assert (run.day, run.backups_until, run.by, run.is_dry) == (
        timezone.localdate(), timezone.localdate() + timedelta(days=90), None, False
    )  # fmt: skip


def test_the_command_prints_and_removes_only_when_told(capsys):
    application, held = aged(refused(), "refused"), aged(settled(), "contacts")
    retaining.hold(application=held, reason="woo", note="Verzoek 14", by=OfficerFactory())
    call_command("retention")
    out = capsys.readouterr().out
    assert f"refused: {application.reference}, due on {timezone.localdate()}\n" in out
    assert f"contacts: {held.reference}, due on {timezone.localdate()}, held: asked for under the Woo\n" in out
    assert "1 would go" in out and Application.objects.filter(pk=application.pk).exists()
    assert [(run.is_dry, run.backups_until) for run in RetentionRun.objects.all()] == [(True, None)]
    call_command("retention", "--remove")
    assert f"refused: {application.reference}, " in capsys.readouterr().out
    assert list(Application.objects.all()) == [held]


def test_the_command_names_what_could_not_be_removed(capsys):
    application = aged(refused(), "refused")
    # A part of which nobody thought: the case stays whole.
    as_owner("CREATE TABLE elsewhere (application_id bigint REFERENCES subsidies_application)")
    as_owner("INSERT INTO elsewhere VALUES (%s)", application.pk)
    with pytest.raises(CommandError, match=f"1 could not be removed .* {application.reference}"):
        call_command("retention", "--remove")
    assert "0 went." in capsys.readouterr().out
    assert application.messages.exists() and application.events.exists()
