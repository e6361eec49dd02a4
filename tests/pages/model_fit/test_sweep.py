"""The sweep of learning rates."""


import numpy as np

from tests.pages.model_fit.reading import Visitor, words


def test_the_sweep_names_the_best_rate_and_a_button_takes_it(fresh: Visitor) -> None:
    app = fresh(open="sweep").run()
    assert "η = 0.4 gets lowest" in words(app)
    app.button(key="best_rate").click().run()
    assert app.session_state["kept"]["rate"] == 0.4
    assert not app.exception


def test_a_network_is_swept_by_walking(fresh: Visitor) -> None:
    app = fresh(open="sweep", model="network", hidden="3", data="sample:views").run()
    found = app.session_state["swept"]
    assert len(found) >= 10
    film = app.session_state["film"]
    (known, walk), loss = next(iter(found.items()))
    assert walk.steps == 20
    assert known.model == "network"
    assert loss <= film.problem.f.value(film.problem.start(walk)) or not np.isfinite(loss) or walk.rate > 0.1
