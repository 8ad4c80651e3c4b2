"""What came of missions, on the pages of missions and cities; and for the Trade Office, who answered."""

from django import template

from ..missions.figures import COUNTS, all_of
from ..missions.result_table import band_label, count_labels
from ..missions.results import public_missions, result_of
from ..missions.withholding import LEAST
from ..models import FollowUp
from ..models.mission_result import Hindrance

register = template.Library()


@register.inclusion_tag("events/missions/_results_of_mission.html")
def results_of_mission(mission):
    """The results of a mission, on its page; nothing as long as nobody was asked."""
    found = public_missions().filter(pk=mission.pk, companies__follow_ups__isnull=False).distinct().first()
    return {"result": found and result_of(found), "mission": mission}


@register.inclusion_tag("events/missions/_results_of_city.html")
def results_of_city(place):
    """The results of all missions to a city, added up."""
    missions = public_missions().filter(places=place).order_by("-ends_on", "-pk")
    results = [result_of(each) for each in missions]
    return {"place": place, "results": results, "figures": all_of(each.figures for each in results)}


@register.inclusion_tag("events/missions/_figures.html")
def mission_figures(figures):
    """Figures as a table, with how they come about."""
    labels = count_labels()
    return {
        "figures": figures,
        "sums": [(labels[name], figures.sums[name]) for name in COUNTS],
        "bands": [(band_label(band), number) for band, number in (figures.bands or {}).items()],
        "hindered": [(Hindrance(key).label, number) for key, number in figures.hindered.most_common()],
        "kept_back": any(each.kept_back for each in figures.sums.values()),
        "least": LEAST,
    }


@register.inclusion_tag("events/missions/_follow_up.html", takes_context=True)
def follow_up_of_mission(context, mission):
    """Who of the delegation was asked and who answered, for the Trade Office: on its page of a mission."""
    follow_ups = FollowUp.objects.filter(company__mission=mission).select_related("company__organisation", "note")
    follow_ups = follow_ups.with_who_can_be_mailed().order_by("company__organisation__name", "company", "after_days")
    unconfirmed = [each for each in follow_ups if each.confirmed_at is None]
    return {
        "mission": mission,
        "number": len(follow_ups),
        # What can still be done stands first; the rest is folded.
        "waiting": [each for each in unconfirmed if each.is_open and each.can_be_mailed],
        "unreachable": [each for each in unconfirmed if each.is_open and not each.can_be_mailed],
        "over": [each for each in unconfirmed if not each.is_open],
        "confirmed": [each for each in follow_ups if each.confirmed_at],
        "csrf_token": context.get("csrf_token"),
    }
