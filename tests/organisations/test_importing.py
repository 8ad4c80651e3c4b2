import io
import zipfile

import pytest
from openpyxl import Workbook

from deventer_intl import spreadsheets
from deventer_intl.spreadsheets import Sheet, Unreadable
from organisations.importing import carry_out, plan_import
from organisations.models import Organisation

from ..factories import CountryFactory, OrganisationFactory, ThemeFactory

pytestmark = pytest.mark.django_db


def sheet(*lines, header="naam;sector;KvK-nummer"):
    return spreadsheets.read("lijst.csv", "\r\n".join([header, *lines]).encode())


def actions(plan):
    return [row.action for row in plan.rows]


def test_dutch_excel_csv_makes_an_organisation():
    CountryFactory(iso2="BA", name_nl="Bosnië en Herzegovina")
    ThemeFactory(slug="eerlijke-handel", name_nl="Eerlijke handel")
    text = "Naam;Sector;KvK-nummer;Landen;Thema's;Opgericht;Toont contact;Bevestigd op;Opmerking;;\r\n"
    text += "Stichting Ünïek;Onderwijs;8012345;bosnie en herzegovina;eerlijke handel;1998,00;nee;31-12-2025;leuk;;\r\n"
    plan = plan_import(spreadsheets.read("lijst.csv", text.encode("cp1252")))
    assert plan.ignored == ["Opmerking"]
    assert carry_out(plan) == 1
    organisation = Organisation.objects.get()
    assert organisation.name == "Stichting Ünïek"
    assert organisation.slug == "uniek"
    assert organisation.kvk_number == "08012345"
    assert organisation.founded_year == 1998
    assert organisation.confirmed_on.isoformat() == "2025-12-31"
    assert [presence.country.iso2 for presence in organisation.presences.all()] == ["BA"]
    assert [theme.slug for theme in organisation.themes.all()] == ["eerlijke-handel"]


def test_second_import_of_the_same_changes_nothing():
    lines = sheet("Stichting Een;onderwijs;12345678", "Stichting Heel Anders;zorg;")
    assert carry_out(plan_import(lines)) == 2
    again = plan_import(lines)
    assert actions(again) == ["same", "same"]
    assert not again.can_be_done
    assert Organisation.objects.count() == 2


def test_kvk_number_finds_an_organisation_under_a_new_name():
    organisation = OrganisationFactory(name="Stichting Oud", kvk_number="12345678", founded_year=1990)
    plan = plan_import(sheet("Stichting Nieuw;zorg;12345678"))
    assert ("naam", "Stichting Oud", "Stichting Nieuw") in [(a.lower(), b, c) for a, b, c in plan.rows[0].changes]
    carry_out(plan)
    organisation.refresh_from_db()
    assert (organisation.name, organisation.founded_year) == ("Stichting Nieuw", 1990)


def test_name_that_looks_like_ours_is_left_to_a_person():
    ours = OrganisationFactory(name="Stichting Deventer - Roemenië")
    lines = sheet("St. Deventer-Roemenie;zorg;")
    plan = plan_import(lines)
    assert actions(plan) == ["unsure"]
    assert plan.rows[0].candidates == [ours]
    assert not plan.can_be_done
    assert actions(plan_import(lines, {2: "leave-out"})) == ["left-out"]
    assert actions(plan_import(lines, {2: "new"})) == ["new"]
    assert actions(plan_import(lines, {2: "999999"})) == ["unsure"]
    carry_out(plan_import(lines, {2: str(ours.pk)}))
    assert list(Organisation.objects.values_list("pk", flat=True)) == [ours.pk]


def test_other_name_of_ours_is_left_to_a_person():
    ours = OrganisationFactory(name="Vereniging van Nederlandse Gemeenten", other_names="VNG, Gemeentenvereniging")
    assert plan_import(sheet("vng;overheid;")).rows[0].candidates == [ours]


@pytest.mark.parametrize(
    "lines, error",
    [
        (["12345678;onderwijs;Stichting Een"], "Zijn er twee kolommen verwisseld?"),
        (["Stichting Een;onder"], "houdt op na 2 van 3 cellen"),
        (["=HYPERLINK(1);onderwijs;"], "formule"),
        (["Een;toverkunst;"], "“toverkunst” staat niet in de lijst"),
        (["Een;onderwijs;123"], "acht cijfers"),
        (["Een;;"], "sector"),
        (["Een;onderwijs;;teveel"], "meer cellen"),
        ([";onderwijs;12345678"], "De naam ontbreekt"),
        (["Een;onderwijs;", "een;zorg;"], "dezelfde organisatie als in rij 2"),
        (["Een;onderwijs;12345678", "Twee;zorg;12345678"], "dezelfde organisatie als in rij 2"),
    ],
)
def test_a_wrong_row_stops_everything(lines, error):
    plan = plan_import(sheet("Stichting Goed;zorg;", *lines) if len(lines) == 1 else sheet(*lines))
    assert error in " ".join(error for row in plan.rows for error in row.errors)
    assert not plan.can_be_done


def test_name_and_number_of_two_organisations_is_wrong():
    OrganisationFactory(name="Een", kvk_number="11111111")
    OrganisationFactory(name="Twee", kvk_number="22222222")
    plan = plan_import(sheet("Een;zorg;22222222", "Twee;zorg;33333333"))
    assert actions(plan) == ["wrong", "wrong"]


def test_carrying_out_saves_all_or_nothing():
    plan = plan_import(sheet("Een;zorg;", "Heel Anders;zorg;"))
    OrganisationFactory(name="heel anders")
    with pytest.raises(Exception, match="organisation_name_unique"):
        carry_out(plan)
    assert [organisation.name for organisation in Organisation.objects.all()] == ["heel anders"]


def test_empty_cells_change_nothing():
    organisation = OrganisationFactory(name="Een", website="https://een.example", sector=3)
    plan = plan_import(sheet("een;;", header="naam;website;sector"))
    assert actions(plan) == ["same"]
    organisation.refresh_from_db()
    assert organisation.website == "https://een.example"


@pytest.mark.parametrize(
    "header, error", [("sector;KvK", "kolom “naam”"), ("naam;organisatie", "staat er twee keer"), (";;", "leeg")]
)
def test_header_that_cannot_be_used_is_refused(header, error):
    with pytest.raises(Unreadable, match=error):
        plan_import(sheet(header=header))


def xlsx(*rows):
    book, file = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def test_xlsx_is_read_with_numbers_as_people_typed_them():
    from datetime import date

    content = xlsx(["naam", "KvK-nummer", "opgericht"], ["Een", 12345678, 1998.0], [], ["Twee", None, date(2020, 1, 2)])
    assert spreadsheets.read("x.xlsx", content) == Sheet(
        ["naam", "KvK-nummer", "opgericht"],
        [(2, ["Een", "12345678", "1998"]), (4, ["Twee", "", "2020-01-02"])],
    )


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
def test_what_is_written_is_read_the_same(kind):
    header, rows = ["naam", "landen"], [["=1+1", ["Oeganda", "Kenia"]], ['Zoë; "é"', None], ["x", "ß\nтри"]]
    sheet = spreadsheets.read(f"x.{kind}", spreadsheets.write(kind, header, rows))
    assert sheet.header == header
    assert [cells for _number, cells in sheet.rows] == [
        ["'=1+1", "Oeganda; Kenia"],
        ['Zoë; "é"', ""],
        ["x", "ß\nтри"],
    ]


def ods(body):
    file = io.BytesIO()
    spaces = " ".join(f'xmlns:{name}="{uri[1:-1]}"' for name, uri in spreadsheets.ODS.items())
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", f"<x {spaces}><table:table>{body}</table:table></x>")
    return file.getvalue()


def test_ods_keeps_repeated_cells_in_their_column():
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>".format
    content = ods(
        f"<table:table-row>{cell('naam')}{cell('b')}{cell('sector')}</table:table-row>"
        f'<table:table-row>{cell("Een")}<table:table-cell table:number-columns-repeated="1"/>{cell("zorg")}'
        '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell/></table:table-row>'
    )
    assert spreadsheets.read("x.ods", content).rows == [(2, ["Een", "", "zorg"])]


@pytest.mark.parametrize(
    "name, content",
    [
        ("x.xlsx", b"no zip"),
        ("x.xlsx", b"PK\x03\x04broken"),
        ("x.xls", b"\xd0\xcf\x11\xe0"),
        ("x.csv", b"naam\0;x"),
        ("x.csv", b""),
        ("x.csv", b"\xef\xbb\xbf"),
        ("x.csv", b'naam;sector\n"' + b"x" * 200_000),
        ("x.csv", b"naam\n" + b"a\n" * 100_000),
        ("x.csv", b"x" * (spreadsheets.MOST_BYTES + 1)),
        ("x.ods", xlsx()),
        ("x.xlsx", ods("")),
        ("x.ods", ods('<!DOCTYPE x [<!ENTITY a "b">]>')),
        ("x.xlsx", xlsx(["naam"])[:-50]),
    ],
)
def test_file_that_is_no_spreadsheet_is_refused_with_a_reason(name, content):
    with pytest.raises(Unreadable) as refused:
        spreadsheets.read(name, content)
    assert str(refused.value)


def test_zip_bomb_is_refused_before_it_unpacks():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"\0" * 60 * 1024 * 1024)
    assert len(file.getvalue()) < 100_000
    with pytest.raises(Unreadable, match="40 MB"):
        spreadsheets.read("bom.xlsx", file.getvalue())


def test_too_many_rows_of_xlsx_are_refused():
    with pytest.raises(Unreadable, match="rijen"):
        spreadsheets.read("x.xlsx", xlsx(["naam"], *[["a"]] * (spreadsheets.MOST_ROWS + 1)))
