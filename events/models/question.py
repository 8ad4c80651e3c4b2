"""What organisers ask besides name and address, and what was answered."""

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from deventer_intl.translation import Translated, in_three_languages

from .event import Event
from .registration import Registration


@pghistory.track()
class Question(models.Model):
    """A question on the form of one event."""

    class Kind(models.TextChoices):
        TEXT = "text", _("a text")
        CHOICE = "choice", _("one of some choices")
        YES_NO = "yes-no", _("yes or no")

    event = models.ForeignKey(Event, models.CASCADE, related_name="questions", verbose_name=_("event"))
    position = models.PositiveSmallIntegerField(_("place in the order"), default=0)
    kind = models.CharField(_("answer"), max_length=6, choices=Kind, default=Kind.TEXT)
    text_nl, text_en, text_de = in_three_languages(_("question"), required=True)
    # One on a line; the same line in each language is the same choice.
    choices_nl, choices_en, choices_de = in_three_languages(_("choices, one on a line"), long=True)
    is_required = models.BooleanField(_("must be answered"), default=False)

    text = Translated()
    choices = Translated()

    class Meta:
        ordering = ["event", "position", "pk"]
        verbose_name = _("question of an event")
        verbose_name_plural = _("questions of events")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["text", "choice", "yes-no"]), name="question_kind"),
            models.CheckConstraint(
                condition=Q(kind="choice") & ~Q(choices_nl="") | ~Q(kind="choice") & Q(choices_nl=""),
                name="question_choices",
                violation_error_message=_("Give the choices of a question with choices, and of no other."),
            ),
        ]

    def __str__(self):
        return self.text

    @property
    def options(self):
        """What can be chosen: as it is kept (Dutch), and as it is read. A language that lacks a line reads Dutch."""
        kept, read = lines_of(self.choices_nl), lines_of(self.choices)
        return list(zip(kept, read if len(read) == len(kept) else kept, strict=True))


def lines_of(text):
    return [line.strip() for line in text.splitlines() if line.strip()]


class Answer(models.Model):
    """What somebody answered: words, a choice in Dutch, or `ja` or `nee`. It goes with the name."""

    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="answers", verbose_name=_("registration")
    )
    question = models.ForeignKey(Question, models.CASCADE, related_name="answers", verbose_name=_("question"))
    text = models.CharField(_("answer"), max_length=500)

    class Meta:
        ordering = ["question__position", "question"]
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [models.UniqueConstraint(fields=["registration", "question"], name="answered_once")]
        triggers = [
            pgtrigger.Trigger(
                name="answers_of_the_same_event",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func="""
                    IF (SELECT event_id FROM events_registration WHERE id = NEW.registration_id)
                        <> (SELECT event_id FROM events_question WHERE id = NEW.question_id) THEN
                        RAISE EXCEPTION 'question % is of another event', NEW.question_id
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'answers_of_the_same_event';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return self.text

    @property
    def shown(self):
        """The answer as it is read."""
        if self.question.kind == Question.Kind.YES_NO:
            return _("yes") if self.text == "ja" else _("no")
        return dict(self.question.options).get(self.text, self.text)
