"""Letters on paper: to which address they go, and that they went. Each is one transaction; `by` is whoever does it."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import Document
from ..permissions import has_role_for, require
from .application import locked


@transaction.atomic
def keep_address(*, application, postal_address, by) -> None:
    """Note where letters on paper go. A letter that was made stays as it is: the envelope bears the new address."""
    application = locked(application)
    require(by, "keep_address", application)
    if not postal_address.strip():
        raise ValidationError({"postal_address": _("Give the address.")})
    application.postal_address = postal_address
    application.save()


@transaction.atomic
def post(*, letters, by) -> int:
    """Note that letters were posted today: each once, all of them or none; return how many (Awb 3:41)."""
    if not has_role_for(by, "post"):
        raise PermissionDenied
    asked = {letter.pk for letter in letters}
    if not asked:
        raise ValidationError(_("Choose at least one letter."), code="nothing")
    # In one order, so that two who do it at once do not wait for each other.
    found = Document.objects.to_post().filter(pk__in=asked).select_related("application").order_by("pk")
    found = list(found.select_for_update(of=["self"], no_key=True))
    if len(found) != len(asked):
        raise ValidationError(
            _("One of these was posted already. Nothing was noted; look at the list again."), code="stale"
        )
    for letter in found:
        require(by, "post", letter.application)
        if not letter.application.postal_address:
            text = _("No postal address is known of %(application)s: note it first.")
            raise ValidationError(text % {"application": letter.application}, code="address")
        letter.posted_at, letter.posted_by = timezone.now(), by
        letter.save()
    return len(found)
