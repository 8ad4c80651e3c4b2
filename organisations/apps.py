from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    name = "organisations"
    verbose_name = _("Organisations")

    def ready(self):
        from deventer_intl import picture_files

        from . import roles
        from .models import Picture

        picture_files.SHOWN.append(Picture.objects.all)
        picture_files.BROUGHT_BACK.append(Picture.lately)
        # After every migration, so that a new table has its rights at once.
        post_migrate.connect(roles.install, dispatch_uid="roles")
