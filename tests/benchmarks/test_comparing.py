"""The first answer of each kind of page that compares, in a process that has answered nothing else, against 100 ms."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys

LIMIT = 100.0
ROUNDS = 3
#: Pages by what they are; the address that a reader would come to.
PAGES = {
    "gap map": "/areas/barents/gdp_per_inhabitant?view=borders",
    "gap map of two frames": "/areas/link/gdp_per_inhabitant?view=borders",
    "border": "/borders/BG-TR",
    "border, one indicator": "/borders/FI-RU?indicator=gdp_per_inhabitant",
    "list of borders": "/borders",
    "comparison of 2": "/compare?units=BG422,TR212",
    "comparison of 12": "/compare?units=NO074,FI1D7,SE332,RU-MUR,BG421,TR211,BG413,RS225,MK005,SK042,UA-21,NO073",
    "against the country": "/areas/bulgaria/unemployment_rate?transform=vs-country",
    "against neighbours": "/areas/barents/population_density?transform=vs-neighbours&order=2",
    "eight types": "/areas/bulgaria/population_density?transform=typology",
    "clusters": "/areas/bulgaria/gdp_per_inhabitant?transform=clusters",
    "districts like one": "/similar?unit=NO073",
    "own regions": "/regions?units=BG412,BG413&with=RS221,RS222",
    "unit": "/units/BG422",
    "other area": "/areas/barents/median_age?core=touching",
}
CODE = """
import json, sys, time
from pathlib import Path
from mapserver.snapshot import Published, Store
from mapserver.web.app import create_app
from mapserver.web.settings import Settings
from mapserver.web.warming import warm

if __name__ == "__main__":
    state = Path(sys.argv[1])
    app = create_app(Settings(state=state, measuring_processes=0), Published(Store(state)))
    from mapserver.statistics.autocorrelation import load
    load()
    warm(app)
    client, found = app.test_client(), {}
    for what, address in json.loads(sys.argv[2]).items():
        start = time.perf_counter()
        response = client.get(address)
        found[what] = (time.perf_counter() - start) * 1000
        assert response.status_code == 200, (address, response.status_code)
    print(json.dumps(found))
"""


def test_first_answers(built_state, row):
    """Each in a fresh process, in the same order; medians."""
    command = [sys.executable, "-c", CODE, str(built_state), json.dumps(PAGES)]
    rounds = [json.loads(subprocess.run(command, capture_output=True, check=True).stdout) for _ in range(ROUNDS)]
    medians = {what: statistics.median(found[what] for found in rounds) for what in PAGES}
    for what, median in medians.items():
        row(what, f"{median:.0f} ms", f"limit {LIMIT:.0f} ms", f"{median / LIMIT:.2f}", "1")
    assert {what: median for what, median in medians.items() if median > LIMIT} == {}
