"""One opened log with its phases, and every series of it compared: what notebooks work on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar

import pandas as pd

from analysis.aspects.acute import Acute, find_acutes
from analysis.aspects.changes import Changes, find_changes
from analysis.aspects.checks import Check, find_checks, say_checks
from analysis.aspects.control_side import find_trained_side, say_control
from analysis.aspects.coverage import Coverage, find_coverage
from analysis.aspects.daymap import DayMap, map_days
from analysis.aspects.dose import Dose, days_without_minutes, find_doses
from analysis.aspects.dose_curve import DoseCurve, find_dose_curves
from analysis.aspects.dose_links import DoseLinks, find_dose_links
from analysis.aspects.doses_daily import daily_doses
from analysis.aspects.explanations import say_explanations, say_found
from analysis.aspects.keeping import say_keeping
from analysis.aspects.lags import Lags, find_lags, known_minutes
from analysis.aspects.placebo import Placebo, find_placebos
from analysis.aspects.planned import Planned, find_planned
from analysis.aspects.prospect import Prospect, find_prospect
from analysis.aspects.red_flags import find_noted_flags
from analysis.aspects.rivals_beside import RivalsBeside, find_rivals_beside
from analysis.aspects.ruler import Ruler, find_rulers
from analysis.aspects.sensitivity import Sensitivity, find_sensitivity
from analysis.aspects.sides import Sides, find_sides
from analysis.aspects.together import Together, find_together
from analysis.aspects.visit import Visit, choose_mains, find_visit, say_caution, say_done
from analysis.claims import Card, gather_evidence, make_cards
from analysis.comparing import compare_log
from analysis.comparison import Comparison, say_conventions, say_family, urgency, with_change
from analysis.errors import DataError
from analysis.goals import Goals
from analysis.intake import Logs
from analysis.logbook.naming import folder_of, name_series, say_unread
from analysis.phases import Phases, describe_phases
from analysis.planning.drawing import Wish, draw_beside, say_drawn, with_baseline
from analysis.planning.kept import find_kept
from analysis.planning.words import say_plan
from analysis.rivals import RIVALS, rival_frame
from analysis.schema import METRICS
from analysis.stats.randomization import Kind
from analysis.training import WeeklyTraining, logged_days, sum_weeks
from analysis.verdict.compared import as_start
from analysis.verdict.sentence import share_sentences
from analysis.verdict.table import verdict_table
from analysis.words import METRIC_WORDS, NOT_IN_LOG, Text, say_count, say_day, say_list

MOVEMENT = ("rom", "reach")
FEELINGS = ("tightness", "pain", "soreness")
OTHERS = tuple(metric for metric in METRICS if metric not in (*MOVEMENT, *FEELINGS, *RIVALS))
OUTCOMES = (*FEELINGS, *MOVEMENT, *OTHERS)

NO_OUTCOME = "No outcome, such as tightness, pain or an angle, is in this log."
NO_CONTROL = "No side was trained alone while both were measured, so no side can stand for what happens without the routine."
NOTHING_DRAWN = (
    'Nothing is drawn yet. Choose a kind of plan in the cell above, such as draw = "start", and run it once; or in a '
    "terminal: flexlog plan LOG --draw start."
)
SAID_OF_KEEPING = ("Typed in later", "Use of the scale")
"""Checks that what is said of keeping speaks of already: late entries and marks that hardly move."""
HOW_TO_ADD = "'How to measure' (data/templates/how_to_measure.md) shows how to add it."


T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Logbook:
    """One person's opened log.

    Attributes
    ----------
    logs : Logs
    phases : Phases
    is_example : bool
        True for the sample: every title and sentence then begins with 'Example log'.
    person : str or None
    goals : Goals
        The main measure and the marks that the person set.
    """

    logs: Logs
    phases: Phases
    is_example: bool
    person: str | None = None
    goals: Goals = field(default_factory=Goals)

    def title(self, text: str) -> str:
        """A chart's title, marked where this is the example."""
        if not self.is_example or text.startswith("Example log"):
            return text
        return f"Example log: {text[0].lower()}{text[1:]}"

    def say(self, *sentences: str) -> Text:
        """Sentences as a paragraph each, marked where this is the example."""
        marked = [f"Example log. {s}" if self.is_example else s for s in sentences if s]
        return Text("\n\n".join(marked))

    def show(self, table: pd.DataFrame) -> pd.DataFrame | Text:
        """A table, or words where it has no row."""
        return self.say(NOT_IN_LOG) if table.empty else table

    def answers(self, comparisons: Iterable[Comparison], metrics: Iterable[str]) -> Text:
        """One paragraph a series, pain that got worse first; what the log does not hold is said.

        Where several series are compared, so is how they are judged together.
        """
        comparisons = sorted(comparisons, key=urgency)
        if not comparisons and set(metrics) >= set(OUTCOMES):
            return self.say(f"{NO_OUTCOME} {HOW_TO_ADD}")
        if not comparisons:
            names = say_list([METRIC_WORDS[metric] for metric in metrics])
            are = "are" if " and " in names else "is"
            return self.say(f"{names[0].upper()}{names[1:]} {are} not in this log. {HOW_TO_ADD}")
        said = share_sentences([comparison.sentences for comparison in comparisons])
        said += [f"{name} is read with this sign: {text}." for name, text in say_conventions(comparisons)]
        if with_change(comparisons):
            said.append(say_family(self._compared))
        return self.say(*said)

    def mains(self) -> tuple[Comparison, ...]:
        """The main measure, with both sides where it has two; where none was chosen, the first outcome."""
        return choose_mains(self.compare(OUTCOMES))

    def progress(self) -> Text:
        """The answer for the main measure, what was done, and what must be said of pain whatever that answer is."""
        mains, outcomes = self.mains(), self.compare(OUTCOMES)
        if not mains:
            return self.say(f"{NO_OUTCOME} {HOW_TO_ADD}", say_done(self.training()))
        said = share_sentences([one.sentences for one in mains])
        if len(outcomes) > len(mains) and not any(one.role == "main" for one in mains):
            said.append(
                f"No main measure was chosen, so this shows the first of {len(outcomes)} outcomes. Choose one in 00_start_here, "
                "once: it then stands by itself."
            )
        caution = say_caution(outcomes)
        if caution and not any(caution in text for text in said):
            said.insert(0, caution)
        noted = find_noted_flags(self.logs, person=self.person).sentences()
        return self.say(*noted, *said, say_done(self.training()))

    def explanations(self) -> Text:
        """What else changed when the routine began, and for which outcomes another explanation was found."""
        outcomes = self.compare(OUTCOMES)
        if not outcomes:
            return self.say(f"{NO_OUTCOME} So there is no change to explain.")
        return self.say(say_explanations(self.rivals_beside(OUTCOMES)), say_found(outcomes))

    def keeping(self) -> Text:
        """How the log was kept, in sentences, and what stands out among the checks."""
        knows_entry = bool(self.logs.outcomes["entered_at"].notna().any())
        said = say_keeping(self.coverage()[0], self.compare(OUTCOMES), knows_entry=knows_entry)
        more = [one for one in self.checks() if one.name not in SAID_OF_KEEPING]
        return self.say(*said, *say_checks(more))

    def checks(self) -> tuple[Check, ...]:
        """What the log says about itself: rounding, the scale, late and copied days, skipped days, warmth, the hour."""
        return find_checks(self.logs, self.compare(OUTCOMES), start=self.phases.start, person=self.person)

    def sensitivities(self, metrics: Iterable[str]) -> tuple[Sensitivity, ...]:
        """The change of outcomes under other choices of start and window."""
        return self._titled(find_sensitivity(self.compare(metrics)))

    def training(self) -> WeeklyTraining:
        """Minutes and sessions a week, for `plot_minutes`."""
        title = self.title("Minutes a week")
        return sum_weeks(self.logs, person=self.person, start=self.phases.only_start, title=title)

    def summary(self) -> Text:
        """What was opened, its days, and where the start comes from."""
        files = int((self.logs.files["kept"] > 0).sum())
        days = logged_days(self.logs, person=self.person)
        if days.empty:
            return self.say(say_unread(self.logs) or "No entry could be read; 00_start_here says why.")
        several = len({*self.logs.outcomes["person"], *self.logs.sessions["person"]}) > 1
        head = "" if self.is_example else f"Log of {self.person}: " if several else "Your log: "
        span = f"{say_day(days[0])} to {say_day(days[-1])}" if len(days) > 1 else say_day(days[0])
        opened = f"{head}{say_count(files, 'file')}, {span}, {say_count(len(days), 'day')} logged."
        return self.say(" ".join(filter(None, [opened, say_unread(self.logs), describe_phases(self.phases)])))

    def compare(self, metrics: Iterable[str] = tuple(METRICS)) -> tuple[Comparison, ...]:
        """Every series of these metrics, compared; empty where the log has none.

        All outcomes of the log are judged together, whichever are asked for.
        """
        wanted = set(metrics)
        return tuple(one for one in self._compared if one.key.metric in wanted)

    def pick(self, words: str) -> Comparison:
        """The one series that these words name, such as 'pain' or 'rom left'.

        Raises
        ------
        DataError
            The log holds none, or several, and which.

        Examples
        --------
        >>> from analysis.logbook import open_logbook
        >>> open_logbook().pick("rom left").name
        'Range of motion, left hip'
        """
        found = [one for one in self._compared if Goals(words).is_main(one.key)]
        if len(found) == 1:
            return found[0]
        known = name_series([one.key for one in found or self._compared])
        if not found:
            raise DataError(f"{words!r} is not in this log, which holds {known} - name one of them")
        raise DataError(f"{words!r} names several series: {known} - add a side or a region")

    def calendar(self, metrics: Iterable[str]) -> tuple[DayMap, ...]:
        """Every day of these series, with the days of sessions, for `plot_calendar`."""
        training = self.training()
        return tuple(map_days(one, training) for one in self.compare(metrics))

    def acutes(self, metrics: Iterable[str]) -> tuple[Acute, ...]:
        """What was read before and after sessions, for `plot_sessions`."""
        return self._titled(find_acutes(self.logs, metrics=tuple(metrics), person=self.person))

    def sides(self, metrics: Iterable[str]) -> tuple[Sides, ...]:
        """Left and right of what was read on both, for `plot_sides`."""
        return self._titled(find_sides(self.compare(metrics)))

    def rivals_beside(self, metrics: Iterable[str]) -> tuple[RivalsBeside, ...]:
        """Outcomes above what else was logged, the main measure first, for `plot_rivals`."""
        rivals = rival_frame(self.logs, person=self.person)
        if rivals.empty:
            return ()
        outcomes = self.compare(metrics)
        first = choose_mains(outcomes)
        ordered = [*first, *(one for one in outcomes if one not in first)]
        return self._titled(find_rivals_beside(one, rivals) for one in ordered)

    def together(self, metrics: Iterable[str]) -> tuple[Together, ...]:
        """Each outcome with the routine and what else was logged in one model."""
        rivals = rival_frame(self.logs, person=self.person)
        return self._titled(find_together(self.compare(metrics), rivals))

    def claims(self) -> tuple[Card, ...]:
        """The claims of the article, each with what research says and what this log says."""
        mains = self.mains()
        evidence = gather_evidence(
            (*mains, *(one for one in self._compared if one not in mains)),
            self.training(),
            start=self.phases.start,
            acutes=self.acutes(OUTCOMES),
            curves=self.dose_curves(OUTCOMES),
            plan=self.phases.plan,
        )
        return make_cards(evidence)

    def controls(self) -> Text:
        """What a side that was trained alone did beyond the other; nothing to say where both were."""
        trained = find_trained_side(self.logs, self.phases.start, person=self.person)
        said = say_control(self.sides(OUTCOMES), trained)
        return self.say(*(said or [NO_CONTROL]))

    def doses(self, metrics: Iterable[str]) -> tuple[Dose, ...]:
        """Minutes a week beside outcomes that have a whole week of both, for `plot_dose`.

        All outcomes of the log count as tried.
        """
        unknown = days_without_minutes(self.logs, person=self.person)
        found = find_doses(self._compared, self.training(), unknown_days=unknown)
        wanted = {one.name for one in self.compare(metrics)}
        shown = [one for one in found if one.name in wanted and (one.shown["minutes"] > 0).any()]
        return self._titled(shown)

    def dose_links(self, metrics: Iterable[str]) -> DoseLinks:
        """Every dose (minutes, sessions, holds) beside outcomes, as a table and in sentences.

        All outcomes of the log count as tried.
        """
        doses = daily_doses(self.logs, self.training(), person=self.person)
        wanted = {one.name for one in self.compare(metrics)}
        found = find_dose_links(self._compared, doses).only(wanted)
        return replace(found, title=self.title(found.title))

    def dose_curves(self, metrics: Iterable[str]) -> tuple[DoseCurve, ...]:
        """Whether a few minutes suffice for outcomes that have a routine, for `plot_dose_curve`.

        All outcomes of the log are judged together; none where no minutes target the hip flexors.
        """
        minutes = known_minutes(self.training(), days_without_minutes(self.logs, person=self.person))
        wanted = {one.name for one in self.compare(metrics)} if (minutes > 0).any() else set()
        return self._titled(one for one in find_dose_curves(self._compared, minutes) if one.name in wanted)

    def lags(self, metrics: Iterable[str]) -> tuple[Lags, ...]:
        """Outcomes against minutes and rivals on the same and on later days, for `plot_lags`."""
        unknown = days_without_minutes(self.logs, person=self.person)
        rivals = rival_frame(self.logs, person=self.person)
        found = find_lags(self._compared, self.training(), rivals, unknown_days=unknown)
        wanted = {one.name for one in self.compare(metrics)}
        return self._titled(one for one in found if one.name in wanted)

    def prospect(self) -> tuple[Prospect, ...]:
        """What plans would find in the main measure, for `plot_power`."""
        return self._titled([find_prospect(self.mains())])

    def draw_plan(
        self,
        kind: Kind | None = None,
        *,
        days: int | None = None,
        first_day: str | None = None,
        baseline: bool = False,
        again: bool = False,
    ) -> Text:
        """Draw a plan and write it beside the log: plan.csv, and plan.ics for a calendar.

        Parameters
        ----------
        kind : str, optional
            'start', 'abab', 'alternating', 'random_days', 'blocks' or 'staggered'; None draws nothing.
        days : int, optional
            None takes the usual length.
        first_day : str, optional
            YYYY-MM-DD; None takes tomorrow.
        baseline : bool
            'start' and 'staggered': what was logged so far, without the routine, counts as baseline.
        again : bool
            Draw although a plan is running; the new one says that it was not the first.

        Raises
        ------
        DataError
            The example keeps no plan; the first day is not later than today; another plan is running; a baseline
            is wanted after the routine has begun.
        """
        if kind is None:
            return self.say(NOTHING_DRAWN)
        planned = self.planned()[0]
        if planned.kept is not None and not planned.kept.ended and not again:
            return self.say(
                f"Nothing is drawn: {say_plan(planned.kept.plan)} To give it up for another one: again=True."
            )
        if self.is_example:
            raise DataError(
                "the example keeps no plan - open your own log, or draw with: flexlog plan --draw start"
            )
        first = None if first_day is None else as_start(first_day).date()
        wish = Wish(kind, days=days, first_day=first, person=self.person or "", again=again)
        if baseline:
            logged = logged_days(self.logs, person=self.person)
            wish = with_baseline(wish, self.logs, logged, person=self.person)
        folder = folder_of(self.logs)
        return self.say(*say_drawn(draw_beside(folder, wish), folder))

    def planned(self) -> tuple[Planned, ...]:
        """The plan that lies beside the log, what was kept and what its lot says, for `plot_plan`."""
        plan, days = self.phases.plan, logged_days(self.logs, person=self.person)
        last = days[-1] if len(days) else None
        kept = None if plan is None else find_kept(self.logs, plan, until=last, person=self.person)
        return self._titled([find_planned(self.phases, kept, self.compare(OUTCOMES))])

    def coverage(self) -> tuple[Coverage, ...]:
        """What was logged when, for `plot_log`."""
        return self._titled([find_coverage(self.logs, person=self.person, start=self.phases.only_start)])

    def changes(self) -> tuple[Changes, ...]:
        """All changes of the log on one scale, for `plot_changes`."""
        return self._titled([find_changes(self._compared)])

    def placebos(self, metrics: Iterable[str]) -> tuple[Placebo, ...]:
        """The change at every other possible start, for `plot_placebo`."""
        return self._titled(find_placebos(self.compare(metrics)))

    def rulers(self, metrics: Iterable[str]) -> tuple[Ruler, ...]:
        """Repeated readings of one sitting, for `plot_ruler`."""
        return self._titled(find_rulers(self.logs, self.compare(metrics), person=self.person))

    def visit(self) -> Visit:
        """One page for a visit, for `plot_summary`."""
        found = find_visit(self.logs, self._compared, self.training(), person=self.person)
        return replace(found, title=self.title(found.title))

    def verdicts(self) -> pd.DataFrame:
        """Every verdict of the log as one frame, as `analysis.verdict.table.verdict_table` describes it."""
        found = {one.name: one.verdict for one in self._compared if one.verdict is not None}
        return verdict_table(found)

    @cached_property
    def _compared(self) -> tuple[Comparison, ...]:
        found = compare_log(self.logs, self.phases, goals=self.goals, person=self.person)
        return tuple(replace(one, title=self.title(one.title)) for one in found)

    def _titled(self, found: Iterable[T]) -> tuple[T, ...]:
        """Mark the titles where this is the example."""
        aspects: list[Any] = list(found)
        return tuple(replace(one, title=self.title(one.title)) for one in aspects)
