"""The way to the clusters of a map and back: what was chosen besides goes along, what they cannot show is refused."""

from html import unescape

import pytest
from flask.testing import FlaskClient

MAP = "/areas/toy/unemployment_rate"


def link(text: str, words: str) -> str:
    """Return where the link with these words leads."""
    before = text[: text.index(f">{words}<")]
    return unescape(before[before.rindex('href="') + 6 :].partition('"')[0])


def test_the_border_area_and_the_search_go_along(client: FlaskClient) -> None:
    there = link(client.get(f"{MAP}?view=table&core=touching&find=Lap").text, "Show clusters")
    assert "transform=clusters" in there
    for part in ("view=table", "core=touching", "find=Lap"):
        assert part in there
    assert client.get(there).status_code == 200


@pytest.mark.parametrize(("path", "view"), [(MAP, "borders"), (MAP, "chart"), (f"/embed{MAP[6:]}", "borders")])
def test_a_view_that_clusters_do_not_have_is_refused_without_promising_another(
    client: FlaskClient, path: str, view: str
) -> None:
    answer = client.get(f"{path}?transform=clusters&view={view}")
    assert answer.status_code == 400
    assert f"Clusters are not shown as “view={view}”." in answer.text
    assert "view=table" not in answer.text
