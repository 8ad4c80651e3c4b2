from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GlobalGoalsConfig(AppConfig):
    name = "globalgoals"
    verbose_name = _("Global Goals")

    def ready(self):
        from deventer_intl import picture_files

        from .models import PracticePhoto

        picture_files.SHOWN.append(PracticePhoto.objects.all)
