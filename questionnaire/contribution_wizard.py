"""The wizard on the pages of a partner who contributes: the same pages and rules, kept on the contribution."""

from typing import Any

from django.shortcuts import redirect
from django.urls import reverse

from questionnaire.half_filled import Row
from questionnaire.steps import CONTRIBUTION, Step
from questionnaire.typed_pages import EchoPage, HalfFilledPage, TypedAgainPage
from questionnaire.wizard import LATER, RETURN_TO_CHECK, STAY, AssessmentWizard


class OnContribution:
    """What is other than in the wizard of the place; a partner sees nothing of the result."""

    storage_name = "questionnaire.storage.ContributionStorage"
    form_list = [(step.slug, step.form) for step in CONTRIBUTION]
    every_step = CONTRIBUTION
    names = "contribution-"
    finished_template = "contribution/finished.jinja"
    request: Any

    @property
    def row(self) -> Row:
        return self.request.contribution

    @property
    def home(self) -> str:
        return reverse("contribution", kwargs={"public_id": self.row.public_id})

    def address_before(self, step: Step) -> str:
        """The place has to choose its aims first, which is not for a partner to do."""
        return self.home

    def leading(self, step: Step) -> None:
        return None

    def render_next_step(self, form, **kwargs):
        if LATER in self.request.POST:
            return redirect(self.home)
        if STAY in self.request.POST:
            return redirect(f"{self.request.get_full_path()}#echo")
        following = None if RETURN_TO_CHECK in self.request.GET else self.get_next_step()
        if following is None:
            return redirect("contribution-check", public_id=self.row.public_id)
        return redirect(self.get_step_url(following))

    def get_context_data(self, form, **kwargs):
        return super().get_context_data(form, **kwargs) | {"contribution": self.row}


class ContributionWizard(OnContribution, AssessmentWizard):
    pass


class HalfFilledContribution(OnContribution, HalfFilledPage):
    pass


class ContributionEcho(OnContribution, EchoPage):
    pass


class ContributionTypedAgain(OnContribution, TypedAgainPage):
    pass
