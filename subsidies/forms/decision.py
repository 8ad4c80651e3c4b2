"""The forms by which a decider decides, and a decision or an intention is made known."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import decision_parts, letters
from ..actions import correcting, deciding
from ..clock import left_out_until, set_aside_until, term_of_days
from ..composing import draft_of, reckoning_of
from ..models import DecisionDraft, DecisionKind
from ..states import State
from .case_form import CaseForm, long_text
from .composing import ComposeForm
from .posting import LetterForm

FIXED = gettext_lazy("What you decide is fixed at once. It holds, and is mailed, when it is announced (Awb 3:40).")
CORRECTS = gettext_lazy("It corrects the decision of %(day)s, which the applicant has, and comes in its place.")


class DecideForm(CaseForm):
    """Takes what was composed as it is: the page shows the letter, and asks nothing more."""

    action = "decide"
    title, button = gettext_lazy("Decide"), gettext_lazy("Decide")
    template = "admin/subsidies/application/decide.html"

    def begin(self, request):
        draft = draft_of(self.application)
        self.is_composed = draft.pk is not None
        self.missing = decision_parts.missing(draft, timezone.localdate()) if self.is_composed else []
        self.decision = deciding.proposed(draft, request.user)
        self.saved_by, self.saved_at = draft.saved_by, draft.saved_at

    @property
    def composing(self):
        return ComposeForm.named(self.application)

    @property
    def is_whole(self):
        return self.is_composed and not self.missing

    @property
    def letter(self):
        return letters.read(self.decision)

    @property
    def reckoning(self):
        return reckoning_of(self.decision)

    def explanation(self):
        last_day = set_aside_until(self.application)
        if self.application.state != State.TO_BE_DECIDED and last_day:
            return [
                _(
                    "Within four weeks after the term for the supplement, or after what came was not enough (4:5 lid 4)."
                ),
                _("It is announced by %(day)s as well.") % {"day": date_format(last_day)},
            ]
        return [FIXED]

    def perform(self, by):
        deciding.decide(application=self.application, by=by)


class CorrectForm(DecideForm):
    """Takes the correction that was composed, on the same page."""

    action = "correct"
    title, button = gettext_lazy("Correct the decision"), gettext_lazy("Correct")

    @staticmethod
    def is_of_use(application):
        return DecisionDraft.objects.filter(application=application).exclude(corrects=None).exists()

    @property
    def reckoning(self):
        """The amount stays as it was reckoned."""
        return None

    def explanation(self):
        return [_("Outcome and amounts stay as they were decided: nothing else is paid, or claimed back."), FIXED]

    def perform(self, by):
        correcting.correct(application=self.application, by=by)


class ThrowDraftAwayForm(CaseForm):
    """Removes what was composed, so that another decision can be: there is one draft at a time."""

    action = "throw_draft_away"
    title, button = gettext_lazy("Throw the draft away"), gettext_lazy("Throw it away")

    @staticmethod
    def is_of_use(application):
        return application.saved_draft is not None

    def explanation(self):
        return [
            _("What was composed is not decided. Another decision can be composed then."),
            _("The history of the case keeps what the draft said."),
        ]

    def perform(self, by):
        deciding.throw_draft_away(application=self.application, by=by)


class AnnounceForm(LetterForm):
    action = "announce"
    title, button = gettext_lazy("Announce the decision"), gettext_lazy("Announce and mail")
    template = "admin/subsidies/application/announce.html"

    @staticmethod
    def is_of_use(application):
        return application.to_announce is not None

    def prepare(self):
        self.decision = self.application.to_announce
        super().prepare()

    @property
    def letter(self):
        return letters.read(self.decision) if self.decision else None

    def goes_by_post(self):
        return super().goes_by_post() or (self.decision is not None and self.decision.is_on_paper)

    def explanation(self):
        decision = self.decision
        if decision is None:
            return [_("There is no decision that waits to be announced.")]
        replaced = decision.replaces
        return [
            *([CORRECTS % {"day": date_format(timezone.localtime(replaced.announced_at))}] if replaced else []),
            *self.about_leaving_out(),
            _("From today the decision holds, and one can appeal for six weeks (Awb 3:41, 6:7, 8:1).")
            if decision.kind == DecisionKind.OBJECTION
            else _("From today the decision holds, and objections can be made for six weeks (Awb 3:41, 6:7, 6:8)."),
            _("The letter is in Dutch, with a translation into English.")
            if decision.is_in_english
            else _("The letter is in Dutch."),
            *super().explanation(),
        ]

    @cached_property
    def announced_until(self):
        """Return the last day to make known that it was left out (Awb 4:5 lid 4), None where that does not count."""
        return left_out_until(self.decision) if self.decision else None

    @property
    def too_late(self):
        """Return in a sentence that the last day has passed, "" where it has not."""
        last_day = self.announced_until
        if last_day is None or timezone.localdate() <= last_day:
            return ""
        text = _(
            "Too late: it should have been announced by %(day)s (Awb 4:5 lid 4). An objection may succeed for that."
        )
        return text % {"day": date_format(last_day)}

    def about_leaving_out(self):
        last_day = self.announced_until
        if last_day and not self.too_late:
            text = _("The last day to announce that it is left out is %(day)s (Awb 4:5 lid 4).")
            yield text % {"day": date_format(last_day)}

    def act(self, by):
        if self.decision is None:
            raise ValidationError(_("There is no decision that waits to be announced."))
        deciding.announce(decision=self.decision, by=by, on_paper=self.cleaned_data.get("on_paper", False))


class IntendForm(LetterForm):
    action = "intend"
    title, button = gettext_lazy("Announce an intention and ask for a view"), gettext_lazy("Announce and mail")
    text = long_text(gettext_lazy("What is intended, and why"), 10_000)

    def explanation(self):
        rules = self.application.version
        due_on = term_of_days(timezone.localdate(), rules.view_days, rules)
        return [
            _("The applicant has until %(day)s to give a view (Awb 4:7, 4:8).") % {"day": date_format(due_on)},
            _("The law asks for it before a lower settlement on a fault, a revocation, and a refusal under Awb 4:35."),
            *super().explanation(),
        ]
