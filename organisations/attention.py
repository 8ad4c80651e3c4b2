"""What needs a civil servant's attention: requests for pages, pages that went unpublished, then gaps in the directory; each with how many, and where."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .models import Claim, Organisation, ProposedChange

KINDS = {
    "unconfirmed": (_("Never confirmed by the organisation"), "unconfirmed"),
    "empty": (_("Without any text"), "without_text"),
    "untranslated": (_("Dutch text, no English"), "untranslated"),
    "no-country": (_("Without a country"), "without_country"),
}


@dataclass
class Waiting:
    label: str
    count: int
    url: str


def select(queryset, kind):
    """Return the organisations of a queryset that need this kind of attention."""
    return getattr(queryset, KINDS[kind][1])()


def waiting(user) -> list[Waiting]:
    """Return what waits for a user, of what that user may change."""
    return [
        *undecided(user, Claim, _("Requests for a page")),
        *undecided(user, ProposedChange, _("Changes of name, number or website")),
        *unpublished_pages(user),
        *gaps_in_the_directory(user),
    ]


def undecided(user, model, label):
    name = model._meta.model_name
    if user.has_perm(f"organisations.change_{name}") and (number := model.objects.undecided().count()):
        yield Waiting(label, number, f"{reverse(f'admin:organisations_{name}_changelist')}?decided=no")


def unpublished_pages(user):
    if user.has_perm("organisations.change_organisation") and (number := Organisation.objects.lapsed().count()):
        address = reverse("admin:organisations_organisation_changelist")
        status = Organisation.Status.LAPSED
        yield Waiting(_("Unpublished because nobody confirmed them"), number, f"{address}?status__exact={status}")


def gaps_in_the_directory(user):
    if not user.has_perm("organisations.change_organisation"):
        return []
    address = reverse("admin:organisations_organisation_changelist")
    public = Organisation.objects.public()
    return [
        Waiting(label, select(public, kind).count(), f"{address}?attention={kind}&status__exact=active")
        for kind, (label, _method) in KINDS.items()
    ]
