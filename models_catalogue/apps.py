"""The app's name as people see it."""

from django.apps import AppConfig


class ModelsCatalogueConfig(AppConfig):
    name = "models_catalogue"
    verbose_name = "Catalogue"
