"""How far each partner who contributes has come, page by page, and whether what it said counts yet."""

from collections.abc import Iterator
from dataclasses import dataclass

from models_catalogue.catalogue import Catalogue
from models_catalogue.editions import catalogue_of
from questionnaire import operations
from questionnaire.answers import Answers
from questionnaire.answers import Contribution as Said
from questionnaire.check_answers import CheckedPage, checked_page
from questionnaire.document import form_for
from questionnaire.models import Assessment, Contribution
from questionnaire.progress import minutes
from questionnaire.steps import CONTRIBUTION, read_along_route


@dataclass(frozen=True)
class Standing:
    """One partner and its pages. It is in, and counts, once every chosen aim has its points."""

    contribution: Contribution
    pages: tuple[CheckedPage, ...]
    is_in: bool

    @property
    def has_begun(self) -> bool:
        return bool(self.contribution.data or self.contribution.half_filled)

    @property
    def is_complete(self) -> bool:
        return self.is_in and all(page.is_complete for page in self.pages)

    @property
    def open_pages(self) -> tuple[CheckedPage, ...]:
        return tuple(page for page in self.pages if not page.is_complete)

    @property
    def minutes(self) -> int:
        """About how long the whole takes."""
        return minutes(sum(len(page.form.asked()) for page in self.pages))


def standings(assessment: Assessment) -> tuple[Standing, ...]:
    """Every partner of an assessment, in the order of inviting."""
    answers = read_along_route(operations.stored_answers(assessment).document)
    return tuple(_standing(row, answers, assessment) for row in assessment.contributions.all())


def standing_of(contribution: Contribution) -> tuple[Standing, Answers]:
    """One partner, and the place's answers, which decide what it is asked."""
    answers = read_along_route(operations.stored_answers(contribution.assessment).document)
    return _standing(contribution, answers, contribution.assessment), answers


def _standing(row: Contribution, answers: Answers, assessment: Assessment) -> Standing:
    said = next(one for one in answers.contributions if one.partner == row.partner)
    return Standing(row, tuple(_pages(row, catalogue_of(assessment.edition_id), answers)), is_in(said, answers))


def is_in(said: Said, answers: Answers) -> bool:
    return bool(answers.aims()) and all(said.points.get(aim) is not None for aim in answers.aims())


def counted_partners(answers: Answers) -> dict[str, int]:
    """How many partners were asked, and how many are in."""
    inside = [said for said in answers.contributions if is_in(said, answers)]
    return {"partners_asked": len(answers.contributions), "partners_in": len(inside)}


def _pages(row: Contribution, catalogue: Catalogue, answers: Answers) -> Iterator[CheckedPage]:
    for step in CONTRIBUTION:
        if step.shown_to(answers):
            form = form_for(step, catalogue, answers, row.data.get(step.slug, {}))
            yield checked_page(row, step, form, is_complete=step.slug in row.data and form.is_valid())
