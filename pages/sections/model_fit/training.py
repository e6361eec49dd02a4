"""Long walks do not hold up the page: they go on beside it, with progress, and can be stopped."""

import threading
from dataclasses import dataclass, field

import streamlit as st

from pages.sections.model_fit.film import Film, Measure, Shape, asked, problem_of
from pages.shared import compute
from pages.shared.compute import Asked, Fit, Problem, Walk
from pages.shared.numbers import count
from pages.shared.words import t
from pages.shared.workspace import Work

MUCH = 400_000_000                      # steps × rows × parameters from which a walk takes seconds
REMEMBERED = 12                         # long walks kept in a session
LOOK_AGAIN = 0.3                        # seconds


class DroppedError(Exception):
    """Nobody waits for this walk any more."""


@dataclass
class Job:
    """A walk on a thread of its own."""

    key: tuple[Asked, Walk]
    problem: Problem
    step: int = 0
    fit: Fit | None = None
    problem_text: str = ""
    stop: threading.Event = field(default_factory=threading.Event)     # what was walked so far is wanted
    drop: threading.Event = field(default_factory=threading.Event)     # nothing is wanted

    def work(self) -> None:
        """Walk until the end, or until somebody says stop."""
        try:
            self.fit = compute.walked(self.key[1], self.problem, self.heard)
        except ValueError as reason:
            self.problem_text = str(reason)
        except DroppedError:
            pass

    def heard(self, step: int, _steps: int) -> bool:
        """Remember how far it is; False stops the walk."""
        if self.drop.is_set():
            raise DroppedError
        self.step = step
        return not self.stop.is_set()


def fit(work: Work, shape: Shape, measure: Measure, walk: Walk) -> Fit | None:
    """The walk's result; None while it is still under way."""
    problem, known = problem_of(work, shape, measure), asked(work, shape, measure)
    rows = walk.batch or len(problem.y)
    if problem.f.quadratic or walk.steps * rows * problem.f.size <= MUCH:
        return compute.fit(known, walk, problem)
    done: dict[tuple[Asked, Walk], Fit] = st.session_state.setdefault("long_walks", {})
    if (known, walk) in done:
        return done[known, walk]
    start((known, walk), problem)
    return None


def start(key: tuple[Asked, Walk], problem: Problem) -> None:
    """Begin this walk, and end another that nobody waits for any more."""
    job: Job | None = st.session_state.get("job")
    if job is not None and job.key == key:
        return
    if job is not None:
        job.drop.set()
    job = Job(key, problem)
    threading.Thread(target=job.work, daemon=True).start()
    st.session_state["job"] = job


def let_go(work: Work, shape: Shape, measure: Measure) -> None:
    """End a walk on another problem at once: the search for the new minimum then has the machine to itself."""
    job: Job | None = st.session_state.get("job")
    if job is not None and job.key[0] != asked(work, shape, measure):
        job.drop.set()
        del st.session_state["job"]


@st.fragment(run_every=LOOK_AGAIN)
def progress() -> None:
    """How far the walk is, and a button that ends it; what was walked so far is kept."""
    job: Job | None = st.session_state.get("job")
    if job is None:
        return
    if job.fit is not None or job.problem_text:
        if job.fit is not None:
            done = st.session_state["long_walks"]
            done[job.key] = job.fit
            while len(done) > REMEMBERED:
                done.pop(next(iter(done)))
        else:
            st.session_state["training_refused"] = job.problem_text
        del st.session_state["job"]
        st.rerun()
    steps = job.key[1].steps
    left, right = st.columns([5, 1], vertical_alignment="center")
    with left:
        st.progress(job.step / steps, text=t("Step {step} of {steps}; the picture before stays until it is done.",
                                             step=count(job.step), steps=count(steps)))
    with right:
        st.button(t("Stop here"), key="stop_walk", icon=":material/stop_circle:", on_click=job.stop.set)


def last(work: Work) -> Film | None:
    """The film that was shown before, if it is of the same data."""
    film: Film | None = st.session_state.get("film")
    return film if film is not None and film.work.key == work.key else None
