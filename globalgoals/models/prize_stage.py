"""How far a year of the prize is, and where it can go from there."""

from django.db import models
from django.utils.translation import pgettext_lazy


class PrizeStage(models.TextChoices):
    """One after the other; nothing comes back, for people acted on what they read."""

    PREPARED = "prepared", pgettext_lazy("prize", "in preparation")
    OPEN = "open", pgettext_lazy("prize", "open for nominations")
    ASSESSING = "assessing", pgettext_lazy("prize", "the jury scores")
    DISCUSSING = "discussing", pgettext_lazy("prize", "the jury discusses")
    DECIDED = "decided", pgettext_lazy("prize", "decided, not announced yet")
    ANNOUNCED = "announced", pgettext_lazy("prize", "announced")


STEPS = {
    PrizeStage.PREPARED: [PrizeStage.OPEN],
    PrizeStage.OPEN: [PrizeStage.ASSESSING],
    PrizeStage.ASSESSING: [PrizeStage.DISCUSSING],
    PrizeStage.DISCUSSING: [PrizeStage.DECIDED],
    PrizeStage.DECIDED: [PrizeStage.ANNOUNCED],
    PrizeStage.ANNOUNCED: [],
}
# In which it may still turn out that a nominee does not take part.
UNDECIDED = [PrizeStage.OPEN, PrizeStage.ASSESSING, PrizeStage.DISCUSSING]
# In which jurors read what was nominated.
JUDGED = [PrizeStage.ASSESSING, PrizeStage.DISCUSSING, PrizeStage.DECIDED, PrizeStage.ANNOUNCED]
