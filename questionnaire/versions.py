"""Two versions of one step: where they differ, in the words that were seen, and what was chosen of them."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

from questionnaire.forms.base import JinjaRenderer, StepForm
from questionnaire.forms.fields import PATH_MARK, Day, OneOf

SETTLE = "settle"
MINE, THEIRS = "mine", "theirs"
CHOICE = f"version{PATH_MARK}"
NO_ANSWER = "No answer"


def said(field: forms.BoundField) -> str:
    """What a bound field holds, valid or not, in words as near to those seen as can be."""
    raw = field.data
    if raw in (None, "", []) or (isinstance(raw, list) and not any(raw)):
        return NO_ANSWER
    if isinstance(field.field, Day):
        return " ".join(raw)
    labels = getattr(field.field, "labels", {})
    words = ", ".join(str(labels.get(value, value)) for value in (raw if isinstance(raw, list) else [raw]))
    return "\n".join(words.strip().splitlines())


class VersionsForm(forms.Form):
    """One choice for each answer that differs; `settle` takes all of one side instead."""

    default_renderer = JinjaRenderer
    use_required_attribute = False

    def __init__(self, data: Any = None, *, mine: StepForm, theirs: StepForm):
        super().__init__(data)
        self.mine, self.theirs = mine, theirs
        for name in self.differing():
            self.fields[CHOICE + name] = OneOf(
                [(MINE, "Yours", said(mine[name])), (THEIRS, "Theirs", said(theirs[name]))],
                unsure=False,
                label=mine[name].label,
                required=self.takes_all() is None,
                error_messages={"required": f"Choose which answer to keep: “{mine[name].label}”"},
            )

    def differing(self) -> Iterator[str]:
        return (name for name in self.mine.fields if said(self.mine[name]) != said(self.theirs[name]))

    def takes_all(self) -> str | None:
        """The side that is kept whole, if a button for that was pressed."""
        pressed = self.data.get(SETTLE)
        return pressed if pressed in (MINE, THEIRS) else None

    def settled(self) -> MultiValueDict:
        """What a browser would have posted for what was chosen."""
        posted = MultiValueDict({name: self.mine.typed(name) for name in self.mine.posted_names()})
        for name in self.differing():
            if (self.takes_all() or self.cleaned_data[CHOICE + name]) == THEIRS:
                for part in self.theirs.names_posted_for(name):
                    posted.setlist(part, self.theirs.typed(part))
        return posted

    def carried(self) -> Iterator[tuple[str, str]]:
        """What was typed, for the page to carry along: name and value."""
        for name in sorted(self.mine.posted_names()):
            yield from ((name, value) for value in self.mine.typed(name) if value)
