"""A look inside a network."""


import numpy as np

from tests.pages.model_fit.reading import Visitor, shown, words


def test_the_loss_of_the_table_is_that_of_the_walk(fresh: Visitor) -> None:
    app = fresh(open="network", model="network", hidden="3", data="sample:auto_mpg", x="horsepower").run()
    film = app.session_state["film"]
    loss = film.problem.f.value(film.fit.run.thetas[-1])
    assert f"Loss with these parameters: :red[**{shown(loss)}**]" in words(app)
    frame = app.data_editor[0].value
    np.testing.assert_array_equal(frame["value"], film.fit.run.thetas[-1])


def test_a_line_has_no_inside(fresh: Visitor) -> None:
    app = fresh(open="network").run()
    assert "What if?" not in words(app)


def test_a_weight_typed_over_comes_with_the_link_and_its_loss_with_it(fresh: Visitor) -> None:
    settings = {"model": "network", "hidden": "3", "data": "sample:auto_mpg", "x": "horsepower", "open": "network"}
    learned = words(fresh(**settings).run())
    app = fresh(**settings, typed="b2_1=2.5 w1_1_1=0 nonsense=1 b1_1=__import__").run()
    assert not app.exception
    assert "Loss with these parameters" in learned
    assert "Loss with 2 parameter(s) changed" in words(app)
    assert app.query_params["typed"] == "w1_1_1=0.0 b2_1=2.5"
    app.button(key="as_learned").click().run()
    assert "Loss with these parameters" in words(app)
    assert "typed" not in app.query_params
