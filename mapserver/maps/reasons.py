"""Reasons of judgements on two sources: a steward's in the languages that he wrote, ours in the reader's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.maps.messages import said
from mapserver.model import Text
from mapserver.statistics.notes import OWN_REASONS
from mapserver.translation import interface_language, tell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mapserver.model import Message


def judgement_reason(reason: Text, lang: str, remarks: Iterable[Message] = ()) -> Text:
    """Return a reason for a reader of `lang`: where it is one of the build's, it is translated; `remarks` on the two
    figures stand behind it as sentences."""
    own = interface_language(lang)
    told = Text({own: tell(lang, reason.say("en"))}) if reason in OWN_REASONS else reason
    more = [said(remark, lang) for remark in remarks]
    if not more:
        return told
    words, language = told.spoken(lang)
    if words and words[-1] not in ".!?":
        words += "."
    return Text({language if words else own: " ".join(filter(None, (words, *more)))})
