"""The check beforehand: at most six questions, answered in the address of a page."""

from datetime import datetime

import pytest
import time_machine
from django.utils import timezone

from tests.subsidy_factories import (
    AMSTERDAM,
    CeilingFactory,
    EligibilityQuestionFactory,
    SchemeFactory,
    SchemeVersionFactory,
    publish,
)

pytestmark = pytest.mark.django_db

CHECK = "/subsidies/internationale-samenwerking/kan-ik-aanvragen/"


@pytest.fixture
def check():
    """Two questions; the first leads elsewhere, the second passes with no."""
    version = SchemeVersionFactory(ceiling=CeilingFactory(year=timezone.localdate().year))
    elsewhere = publish(
        SchemeVersionFactory(
            ceiling=CeilingFactory(scheme=SchemeFactory(slug="publiek", code="PU", name_nl="Publiek & feest"))
        )
    )
    EligibilityQuestionFactory(version=version, elsewhere=elsewhere.ceiling.scheme)
    EligibilityQuestionFactory(
        version=version, position=2, passes_with_yes=False, label_nl="Is het al voorbij?", reason_nl="Te laat."
    )
    publish(version)
    return f"{CHECK}?versie={version.ceiling.year}-1"


def test_the_check_says_yes_without_keeping_anything(client, check):
    response = client.get(check + "&v1=ja&v2=nee")
    assert response.status_code == 200
    assert "<h1>U kunt aanvragen</h1>" in response.text
    assert "geen besluit" in response.text
    assert not response.cookies
    assert response["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    ("moment", "heading"),
    [
        (datetime(2025, 12, 31, 23, 59, tzinfo=AMSTERDAM), "Uw plan past, maar u kunt nog niet aanvragen"),
        (datetime(2026, 1, 1, 0, 0, tzinfo=AMSTERDAM), "U kunt aanvragen"),
        (datetime(2027, 1, 1, 0, 0, tzinfo=AMSTERDAM), "Uw plan past, maar u kunt niet meer aanvragen"),
    ],
)
def test_the_check_says_yes_only_while_one_can_apply(client, moment, heading):
    version = SchemeVersionFactory(ceiling=CeilingFactory(year=2026))
    EligibilityQuestionFactory(version=version)
    publish(version)
    with time_machine.travel(moment, tick=False):
        page = client.get(CHECK + "?versie=2026-1&v1=ja").text
    assert f"<h1>{heading}</h1>" in page
    assert f"{heading} Internationale samenwerking - Deventer" in page


def test_the_check_says_no_with_the_reason_and_what_might_fit(client, check):
    page = client.get(check + "&v1=nee&v2=nee").text
    assert "De regeling is voor organisaties uit Deventer." in page
    assert "Te laat." not in page
    assert "/subsidies/publiek/kan-ik-aanvragen/" in page
    page = client.get(check + "&v1=ja&v2=ja").text
    assert "Te laat." in page
    assert "/subsidies/publiek/" not in page


@pytest.mark.parametrize("answers", ["", "&v1=ja", "&v1=ja&v2=misschien", "&v1=ja&v2=", "&v1=ja&v2=" + "x" * 300])
def test_a_missing_or_strange_answer_is_asked_again(client, check, answers):
    response = client.get(check + answers)
    assert response.status_code == 422
    assert "Kies ja of nee." in response.text
    assert 'href="#id_v2_0"' in response.text
    if answers:
        assert 'value="ja" required id="id_v1_0" checked' in response.text.replace('aria-invalid="true" ', "")


def test_answers_to_other_questions_than_these_are_not_judged(client, check):
    for address in (CHECK + "?v1=ja&v2=nee", CHECK + "?versie=2020-9&v1=ja&v2=nee"):
        response = client.get(address)
        assert response.status_code == 200
        assert "De vragen zijn veranderd" in response.text
        assert "U kunt aanvragen" not in response.text
    assert client.get(CHECK + "?utm_source=brief").status_code == 200


def test_the_check_takes_nothing_that_is_sent(client, check):
    assert client.post(CHECK, {"v1": "ja"}).status_code == 405
