"""Forms of one indicator that judge its gap otherwise, and figures that are older than others."""

from dataclasses import dataclass, replace

from mapserver.model import AreaEntry, Judgement, Text
from mapserver.model.border_figures import BorderIndicator, BorderRecord, SideLevel, SidesYear
from mapserver.statistics.trends import trend
from mapserver.web.border_list import rows
from mapserver.web.other_forms import forms_sentence, other_forms
from tests.web.world import ToySnapshot

YEARS = tuple(range(2010, 2020))
LEVEL = SideLevel(10.0, 1, 1, "plain", "a")
EURO, POWER, LONG = "euro", "power", "long"


def row(name: str, change: float, years: tuple[int, ...] = YEARS, judgement: Judgement = "same") -> BorderIndicator:
    gaps = [3.0 + change * step + 0.01 * (step % 3) for step in range(len(years))]
    sides = tuple(SidesYear(year, LEVEL, LEVEL, gap, 2**gap, gap, 0) for year, gap in zip(years, gaps, strict=True))
    return BorderIndicator(name, "ratio", judgement, Text(), sides, trend(years, gaps))


def area_of(*named: tuple[str, str]) -> AreaEntry:
    area = ToySnapshot().areas[0]
    entries = tuple(
        replace(area.layers[0], indicator=name, concept=concept, title=Text(en=name.title())) for name, concept in named
    )
    return replace(area, layers=entries)


AREA = area_of((EURO, EURO), (POWER, EURO), (LONG, EURO), ("jobs", "jobs"))


def test_another_form_that_goes_another_way_is_named_with_its_page() -> None:
    record = BorderRecord("FI-NO", "toy", (row(EURO, -0.2), row(POWER, 0.2), row(LONG, -0.1), row("jobs", 0.2)))
    (form,) = other_forms(AREA, record, record.indicators[0], "nb")
    assert (form.title.say("en"), form.course) == ("Power", "2010\u20132019: 8,0\u00d7 \u2192 28\u00d7")
    assert form.address == "/borders/FI-NO?indicator=power&lang=nb"
    (form,) = other_forms(AREA, record, record.indicators[0], "")
    assert forms_sentence((form,), "en") == (
        "Other forms of this indicator are judged otherwise, or their gap goes the other way: Power: Widening"
        " (2010\u20132019: 8.0\u00d7 \u2192 28\u00d7)."
    )
    assert [item.title.say("en") for item in other_forms(AREA, record, record.indicators[1], "")] == ["Euro", "Long"]


def test_gaps_without_a_direction_that_go_opposite_ways_name_each_other() -> None:
    euro, power = row(EURO, -0.2), row(POWER, 0.2)
    assert euro.trend is not None and power.trend is not None
    vague = [replace(item, trend=item.trend._replace(direction="unclear")) for item in (euro, power) if item.trend]
    record = BorderRecord("FI-NO", "toy", (*vague, replace(vague[0], indicator=LONG)))
    (form,) = other_forms(AREA, record, record.indicators[0], "")
    assert (form.title.say("en"), form.verdict) == ("Power", "No clear direction")


def test_forms_that_are_measured_alike_stand_first() -> None:
    index = replace(row(POWER, 0.2), scale="difference")
    record = BorderRecord("FI-NO", "toy", (row(EURO, -0.2), index, row(LONG, 0.2)))
    assert [form.title.say("en") for form in other_forms(AREA, record, record.indicators[0], "")] == ["Long", "Power"]


def test_what_is_not_compared_or_has_no_trend_names_nothing() -> None:
    record = BorderRecord(
        "FI-NO", "toy", (row(EURO, -0.2), row(POWER, 0.2, judgement="different"), row(LONG, 0.2, YEARS[:4]))
    )
    assert other_forms(AREA, record, record.indicators[0], "") == ()
    assert other_forms(AREA, record, record.indicators[1], "") == ()
    assert forms_sentence((), "en") == ""


@dataclass(frozen=True)
class Borders:
    """A snapshot of borders alone."""

    areas: tuple[AreaEntry, ...]
    records: dict[str, BorderRecord]

    def border(self, name: str) -> BorderRecord:
        return self.records[name]


def test_a_list_marks_older_figures_and_names_other_forms() -> None:
    names = [border.id for border in AREA.borders]
    spans = dict(zip(names, (YEARS, YEARS[:7], YEARS[:8]), strict=True))
    records = {
        name: BorderRecord(name, "toy", (row(EURO, -0.2, years), row(POWER, 0.2, years)))
        for name, years in spans.items()
    }
    listed = {item.border.id: item for item in rows(Borders((AREA,), records), EURO, "")}  # type: ignore[arg-type]
    assert [listed[name].is_older for name in names] == [False, True, False]
    assert all([form.title.say("en") for form in item.forms] == ["Power"] for item in listed.values())
