"""A small world for the pages: three countries on a grid, built from the model, and the application on top of it."""

import gzip
import hashlib
import json
import math
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache

from mapserver.model import (
    EQUAL_AREA,
    MERCATOR,
    MERCATOR_CRS,
    AreaEntry,
    BorderEntry,
    BothSides,
    Cell,
    CheckpointEntry,
    Contrast,
    ContrastSide,
    CrossingsEntry,
    Drawing,
    Edition,
    Finding,
    Issue,
    Layer,
    LayerEntry,
    Neighbour,
    NewestFigures,
    Observation,
    Opening,
    Period,
    Place,
    Question,
    Reform,
    SeriesNote,
    Shape,
    SharedLine,
    StoryEntry,
    Stroke,
    Text,
    UnitEntry,
)
from mapserver.model.border_figures import BorderGaps, BorderIndicator, BorderRecord
from mapserver.model.context import Denominators
from mapserver.model.entry import RunEnd, UnitLine, UnitTerritory
from mapserver.snapshot import Finder
from mapserver.snapshot.border_step import with_latest
from mapserver.snapshot.revisions import Revision
from mapserver.statistics.border_gaps import border_gaps
from mapserver.statistics.border_sides import border_indicator
from mapserver.statistics.classification import class_breaks
from mapserver.statistics.surroundings import Surroundings, Weights
from mapserver.web import Settings, create_app
from tests.web.register_world import register_of, similarity_of
from tests.web.search_world import finder_of

YEARS = tuple(range(2010, 2021))
HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "${document.title=7*7}",
    "{{ 7*7 }}",
    '" onmouseover="alert(1)',
    "C:\\1 `tick`",
)
AGES = Text(en="Ages 15-74 against 15-72.")
GRID = [
    ("NO", ["NO073", "NO074"], {"nb": "Finnmark", "se": "Finnmárku", "en": "Finnmark"}),
    ("FI", ["FI1D7", "FI1D9", "FI1D8"], {"fi": "Lappi", "se": "Sápmi", "en": "Lapland"}),
    ("RU", ["RU-MUR", "RU-KR", "RU-ARK"], {"ru": "Мурманская область", "en": "Murmansk Oblast"}),
]
NAMES = {
    "NO073": {"nb": "Nordland", "smj": "Nordlánnda", "en": "Nordland"},
    "NO074": {"nb": "Troms og Finnmark", "se": "Romsa ja Finnmárku", "en": "Troms and Finnmark"},
    "FI1D7": {"fi": "Lappi", "se": "Lappi", "en": "Lapland"},
    "FI1D9": {"fi": "Pohjois-Pohjanmaa", "sv": "Norra Österbotten", "en": "North Ostrobothnia"},
    "FI1D8": {"fi": "Kainuu", "sv": "Kajanaland", "en": "Kainuu"},
    "RU-MUR": {"ru": "Мурманская область", "en": "Murmansk Oblast"},
    "RU-KR": {"ru": "Республика Карелия", "en": "Republic of Karelia"},
    "RU-ARK": {"ru": "Архангельская область", "en": "Arkhangelsk Oblast"},
}
OFFICIAL = {"NO": ("nb", "se"), "FI": ("fi", "sv"), "RU": ("ru",)}
CODES = [code for _, codes, _ in GRID for code in codes]
COUNTRY = {code: country for country, codes, _ in GRID for code in codes}


def sha_name(content: bytes, suffix: str) -> str:
    """Name bytes as the snapshot names its files."""
    return f"{hashlib.sha256(content).hexdigest()}.{suffix}"


def point(column: float, row: float) -> tuple[int, int]:
    """Place a crossing of the grid on paper, moved a little so that it looks like land."""
    return (
        round(60 + column * 220 + 26 * math.sin(column * 2.1 + row * 1.7)),
        round(50 + row * 110 + 18 * math.cos(column * 1.3 + row * 2.3)),
    )


def edge(start: tuple[float, float], end: tuple[float, float]) -> list[tuple[int, int]]:
    """Return the points of a side, the same whichever unit asks."""
    return [point(start[0] + (end[0] - start[0]) * t / 8, start[1] + (end[1] - start[1]) * t / 8) for t in range(8)]


def path(points: list[tuple[int, int]]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in points)


def steps(points: list[tuple[int, int]]) -> str:
    """Write a line as drawings have it: with relative steps."""
    moves = " ".join(f"{x1 - x0},{y1 - y0}" for (x0, y0), (x1, y1) in pairwise(points))
    return f"M{points[0][0]},{points[0][1]}l{moves}"


def box(left: float, top: float, right: float, bottom: float) -> str:
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    sides = [edge(corners[i], corners[(i + 1) % 4]) for i in range(4)]
    return path([p for side in sides for p in side]) + "Z"


def drawing() -> Drawing:
    shapes = {}
    for column, (_, codes, _) in enumerate(GRID):
        for row, code in enumerate(codes):
            top, bottom = 4 * row / len(codes), 4 * (row + 1) / len(codes)
            x, y = point(column + 0.5, (top + bottom) / 2)
            outline = box(column, top, column + 1, bottom)
            shapes[f"{code}@1"] = Shape(f"{code}@1", outline, (x, y, 40), 40_000.0, pieces=(code,))
    strokes = (
        Stroke("international", "FI-NO", path([*edge((1, 0), (1, 4)), point(1, 4)])),
        Stroke("international", "FI-RU", path([*edge((2, 0), (2, 4)), point(2, 4)])),
    )
    lines = (
        SharedLine("FI1D9", "NO074", steps([*edge((1, 2), (1, 8 / 3)), point(1, 8 / 3)])),
        SharedLine("FI1D9", "RU-KR", steps([*edge((2, 8 / 3), (2, 4 / 3)), point(2, 4 / 3)])),
        SharedLine("NO073", "NO074", steps([*edge((0, 2), (1, 2)), point(1, 2)])),
    )
    land = box(-0.2, -0.5, 3.4, 4.6)
    return Drawing("toy", "toy", 800, 560, 1000.0, "+proj=laea", shapes, strokes, land, lines=lines)


def place(code: str, names: dict[str, str] | None = None) -> Place:
    return Place(
        f"{code}@1", code, "1", COUNTRY[code], "nuts3", code not in ("FI1D8", "RU-ARK"),
        "rosstat" if COUNTRY[code] == "RU" else "eurostat", Text(names or NAMES[code]), OFFICIAL[COUNTRY[code]],
    )  # fmt: skip


def cell(index: int, year: int) -> Cell:
    if index == 4 and year < 2015:
        return Cell(None, reason="not_collected")
    if index == 6 and year == 2020:
        return Cell(None, reason="confidential")
    flag = "b" if index == 7 and year == 2015 else "e" if index == 2 and year == 2020 else ""
    value = 3.0 + index * 1.1 + (year - 2010) * 0.2 * (-1) ** index + (2.0 if index == 7 and year >= 2015 else 0.0)
    return Cell(round(value, 2), flag, edition="E1", run=int(index == 7 and year >= 2015))


breaks_of = cache(class_breaks)


def layer(names: dict[str, dict[str, str]] | None = None) -> Layer:
    cells = tuple(tuple(cell(index, year) for year in YEARS) for index in range(len(CODES)))
    values = [item.value for line in cells for item in line if item.value is not None]
    source = {
        "publisher": "Eurostat",
        "dataset": "lfst_r_lfu3rt",
        "title": "Unemployment rates",
        "licence": "CC BY 4.0",
        "address": "https://ec.europa.eu/eurostat/databrowser/view/lfst_r_lfu3rt",
        "retrieved": "2024-03",
    }
    rosstat = {**source, "publisher": "Rosstat", "dataset": "Regions of Russia", "address": "javascript:alert(1)"}
    return Layer(
        area="toy", indicator="unemployment_rate", level="finest", theme="labour", kind="rate", direction="neutral",
        decimals=1, title=Text(en="Unemployment rate", nb="Arbeidsledighet"), measure=Text(en="% of the labour force"),
        definition=Text(en="People without work who look for it, as a share of the labour force."),
        notes=Text(en="Labour force surveys."), years=YEARS, default_year=2020,
        places=tuple(place(code, (names or {}).get(code)) for code in CODES),
        periods=tuple(
            Period(country, 2010, 2020, "1", "nuts3", tuple(CODES.index(code) for code in codes))
            for country, codes, _ in GRID
        ),
        cells=cells, breaks=breaks_of(tuple(values)), domain=len(values), low=min(values), high=max(values),
        series=(
            SeriesNote(
                "eurostat", Text(en="Eurostat, labour force survey"), ("NO", "FI"), "average", "", Text(), "", "nuts3",
                (source,),
            ),
            SeriesNote(
                "rosstat", Text(en="Rosstat, labour force survey"), ("RU",), "average", "", Text(en="Ages 15 to 72."),
                "", "oblast", (rosstat,),
            ),
        ),
        comparability=(("eurostat", "rosstat", "similar", AGES),),
        both_sides={
            "FI-NO": BothSides(YEARS, "same"), "FI-RU": BothSides(YEARS[3:], "similar", AGES),
            "NO-RU": BothSides(YEARS[5:], "similar", AGES),
        },
    )  # fmt: skip


def contrast(names: dict[str, dict[str, str]] | None = None, year: int = 2019) -> Contrast:
    """The contrast at the Norwegian-Russian border; named as units are where those have names."""
    sides = [
        ContrastSide(code, Text((names or {}).get(code, NAMES[code])), cell(CODES.index(code), year).value, flag)
        for code, flag in (("NO073", ""), ("RU-MUR", "p"))
    ]
    ratio = round(sides[1].value, 1) / round(sides[0].value, 1)
    return Contrast(
        "NO-RU", "unemployment_rate", "unemployment_rate", "labour", year, 1, sides[0], sides[1], ratio, "similar"
    )


def opening(names: dict[str, dict[str, str]] | None = None) -> Opening:
    """What the first page opens with: one contrast, one question, one publication."""
    question = Question("toy", contrast(names, 2017))
    figures = (NewestFigures("toy", "unemployment_rate", 2020), NewestFigures("toy", "population_density", 2019))
    return Opening(
        {"toy": contrast(names)}, (question,), (Issue("E1", "Eurostat", "Unemployment rates", "2024-03", figures),)
    )


def unit(code: str, names: dict[str, str]) -> UnitEntry:
    index, country = CODES.index(code), COUNTRY[code]
    figures = tuple(
        Observation(code, "1", year, item.value, item.flag, item.edition, item.reason, run=item.run)
        for year in YEARS
        for item in [cell(index, year)]
    )
    rate = UnitLine(
        "unemployment_rate", "rosstat" if country == "RU" else "eurostat", "labour", Text(en="Unemployment rate"),
        Text(en="Labour force survey"), Text(en="% of the labour force"), 1, "toy", "finest", figures,
        (RunEnd(1, Text(en="new method")),) if index == 7 else (),
    )  # fmt: skip
    count = UnitLine(
        "population", "count", "demography", Text(en="Population"), Text(en="Register"), Text(en="thousand persons"),
        1, "", "", figures[:3],
    )  # fmt: skip
    others = [
        Neighbour(other, COUNTRY[other], "nuts3", Text(NAMES[other]), 100.0 + i, "real")
        for i, other in enumerate(CODES)
        if abs(i - index) in (1, 3)
    ]
    return UnitEntry(
        code, country, "nuts3", Text(en="County"), Text(names), tuple(tag for tag in names if tag in OFFICIAL[country]),
        (UnitTerritory("1", "First division", 2010, None, 40_000.0),), (f"{country}0",), ("toy",), (), tuple(others),
        (rate, count), {},
    )  # fmt: skip


VALUES = b'{"values": [' + b"1.5, " * 400 + b"2]}"
TOPOLOGY = b'{"type": "Topology", "arcs": []}'


def crossings(names: dict[str, dict[str, str]]) -> CrossingsEntry:
    """Two gates, one of them without figures and place, and a total; named as units are where those have names."""
    sources = tuple(
        Edition(name, "Guards", "", f"Counts {name}", "https://guards.example", "Licence not stated", "2024")
        for name in ("G1", "G2")
    )
    said = Text(names.get("NO073", {"nb": "Porten", "en": "Gate"}))
    figures = (
        Observation("NO-RU-GATE", "", 2012, 1_000.0, "calc", "G1"),
        Observation("NO-RU-GATE", "", 2013, 2_000.0, "", "G1"),
        Observation("NO-RU-GATE", "", 2015, None, ":c", "G1", "confidential"),
        Observation("NO-RU-GATE", "", 2016, 500.0, "r", "G2"),
    )
    beside = (("NO073", Text(NAMES["NO073"])), ("RU-MUR", Text(NAMES["RU-MUR"])))
    gate = CheckpointEntry(
        "NO-RU-GATE", "NO-RU", "road", {"NO": said, "RU": Text(ru="Ворота", en="Vorota")}, beside, (30.2, 69.65),
        False, "A map", {"toy/toy": (300, 200)}, figures, sources,
    )  # fmt: skip
    ford = replace(
        gate, code="NO-RU-FORD", kind="rail", names={"NO": Text(en="Ford"), "RU": Text(en="Brod")}, position=None,
        points={}, observations=(), sources=(), position_source="",
    )  # fmt: skip
    near = replace(
        ford, code="FI-RU-NEAR", border="FI-RU", approximate=True, position=(29.0, 66.9),
        points={"toy/toy": (400, 300)}, position_source="A village", names={"FI": Text(en="Near")},
        observations=(Observation("FI-RU-NEAR", "", 2013, 0.0, "", "G1"),), sources=sources[:1],
    )  # fmt: skip
    total = replace(
        ford, code="NO-RU-ALL", kind="total", names={"NO": Text(en="All of them")},
        observations=(Observation("NO-RU-ALL", "", 2013, 2_500.0, "", "G1"),), sources=sources[:1],
    )  # fmt: skip
    return CrossingsEntry(
        Text(en="Border crossings", nb="Grensepasseringer"), Text(en="persons"), Text(en="Persons who crossed."),
        Text(en="Gaps are gaps."), (gate, ford, near, total), {"toy/toy": tuple(f"{code}@1" for code in CODES)},
    )  # fmt: skip


def _met(made: BorderIndicator, sides: BothSides) -> BorderIndicator:
    """Leave the second side out of the years in which the two do not meet."""
    rows = tuple(
        row if row.year in sides.years else row._replace(b=None, diff=None, ratio=None, log2_ratio=None, stretch=-1)
        for row in made.sides
    )
    apart = sides.judgement == "different"
    if apart:
        rows = tuple(row._replace(diff=None, ratio=None, log2_ratio=None) for row in rows)
    trend = made.trend if not apart and len(sides.years) == len(made.sides) else None
    return replace(made, sides=rows, judgement=sides.judgement, reason=sides.reason, trend=trend)


@dataclass
class ToySnapshot:
    """A snapshot in memory, with the methods of a real one."""

    id: str = "toy-snapshot-1"
    names: dict[str, dict[str, str]] = field(default_factory=dict)
    read: list[str] = field(default_factory=list)
    unpacked: set[str] = field(default_factory=set)
    languages: tuple[str, ...] = ()
    replaced: Layer | None = None
    stories: tuple[StoryEntry, ...] = ()

    def __post_init__(self) -> None:
        self.files = {sha_name(VALUES, "json"): VALUES, sha_name(TOPOLOGY, "json"): TOPOLOGY}
        entry = LayerEntry(
            "unemployment_rate", "unemployment_rate", "labour", "rate",
            Text(en="Unemployment rate", nb="Arbeidsledighet"), Text(en="% of the labour force"),
            2010, 2020, 2020, ("NO", "FI", "RU"), layer().both_sides,
            dict.fromkeys(("finest", "nuts2"), sha_name(VALUES, "json")),
            {"FI": YEARS, "NO": YEARS, "RU": YEARS[3:6] + YEARS[8:]},
        )  # fmt: skip
        density = replace(
            entry, indicator="population_density", concept="population_density", theme="demography",
            title=Text(en="Population density"), measure=Text(en="inhabitants per km²"), both_sides=self.meetings(),
        )  # fmt: skip
        poverty = replace(
            entry, indicator="poverty", concept="poverty", theme="living_conditions", title=Text(en="Poverty"),
            both_sides={
                "FI-NO": BothSides((), "same", spans=(("FI", 2011, 2013), ("NO", 2015, 2015))),
                "FI-RU": BothSides((2015,), "different", Text(en="Two lines.")),
                "NO-RU": BothSides(),
            },
        )  # fmt: skip
        beds = replace(
            entry, indicator="hospital_beds", concept="hospital_beds", theme="health", title=Text(en="Hospital beds"),
            countries=("RU",), years={"RU": YEARS[2:4]},
            both_sides=dict.fromkeys(("FI-NO", "FI-RU", "NO-RU"), BothSides()),
        )  # fmt: skip
        borders = (
            BorderEntry(
                "FI-NO",
                "FI",
                "NO",
                674.2,
                3,
                Text(en="Finnish–Norwegian border", nb="Grensen mot Finland"),
                736.0,
                "An atlas",
            ),
            BorderEntry("FI-RU", "FI", "RU", 1223.4, 4),
            BorderEntry("NO-RU", "NO", "RU", 164.0, 1, contrasts=(contrast(self.names),)),
        )
        self.areas = (
            AreaEntry(
                "toy", Text(en="The far north", nb="Nordområdene"), Text(en="Where Norway, Finland and Russia meet."),
                ("NO", "FI", "RU"), ("en", "nb", "se", "ru"), ("toy",),
                {projection: {"toy": sha_name(TOPOLOGY, "json")} for projection in (EQUAL_AREA, MERCATOR)}, borders,
                (entry, density, poverty, beds), tuple(code for code in CODES if code not in ("FI1D8", "RU-ARK")),
                (("FI1D7", "NO074"), ("FI1D8", "RU-MUR"), ("FI1D9", "NO073"), ("FI1D9", "RU-KR")),
                (("FI1D7@1", "NO074@1", 300.4), ("FI1D9@1", "NO074@1", 20.0), ("FI1D9@1", "RU-KR@1", 80.0),
                 ("NO073@1", "NO074@1", 110.0), ("NO074@1", "RU-KR@1", 50.0)),
                centres={f"{code}@1": (20.0 + 2 * index, 68.0) for index, code in enumerate(CODES)},
                cores={"touching": ("FI1D7@1", "FI1D9@1", "NO074@1", "RU-KR@1"), "within-25": ("SE332@1",)},
                km2={f"{code}@1": 40_000.0 for code in CODES},
            ),
        )  # fmt: skip
        entries = [unit(code, self.names.get(code, NAMES[code])) for code in CODES]
        self.languages = tuple(sorted({tag for entry in entries for tag in entry.names}))
        gone = replace(
            unit("NO074", {"nb": "Finnmark", "en": "Finnmark"}), code="NO072",
            territories=(UnitTerritory("0", "Division before", 1990, 2019, 45_000.0, "drawn by hand"),),
            reforms=(Reform("NO", 2020, "merge", "NO072", "0", "NO074", "1", "Troms", 26_000.0, True, "SSB", ""),),
            mentioned={"NO074": Text(NAMES["NO074"])},
        )  # fmt: skip
        self._units = {item.code: item for item in (*entries, gone)}
        self.crossings = crossings(self.names)
        self.opening = opening(self.names)
        self.units = frozenset(self._units)

        self.register = register_of(self._units.values(), AGES)
        self.similarity = similarity_of()

    def border(self, border: str) -> BorderRecord:
        """Work out what a build would, in the years in which the list says that the sides meet."""
        area = self.areas[0]
        rows = []
        for entry in area.layers:
            layer = self.layer(area.id, entry.indicator)
            around = Surroundings(area.beside, area.centres, {}, {}, Denominators())
            made = border_indicator(layer, border, area.beside, Weights(layer, around))
            if made is not None:
                met = _met(made, entry.both_sides[border])
                rows.append(with_latest(layer, met, border_gaps(layer, border, area.beside)))
        return BorderRecord(border, area.id, tuple(rows))

    def border_gaps(self, border: str, indicator: str) -> BorderGaps:
        return border_gaps(self.layer("toy", indicator), border, self.areas[0].beside)

    @property
    def finder(self) -> Finder:
        return finder_of(self)

    @staticmethod
    def meetings() -> dict[str, BothSides]:
        return {"FI-NO": BothSides(YEARS[:4], "same"), "FI-RU": BothSides(), "NO-RU": BothSides()}

    def area(self, identifier: str) -> AreaEntry:
        return {entry.id: entry for entry in self.areas}[identifier]

    def revision(self, area: str, indicator: str, level: str = "finest") -> Revision | None:
        return None

    def layer(self, area: str, indicator: str, level: str = "finest") -> Layer:
        made = self.replaced or layer(self.names)
        assert area == "toy"
        self.read.append(indicator)
        if indicator == "population_density":
            made = replace(made, both_sides=self.meetings())
        start = 2 if level == "nuts2" else 0
        return replace(
            made,
            indicator=indicator,
            level=level,
            years=made.years[start:],
            cells=tuple(line[start:] for line in made.cells),
            national={country: line[start:] for country, line in made.national.items()},
        )

    def denominators(self, area: str, indicator: str, level: str = "finest") -> Denominators:
        return Denominators()

    @property
    def people(self) -> dict[str, dict[str, float]]:
        return {f"{code}@1": {str(year): 1000.0 * (index + 1) for year in YEARS} for index, code in enumerate(CODES)}

    def codes(self, area: str, indicator: str, level: str = "finest") -> frozenset[str]:
        return frozenset(place.code for place in self.layer(area, indicator, level).places)

    def drawings(self, area: str, projection: str = EQUAL_AREA) -> tuple[Drawing, ...]:
        made = drawing()
        return (made if projection == EQUAL_AREA else replace(made, crs=MERCATOR_CRS, corner=(2e6, 1.1e7)),)

    def topologies(self, area: str, projection: str = EQUAL_AREA) -> dict[str, object]:
        names = self.area(area).topologies[projection]
        return {frame: json.loads(self.files[name]) for frame, name in names.items()}

    def unit(self, code: str) -> UnitEntry:
        return self._units[code]

    def summable(self, code: str) -> UnitEntry:
        return self._units[code]

    def file(self, name: str, *, packed: bool = False) -> bytes | None:
        content = self.files.get(name)
        if packed and name in self.unpacked:
            raise FileNotFoundError(f"{name}.gz")
        return gzip.compress(content) if packed and content is not None else content

    def findings(self) -> tuple[Finding, ...]:
        return ()


class ToySource:
    """A source whose snapshot a test may take away, replace or break."""

    def __init__(self, snapshot: ToySnapshot | None) -> None:
        self.snapshot = snapshot
        self.error: Exception | None = None

    def current(self) -> ToySnapshot | None:
        if self.error is not None:
            raise self.error
        return self.snapshot

    def edition(self, identifier: str) -> ToySnapshot | None:
        snapshot = self.current()
        return snapshot if snapshot is not None and snapshot.id == identifier else None


class Compiled(BytecodeCache):
    """Templates that any application of the tests has compiled: most of what a first page takes."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


COMPILED = Compiled()


def make_app(source: ToySource, **settings: object) -> Flask:
    app = create_app(Settings(**settings), source)
    app.jinja_env.bytecode_cache = COMPILED
    return app
