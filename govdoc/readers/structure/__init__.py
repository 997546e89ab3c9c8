"""Structure recognition that all readers share: from a sequence of lines to metadata, parts and furniture."""

from govdoc.readers.structure.lines import Line
from govdoc.readers.structure.recognise import Structure, recognise

__all__ = ["Line", "Structure", "recognise"]
