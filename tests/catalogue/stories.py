"""A sound story about the border of the small data folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.catalogue.folder import Folder

PLACE = "layers/stories/two-wages"
ABOUT, ENGLISH, NORWEGIAN = f"{PLACE}/story.toml", f"{PLACE}/en.md", f"{PLACE}/nb.md"
STORY = """\
format = 1
author = "Ann Author"
date = "2026-08-01"
areas = ["border"]
"""
TEXT = """\
# Two wages

In 2020 the wage of *East* was {value border wage 2020 AA04}.

{check value border wage 2020 AA04 > value border wage 2020 BB-1}
{check difference border wage 2020 AA04 BB-1 > 0}

{ratio border wage 2020 AA04 BB-1} times that of [One](/units/BB-1), {difference border wage 2020 AA04 BB-1} more.
{map border wage year=2020}

## What is known

- {count border wage 2020} districts
- code `NUTS 2`
"""
NORSK = """\
# To lønner

I 2020 var lønna i *Øst* {value border wage 2020 AA04}.

Det var {ratio border wage 2020 AA04 BB-1} ganger den i [En](/units/BB-1), {difference border wage 2020 AA04 BB-1} mer.

{map border wage year=2020}

## Det vi vet

- {count border wage 2020} distrikter
"""


def write_story(folder: Folder) -> None:
    """Write it into a folder, with the figures that it tells of."""
    folder.replace("layers/wage/aland.csv", "AA04,2024,2020,,:c,A2", "AA04,2024,2020,200,p,A2")
    folder.replace("layers/wage/aland.csv", "AA01,2024,2020,-3.2e1,,A2", "AA01,2024,2020,32,,A2")
    folder.write(ABOUT, STORY)
    folder.write(ENGLISH, TEXT)
    folder.write(NORWEGIAN, NORSK)
