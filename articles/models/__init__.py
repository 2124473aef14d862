"""What is written and what readers see of it, as one list of names."""

from articles.models.address import Address
from articles.models.article import Article, HandPicked
from articles.models.byline import Byline, Contributor
from articles.models.image import Image
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
    "HandPicked",
    "Image",
    "ImageTopic",
    "ImageUse",
    "Publication",
    "PublicationBody",
    "RelatedList",
    "Revision",
    "SearchEntry",
    "Topic",
    "TopicLink",
]
