"""The app's name as people see it, and what starts with it."""

from django.apps import AppConfig


class ModelsCatalogueConfig(AppConfig):
    name = "models_catalogue"
    verbose_name = "Catalogue"

    def ready(self):
        from models_catalogue import history

        history.register()
