"""The two groups of people who keep the catalogue, and what each may do. Made anew after every migration."""

from django.contrib.auth.management import create_permissions
from django.db.models import Q

from models_catalogue.spreadsheets.tables import tables

EDITORS = "Catalogue editors"
PUBLISHERS = "Catalogue publishers"


def make_groups(sender, **_) -> None:
    """Give both groups exactly their rights; other rights belong in a group of another name."""
    from django.contrib.auth.models import Group, Permission

    create_permissions(sender, verbosity=0)
    ours = Permission.objects.filter(content_type__app_label=sender.label)
    viewing = Q(codename__startswith="view_")
    published = Q(content_type__model__in=("edition", "approval"))
    for name, rights in ((EDITORS, viewing | ~published), (PUBLISHERS, viewing | Q(codename="add_edition"))):
        group, _made = Group.objects.get_or_create(name=name)
        group.permissions.set(ours.filter(rights))


def may_view_all(user) -> bool:
    return _may(user, "view")


def may_edit_all(user) -> bool:
    """Whether somebody may replace whole tables: what a file brings, changes and leaves out."""
    return all(_may(user, act) for act in ("add", "change", "delete"))


def _may(user, act: str) -> bool:
    return user.has_perms([f"models_catalogue.{act}_{model._meta.model_name}" for model in tables()])
