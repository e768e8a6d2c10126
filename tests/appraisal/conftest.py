"""What the tests of the method share: the catalogue that is shipped, and how many problems a property is tried on."""

import os

import pytest
from hypothesis import settings

from models_catalogue.catalogue import Catalogue

settings.register_profile("quick", max_examples=100, deadline=None)
settings.register_profile("long", max_examples=500, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.fixture(scope="session")
def shipped(catalogue: Catalogue) -> Catalogue:
    """The catalogue of fixtures/catalogue, as it is published."""
    return catalogue
