"""A reader of the shipped pages in a browser: where one looks, when a page is there, and what axe says of it."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parent.parent / "vendor" / "axe.min.js"
MAP = "/areas/barents/population_density"
RATE = "/areas/barents/unemployment_rate"
PAGES = [
    "/", "/areas/barents", "/areas/link", MAP, f"{MAP}?year=2020&lang=ru", "/areas/bulgaria/unemployment_rate",
    "/areas/link/population_density", "/units/NO074", "/units/RU-MUR?lang=nb", "/borders/FI-RU?lang=ru",
    "/borders/BG-TR?indicator=gdp_per_inhabitant&lang=bg", "/borders/NO-RU?indicator=physicians",
    "/embed/borders/FI-RU", "/embed/borders/BG-TR?indicator=gdp_per_inhabitant",
    "/stories", "/stories/years-of-life?lang=ru", "/stories/what-we-know-of-zakarpattia?lang=fi", "/api/",
    "/areas/barents/border_crossings", "/areas/carpathians/border_crossings", "/checkpoints/NO-RU-STORSKOG?lang=nb",
    "/checkpoints/FI-RU-SOUTHEAST-TOTAL", f"{RATE}?view=chart&year=2019&unit=RU-MUR,NO07", f"{RATE}?view=table&lang=fi",
    f"{RATE}?view=definition&lang=bg", f"{RATE}?transform=change&from=2010&year=2016&view=chart",
    f"{RATE}?transform=change&from=2000&year=2019", f"{MAP}?projection=mercator",
    f"{RATE}?transform=vs-neighbours&year=2012&unit=NO07", f"{RATE}?transform=typology&year=2012&core=touching&lang=nb",
    "/areas/bulgaria/unemployment_rate?transform=clusters&unit=BG42", "/regions",
    "/regions?units=BG412,BG413&with=RS221,RS222&lang=uk",
    "/compare?lang=nb", "/compare?units=BG422,TR212,UA-21&theme=labour",
    "/compare?units=NO073,RU-MUR&view=lines&theme=health", "/compare?units=NO073,BG412&view=maps&lang=ru",
    "/similar?unit=NO073&within=bulgaria&among=core",
]  # fmt: skip
LISTEN = """
globalThis.violations = [];
addEventListener("securitypolicyviolation", (event) => globalThis.violations.push(event.violatedDirective));
"""
#: The scripts that come after the picture have run: the last of them draws the frames.
READY = """() => !document.querySelector("#later")
  || (globalThis.mapserver && !document.querySelector("figure:not(.still) .map-frame:not(.live)"))"""
#: Rules that look at colours: all others say the same in either theme.
COLOURS = ("color-contrast", "link-in-text-block")
#: What is out of view keeps the colours of the theme before: it is not painted. A colour that changes takes its time.
REPAINT = """() => {
  for (const part of document.querySelectorAll('.sheet-table')) part.style.contentVisibility = 'visible';
  for (const change of document.getAnimations()) {
    if (change.effect.getComputedTiming().endTime < Infinity) change.finish();
  }
}"""


def settled(page: Page, address: str) -> Page:
    """Open an address and wait until all its scripts have run."""
    page.goto(address)
    page.wait_for_function(READY)
    return page


def choose_year(page: Page, year: int | str) -> None:
    """Choose a year and wait until the words of the server have followed."""
    with page.expect_response(lambda response: f"year={year}" in response.url):
        page.select_option("#year", str(year))
    page.locator("#summary:not([aria-busy])").wait_for()


def faults(page: Page, context: str = "document", rules: tuple[str, ...] = ()) -> list[Any]:
    """Return what axe finds in a part of a page, by all its rules unless some are named."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    chosen = {"resultTypes": ["violations"], **({"runOnly": list(rules)} if rules else {})}
    found = page.evaluate(f"async (chosen) => (await axe.run({context}, chosen)).violations", chosen)
    return [(item["id"], node["target"], node["failureSummary"]) for item in found for node in item["nodes"]]


def faults_in_dark(page: Page, context: str = "document", rules: tuple[str, ...] = COLOURS) -> list[Any]:
    """Return what axe finds once a page that was light is dark: what depends on colours, unless rules are named."""
    page.emulate_media(color_scheme="dark")
    page.evaluate(REPAINT)
    return faults(page, context, rules)
