"""What is written and what readers see of it, as one list of names."""

from articles.models.address import Address
from articles.models.article import Article, HandPicked
from articles.models.byline import Byline, Contributor, ContributorAddress
from articles.models.carried import CARRIED, Sensitivity
from articles.models.correction import Correction
from articles.models.earlier import EarlierFile
from articles.models.image import Image, LicenceKind
from articles.models.image_entry import ImageEntry
from articles.models.likeness import LikenessBand
from articles.models.links import BylineLink, DatedLink, TopicLink
from articles.models.presence import Autosave, Lock, Presence
from articles.models.publication import FOREVER, Publication, PublicationBody
from articles.models.related import EarlierRelated, RelatedList
from articles.models.revision import Revision
from articles.models.search import DeskEntry, SearchEntry
from articles.models.series import Series
from articles.models.sharing import Approval, PreviewLink, PreviewVisit
from articles.models.talk import Comment, Notice
from articles.models.topic import ArticleTopic, ImageTopic, Topic, TopicAddress
from articles.models.use import ImageUse

__all__ = [
    "CARRIED",
    "FOREVER",
    "Address",
    "Approval",
    "Article",
    "ArticleTopic",
    "Autosave",
    "Byline",
    "BylineLink",
    "Comment",
    "Contributor",
    "ContributorAddress",
    "Correction",
    "DatedLink",
    "DeskEntry",
    "EarlierFile",
    "EarlierRelated",
    "HandPicked",
    "Image",
    "ImageEntry",
    "ImageTopic",
    "ImageUse",
    "LicenceKind",
    "LikenessBand",
    "Lock",
    "Notice",
    "Presence",
    "PreviewLink",
    "PreviewVisit",
    "Publication",
    "PublicationBody",
    "RelatedList",
    "Revision",
    "SearchEntry",
    "Sensitivity",
    "Series",
    "Topic",
    "TopicAddress",
    "TopicLink",
]
