"""What is held on somebody because of the prize: for the file with all of it, and to forget it."""

from django.db.models.functions import Lower

from ..models import BallotScore, JuryNote, Nomination, NominationReason, PrizeTie


def nominated_by(user):
    """Return the nominations under an address of a user, if the user proved to have it."""
    proved = user.emailaddress_set.filter(verified=True).annotate(lower=Lower("email"))
    return Nomination.objects.filter(email__in=proved.values("lower"))


def held_on(user) -> dict:
    """Return what a user nominated, and did in a jury."""
    seats, nominated = user.jury_seats.all(), nominated_by(user)
    ties = PrizeTie.objects.filter(juror__in=seats)
    scores = BallotScore.objects.filter(ballot__juror__in=seats)
    notes = JuryNote.objects.filter(juror__in=seats)
    reasons = NominationReason.objects.filter(nomination__in=nominated)
    return {
        "nominations": list(
            nominated.values(
                "edition__year",
                "organisation_name",
                "goal",
                "is_own",
                "name",
                "email",
                "received_at",
                "proved_at",
                "state",
            )
        ),
        "reasons_of_nominations": list(reasons.values("criterion__name_nl", "text")),
        "juries": list(seats.values("edition__year", "is_chair", "shows_name", "appointed_at", "declared_at")),
        "ties_in_juries": list(ties.values("nomination__organisation_name", "declared_at")),
        "scores_in_juries": list(
            scores.values("ballot__nomination__organisation_name", "criterion__name_nl", "points", "ground")
        ),
        "notes_in_juries": list(notes.values("nomination__organisation_name", "text", "written_at")),
    }
