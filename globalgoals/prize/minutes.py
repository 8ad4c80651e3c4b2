"""The minutes of the jury, as PDF: what everyone may read, so no name of who did not agree to be named."""

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from deventer_intl import pdf


def minutes_of(decision, result) -> bytes:
    """Return the minutes in Dutch, which the jury decides in; letters that our fonts lack stand in them as ?."""
    with translation.override(settings.LANGUAGE_CODE):
        return pdf.printed("prize_minutes.typ", content_of(decision, result))


def content_of(decision, result):
    edition = decision.edition
    return {
        "title": _("Minutes of the jury: %(title)s") % {"title": edition.title},
        "language": settings.LANGUAGE_CODE,
        "page_label": _("page"),
        "office": "International Office Deventer",
        "facts": facts(decision),
        "reason_title": _("Why the jury chose this winner"),
        "reason": decision.reason_nl,
        "criteria_title": _("Criteria"),
        "criteria_header": [_("Criterion"), _("Weight")],
        "criteria": [[each.name, f"{each.weight}%"] for each in edition.criteria.all()],
        "result_title": _("Result"),
        "result_header": [_("Place"), _("Nominee"), _("Jurors"), _("Mean")],
        "result": rows(result, decision.winner),
        "notes": notes(result),
    }


def facts(decision):
    edition = decision.edition
    jurors = list(edition.jurors.select_related("user"))
    named = [str(juror) for juror in jurors if juror.user and juror.shows_name]
    unnamed = len(jurors) - len(named)
    jury = [*named, *([_("%(number)s not named") % {"number": unnamed}] if unnamed else [])]
    return [
        {"label": _("Winner"), "text": decision.winner.organisation_name},
        {"label": _("Decided on"), "text": date_format(timezone.localtime(decision.decided_at))},
        {"label": _("Jury"), "text": ", ".join(jury)},
        {"label": _("Nominees judged"), "text": str(edition.nominations.eligible().count())},
    ]


def shown_name(nomination, winner):
    is_named = nomination.may_be_named or nomination == winner
    return nomination.organisation_name if is_named else _("a nominee that is not named")


def rows(result, winner):
    return [
        [
            str(standing.place or "-"),
            shown_name(nomination, winner),
            str(standing.jurors),
            _("too few scores") if standing.mean is None else number_format(float(standing.mean), 2),
        ]
        for nomination, standing in result
    ]


def notes(result):
    """Return what must be said besides: equal means, and a juror who did not take part in all of it."""
    found = [
        _(
            "A juror who has a tie with a nominee neither saw nor scored it. The mean is over the other jurors, two at least."
        ),
    ]
    if any(standing.shares for _nomination, standing in result):
        found.append(_("Nominees with the same mean share a place. The jury discussed which of them goes first."))
    return found
