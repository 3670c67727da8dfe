"""Buttons that unfold a part of the page: an accordion's questions, a row of tabs."""

from __future__ import annotations

from turbohtml import Element, Node

from corpus.furniture.promotion import button_label
from corpus.readers.html.names import ids, text_of

__all__ = ["Toggles"]

_SELECTOR = (
    "[aria-controls],[data-bs-toggle],[data-toggle],summary[data-target],[data-accordion-target]"
)
_NAMES = ("aria-controls", "data-bs-target", "data-target", "data-accordion-target", "href")
_KINDS = ("collapse", "tab", "pill", "accordion")
_TAGS = ("button", "a", "div", "span", "li", "label", "p")


class Toggles:
    """Every button of a page with the part that it unfolds."""

    def __init__(self, root: Node) -> None:
        self._panels: dict[Element, Element] = {}
        """The button by its part."""
        by_id = {each.attr("id"): each for each in root.select("[id]")}
        for button in root.select(_SELECTOR):
            kind = button.attr("data-bs-toggle") or button.attr("data-toggle")
            if button.tag not in _TAGS or (kind and kind not in _KINDS):
                continue
            label = text_of(button)
            named = (by_id.get(each) for name in _NAMES for each in ids(button, name))
            panel = next(filter(None, named), None)
            if (
                panel is not None
                and panel not in self._panels
                and panel not in button.ancestors
                and (panel.position or (0, 0)) > (button.position or (0, 0))
                and label
                and not button_label(label)
                and panel.tag not in ("nav", "input", "body", "html")
            ):
                self._panels[panel] = button
        self._buttons = set(self._panels.values())

    def is_button(self, element: Element) -> bool:
        """Tell whether an element unfolds a part of the page."""
        return element in self._buttons

    def of(self, panel: Element) -> Element | None:
        """Return the button that unfolds an element, or None."""
        return self._panels.get(panel)

    def within(self, element: Element) -> list[Element]:
        """Return the buttons inside an element."""
        return [each for each in element.select(_SELECTOR) if each in self._buttons]

    def leave(self, button: Element) -> None:
        """Take a button for no title: what it unfolds stands under a heading."""
        self._buttons.discard(button)
        self._panels = {panel: each for panel, each in self._panels.items() if each != button}
