"""Turning a page: its links lead to files beside it, what needs a server goes, and it says that it is a copy."""

from __future__ import annotations

import json
from posixpath import basename
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from mapserver.exports.linked import data_block
from mapserver.freeze.address import link_to, read_address
from mapserver.freeze.contents import contents
from mapserver.freeze.forms import drop_empty, open_forms
from mapserver.freeze.markup import ABSENT, LINKS, attributes, blocks, drop_what_needs_a_server, parse, rewritten, write
from mapserver.freeze.notes import add_files, add_note, add_words
from mapserver.freeze.policy import page_policy

if TYPE_CHECKING:
    from pathlib import Path

    from mapserver.freeze.copy import Copy, Target
    from mapserver.freeze.visit import Visit

#: The module attribute of scripts: what a browser does not read from disk.
MODULE = "module"


class Turner:
    """Turns the pages of a copy in their files; `first_script` is the address of what starts the others."""

    def __init__(self, copy: Copy, folder: Path, first_script: str) -> None:
        """Take what is known of the copy."""
        self._copy = copy
        self._folder = folder
        self._first_script = first_script

    def turn(self, visit: Visit) -> None:
        """Turn the page of a visit. OSError where its file cannot be written."""
        path = self._folder / visit.file
        path.write_bytes(self.turned(visit, path.read_bytes()))

    def turned(self, visit: Visit, content: bytes) -> bytes:
        """Return a page of the copy as it is read there."""
        root = parse(content)
        lang = root.get("lang", "en")
        root.set("data-frozen", str(2 * len(visit.address.state)))
        drop_what_needs_a_server(root)
        open_forms(root, self._copy)
        self._languages(root)
        self._contents(root, visit, lang)
        Links(self._copy, visit, root).turn()
        drop_empty(root)
        add_note(root, self._copy, visit, lang)
        add_words(root, lang)
        if visit.has_files:
            add_files(root, self._copy, visit, lang)
        self._head(root, visit)
        return write(root)

    def _languages(self, root: Any) -> None:
        """Leave in the language menu what the copy has; without a choice there is no menu."""
        held = self._copy.scope.choice.all_languages
        for link in root.xpath("//a[@hreflang]"):
            if link.get("hreflang") not in held:
                parent = link.getparent()
                (parent if parent.tag == "li" else link).drop_tree()
        for link in root.xpath("//link[@hreflang]"):
            if link.get("hreflang") not in (*held, "x-default"):
                link.drop_tree()
        if len(held) < 2:
            for link in root.xpath("//link[@hreflang]"):
                link.drop_tree()
        for menu in root.xpath("//*[contains(@class, 'language-menu')]"):
            for group in menu.xpath(".//ul[not(li)]"):
                before = group.getprevious()
                if before is not None and before.tag == "p":
                    before.drop_tree()
                group.drop_tree()
            if len(menu.xpath(".//a[@hreflang]")) < 2:
                menu.getparent().drop_tree()

    def _contents(self, root: Any, visit: Visit, lang: str) -> None:
        """Let the search lead to a list of all pages, and let its page be that list."""
        for element in root.xpath("//*[@data-contents]"):
            contents(element, self._copy, visit, lang)

    def _head(self, root: Any, visit: Visit) -> None:
        """Give the page its policy, and let scripts wait for the one that knows whether there is a web host."""
        head, body = root.find("head"), root.find("body")
        head.insert(1, head.makeelement("meta", {"name": "referrer", "content": "strict-origin-when-cross-origin"}))
        if visit.policy:
            meta = {"http-equiv": "Content-Security-Policy", "content": page_policy(visit.policy)}
            head.insert(1, head.makeelement("meta", meta))
        scripts = [item for item in root.iter("script") if item.get("type") == MODULE and item.get("src")]
        if not scripts:
            return
        late = body.makeelement("template", {"id": "frozen-scripts"})
        for script in scripts:
            script.tail = None
            late.append(script)
        body.append(late)
        first = self._copy.link(self._first_script, visit.file) or ""
        body.append(body.makeelement("script", {"src": first}))


class Links:
    """The links of a page while they are turned."""

    def __init__(self, copy: Copy, visit: Visit, root: Any) -> None:
        """Take a page."""
        self._copy = copy
        self._here = visit.file
        self._root = root
        self._site = copy.scope.choice.address
        has_map = root.find(".//figure[@data-values]") is not None
        has_table = root.find(".//table[@data-map-table]") is not None
        #: What scripts show in place on this page.
        self._live = {*(("year",) if has_map else ()), *(("sort", "find") if has_table else ())}

    def turn(self) -> None:
        """Turn every link."""
        for element, name, value in list(attributes(self._root)):
            if name == "data-own-address":
                self._own(element, value)
            elif name == "content":
                self._shared(element, value)
            elif element.tag != "form" and read_address(value, self._site) is not None:
                self._attribute(element, name, value)
        for block in blocks(self._root):
            made = rewritten(json.loads(block.text), self._linked)
            if made is ABSENT:
                block.drop_tree()
            else:
                block.text = data_block(made)

    def _attribute(self, element: Any, name: str, value: str) -> None:
        target = self._copy.target(value)
        if name not in LINKS and value.endswith("/") and len(value) > 1:
            # What stands before names that a script knows.
            folder = value.strip("/") + "/x"
            element.set(name, link_to(folder, self._here).removesuffix("x"))
        elif element.tag == "link" and element.get("rel") in ("canonical", "alternate"):
            self._related(element, target)
        elif element.tag == "a":
            self._anchor(element, name, target)
        elif target is not None:
            element.set(name, link_to(target.file, self._here, target.carried(), target.fragment))
        elif name in LINKS:
            element.drop_tree()
        else:
            del element.attrib[name]

    def _anchor(self, element: Any, name: str, target: Target | None) -> None:
        if target is None:
            plain(element, name)
        elif target.file != self._here or not target.dropped:
            element.set(name, link_to(target.file, self._here, target.carried(), target.fragment))
        elif {key for key, _ in target.dropped} <= self._live:
            # From a web host a script answers it in place, from disk nothing does.
            element.set("data-live-href", f"?{urlencode(target.dropped)}")
            del element.attrib[name]
        else:
            plain(element, name)

    def _related(self, element: Any, target: Target | None) -> None:
        """Keep the relation to a page that the copy has, in full where its address is known: so it is asked of both."""
        if target is None or target.dropped:
            element.drop_tree()
        else:
            element.set("href", self._copy.full(target.file) or link_to(target.file, self._here))

    def _own(self, element: Any, value: str) -> None:
        """Write the address of the page itself in full where it is known, else its path; a script knows the host."""
        target = self._copy.target(value)
        file = target.file if target else self._here
        element.text = self._copy.full(file) or file
        element.set("data-own-address", self._copy.full(file) or basename(file))

    def _shared(self, element: Any, value: str) -> None:
        """Turn what Open Graph says of the page; sites read it from its full address only."""
        if not value or read_address(value, self._site) is not None:
            target = self._copy.target(value) if value else None
            if target is None or target.dropped or not self._site:
                for part in self._root.xpath("//meta[starts-with(@property, $name)]", name=element.get("property")):
                    part.drop_tree()
            else:
                element.set("content", self._copy.full(target.file))

    def _linked(self, text: str) -> str | None:
        return self._copy.described(text, self._here)


def plain(element: Any, name: str = "href") -> None:
    """Make plain text of a link that leads nowhere in the copy."""
    for gone in (name, "rel", "hreflang", "target", "download", "aria-keyshortcuts"):
        element.attrib.pop(gone, None)
    element.tag = "g" if any(parent.tag == "svg" for parent in element.iterancestors()) else "span"
