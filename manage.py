#!/usr/bin/env python
"""Run a command of the portal; `migrate` alone works as the owner of the tables."""

import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "deventer_intl.settings")
    if sys.argv[1:2] == ["migrate"]:
        os.environ.setdefault("DATABASE_ROLE", "owner")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"The settings cannot be used: {error}")


if __name__ == "__main__":
    main()
