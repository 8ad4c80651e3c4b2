"""How far a trade mission is, and where it can go from there."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Stage(models.TextChoices):
    """How far a mission is, in this order; it may be called off at any of them but the last."""

    IDEA = "idea", _("idea")
    OPEN = "open", _("open for companies")
    FIXED = "fixed", _("delegation fixed")
    PREPARING = "preparing", _("in preparation")
    UNDER_WAY = "under_way", _("under way")
    FOLLOW_UP = "follow_up", _("follow-up")
    CLOSED = "closed", pgettext_lazy("mission", "closed")
    CANCELLED = "cancelled", pgettext_lazy("mission", "called off")


# Where each stage leads. Back is one step, for who went on too soon; nothing comes back from closed or called off.
STEPS = {
    Stage.IDEA: [Stage.OPEN, Stage.CANCELLED],
    Stage.OPEN: [Stage.FIXED, Stage.IDEA, Stage.CANCELLED],
    Stage.FIXED: [Stage.PREPARING, Stage.OPEN, Stage.CANCELLED],
    Stage.PREPARING: [Stage.UNDER_WAY, Stage.FIXED, Stage.CANCELLED],
    Stage.UNDER_WAY: [Stage.FOLLOW_UP, Stage.PREPARING, Stage.CANCELLED],
    Stage.FOLLOW_UP: [Stage.CLOSED, Stage.UNDER_WAY],
    Stage.CLOSED: [],
    Stage.CANCELLED: [],
}

# One after the other; what was called off stands beside them.
ORDER = [stage for stage in Stage if stage != Stage.CANCELLED]
# The public reads which companies go once that is decided, and for good.
WITH_DELEGATION = [Stage.FIXED, Stage.PREPARING, Stage.UNDER_WAY, Stage.FOLLOW_UP, Stage.CLOSED]
# In these the Trade Office chooses companies, or another for one that dropped out.
CHOOSING = [Stage.OPEN, Stage.FIXED, Stage.PREPARING]
