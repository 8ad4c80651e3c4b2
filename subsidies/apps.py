from django.apps import AppConfig
from django.core.checks import register
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class SubsidiesConfig(AppConfig):
    name = "subsidies"
    verbose_name = _("Subsidies")

    def ready(self):
        from deventer_intl import picture_files

        from . import checks, roles
        from .models import ResultPhoto
        from .retention import install as retention

        # After every migration, so that a new table has its rights at once.
        register(checks.letters_say_where_to_write, deploy=True)
        picture_files.SHOWN.append(ResultPhoto.objects.all)
        post_migrate.connect(roles.install, dispatch_uid="roles of subsidies")
        post_migrate.connect(retention.install, dispatch_uid="retention of subsidies")
