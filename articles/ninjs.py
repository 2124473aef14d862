"""Articles and pictures as ninjs 3.1, the IPTC's news in JSON."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.dispatches import Dispatch, full
from articles.figures import address_of
from articles.models import Contributor, Image
from articles.renditions import Entry
from articles.richtext import plain_text

STANDARD = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
}
# Crops are for places of ours; others cut for themselves, from what is whole.
CONTENT_TYPES = {"jpg": "image/jpeg", "webp": "image/webp", "avif": "image/avif"}

Item = dict[str, Any]


def article(dispatch: Dispatch, *, is_full: bool = True) -> Item:
    """An article with its pictures; in lists without its text."""
    row = dispatch.publication
    section = row.section
    names = [person.name for person in dispatch.contributors]
    item = {
        "uri": full(reverse("articles:api-article", args=[row.article_id])),
        "standard": STANDARD,
        "type": "text",
        "representationType": "full" if is_full else "partial",
        "version": str(row.pk),
        "pubStatus": "usable",
        "firstCreated": _written(row.published_at),
        "versionCreated": _written(dispatch.changed_at),
        "language": dispatch.language,
        "headlines": _texts(main=row.headline, search=row.search_headline),
        "descriptions": _texts(summary=row.standfirst, search=row.search_description),
        "by": ", ".join(names),
        "people": [_person(person) for person in dispatch.contributors],
        "subjects": [
            *([subject("section", section.name, section)] if section else []),
            *(subject("about", topic.name, topic) for topic in dispatch.topics),
        ],
        "bodies": _bodies(dispatch) if is_full else [],
        "edNote": _note(dispatch),
        "genres": [{"name": "Sponsored content"}] if row.sponsor else [],
        "organisations": _sponsor(row.sponsor),
        "copyrightHolder": settings.SITE_NAME,
        "altIds": _said_ids(dispatch),
        "associations": _pictures(dispatch, is_full=is_full),
    }
    return _said(item)


def picture(image: Image, *, caption: str = "") -> Item:
    """A picture: its files, whose it is, and on which terms."""
    item = {
        "uri": full(reverse("articles:api-image", args=[image.pk])),
        "standard": STANDARD,
        "type": "picture",
        "representationType": "full",
        "pubStatus": "usable",
        "firstCreated": _written(image.uploaded_at),
        "versionCreated": _written(image.updated_at),
        "contentCreated": _written(image.taken_at) if image.taken_at else "",
        "by": image.creator,
        "infoSources": [{"name": image.source, "role": "source"}]
        if image.source
        else [],
        "descriptions": _texts(
            caption=caption or image.caption,
            alternative=image.alt,
            credit=image.credit_line,
        ),
        "located": image.place,
        "copyrightNotice": image.copyright_notice,
        "usageTerms": ". ".join(
            text for text in (image.licence, image.usage_terms) if text
        ),
        "rightsInfo": {"linkedRights": image.licence_url} if image.licence_url else {},
        "renditions": [
            rendition for entry in image.shown() for rendition in _files(entry)
        ],
    }
    return _said(item)


def subject(rel: str, name: str, row: Any) -> Item:
    """A section or a topic, by its page."""
    return {
        "name": name,
        "rel": rel,
        "uri": full(row.get_absolute_url()),
        "literal": row.slug,
    }


def _person(person: Contributor) -> Item:
    return subject("author", person.name, person)


def _pictures(dispatch: Dispatch, *, is_full: bool) -> list[Item]:
    """The lead picture, then those of the text, each by its place."""
    found = []
    if lead := dispatch.lead_image:
        item = picture(lead, caption=dispatch.lead_caption)
        found.append({**item, "name": "lead", "rel": "lead"})
    for pk, image in dispatch.images.items() if is_full else ():
        found.append({**picture(image), "name": f"text-{pk}", "rel": "text"})
    return found


def _bodies(dispatch: Dispatch) -> list[Item]:
    text = plain_text(dispatch.publication.body.html)
    html = {
        "role": "main",
        "contentType": "text/html",
        "wordCount": len(text.split()),
        "charCount": len(text),
        "value": str(dispatch.body),
    }
    corrections = [
        {
            "role": one.kind,
            "contentType": "text/plain",
            "value": f"{one.corrected_at:%Y-%m-%d}: {one.text}",
        }
        for one in dispatch.corrections
    ]
    return [html, *corrections]


def _note(dispatch: Dispatch) -> str:
    """What whoever takes it over must know: that it was corrected, or paid for."""
    paid = dispatch.publication.sponsor
    notes = [_("Paid for by %(sponsor)s.") % {"sponsor": paid} if paid else ""]
    notes += [f"{one.get_kind_display()}: {one.text}" for one in dispatch.corrections]
    return "\n".join(note for note in notes if note)


def _sponsor(name: str) -> list[Item]:
    return [{"name": name, "rel": "sponsor"}] if name else []


def _said_ids(dispatch: Dispatch) -> list[Item]:
    """Other names of the article: in feeds, its page, its original."""
    ids = {
        "guid": dispatch.guid,
        "web": dispatch.address,
        "original": dispatch.publication.canonical_url,
    }
    return [{"role": role, "value": value} for role, value in ids.items() if value]


def _files(entry: Entry) -> list[Item]:
    """A rendition in each of its formats, the one that everybody reads first."""
    base, _dot, own = entry["name"].rpartition(".")
    found = []
    for kind in (own, *entry.get("also", ())):
        named: Entry = {**entry, "name": f"{base}.{kind}"}
        found.append(
            {
                "name": f"{entry['width']}-{kind}",
                "href": address_of(named),
                "contentType": CONTENT_TYPES.get(kind, f"image/{kind}"),
                "width": entry["width"],
                "height": entry["height"],
            }
        )
    return found


def _texts(**by_role: str) -> list[Item]:
    return [
        {"role": role, "contentType": "text/plain", "value": text}
        for role, text in by_role.items()
        if text
    ]


def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _said(item: Item) -> Item:
    """The item without what says nothing."""
    empty: tuple[Any, ...] = ("", [], {})
    return {name: value for name, value in item.items() if value not in empty}
