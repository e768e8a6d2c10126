"""The app's name as people see it, and what starts with it."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ModelsCatalogueConfig(AppConfig):
    name = "models_catalogue"
    verbose_name = "Catalogue"

    def ready(self):
        from models_catalogue import history, rights

        history.register()
        post_migrate.connect(rights.make_groups, sender=self)
