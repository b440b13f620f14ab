"""Turn the places that a file names into unit codes, set aside what is no unit, and ask about the rest.

Every different spelling is looked up once. A name that could be two places is never decided here.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

import duckdb
import pyarrow as pa

from etl.contract_types import N_
from etl.contradictions import contradiction
from etl.findings import Finding, Report
from etl.former_names import former_places
from etl.gazetteer import MUNICIPALITIES, ROLES, Gazetteer
from etl.long_table import PLACES, file_row, rewrite
from etl.place_words import CHINA, FOREIGN, LEFT_OUT, SET_ASIDE, TOTAL, WITHOUT_CODE
from etl.recognition import Plan
from etl.spelling import folded, plain
from etl.sql import first_row, quoted
from etl.staging import STAGED_ROW
from locales import Sentence

NEAR_LIMIT = 40
"""So many unknown names get suggestions; looking for likenesses takes a moment each."""

FINEST = ("county", "city", "place", "unit_code", "province")
CODE_FORM = re.compile(r"([0-9]{6})(?:\.0+|0{6})?")
DAMAGED_CODE = re.compile(r"[0-9.]+[eE]\+?[0-9]+")
"""A code that a spreadsheet has turned into a number such as 3.702E+05."""


@dataclass(frozen=True)
class Question:
    """The name of a place that is unknown or that several places share: asked about, never guessed.

    `candidates` are unit codes, the likeliest first. `written` is the key under which `Options.names`
    answers: the name itself, or with its parents (江苏省/鼓楼区) where the file has the name under several.
    """

    written: str
    rows: int
    first_row: int
    candidates: tuple[str, ...]


@dataclass
class Settled:
    """What was understood of the places of a file."""

    questions: list[Question]
    set_aside: Counter[str]
    by_name: int = 0
    example: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class _Spelling:
    names: Mapping[str, str]
    rows: int
    first_row: int

    @property
    def finest(self) -> str:
        return next((name for name in FINEST if self.names.get(name)), "")

    @property
    def written(self) -> str:
        return plain(self.names[self.finest]) if self.finest else ""

    @property
    def path(self) -> str:
        order = ("province", "city", "county", "place")
        parts = [plain(self.names[name]) for name in order if self.names.get(name)]
        return "/".join(parts) or self.written


def settle_places(
    con: duckdb.DuckDBPyConnection,
    plan: Plan,
    units: pa.Table,
    answers: Mapping[str, str],
    report: Report,
) -> Settled:
    """Fill `unit_code` of `staging`, delete rows that are no unit's, and report open questions as errors.

    The rows of open questions are listed in the table `asked_row`, for the check to pass over.
    """
    settled = Settled([], Counter())
    con.execute("CREATE OR REPLACE TEMP TABLE asked_row (number BIGINT)")
    given = [name for name in (*PLACES, "unit_code") if name in plan.fields]
    if not given or (given == ["unit_code"] and not answers and not _unknown_codes(con)):
        return settled
    return _Settlement(con, plan, Gazetteer(units), answers, given).settle(settled, report)


def _unknown_codes(con: duckdb.DuckDBPyConnection) -> bool:
    query = (
        "SELECT 1 FROM (SELECT DISTINCT unit_code FROM staging WHERE unit_code IS NOT NULL)"
        " WHERE unit_code NOT IN (SELECT unit_code FROM ref_unit) LIMIT 1"
    )
    return first_row(con, query) is not None


class _Settlement:
    """One pass over the spellings of a file."""

    def __init__(
        self,
        con: duckdb.DuckDBPyConnection,
        plan: Plan,
        gazetteer: Gazetteer,
        answers: Mapping[str, str],
        given: list[str],
    ) -> None:
        self._con = con
        self._plan = plan
        self._gazetteer = gazetteer
        self._answers = {plain(written): code for written, code in answers.items()}
        self._given = given
        self._recodes = plan.layout.recodes if plan.layout else {}
        cells = ", ".join(quoted(name) for name in given)
        found = con.execute(
            f"SELECT {cells}, count(DISTINCT {file_row(plan)}), min({STAGED_ROW}) AS first FROM staging"
            " GROUP BY ALL ORDER BY first"
        ).fetchall()
        self._spellings = [
            _Spelling({name: cell or "" for name, cell in zip(given, row, strict=False)}, row[-2], row[-1])
            for row in found
        ]
        self._paths: dict[str, set[str]] = defaultdict(set)
        self._with_cities: set[str] = set()
        for spelling in self._spellings:
            self._paths[spelling.written].add(spelling.path)
            if spelling.names.get("city") or spelling.names.get("county"):
                self._with_cities.add(plain(spelling.names.get("province", "")))

    def settle(self, settled: Settled, report: Report) -> Settled:
        outcomes: list[tuple[str | None, str | None]] = []
        contradictions: list[Finding] = []
        asked: dict[str, Question] = {}
        for spelling in self._spellings:
            code, reason, question = self._outcome(spelling, len(asked))
            outcomes.append((code, reason if question is None else "?"))
            if question is not None:
                key = question.written
                earlier = asked.get(key)
                rows = spelling.rows + (earlier.rows if earlier else 0)
                first = earlier.first_row if earlier else spelling.first_row
                asked[key] = Question(key, rows, first, question.candidates)
            elif reason is not None:
                settled.set_aside[reason] += spelling.rows
            elif code is not None:
                if self._is_stated(spelling, code):
                    found = contradiction(self._gazetteer, code, spelling.names, spelling.rows)
                    contradictions += [replace(each, row=spelling.first_row) for each in found]
                if code != spelling.names.get("unit_code"):
                    settled.by_name += 1
                    settled.example = settled.example if settled.example[0] else (spelling.path, code)
        self._apply(outcomes)
        settled.questions = list(asked.values())
        self._report(settled.questions, report)
        for finding in contradictions:
            report.count(finding.code, "error", int(str(finding.values["rows"])))
        report.keep(contradictions)
        return settled

    def _outcome(self, spelling: _Spelling, asked: int) -> tuple[str | None, str | None, Question | None]:
        """Return the code, or why the row is set aside, or the question to ask."""
        written, path = spelling.written, spelling.path
        answer = self._answers.get(path, self._answers.get(written))
        if answer is not None:
            return answer or None, None if answer else LEFT_OUT, None
        reason = self._reason(spelling)
        if reason is not None or not spelling.finest:
            return None, reason, None
        # A code may stand under a heading that promises names: nothing is surer than a code.
        for cell in (spelling.names.get("unit_code", ""), spelling.names[spelling.finest]):
            code = self._code(cell)
            if code in self._gazetteer.places:
                return code, None, None
        code = self._code(spelling.names.get("unit_code", ""))
        parents, candidates = self._candidates(spelling)
        # A present district beside its city, or in a column of districts, is what it is called today.
        today = bool(candidates) and (bool(parents) or spelling.finest == "county")
        former = () if today else former_places(written, self._gazetteer.places)
        if not candidates and not former:
            if code is None and self._plan.layout and self._plan.layout.codes_rule:
                reason = WITHOUT_CODE
            elif spelling.finest == "unit_code" and not _is_name(written):
                # No name at all: the check of the column says what is wrong with the code.
                candidates = (code or spelling.names["unit_code"],)
        if (len(candidates) == 1 and not former) or reason is not None:
            return candidates[0] if candidates else None, reason, None
        candidates = former or candidates
        if not candidates and asked < NEAR_LIMIT:
            candidates = self._gazetteer.near(written, parents)
        key = path if len(self._paths[written]) > 1 else written
        return None, None, Question(key, spelling.rows, spelling.first_row, candidates)

    def _reason(self, spelling: _Spelling) -> str | None:
        names = spelling.names
        country = folded(names.get("country", ""))
        if country and country not in CHINA:
            return FOREIGN
        for name in ("county", "city", "place", "province"):
            word = folded(names.get(name, ""))
            for pattern, reason in SET_ASIDE:
                if word and re.search(pattern, word):
                    return reason
        if country and not spelling.finest:
            return TOTAL
        province = names.get("province", "")
        if spelling.finest == "province":
            own = self._gazetteer.find(province, "province")
            beside = plain(province) in self._with_cities
            if beside and not (own and own[0] in MUNICIPALITIES):
                return TOTAL
        return None

    def _is_stated(self, spelling: _Spelling, code: str) -> bool:
        """Tell whether a code comes from a cell of codes, not from a name or an answer about one."""
        answered = {spelling.path, spelling.written} & self._answers.keys()
        return not answered and self._code(spelling.names.get("unit_code", "")) == code

    def _code(self, cell: str) -> str | None:
        found = CODE_FORM.fullmatch(plain(cell))
        return self._recodes.get(found[1], found[1]) if found else None

    def _candidates(self, spelling: _Spelling) -> tuple[list[str], tuple[str, ...]]:
        """Return the parents that are known, and the places that the finest name can mean inside them."""
        names, finest = spelling.names, spelling.finest
        parents: list[str] = []
        for name in ("province", "city"):
            if name != finest and names.get(name):
                found = self._gazetteer.find(names[name], ROLES[name], parents)
                if len(found) == 1:
                    parents.append(found[0])
        level = finest if finest != "unit_code" else "place"
        return parents, self._gazetteer.find(names[finest], ROLES.get(level, "any"), parents)

    def _apply(self, outcomes: list[tuple[str | None, str | None]]) -> None:
        cells = {
            f"k{position}": pa.array([spelling.names[name] for spelling in self._spellings], pa.string())
            for position, name in enumerate(self._given)
        }
        codes = pa.array([code for code, _reason in outcomes], pa.string())
        reasons = pa.array([reason for _code, reason in outcomes], pa.string())
        self._con.register("outcome_rows", pa.table({**cells, "code": codes, "reason": reasons}))
        self._con.execute("CREATE OR REPLACE TEMP TABLE outcome AS SELECT * FROM outcome_rows")
        self._con.unregister("outcome_rows")
        same = " AND ".join(
            f"coalesce(s.{quoted(name)}, '') = o.k{position}" for position, name in enumerate(self._given)
        )
        self._con.execute(
            f"INSERT INTO asked_row SELECT s.{STAGED_ROW} FROM staging s JOIN outcome o ON {same}"
            " WHERE o.reason = '?'"
        )
        rewrite(
            self._con,
            f"SELECT s.* REPLACE (o.code AS unit_code) FROM staging s JOIN outcome o ON {same}"
            f" WHERE o.reason IS NULL OR o.reason = '?' ORDER BY s.{STAGED_ROW}",
        )

    def _report(self, questions: list[Question], report: Report) -> None:
        if not questions:
            return
        for question in questions:
            name = question.written.rsplit("/", 1)[-1]
            several = len(question.candidates) > 1 and bool(self._gazetteer.find(name))
            finding = self._finding(question, several=several)
            report.count(finding.code, "error", question.rows)
            report.keep([finding])

    def _finding(self, question: Question, *, several: bool) -> Finding:
        places = self._gazetteer.places
        shown = ", ".join(f"{code} {places[code].name}" for code in question.candidates[:5])
        column = next((name for name in FINEST if name in self._given), "unit_code")
        return Finding(
            "unit_ambiguous" if several else "unit_unknown",
            row=question.first_row,
            column=column,
            value=question.written,
            values={"rows": question.rows, "candidates": shown or "…"},
        )


def _is_name(text: str) -> bool:
    """Tell whether a text without a known code is a name, rather than a code that was damaged."""
    return any(character.isalpha() for character in text) and not DAMAGED_CODE.fullmatch(text)


def sentences(settled: Settled) -> list[Sentence]:
    """Say how places were understood."""
    if not settled.by_name:
        return []
    written, code = settled.example
    values = {"count": settled.by_name, "written": written, "code": code}
    return [Sentence(N_("Places recognised by name: {count}, such as “{written}” as {code}."), values)]
