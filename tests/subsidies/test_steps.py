"""What is typed into each step: what is refused, in which words, and what it becomes."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from subsidies import steps
from subsidies.actions import application as actions
from subsidies.models import Answers, BudgetLine, Channel
from subsidies.states import State

from ..factories import CountryFactory, GoalFactory, MembershipFactory, OrganisationFactory
from ..subsidy_factories import (
    DECLARED,
    AttachmentFactory,
    EvidenceFactory,
    PurposeFactory,
    SchemeVersionFactory,
    answered,
    answers_for,
    publish,
    submitted,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel("2026-11-10 12:00+01:00", tick=False):
        yield


@pytest.fixture
def rules():
    version = SchemeVersionFactory()
    PurposeFactory(version=version)
    CountryFactory(), GoalFactory(number=6)
    return publish(version)


def form(rules, step, **changes):
    draft = answered(rules=rules, **{step: answers_for(rules)[step] | changes})
    return steps.form_of(draft, step)


def mistakes(found):
    return [text for _place, text in found.mistakes]


@pytest.mark.parametrize("step", [step.slug for step in steps.FILLED_IN])
def test_what_is_right_is_taken(rules, step):
    assert mistakes(form(rules, step)) == []


@pytest.mark.parametrize(
    "amount",
    [
        "-5",
        "0",
        "0,00",
        "1e9",
        "NaN",
        "inf",
        "1,234",
        "12,345.67",
        "1,005",
        "999.999.999.999",
        "１２",
        "tien",
        "9" * 41,
        "",
    ],
)
def test_an_amount_that_is_none_is_refused_with_the_row_it_stands_in(rules, amount):
    found = form(rules, "begroting", costs=["Pompen", amount, "Reis", "600,50"])
    assert [place for place, _text in found.mistakes] == ["id_costs_0_amount"]
    assert mistakes(found)[0].startswith("Pompen: ")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"costs": []}, "Fill in what your activity costs."),
        ({"costs": ["", "2.450,50"]}, "Say what the amount in row 1 is for."),
        ({"cover": ["own", "", "2.450,50"]}, "Fill in, in one row, how much subsidy you ask."),
        (
            {"cover": ["request", "", "1.225,25", "request", "", "1.225,25"]},
            "Fill in, in one row, how much subsidy you ask.",
        ),
        ({"cover": ["request", "", "1200"]}, "There is €1,250.50 too little cover."),
        ({"cover": ["request", "", "1200", "own", "", "1500,50"]}, "There is €250 too much cover."),
        (
            {"cover": ["other-grant", "", "1250,50", "request", "", "1200"]},
            "Say where you ask the other subsidy in row 1.",
        ),
        ({"cover": ["cost", "", "1250,50", "request", "", "1200"]}, "Choose who pays."),
        ({"costs": ["Pompen", "1"] * 41}, "Use no more than 40 rows."),
    ],
)
def test_a_budget_that_does_not_add_up_says_what_is_wrong(rules, changes, said, settings):
    with translation.override("en"):
        assert said in " ".join(mistakes(form(rules, "begroting", **changes)))


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        ({"minimum_amount": 1_500_00}, "no less than €1,500"),
        ({"maximum_amount": 1_000_00}, "no more than €1,000"),
        ({"maximum_share": 40}, "no more than 40% of the costs: here that is €980.20"),
    ],
)
def test_the_limits_of_a_scheme_hold(limits, said):
    rules = publish(**limits)
    with translation.override("en"):
        [text] = mistakes(form(rules, "begroting"))
    assert said in text


def test_empty_rows_are_no_rows(rules):
    found = form(rules, "begroting", costs=["", "", "Pompen", "2450,5", " ", ""])
    assert mistakes(found) == []
    assert [row.cents for row in found.cleaned_data["costs"]] == [2_450_50]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"starts_on": ["2026-12-31"], "ends_on": ["2026-12-01"]}, "ends_on"),
        ({"ends_on": ["2027-01-01"]}, "ends_on"),
        ({"starts_on": ["2025-12-31"]}, "starts_on"),
        ({"starts_on": ["2026-02-30"]}, "starts_on"),
        ({"starts_on": ["0000-00-00"]}, "starts_on"),
        ({"title": ["x" * 121]}, "title"),
        ({"title": [" "]}, "title"),
        ({"plan": ["x" * 10_001]}, "plan"),
        ({"people": ["-1"]}, "people"),
        ({"people": ["NaN"]}, "people"),
        ({"people": ["9" * 400]}, "people"),
        ({"purpose": ["0"]}, "purpose"),
        ({"purpose": ["1; drop"]}, "purpose"),
    ],
)
def test_an_activity_that_cannot_be_is_refused(rules, changes, field):
    assert set(form(rules, "activiteit", **changes).errors) == {field}


def test_an_activity_that_is_over_is_warned_of_and_not_refused(rules):
    found = form(rules, "activiteit", starts_on=["2026-05-01"], ends_on=["2026-05-02"])
    assert found.is_valid()
    assert len(found.warnings) == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"countries": ["Atlantis"]}, "countries"),
        ({"countries": [" "]}, "countries"),
        ({"countries": ["Oeganda"] * 6}, "countries"),
        ({"goal_1": []}, "goal_1"),
        ({"goal_1": ["18"]}, "goal_1"),
    ],
)
def test_countries_and_goals_must_exist(rules, changes, field):
    assert set(form(rules, "doelen", **changes).errors) == {field}


def test_three_goals_at_most_and_countries_in_any_language(rules):
    for number in (1, 2, 3):
        GoalFactory(number=number)
    assert form(rules, "doelen", goal_2=["1"], goal_3=["2"], why_2=["Omdat."]).is_valid()
    assert set(form(rules, "doelen", goal_1=["1", "2", "3", "6"]).errors) == {"goal_1"}
    assert form(rules, "doelen", countries=["uganda", "Oeganda"]).is_valid()


@pytest.mark.parametrize("iban", ["NL91ABNA0417164301", "NL91", "XX91ABNA0417164300", "", "＃"])
def test_a_wrong_iban_is_refused(rules, iban):
    assert set(form(rules, "organisatie", iban=[iban]).errors) == {"iban"}


def test_sending_in_writes_the_record(rules):
    draft = answered(rules=rules)
    member = MembershipFactory(organisation=draft.organisation).user
    sent = actions.submit(application=draft, by=member, declared=DECLARED)
    assert (sent.state, sent.reference, sent.requested) == (State.SUBMITTED, "IS-2026-0001", 1_200_00)
    sent.refresh_from_db()
    assert sent.iban == "NL91ABNA0417164300"
    assert sent.starts_on == date(2026, 12, 1)
    assert sent.purpose == rules.purpose_set.get()
    assert list(sent.budget_lines.values_list("kind", "label", "amount")) == [
        ("cost", "Pompen", 1_850_00),
        ("cost", "Reis", 600_50),
        ("own", str(BudgetLine.Kind.OWN.label), 1_250_50),
        ("request", str(BudgetLine.Kind.REQUEST.label), 1_200_00),
    ]
    assert [country.iso2 for country in sent.countries.all()] == ["UG"]
    assert [goal.number for goal in sent.goals.all()] == [6]
    assert len(sent.declarations) == 2
    assert not Answers.objects.exists()


def test_all_that_is_missing_is_said_at_once(rules):
    version = SchemeVersionFactory(ceiling__scheme__slug="ander", ceiling__scheme__code="PE", asks_de_minimis=True)
    EvidenceFactory(version=version, label_nl="Offerte")
    EvidenceFactory(version=version, label_nl="Foto", is_required=False)
    draft = answered(rules=publish(version), activiteit={"title": ["x"]}, doelen={})
    assert {problem.step.slug for problem in steps.problems(draft)} == {"activiteit", "doelen", "bijlagen"}
    with pytest.raises(ValidationError) as refused:
        actions.submit(application=draft, by=None, declared=DECLARED)
    text = " ".join(refused.value.messages)
    assert "Offerte" in text
    assert "Foto" not in text
    assert "de-minimis" in text
    draft.refresh_from_db()
    assert draft.is_draft
    assert draft.answers.count() == 4


def test_an_attachment_is_there_until_it_is_replaced_or_holds_a_virus(rules):
    version = SchemeVersionFactory(ceiling__scheme__slug="ander", ceiling__scheme__code="PE")
    evidence = EvidenceFactory(version=version)
    draft = answered(rules=publish(version))
    file = AttachmentFactory(application=draft, evidence=evidence)
    assert steps.problems(draft) == []
    file.scan = file.Scan.INFECTED
    file.save()
    assert len(steps.problems(draft)) == 1
    file.scan, file.replaced_at = file.Scan.PASSED, draft.created_at
    file.save()
    assert len(steps.problems(draft)) == 1


def test_paper_is_received_with_what_it_lacks(rules):
    version = SchemeVersionFactory(ceiling__scheme__slug="ander", ceiling__scheme__code="PE")
    EvidenceFactory(version=version)
    draft = answered(rules=publish(version))
    sent = actions.submit(application=draft, by=None, channel=Channel.PAPER)
    assert sent.state == State.SUBMITTED


def test_what_a_colleague_changed_after_it_was_read_over_is_not_sent_unseen(rules):
    draft = answered(rules=rules)
    seen = steps.check(draft).revision
    draft.answers.filter(step="organisatie").update(data={})
    with pytest.raises(ValidationError) as refused:
        actions.submit(application=draft, by=None, declared=DECLARED, seen=seen)
    assert refused.value.code == "changed"


def test_answers_that_change_between_reading_and_the_lock_are_read_anew(rules, monkeypatch):
    draft = answered(rules=rules)
    before = steps.check_before(draft)
    draft.answers.filter(step="organisatie").update(data={})
    monkeypatch.setattr(steps, "check_before", lambda application: before)
    with pytest.raises(ValidationError) as refused:
        actions.submit(application=draft, by=None, declared=DECLARED)
    assert "Organis" in " ".join(refused.value.messages)


def test_after_closing_time_the_draft_stays(rules):
    draft = answered(rules=rules)
    with time_machine.travel("2027-01-01 00:00+01:00", tick=False), pytest.raises(ValidationError) as refused:
        actions.submit(application=draft, by=None, declared=DECLARED)
    assert refused.value.code == "closed"
    assert draft.answers.count() == 4


def test_an_organisation_that_is_not_public_any_more_sends_nothing_in(rules):
    draft = answered(rules=rules)
    draft.organisation.status = "hidden"
    draft.organisation.save()
    with pytest.raises(ValidationError) as refused:
        actions.submit(application=draft, by=None, declared=DECLARED)
    assert refused.value.code == "not-public"


def test_a_copy_has_no_dates_declarations_and_attachments(rules):
    sent = actions.submit(application=answered(rules=rules), by=None, declared=DECLARED)
    AttachmentFactory(application=sent)
    draft = actions.begin(organisation=sent.organisation, ceiling=sent.ceiling, by=None, copied_from=sent)
    kept = {answers.step: answers for answers in draft.answers.all()}
    assert set(kept) == {"organisatie", "activiteit", "doelen", "begroting"}
    assert "starts_on" not in kept["activiteit"].data
    assert [kept[step].is_done for step in ("organisatie", "activiteit", "doelen", "begroting")] == [
        True, False, True, True,
    ]  # fmt: skip
    assert draft.attachments.count() == 0
    assert kept["activiteit"].data["purpose"] == [str(rules.purpose_set.get().pk)]


@pytest.mark.parametrize(
    ("of_version", "of_organisation", "code"),
    [
        ({"applicant_sectors": [4]}, {"sector": 1}, "sector"),
        ({}, {"status": "draft"}, "not-public"),
        ({"opens_at": "2026-11-11T00:00+01:00"}, {}, "closed"),
        ({"closes_at": "2026-11-09T00:00+01:00"}, {}, "closed"),
    ],
)
def test_who_may_not_apply_cannot_begin(of_version, of_organisation, code):
    rules = publish(**of_version)
    rules.refresh_from_db()
    with pytest.raises(ValidationError) as refused:
        actions.begin(organisation=OrganisationFactory(**of_organisation), ceiling=rules.ceiling, by=None)
    assert refused.value.code == code


def test_twenty_drafts_are_enough(rules):
    organisation = OrganisationFactory()
    for _n in range(20):
        actions.begin(organisation=organisation, ceiling=rules.ceiling, by=None)
    with pytest.raises(ValidationError) as refused:
        actions.begin(organisation=organisation, ceiling=rules.ceiling, by=None)
    assert refused.value.code == "too_many"


def test_the_record_of_what_was_sent_in_can_be_shown_in_the_form(rules):
    sent = submitted()
    assert steps.form_of(sent, "organisatie").is_valid()


def test_the_ceiling_is_locked_for_few_queries(rules):
    draft = answered(rules=rules)
    with CaptureQueriesContext(connection) as queries:
        actions.submit(application=draft, by=None, declared=DECLARED)
    texts = [query["sql"] for query in queries]
    start = next(
        number for number, text in enumerate(texts) if 'FROM "subsidies_ceiling"' in text and "FOR NO KEY" in text
    )
    assert len(texts) - start <= 36, "\n".join(texts[start:])
