"""The values of the headline: what leads, what ties, the first step, and what not to rely on."""

from dataclasses import dataclass

from models_catalogue.catalogue import Catalogue, Option
from models_catalogue.vocabulary import BASELINES
from questionnaire.appraisal.appraise import Appraisal


@dataclass(frozen=True)
class Headline:
    """The values of the headline: what leads (a change from today, or None), ties, the first step, what not to rely on."""

    care: Option | None
    organisational: Option | None
    level_with: tuple[Option, ...]
    start: str
    needs: str
    avoid: tuple[tuple[str, str, str], ...]


def headline(catalogue: Catalogue, appraisal: Appraisal) -> Headline:
    """Whose words the headline takes: the organisational model's vehicle first, else the care model's."""
    care = _change(catalogue, appraisal.leader("care"))
    organisational = _change(catalogue, appraisal.leader("organisational"))
    vehicles = [option.vehicle for option in (organisational, care) if option and option.vehicle]
    ruled_out = {found.slug for found in appraisal.form.options if found.status == "ruled-out"}
    start = next((vehicle for vehicle in vehicles if vehicle.start and vehicle.start_form not in ruled_out), None)
    avoid = {
        vehicle.do_not_rely_on: (
            vehicle.do_not_rely_on,
            vehicle.do_not_rely_status,
            min(vehicle.as_at, vehicle.checked_at),
        )
        for vehicle in vehicles
        if vehicle.do_not_rely_on
    }
    return Headline(
        care,
        organisational,
        _level_with(catalogue, appraisal),
        start.start if start else "",
        start.needs if start else "",
        tuple(avoid.values()),
    )


def _level_with(catalogue: Catalogue, appraisal: Appraisal) -> tuple[Option, ...]:
    """Everything that ties for the lead of the first two stages, where more than one option does."""
    stages = [stage for stage in (appraisal.care, appraisal.organisational) if stage is not None]
    return tuple(catalogue.option[slug] for stage in stages if len(stage.leaders) > 1 for slug in stage.leaders)


def _change(catalogue: Catalogue, slug: str | None) -> Option | None:
    """The option, if it is a change from today."""
    return None if slug is None or slug in BASELINES.values() else catalogue.option[slug]
