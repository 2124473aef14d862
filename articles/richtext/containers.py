"""Lists and quotes: where a paragraph goes, whatever the source nested in what."""

from articles.richtext.blocks import LISTS

# Deeper than anybody means it; what is nested further goes into the last level.
DEEPEST = 12


class Frame:
    """An element of the new body that holds paragraphs, items or other frames."""

    __slots__ = ("children", "name", "tag")

    def __init__(self, name: str, tag: str) -> None:
        self.name = name
        self.tag = tag
        self.children: list[str | Frame] = []

    def add(self, name: str, tag: str = "") -> "Frame":
        """Append a frame and return it."""
        frame = Frame(name, tag or f"<{name}>")
        self.children.append(frame)
        return frame

    def html(self) -> str:
        """Return the element; "" when there is nothing in it."""
        inner = [
            child if isinstance(child, str) else child.html() for child in self.children
        ]
        content = "".join(self._unwrapped(inner) if self.name == "li" else inner)
        return f"{self.tag}{content}</{self.name}>" if content else ""

    def _unwrapped(self, inner: list[str]) -> list[str]:
        """An item of one paragraph needs no paragraph."""
        if sum(isinstance(child, str) for child in self.children) == 1:
            return [
                text.removeprefix("<p>").removesuffix("</p>")
                if isinstance(child, str)
                else text
                for child, text in zip(self.children, inner, strict=True)
            ]
        return inner


class Wish:
    """A container that is open in the source; its frame is made when text needs it."""

    __slots__ = ("frame", "name", "tag")

    def __init__(self, name: str, tag: str) -> None:
        self.name = name
        self.tag = tag
        self.frame: Frame | None = None


class Containers:
    """The new body, and the containers that the next paragraph is in."""

    def __init__(self) -> None:
        self.root = Frame("", "")
        self.wishes: list[Wish] = []
        self.ignored = 0

    def start(self, name: str, tag: str) -> None:
        """Open a container of the source."""
        if name == "li":
            self._end_item()
        if len(self.wishes) < DEEPEST:
            self.wishes.append(Wish(name, tag))
        else:
            self.ignored += 1

    def end(self, name: str) -> None:
        """Close the innermost container of that name, and all that is in it."""
        if self.ignored:
            self.ignored -= 1
            return
        for index in range(len(self.wishes) - 1, -1, -1):
            if self.wishes[index].name == name:
                del self.wishes[index:]
                return

    def paragraph(self, html: str, name: str) -> None:
        """Add a block of text; in a list or a quote every block is a paragraph."""
        parent = self._parent()
        name = name if parent is self.root else "p"
        parent.children.append(f"<{name}>{html}</{name}>")

    def block(self, html: str) -> None:
        """Add what stands only on its own; what is open goes on after it."""
        for wish in self.wishes:
            wish.frame = None
        self.root.children.append(html)

    def html(self) -> str:
        """Return the new body."""
        return "".join(
            child if isinstance(child, str) else child.html()
            for child in self.root.children
        )

    def _end_item(self) -> None:
        """An item ends where the next one of its list starts."""
        for index in range(len(self.wishes) - 1, -1, -1):
            name = self.wishes[index].name
            if name in LISTS:
                return
            if name == "li":
                del self.wishes[index:]
                return

    def _parent(self) -> Frame:
        parent = self.root
        for wish in self.wishes:
            if wish.frame is None:
                wish.frame = self._entered(parent, wish)
            parent = wish.frame
        return parent.add("li") if parent.name in LISTS else parent

    def _entered(self, parent: Frame, wish: Wish) -> Frame:
        if wish.name == "blockquote":
            # Only whole paragraphs of the article are quoted, not parts of a list.
            return parent.add(wish.name, wish.tag) if parent is self.root else parent
        if wish.name == "li":
            return (parent if parent.name in LISTS else _list_in(parent)).add("li")
        if parent.name in LISTS:
            # It belongs to the item before it; without one it is the same list.
            if not parent.children:
                return parent
            parent = _last_frame(parent) or parent.add("li")
        return parent.add(wish.name, wish.tag)


def _last_frame(parent: Frame) -> Frame | None:
    last = parent.children[-1] if parent.children else None
    return last if isinstance(last, Frame) else None


def _list_in(parent: Frame) -> Frame:
    """The list that an item without one is put in: the one it follows, or a new one."""
    last = _last_frame(parent)
    return last if last is not None and last.name in LISTS else parent.add("ul")
