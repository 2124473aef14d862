"""What differs between two texts, two bodies, two snapshots: a leaf without database.

Bounded: texts too long to compare word by word are given as removed and added.
"""

from articles.differences.bodies import Block, bodies, texts
from articles.differences.facts import Difference, fields
from articles.differences.words import Kind, Run, words

__all__ = ["Block", "Difference", "Kind", "Run", "bodies", "fields", "texts", "words"]
