"""The catalogue's admin: every table's pages and lists, and what its forms refuse."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from models_catalogue import vocabulary
from models_catalogue.editions import draft
from models_catalogue.history import history_of
from models_catalogue.models import Caution, Dimension, Edition, Gate, Option, Row, Source, Theme, Vehicle
from tests.catalogue.admin_pages import address, change_page, errors_of, page, posted, save

pytestmark = pytest.mark.django_db

TABLES = [table for table in apps.get_app_config("models_catalogue").get_models() if issubclass(table, (Row, Edition))]
EDITABLE = [table for table in TABLES if table is not Edition]
MATRIX = "admin:models_catalogue_fit_matrix"
PUBLISH = "admin:models_catalogue_edition_publish"


def test_every_table_of_the_catalogue_is_in_the_admin():
    assert [table for table in TABLES if not admin.site.is_registered(table)] == []


@pytest.mark.parametrize("table", TABLES)
def test_a_stranger_is_sent_to_the_login(client, table):
    response = client.get(address(table, "changelist"))

    assert response.status_code == 302
    assert response.url.startswith(reverse("admin:login"))


@pytest.mark.parametrize("name", [MATRIX, PUBLISH])
def test_a_stranger_is_sent_from_our_own_pages_to_the_login(client, name):
    assert client.get(reverse(name)).url.startswith(reverse("admin:login"))


@pytest.mark.parametrize("table", TABLES)
def test_every_list_opens_and_is_searched_in_few_queries(editor, table, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        response = editor.get(address(table, "changelist"), {"q": "a"})

    assert response.status_code == 200


@pytest.mark.parametrize("table", TABLES)
def test_every_row_opens(editor, table):
    assert editor.get(change_page(table.objects.first())).status_code == 200


@pytest.mark.parametrize("table", EDITABLE)
def test_every_new_row_opens(editor, table):
    assert editor.get(address(table, "add")).status_code == 200


@pytest.mark.parametrize("table", EDITABLE)
def test_saving_a_row_untouched_changes_nothing(editor, table):
    before = draft()
    row = table.objects.order_by("-pk").first()

    response = save(editor, row)

    assert response.status_code == 302, errors_of(response)
    assert draft() == before
    assert [entry.by for entry in history_of(row)] == [""]


def test_the_largest_page_stays_below_the_limit_of_fields(editor):
    children = ("variants", "requirements", "gates")
    largest = max(Option.objects.all(), key=lambda option: sum(getattr(option, name).count() for name in children))

    data = posted(editor.get(change_page(largest)))

    assert sum(len(values) for values in data.values()) < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS * 0.9


@pytest.mark.parametrize("table", EDITABLE)
def test_every_relation_can_be_looked_up(editor, table):
    for field in (*table._meta.fields, *table._meta.many_to_many):
        if field.is_relation:
            asked = {"app_label": "models_catalogue", "model_name": table._meta.model_name, "field_name": field.name}
            response = editor.get(reverse("admin:autocomplete"), {**asked, "term": "a"})

            assert response.status_code == 200, field
            assert response.json()["results"], field


@pytest.mark.parametrize("name", ["admin:app_list", "admin:models_catalogue_fit_changelist"])
def test_the_matrix_is_linked_from_where_editors_look(editor, name):
    args = ["models_catalogue"] if name == "admin:app_list" else []

    assert page(editor.get(reverse(name, args=args))).select_one(f'a[href="{reverse(MATRIX)}"]')


def test_searching_finds_a_row_by_its_words(editor):
    response = editor.get(address(Option, "changelist"), {"q": "prime contractor"})

    assert [option.slug for option in response.context["cl"].result_list] == ["prime-contractor"]


@pytest.mark.parametrize(
    ("due_in_days", "found_by"), [(-1, "overdue"), (0, "soon"), (90, "soon"), (91, "later"), (None, "undated")]
)
def test_rows_are_listed_by_when_their_review_is_due(editor, due_in_days, found_by):
    due = None if due_in_days is None else timezone.localdate() + timedelta(days=due_in_days)
    caution = Caution.objects.create(slug="due", text="Due.", review_due=due)

    lists = {
        chosen: editor.get(address(Caution, "changelist"), {"review": chosen}).context["cl"].result_list
        for chosen in ("overdue", "soon", "later", "undated")
    }

    assert [chosen for chosen, found in lists.items() if caution in found] == [found_by]


def test_what_names_a_row_is_fixed_once_it_is_saved(editor):
    theme = Theme.objects.first()
    slug = theme.slug

    response = save(editor, theme, slug="renamed", name="New name")

    theme.refresh_from_db()
    assert response.status_code == 302
    assert (theme.slug, theme.name) == (slug, "New name")


def test_lists_are_edited_one_item_a_line(editor):
    save(editor, Option.objects.get(slug="mcp"), core_services="general-practice\n\n community-health \n")

    assert Option.objects.get(slug="mcp").core_services == ["general-practice", "community-health"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("dentistry", "Not in the list: dentistry. Use: general-practice"),
        ("planned-hospital\nplanned-hospital", "twice"),
    ],
)
def test_a_closed_list_refuses_what_is_not_in_it_or_is_there_twice(editor, typed, said):
    response = save(editor, Option.objects.get(slug="mcp"), core_services=typed)

    assert said in errors_of(response)


@pytest.mark.parametrize("count", [5, 7])
def test_a_dimension_has_exactly_six_levels(editor, count):
    response = save(editor, Dimension.objects.first(), levels="\n".join(f"Level {n}" for n in range(count)))

    assert f"Give exactly 6 lines; there are {count}." in errors_of(response)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("needs_any_service", vocabulary.SERVICES[0]),
        ("needs_no_service", vocabulary.SERVICES[0]),
        ("needs_scope", vocabulary.SCOPE_KINDS[0]),
        ("needs_groups", vocabulary.GROUPS[0]),
        ("needs_footprint", vocabulary.FOOTPRINTS[0]),
        ("needs_readiness", vocabulary.DIMENSIONS[0]),
        ("needs_partner", "strategic-authority"),
    ],
)
def test_a_gate_takes_only_what_suits_its_kind(editor, kind, value):
    gate = Gate.objects.first()

    taken = save(editor, gate, kind=kind, values=value, level="3")
    refused = save(editor, gate, kind=kind, values="something-else", level="3")

    assert taken.status_code == 302, errors_of(taken)
    assert "Not in the list: something-else." in errors_of(refused)


def test_a_gate_on_readiness_needs_a_level(editor):
    gate = Gate.objects.filter(kind="needs_readiness").first()

    assert "Give the level of readiness that is needed." in errors_of(save(editor, gate, level=""))


def test_a_variant_answers_its_circumstance(editor):
    variant = Option.objects.get(slug="mcp").variants.first()

    assert "Not in the list: nonsense." in errors_of(save(editor, variant, answer="nonsense"))


def test_a_vehicle_starts_with_a_form_that_exists(editor):
    assert "Not in the list: nonsense." in errors_of(save(editor, Vehicle.objects.first(), start_form="nonsense"))


def test_children_are_edited_on_their_parents_page(editor):
    option = Option.objects.get(slug="mcp")
    requirement = option.requirements.order_by("dimension").first()
    numbers = list(Source.objects.values_list("number", flat=True)[:2])

    response = save(
        editor,
        option,
        **{"requirements-0-rationale": "New.", "requirements-0-sources": f"{numbers[1]}, {numbers[0]}"},
    )

    assert response.status_code == 302, errors_of(response)
    requirement.refresh_from_db()
    assert requirement.rationale == "New."
    assert [source.number for source in requirement.sources.all()] == numbers


def test_what_names_a_child_is_fixed_on_its_parents_page_too(editor):
    option = Option.objects.get(slug="mcp")
    slugs = list(option.variants.values_list("slug", flat=True))

    save(editor, option, **{"variants-0-slug": "renamed", "variants-0-name": "New name"})

    assert list(option.variants.values_list("slug", flat=True)) == slugs
    assert option.variants.first().name == "New name"


@pytest.mark.parametrize("typed", ["999999", "three"])
def test_a_child_cites_only_sources_that_exist(editor, typed):
    response = save(editor, Option.objects.get(slug="mcp"), **{"requirements-0-sources": typed})

    assert typed in errors_of(response)
