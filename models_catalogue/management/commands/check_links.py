"""Tries the addresses of the sources and remembers which fail. Run by hand or by a timer of your own, never by the site."""

import time
from datetime import timedelta

from django.core.management.base import BaseCommand
from django.db.models import Q
from django.utils import timezone

from models_catalogue.links import tried
from models_catalogue.models import Source


class Command(BaseCommand):
    help = "Try the address of every source that was not tried for some days, and remember which cannot be reached."

    def add_arguments(self, parser):
        parser.add_argument("--days", type=int, default=30, help="leave out what was tried in so many days (0: none)")
        parser.add_argument("--most", type=int, default=None, help="try no more than so many")

    def handle(self, *args, days, most, **options):
        """Each result is kept at once, so that a run that is stopped has done what it did."""
        today = timezone.localdate()
        sources = self._due(today - timedelta(days=days))[:most]
        found = dict.fromkeys(sources.values_list("url", flat=True), "")
        for url, fault in tried(list(found), wait=time.sleep):
            Source.objects.filter(url=url).update(link_checked_on=today, link_fault=fault)
            found[url] = fault
        failed = {url: fault for url, fault in found.items() if fault}
        for url, fault in failed.items():
            self.stdout.write(f"{url}: {fault}")
        self.stdout.write(f"{len(found)} tried, {len(failed)} failed.")

    def _due(self, before):
        """Longest untried first."""
        due = Q(link_checked_on__isnull=True) | Q(link_checked_on__lte=before)
        return Source.objects.filter(due).exclude(url="").order_by("link_checked_on", "number")
