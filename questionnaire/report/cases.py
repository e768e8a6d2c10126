"""The cases nearest to a place, joined with the words of the catalogue, for reading and for the data of a report."""

from dataclasses import dataclass

from models_catalogue.catalogue import Case, Catalogue, Option
from questionnaire.answers import Answers
from questionnaire.appraisal.appraise import Appraisal
from questionnaire.appraisal.likeness import NearCase, Said, Trait, is_comparable


@dataclass(frozen=True)
class TraitView:
    """What a place and a case both state, in words. `name` is empty where the question is no circumstance."""

    question: str
    name: str
    here: tuple[str, ...]
    there: tuple[str, ...]


@dataclass(frozen=True)
class CaseView:
    """A case beside the place. `first_too` is what it chose of what came first here."""

    case: Case
    alike: tuple[TraitView, ...]
    differs: tuple[TraitView, ...]
    first_too: tuple[Option, ...]


@dataclass(frozen=True)
class PlacesView:
    """The case about the place itself, if there is one, and the nearest others; `of` is how many there are to choose from."""

    own: CaseView | None
    nearest: tuple[CaseView, ...]
    of: int
    is_comparable: bool


def places_view(catalogue: Catalogue, answers: Answers, appraisal: Appraisal) -> PlacesView:
    own = [found for found in appraisal.cases if found.is_place_itself]
    nearest = [found for found in appraisal.cases if not found.is_place_itself]
    return PlacesView(
        own=_view(catalogue, own[0], appraisal) if own else None,
        nearest=tuple(_view(catalogue, found, appraisal) for found in nearest),
        of=len(catalogue.cases) - len(own),
        is_comparable=is_comparable(answers),
    )


def _view(catalogue: Catalogue, found: NearCase, appraisal: Appraisal) -> CaseView:
    case = catalogue.case[found.slug]
    first = appraisal.recommended()
    return CaseView(
        case=case,
        alike=tuple(trait_view(catalogue, trait) for trait in found.alike),
        differs=tuple(trait_view(catalogue, trait) for trait in found.differs),
        first_too=tuple(catalogue.option[slug] for slug in case.options if slug in first),
    )


def trait_view(catalogue: Catalogue, trait: Trait) -> TraitView:
    circumstance = catalogue.circumstance.get(trait.question)
    return TraitView(
        question=trait.question,
        name=circumstance.name if circumstance else "",
        here=_told(catalogue, trait.question, trait.here),
        there=_told(catalogue, trait.question, trait.there),
    )


def _told(catalogue: Catalogue, question: str, said: Said) -> tuple[str, ...]:
    if isinstance(said, int):
        return (f"{said:,}",)
    if isinstance(said, tuple):
        return tuple(catalogue.word("group", slug) for slug in said)
    return (catalogue.answer_label(question, said),)
