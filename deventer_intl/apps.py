from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.core import checks
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy


class PortalConfig(AppConfig):
    name = "deventer_intl"
    verbose_name = gettext_lazy("Portal")

    def ready(self):
        from . import guards
        from .accounts import single_sign_on
        from .search import install

        # After every migration: what each table gets whether or not its author thought of it.
        post_migrate.connect(guards.install, dispatch_uid="guards")
        post_migrate.connect(install.install, dispatch_uid="search")
        checks.register(single_sign_on.check_groups)


class BackOfficeConfig(AdminConfig):
    default_site = "deventer_intl.backoffice.BackOffice"
