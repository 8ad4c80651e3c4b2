"""The desk of the Trade Office, and the record in the back-office: who may, what it asks, and that nothing typed is lost."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from events.forms.mission_record import MissionRecordForm
from events.models import Mission, MissionCompany, Stage
from tests.conftest import opened_on, sign_in
from tests.event_factories import MissionCompanyFactory, MissionFactory
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory

from .test_back_office import civil_servant
from .test_hanse import words

pytestmark = pytest.mark.django_db
DESK = "/handelsmissies/riga/trade-office/"


@pytest.fixture
def office(client):
    civil_servant(client, "trade office")
    return client


@pytest.mark.parametrize(
    ("group", "status"), [("trade office", 200), ("editors", 403), ("readers", 403), ("shelter city", 404)]
)
def test_the_desk_is_of_the_trade_office(client, group, status):
    company = MissionCompanyFactory(mission=MissionFactory(slug="riga"), state="applied")
    civil_servant(client, group)
    pages = ["", "naar/vastgesteld/", f"bedrijven/{company.pk}/", f"bedrijven/{company.pk}/bijdrage/"]
    assert {client.get(DESK + page).status_code for page in pages} == {status}
    assert ("Naar het werkblad" in client.get("/handelsmissies/riga/").text) == (status == 200)


@pytest.mark.parametrize(("is_of_the_mission", "status"), [(True, 403), (False, 404)])
def test_a_member_does_not_enter_the_desk(client, is_of_the_mission, status):
    company = MissionCompanyFactory(mission=MissionFactory(slug="riga"))
    organisation = company.organisation if is_of_the_mission else OrganisationFactory()
    sign_in(client, MembershipFactory(organisation=organisation).user)
    assert client.get(DESK).status_code == status
    assert client.post(f"{DESK}naar/afgelast/", {"reason_nl": "x", "seen": "open"}).status_code == status


@pytest.mark.parametrize("stage", Stage)
def test_the_desk_says_what_must_be_done_at_each_stage(office, stage):
    mission = MissionFactory(slug="riga", stage=stage)
    for state in MissionCompany.State:
        MissionCompanyFactory(mission=mission, state=state)
    text = words(office.get(DESK))
    assert "Wat er nu moet gebeuren" in text and "Bedrijven" in text


def test_from_choosing_to_a_fixed_delegation(office):
    mission = MissionFactory(slug="riga")
    company = MissionCompanyFactory(mission=mission, state="applied", organisation__name="Pompen BV")
    assert "Beslis over 1 bedrijf" in words(office.get(DESK))
    address = f"{DESK}bedrijven/{company.pk}/"
    refused = office.post(address, {"choice": "", "reason": "Past goed."})
    assert refused.status_code == 422 and "Past goed." in refused.text
    response = office.post(address, {"choice": "mee", "reason": "Past goed."})
    assert response["Location"] == f"{DESK}#bedrijf-{company.pk}"
    step = f"{DESK}naar/vastgesteld/"
    assert "De delegatie vaststellen" in words(office.get(step))
    office.post(step, {"seen": "open"})
    mission.refresh_from_db()
    assert mission.stage == Stage.FIXED
    assert "Pompen BV" in words(office.get("/handelsmissies/riga/"))


def test_a_step_that_cannot_be_taken_is_said_on_its_page(office):
    MissionCompanyFactory(mission=MissionFactory(slug="riga"), state="applied", organisation__name="Wacht BV")
    response = office.post(f"{DESK}naar/vastgesteld/", {"seen": "open"})
    assert response.status_code == 422 and "Beslis eerst over Wacht BV." in words(response)


def test_a_step_after_a_colleague_took_it_goes_nowhere(office):
    """What was a step ahead when the page was opened is one back now."""
    mission = MissionFactory(slug="riga", stage="preparing")
    response = office.post(f"{DESK}naar/vastgesteld/", {"seen": "open"})
    assert response.status_code == 422 and "iemand anders was u voor" in words(response)
    mission.refresh_from_db()
    assert mission.stage == Stage.PREPARING


@pytest.mark.parametrize(
    "name", ["plan", "open", "vastgesteld", "voorbereiding", "onderweg", "opvolging", "afgesloten", "afgelast"]
)
@pytest.mark.parametrize("stage", Stage)
def test_whatever_is_sent_is_answered(office, name, stage):
    MissionFactory(slug="riga", stage=stage)
    address = f"{DESK}naar/{name}/"
    assert office.get(address).status_code in {200, 404}
    response = office.post(address, {"seen": "closed" if stage != "closed" else "open", "reason_nl": "Daarom."})
    assert response.status_code == 422
    assert Mission.objects.get().stage == stage
    assert office.post(f"{DESK}naar/nergens/", {}).status_code == 404


def test_calling_off_asks_why_and_loses_nothing(office):
    MissionFactory(slug="riga")
    refused = office.post(f"{DESK}naar/afgelast/", {"seen": "open", "reason_nl": "", "reason_en": "Too few"})
    assert refused.status_code == 422 and "Too few" in refused.text
    office.post(f"{DESK}naar/afgelast/", {"seen": "open", "reason_nl": "Te weinig", "reason_en": "Too few"})
    assert "Te weinig" in words(office.get("/handelsmissies/riga/"))


def test_a_full_delegation_is_said_beside_the_choice(office):
    mission = MissionFactory(slug="riga", most_companies=1)
    MissionCompanyFactory(mission=mission)
    company = MissionCompanyFactory(mission=mission, state="applied")
    response = office.post(f"{DESK}bedrijven/{company.pk}/", {"choice": "mee", "reason": "Ook goed."})
    assert response.status_code == 422 and 'id="id_choice_error"' in response.text and "Ook goed." in response.text


def test_withdrawing_and_paying(office):
    company = MissionCompanyFactory(mission=MissionFactory(slug="riga", fee=100_00))
    fee = f"{DESK}bedrijven/{company.pk}/bijdrage/"
    office.post(fee, {"paid_on": timezone.localdate().isoformat(), **opened_on(office, fee)})
    assert "Bijdrage ontvangen" in words(office.get(DESK)).replace("bijdrage", "Bijdrage")
    tomorrow = timezone.localdate() + timedelta(1)
    assert office.post(fee, {"paid_on": tomorrow.isoformat(), **opened_on(office, fee)}).status_code == 422
    office.post(f"{DESK}bedrijven/{company.pk}/terug/", {"reason": "Belde af."})
    company.refresh_from_db()
    assert (company.state, company.withdrawal_reason) == ("withdrawn", "Belde af.")


def test_a_company_of_another_mission_is_not_found(office):
    MissionFactory(slug="riga")
    other = MissionCompanyFactory(mission=MissionFactory(slug="oslo"))
    assert office.get(f"{DESK}bedrijven/{other.pk}/").status_code == 404


def record(mission, **values):
    """Return what the form of a record sends, changed."""
    sent = {
        "is_published": "on", "slug": mission.slug, "kind": mission.kind, "title_nl": mission.title_nl, "zone": mission.zone,
        "starts_on": mission.starts_on, "ends_on": mission.ends_on, "apply_until": mission.apply_until,
        "seen": MissionRecordForm(instance=Mission.objects.get(pk=mission.pk)).initial["seen"],
        "programme-TOTAL_FORMS": "0", "programme-INITIAL_FORMS": "0",
    }  # fmt: skip
    return {name: value for name, value in {**sent, **values}.items() if value is not None}


def test_the_record_takes_euros_and_keeps_cents(office):
    mission = MissionFactory(slug="riga")
    address = reverse("admin:events_mission_change", args=[mission.pk])
    response = office.post(address, record(mission, fee="1.250,50", effort_amount="10.000", effort_days="12.5"))
    assert response.status_code == 302, response.context["adminform"].form.errors
    mission.refresh_from_db()
    assert (mission.fee, mission.effort_amount, mission.stage) == (125_050, 1_000_000, Stage.OPEN)
    assert 'value="1.250,50"' in office.get(address).text


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"fee": "duizend"}, "bedrag kunnen wij niet lezen"),
        ({"fee": "99999999"}, "meer dan een miljoen euro"),
        ({"apply_until": None}, "tot en met wanneer bedrijven"),
        ({"is_published": None}, "staat op de website"),
        ({"voucher_url": "javascript:x"}, "/subsidies/"),
        ({"most_companies": "0"}, "al 1 bedrijf gekozen"),
    ],
)
def test_the_record_of_an_open_mission_keeps_its_rules(office, values, text):
    mission = MissionCompanyFactory(mission=MissionFactory(slug="riga")).mission
    response = office.post(reverse("admin:events_mission_change", args=[mission.pk]), record(mission, **values))
    assert response.status_code == 200 and text in words(response)


def test_saving_the_record_undoes_no_step(office, monkeypatch):
    """The form read the mission before a colleague took a step, and saves after it."""
    from events.admin.mission import MissionAdmin

    mission = MissionFactory(slug="riga")
    save = MissionAdmin.save_model

    def late(self, request, record, form, change):
        Mission.objects.filter(pk=record.pk).update(stage=Stage.FIXED)
        save(self, request, record, form, change)

    monkeypatch.setattr(MissionAdmin, "save_model", late)
    office.post(reverse("admin:events_mission_change", args=[mission.pk]), record(mission, title_nl="Nieuwe titel"))
    mission.refresh_from_db()
    assert (mission.title_nl, mission.stage) == ("Nieuwe titel", Stage.FIXED)


def test_restoring_brings_back_what_was_written_and_no_stage(office):
    mission = MissionFactory(slug="riga", title_nl="Eerst")
    mission.title_nl, mission.stage = "Later", Stage.FIXED
    mission.save()
    first = mission.pgh_event_model.objects.filter(pgh_obj_id=mission.pk).earliest("pgh_id")
    office.post(f"/beheer/events/mission/{mission.pk}/history/{first.pgh_id}/")
    mission.refresh_from_db()
    assert (mission.title_nl, mission.stage) == ("Eerst", Stage.FIXED)


def test_what_waits_stands_on_the_start_page(office):
    MissionCompanyFactory(mission=MissionFactory(), state="applied")
    today = timezone.localdate()
    MissionFactory(apply_until=today - timedelta(1))
    MissionFactory(stage="preparing", starts_on=today - timedelta(9))
    page = office.get("/beheer/").text
    assert "Bedrijven die wachten op een keuze" in page
    for name in ("dicht", "voorbij"):
        assert f"?aandacht={name}" in page
        listed = office.get(f"/beheer/events/mission/?aandacht={name}").context["cl"]
        assert listed.result_count == 1


def test_a_reader_sees_the_record_and_changes_nothing(client):
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name="readers"))
    sign_in(client, user)
    mission = MissionFactory(slug="riga")
    address = reverse("admin:events_mission_change", args=[mission.pk])
    assert 'name="_save"' not in client.get(address).text
    assert client.post(address, record(mission)).status_code == 403
    assert client.get("/beheer/events/traveller/").status_code == 403
