"""What comes with an application: which files, how many, and who can open them."""

import io
import os
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from subsidies import attachment_files
from subsidies.actions import application as applications
from subsidies.actions import attachment as actions
from subsidies.actions import handling
from subsidies.attachment_files import Refused, check
from subsidies.models import Attachment
from subsidies.slots import missing
from subsidies.tasks.cases import remove_files_without_case, rescan_attachments
from tests.clamd import EICAR, Clamd
from tests.conftest import sign_in
from tests.factories import MembershipFactory, UserFactory
from tests.organisations.test_paper_files import MACRO_TYPE, PDF, odf, ooxml
from tests.subsidy_factories import (
    ApplicationFactory,
    AttachmentFactory,
    EvidenceFactory,
    OfficerFactory,
    SchemeVersionFactory,
    publish,
    submitted,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_attempts_yet")]


def picture(kind="PNG", size=(64, 64)):
    content = io.BytesIO()
    Image.new("RGB", size, "#0b2a4a").save(content, kind)
    return content.getvalue()


@pytest.fixture
def clamd(settings):
    scanner = Clamd()
    settings.CLAMAV_SOCKET = scanner.address
    yield scanner
    scanner.stop()


@pytest.fixture
def evidence():
    rules = SchemeVersionFactory()
    evidence = EvidenceFactory(version=rules)
    EvidenceFactory(version=rules, label_nl="Foto", is_required=False)
    publish(rules)
    return evidence


@pytest.fixture
def draft(evidence):
    return ApplicationFactory(ceiling=evidence.version.ceiling)


@pytest.fixture
def user(draft):
    return MembershipFactory(organisation=draft.organisation).user


def add(application, user, content=PDF, name="plan.pdf", evidence=None):
    return actions.add(application=application, name=name, content=content, evidence=evidence, by=user)


def address(draft):
    return f"/mijn/aanvragen/concept/{draft.pk}/bijlagen/"


def send(client, where, content=PDF, name="plan.pdf", evidence=None):
    file = SimpleUploadedFile(name, content)
    return client.post(where, {"evidence": evidence.pk if evidence else "", "file": file})


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.pdf", PDF, "application/pdf"),
        ("a.odt", odf(), "application/vnd.oasis.opendocument.text"),
        ("A.PNG", picture(), "image/png"),
        ("a.jpg", picture("JPEG"), "image/jpeg"),
        ("a.jpeg", picture("JPEG"), "image/jpeg"),
        ("a.webp", picture("WEBP"), "image/webp"),
    ],
)
def test_documents_and_pictures_are_taken_for_what_they_are(name, content, kind):
    assert check(name, content) == kind


def zip_of(text):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", text)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.pdf", b""),
        ("renamed.pdf", picture()),
        ("renamed.png", PDF),
        ("other.png", picture("JPEG")),
        ("moving.gif", picture("GIF")),
        ("cut.png", picture()[:-20]),
        ("cut.jpg", picture("JPEG")[: len(picture("JPEG")) // 2]),
        ("both.png", picture() + zip_of("x")),
        ("both.jpg", picture("JPEG") + zip_of("x")),
        ("pdf.jpg", picture("JPEG")[:20] + b"%PDF-1.7" + picture("JPEG")[20:]),
        ("page.jpg", picture("JPEG") + b"<script>alert(1)</script>"),
        ("more.png", picture() + b"MZ"),
        ("more.webp", picture("WEBP") + b"more and more"),
        ("vector.svg", b"<svg onload='alert(1)'/>"),
        ("heic.jpg", b"\0\0\0\x18ftypheic" + b"\0" * 50),
        ("macros.docx", ooxml(main=MACRO_TYPE)),
        ("large.png", picture() + b"\0" * 10 * 1024 * 1024),
        ("wide.png", picture(size=(12_001, 32))),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_anything_else_is_refused_with_a_reason(name, content):
    with pytest.raises(Refused) as refused:
        check(name, content)
    assert str(refused.value).endswith(".")


def test_a_file_sent_twice_is_kept_once(draft, user, evidence, client):
    sign_in(client, user)
    for _ in range(2):
        assert send(client, address(draft), evidence=evidence).status_code == 302
    attachment = draft.attachments.get()
    assert (attachment.evidence, attachment.size, attachment.added_by) == (evidence, len(PDF), user)
    assert missing(draft) == []
    page = client.get(address(draft)).content.decode()
    assert "plan.pdf" in page
    assert "Projectplan" in page


def test_what_is_wrong_is_said_at_its_place_and_nothing_is_kept(draft, user, evidence, client):
    sign_in(client, user)
    response = send(client, address(draft), b"no PDF", evidence=evidence)
    assert response.status_code == 422
    assert f'href="#id_{evidence.pk}_file"' in response.content.decode()
    assert not draft.attachments.exists()
    assert send(client, address(draft), evidence=None).status_code == 302
    assert client.post(address(draft), {"evidence": "999999"}).status_code == 404
    assert client.post(address(draft), {"evidence": evidence.pk}).status_code == 422


def test_two_hundred_files_are_refused(draft, user, client, monkeypatch):
    sign_in(client, user)
    files = [SimpleUploadedFile(f"{n}.pdf", PDF) for n in range(200)]
    assert client.post(address(draft), {"file": files}).status_code == 400
    monkeypatch.setattr(attachment_files, "MOST_FILES", 2)
    for n in range(2):
        assert send(client, address(draft), PDF + b"%d\n%%%%EOF" % n).status_code == 302
    response = send(client, address(draft), PDF + b"more\n%%EOF")
    assert response.status_code == 422
    assert draft.attachments.count() == 2


def test_more_than_all_together_is_refused(draft, user, monkeypatch):
    monkeypatch.setattr(attachment_files, "MOST_TOGETHER", len(PDF) + 5)
    add(draft, user)
    with pytest.raises(applications.ValidationError) as error:
        add(draft, user, PDF + b"2\n%%EOF")
    assert error.value.code == "too_large"


def test_removing_takes_the_file_away_and_twice_is_no_error(draft, user, client, django_capture_on_commit_callbacks):
    sign_in(client, user)
    attachment = add(draft, user)
    where = f"{address(draft)}{attachment.pk}/weg/"
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(where).status_code == 302
    assert not storages["private"].exists(attachment.file.name)
    actions.remove(attachment=attachment, by=user)
    assert not Attachment.objects.exists()


def test_after_sending_in_only_what_is_asked_is_taken_and_nothing_goes(user, evidence, draft):
    application = submitted(ceiling=draft.ceiling, organisation=draft.organisation)
    old = AttachmentFactory(
        application=application, evidence=evidence, added_at=timezone.now() - timedelta(days=1), sha256="1" * 64
    )
    with pytest.raises(applications.ValidationError):
        add(application, user, evidence=evidence)
    handling.ask_supplement(application=application, text="Onleesbaar.", evidence=[evidence], by=OfficerFactory())
    with pytest.raises(applications.ValidationError):
        add(application, user)
    with pytest.raises(applications.ValidationError):
        actions.remove(attachment=old, by=user)
    new = add(application, user, evidence=evidence)
    old.refresh_from_db()
    assert old.replaced_at
    assert list(application.attachments.current()) == [new]


def visitors(organisation):
    former = MembershipFactory(organisation=organisation)
    former.delete()
    officer = UserFactory(is_staff=True)
    officer.groups.add(Group.objects.get(name="subsidy officers"))
    tied = UserFactory(is_staff=True)
    tied.groups.add(Group.objects.get(name="subsidy officers"))
    MembershipFactory(organisation=organisation, user=tied)
    return {
        "colleague": MembershipFactory(organisation=organisation).user,
        "stranger": MembershipFactory().user,
        "former": former.user,
        "staff": UserFactory(is_staff=True),
        "officer": officer,
    }


def test_who_may_see_the_case_may_download_and_nobody_else(client):
    application = submitted()
    attachment = AttachmentFactory(application=application, file_name="plan.pdf")
    where = f"/mijn/aanvragen/{application.reference}/document/{attachment.pk}/"
    assert client.get(where).status_code == 302
    for name, visitor in visitors(application.organisation).items():
        sign_in(client, visitor)
        response = client.get(where)
        assert response.status_code == (200 if name in {"colleague", "officer"} else 404), name
        if response.streaming:
            assert response.getvalue().startswith(b"%PDF-")
            assert response["Content-Disposition"] == 'attachment; filename="plan.pdf"'
            assert response["X-Content-Type-Options"] == "nosniff"
            assert "sandbox" in response["Content-Security-Policy"]
            assert response["Cache-Control"] == "private, no-store"


def test_the_file_of_another_case_is_not_found_under_ones_own(client):
    own, other = submitted(), submitted(organisation__slug="ander")
    attachment = AttachmentFactory(application=other)
    sign_in(client, MembershipFactory(organisation=own.organisation).user)
    for reference in (own.reference, other.reference):
        assert client.get(f"/mijn/aanvragen/{reference}/document/{attachment.pk}/").status_code == 404
    draft = ApplicationFactory(organisation=own.organisation)
    for rest in ("", "weg/"):
        assert client.get(f"{address(draft)}{attachment.pk}/{rest}").status_code == 404


def test_a_virus_is_refused_and_nothing_is_kept(clamd, draft, user, client):
    sign_in(client, user)
    response = send(client, address(draft), PDF + EICAR + b"\n%%EOF")
    assert response.status_code == 422
    assert "virus" in response.content.decode()
    assert not Attachment.objects.exists()


def test_while_the_scanner_is_down_a_file_waits_and_nobody_opens_it(clamd, draft, user, evidence, client):
    clamd.says = b"garbage\0"
    sign_in(client, user)
    response = send(client, address(draft), evidence=evidence)
    page = client.get(response["Location"]).content.decode()
    assert "virusscanner" in page
    attachment = draft.attachments.get()
    assert attachment.waits
    assert missing(draft) == []
    assert client.get(f"{address(draft)}{attachment.pk}/").status_code == 404
    rescan_attachments(0)
    attachment.refresh_from_db()
    assert attachment.waits
    clamd.says = ...
    rescan_attachments(0)
    assert client.get(f"{address(draft)}{attachment.pk}/").getvalue() == PDF


def test_a_virus_that_is_found_later_is_removed_and_told(
    clamd, draft, user, evidence, django_capture_on_commit_callbacks
):
    clamd.says = b"garbage\0"
    attachment = add(draft, user, PDF + EICAR + b"\n%%EOF", evidence=evidence)
    clamd.says = ...
    with django_capture_on_commit_callbacks(execute=True):
        rescan_attachments(0)
        rescan_attachments(0)
    attachment.refresh_from_db()
    assert attachment.is_infected
    assert not storages["private"].exists(attachment.file.name)
    assert missing(draft) == [evidence]
    assert [message.to for message in mail.outbox] == [[user.email]]


def test_files_that_no_case_names_go_after_a_day(draft, user):
    kept, lost = add(draft, user), add(draft, user, PDF + b"2\n%%EOF")
    Attachment.objects.filter(pk=lost.pk).delete()
    storage = storages["private"]
    remove_files_without_case(0)
    assert storage.exists(lost.file.name)
    old = (timezone.now() - timedelta(days=2)).timestamp()
    for file in (kept, lost):
        os.utime(Path(storage.path(file.file.name)), (old, old))
    remove_files_without_case(0)
    assert (storage.exists(kept.file.name), storage.exists(lost.file.name)) == (True, False)
