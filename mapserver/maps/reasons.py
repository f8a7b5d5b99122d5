"""Reasons of judgements on two sources: a steward's in the languages that he wrote, ours in the reader's."""

from __future__ import annotations

from mapserver.model import Text
from mapserver.statistics.notes import OWN_REASONS
from mapserver.translation import interface_language, tell


def judgement_reason(reason: Text, lang: str) -> Text:
    """Return a reason for a reader of `lang`: where it is one of the build's, it is translated."""
    if reason not in OWN_REASONS:
        return reason
    return Text({interface_language(lang): tell(lang, reason.say("en"))})
