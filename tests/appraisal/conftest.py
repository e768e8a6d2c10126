"""What the tests of the method share: the catalogue that is shipped, and how many problems a property is tried on."""

import os

import pytest
from hypothesis import Phase, settings

from models_catalogue.catalogue import Catalogue

settings.register_profile("full", max_examples=500, deadline=None)
settings.register_profile("quick", max_examples=50, deadline=None)
# The same few problems each time, and the first that fails will do.
settings.register_profile(
    "mutation", max_examples=15, deadline=None, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "full"))


@pytest.fixture(scope="session")
def shipped(catalogue: Catalogue) -> Catalogue:
    """The catalogue of fixtures/catalogue, as it is published."""
    return catalogue
