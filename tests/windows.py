"""Windows of the browser, used by one test after the other: to open one costs three times what a page in it costs."""

from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Error, Page

WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
#: An answer without a page on every server of ours: it asks for nothing, and the site keeps its process.
QUIET = "/livez"
MODIFIERS = ("Control", "Shift", "Alt", "Meta")
#: What can be changed of a window that is open, as a window has it that was not asked for anything else.
USUAL = {"color_scheme": "light", "reduced_motion": "no-preference", "forced_colors": "none"}


@dataclass
class Windows:
    """Windows that are free, by what they were opened with, and those that the test at hand has taken."""

    browser: Browser
    _free: dict[str, list[Page]] = field(default_factory=dict)
    _taken: list[tuple[str, Page]] = field(default_factory=list)

    def take(self, script: str = "", viewport: dict[str, int] = WIDE, **options: Any) -> Page:
        """Return a window as new, opened with options of a browser context; `script` runs before those of each page.

        What a window cannot be freed of needs a context of its own: a clock that was taken over.
        """
        media = {name: options.pop(name, usual) for name, usual in USUAL.items()}
        key = repr((script, sorted(options.items())))
        free = self._free.setdefault(key, [])
        if free:
            page = free.pop()
        else:
            page = self.browser.new_context(viewport=viewport, **options).new_page()
            if script:
                page.add_init_script(script)
        self._taken.append((key, page))
        page.set_viewport_size(viewport)  # type: ignore[arg-type]
        page.emulate_media(media="null", **media)
        return page

    def give_back(self) -> None:
        """Free the windows of a test of all that it left in them; one that cannot be freed is closed."""
        while self._taken:
            key, page = self._taken.pop()
            try:
                _clear(page)
            except Error:
                with suppress(Error):
                    page.context.close()
            else:
                self._free[key].append(page)


def _clear(page: Page) -> None:
    context = page.context
    for other in context.pages:
        if other is not page:
            other.close()
    page.unroute_all(behavior="ignoreErrors")
    context.set_offline(False)
    page.mouse.up()
    for key in MODIFIERS:
        page.keyboard.up(key)
    address = urlsplit(page.url)
    if address.scheme == "http":
        page.goto(f"http://{address.netloc}{QUIET}")
        page.evaluate("localStorage.clear(); sessionStorage.clear()")
    context.clear_cookies()
    page.mouse.move(0, 0)
    session = context.new_cdp_session(page)
    session.send("Page.resetNavigationHistory")
    session.detach()
