"""What the visitor works on: which table and columns, the same on every page and in the link."""

from collections.abc import Callable

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from data.reader import read_table
from pages.shared.cells import pack
from pages.shared.workspace.loaded import file_part

Visit = Callable[..., AppTest]
DATA, FIT = "pages/data_upload.py", "pages/model_fit.py"
CONTENT = b"size,rooms,kind,price\n50,2,a,100\n60,3,b,120\n70,3,a,150\n80,4,b,155\n90,5,a,200\n"


def own(visit: Visit, content: bytes = CONTENT, name: str = "own.csv") -> AppTest:
    app = visit(DATA)
    app.segmented_control(key="from").set_value("file").run()
    app.file_uploader(key="upload").upload(name, content, "text/csv").run()
    assert not app.exception
    return app


def go(app: AppTest, page: str) -> AppTest:
    app.switch_page(page).run()
    assert not app.exception
    return app


def test_other_pages_follow_the_columns_chosen_here(visit: Visit) -> None:
    app = own(visit)
    app.selectbox(key="y").set_value("size").run()
    app.multiselect(key="x").set_value(["price"]).run()
    go(app, FIT)
    work = app.session_state["work"]
    assert (work.target, work.features) == ("size", ("price",))
    assert work.matrix.y.tolist() == [50, 60, 70, 80, 90]
    go(app, DATA)
    assert app.session_state["kept"]["y"] == "size"
    assert app.multiselect(key="x").value == ["price"]


def test_a_new_file_with_the_same_columns_keeps_the_choice_of_columns(visit: Visit) -> None:
    app = own(visit)
    app.selectbox(key="y").set_value("rooms").run()
    app.file_uploader(key="upload").upload("more.csv", CONTENT + b"95,5,b,210\n", "text/csv").run()
    assert app.session_state["kept"]["y"] == "rooms"
    assert len(app.session_state["table"].frame) == 6


def test_a_column_that_is_gone_is_said(visit: Visit) -> None:
    app = own(visit)
    app.multiselect(key="x").set_value(["size", "rooms"]).run()
    app.file_uploader(key="upload").upload("less.csv", b"size,price\n1,2\n2,3\n3,5\n", "text/csv").run().run()
    assert app.session_state["kept"]["x"] == ["size"]


def test_a_file_with_other_columns_starts_anew_without_reproach(visit: Visit) -> None:
    app = own(visit)
    app.file_uploader(key="upload").upload("other.csv", b"u,v\n1,2\n2,3\n3,5\n", "text/csv").run().run()
    assert not app.warning
    assert app.session_state["kept"]["y"] == "v"


def test_the_same_bytes_read_differently_are_different_data(visit: Visit) -> None:
    app = own(visit, b"1;2\n3;4\n5;6\n7;9\n")
    app.selectbox(key="header").set_value("no").run()
    first = app.session_state["work"].key
    app.selectbox(key="header").set_value("yes").run()
    assert app.session_state["work"].key != first


def test_cells_inside_a_link_are_the_data_of_whoever_opens_it(visit: Visit) -> None:
    table = read_table(CONTENT, name="own.csv")
    app = visit(DATA, data=f"cells:{pack(table.frame, 'own.csv')}", y="price", x=["rooms"])
    assert not app.warning
    assert app.session_state["table"].frame["price"].tolist() == [100, 120, 150, 155, 200]
    assert app.session_state["work"].features == ("rooms",)


@pytest.mark.parametrize("data", ["cells:own.csv:AAAA", "cells:", "nonsense", "sample:none", "made:", "made:line(n=1)",
                                  "made:line(n=__import__('os'))", "file:", "file:a"])
def test_a_data_part_that_cannot_be_opened_gets_a_sentence(visit: Visit, data: str) -> None:
    app = visit(DATA, data=data)
    assert app.warning or app.info
    assert app.session_state["data"] == "sample:hubble_1929"


def test_going_on_without_the_file_of_a_link_shows_a_sample(visit: Visit) -> None:
    app = visit(DATA, data=file_part("their.csv", "0" * 64), y="price", encoding="big5", **{"from": "file"})
    app.button(key="awaited_none").click().run()
    assert not app.exception
    assert app.session_state["data"] == "sample:hubble_1929"
    assert "awaited" not in app.session_state


def test_another_file_than_the_link_s_can_be_used_all_the_same(visit: Visit) -> None:
    app = visit(DATA, data=file_part("their.csv", "0" * 64))
    app.file_uploader(key="awaited_file").upload("own.csv", CONTENT, "text/csv").run()
    app.button(key="awaited_any").click().run()
    assert not app.exception
    assert app.session_state["table"].name == "own.csv"


def test_a_table_that_cannot_be_learned_from_stops_other_pages_with_a_sentence(visit: Visit) -> None:
    app = go(own(visit, b"a,b\n1,x\n2,y\n3,z\n"), FIT)
    assert app.error
    app = go(own(visit, b"a,b\n"), FIT)
    assert "no row" in app.error[0].value


def test_the_chip_switches_to_a_sample_from_any_page(visit: Visit) -> None:
    app = visit(FIT)
    app.radio(key="chip_sample").set_value("views").run()
    assert app.session_state["data"] == "sample:views"
    assert app.session_state["work"].target == "views_today"
    go(app, DATA)
    assert app.selectbox(key="sample").value == "views"


def test_sharing_puts_the_columns_in_use_into_the_link_if_they_fit(visit: Visit) -> None:
    app = own(visit)
    app.button(key="share").click().run()
    assert not app.exception
    assert any("columns in use" in said.value for said in app.markdown)


def test_a_table_too_large_for_a_link_is_to_be_sent_along(visit: Visit) -> None:
    rows = "".join(f"{a},{b}\n" for a, b in np.random.default_rng(0).normal(size=(3_000, 2)))
    app = own(visit, f"a,b\n{rows}".encode())
    app.button(key="share").click().run()
    assert any("send it along" in said.value for said in app.markdown)


def test_what_a_link_with_cells_needs_is_every_column_that_is_used(visit: Visit) -> None:
    app = visit(DATA, data="sample:bike_sharing", y="bikers", past="7", type=["category:workingday"])
    assert app.session_state["work"].past == 7
    table = app.session_state["table"].frame[["date", "workingday", "temp", "bikers"]][:60]
    other = visit(DATA, data=f"cells:{pack(table, 'bikes (sample), edited')}", y="bikers", past="7",
                  type=["category:workingday"])
    assert not other.warning
    assert other.session_state["work"].matrix.X.shape == (53, 7)
    assert other.session_state["work"].matrix.X.tolist() == app.session_state["work"].matrix.X[:53].tolist()


def test_use_my_csv_opens_the_uploader_from_any_page(visit: Visit) -> None:
    app = visit(DATA)
    app.button(key="use_own").click().run()
    assert not app.exception
    assert app.session_state["kept"]["from"] == "file"
    assert app.file_uploader(key="upload")


@pytest.mark.parametrize(("moved", "said"), [(None, False), ("mae", True)])
def test_a_choice_that_other_data_do_not_have_is_said_but_not_one_that_nobody_made(
    visit: Visit, moved: str | None, said: bool,
) -> None:
    app = visit(FIT)
    if moved:
        app.selectbox(key="loss").set_value(moved).run()
    app.radio(key="chip_sample").set_value("iris").run()
    assert not app.exception
    assert app.session_state["kept"]["loss"] == "cross_entropy"
    assert any("Loss = mae does not exist in these data" in each.value for each in app.warning) == said
    assert len(app.warning) == said


def test_a_file_is_read_anew_also_while_the_visitor_looks_at_another_source(visit: Visit) -> None:
    app = own(visit, b"a;b\n1;2,5\n2;3,5\n3;4,5\n")
    app.segmented_control(key="from").set_value("paste").run()
    app.selectbox(key="delimiter").set_value("comma").run()
    assert not app.exception
    assert app.session_state["table"].name == "own.csv"
    assert app.session_state["kept"]["from"] == "paste"
    assert app.session_state["table"].reading.delimiter == ","
