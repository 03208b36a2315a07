"""Names in the XML of Word: the same in its transitional and its strict form."""

from __future__ import annotations

from typing import Any, Final


class Names(dict[str, str]):
    """From a tag with its namespace to a short name such as `w:p`; made anew for each file.

    Transitional and strict files differ in namespaces only, so what matters of a namespace is its kind.
    """

    def __missing__(self, tag: str) -> str:
        space, _, local = tag.rpartition("}")
        name = f"{_kind(space)}:{local}"
        self[tag] = name
        return name

    def child(self, element: Any, name: str) -> Any:
        """Return the first child of that name, or None. `element` may be None."""
        if element is not None:
            for child in element:
                if self[child.tag] == name:
                    return child
        return None

    def value(self, element: Any, name: str) -> str | None:
        """Return the attribute `val` of the first child of that name, or None."""
        child = self.child(element, name)
        return None if child is None else attribute(child, "val")


def attribute(element: Any, name: str) -> str | None:
    """Return an attribute by its name without namespace, or None."""
    for key, value in element.items():
        if key == name or key.endswith("}" + name):
            return str(value)
    return None


def switched_on(element: Any) -> bool:
    """Whether a property that is on or off is on: it is where its element stands without a value."""
    return attribute(element, "val") not in ("0", "false", "off", "none")


def integer(text: str | None, default: int) -> int:
    """Return the number an attribute holds; a bound of it where it is absurdly large."""
    digits = (text or "").strip()
    if not (digits.isascii() and digits.removeprefix("-").isdigit()):
        return default
    return int(digits[:9])


def chosen(alternatives: Any, names: Names) -> Any:
    """Return the one branch of `mc:AlternateContent` that Word shows, or None."""
    fallback = None
    for branch in alternatives:
        name = names[branch.tag]
        if name == "mc:Choice" and _understood(branch):
            return branch
        if name == "mc:Fallback" and fallback is None:
            fallback = branch
    return fallback


def _understood(choice: Any) -> bool:
    spaces = choice.nsmap
    return all(spaces.get(prefix, "").startswith(_VENDORS) for prefix in (choice.get("Requires") or "").split())


def _kind(space: str) -> str:
    for kind, (part, end) in _KINDS.items():
        if part in space and space.endswith(end):
            return kind
    return ""


_VENDORS: Final = ("http://schemas.microsoft.com/", "http://schemas.openxmlformats.org/", "http://www.wps.cn/")
_KINDS: Final = {
    "w": ("wordprocessingml", "main"),
    "m": ("officeDocument", "math"),
    "mc": ("markup-compatibility", "2006"),
    "a": ("drawingml", "main"),
    "wp": ("drawingml", "wordprocessingDrawing"),
    "v": ("schemas-microsoft-com", "vml"),
    "o": ("schemas-microsoft-com", "office"),
}
