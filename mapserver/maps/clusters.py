"""A map of clusters in colours and words: classes, legend, what a place is, what all of it says. Draws nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.maps.cluster_colours import CLUSTER_COLOURS
from mapserver.maps.formats import listing, number
from mapserver.maps.legend_class import LegendClass
from mapserver.maps.names import shown_name
from mapserver.model.clusters import CLASSES, ClusterLayer
from mapserver.statistics.autocorrelation import FEWEST
from mapserver.translation import N_, tell, tell_plural

if TYPE_CHECKING:
    from collections import Counter

    from mapserver.model.clusters import Clusters, LocalAssociation

TITLES = {
    "high-high": N_("high among high"),
    "low-low": N_("low among low"),
    "high-low": N_("high among low"),
    "low-high": N_("low among high"),
    "not-significant": N_("not significant"),
    "no-neighbours": N_("no neighbour with a value"),
}
REFUSALS = {
    "different": N_("No clusters are looked for: the sources measure different things, so that high and low are none."),
    "few": N_("No clusters are looked for: fewer than %(fewest)s districts with a value have a neighbour with one."),
    "equal": N_("No clusters are looked for: all districts have the same value."),
}
HEAD = N_("%(title)s, clusters in %(year)s.")
#: Decimals of an index and of a p.
INDEX, CHANCE = 2, 3
#: An index with a larger p may be one of chance.
SIGNIFICANT = 0.05
NONE = N_("No district lies among others in a way that chance alone would not often give.")
NONE_IN_CORE = N_("No district of the border area lies among others in a way that chance alone would not often give.")
OUTSIDE = N_("Outside the border area: %(told)s.")


def class_title(name: str, lang: str) -> str:
    """Return what a class (one of CLASSES) is called."""
    return tell(lang, TITLES[name])


def cluster_text(layer: ClusterLayer, index: int, lang: str) -> str:
    """Return the value of a place with its class, nothing without one: ``7.4, high among low``."""
    cell = layer.cell(index, layer.years[0])
    figure = figure_text(layer, index, lang)
    if cell.value is None:
        return figure
    return f"{figure}, {class_title(CLASSES[int(cell.value)], lang)}"


def figure_text(layer: ClusterLayer, index: int, lang: str) -> str:
    """Return the value of a place as the reader writes it, nothing without one."""
    value = figure_of(layer, index)
    return "" if value is None else number(value, layer.decimals, lang)


def figure_of(layer: ClusterLayer, index: int) -> float | None:
    """Return the value of a place that its class was made from."""
    return None if layer.figures is None else layer.figures.cell(index, layer.years[0]).value


def local_words(local: LocalAssociation | None, lang: str) -> str:
    """Return a local index with its p, nothing for none."""
    if local is None:
        return ""
    words = N_("local I %(i)s, p %(p)s")
    return tell(lang, words, i=number(local.i, INDEX, lang), p=number(local.p, CHANCE, lang))


def cluster_classes(
    layer: ClusterLayer, lang: str, counts: Counter[int | None], core: Counter[int | None]
) -> tuple[LegendClass, ...]:
    """Return the classes of the legend: all that may be, and no neighbours only where there is such a place."""
    if layer.clusters.refusal:
        return ()
    found = []
    for at, name in enumerate(CLASSES):
        if counts[at] or name != "no-neighbours":
            title = class_title(name, lang)
            words = f"{title}, {_districts(counts[at], lang)}"
            found.append(LegendClass(at, CLUSTER_COLOURS[at], None, float(at), title, counts[at], core[at], words))
    return tuple(found)


def cluster_legend_note(layer: ClusterLayer, lang: str) -> str:
    """Say what the classes mean."""
    found = layer.clusters
    if found.refusal:
        return ""
    return tell(
        lang,
        "High and low: above and below the mean of all districts (%(num)s), and so the mean of their neighbours."
        " Significant: p at most %(p)s.",
        num=found.links.units if found.links else 0,
        p=number(found.threshold, 4, lang),
    )


def outside_words(layer: ClusterLayer, lang: str, counted: int) -> str:
    """Say how many districts are named in the text and not counted in the legend, which counts so many."""
    outside = len(layer.valued(layer.clusters.year)) - counted
    if outside <= 0:
        return ""
    return tell_plural(
        lang,
        "%(num)s district lies outside the frame and is named in the text only.",
        "%(num)s districts lie outside the frame and are named in the text only.",
        outside,
    )


def cluster_summary(layer: ClusterLayer, lang: str) -> tuple[str, ...]:
    """Return the sentences of the text alternative: which districts lie among likes, and what borders do to it."""
    found = layer.clusters
    head = tell(lang, HEAD, title=layer.title.say(lang), year=found.year)
    if found.refusal:
        return head, refusal_words(found, lang)
    named, outside = [], []
    for at, name in enumerate(CLASSES[:4]):
        places = [index for index in layer.drawn(found.year) if layer.cell(index, found.year).value == at]
        core = [shown_name(layer.places[index], lang)[0] for index in places if layer.places[index].core]
        others = [shown_name(layer.places[index], lang)[0] for index in places if not layer.places[index].core]
        if core:
            named.append(f"{_capital(class_title(name, lang))}: {listing(core, lang)}.")
        if others:
            outside.append(f"{class_title(name, lang)}: {listing(others, lang)}")
    if not named:
        named = [tell(lang, NONE_IN_CORE if outside else NONE)]
    if outside:
        named.append(tell(lang, OUTSIDE, told="; ".join(outside)))
    return head, *named, *_global_words(found, lang), *_apart(found, lang)


def refusal_words(found: Clusters, lang: str) -> str:
    """Say why nothing was tested; empty where it was."""
    return tell(lang, REFUSALS[found.refusal], fewest=FEWEST) if found.refusal else ""


def cluster_notes(layer: ClusterLayer, lang: str) -> tuple[str, ...]:
    """Say how it was tested, and who has no neighbour."""
    found = layer.clusters
    if found.refusal:
        return (refusal_words(found, lang),)
    method = tell(
        lang,
        "Moran's I and its local form (LISA): neighbours share a line of at least a kilometre and weigh the same for a"
        " district; p is one-sided, from %(permutations)s permutations with the fixed seed %(seed)s; a false discovery"
        " rate of %(rate)s %% leaves p of at most %(threshold)s significant.",
        permutations=found.permutations,
        seed=found.seed,
        rate=number(found.rate * 100, 0, lang),
        threshold=number(found.threshold, 4, lang),
    )
    notes = [method]
    if found.islands:
        names = listing([shown_name(layer.places[index], lang)[0] for index in found.islands], lang)
        notes.append(tell(lang, "Left out, without a neighbour that has a value: %(names)s.", names=names))
    return tuple(notes)


def _global_words(found: Clusters, lang: str) -> tuple[str, ...]:
    """Say how alike neighbours are, with those across borders and without; the difference of the two is no test."""
    if found.links is None:
        return ()
    links = tell(
        lang,
        "Moran's I of all districts with neighbours, also across borders (%(num)s): %(i)s; by chance %(expected)s,"
        " p %(p)s.",
        num=found.links.units,
        i=number(found.links.i, INDEX, lang),
        expected=number(found.links.expected, INDEX, lang),
        p=number(found.links.p, CHANCE, lang),
    )
    if found.home is None or found.across is None:
        return links, tell(lang, "Inside the countries too few districts have neighbours for a comparison.")
    home = tell(
        lang,
        "Inside the countries alone it is %(i)s (districts: %(num)s, p %(p)s).",
        num=found.home.units,
        i=number(found.home.i, INDEX, lang),
        p=number(found.home.p, CHANCE, lang),
    )
    crossing = found.links.pairs - found.home.pairs
    if not crossing:
        return links, home, tell(lang, "No link between neighbours crosses a border.")
    counted = tell(
        lang,
        "Of %(all)s links between neighbours %(across)s cross a border.",
        all=found.links.pairs,
        across=crossing,
    )
    if min(found.links.p, found.home.p) > SIGNIFICANT:
        return links, home, counted, tell(lang, "Neither is significant: nothing follows from how they differ.")
    # What is printed must agree: the difference of the two figures as they are written.
    without = round(found.home.i, INDEX)
    both = round(found.home.i + found.across, INDEX)
    told = N_(
        "On the districts with a neighbour at home it is %(both)s with the links across borders and %(without)s without"
        " them: it differs by %(difference)s. No test of this difference was made."
    )
    figures = {"both": both, "without": without, "difference": abs(both - without)}
    written = {name: number(value, INDEX, lang) for name, value in figures.items()}
    return links, home, counted, tell(lang, told, **written)


def _apart(found: Clusters, lang: str) -> tuple[str, ...]:
    """Warn where the map is of several regions that do not touch."""
    beside: dict[int, set[int]] = {}
    for one, other, _ in found.pairs:
        beside.setdefault(one, set()).add(other)
        beside.setdefault(other, set()).add(one)
    count, waiting = 0, set(beside)
    while waiting:
        reached, edge = set[int](), {next(iter(waiting))}
        while edge:
            reached |= edge
            edge = set[int]().union(*(beside[place] for place in edge)) - reached
        waiting -= reached
        count += len(reached) >= FEWEST
    if count < 2:
        return ()
    told = N_(
        "The map has parts that do not touch each other (%(count)s): high and low are to the mean of all, so that much"
        " of Moran's I restates how the parts differ."
    )
    return (tell(lang, told, count=count),)


def _districts(count: int, lang: str) -> str:
    return tell_plural(lang, "%(num)s district", "%(num)s districts", count)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
