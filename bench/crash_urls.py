"""The portal, and beside it one address that sends in a draft: what `bench.crash` kills."""

from django.http import HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from deventer_intl.urls import handler400, handler404, handler429
from deventer_intl.urls import urlpatterns as portal

from .applications import send_in

__all__ = ["handler400", "handler404", "handler429"]


@csrf_exempt
def send(request, pk):
    return HttpResponse(send_in(pk), content_type="text/plain")


urlpatterns = [path("send/<int:pk>", send), *portal]
