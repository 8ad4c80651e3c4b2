"""The receipt of an application (ontvangstbevestiging): all that was sent, as a PDF, kept in the case and mailed once."""

import logging
from hashlib import sha256

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from .. import emails
from ..clock import decision_due_on
from ..fields import shown
from ..models import Application, BudgetLine, Channel, Document, goals_in_words
from ..reckoning.bank_accounts import grouped
from . import printing
from .parts import OFFICE, day

logger = logging.getLogger(__name__)

COVER = [kind for kind in BudgetLine.Kind if kind != BudgetLine.Kind.COST]


def make(application: Application) -> None:
    """Make the receipt and mail it; a mail that went without one, because it could not be made, does not go again."""
    kind = Document.Kind.RECEIPT
    if application.documents.filter(kind=kind).exclude(file="").exists():
        return
    content = printed(application)
    with transaction.atomic():
        # Another worker waits here, and then finds it made.
        Application.objects.select_for_update(no_key=True, of=["self"]).get(pk=application.pk)
        document, is_new = Document.objects.get_or_create(application=application, kind=kind)
        if content and not document.file:
            document.size, document.sha256 = len(content), sha256(content).hexdigest()
            document.made_at = timezone.now()
            document.file.save("receipt.pdf", ContentFile(content), save=True)
        if is_new:
            emails.received(application=application, receipt=content)


def printed(application: Application) -> bytes:
    """Return the PDF, in Dutch; empty where it cannot be made: the mail must go all the same (Awb 4:13, the due date)."""
    with translation.override(settings.LANGUAGE_CODE):
        try:
            return printing.printed("receipt.typ", content_of(application))
        except printing.TooStrange:
            logger.error("The receipt of %s has too many letters that cannot be printed", application.reference)
        except Exception:
            logger.exception("The receipt of %s cannot be made", application.reference)
    return b""


def content_of(application: Application) -> dict:
    """Return all that was sent, as the template wants it."""
    lines = list(application.budget_lines.all())
    return {
        "language": settings.LANGUAGE_CODE,
        "title": _("Receipt of application %(reference)s") % {"reference": application.reference},
        "lead": f"{application.title}, {application.organisation.name}",
        "facts": facts(application),
        "parts": [
            {"title": _("Activity"), "rows": answers(application)},
            {"title": _("Payment and contact"), "rows": contact(application)},
        ],
        "budget_title": _("Budget"),
        "budgets": [
            budget(_("Costs"), _("Total costs"), [line for line in lines if line.kind == BudgetLine.Kind.COST]),
            budget(_("Cover"), _("Total cover"), [line for line in lines if line.kind in COVER]),
        ]
        if lines
        else [],
        "amount_label": _("Amount"),
        "budget_note": application.budget_note,
        "attachments_title": _("Attachments"),
        "no_attachments": _("No attachments"),
        "attachments": [attached(each) for each in application.attachments.there().select_related("evidence")],
        "declarations_title": _("Declarations"),
        "declarations": [str(each) for each in application.declarations],
        "note": "",
        "office": OFFICE,
        "page_label": _("page"),
    }


def facts(application):
    received = timezone.localtime(application.received_at)
    due_on = decision_due_on(application)
    return rows(
        (_("Reference"), application.reference),
        (_("Scheme"), f"{application.ceiling.scheme.name} {application.ceiling.year}"),
        (_("Legal basis"), application.version.legal_basis),
        (_("Received"), date_format(received, "DATETIME_FORMAT")),
        (_("Sent in by"), sender(application)),
        (_("You hear our decision by"), f"{day(due_on)} (Awb 4:13)" if due_on else ""),
    )


def sender(application):
    """Return who sent it in; of a paper, nobody: a civil servant typed it over."""
    return "" if application.channel == Channel.PAPER else getattr(application.submitted_by, "name", "")


def answers(application):
    names = {
        field.name: str(capfirst(field.verbose_name))
        for field in Application._meta.get_fields()
        if hasattr(field, "verbose_name")
    }
    return rows(
        (names["title"], application.title),
        (names["purpose"], str(application.purpose.label) if application.purpose else ""),
        (names["plan"], application.plan),
        (names["starts_on"], day(application.starts_on)),
        (names["ends_on"], day(application.ends_on)),
        (names["people"], "" if application.people is None else str(application.people)),
        (names["partner"], application.partner),
        (names["countries"], ", ".join(str(country) for country in application.countries.all())),
        (names["goals"], goals_in_words(application)),
        (names["requested"], shown(application.requested)),
    )


def contact(application):
    return rows(
        (_("IBAN"), grouped(application.iban) if application.iban else ""),
        (_("Account holder"), application.account_holder),
        (_("Contact"), application.contact_name),
        (_("E-mail address"), application.contact_email),
        (_("Telephone"), application.contact_phone),
    )


def rows(*pairs):
    return [{"label": label, "text": text} for label, text in pairs if text]


def budget(title, total_label, lines):
    return {
        "title": title,
        "rows": [{"label": line_label(line), "amount": shown(line.amount)} for line in lines],
        "total_label": total_label,
        "total": shown(sum(line.amount for line in lines)),
    }


def line_label(line):
    kind = capfirst(line.get_kind_display())
    return line.label if line.kind == BudgetLine.Kind.COST or line.label == kind else f"{kind}: {line.label}"


def attached(attachment):
    return {
        "name": attachment.file_name,
        "for": str(attachment.evidence.label) if attachment.evidence else "",
        "sha256": attachment.sha256,
        "size": f"{max(1, round(attachment.size / 1024))} kB",
    }
