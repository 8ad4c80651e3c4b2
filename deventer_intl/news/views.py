"""The news as the public reads it, and how people come to be mailed it, and no longer."""

from allauth.core.ratelimit import consume
from allauth.decorators import rate_limit
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import DetailView, FormView, ListView

from ..addresses import mailbox_of
from . import actions
from .forms import SubscribeForm
from .models import NewsItem


class NewsListView(ListView):
    template_name = "news/item_list.html"
    paginate_by = 20
    page_kwarg = "pagina"
    extra_context = {"section": "news"}

    def get_queryset(self):
        return NewsItem.objects.published()


class NewsItemView(DetailView):
    """An item; staff with the right look at a draft here before it is published."""

    template_name = "news/item_detail.html"
    context_object_name = "item"
    extra_context = {"section": "news"}

    def get_queryset(self):
        return NewsItem.objects.visible_to(self.request.user)


@method_decorator(never_cache, name="dispatch")
@method_decorator(rate_limit(action="subscribe_news"), name="post")
class SubscribeView(FormView):
    """Ask to be mailed the news. The answer is the same whoever asks, and for whichever address."""

    form_class = SubscribeForm
    template_name = "news/subscribe.html"
    extra_context = {"section": "news"}

    def get_initial(self):
        return {"language": get_language()}

    def form_valid(self, form):
        email = form.cleaned_data["email"].lower()
        # Who is asked for too often gets no more mail; the page does not say so.
        if consume(self.request, action="subscribe_news_address", key=mailbox_of(email)):
            actions.subscribe(email=email, language=form.cleaned_data["language"])
        return redirect(f"{reverse('news:subscribe')}?stap=bevestigen")

    def get_context_data(self, **kwargs):
        step = self.request.GET.get("stap")
        return super().get_context_data(is_asked=step == "bevestigen", is_confirmed=step == "klaar", **kwargs)


@never_cache
@rate_limit(action="confirm_news")
def confirm(request, token):
    """Show what a link in a mail confirms; confirm it. To open the link alone does nothing: programs open links too."""
    try:
        with transaction.atomic():
            actions.asked_for(token)
        if request.method == "POST":
            actions.confirm(token=token)
            return redirect(f"{reverse('news:subscribe')}?stap=klaar")
    except ValidationError as error:
        return render(
            request,
            "news/confirm.html",
            {"problem": error.message, "is_confirmed": error.code == "confirmed"},
            status=410,
        )
    return render(request, "news/confirm.html")


# RFC 8058: the mail program sends this, without a session and without a form token. The key in the address is what counts.
@csrf_exempt
@never_cache
def unsubscribe(request, key):
    """Ask whether to stop; stop. The answer is the same whether the subscription was there or not."""
    if request.method == "POST":
        actions.unsubscribe(key=key)
    return render(request, "news/unsubscribe.html", {"is_done": request.method == "POST"})
