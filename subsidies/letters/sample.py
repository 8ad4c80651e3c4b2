"""What stands in the letter that asks for proof, of a grant that was drawn for a sample; in the active language."""

from django.utils.translation import gettext as _

from .parts import day, facts_of, letter, part, signature, where_to_write


def request(check, by) -> dict:
    application = check.application
    data = letter(application, _("Proof for application %(reference)s"), facts_of(application))
    data["opening"] = _(
        "Your subsidy was settled without a report. Of such subsidies we check a few, and lots decided that yours is one."
    )
    send = _("Send it to us by %(day)s, in the portal, by post or by e-mail.")
    data["parts"] = [
        part(
            _("What we ask"),
            _("Show us that the activity took place, and what it cost."),
            points=[
                _("what you did and when, in a few sentences"),
                _("proof of it: photos, a programme, a report, a message in a newspaper"),
                _("invoices or receipts of the largest costs"),
            ],
        ),
        part(_("Until when"), send % {"day": day(check.due_on)}),
        *where_to_write(),
        part(
            _("Why you"),
            _("It is chance, and no suspicion. Anyone can repeat the draw; in the portal stands how."),
        ),
        part(
            _("What comes of it"),
            _(
                "If all is in order, nothing changes. If it is not, or if we get no answer, we can lower or revoke the "
                "subsidy (Awb 4:49 lid 1). Before we do, we hear what you think (Awb 4:7)."
            ),
        ),
    ]
    data["signed"] = signature(by)
    return data
