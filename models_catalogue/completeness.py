"""What must hold before an edition is published, and what is worth another look: the list of all checks.

Every check is a function from a catalogue to its problems. A problem blocks when a report would be wrong with it.
"""

from models_catalogue.catalogue import Catalogue
from models_catalogue.checks import judgement, presence, provenance, reach, soundness
from models_catalogue.checks.problem import Check, Problem
from models_catalogue.checks.provenance import link_problems, reminders
from models_catalogue.checks.rows import claims

__all__ = ["CHECKS", "JUDGEMENTS", "Check", "Problem", "blocking", "claims", "link_problems", "problems", "reminders"]


def problems(catalogue: Catalogue) -> list[Problem]:
    """Everything that is wrong with a catalogue, in the order of the checks; judgements are weighed once nothing blocks."""
    found = [problem for check in CHECKS for problem in check(catalogue)]
    if any(problem.blocks for problem in found):
        return found
    return [*found, *(problem for check in JUDGEMENTS for problem in check(catalogue))]


def blocking(catalogue: Catalogue) -> list[Problem]:
    """What stops publishing."""
    return [problem for check in CHECKS for problem in check(catalogue) if problem.blocks]


CHECKS: tuple[Check, ...] = (
    presence.every_slug_of_the_closed_lists_has_a_row,
    presence.every_open_vocabulary_has_words,
    presence.every_stage_has_a_choice,
    presence.every_option_is_scored_on_every_objective,
    presence.every_answer_is_rated_for_every_model,
    presence.every_compatible_pair_is_judged,
    presence.every_dimension_has_six_levels,
    presence.every_option_says_what_carries_it_today,
    presence.nothing_printed_is_empty,
    provenance.every_claim_has_a_source_or_is_ours,
    provenance.every_finding_cites_something,
    provenance.every_cited_source_exists,
    provenance.every_address_can_be_followed,
    soundness.circumstances_can_be_weighed,
    soundness.every_reference_is_known,
    soundness.every_first_step_is_a_form,
    soundness.every_gate_says_what_it_asks,
    soundness.the_plan_has_no_circle,
    soundness.the_plan_has_its_end,
    soundness.stop_rules_stay_rare,
    soundness.the_constants_are_there,
    soundness.no_identity_is_used_twice,
    soundness.populations_agree,
    provenance.reviews_are_dated,
    provenance.every_source_is_cited,
    provenance.every_source_has_an_address,
    reach.every_answer_changes_something,
    reach.every_service_is_named,
    reach.every_group_is_named,
    reach.every_fact_is_used,
    reach.every_arrangement_lowers_a_risk,
    reach.every_dimension_is_asked_for,
    reach.every_milestone_can_be_called,
    reach.every_risk_bites,
    reach.every_variant_can_be_named,
)

JUDGEMENTS: tuple[Check, ...] = (
    judgement.objectives_tell_options_apart,
    judgement.objectives_move_apart,
    judgement.no_option_is_dominated,
    judgement.every_option_can_lead,
)
"""These compute with scores and weights, so they need a catalogue that lacks nothing."""
