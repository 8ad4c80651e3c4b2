"""Mail about trade missions: to who keeps the page of a company, and to guests from elsewhere."""

from django.conf import settings
from django.utils import translation

from deventer_intl.message import send

from ..models import MissionCompany
from . import address, to_user


def to_company(name, company, **context):
    """Write to everyone who keeps the page of a company, each in the own language."""
    mission = company.mission
    for membership in company.organisation.memberships.reachable().select_related("user"):
        user = membership.user
        page = address(user.language, "events:mission", mission.slug)
        to_user(name, user, mission=mission, company=company, url=page, **context)


def decided(*, company):
    """Tell a company whether it is in the delegation, and why."""
    to_company("mission_selected" if company.is_going else "mission_declined", company)


def taken_off(*, company):
    to_company("mission_taken_off", company)


def called_off(*, mission):
    """Tell everyone who counted on it: companies that go or wait as far as they know, and guests who were invited."""
    State = MissionCompany.State
    for company in mission.companies.exclude(state=State.WITHDRAWN).select_related("organisation"):
        company.mission = mission
        if company.known_state == State.DECLINED:
            continue
        to_company("mission_called_off", company)
    for guest in mission.counterparts.filter(invited_at__isnull=False, withdrawn_at=None).exclude(guest_email=""):
        with translation.override(guest.guest_language):
            url = settings.PORTAL_URL + mission.get_absolute_url()
        send(
            "events/email/mission_called_off_guest",
            to=guest.guest_email,
            language=guest.guest_language,
            mission=mission,
            guest=guest,
            url=url,
        )
