"""What is written and what readers see of it, as one list of names."""

from articles.models.address import Address
from articles.models.article import Article, HandPicked
from articles.models.byline import Byline, Contributor
from articles.models.earlier import EarlierFile
from articles.models.image import Image, LicenceKind
from articles.models.likeness import LikenessBand
from articles.models.links import BylineLink, DatedLink, TopicLink
from articles.models.publication import FOREVER, Publication, PublicationBody
from articles.models.related import RelatedList
from articles.models.revision import Revision
from articles.models.search import SearchEntry
from articles.models.topic import ArticleTopic, ImageTopic, Topic
from articles.models.use import ImageUse

__all__ = [
    "FOREVER",
    "Address",
    "Article",
    "ArticleTopic",
    "Byline",
    "BylineLink",
    "Contributor",
    "DatedLink",
    "EarlierFile",
    "HandPicked",
    "Image",
    "ImageTopic",
    "ImageUse",
    "LicenceKind",
    "LikenessBand",
    "Publication",
    "PublicationBody",
    "RelatedList",
    "Revision",
    "SearchEntry",
    "Topic",
    "TopicLink",
]
