"""The vocabulary of the project as frozen dataclasses.

This room knows no file format, no geometry library beyond plain coordinates and no web: every other room may import it.
The words are defined in the format documents (`boundaries/README.md`, `layers/README.md`).
"""

from mapserver.model.area import Area, Core, Frame
from mapserver.model.catalogue import Catalogue
from mapserver.model.cell import Cell
from mapserver.model.checkpoint import Checkpoint, Crossings
from mapserver.model.contrast import Contrast, ContrastSide
from mapserver.model.drawing import EQUAL_AREA, MERCATOR, MERCATOR_CRS, Drawing, Shape, SharedLine, Stroke
from mapserver.model.entry import (
    AreaEntry,
    BorderEntry,
    CheckpointEntry,
    CrossingsEntry,
    LayerEntry,
    Neighbour,
    UnitEntry,
)
from mapserver.model.figures import (
    Calculation,
    Comparability,
    Counting,
    CountryNote,
    Derivation,
    Edition,
    Indicator,
    Judgement,
    Observation,
    Remark,
    Series,
    joined_editions,
    no_data_reason,
    split_flags,
)
from mapserver.model.finding import Finding, Severity
from mapserver.model.formula import Formula, FormulaError, Term, parse_formula
from mapserver.model.land import (
    Border,
    Country,
    Name,
    Origin,
    OtherName,
    Pair,
    Reform,
    Segment,
    Territory,
    Vintage,
    border_of,
    territory_key,
)
from mapserver.model.layer import BothSides, Layer, Period, Place, SeriesNote
from mapserver.model.message import Message
from mapserver.model.opening import Issue, NewestFigures, Opening, Question
from mapserver.model.rates import Rate, Rates
from mapserver.model.register import IndicatorRecord, Register, SeriesRecord
from mapserver.model.search import SearchEntry, SearchIndex, SearchName
from mapserver.model.story import (
    Call,
    Guard,
    PlacedCall,
    Prose,
    Story,
    StoryBlock,
    StoryComparison,
    StoryEntry,
    StoryFigure,
    StoryMap,
    StorySource,
    StoryText,
)
from mapserver.model.text import Text

__all__ = [
    "EQUAL_AREA",
    "MERCATOR",
    "MERCATOR_CRS",
    "Area",
    "AreaEntry",
    "Border",
    "BorderEntry",
    "BothSides",
    "Calculation",
    "Call",
    "Catalogue",
    "Cell",
    "Checkpoint",
    "CheckpointEntry",
    "Comparability",
    "Contrast",
    "ContrastSide",
    "Core",
    "Counting",
    "Country",
    "CountryNote",
    "Crossings",
    "CrossingsEntry",
    "Derivation",
    "Drawing",
    "Edition",
    "Finding",
    "Formula",
    "FormulaError",
    "Frame",
    "Guard",
    "Indicator",
    "IndicatorRecord",
    "Issue",
    "Judgement",
    "Layer",
    "LayerEntry",
    "Message",
    "Name",
    "Neighbour",
    "NewestFigures",
    "Observation",
    "Opening",
    "Origin",
    "OtherName",
    "Pair",
    "Period",
    "Place",
    "PlacedCall",
    "Prose",
    "Question",
    "Rate",
    "Rates",
    "Reform",
    "Register",
    "Remark",
    "SearchEntry",
    "SearchIndex",
    "SearchName",
    "Segment",
    "Series",
    "SeriesNote",
    "SeriesRecord",
    "Severity",
    "Shape",
    "SharedLine",
    "Story",
    "StoryBlock",
    "StoryComparison",
    "StoryEntry",
    "StoryFigure",
    "StoryMap",
    "StorySource",
    "StoryText",
    "Stroke",
    "Term",
    "Territory",
    "Text",
    "UnitEntry",
    "Vintage",
    "border_of",
    "joined_editions",
    "no_data_reason",
    "parse_formula",
    "split_flags",
    "territory_key",
]
