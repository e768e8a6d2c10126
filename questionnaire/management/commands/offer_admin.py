"""Offers to make the first account that may edit the catalogue; asked on a terminal only."""

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Offer to make an administrator when there is none."

    def handle(self, *args, **options):
        if get_user_model().objects.filter(is_superuser=True).exists():
            return
        answer = input("No account may edit the catalogue yet. Make one now? [y/N] ")
        if answer.strip().lower() in ("y", "yes"):
            call_command("createsuperuser")
