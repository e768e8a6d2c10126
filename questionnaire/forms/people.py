"""Who usually holds the answers, by their roles in a place: what each question shows, and what lists by person are made of."""

PROGRAMME = "Programme lead"
LEADERS = "Chairs and chief executives"
SECRETARY = "Board secretaries and legal advisers"
FINANCE = "Finance directors"
PROCUREMENT = "Procurement and contract leads"
PRACTICE = "General practice leaders"
SOCIAL_CARE = "Council and social care leads"
CLINICAL = "Medical, nursing and hospital leads"
PUBLIC_HEALTH = "Public health and analysts"
WORKFORCE = "Workforce directors"
DATA = "Digital and information governance leads"
ENGAGEMENT = "Engagement leads"

PEOPLE = (
    PROGRAMME, LEADERS, SECRETARY, FINANCE, PROCUREMENT, PRACTICE, SOCIAL_CARE, CLINICAL, PUBLIC_HEALTH, WORKFORCE,
    DATA, ENGAGEMENT,
)  # fmt: skip
"""In the order in which lists name them."""
