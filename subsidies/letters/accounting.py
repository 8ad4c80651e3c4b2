"""What stands in the letter that sets a final term for a report (Awb 4:44 lid 3)."""

from django.utils.translation import gettext as _

from ..accounting import report_due_on
from .parts import day, facts_of, letter, part, signature, where_to_write


def final_term(term) -> dict:
    application = term.application
    data = letter(application, _("Report on the subsidy %(reference)s"), facts_of(application))
    data["opening"] = _(
        "You got a subsidy. By %(day)s you should have reported to us on it (Awb 4:44). We did not get it."
    ) % {"day": day(report_due_on(application))}
    until = _("Send us your report by %(day)s. This is the final term (Awb 4:44 lid 3).")
    data["parts"] = [
        part(_("Until when"), until % {"day": day(term.due_on)}),
        part(
            _("What must be in it"),
            points=[
                _("What you did, and what went otherwise than planned"),
                _("What it cost and who paid for it, beside your budget"),
                _("The documents that prove it, as far as we asked for them (Awb 4:45)"),
            ],
        ),
        part(
            _("Without a report"),
            _("After that day we may settle the subsidy on what we know (Awb 4:44 lid 4). It can be lower then."),
        ),
        *where_to_write(),
    ]
    data["signed"] = signature(term.set_by)
    return data
