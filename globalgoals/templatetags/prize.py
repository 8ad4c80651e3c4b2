"""What a juror reads on the own page, which knows nothing of the prize."""

from django import template

register = template.Library()


@register.inclusion_tag("globalgoals/_jury_seats.html")
def jury_seats(user):
    """The juries that a user is in, until what they chose is announced."""
    return {"seats": user.jury_seats.exclude(edition__stage="announced").select_related("edition")}
