"""Our formats, `boundaries/` and `layers/`, into the model, with findings on what is wrong with them.

This room reads files that people write and never raises on a broken one. It calculates nothing and draws nothing.
"""

from mapserver.catalogue.layers import indicator_ids, inputs_of_indicator
from mapserver.catalogue.outlines import Outlines
from mapserver.catalogue.pieces import shape_of
from mapserver.catalogue.reading import (
    check_derivations,
    check_layers,
    read,
    read_checkpoints,
    read_concepts,
    read_indicator,
    read_land,
    read_paths,
    read_sources,
    read_stories,
    read_translations,
)

__all__ = [
    "Outlines",
    "check_derivations",
    "check_layers",
    "indicator_ids",
    "inputs_of_indicator",
    "read",
    "read_checkpoints",
    "read_concepts",
    "read_indicator",
    "read_land",
    "read_paths",
    "read_sources",
    "read_stories",
    "read_translations",
    "shape_of",
]
