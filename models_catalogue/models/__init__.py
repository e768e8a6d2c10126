"""The draft rows that admins edit, and the editions that are published from them.

A column has the same name as the field of the frozen value that it becomes, and both stand in the module of the same
name (`models/options.py`, `catalogue/options.py`), so freezing is mechanical.
"""

from models_catalogue.models.asking import (
    Circumstance,
    CircumstanceAnswer,
    Dimension,
    Fact,
    MethodConstant,
    MoneyAnswer,
    MoneyQuestion,
    Objective,
    Term,
    Theme,
)
from models_catalogue.models.base import (
    DIRECTIONS,
    GRADES,
    STAGES,
    NaturalManager,
    Ordered,
    Row,
    Slugged,
    Source,
    Sourced,
)
from models_catalogue.models.consequences import (
    AssuranceHeading,
    AssuranceQuestion,
    Caution,
    Flexibility,
    FlexibilityUse,
    Intervention,
    Milestone,
    Risk,
    RiskTrigger,
    StopRule,
    WatchItem,
)
from models_catalogue.models.edition import Approval, Edition, EditionQuerySet
from models_catalogue.models.options import Compatibility, Fit, Gate, Option, Rating, Requirement, Variant, Vehicle
from models_catalogue.models.resources import Article, Case, Paragraph, PolicyFact, PopulationThreshold, Successor, Tool
from models_catalogue.models.upload import Upload

__all__ = [
    "DIRECTIONS",
    "GRADES",
    "STAGES",
    "Approval",
    "Article",
    "AssuranceHeading",
    "AssuranceQuestion",
    "Case",
    "Caution",
    "Circumstance",
    "CircumstanceAnswer",
    "Compatibility",
    "Dimension",
    "Edition",
    "EditionQuerySet",
    "Fact",
    "Fit",
    "Flexibility",
    "FlexibilityUse",
    "Gate",
    "Intervention",
    "MethodConstant",
    "Milestone",
    "MoneyAnswer",
    "MoneyQuestion",
    "NaturalManager",
    "Objective",
    "Option",
    "Ordered",
    "Paragraph",
    "PolicyFact",
    "PopulationThreshold",
    "Rating",
    "Requirement",
    "Risk",
    "RiskTrigger",
    "Row",
    "Slugged",
    "Source",
    "Sourced",
    "StopRule",
    "Successor",
    "Term",
    "Theme",
    "Tool",
    "Upload",
    "Variant",
    "Vehicle",
    "WatchItem",
]
