#!/usr/bin/env python
"""Run a command of the portal; `migrate` alone works as the owner of the tables."""

import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "deventer_intl.settings")
    if sys.argv[1:2] == ["migrate"]:
        os.environ.setdefault("DATABASE_ROLE", "owner")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
