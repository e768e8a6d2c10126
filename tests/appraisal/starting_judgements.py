"""The judgements that the catalogue started from, as compact tables, and the cells that were mended since.

Ratings, pairs and requirements: the editorial starting point for circumstances. Fits and evidence: the research pack on
care models, 8.1 and 8.2. Neither file is shipped. A cell may differ only if it stands under MENDED with its reason.
"""

MODELS = ("mcp", "pacs", "ehch", "acute-care-collaboration", "acp", "aco", "ico", "prime-contractor")
RATINGS = """
scope_kind whole-population                   2   2  -2   0   1   2   1  -1
scope_kind population-group                   1  -1   1  -1   1  -1   0   1
scope_kind pathway                           -2  -2  -2   1   0  -2  -1   2
lead general-practice                         2   0   0  -2   1   0  -1   0
lead community-or-mental-health-provider      1  -1   0   0   1   1   1   0
lead acute-trust                             -1   2   0   2   0   1   2   0
lead commissioner                             0   0   1  -1   0   1   0   1
lead council                                  0  -1   1  -2   1   0   0  -1
lead joint                                    0   0   0   0   2   0   0  -1
lead independent-or-voluntary                 0  -2   0  -2   0  -1  -2   2
gp_participation not-part                    -2  -2  -1   2   0  -1   0   1
gp_participation own-contracts-alongside      2   0   0  -1   1   0   0   0
gp_participation partly-integrated            2   1   0  -2   0   1   0   0
gp_participation fully-integrated             1   1   0  -2  -1   1   0  -1
gp_participation run-by-trust                -1   2   0  -1  -1   0   1   0
holder gp-organisation                        2  -2   0  -2   0   0  -1   1
holder community-or-mental-health-trust       1  -1   0   0   0   1   1   1
holder acute-trust                           -1   2   0   1   0   1   2   1
holder new-joint-body                         1   0  -1   0  -1   1   1  -1
holder independent-provider                  -1  -2   0  -2  -1  -1  -2   2
holder separate-contracts                     0   0   1   1   2  -2  -2  -2
holder commissioner-or-council                0   0   0  -1   1   0   0  -1
budget separate                               0   0   0   1   1  -2   0  -1
budget aligned                                0   0   0   0   2  -1   0   0
budget pooled                                 0   0   1  -1   1   1   1   0
budget whole-population                       1   1  -1  -1   0   2   1   0
budget pathway-budget                        -1  -1   0   0   0  -1  -1   2
joining separate-but-cooperating              0   0   1   0   2  -2  -2  -1
joining shared-decisions                      0   0   0   1   2   0  -1  -1
joining one-lead-with-subcontracts            0   0   0   0  -1   1   1   2
joining one-contract-holder                   0   0  -1  -1  -2   2   1   1
joining merge                                -1   1   0   1  -2   0   2  -2
"""
"""Question, answer, then -2 to 2 for each of `MODELS`."""

LOWER = ("acp", "aco", "ico", "prime-contractor")
CARE_WITH = """
mcp                           2 2 1 1
pacs                          2 2 2 1
ehch                          2 0 0 1
acute-care-collaboration      2 0 1 1
single-pathway                2 0 1 2
current-arrangements          1 1 1 1
"""
FORM_WITH = """
no-new-form                   2 0 1 0
alliance-agreement            2 1 1 1
joint-committee               2 1 1 0
section-75-partnership        2 1 2 1
lead-provider-contract        1 2 2 2
federation                    2 1 0 1
joint-venture                 1 1 1 2
service-level-chain           1 0 0 1
management-contract           1 0 1 0
integrated-care-organisation  0 1 2 0
multi-site-trust              0 0 1 0
foundation-group              1 1 1 0
company-or-cic                0 1 0 1
merger                        0 0 2 0
"""
"""2 natural, 1 possible, 0 poor for each of `LOWER`; forms stand below the organisational models."""

WITH_TODAY = {"no-new-form": 2, "alliance-agreement": 1, "joint-committee": 1}
"""Forms that go with the current organisation; the rest are poor."""

REQUIRING = ("mcp", "pacs", "acute-care-collaboration", "ehch", "acp", "aco", "ico", "prime-contractor")
REQUIREMENTS = """
shared_purpose        s3 s3 s3 s2 s3 m3 m3 s2
leadership_trust      s3 s3 s3 s2 m3 m3 m3 s2
governance            s3 s3 s3 s2 s3 m4 s3 s3
primary_care          m3 s3  - s2 s2 s3  -  -
council               s2 s2  - s2 s2 s3 s3  -
finance_risk          s3 s3 s3  - s2 m4 s3 m4
data                  s3 s3 s2 s2 s2 m3 s3 s3
workforce_culture     s3 s3 s2 s2 s2 s3 m3 s2
commercial_capacity   s3 s3 s2  -  - m3 s2 m4
people_communities    s2 s2 s2 s2 s2 s3 s2 s2
evaluation            s2 s2 s2 s2 s2 s3 s2 s3
change_capacity       s3 s3 s2 s2 s2 m4 m3 s3
"""
"""m must, s should, and the level, for each of `REQUIRING`."""

AIMS = (
    *("quality", "integration", "inequalities", "prevention", "productivity", "efficiency", "emergency"),
    *("gp_sustainability", "workforce", "acute_finance", "social_care", "mental_health", "experience"),
)
FITS = """
mcp                        2  3  1  2  1  1  1  2  2  0  2  1  2
pacs                       2  3  1  1  2  1  2  2  2  2  2  1  1
aco                        2  3  1  3  2  2  1  1  1  1  2  2  2
acp                        2  3  1  2  1  1  2  1  1  1  2  1  2
ico                        2  3  1  1  2  2  2  1  2  1  3  2  2
prime-contractor           1  2  0  1  2  1  0  0  1 -1  0  2  1
lead-commissioner          1  2  1  1  1  2  0  0  0  0  3  1  1
ehch                       3  3  1  2  1  1  3  1  1  0  2  1  3
acute-care-collaboration   2  1  0  0  3  2  0  0  2  3  0  1  0
devolution-agreement       1  2  2  2  1  1  0  1  1  1  3  1  1
pooled-budget              0  2  0  1  0  1  0  0  0  0  3  1  1
"""
CRITERIA = ("speed", "autonomy", "reversibility")
FORM_FITS = """
alliance-agreement         3  3  3
joint-venture              2  1  1
federation                 3  3  3
merger                    -1 -1 -1
service-level-chain        1  1  2
management-contract        1  0  1
multi-site-trust          -1 -1 -1
foundation-group           1  0  1
"""
"""-1 works against to 3 central."""

GRADED = ("mcp", "pacs", "aco", "acp", "ico", "prime-contractor")
EVIDENCE = """
quality           weak+        weak+        moderate0    weak+        moderate0    weak+/-
integration       moderate+    moderate+/-  weak+        weak+        moderate+/-  moderate0
inequalities      none?        none?        none?        none?        none?        none?
prevention        none?        weak+        weak+        weak+        weak+        none?
productivity      weak+/-      none?        none?        weak+        none?        weak+
efficiency        moderate0    moderate0    contested+/- weak+        contested+/- moderate-
emergency         contested+/- contested+/- none?        weak+        contested+/- none?
gp_sustainability weak+/-      moderate+    none?        none?        moderate+    none?
workforce         none?        weak+        none?        weak+        weak+/-      weak+/-
acute_finance     none?        weak+/-      none?        weak+/-      weak-        moderate-
social_care       none?        weak+/-      none?        weak+        contested+/- none?
mental_health     moderate+/-  moderate+/-  none?        weak+        none?        moderate+/-
experience        moderate+    weak+/-      none?        weak+        moderate0    none?
"""
"""Grade and direction for each of `GRADED`."""

MENDED = {
    ("ehch", "lead", "general-practice"): (1, "primary care networks deliver it now, and practices are central to it"),
    ("ehch", "gp_participation", "own-contracts-alongside"): (
        1,
        "practices do this work today beside their own contracts",
    ),
    ("ehch", "holder", "gp-organisation"): (1, "the network contract places this work with groups of practices"),
    ("ehch", "joining", "merge"): (-1, "it works by agreements between separate bodies, as for one contract holder"),
    ("aco", "holder", "gp-organisation"): (-1, "since 2018 policy kept this contract for statutory NHS bodies"),
    ("aco", "holder", "independent-provider"): (-2, "since 2018 policy kept this contract for statutory NHS bodies"),
    ("aco", "holder", "commissioner-or-council"): (-1, "in an ACO the provider side holds the budget and its risk"),
    ("aco", "company-or-cic"): (
        0,
        "since 2018 policy kept this contract for statutory NHS bodies, and a company is none",
    ),
}
"""What the catalogue says instead, and why: its rationale says so in full."""


def table(text, columns):
    """Cells of a text table by row and column: the last words of a line are the cells, the first ones its name."""
    found = {}
    for line in text.strip().splitlines():
        words = line.split()
        name, cells = words[: -len(columns)], words[-len(columns) :]
        found |= {(*name, column): cell for column, cell in zip(columns, cells, strict=True)}
    return found
