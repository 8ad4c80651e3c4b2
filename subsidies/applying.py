"""Who may apply for what, and how sure we must be of who that is."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from deventer_intl.second_factor import has_second_factor, signed_in_with
from organisations.models import Sector

from .models import SchemeVersion, SignIn

MOST_DRAFTS = 20


def check_sign_in(request, rules: SchemeVersion) -> None:
    """Raise `ValidationError` where somebody did not sign in as surely as a scheme asks."""
    if rules.sign_in == SignIn.SECOND_FACTOR and not has_second_factor(request):
        raise ValidationError(_("For this scheme you sign in with a second factor."), code=SignIn.SECOND_FACTOR)
    if rules.sign_in == SignIn.EHERKENNING and not signed_in_with(request, SignIn.EHERKENNING.value):
        raise ValidationError(_("For this scheme you sign in with eHerkenning."), code=SignIn.EHERKENNING)


def check_window(rules: SchemeVersion) -> None:
    """Raise `ValidationError`, saying when, outside the time to apply."""
    now = timezone.now()
    if now < rules.opens_at:
        text, moment = _("You can apply from %(moment)s."), rules.opens_at
    elif now >= rules.closes_at:
        text, moment = _("You could apply until %(moment)s."), rules.closes_at
    else:
        return
    raise ValidationError(text % {"moment": date_format(localtime(moment), "j F Y H:i")}, code="closed")


def check_organisation(organisation, rules: SchemeVersion) -> None:
    """Raise `ValidationError` for an organisation that this scheme is not for, or of which we do not know who it is.

    Its page must be public: then the municipality looked at it. On paper anybody may apply (Awb 4:1).
    """
    if not organisation.is_public:
        text = _(
            "%(name)s has no public page at the moment. Ask the International Office, or apply on paper. "
            "What you typed is kept."
        )
        raise ValidationError(text % {"name": organisation.name}, code="not-public")
    if rules.applicant_sectors and organisation.sector not in rules.applicant_sectors:
        sectors = ", ".join(str(Sector(number).label) for number in rules.applicant_sectors)
        text = _("This scheme is for: %(sectors)s. %(name)s is in our directory under: %(sector)s.")
        raise ValidationError(
            text % {"sectors": sectors, "name": organisation.name, "sector": organisation.get_sector_display()},
            code="sector",
        )


def check_number(organisation) -> None:
    """Raise `ValidationError` where an organisation has as many drafts as it may."""
    if organisation.applications.drafts().count() >= MOST_DRAFTS:
        text = _("%(name)s has %(number)s drafts already. Send one in, or throw one away.")
        raise ValidationError(text % {"name": organisation.name, "number": MOST_DRAFTS}, code="too_many")
