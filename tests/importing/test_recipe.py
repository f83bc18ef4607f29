"""A recipe is JSON that people read and edit; what is wrong in it is named field by field."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from petaprogram.importing.recipe import NewProgram, PlaceChoice, Recipe, Whole, read_recipe
from petaprogram.messages.issues import ImportStopError

FULL = Recipe(
    sheet="Rekap",
    header_row=3,
    separator=";",
    columns={"Giat": "program", "No": ""},
    dates={"Tanggal": "day"},
    whole=Whole(of="office", value="DLHKP"),
    gone="end",
    places={"Pojok": PlaceChoice(kode="35.71.01.1004", remember=True)},
    programs={"A": "bank-sampah", "B": NewProgram(name="B", kind="x", pillar_id="living")},
)


def test_a_recipe_comes_back_as_it_was_written():
    assert read_recipe(FULL.to_json(), "r.json") == FULL
    assert Recipe().to_json() == "{}\n"


def test_a_recipe_cannot_be_changed_in_place():
    with pytest.raises(ValidationError):
        FULL.blank = "clear"


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ('{"blank": "maybe"}', "blank"),
        ('{"kolom": {}}', "kolom"),
        ('{"places": {"Pojok": {"code": "1"}}}', "places.Pojok.kode"),
        ('{"header_row": "3"}', "header_row"),
        ("{", "-"),
        ("[]", "-"),
    ],
)
def test_what_is_wrong_is_named(text, field):
    with pytest.raises(ImportStopError) as caught:
        read_recipe(text, "r.json")
    assert field in {dict(issue.values)["field"] for issue in caught.value.issues}
    assert "r.json" in str(caught.value)
