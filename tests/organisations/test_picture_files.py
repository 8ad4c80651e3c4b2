"""The files of pictures: which uploads are refused, what is kept of the others, and how it is sent."""

import io
import re
import struct
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone
from PIL import Image, ImageCms

from deventer_intl.picture_files import make
from organisations.actions import picture as actions
from organisations.models import Picture
from organisations.tasks import remove_files_of_pictures

from ..conftest import sign_in
from ..factories import MembershipFactory, OrganisationFactory, UserFactory
from ..images import image, png_of, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]

ADD = "/mijn/organisaties/voorbeeld/fotos/toevoegen/"


@pytest.fixture
def organisation():
    return OrganisationFactory(name="Stichting Voorbeeld", slug="voorbeeld")


@pytest.fixture
def owner(client, organisation):
    """The owner of the organisation, signed in."""
    owner = MembershipFactory(organisation=organisation).user
    sign_in(client, owner)
    return owner


def add(organisation, content=None):
    picture = Picture(organisation=organisation, kind="photo", alt_nl="Een pomp")
    return actions.add(picture=picture, upload=upload(content or image()), by=UserFactory())


def names_in(folder):
    return sorted(path.name for path in folder.glob("**/*") if path.is_file())


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
    "too many scans": (JPEG[:-2] + b"\xff\xda" * 61 + JPEG[-2:], "beschadigd"),
    "too large a file": (JPEG + b"\0" * (10 * 1024 * 1024), "groter dan 10 MB"),
    "empty": (b"", "leeg"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_will_not_do_is_refused_and_nothing_typed_is_lost(client, owner, folder, case):
    content, words = REFUSED[case]
    answers = {"file": upload(content), "alt_nl": "Drie <b>pompen</b>", "alt_en": "Three pumps"}
    page = client.post(ADD, answers)
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
    page = client.post(ADD, {"alt_en": "Three pumps"})
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"file", "alt_nl"}
    assert client.post(ADD, {"file": "foto.jpg", "alt_nl": "Een pomp"}).status_code == 422


def test_an_upload_of_50_megabytes_is_refused_in_words(client, owner, folder):
    page = client.post(ADD, {"file": upload(JPEG + b"\0" * 50 * 1024 * 1024), "alt_nl": "Een pomp"})
    assert page.status_code == 422
    assert "groter dan 10 MB" in page.text
    assert page.context["form"].files["file"].size < 26 * 1024 * 1024
    assert names_in(folder) == []


def test_too_many_files_are_a_bad_request(client, owner):
    files = {f"file{number}": upload(b"x") for number in range(21)}
    assert client.post(ADD, files).status_code == 400


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


def test_a_file_goes_a_month_after_its_picture_and_is_not_sent_meanwhile(
    as_serving_role, client, owner, organisation, folder
):
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
