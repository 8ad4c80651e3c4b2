"""Pictures of organisations: what is refused, what is kept of a file, who arranges them, and how they are shown and sent."""

import io
import re
import struct
import zlib
from datetime import timedelta
from threading import Thread

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image, ImageCms

from deventer_intl import media
from organisations.actions import picture as actions
from organisations.models import Picture, Role
from organisations.models.picture import address_of
from organisations.picture_files import make
from organisations.tasks import remove_files_of_pictures

from ..conftest import sign_in
from ..factories import MembershipFactory, OrganisationFactory, PictureFactory, ProjectFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(db, settings, tmp_path):
    """Keep pictures in a folder of this test, and no count of attempts; return the folder."""
    cache.clear()
    settings.STORAGES = {**settings.STORAGES, "pictures": media.pictures({}, tmp_path / "pictures")}
    return tmp_path / "pictures"


@pytest.fixture
def organisation():
    return OrganisationFactory(name="Stichting Voorbeeld", slug="voorbeeld")


@pytest.fixture
def owner(client, organisation):
    """The owner of the organisation, signed in."""
    owner = MembershipFactory(organisation=organisation).user
    sign_in(client, owner)
    return owner


def image(kind="JPEG", size=(400, 300), mode="RGB", colour="teal", **options):
    """Return the content of a picture."""
    content = io.BytesIO()
    Image.new(mode, size, colour).save(content, kind, **options)
    return content.getvalue()


def png_of(width, height):
    """Return a PNG of a few bytes that says it is so large."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def upload(content, name="foto.jpg", content_type="image/jpeg"):
    return SimpleUploadedFile(name, content, content_type)


def add(organisation, kind="photo", content=None, by=None, **fields):
    picture = Picture(organisation=organisation, kind=kind, alt_nl=fields.pop("alt_nl", "Een pomp"), **fields)
    return actions.add(picture=picture, upload=upload(content or image()), by=by or UserFactory())


def names_in(folder):
    return sorted(path.name for path in folder.glob("**/*") if path.is_file())


def address(name, *args):
    return reverse(f"organisations:{name}", args=["voorbeeld", *args])


# --- What is refused -------------------------------------------------------------------------------------------------

JPEG = image()
REFUSED = {
    "no picture": (b"%PDF-1.7 and so on", "Dit is geen afbeelding in JPEG, PNG, WebP of GIF"),
    "renamed": (b"Naam;Sector\r\nSaxion;onderwijs\r\n", "hoe het bestand ook heet"),
    "another format": (image("TIFF"), "Dit is geen afbeelding"),
    "SVG": (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>', "SVG kan hier niet"),
    "SVG with a program": (
        b'\xef\xbb\xbf<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        "SVG kan hier niet",
    ),
    "HEIC": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 99, "Dit is een foto in HEIC"),
    "web page before a JPEG": (b"<html><script>alert(1)</script>" + JPEG, "Er zit een webpagina in dit bestand"),
    "web page after a JPEG": (JPEG + b"<!DOCTYPE html><p>hi", "Er zit een webpagina in dit bestand"),
    "web page in a comment": (image(comment=b"*/<ScRipt>alert(1)</script>"), "Er zit een webpagina in dit bestand"),
    "cut short": (image(size=(900, 900))[:-400], "beschadigd"),
    "PNG cut short": (image("PNG", (900, 900))[:-400], "beschadigd"),
    "WebP cut short": (image("WEBP", (900, 900))[:-100], "beschadigd"),
    "GIF cut short": (image("GIF", (900, 900))[:-1200], "beschadigd"),
    "only a head": (JPEG[:20], "Dit is geen afbeelding"),
    "bomb": (png_of(50_000, 50_000), "te veel pixels"),
    "large bomb": (png_of(2**31 - 1, 2**31 - 1), "te veel pixels"),
    "just too many pixels": (png_of(10_000, 5_001), "te veel pixels"),
    "too long": (png_of(12_001, 40), "te veel pixels"),
    "too small": (image(size=(31, 400)), "te klein"),
    "too many scans": (JPEG[:-2] + b"\xff\xda" * 301 + JPEG[-2:], "beschadigd"),
    "too large a file": (JPEG + b"\0" * (10 * 1024 * 1024), "groter dan 10 MB"),
    "empty": (b"", "leeg"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_will_not_do_is_refused_and_nothing_typed_is_lost(client, owner, folder, case):
    content, words = REFUSED[case]
    answers = {"file": upload(content), "alt_nl": "Drie <b>pompen</b>", "alt_en": "Three pumps"}
    page = client.post(address("add_photo"), answers)
    assert page.status_code == 422
    assert re.search(f'<p class="error" id="id_file_error">[^<]*{words}', page.text), page.context["form"].errors
    assert "Drie &lt;b&gt;pompen&lt;/b&gt;" in page.text
    assert 'value="Three pumps"' in page.text
    assert "Kies het opnieuw" in page.text
    assert not Picture.objects.exists()
    assert names_in(folder) == []


def test_a_bomb_is_refused_before_anything_is_decoded(monkeypatch):
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda image: pytest.fail("decoded"))
    for size in [(50_000, 50_000), (10_000, 5_001), (12_001, 40)]:
        with pytest.raises(ValidationError):
            make(upload(png_of(*size)))


def test_a_form_without_a_file_or_a_description_says_so(client, owner):
    page = client.post(address("add_photo"), {"alt_en": "Three pumps"})
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"file", "alt_nl"}
    assert client.post(address("add_photo"), {"file": "foto.jpg", "alt_nl": "Een pomp"}).status_code == 422


def test_an_upload_of_50_megabytes_is_refused_in_words(client, owner, folder):
    page = client.post(address("add_photo"), {"file": upload(JPEG + b"\0" * 50 * 1024 * 1024), "alt_nl": "Een pomp"})
    assert page.status_code == 422
    assert "groter dan 10 MB" in page.text
    assert page.context["form"].files["file"].size < 26 * 1024 * 1024
    assert names_in(folder) == []


def test_too_many_files_are_a_bad_request(client, owner):
    files = {f"file{number}": upload(b"x") for number in range(21)}
    assert client.post(address("add_photo"), files).status_code == 400


# --- What is kept ----------------------------------------------------------------------------------------------------


def opened(made, width=None):
    picture = Image.open(io.BytesIO(made.files[width or made.width]))
    picture.load()
    return picture


@pytest.mark.parametrize(
    ("size", "kept"),
    [
        ((200, 100), {200: (200, 100)}),
        ((320, 320), {320: (320, 320)}),
        ((500, 250), {320: (320, 160), 500: (500, 250)}),
        ((2000, 1000), {320: (320, 160), 640: (640, 320), 1280: (1280, 640)}),
        ((6000, 4000), {320: (320, 213), 640: (640, 427), 1280: (1280, 854)}),
        ((1000, 5000), {320: (320, 1600), 512: (512, 2560)}),
        ((4000, 40), {320: (320, 3), 640: (640, 6), 1280: (1280, 13)}),
    ],
)
def test_a_picture_is_kept_in_a_few_widths_and_never_enlarged(size, kept):
    made = make(upload(image(size=size)))
    found = {width: opened(made, width) for width in made.files}
    assert {width: picture.size for width, picture in found.items()} == kept
    assert {picture.format for picture in found.values()} == {"WEBP"}
    assert (made.width, made.height) == kept[max(kept)]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_the_content_says_what_a_file_is(kind):
    made = make(upload(image(kind), name="rapport.pdf", content_type="text/html"))
    assert opened(made).getpixel((9, 9)) == pytest.approx((0, 128, 128), abs=6)


@pytest.mark.parametrize(
    ("mode", "colour", "expected"),
    [
        ("1", 1, (255, 255, 255)),
        ("L", 128, (128, 128, 128)),
        ("LA", (128, 0), (128, 128, 128, 0)),
        ("I;16", 32_768, (128, 128, 128)),
        ("P", 0, (0, 0, 0)),
        ("RGBA", (0, 128, 128, 0), (0, 0, 0, 0)),
    ],
)
def test_colours_of_all_kinds_stay_as_they_are(mode, colour, expected):
    pixel = opened(make(upload(image("PNG", mode=mode, colour=colour)))).getpixel((9, 9))
    assert len(pixel) == len(expected)
    assert pixel[-1] == expected[-1] if len(pixel) == 4 else pixel == pytest.approx(expected, abs=6)


def test_of_a_moving_picture_the_first_image_is_kept():
    content = io.BytesIO()
    first, second = Image.new("RGB", (400, 300), "red"), Image.new("RGB", (400, 300), "blue")
    first.save(content, "GIF", save_all=True, append_images=[second])
    assert opened(make(upload(content.getvalue()))).getpixel((9, 9)) == pytest.approx((255, 0, 0), abs=6)


def noted(orientation=1):
    """Return what a camera notes in a photo: how it was held, when and where."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = orientation, "Geheim"
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 15.0, 6.0), 3: "E", 4: (6.0, 9.0, 36.0)})
    return exif


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_place_time_and_all_else_beside_the_pixels_is_gone_from_every_file(organisation, folder, kind):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    xmp = b"<x:xmpmeta>Geheim</x:xmpmeta>"
    content = image(kind, (1500, 900), exif=noted(), icc_profile=profile, **({} if kind == "PNG" else {"xmp": xmp}))
    assert dict(Image.open(io.BytesIO(content)).getexif().get_ifd(0x8825))
    add(organisation, content=content)
    assert len(names_in(folder)) == 3
    for name in names_in(folder):
        kept = (folder / name).read_bytes()
        assert set(chunks_of(kept)) <= {b"VP8 ", b"VP8L"}
        assert not Image.open(io.BytesIO(kept)).getexif()
        assert b"Geheim" not in kept


def chunks_of(webp):
    at = 12
    while at < len(webp):
        yield webp[at : at + 4]
        size = struct.unpack("<I", webp[at + 4 : at + 8])[0]
        at += 8 + size + size % 2


def test_a_photo_is_kept_upright():
    content = io.BytesIO()
    lying = Image.new("RGB", (400, 300), "white")
    lying.paste("red", (0, 0, 40, 300))
    lying.save(content, "JPEG", exif=noted(orientation=6))
    upright = opened(make(upload(content.getvalue())))
    assert upright.size == (300, 400)
    assert upright.getpixel((150, 5)) == pytest.approx((255, 0, 0), abs=12)


def test_colours_with_a_profile_become_those_of_the_web():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    for profile in (lab, b"no profile"):
        made = make(upload(image(icc_profile=profile)))
        assert opened(made).getpixel((9, 9)) == pytest.approx((0, 128, 128), abs=6)


def test_files_are_named_after_their_content(organisation, folder):
    first, second = add(organisation), add(organisation)
    other = add(organisation, content=image(colour="red"))
    assert first.digest == second.digest != other.digest
    assert names_in(folder) == sorted(
        f"{picture.digest}-{width}.webp" for picture in (first, other) for width in (320, 400)
    )


# --- The rules of every row ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        "position = 0",
        "position = 13",
        "kind = 'logo', position = 2",
        "kind = 'film'",
        "alt_nl = ''",
        "digest = '../../etc/passwd'",
        "width = 1281",
        "height = 0",
        "project_id = {other_project}",
        "kind = 'logo', project_id = {own_project}",
    ],
)
def test_what_cannot_be_is_refused_in_raw_sql(as_serving_role, change):
    picture = PictureFactory()
    projects = {
        "own_project": ProjectFactory(organisation=picture.organisation).pk,
        "other_project": ProjectFactory().pk,
    }
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE organisations_picture SET " + change.format(**projects))
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize("kind", ["logo", "photo"])
def test_two_in_one_place_are_refused(kind):
    picture = PictureFactory(kind=kind)
    with pytest.raises(IntegrityError), transaction.atomic():
        PictureFactory(kind=kind, organisation=picture.organisation)


def test_a_project_that_is_removed_leaves_its_photos(organisation, as_serving_role):
    photos = [
        PictureFactory(
            organisation=organisation, project=ProjectFactory(organisation=organisation, title_nl=title), position=n
        )
        for n, title in enumerate(["Pompen", "Scholen"], 1)
    ]
    photos[0].project.delete()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute("DELETE FROM organisations_project")
    assert [photo.project_id for photo in organisation.pictures.all()] == [None, None]


# --- Arranging them --------------------------------------------------------------------------------------------------


def test_an_editor_adds_changes_and_removes_pictures(client, organisation, folder):
    editor = MembershipFactory(organisation=organisation, role=Role.OWNER).user
    editor = MembershipFactory(organisation=organisation, role=Role.EDITOR).user
    sign_in(client, editor)
    project = ProjectFactory(organisation=organisation)
    for alt in ("Een pomp", "Een school", "Een koor"):
        assert client.post(address("add_photo"), {"file": upload(image()), "alt_nl": alt}).status_code == 302
    assert client.post(address("add_logo"), {"file": upload(image("PNG")), "alt_nl": "Logo"}).status_code == 302
    page = client.get(address("pictures"))
    assert [photo.alt for photo in page.context["photos"]] == ["Een pomp", "Een school", "Een koor"]
    assert page.context["logo"].alt == "Logo"

    choir = organisation.pictures.get(alt_nl="Een koor")
    answers = {"alt_nl": "Het koor zingt", "alt_de": "Der Chor", "project": project.pk, "place": 1}
    assert client.post(address("change_picture", choir.pk), answers).status_code == 302
    photos = organisation.pictures.photos()
    assert [(photo.position, photo.alt_nl) for photo in photos] == [
        (1, "Het koor zingt"),
        (2, "Een pomp"),
        (3, "Een school"),
    ]
    assert photos[0].project == project

    pump = organisation.pictures.get(alt_nl="Een pomp")
    assert client.get(address("remove_picture", pump.pk)).status_code == 200
    assert client.post(address("remove_picture", pump.pk)).status_code == 302
    assert [(photo.position, photo.alt_nl) for photo in organisation.pictures.photos()] == [
        (1, "Het koor zingt"),
        (2, "Een school"),
    ]
    assert {event.pgh_context["user"] for event in Picture.pgh_event_model.objects.all()} == {editor.pk}


def test_a_photo_cannot_go_to_a_project_of_others_or_a_place_that_is_not_there(client, owner, organisation):
    photo = PictureFactory(organisation=organisation)
    answers = {"alt_nl": "Een pomp", "project": ProjectFactory().pk, "place": 2}
    page = client.post(address("change_picture", photo.pk), answers)
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"project", "place"}


def test_a_picture_of_another_page_is_not_there(client, owner, organisation):
    others = PictureFactory()
    kept_too = MembershipFactory(user=owner).organisation
    own = PictureFactory(organisation=kept_too)
    for picture in (others, own):
        for name in ("change_picture", "remove_picture"):
            assert client.post(address(name, picture.pk), {"alt_nl": "x", "place": 1}).status_code == 404
    assert set(Picture.objects.all()) == {others, own}


def test_a_picture_that_was_removed_meanwhile_does_not_come_back(owner, organisation):
    photo = PictureFactory(organisation=organisation)
    actions.remove(picture=Picture.objects.get(), by=owner)
    with pytest.raises(ValidationError, match="zojuist"):
        actions.change(picture=photo, place=1, by=owner)
    assert not Picture.objects.exists()


def test_a_new_logo_takes_the_place_of_the_old_one(owner, organisation):
    add(organisation, "logo", by=owner)
    new = add(organisation, "logo", image(colour="red"), by=owner)
    assert [picture.digest for picture in organisation.pictures.all()] == [new.digest]


def test_there_is_room_for_twelve_photos(client, owner, organisation, folder):
    for position in range(1, 13):
        PictureFactory(organisation=organisation, position=position)
    assert address("add_photo") not in client.get(address("pictures")).text
    page = client.post(address("add_photo"), {"file": upload(image()), "alt_nl": "Een pomp"})
    assert page.status_code == 422
    assert "Er staan al 12 foto’s" in page.text
    assert (organisation.pictures.count(), names_in(folder)) == (12, [])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("kind", "there", "expected"), [("photo", 11, 12), ("logo", 0, 1)])
def test_two_at_the_same_moment_do_not_exceed_what_may_be(kind, there, expected):
    organisation, user = OrganisationFactory(), UserFactory()
    for position in range(1, there + 1):
        PictureFactory(organisation=organisation, position=position)
    refused = []

    def try_to_add():
        try:
            add(organisation, kind, by=user)
        except ValidationError as error:
            refused.append(error.code)
        finally:
            connection.close()

    threads = [Thread(target=try_to_add) for _n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert organisation.pictures.count() == expected
    assert refused == (["too_many"] * 2 if kind == "photo" else [])


# --- Shown -----------------------------------------------------------------------------------------------------------


def test_a_page_shows_its_pictures_in_one_question(client, organisation, django_assert_num_queries):
    project = ProjectFactory(organisation=organisation)
    add(organisation, "logo", alt_nl="Logo van Voorbeeld")
    add(organisation, content=image(size=(1500, 900), colour="red"), alt_nl="Een pomp")
    add(organisation, alt_nl="Een school", project=project)
    client.get("/organisaties/voorbeeld/?warm")
    with CaptureQueriesContext(connection) as with_pictures:
        page = client.get("/organisaties/voorbeeld/?met")
    logo, pump, school = organisation.pictures.order_by("kind", "position")
    assert f'src="{logo.small}" width="400" height="300" alt="Logo van Voorbeeld"' in page.text
    assert re.findall(r'<img src="/media/[^>]+alt="([^"]+)"[^>]* loading="lazy">', page.text) == [
        "Een school",
        "Een pomp",
    ]
    widths = ", ".join(f"/media/{pump.digest}-{width}.webp {width}w" for width in (320, 640, 1280))
    assert f'srcset="{widths}"' in page.text
    assert f'<meta property="og:image" content="http://localhost:8000{pump.large}">' in page.text
    assert f'"logo": "http://localhost:8000{logo.large}"' in page.text
    assert f'"image": ["http://localhost:8000{pump.large}", "http://localhost:8000{school.large}"]' in page.text
    assert "monogram" not in page.text

    Picture.objects.all().delete()
    with CaptureQueriesContext(connection) as without:
        page = client.get("/organisaties/voorbeeld/?zonder")
    assert len(with_pictures) == len(without) == 2
    assert "monogram" in page.text
    assert "og-image.png" in page.text
    assert "/media/" not in page.text


def test_a_description_in_another_language_says_in_which(client, organisation):
    PictureFactory(organisation=organisation, alt_nl="Een pomp", alt_de="Eine Pumpe")
    assert 'alt="Eine Pumpe" loading' in client.get("/de/organisaties/voorbeeld/").text
    assert 'alt="Een pomp" lang="nl"' in client.get("/en/organisaties/voorbeeld/").text


def test_the_directory_shows_logos_at_no_further_query_and_stays_light(client):
    for number in range(30):
        organisation = OrganisationFactory(summary_nl="Een zin van gewone lengte over water en scholen. " * 3)
        PictureFactory(organisation=organisation, kind="logo", width=200 if number else 500)
        PictureFactory(organisation=organisation)
    client.get("/organisaties/?warm")
    with CaptureQueriesContext(connection) as with_logos:
        page = client.get("/organisaties/?met")
    assert page.text.count('<img class="logo" src="/media/') == 24
    assert page.text.count("-200.webp") >= 23
    assert len(page.content) < 40_000
    Picture.objects.all().delete()
    with CaptureQueriesContext(connection) as without:
        assert client.get("/organisaties/?zonder").text.count('class="monogram') == 24
    assert len(with_logos) == len(without)
    assert "digest" not in client.get("/organisaties.csv").text


def test_an_edit_shows_at_once(organisation):
    PictureFactory(organisation=organisation)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_trigger WHERE tgname = 'bump_content_stamp' AND tgrelid = 'organisations_picture'::regclass"
        )
        assert cursor.fetchone()


# --- Sent ------------------------------------------------------------------------------------------------------------


def test_a_file_is_sent_to_keep_for_good_and_to_do_nothing(client, organisation, folder):
    picture = add(organisation)
    response = client.get(picture.small, headers={"Accept-Encoding": "gzip"})
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == (folder / picture.small.removeprefix("/media/")).read_bytes()
    sent = {name: response.headers[name] for name in SENT}
    assert sent == SENT
    assert "Content-Encoding" not in response
    assert not response.cookies
    assert client.post(picture.small).status_code == 405


SENT = {
    "Content-Type": "image/webp",
    "Cache-Control": "public, max-age=31536000, immutable",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
}


@pytest.mark.parametrize(
    "path",
    [
        "", "../settings.py", "..%2f..%2fsettings.py", "%2e%2e/secret.txt", "....//secret.txt", "secret.txt", "pictures/{digest}-320.webp",
        "{digest}-320.webp/", "{digest}-320.webp%00.txt", "{digest}-320.webp%0a", "{digest}-0.webp", "{digest}-99999.webp",
        "{digest}-640.webp", "{upper}-320.webp", "{digest}.webp", "{digest}-320.html", "{digest}-%2e%2e.webp", "{other}-320.webp",
    ],
)  # fmt: skip
def test_nothing_else_is_served_of_the_media_folder(client, organisation, folder, path):
    picture = add(organisation)
    (folder.parent / "secret.txt").write_text("geheim")
    (folder / "secret.txt").write_text("geheim")
    path = path.format(digest=picture.digest, upper=picture.digest.upper(), other="0" * 32)
    # Django sends on an address without its last slash to one with it, which is not there either.
    assert client.get("/media/" + path, follow=True).status_code == 404


def test_a_file_goes_a_month_after_its_picture_and_is_not_sent_meanwhile(client, owner, organisation, folder):
    stays, goes = add(organisation), add(organisation, content=image(colour="red"))
    (folder / "iets-anders.txt").write_text("blijft")
    names = names_in(folder)
    actions.remove(picture=goes, by=owner)
    assert client.get(goes.small).status_code == 404
    for days, left in [(29, names), (31, [name for name in names if not name.startswith(goes.digest)])]:
        with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
            remove_files_of_pictures(timestamp=0)
        assert names_in(folder) == left
    assert any(name.startswith(stays.digest) for name in names_in(folder))


def test_there_may_be_no_folder_yet(folder):
    remove_files_of_pictures(timestamp=0)
    assert not folder.exists()


# --- Staff -----------------------------------------------------------------------------------------------------------


def test_editors_among_staff_look_and_take_off(client, organisation):
    first, second = add(organisation), add(organisation, content=image(colour="red"))
    for group, may_remove in [("readers", False), ("editors", True)]:
        user = UserFactory(is_staff=True)
        user.groups.add(Group.objects.get(name=group))
        sign_in(client, user)
        page = client.get(reverse("admin:organisations_picture_changelist"))
        assert first.small in page.text
        address = reverse("admin:organisations_picture_change", args=[first.pk])
        assert first.small in client.get(address).text
        assert client.post(address, {"alt_nl": "Iets anders"}).status_code == 403
        removed = client.post(reverse("admin:organisations_picture_delete", args=[first.pk]), {"post": "yes"})
        assert removed.status_code == (302 if may_remove else 403)
    assert [(photo.pk, photo.position) for photo in organisation.pictures.all()] == [(second.pk, 1)]
    client.post(
        reverse("admin:organisations_picture_changelist"),
        {"action": "delete_selected", "_selected_action": [second.pk], "post": "yes"},
    )
    assert not Picture.objects.exists()


# --- From the environment --------------------------------------------------------------------------------------------

S3 = {
    "MEDIA_S3_BUCKET": "deventer",
    "MEDIA_S3_ACCESS_KEY": "sleutel",
    "MEDIA_S3_SECRET_KEY": "geheim",
    "MEDIA_S3_URL": "https://beeld.example/deventer/",
}


@pytest.fixture
def with_s3(monkeypatch):
    monkeypatch.setattr(media, "find_spec", lambda name: name)


def test_without_s3_pictures_are_files_and_come_from_the_portal(tmp_path):
    for environment in ({}, {"MEDIA_S3_BUCKET": ""}):
        assert media.pictures(environment, tmp_path)["BACKEND"].endswith("FileSystemStorage")
        assert media.origins(environment) == []


def test_s3_is_read_from_the_environment(with_s3, tmp_path):
    storage = media.pictures({**S3, "MEDIA_S3_ENDPOINT": "https://s3.example", "MEDIA_S3_REGION": "eu"}, tmp_path)
    assert storage["BACKEND"] == "storages.backends.s3.S3Storage"
    assert storage["OPTIONS"] == {
        "bucket_name": "deventer",
        "access_key": "sleutel",
        "secret_key": "geheim",
        "endpoint_url": "https://s3.example",
        "region_name": "eu",
        "custom_domain": "beeld.example/deventer",
        "querystring_auth": False,
        "object_parameters": {"CacheControl": "public, max-age=31536000, immutable", "ContentType": "image/webp"},
    }
    assert media.origins(S3) == ["https://beeld.example"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"MEDIA_S3_SECRET_KEY": ""}, "so MEDIA_S3_SECRET_KEY must be as well"),
        ({"MEDIA_S3_BUCKET": ""}, "so MEDIA_S3_BUCKET must be as well"),
        ({"MEDIA_S3_URL": "http://beeld.example"}, "must look like https://"),
        ({"MEDIA_S3_URL": "beeld.example"}, "must look like https://"),
        ({"MEDIA_S3_URL": "https://beeld.example; script-src *"}, "must look like https://"),
        ({"MEDIA_S3_URL": "https://iemand:geheim@beeld.example"}, "must look like https://"),
        ({"MEDIA_S3_ENDPOINT": "s3.example"}, "MEDIA_S3_ENDPOINT must look like"),
        ({"MEDIA_S3_BUKCET": "x"}, "MEDIA_S3_BUKCET means nothing"),
    ],
)
def test_s3_that_cannot_be_right_is_refused(with_s3, tmp_path, change, words):
    with pytest.raises(ImproperlyConfigured, match=re.escape(words)):
        media.pictures({**S3, **change}, tmp_path)


def test_s3_without_its_package_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(media, "find_spec", lambda name: None)
    with pytest.raises(ImproperlyConfigured, match=re.escape("requirements-s3.txt")):
        media.pictures(S3, tmp_path)


def test_pictures_elsewhere_have_their_address_there(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "pictures": {
            "BACKEND": "django.core.files.storage.InMemoryStorage",
            "OPTIONS": {"base_url": "https://beeld.example/"},
        },
    }
    assert storages["pictures"].url("x") == "https://beeld.example/x"
    assert address_of("0" * 32, 500, at_most=320) == f"https://beeld.example/{'0' * 32}-320.webp"
