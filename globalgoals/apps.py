from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GlobalGoalsConfig(AppConfig):
    name = "globalgoals"
    verbose_name = _("Global Goals")
