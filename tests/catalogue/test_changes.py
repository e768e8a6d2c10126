"""Differences between two states of the catalogue, row by row."""

from dataclasses import fields, replace

import pytest

from models_catalogue.catalogue import (
    Catalogue,
    Circumstance,
    CircumstanceAnswer,
    Fit,
    Option,
    Theme,
    Vehicle,
)
from models_catalogue.changes import Change, FieldChange, changes, in_words

TABLES = [table.name for table in fields(Catalogue)]


def a_catalogue(**tables) -> Catalogue:
    return Catalogue(**{name: tables.get(name, ()) for name in TABLES})


def a_fit(**given) -> Fit:
    words = {"rationale": "r", "grade": "weak", "direction": "?", "evidence": ""}
    return Fit(**{"option": "mcp", "objective": "access", "fit": 1, **words, **given})


def a_vehicle(**given) -> Vehicle:
    texts = [field.name for field in fields(Vehicle) if field.name not in ("sources", "editorial", "status")]
    return Vehicle(**{**dict.fromkeys(texts, ""), "status": "bill", **given})


def an_option(**given) -> Option:
    empty = {field.name: "" for field in fields(Option) if field.name not in ("sources", "editorial")}
    return Option(**{**empty, "slug": "mcp", "core_services": (), "vehicle": None, **given})


def a_circumstance(*answers: str) -> Circumstance:
    texts = dict.fromkeys(("name", "question", "why", "hint", "holder"), "")
    return Circumstance(slug="lead", weight=1, answers=tuple(an_answer(slug) for slug in answers), **texts)


def an_answer(slug: str, label: str = "") -> CircumstanceAnswer:
    return CircumstanceAnswer(slug=slug, label=label)


def test_equal_catalogues_do_not_differ():
    assert changes(a_catalogue(fits=(a_fit(),)), a_catalogue(fits=(a_fit(),))) == ()


def test_a_new_row_is_added():
    new = a_catalogue(fits=(a_fit(), a_fit(objective="safety")))

    assert changes(a_catalogue(fits=(a_fit(),)), new) == (Change("fits", "mcp / safety", "added"),)


def test_a_row_that_is_gone_is_removed():
    assert changes(a_catalogue(fits=(a_fit(),)), a_catalogue()) == (Change("fits", "mcp / access", "removed"),)


def test_a_changed_row_tells_which_fields_with_old_and_new_value():
    old, new = a_catalogue(fits=(a_fit(),)), a_catalogue(fits=(a_fit(fit=2, sources=(3, 4)),))

    (change,) = changes(old, new)

    assert change.kind == "changed"
    assert set(change.fields) == {FieldChange("fit", 1, 2), FieldChange("sources", (), (3, 4))}


def test_rows_in_another_order_are_told_once_for_the_table():
    first, second = Theme(slug="people", name="People"), Theme(slug="money", name="Money")

    found = changes(a_catalogue(themes=(first, second)), a_catalogue(themes=(second, first)))

    assert found == (Change("themes", "", "reordered"),)


def test_a_row_added_in_front_does_not_reorder_the_others():
    first, second = Theme(slug="people", name="People"), Theme(slug="money", name="Money")

    found = changes(a_catalogue(themes=(second,)), a_catalogue(themes=(first, second)))

    assert found == (Change("themes", "people", "added"),)


def test_a_child_that_both_have_is_looked_into():
    old = a_catalogue(options=(an_option(vehicle=a_vehicle()),))
    new = a_catalogue(options=(an_option(vehicle=a_vehicle(status="in_force")),))

    assert changes(old, new)[0].fields == (FieldChange("vehicle / status", "bill", "in_force"),)


def test_a_child_that_is_gone_is_one_change():
    old, new = a_catalogue(options=(an_option(vehicle=a_vehicle()),)), a_catalogue(options=(an_option(),))

    assert changes(old, new)[0].fields == (FieldChange("vehicle", a_vehicle(), None),)


def test_children_are_told_by_their_names_and_their_own_fields():
    old = a_catalogue(circumstances=(a_circumstance("gp", "trust"),))
    new = a_catalogue(circumstances=(replace(a_circumstance(), answers=(an_answer("gp", "GPs"),)),))

    assert changes(old, new)[0].fields == (
        FieldChange("answers", ("gp", "trust"), ("gp",)),
        FieldChange("answers / gp / label", "", "GPs"),
    )


@pytest.mark.parametrize("table", TABLES)
def test_every_table_names_each_of_its_rows_differently(catalogue, table):
    emptied = replace(catalogue, **{table: ()})

    found = changes(catalogue, emptied)

    assert [change.kind for change in found] == ["removed"] * len(getattr(catalogue, table))


@pytest.mark.parametrize(
    ("value", "words"),
    [(True, "yes"), (False, "no"), (None, "nothing"), ((), "nothing"), (0, "0"), ((3, 4), "3, 4"), ("a", "a")],
)
def test_values_in_words(value, words):
    assert in_words(value) == words
