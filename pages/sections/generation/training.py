"""A network is trained beside the page: the page can be used meanwhile, sees how far it is, and can stop it."""

import threading
from dataclasses import dataclass, field

import streamlit as st

from core.descent import Ended, Run, descend
from core.generation import Corpus, SpellingModel, SpellingNetwork, spelling_network

RATE, OPTIMIZER, STEPS = 0.1, "adam", 200
REMEMBERED = 8                          # trained networks kept in a session
KEPT = 60                               # steps of the loss curve

Key = tuple[str, bool, int, int]        # texts, whether capitals are small, letters remembered, neurons


@dataclass
class Training:
    """One training on a thread of its own."""

    key: Key
    corpus: Corpus
    step: int = 0
    run: Run | None = None
    net: SpellingNetwork | None = None
    stop: threading.Event = field(default_factory=threading.Event)

    def work(self) -> None:
        """Walk down until the end, or until somebody says stop."""
        _, _, memory, neurons = self.key
        f = spelling_network(self.corpus, memory, neurons)
        self.net = SpellingNetwork(memory, self.corpus.alphabet.size, neurons)
        self.run = descend(f, self.net.start(0), optimizer=OPTIMIZER, rate=RATE, steps=STEPS, keep=KEPT,
                           progress=self.heard)

    def heard(self, step: int, _steps: int) -> bool:
        """Remember how far it is; False stops the walk."""
        self.step = step
        return not self.stop.is_set()


@dataclass(frozen=True)
class Trained:
    """A network that has learned, its descent, and whether it was stopped early."""

    model: SpellingModel
    run: Run

    @property
    def stopped(self) -> bool:
        """Whether it was stopped before the end."""
        return self.run.ended == Ended.CANCELLED


def trained(key: Key, corpus: Corpus) -> Trained | None:
    """The network if it has been trained; else its training begins, and None."""
    done: dict[Key, Trained] = st.session_state.setdefault("spelling_networks", {})
    if key in done:
        return done[key]
    running: Training | None = st.session_state.get("spelling_training")
    if running is None or running.key != key:
        if running is not None:
            running.stop.set()
        running = Training(key, corpus)
        threading.Thread(target=running.work, daemon=True).start()
        st.session_state["spelling_training"] = running
    return None


def finished() -> bool:
    """Whether the running training is done; then its network is put with the others."""
    running: Training | None = st.session_state.get("spelling_training")
    if running is None or running.run is None or running.net is None:
        return False
    done: dict[Key, Trained] = st.session_state["spelling_networks"]
    model = SpellingModel(running.corpus.alphabet, running.net, running.run.thetas[-1])
    done[running.key] = Trained(model, running.run)
    while len(done) > REMEMBERED:
        done.pop(next(iter(done)))
    del st.session_state["spelling_training"]
    return True


def again(key: Key) -> None:
    """Forget a network, so that its training begins anew."""
    st.session_state["spelling_networks"].pop(key, None)


def give_up() -> None:
    """Nobody waits for it any more."""
    running: Training | None = st.session_state.pop("spelling_training", None)
    if running is not None:
        running.stop.set()
