"""Freezing: the whole published site as a folder of files, for when there is no server any more.

The pages are found as a reader finds them, by following the links of the application itself from its first page, and
written with their links turned to the files beside them. What the copy holds of a page's states is a `Choice`.
"""

from mapserver.freeze.choice import Choice
from mapserver.freeze.folder import FreezeError
from mapserver.freeze.run import Frozen, freeze

__all__ = ["Choice", "FreezeError", "Frozen", "freeze"]
