"""The letters of a case as PDF, kept with their SHA-256: a decision and its translation, a supplement asked, an intention."""

import logging
from hashlib import sha256

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from . import letter_parts, printing
from .models import Channel, Document

logger = logging.getLogger(__name__)


def wants_paper(application) -> bool:
    """Tell whether the applicant gets letters on paper: who applied on paper, or gave no e-mail address."""
    return application.channel == Channel.PAPER or not application.contact_email


def of_decision(decision) -> list[Document]:
    """Make the letter of a decision, and its translation where asked: once, however often it is called."""
    kinds = [Document.Kind.DECISION, *([Document.Kind.TRANSLATION] if decision.is_in_english else [])]
    there = set(decision.documents.values_list("kind", flat=True))
    return [
        keep(decision.application, kind, decision_pdf(decision, kind), decision=decision, on_paper=decision.is_on_paper)
        for kind in kinds
        if kind not in there
    ]


def of_supplement(request) -> Document:
    content = printed("nl", letter_parts.supplement, request)
    return keep(request.application, Document.Kind.SUPPLEMENT, content, on_paper=wants_paper(request.application))


def of_intention(intention) -> Document:
    content = printed("nl", letter_parts.intention, intention)
    return keep(intention.application, Document.Kind.INTENTION, content, on_paper=wants_paper(intention.application))


def decision_pdf(decision, kind=Document.Kind.DECISION, concept="") -> bytes:
    language = "en" if kind == Document.Kind.TRANSLATION else settings.LANGUAGE_CODE
    return printed(language, letter_parts.decision, decision, concept)


def read(decision) -> dict:
    """Return what stands in the letter of a decision, in the language of the letter, to be read on a page."""
    with translation.override(settings.LANGUAGE_CODE):
        return letter_parts.decision(decision)


def printed(language, content_of, *about) -> bytes:
    """Return a PDF; raises `ValidationError` where it cannot be made: then nothing of it is announced."""
    with translation.override(language):
        try:
            return printing.printed("letter.typ", content_of(*about))
        except Exception:
            logger.exception("The letter about %s cannot be made", about[0])
    raise ValidationError(_("The letter cannot be made, so nothing was announced. It was noted."), code="letter")


def keep(application, kind, content, *, decision=None, on_paper=False) -> Document:
    document = Document(
        application=application,
        kind=kind,
        decision=decision,
        size=len(content),
        sha256=sha256(content).hexdigest(),
        made_at=timezone.now(),
        is_on_paper=on_paper,
    )
    document.file.save(f"{kind}.pdf", ContentFile(content), save=True)
    return document
