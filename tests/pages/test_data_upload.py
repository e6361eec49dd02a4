"""The data page: what is brought is read, said, shown and kept in the link; what can't be read harms nothing."""

from collections.abc import Callable

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data.samples import SAMPLES

Visit = Callable[..., AppTest]
PAGE = "pages/data_upload.py"
FLATS = "fläche;preis\n50,5;100\n60,25;120\n70;150\n80;155\n"


def upload(app: AppTest, content: bytes, name: str = "flats.csv") -> AppTest:
    if app.session_state["from"] != "file":
        app.segmented_control(key="from").set_value("file").run()
    app.file_uploader(key="upload").upload(name, content, "text/csv").run()
    assert not app.exception
    return app


def words(app: AppTest) -> str:
    return "\n".join(element.value for element in [*app.markdown, *app.error, *app.warning]).replace("\u2060", "")


def columns(app: AppTest) -> pd.DataFrame:
    return app.data_editor[0].value.set_index("name")


def test_the_page_is_filled_on_arrival(visit: Visit) -> None:
    app = visit(PAGE)
    assert "24 rows" in words(app)
    assert columns(app).loc["velocity_km_s, km/s"].tolist()[:1] == ["number"]
    assert len(app.get("vega_lite_chart")) == 1
    assert SAMPLES["hubble_1929"].licence in words(app)


def test_an_uploaded_file_is_read_and_the_reading_is_said(visit: Visit) -> None:
    app = upload(visit(PAGE), FLATS.encode("utf-8-sig"))
    said = words(app)
    assert "4 rows · 2 columns" in said
    assert "separated by **;**" in said
    assert "decimal mark **,**" in said
    table = columns(app)
    assert table.loc["fläche", "smallest"] == "50.50"
    assert table.loc["preis", "role"] == "y"
    assert app.session_state["data"].startswith("file:flats.csv:")
    assert app.session_state["kept"]["x"] == ["fläche"]


def test_what_was_detected_can_be_overruled_and_taken_back(visit: Visit) -> None:
    app = upload(visit(PAGE), FLATS.encode())
    app.selectbox(key="header").set_value("no").run()
    assert "5 rows" in words(app)
    assert app.session_state["kept"]["header"] == "no"
    app.selectbox(key="header").set_value("auto").run()
    assert "4 rows" in words(app)
    app.number_input(key="skip").set_value(1).run()
    assert "60,25" not in words(app)
    assert app.session_state["table"].reading.first_line == 2


def test_a_way_of_reading_that_fails_is_said_and_the_one_before_stays(visit: Visit) -> None:
    app = upload(visit(PAGE), "größe,y\n1,2\n3,4\n5,6\n".encode())
    app.selectbox(key="encoding").set_value("euc_kr").run()
    assert not app.exception
    if app.error:
        assert app.session_state["kept"]["encoding"] == "auto"
        assert "größe" in columns(app).index


@pytest.mark.parametrize(("content", "name", "said"), [
    (b"", "empty.csv", "empty"),
    (b"   \n \n", "blank.csv", "empty"),
    (b"\x89PNG\r\n\x1a\n" + bytes(200), "picture.csv", "PNG"),
])
def test_what_is_no_table_gets_a_sentence_and_the_data_before_stay(visit: Visit, content: bytes, name: str,
                                                                   said: str) -> None:
    app = upload(upload(visit(PAGE), FLATS.encode()), content, name)
    assert said in app.error[0].value
    assert "Still showing **flats" in words(app)
    assert "4 rows · 2 columns" in words(app)
    upload(app, b"a,b\n1,2\n3,4\n", "good.csv")
    assert not app.error


def test_a_header_without_rows_is_shown_and_the_roles_wait(visit: Visit) -> None:
    app = upload(visit(PAGE), b"a,b,c\n", "header.csv")
    assert "0 rows · 3 columns" in words(app)
    assert "no row" in words(app)
    assert not [box for box in app.selectbox if box.key == "y"]


@pytest.mark.parametrize(("content", "said"), [
    (b"a,b\n1,2\n1,3\n", "same in every row"),
    (b"a,b\n1,2\n", "same in every row"),
    (b"a\n1\n2\n3\n", "feature x is missing"),
    (b"a,b\n1e300,1\n2e300,2\n", "power of ten"),
])
def test_what_cannot_be_learned_from_is_said_where_the_picture_would_be(visit: Visit, content: bytes,
                                                                       said: str) -> None:
    app = upload(visit(PAGE), content)
    assert said in words(app)
    assert not app.get("vega_lite_chart")


def test_pasted_text_is_a_table_too_and_comes_back_after_looking_at_a_sample(visit: Visit) -> None:
    app = visit(PAGE)
    app.segmented_control(key="from").set_value("paste").run()
    app.text_area(key="paste").set_value("x1,x2,t\n-1,-1,0\n-1,1,1\n1,-1,1\n1,1,0\n").run()
    assert "4 rows · 3 columns" in words(app)
    app.segmented_control(key="from").set_value("sample").run()
    assert app.session_state["data"].startswith("sample:")
    app.segmented_control(key="from").set_value("paste").run()
    assert "4 rows · 3 columns" in words(app)


def test_another_sample_brings_its_own_target_and_features(visit: Visit) -> None:
    app = visit(PAGE)
    app.selectbox(key="sample").set_value("penguins").run()
    assert app.session_state["data"] == "sample:penguins"
    assert app.session_state["kept"]["y"] == "body_mass_g"
    assert not app.warning


def test_the_task_follows_the_target(visit: Visit) -> None:
    app = visit(PAGE, data="sample:penguins")
    assert app.session_state["kept"]["task"] == "regression"
    app.selectbox(key="y").set_value("species").run()
    assert app.session_state["kept"]["task"] == "classification"
    app.selectbox(key="y").set_value("flipper_length_mm").run()         # it was the feature
    assert app.session_state["kept"]["task"] == "regression"
    assert "flipper_length_mm" not in app.session_state["kept"]["x"]
    assert not app.warning
    assert app.get("vega_lite_chart")


def test_a_target_of_text_says_to_choose_classification(visit: Visit) -> None:
    app = visit(PAGE, data="sample:penguins", y="species", x="bill_length_mm", task="regression")
    assert "choose classification" in words(app)


def test_a_category_is_shown_as_the_numbers_it_becomes(visit: Visit) -> None:
    app = visit(PAGE, data="sample:penguins", y="body_mass_g", x=["species"])
    assert "species became 2 column(s) of 0 and 1; all 0 means Adelie" in words(app)
    app.segmented_control(key="view").set_value("numbers").run()
    given = app.dataframe[1].value
    assert given["x0"].isin([0, 1]).all()
    assert given["y"][0] == 3750


def test_rows_left_out_are_named_by_line(visit: Visit) -> None:
    body = "".join(f"{i},{i * 2}\n" for i in range(20))
    app = upload(visit(PAGE), f"a,b\n{body}1,2,3,4\n{body}".encode())
    said = words(app)
    assert "left out" in said
    assert "line 22" in said


def test_a_link_asks_for_its_file_and_reads_it_as_it_was_read(visit: Visit) -> None:
    app = upload(visit(PAGE), FLATS.encode())
    app.selectbox(key="header").set_value("no").run()
    link = dict(app.query_params)
    other = visit(PAGE, **link)
    assert "flats" in other.info[0].value
    other.file_uploader(key="awaited_file").upload("flats.csv", b"a,b\n1,2\n", "text/csv").run()
    assert "another file" in other.error[0].value
    other.file_uploader(key="awaited_file").upload("flats.csv", FLATS.encode(), "text/csv").run()
    assert not other.exception
    assert "5 rows" in words(other)
    assert other.session_state["data"] == app.session_state["data"]
    assert other.session_state["kept"]["header"] == "no"


def test_markup_in_names_is_shown_as_text(visit: Visit) -> None:
    app = upload(visit(PAGE), b"**bold** $x$,<b>y</b>\n1,2\n2,3\n3,5\n", "**evil**.csv")
    assert r"\*\*bold\*\*" not in columns(app).index                 # a table's cells are no markdown
    assert "**bold** $x$" in columns(app).index
    assert r"\*\*evil\*\*" in words(app)


def test_a_type_in_the_link_changes_the_column_and_says_what_was_lost(visit: Visit) -> None:
    app = visit(PAGE, data="sample:penguins", type=["category:year", "number:island"])
    assert columns(app).loc["year", "kind"] == "category"
    assert columns(app).loc["island", "kind"] == "category"                 # no island is a number: it stays, and
    assert "island" in words(app.run())                                     # that is said
    assert app.session_state["kept"]["type"] == ["category:year"]
    assert "year was made category" in words(app)
    app.button(key="types_back").click().run()
    assert columns(app).loc["year", "kind"] == "number"


def test_a_type_of_a_column_that_is_not_there_is_said(visit: Visit) -> None:
    app = visit(PAGE, data="sample:views", type="number:no such column").run()
    assert not app.exception
    assert app.session_state["kept"]["type"] == []


def test_missing_values_are_left_out_or_filled_and_counted(visit: Visit) -> None:
    app = visit(PAGE, data="sample:penguins", y="body_mass_g", x=["bill_length_mm", "sex"])
    whole = SAMPLES["penguins"].table().frame[["body_mass_g", "bill_length_mm", "sex"]]
    assert len(app.session_state["work"].matrix.y) == len(whole.dropna())
    assert "sex: 11 missing" in words(app).replace("\\", "")
    app.segmented_control(key="missing").set_value("median").run()
    made = app.session_state["work"].matrix
    assert len(made.y) == whole["body_mass_g"].notna().sum()
    median = whole["bill_length_mm"].median()
    gap = whole.index[whole["bill_length_mm"].isna() & whole["body_mass_g"].notna()]
    assert len(gap) == 0 or (made.X[gap, 0] == median).all()
    assert "filled with" in words(app)
    assert "median" in app.query_params["missing"]


def test_the_past_of_a_series_predicts_the_next_day_as_the_lesson_says(visit: Visit) -> None:
    app = visit(PAGE, data="sample:us_births", past="7")
    work = app.session_state["work"]
    assert work.matrix.X.shape == (5472, 7)
    assert work.test is not None
    assert work.test.sum() == 1096
    assert not work.test[:-1096].any()
    values = SAMPLES["us_births"].table().frame["births"].to_numpy(float)
    assert work.matrix.X[0].tolist() == values[6::-1].tolist()
    assert work.matrix.y[0] == values[7]
    shown = app.table[0].value
    assert [round(float(error.replace("\u202f", ""))) for error in shown.iloc[:, 0]] == [1642, 551, 401, 381, 1678, 448]


def test_a_series_with_numbers_that_cannot_be_squared_has_no_lines_and_it_is_said(visit: Visit) -> None:
    days = [f"2020-{1 + day // 28:02d}-{1 + day % 28:02d},{'-1e308' if day == 20 else day % 7}" for day in range(40)]
    app = upload(visit(PAGE), "\n".join(["day,y", *days]).encode())
    app.segmented_control(key="past").set_value(1).run()
    assert not app.exception
    assert "the square of such a number" in words(app)


def test_without_dates_the_past_is_off_and_it_is_said(visit: Visit) -> None:
    app = visit(PAGE, data="sample:penguins", past="7").run()
    assert app.session_state["work"].past == 0
    assert "No column holds dates" in words(app)


@pytest.mark.parametrize("recipe", ["line(n=50,slope=2,intercept=1,noise=0,outliers=0,seed=3)",
                                    "blobs(n=210,classes=4,noise=1,seed=0)", "xor(n=200,noise=0.1,seed=1)"])
def test_made_data_come_back_equal_from_their_link(visit: Visit, recipe: str) -> None:
    first, second = (visit(PAGE, data=f"made:{recipe}").session_state["work"].matrix for _ in range(2))
    assert first.X.tolist() == second.X.tolist()
    assert first.y.tolist() == second.y.tolist()


def test_a_recipe_s_controls_make_its_numbers(visit: Visit) -> None:
    app = visit(PAGE)
    app.segmented_control(key="from").set_value("make").run()
    assert app.session_state["data"].startswith("made:line(")
    app.slider(key="make_noise").set_value(0.0).run()
    app.number_input(key="make_slope").set_value(3.0).run()
    made = app.session_state["work"].matrix
    assert (abs(made.y - (1 + 3 * made.X[:, 0])) < 1e-12).all()
    app.selectbox(key="make_recipe").set_value("moons").run()
    assert app.session_state["kept"]["task"] == "classification"
    assert app.session_state["work"].features == ("x1", "x2")
    app.segmented_control(key="from").set_value("sample").run()
    app.segmented_control(key="from").set_value("make").run()
    assert app.session_state["data"].startswith("made:moons(")


def test_columns_that_look_alike_can_be_told_apart_and_hidden_characters_are_seen(visit: Visit) -> None:
    app = upload(visit(PAGE), "a b,a\u00a0b,\u202eabc,y\n1,2,3,4\n2,3,5,5\n3,5,6,7\n".encode())
    shown = list(columns(app).index)
    assert len(set(shown)) == 4
    assert "⟨U+202E⟩abc" in shown or not any("\u202e" in name for name in shown)
