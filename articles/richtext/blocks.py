"""Which elements of other people's HTML stand as blocks, and what becomes of them."""

from articles.richtext.policy import TAGS

HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
# A heading that the policy has no place for is a paragraph.
TEXT_BLOCKS = {"p": "p"} | {
    name: block if block in TAGS else "p" for name, block in HEADINGS.items()
}
LISTS = frozenset({"ul", "ol"})
CONTAINERS = LISTS | {"li", "blockquote"}
# They are not kept, but the text before and after them does not run together.
SEPARATORS = (
    "address article aside body caption center dd details dir div dl dt fieldset"
    " figcaption figure footer form header hgroup hr html legend main menu nav option"
    " pre section summary table tbody td tfoot th thead tr"
)
BOUNDARIES = CONTAINERS | TEXT_BLOCKS.keys() | set(SEPARATORS.split())
