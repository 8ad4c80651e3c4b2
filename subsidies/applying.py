"""Who may apply for what, and how sure we must be of who that is."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from deventer_intl.second_factor import has_second_factor, kvk_numbers
from organisations.models import Sector

from .models import SchemeVersion, SignIn

MOST_DRAFTS = 20


@dataclass(frozen=True)
class Proof:
    """What somebody showed at the sign-in: a second factor, and with eHerkenning for which KvK numbers."""

    has_second_factor: bool = False
    kvk_numbers: frozenset[str] = frozenset()


NO_PROOF = Proof()


def proof_of(request) -> Proof:
    return Proof(has_second_factor(request), kvk_numbers(request))


def check_sign_in(proof: Proof, organisation, rules: SchemeVersion) -> None:
    """Raise `ValidationError` where somebody did not sign in as surely as a scheme asks, or for another organisation."""
    if rules.sign_in == SignIn.SECOND_FACTOR and not proof.has_second_factor:
        raise ValidationError(_("For this scheme you sign in with a second factor."), code=SignIn.SECOND_FACTOR)
    if rules.sign_in != SignIn.EHERKENNING or organisation.kvk_number in proof.kvk_numbers:
        return
    if not organisation.kvk_number:
        text = _(
            "For this scheme you sign in with eHerkenning, but we do not know the KvK number of %(name)s. Ask the "
            "International Office to add it, or apply on paper."
        )
        raise ValidationError(text % {"name": organisation.name}, code="no-kvk-number")
    text = _("For this scheme you sign in with eHerkenning for %(name)s, KvK number %(number)s.")
    if proof.kvk_numbers:
        text = _(
            "You signed in with eHerkenning for another organisation. Sign in for %(name)s, KvK number %(number)s."
        )
    facts = {"name": organisation.name, "number": organisation.kvk_number}
    raise ValidationError(text % facts, code=SignIn.EHERKENNING)


def check_window(rules: SchemeVersion) -> None:
    """Raise `ValidationError`, saying when, outside the time to apply."""
    now = timezone.now()
    if now < rules.opens_at:
        text, moment = _("You can apply from %(moment)s."), rules.opens_at
    elif now >= rules.closes_at:
        text, moment = _("You could apply until %(moment)s."), rules.closes_at
    else:
        return
    raise ValidationError(text % {"moment": date_format(localtime(moment), "DATETIME_FORMAT")}, code="closed")


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
