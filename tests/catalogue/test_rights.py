"""Rights: what editors and publishers of the catalogue may do."""

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

from models_catalogue.models import Edition, Theme
from models_catalogue.rights import EDITORS, PUBLISHERS
from tests.catalogue.admin_pages import address
from tests.conftest import signed_in

pytestmark = pytest.mark.django_db

PAGES = {
    "list": address(Theme, "changelist"),
    "add": address(Theme, "add"),
    "matrix": reverse("admin:models_catalogue_fit_matrix"),
    "editions": address(Edition, "changelist"),
    "publish": reverse("admin:models_catalogue_edition_publish"),
}


@pytest.mark.parametrize(
    ("groups", "opens"),
    [
        ((), set()),
        ((EDITORS,), {"list", "add", "matrix", "editions"}),
        ((PUBLISHERS,), {"list", "editions", "publish"}),
        ((EDITORS, PUBLISHERS), {"list", "add", "matrix", "editions", "publish"}),
    ],
)
def test_what_each_group_opens(groups, opens):
    user = User.objects.create(username="somebody", is_staff=True)
    user.groups.set(Group.objects.filter(name__in=groups))
    visitor = signed_in(user)

    assert {name for name, page in PAGES.items() if visitor.get(page).status_code == 200} == opens
