from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Events")

    def ready(self):
        from deventer_intl import picture_files

        from . import roles
        from .models import EventPhoto

        # After every migration, so that a new table has its rights at once.
        post_migrate.connect(roles.install, dispatch_uid="roles of events")
        picture_files.SHOWN.append(EventPhoto.objects.all)
