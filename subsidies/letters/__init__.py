"""The letters of a case as PDF, kept with their SHA-256: a decision and its translation, a supplement asked, an intention,
a final term for a report."""

import logging
from hashlib import sha256

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from .. import emails
from ..models import Channel, DecisionKind, Document
from . import accounting, after_the_grant, of_objection, of_recovery, parts, printing, sample

logger = logging.getLogger(__name__)


def wants_paper(application) -> bool:
    """Tell whether the applicant gets letters on paper anyhow: who applied on paper, or can be mailed by no address."""
    return application.channel == Channel.PAPER or not any(emails.readers(application))


def of_decision(decision, *, on_paper=False) -> list[Document]:
    """Return the letter of a decision, and its translation where asked; each is made once, however often it is called."""
    kinds = [Document.Kind.DECISION, *([Document.Kind.TRANSLATION] if decision.is_in_english else [])]
    there = set(decision.documents.values_list("kind", flat=True))
    on_paper = on_paper or decision.is_on_paper
    for kind in kinds:
        if kind not in there:
            keep(decision.application, kind, decision_pdf(decision, kind), decision=decision, on_paper=on_paper)
    return list(decision.documents.all())


def of_supplement(request, *, on_paper=False) -> Document:
    content = printed(settings.LANGUAGE_CODE, parts.supplement, request)
    return keep(request.application, Document.Kind.SUPPLEMENT, content, on_paper=on_paper)


def of_sample(check, by) -> Document:
    content = printed(settings.LANGUAGE_CODE, sample.request, check, by)
    return keep(check.application, Document.Kind.SAMPLE, content)


def of_intention(intention, by, *, on_paper=False) -> Document:
    content = printed(settings.LANGUAGE_CODE, parts.intention, intention, by)
    return keep(intention.application, Document.Kind.INTENTION, content, on_paper=on_paper)


def of_final_term(term, *, on_paper=False) -> Document:
    content = printed(settings.LANGUAGE_CODE, accounting.final_term, term)
    return keep(term.application, Document.Kind.FINAL_TERM, content, on_paper=on_paper)


def decision_pdf(decision, kind=Document.Kind.DECISION, concept="") -> bytes:
    language = "en" if kind == Document.Kind.TRANSLATION else settings.LANGUAGE_CODE
    return printed(language, content_of(decision), decision, concept)


def read(decision) -> dict:
    """Return what stands in the letter of a decision, in the language of the letter, to be read on a page."""
    with translation.override(settings.LANGUAGE_CODE):
        return content_of(decision)(decision)


def content_of(decision):
    """Return the function that says what stands in the letter of a decision of its kind."""
    of_kind = {
        DecisionKind.APPLICATION: parts.decision,
        DecisionKind.RECOVERY: of_recovery.decision,
        DecisionKind.OBJECTION: of_objection.decision,
    }
    return of_kind.get(decision.kind, after_the_grant.decision)


def printed(language, content, *about) -> bytes:
    """Return a PDF; raises `ValidationError` where it cannot be made: then nothing of it is announced."""
    with translation.override(language):
        try:
            return printing.printed("letter.typ", content(*about))
        except Exception:
            logger.exception("The letter about %s cannot be made", about[0])
    raise ValidationError(_("The letter cannot be made, so nothing was announced. It was noted."), code="letter")


def keep(application, kind, content, *, decision=None, on_paper=False) -> Document:
    """Keep a letter as it is; it goes by post too where that was asked, or nothing else reaches the applicant."""
    document = Document(
        application=application,
        kind=kind,
        decision=decision,
        size=len(content),
        sha256=sha256(content).hexdigest(),
        made_at=timezone.now(),
        is_on_paper=on_paper or wants_paper(application),
    )
    document.file.save(f"{kind}.pdf", ContentFile(content), save=True)
    return document
