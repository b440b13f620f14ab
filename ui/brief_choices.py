"""What a brief is asked for on its page, all of it kept in the address."""

from dataclasses import dataclass
from datetime import date
from typing import cast

import streamlit as st

from exports.brief_options import (
    ALWAYS,
    FORMATS,
    LENGTHS,
    MOST_BY_HAND,
    SECTIONS,
    BriefOptions,
    Format,
    Length,
)
from locales import LANGUAGES, Language, Translator
from ui.choices import pick, widget
from ui.gap_choices import against_control, lens_control
from ui.page import WIDE_SLOT, Page
from ui.peer_sets import asked_rule, known_places, peers_control, peers_of
from ui.selection import LANGUAGE_NAMES, switch
from ui.standing import show_own_origin

OPTIONAL = tuple(section for section in SECTIONS if section not in ALWAYS)


@dataclass(frozen=True)
class Wanted:
    """What the reader wants: the brief, and the kind of file."""

    options: BriefOptions
    kind: Format


def choose_brief(page: Page) -> Wanted:
    """Draw the choices and return what they ask for."""
    _ = page.translate
    lens = lens_control(page)
    show_own_origin(lens, _)
    unit = page.city if lens == "city" else page.focus
    level = "prefecture" if lens == "city" else str(page.place["level"])
    peers = peers_of(page, level, unit)
    peers_control(page, peers)
    against = against_control(page, level, unit, list(peers.codes))
    with st.container(horizontal=True, gap="large"):
        language = _language(page)
        length = _length(_)
    kind = cast("Format", switch("format", _("File"), format_words(_), _))
    sections = _sections(page)
    return Wanted(
        BriefOptions(
            unit=page.focus,
            language=language,
            prepared=date.today(),
            lens=lens,
            peers=_asked_peers(page),
            against=against,
            length=length,
            sections=(*ALWAYS, *sections),
        ),
        kind,
    )


def _asked_peers(page: Page) -> tuple[str, ...]:
    """Return the rule or the places that the address names; nothing leaves each level its own rule."""
    rule = asked_rule()
    return (rule,) if rule else tuple(known_places(page)[:MOST_BY_HAND])


def _language(page: Page) -> Language:
    """Draw the choice of the brief's own language, which need not be that of the screen."""
    _ = page.translate
    # The screen's own comes first: it is the default.
    codes = sorted(LANGUAGES, key=lambda code: code != _.language)
    words = {str(code): LANGUAGE_NAMES[code] for code in codes}
    return cast("Language", switch("doc", _("Language of the brief"), words, _))


def _length(_: Translator) -> Length:
    words = dict(zip(LENGTHS, (_("One sheet of paper"), _("Five slides"), _("Everything")), strict=True))
    return cast("Length", switch("length", _("Length"), {str(key): value for key, value in words.items()}, _))


def format_words(_: Translator) -> dict[str, str]:
    """Return what each kind of file is, in words."""
    words = (
        _("Slides (PPTX)"),
        _("Document (DOCX)"),
        _("Printed pages (PDF)"),
        _("Workbook (XLSX)"),
        _("Web page (HTML)"),
        _("Everything in one archive (ZIP)"),
    )
    return {str(kind): text for kind, text in zip(FORMATS, words, strict=True)}


def section_words(_: Translator) -> dict[str, str]:
    """Return the sections that may be left out, in words."""
    words = {
        "gaps": _("Gaps"),
        "help": _("What would help, and who does it well"),
        "limits": _("What is and is not assessed"),
        "method": _("Method"),
    }
    return {section: words[section] for section in OPTIONAL}


def _sections(page: Page) -> tuple[str, ...]:
    _ = page.translate
    words, everything = section_words(_), ",".join(OPTIONAL)
    asked = pick(
        "sections",
        everything,
        lambda text: set(filter(None, text.split(","))) <= set(OPTIONAL),
        lambda wrong: _(
            "The link asks for “{value}” under “{label}”, which does not exist. Shown instead: {shown}.",
            value=wrong,
            label=_("Sections"),
            shown=_(", ").join(words.values()),
        ),
    )
    picked = [section for section in OPTIONAL if section in asked.split(",")]
    with st.container(width="stretch" if page.look.compact else 2 * WIDE_SLOT):
        st.multiselect(
            _("Sections beside the place’s standing and the sources, which are always there"),
            OPTIONAL,
            format_func=words.__getitem__,
            select_all=False,
            placeholder=_("Choose sections"),
            **widget("sections", _.language, picked, ",".join),
        )
    return tuple(picked)
