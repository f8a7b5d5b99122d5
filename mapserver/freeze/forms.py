"""Forms of a page: a server would answer them. Where one has choices that the copy holds, they become links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mapserver.freeze.markup import choices

if TYPE_CHECKING:
    from mapserver.freeze.copy import Copy

#: What only sends a form.
FIELDS = ("select", "button", "input", "textarea", "label", "output")
#: Marks what was a form, until it is known whether anything of it is left.
OPENED = "data-was-form"
#: A form that a script answers in place: it is hidden until one does.
BY_SCRIPT = "data-by-script"


def open_forms(root: Any, copy: Copy) -> None:
    """Turn the forms of a page: those for a script wait for it, choices become lists of links, all else goes."""
    for form in list(root.iter("form")):
        if BY_SCRIPT in form.attrib:
            form.set("hidden", "hidden")
            form.attrib.pop("action", None)
            continue
        lists = [(select, _links(form, select, options, copy)) for select, options in choices(form)]
        for select, made in lists:
            if made is not None:
                select.addprevious(made)
        for field in [item for item in form.iter(*FIELDS) if not _is_kept(item)]:
            field.drop_tree()
        form.tag = "div"
        for name in ("action", "method", "role"):
            form.attrib.pop(name, None)
        form.set(OPENED, "")


def drop_empty(root: Any) -> None:
    """Take away what was a form and has no link left; call it when links are turned."""
    for form in root.xpath(f"//*[@{OPENED}]"):
        del form.attrib[OPENED]
        if not form.xpath(".//a[@href or @data-live-href]"):
            form.drop_tree()


def _links(form: Any, select: Any, options: list[tuple[str, str, bool]], copy: Copy) -> Any:
    """Return the options of a select that are pages of the copy as links; None where that leaves no choice."""
    held = []
    for words, address, chosen in options:
        target = copy.target(address)
        if target is not None and not target.dropped:
            held.append((words, address, chosen))
    if len(held) < 2:
        return None
    made = form.makeelement("details", {"class": "frozen-choice"})
    summary = form.makeelement("summary")
    label = next((item for item in form.iter("label") if item.get("for") == select.get("id")), None)
    if label is not None:
        name = form.makeelement("span", {"class": "visually-hidden"})
        name.text = f"{label.text_content().strip()}: "
        summary.append(name)
    shown = form.makeelement("span")
    shown.text = next((words for words, _, chosen in held if chosen), held[0][0])
    summary.append(shown)
    rows = form.makeelement("ul")
    for words, address, chosen in held:
        row = form.makeelement("li")
        link = form.makeelement("a", {"href": address, **({"aria-current": "true"} if chosen else {})})
        link.text = words
        row.append(link)
        rows.append(row)
    made.extend([summary, rows])
    return made


def _is_kept(element: Any) -> bool:
    return any("frozen-choice" in parent.get("class", "") for parent in element.iterancestors())
