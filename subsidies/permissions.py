"""Who of the staff may do what with an application: by role, by state, and never in a case of one's own."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from .models import DecisionKind, GlassBreak, Tie
from .states import TRANSITIONS, UNDECIDED, WITH_DECISION, Actor, State

OFFICER, DECIDER, FINANCE = Actor.OFFICER, Actor.DECIDER, Actor.FINANCE
# What makes somebody an officer, a decider or of finance: a right, whichever group gave it.
RIGHTS = {
    OFFICER: "subsidies.change_application",
    DECIDER: "subsidies.add_decision",
    FINANCE: "subsidies.add_paymentorder",
}

# To publish what came of a project; whoever does opens no case for it.
PUBLISH = "subsidies.change_publicresult"

# How a decision on what was granted before is taken, by its kind: whoever proposes one does not take it.
TAKEN_BY = {
    DecisionKind.SETTLEMENT: "settle",
    DecisionKind.CHANGE: "revoke",
    DecisionKind.RECOVERY: "recover",
    DecisionKind.OBJECTION: "decide_on_objection",
}
AFTER_THE_GRANT = tuple(TAKEN_BY.values())
# In these something was paid that may have to come back.
PAID_ON = (State.GRANTED, State.SETTLED, State.REVOKED)
SENT_IN = tuple(state for state in State if state != State.DRAFT)
# What staff do without bringing an application into another state: who, and in which states.
BESIDE_THE_STATES = {
    "extend": ((OFFICER,), UNDECIDED),
    "suspend": ((OFFICER,), UNDECIDED),
    "resume": ((OFFICER,), UNDECIDED),
    "intend": ((OFFICER,), (*UNDECIDED, State.GRANTED, State.SETTLED)),
    # What was taken up again after an objection is under review when that is made known.
    "announce": ((OFFICER, DECIDER), (*WITH_DECISION, *UNDECIDED)),
    "write": ((OFFICER, DECIDER), SENT_IN),
    "keep_address": ((OFFICER, DECIDER), SENT_IN),
    "post": ((OFFICER, DECIDER), SENT_IN),
    "assess": ((OFFICER,), (State.UNDER_REVIEW,)),
    "compose": ((OFFICER, DECIDER), (*UNDECIDED, *WITH_DECISION)),
    "throw_draft_away": ((OFFICER, DECIDER), (*UNDECIDED, *WITH_DECISION)),
    "correct": ((DECIDER,), WITH_DECISION),
    "propose": ((OFFICER,), (State.GRANTED,)),
    "suspend_payment": ((DECIDER,), (State.GRANTED, State.SETTLED)),
    "resume_payment": ((OFFICER, DECIDER), (State.GRANTED, State.SETTLED, State.REVOKED)),
    "keep_default_notice": ((OFFICER, DECIDER), UNDECIDED),
    "order": ((FINANCE,), (State.GRANTED, State.SETTLED)),
    "book": ((FINANCE,), SENT_IN),
    # Of a ceiling; among the cases that were settled without a report (VNG model-ASV 15).
    "draw_sample": ((OFFICER,), (State.SETTLED,)),
    "close_sample": ((OFFICER,), (State.SETTLED, State.REVOKED)),
    # Awb 4:57.
    "recover": ((DECIDER,), PAID_ON),
    "reschedule": ((DECIDER, FINANCE), PAID_ON),
    "book_repayment": ((FINANCE,), PAID_ON),
    "write_off": ((DECIDER,), PAID_ON),
    # Awb 6:4 to 7:13; what was taken up again is objected to no more.
    "receive_objection": ((OFFICER,), WITH_DECISION),
    "ask_repair": ((OFFICER,), WITH_DECISION),
    "note_repair": ((OFFICER,), WITH_DECISION),
    "extend_objection": ((OFFICER,), WITH_DECISION),
    "postpone_objection": ((OFFICER,), WITH_DECISION),
    "excuse_objection": ((OFFICER, DECIDER), WITH_DECISION),
    "withdraw_objection": ((OFFICER,), WITH_DECISION),
    "decide_on_objection": ((DECIDER,), WITH_DECISION),
    "lodge_appeal": ((OFFICER,), (*UNDECIDED, *WITH_DECISION)),
    "end_appeal": ((OFFICER,), (*UNDECIDED, *WITH_DECISION)),
    "take_on": ((OFFICER,), SENT_IN),
    "export_case": ((OFFICER,), SENT_IN),
    "set_final_term": ((OFFICER,), (State.GRANTED,)),
    "hold": ((OFFICER, DECIDER), SENT_IN),
    "end_hold": ((OFFICER, DECIDER), SENT_IN),
    # For an applicant who cannot: on paper, by telephone.
    "add_scan": ((OFFICER,), UNDECIDED),
    "answer_sample": ((OFFICER,), (State.SETTLED,)),
    "accept_offer": ((OFFICER,), (State.GRANTED,)),
    "submit_report": ((OFFICER,), (State.GRANTED,)),
    "give_view": ((OFFICER,), (*UNDECIDED, State.GRANTED, State.SETTLED)),
    "confirm_iban": ((OFFICER, FINANCE), (*UNDECIDED, State.GRANTED, State.SETTLED)),
    "refuse_iban": ((OFFICER, FINANCE), SENT_IN),
}


def _of_the_states(action: str) -> tuple[tuple, tuple]:
    rows = [row for row in TRANSITIONS if row.action == action]
    actors = {actor for row in rows for actor in row.by if actor != Actor.APPLICANT}
    return tuple(actor for actor in RIGHTS if actor in actors), tuple({row.source: None for row in rows})


def who_and_when(action: str) -> tuple[tuple, tuple]:
    """Return which roles of the staff may do something, and in which states; ValueError for what nobody knows."""
    found = BESIDE_THE_STATES.get(action) or _of_the_states(action)
    if not found[1]:
        raise ValueError(f"Nobody does {action!r} with an application")
    return found


def roles_of(user) -> set[Actor]:
    """Return the roles a civil servant has in the cases of others."""
    return {role for role, right in RIGHTS.items() if user.is_staff and user.has_perm(right)}


def has_role_for(user, action: str) -> bool:
    """Tell whether a civil servant has a role in which something is done with applications."""
    return bool(roles_of(user) & set(who_and_when(action)[0]))


def has_tie(user, organisation) -> bool:
    """Tell whether a civil servant is a member of an organisation, or declared another tie with it (Awb 2:4)."""
    return (
        organisation.memberships.filter(user=user).exists()
        or Tie.objects.active().filter(user=user, organisation=organisation).exists()
    )


def is_shut(user, application) -> bool:
    """Tell whether a case is shut to a civil servant: by a tie, unless the glass was broken for that person."""
    if not has_tie(user, application.organisation):
        return False
    return not GlassBreak.objects.open().filter(user=user, application=application).exists()


def may_publish(user, application) -> bool:
    """Tell whether an editor publishes what came of a project: not of an organisation to which that person has a tie."""
    return user.is_staff and user.has_perm(PUBLISH) and not is_shut(user, application)


def has_assessed(user, application) -> bool:
    """Tell whether somebody handed an application to the decider, or assessed it in any other way."""
    return application.assessed_by_id == user.pk or application.assessments.filter(assessor=user).exists()


def has_composed(user, application) -> bool:
    """Tell whether somebody proposed what waits to be decided in a case."""
    draft = application.saved_draft
    return draft is not None and draft.saved_by_id == user.pk


def took_disputed(user, objection) -> bool:
    """Tell whether somebody took the decision that is disputed, or one that it corrects (Awb 10:3 lid 3)."""
    disputed = objection.decision if objection else None
    while disputed is not None:
        if disputed.decided_by_id == user.pk:
            return True
        disputed = disputed.corrects
    return False


def objection_of(application):
    """Return the objection on which a decision is composed, None where none is."""
    draft = application.saved_draft
    return draft and draft.objection


def is_own_assessment(user, action: str, application) -> bool:
    """Tell whether somebody would decide on what the same person assessed, alone or with others (four eyes).

    What comes after the grant is assessed by who proposes it.
    """
    if action in ("decide", "correct", *AFTER_THE_GRANT) and has_assessed(user, application):
        return True
    return action in AFTER_THE_GRANT and has_composed(user, application)


def why_not(user, action: str, application, roles=None) -> str:
    """Return why a civil servant may not do something with an application now, "" where it may be done.

    `roles` are those of the user, where they are known already. A tie is not looked for: the page was not there then.
    """
    actors, states = who_and_when(action)
    roles = roles_of(user) if roles is None else roles
    if application.state not in states:
        return _("not while the application is “%(state)s”") % {"state": application.get_state_display()}
    if not roles & set(actors):
        return _("for: %(roles)s") % {"roles": ", ".join(str(actor.label) for actor in actors)}
    if action == "decide_on_objection" and took_disputed(user, objection_of(application)):
        return _("you took the decision that is disputed: somebody else decides on the objection (Awb 10:3 lid 3)")
    if is_own_assessment(user, action, application):
        return _("you assessed this application: somebody else decides on it")
    return ""


def may(user, action: str, application) -> bool:
    """Tell whether a civil servant may do something with an application now."""
    return not is_shut(user, application) and not why_not(user, action, application)


def require(user, action: str, application) -> None:
    """Stop whoever has no role for this, a tie with the applicant, or assessed what is to be decided.

    The state is left to the action, which says what it is by now.
    """
    if not has_role_for(user, action) or is_shut(user, application):
        raise PermissionDenied
    if is_own_assessment(user, action, application):
        raise PermissionDenied
