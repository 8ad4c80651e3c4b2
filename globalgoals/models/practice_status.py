"""How far a good practice is, and where it can go from there."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PracticeStatus(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("practice", "draft")
    PROPOSED = "proposed", _("proposed, to be published by an editor")
    PUBLISHED = "published", _("published")
    DECLINED = "declined", _("not published")
    WITHDRAWN = "withdrawn", pgettext_lazy("practice", "withdrawn")


# Where each leads: a trigger holds it, and the actions ask it first.
WAYS = {
    PracticeStatus.DRAFT: [PracticeStatus.PROPOSED, PracticeStatus.PUBLISHED],
    PracticeStatus.PROPOSED: [PracticeStatus.PUBLISHED, PracticeStatus.DECLINED],
    PracticeStatus.DECLINED: [PracticeStatus.PROPOSED, PracticeStatus.PUBLISHED],
    PracticeStatus.PUBLISHED: [PracticeStatus.WITHDRAWN],
    PracticeStatus.WITHDRAWN: [PracticeStatus.PROPOSED, PracticeStatus.PUBLISHED],
}
