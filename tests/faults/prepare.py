"""Run as a program, fills the database of the environment: edition 1, an editor who is signed in, and a draft that differs."""

from datetime import UTC, datetime

import django
from django.conf import settings
from django.core.management import call_command
from django.test import Client


def prepare() -> None:
    from django.contrib.auth.models import User

    from models_catalogue.editions import publish
    from models_catalogue.models import Theme

    call_command("migrate", verbosity=0)
    call_command("loaddata", *map(str, sorted(settings.FIXTURES.glob("catalogue/*.yaml"))), verbosity=0)
    publish(note="For the tests.", at=datetime(2026, 11, 22, 12, tzinfo=UTC), by="editor")
    Theme.objects.filter(pk=Theme.objects.first().pk).update(name="Another name")
    Client().force_login(User.objects.create(username="editor", is_staff=True, is_superuser=True))


if __name__ == "__main__":
    django.setup()
    prepare()
