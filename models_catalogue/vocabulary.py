"""The closed lists of slugs that rules, forms and catalogue rows share; their wording is in the catalogue."""

SCOPE_KINDS = ("whole-population", "population-group", "pathway")
FOOTPRINTS = ("neighbourhood", "place", "system", "several-systems")
SERVICES = (
    "general-practice",
    "community-health",
    "mental-health",
    "urgent-emergency",
    "planned-hospital",
    "specialised-hospital",
    "adult-social-care",
    "childrens-services",
    "public-health",
    "care-homes",
    "voluntary-sector",
)
GROUPS = (
    "older-people",
    "long-term-conditions",
    "high-need",
    "children",
    "mental-health",
    "learning-disability",
    "end-of-life",
    "care-home-residents",
    "deprived-communities",
)
AIMS = (
    "quality",
    "integration",
    "inequalities",
    "prevention",
    "productivity",
    "efficiency",
    "emergency",
    "gp_sustainability",
    "workforce",
    "acute_finance",
    "social_care",
    "mental_health",
    "experience",
    "access",
    "variation",
)
CRITERIA = (
    "speed",
    "autonomy",
    "reversibility",
    "one-accountable-body",
    "one-budget",
    "one-employer",
    "open-to-general-practice",
    "regulatory-simplicity",
    "risk-protection",
)
CIRCUMSTANCES = ("scope_kind", "lead", "gp_participation", "holder", "budget", "joining", "services")
CIRCUMSTANCE_ANSWERS = {
    "scope_kind": SCOPE_KINDS,
    "lead": (
        "general-practice",
        "community-or-mental-health-provider",
        "acute-trust",
        "commissioner",
        "council",
        "joint",
        "independent-or-voluntary",
    ),
    "gp_participation": (
        "not-part",
        "own-contracts-alongside",
        "partly-integrated",
        "fully-integrated",
        "run-by-trust",
    ),
    "holder": (
        "gp-organisation",
        "community-or-mental-health-trust",
        "acute-trust",
        "new-joint-body",
        "independent-provider",
        "separate-contracts",
        "commissioner-or-council",
    ),
    "budget": ("separate", "aligned", "pooled", "whole-population", "pathway-budget"),
    "joining": (
        "separate-but-cooperating",
        "shared-decisions",
        "one-lead-with-subcontracts",
        "one-contract-holder",
        "merge",
    ),
    "services": SERVICES,
}
"""The answers of each circumstance; documents and the method name them."""
MONEY_ANSWERS = {
    "value-in-scope": (),
    "baseline-agreed": ("no-figures", "estimated", "built-not-signed", "signed-by-some"),
    "gap": ("5-to-10-percent", "10-percent-or-more"),
    "transition-cost": ("not-costed", "costed-not-funded", "partly-funded"),
    "savings-from": ("year-one", "year-two"),
    "loss-bearer": ("holder-no-guarantee", "not-decided"),
    "vat-advice": ("not-asked", "asked", "informal"),
}
"""The money questions, and those of their answers from which facts and open points are derived."""
OPEN_VOCABULARIES = ("partner-type", "form-limit")
"""Words that editors choose themselves; there must be some."""
DIMENSIONS = (
    "shared_purpose",
    "leadership_trust",
    "governance",
    "primary_care",
    "council",
    "finance_risk",
    "data",
    "workforce_culture",
    "commercial_capacity",
    "people_communities",
    "evaluation",
    "change_capacity",
)
FACTS = (
    "new-legal-entity",
    "staff-transfer",
    "health-services-award",
    "social-care-award",
    "bundles-contracts",
    "competitive-tender",
    "first-of-its-kind-contract",
    "independent-holder",
    "acute-income-at-risk",
    "holder-quality-concern",
    "partner-deficit",
    "commissioner-deficit",
    "general-practice-fragile",
    "general-practice-reluctant",
    "baseline-weak",
    "early-savings-assumed",
    "small-acute",
    "concurrent-change",
    "public-opposition",
    "partner-dispute",
    "national-approval-needed",
    "no-guarantee",
    "vat-open",
    "substantial-change",
    "footprint-changing",
    "pooled-fund",
    "social-care-delegated",
)
ARRANGEMENTS = (
    "joint-committee",
    "partnership-board",
    "scheme-of-delegation",
    "conflicts-process",
    "risk-share-agreement",
    "open-book-baseline",
    "transition-fund",
    "vat-advice-in-writing",
    "legal-advice-in-writing",
    "parent-guarantee",
    "exit-terms",
    "programme-office",
    "clinical-design-group",
    "gp-engagement-funded",
    "engagement-plan",
    "equality-impact-plan",
    "data-sharing-agreement",
    "evaluation-partner",
    "workforce-plan",
    "regulator-contact",
    "provider-impact-assessment",
    "team-redesign",
)
CARE_MODELS = ("mcp", "pacs", "ehch", "acute-care-collaboration", "current-arrangements")
ORGANISATIONAL_MODELS = ("acp", "aco", "ico", "prime-contractor", "current-organisation")
COMMISSIONING = ("separate-commissioning", "pooled-budget", "lead-commissioner", "devolution-agreement")
BRIEF_MODELS = ("mcp", "pacs", "aco", "acp", "ico", "prime-contractor")
BASELINES = {
    "care": "current-arrangements",
    "organisational": "current-organisation",
    "commissioning": "separate-commissioning",
}
SINGLE_PATHWAY = "single-pathway"
ROUTES = (
    "direct-award-a",
    "direct-award-b",
    "direct-award-c",
    "most-suitable-provider",
    "competitive",
    "light-touch",
)
AWARD_ROUTES = (*ROUTES, "no-award", "mixed-contract")
"""What the decision table of `questionnaire/appraisal/award.py` can name, besides advice."""
QUESTIONS = ("1", "2", "3", "4", "5", "6")
GLOSSARY = "glossary"
"""The vocabulary whose terms are explained to readers, rather than offered as answers."""
CAUTION_CASES = ("everyone-at-once", "nobody-freed", "council-buys-health")
GO_LIVE = "go-live"
"""The milestone that a target date is meant for."""
APPROVAL = "approval-to-proceed"
"""The milestone in which boards, cabinet and governors decide."""
PLAN_GATES = (APPROVAL, "go-no-go")
"""The milestones at which a place may stop, and should have said beforehand when it will."""
NOT_SURE = "not-sure"
CLOSED_LISTS = {
    "service": SERVICES,
    "group": GROUPS,
    "kind of scope": SCOPE_KINDS,
    "footprint": FOOTPRINTS,
    "dimension": DIMENSIONS,
    "arrangement": ARRANGEMENTS,
    "route": ROUTES,
    "case for a caution": CAUTION_CASES,
    "key question": QUESTIONS,
}
GATE_VALUES = {
    "needs_any_service": "service",
    "needs_no_service": "service",
    "needs_scope": "kind of scope",
    "needs_groups": "group",
    "needs_footprint": "footprint",
    "needs_readiness": "dimension",
    "needs_partner": "kind of partner",
}
"""What a gate of each kind names; kinds of partners are words of the catalogue, the others closed lists."""
