"""Document in, ``Segmented`` out: the tree of quotation marks, sentences, words."""

from attrib.segment.structure import segment

__all__ = ["segment"]
