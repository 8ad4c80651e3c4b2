"""Rules of good practices that the database holds, whatever writes; and what the actions say about them."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from globalgoals.actions import practice as actions
from globalgoals.actions import practice_from
from globalgoals.actions.practice import Figure, Parts
from globalgoals.claims import Claimed
from globalgoals.models import GoodPractice
from globalgoals.models.practice_status import WAYS, PracticeStatus

from ..factories import GoalFactory, MembershipFactory, OrganisationFactory, UserFactory
from ..practice_factories import GoodPracticeFactory, PracticeFigureFactory, PracticeGoalFactory, PracticePhotoFactory

pytestmark = pytest.mark.django_db
Status = GoodPractice.Status


def refused_by(sql, *values):
    with pytest.raises(DatabaseError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
    return str(error.value)


@pytest.mark.parametrize("start", PracticeStatus)
@pytest.mark.parametrize("end", PracticeStatus)
def test_status_goes_its_ways_alone_also_by_sql(start, end):
    practice = GoodPracticeFactory(status=start, reason="Waarom", published_at="2026-11-01T12:00Z")
    sql = "UPDATE globalgoals_goodpractice SET status = %s WHERE id = %s"
    if end == start or end in WAYS[start]:
        with connection.cursor() as cursor:
            cursor.execute(sql, [end, practice.pk])
        practice.refresh_from_db()
        assert practice.status == end
    else:
        assert "status" in refused_by(sql, end, practice.pk)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("story_nl = ''", "practice_tells_what_came_of_it"),
        ("result_nl = ''", "practice_tells_what_came_of_it"),
        ("published_at = NULL", "practice_published_when"),
        ("slug = 'feed'", "practice_slug_not_taken"),
        ("origin = 'report'", "practice_origin_and_reference"),
    ],
)
def test_what_is_public_says_all_it_must(change, name):
    practice = GoodPracticeFactory()
    assert name in refused_by(f"UPDATE globalgoals_goodpractice SET {change} WHERE id = %s", practice.pk)


def test_declined_has_a_reason_and_a_draft_needs_a_title_alone():
    proposed, draft = GoodPracticeFactory(status="proposed"), GoodPracticeFactory(status="draft", story_nl="")
    sql = "UPDATE globalgoals_goodpractice SET status = 'declined' WHERE id = %s"
    assert "practice_declined_with_reason" in refused_by(sql, proposed.pk)
    sql = "UPDATE globalgoals_goodpractice SET title_nl = '' WHERE id = %s"
    assert "practice_tells_what_came_of_it" in refused_by(sql, draft.pk)


def test_figures_and_photos_are_few_and_say_what_and_whose():
    figure, photo = PracticeFigureFactory(), PracticePhotoFactory()
    for change, name in [("position = 5", "position"), ("source = ''", "says_what"), ("what_nl = ''", "says_what")]:
        assert name in refused_by(f"UPDATE globalgoals_practicefigure SET {change} WHERE id = %s", figure.pk)
    for change, name in [
        ("has_consent = false", "consent"),
        ("alt_nl = ''", "says_what"),
        ("position = 7", "says_what"),
    ]:
        assert name in refused_by(f"UPDATE globalgoals_practicephoto SET {change} WHERE id = %s", photo.pk)


def test_a_fourth_goal_is_refused():
    practice = GoodPracticeFactory()
    for rank, number in enumerate((1, 2, 3), 1):
        PracticeGoalFactory(practice=practice, goal=GoalFactory(number=number), rank=rank)
    with pytest.raises(DatabaseError, match="practicegoal_rank"), transaction.atomic():
        practice.goals.add(GoalFactory(number=4))


def written(*, proposes, **values):
    """Write a good practice as a member does."""
    member = MembershipFactory()
    texts = {"title_nl": "Meer water", "story_nl": "Zo ging het.", "result_nl": "Vijf pompen."} | values
    practice = GoodPractice(organisation=member.organisation, **texts)
    parts = Parts(
        goals=[Claimed(GoalFactory().pk, {"motivation_nl": "Water is leven."})],
        figures=[Figure(5, {"what_nl": "pompen"}, "eigen telling")],
    )
    return actions.write(practice=practice, parts=parts, proposes=proposes, by=member.user)


def test_member_keeps_a_draft_sends_it_in_and_an_editor_publishes():
    editor = UserFactory(is_staff=True)
    practice = written(proposes=False, story_nl="", result_nl="")
    assert practice.status == Status.DRAFT
    with pytest.raises(ValidationError) as error:
        actions.write(practice=practice, parts=Parts(), proposes=True, by=practice.proposed_by)
    assert set(error.value.error_dict) == {"story_nl", "result_nl", "goal_1"}
    practice = written(proposes=True, title_nl="Nog meer water")
    assert (practice.status, practice.goal_tags.get().motivation_nl) == (Status.PROPOSED, "Water is leven.")
    practice = actions.publish(practice=practice, by=editor)
    assert list(GoodPractice.objects.public()) == [practice]
    assert [sent.to for sent in mail.outbox] == [[practice.proposed_by.email]]
    with pytest.raises(ValidationError):
        actions.publish(practice=practice, by=editor)


def test_the_same_sent_twice_is_kept_once():
    practice = written(proposes=True)
    again = GoodPractice(
        organisation=practice.organisation, **{n: getattr(practice, n) for n in ("title_nl", "story_nl", "result_nl")}
    )
    assert actions.write(practice=again, parts=Parts(), proposes=True, by=practice.proposed_by) == practice
    assert GoodPractice.objects.count() == 1


def test_declining_tells_why_and_it_can_be_sent_in_once_more():
    editor, practice = UserFactory(is_staff=True), written(proposes=True)
    with pytest.raises(ValidationError):
        actions.decline(practice=practice, reason=" ", by=editor)
    practice = actions.decline(practice=practice, reason="Het is te kort.", by=editor)
    assert "Het is te kort." in mail.outbox[-1].body
    parts = Parts(goals=[Claimed(6)])
    practice = actions.write(practice=practice, parts=parts, proposes=True, by=practice.proposed_by)
    assert (practice.status, practice.reason) == (Status.PROPOSED, "")


def test_what_is_public_changes_at_once_but_never_becomes_empty():
    practice = actions.publish(practice=written(proposes=True), by=UserFactory())
    practice.result_nl = ""
    with pytest.raises(ValidationError):
        actions.write(practice=practice, parts=Parts(goals=[Claimed(6)]), by=UserFactory())
    practice.result_nl = "Zes pompen."
    actions.write(practice=practice, parts=Parts(goals=[Claimed(6)]), by=UserFactory())
    practice.refresh_from_db()
    assert (practice.status, practice.result_nl, practice.figures.count()) == ("published", "Zes pompen.", 0)


def test_a_page_that_nobody_sees_publishes_nothing():
    practice = written(proposes=True)
    practice.organisation.status = "hidden"
    practice.organisation.save()
    with pytest.raises(ValidationError):
        actions.publish(practice=practice, by=UserFactory())


def test_withdrawing_leaves_all_pages_and_tells_only_with_a_reason():
    practice = actions.publish(practice=written(proposes=True), by=UserFactory())
    mail.outbox.clear()
    with pytest.raises(ValidationError):
        actions.remove(practice=practice, by=UserFactory())
    actions.withdraw(practice=practice, by=practice.proposed_by)
    assert (list(GoodPractice.objects.public()), mail.outbox) == ([], [])
    actions.remove(practice=practice, by=practice.proposed_by)
    assert not GoodPractice.objects.exists()


def test_a_practice_is_made_once_of_each_origin():
    made = {
        "title": {"nl": "Meer water"},
        "story": {"nl": "Zo ging het.", "en": "It went like this."},
        "organisation": OrganisationFactory(),
        "goals": [Claimed(GoalFactory().pk)],
        "photos": [PracticePhotoFactory()],
        "by": UserFactory(),
    }
    practice = practice_from(**made, origin=GoodPractice.Origin.NOMINATION, reference="2026-12")
    assert (practice.status, practice.story_en, practice.goals.get().pk) == (Status.DRAFT, "It went like this.", 6)
    # Its files are gone: then it is not shown.
    assert not practice.photos.exists()
    with pytest.raises(ValidationError) as error:
        practice_from(**made, origin=GoodPractice.Origin.NOMINATION, reference="2026-12")
    assert error.value.code == "made"
    other = practice_from(**made, origin=GoodPractice.Origin.NOMINATION, reference="2026-13")
    assert other.slug != practice.slug
