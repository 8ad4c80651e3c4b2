"""The room of a network: for its members, its secretary and staff with the right. A stranger finds nothing here."""

from allauth.core.ratelimit import consume
from allauth.decorators import rate_limit
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import ListView, View

from .. import paper_files
from ..actions import room as actions
from ..forms.room import MeetingForm, PaperForm, RoomMessageForm
from ..models import Meeting, Membership, Paper
from ..permissions import can_run_room, rooms_open_to
from .membership import MemberFormView


class RoomMixin(LoginRequiredMixin):
    """For who may enter the room; some of it is for its secretary and staff alone."""

    for_secretary = False

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            networks = rooms_open_to(request).select_related("secretary")
            self.network = get_object_or_404(networks, slug=kwargs["slug"])
            self.can_run = can_run_room(request, self.network)
            if not self.may_enter():
                raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def may_enter(self):
        return self.can_run or not self.for_secretary

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            network=self.network,
            can_run=self.can_run,
            is_secretary=self.network.secretary == self.request.user,
            **kwargs,
        )

    def get_success_url(self):
        return reverse("organisations:room", args=[self.network.slug])


class RoomView(RoomMixin, ListView):
    """The meetings with their papers, who the members are, and the last messages to all."""

    template_name = "organisations/room.html"
    context_object_name = "meetings"
    paginate_by = 20
    page_kwarg = "pagina"

    def get_queryset(self):
        return self.network.meetings.prefetch_related("papers__meeting__network")

    def get_context_data(self, **kwargs):
        contacts = Membership.objects.filter(
            organisation__in=self.network.memberships.values("organisation"), user__is_active=True
        )
        return super().get_context_data(
            contacts=contacts.select_related("organisation", "user").order_by("organisation__name", "user__name"),
            room_messages=self.network.messages.select_related("sent_by")[:3],
            **kwargs,
        )


class RoomMessagesView(RoomMixin, ListView):
    """All that the secretary wrote to the members."""

    template_name = "organisations/room_messages.html"
    context_object_name = "room_messages"
    paginate_by = 20
    page_kwarg = "pagina"

    def get_queryset(self):
        return self.network.messages.select_related("sent_by")


class AddMeetingView(RoomMixin, MemberFormView):
    for_secretary = True
    form_class = MeetingForm
    template_name = "organisations/add_meeting.html"

    def act(self, form):
        actions.add_meeting(network=self.network, **form.cleaned_data, by=self.request.user)
        messages.success(self.request, _("Saved."))


class OneMeetingMixin(RoomMixin):
    """Something about one meeting of the network."""

    for_secretary = True

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            meetings = Meeting.objects.filter(network__in=rooms_open_to(request), network__slug=kwargs["slug"])
            self.meeting = get_object_or_404(meetings, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(meeting=self.meeting, **kwargs)


class ChangeMeetingView(OneMeetingMixin, MemberFormView):
    """Another date or title: the papers stay where they are."""

    form_class = MeetingForm
    template_name = "organisations/change_meeting.html"

    def get_initial(self):
        return {"title": self.meeting.title, "held_on": self.meeting.held_on}

    def act(self, form):
        actions.change_meeting(meeting=self.meeting, **form.cleaned_data, by=self.request.user)
        messages.success(self.request, _("Saved."))


@method_decorator(rate_limit(action="add_paper"), name="post")
class AddPaperView(OneMeetingMixin, MemberFormView):
    form_class = PaperForm
    template_name = "organisations/add_paper.html"

    def act(self, form):
        actions.add_paper(
            meeting=self.meeting,
            kind=form.cleaned_data["kind"],
            title=form.cleaned_data["title"],
            file_name=form.cleaned_data["file"].name,
            content=form.cleaned_data["content"],
            by=self.request.user,
        )
        messages.success(self.request, _("The members can read it now."))


class RemoveMeetingView(OneMeetingMixin, MemberFormView):
    form_class = Form
    template_name = "organisations/remove_from_room.html"

    def act(self, form):
        actions.remove_meeting(meeting=self.meeting, by=self.request.user)
        messages.success(self.request, _("Removed."))


class OnePaperMixin(RoomMixin):
    """One paper of a meeting of the network."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            papers = Paper.objects.filter(
                meeting__network__in=rooms_open_to(request), meeting__network__slug=kwargs["slug"]
            )
            self.paper = get_object_or_404(papers, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)


class PaperView(OnePaperMixin, View):
    """Hand over the file of a paper: to keep, never to show in the browser with the rights of this portal."""

    def get(self, request, slug, pk):
        try:
            file = self.paper.file.open("rb")
        except OSError:
            raise Http404("the file is not in the storage") from None
        response = FileResponse(
            file,
            as_attachment=True,
            filename=self.paper.file_name,
            content_type=paper_files.content_type_of(self.paper.file_name),
        )
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        response["Cache-Control"] = "private, no-store"
        return response


class RemovePaperView(OnePaperMixin, MemberFormView):
    for_secretary = True
    form_class = Form
    template_name = "organisations/remove_from_room.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(paper=self.paper, **kwargs)

    def act(self, form):
        actions.remove_paper(paper=self.paper, by=self.request.user)
        messages.success(self.request, _("Removed."))


class WriteMessageView(RoomMixin, MemberFormView):
    """The secretary writes to all: first it is shown, with to how many people it goes; then it is sent."""

    form_class = RoomMessageForm
    template_name = "organisations/write_message.html"

    def may_enter(self):
        return self.network.secretary == self.request.user

    def form_valid(self, form):
        number = self.network.people().count()
        if "change" in self.request.POST:
            return self.render_to_response(self.get_context_data(form=form))
        if form.cleaned_data["number"] != number or "send" not in self.request.POST:
            return self.render_to_response(self.get_context_data(form=form, to_check=True, number=number))
        return super().form_valid(form)

    def act(self, form):
        if not consume(self.request, action="room_message"):
            raise ValidationError(_("You wrote to all members many times today. Try again tomorrow."), code="limit")
        message = actions.send_message(
            network=self.network,
            subject=form.cleaned_data["subject"],
            text=form.cleaned_data["text"],
            by=self.request.user,
        )
        messages.success(self.request, _("Mailed to %(number)s people.") % {"number": message.recipients})
