"""Our formats, `boundaries/` and `layers/`, into the model, with findings on what is wrong with them.

This room reads files that people write and never raises on a broken one. It calculates nothing and draws nothing.
"""

from mapserver.catalogue.dependencies import converts_money, dependencies
from mapserver.catalogue.land import inputs_of_land
from mapserver.catalogue.layers import indicator_ids, inputs_of_indicator
from mapserver.catalogue.pieces import shape_of
from mapserver.catalogue.reading import (
    check_derivations,
    check_layers,
    check_paths,
    read,
    read_indicator,
    read_land,
    read_rates,
)

__all__ = [
    "check_derivations",
    "check_layers",
    "check_paths",
    "converts_money",
    "dependencies",
    "indicator_ids",
    "inputs_of_indicator",
    "inputs_of_land",
    "read",
    "read_indicator",
    "read_land",
    "read_rates",
    "shape_of",
]
