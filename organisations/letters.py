"""The letters that invite an owner for each of a number of organisations."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from deventer_intl import pdf

from .actions import membership as actions


@transaction.atomic
def invitation_letters(*, organisations, language, by, address="") -> bytes:
    """Return a PDF with a letter for each organisation, each with a new code.

    `address` stands above the letter below the name; the portal keeps no postal addresses. Raises `ValidationError`, and
    makes no code, where a letter cannot be printed.
    """
    codes = [
        (organisation, actions.invite_by_letter(organisation=organisation, by=by)) for organisation in organisations
    ]
    with translation.override(language):
        letters = content(codes, language, address)
        try:
            return pdf.render("invitation_letters.typ", letters)
        except pdf.Unprintable as error:
            lacking = str(error)
            names = [letter["title"] for letter in letters["letters"] if lacking in "".join(letter["address"])]
    raise ValidationError(
        _("Our fonts have no “%(text)s”, so this cannot be printed: %(letters)s.")
        % {"text": lacking, "letters": ", ".join(names)},
        code="unprintable",
    )


def content(codes, language, address):
    today = timezone.localdate()
    site = settings.PORTAL_URL + reverse("organisations:letter_code")
    until = date_format(today + actions.VALID_BY_LETTER)
    return {
        "title": _("Invitation to keep the page of your organisation"),
        "language": language,
        "date": f"Deventer, {date_format(today)}",
        "before": [
            _("Dear reader,"),
            _(
                "Your organisation has a page on Deventer Internationaal, the directory of everyone in Deventer who is active "
                "abroad. From now on you can keep that page yourselves. It takes three steps:"
            ),
        ],
        "steps": [
            _("Go to %(address)s") % {"address": site},
            _("Make an account with your e-mail address, or sign in."),
            _("Type the code below, and accept the invitation."),
        ],
        "code_label": _("Your code, valid once, until %(date)s:") % {"date": until},
        "after": [
            _(
                "Whoever uses this code becomes the owner of the page, and can invite colleagues. So give this letter only to "
                "somebody who may speak for your organisation."
            ),
            _("Kind regards,"),
            "International Office Deventer",
        ],
        "letters": [
            {
                "title": _("Keep the page of %(name)s") % {"name": organisation.name},
                "address": [organisation.name, *(line.strip() for line in address.splitlines() if line.strip())],
                "code": code,
            }
            for organisation, code in codes
        ],
    }
