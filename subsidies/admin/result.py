"""For editors: which results wait to be published, publishing one in one step, and withdrawing it."""

from dataclasses import dataclass

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _

from deventer_intl.translation import TranslatedText
from globalgoals.models import Goal
from organisations.models import Country

from .. import register, results
from ..actions import good_practice, publishing
from ..forms.result import PublishForm
from ..models import Application, GoalOfResult, PublicResult, ReportPhoto
from ..permissions import PUBLISH
from ..views.attachments import handed_over
from .pages import ReadOnly, done

# Of what waits and of what is public, so many on a page.
MOST_SHOWN = 100
PAGE = "admin/subsidies/publicresult/publish.html"


@dataclass(frozen=True)
class PrivatePhoto:
    """A photo as it will stand there, from where only editors see it."""

    large: str
    width: int
    height: int
    alt: str
    credit: str
    srcset: str = ""

    @property
    def small(self):
        return self.large


@admin.register(PublicResult)
class PublicResultAdmin(ReadOnly):
    list_display = ["title_nl", "published_at", "published_by"]
    list_select_related = ["published_by"]

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm(PUBLISH)

    def get_queryset(self, request):
        return super().get_queryset(request).exclude(application__in=Application.objects.shut_to(request.user))

    def get_urls(self):
        view, name = self.admin_site.admin_view, "subsidies_publicresult"
        return [
            path("case/<int:object_id>/", view(self.publish_view), name=f"{name}_publish"),
            path("case/<int:object_id>/withdraw/", view(self.withdraw_view), name=f"{name}_withdraw"),
            path("case/<int:object_id>/good-practice/", view(self.practice_view), name=f"{name}_practice"),
            path("case/<int:object_id>/photo/<int:photo_id>/", view(self.photo_view), name=f"{name}_photo"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        """Show what waits, and what is public."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        waiting = results.to_publish(request.user).with_names().defer("plan").order_by("closed_at", "pk")
        along = ("application__organisation", "application__ceiling__scheme")
        public = self.get_queryset(request).published().select_related(*along).defer("application__plan")
        return self.page(
            request,
            "admin/subsidies/publicresult/change_list.html",
            title=_("Results to publish"),
            waiting=entries_of(waiting[:MOST_SHOWN]),
            number=waiting.count(),
            public=public[:MOST_SHOWN],
        )

    def change_view(self, request, object_id, form_url="", extra_context=None):
        result = self.found_or_404(request, object_id)
        if request.method == "POST":
            raise PermissionDenied
        return HttpResponseRedirect(address_of(result.application))

    def case_or_404(self, request, object_id):
        """Return an application of which the result is public or waits; one that a tie shuts is not there."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        known = Q(pk__in=Application.objects.proposing_result().order_by().values("pk"))
        known |= Q(pk__in=PublicResult.objects.published().order_by().values("application"))
        shut = Application.objects.shut_to(request.user).order_by().values("pk")
        found = Application.objects.filter(known).exclude(pk__in=shut).with_names().select_related("report")
        return get_object_or_404(found, pk=object_id)

    def publish_view(self, request, object_id):
        """Show what was proposed beside the form, how it will look, and publish it."""
        case = self.case_or_404(request, object_id)
        [(case, entry)] = entries_of([case])
        is_public = PublicResult.objects.published().filter(application=case).exists()
        about = {"case": case, "entry": entry, "title": entry.title, "is_public": is_public}
        if is_public and request.method != "POST":
            about |= {"practice": good_practice.made_of(case), "makes": good_practice.may_make(request.user, case)}
            return self.page(request, PAGE, came=results.of_reference(entry.reference), **about)
        form = PublishForm(request.POST if request.method == "POST" else None, case=case, entry=entry)
        about |= {"form": form, "hides_place": results.hides_place(case), "known_countries": countries()}
        if request.method != "POST":
            return self.page(request, PAGE, **about)
        is_right = form.is_valid()
        if is_right and "preview" in request.POST:
            return self.page(request, PAGE, came=preview_of(form), **about)
        if is_right and done(form, publishing.publish, application=case, by=request.user, **form.contents()):
            messages.success(request, _("Published. Everybody can read it now."))
            return HttpResponseRedirect(address_of(case))
        return self.refused(request, PAGE, **about)

    def withdraw_view(self, request, object_id):
        """Take it off all pages."""
        case = self.case_or_404(request, object_id)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        try:
            publishing.withdraw(application=case, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("Withdrawn. It is on no page any more."))
        return HttpResponseRedirect(reverse("admin:subsidies_publicresult_changelist"))

    def practice_view(self, request, object_id):
        """Make a good practice of it, and lead to the draft."""
        case = self.case_or_404(request, object_id)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        try:
            practice = good_practice.make(application=case, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return HttpResponseRedirect(address_of(case))
        messages.success(request, _("A draft was made. Say what came of it, and publish it."))
        return HttpResponseRedirect(reverse("admin:globalgoals_goodpractice_change", args=[practice.pk]))

    def photo_view(self, request, object_id, photo_id):
        """Give out a photo that can be chosen."""
        case = self.case_or_404(request, object_id)
        sent = ReportPhoto.objects.exclude(report__submitted_at=None).exclude(consent="")
        photo = get_object_or_404(sent, pk=photo_id, report__application=case)
        return handed_over(photo.file, photo.file_name, "image/webp")


def address_of(case):
    return reverse("admin:subsidies_publicresult_publish", args=[case.pk])


def entries_of(cases) -> list[tuple]:
    """Return applications with what the register says of each, as (application, entry)."""
    cases = list(cases)
    entries = {each.reference: each for each in register.entries(register.in_force().filter(application__in=cases))}
    return [(case, entries[case.reference]) for case in cases if case.reference in entries]


def countries():
    return sorted(country.name for country in Country.objects.all())


def preview_of(form):
    """Return what is filled in as pages will show it."""
    data = form.cleaned_data
    chosen, goals = form.chosen(), Goal.objects.in_bulk()
    photos = [
        PrivatePhoto(
            reverse("admin:subsidies_publicresult_photo", args=[form.case.pk, photo.pk]),
            photo.width,
            photo.height,
            chosen[photo.pk],
            photo.credit,
        )
        for photo in form.photos
        if photo.pk in chosen
    ]
    return {
        "title": TranslatedText(data["title_nl"], "nl"),
        "text": TranslatedText(data["text_nl"], "nl"),
        "people": data["people"],
        "costs": form.report.figures.real_costs if data["shows_costs"] else None,
        "countries": data["countries"],
        "goal_tags": [GoalOfResult(goal=goals[claim.goal], **claim.motivations) for claim in form.claims],
        "photos": photos,
    }
