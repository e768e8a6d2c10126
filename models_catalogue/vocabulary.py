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
CIRCUMSTANCES = ("scope_kind", "lead", "gp_participation", "holder", "budget", "joining", "services")
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
QUESTIONS = ("1", "2", "3", "4", "5", "6")
GLOSSARY = "glossary"
"""The vocabulary whose terms are explained to readers, rather than offered as answers."""
CAUTION_CASES = ("everyone-at-once", "nobody-freed", "council-buys-health")
GO_LIVE = "go-live"
"""The milestone that a target date is meant for."""
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
