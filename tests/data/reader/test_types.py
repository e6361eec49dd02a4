"""A column is numbers, dates or truth values only if all its cells are; what nearly was says what is in the way."""

import math
from datetime import datetime

import numpy as np
import pandas as pd
import pytest

from data.reader import read_table
from data.reader.report import Report
from data.reader.types import as_dates, as_numbers, as_truths
from data.reader.types.dates import MONTHS, NUMBER_OF_MONTH, dates_of
from data.reader.types.numbers import find_decimal, number_of
from data.table import Table


def column(*cells: str, delimiter: str = ";", name: str = "c", **options: object) -> tuple[pd.Series, str]:
    """The only interesting column of a table of these cells, and what was said about it."""
    lines = [f"k{delimiter}{name}", *(f"r{i}{delimiter}{cell}" for i, cell in enumerate(cells))]
    table: Table = read_table("\n".join(lines).encode(), **options)     # type: ignore[arg-type]
    return table.frame[name], "\n".join(map(str, table.reading.notes))


# ------------------------------------------------------------ numbers


@pytest.mark.parametrize(("cell", "decimal", "value"), [
    ("5", ".", 5), ("-5", ".", -5), ("+5", ".", 5), ("5.25", ".", 5.25), (".5", ".", 0.5), ("5.", ".", 5.0),
    ("1e3", ".", 1000.0), ("1E-07", ".", 1e-7), ("1,234", ".", 1234), ("1,234,567.8", ".", 1234567.8),
    ("1 234 567", ".", 1234567), ("1'234.5", ".", 1234.5), ("1\u202f234,5", ",", 1234.5), ("1.234,5", ",", 1234.5),
    ("0,5", ",", 0.5), ("−3", ".", -3), ("$5", ".", 5), ("-$5.50", ".", -5.5), ("$-5.50", ".", -5.5), ("5 €", ".", 5),
    ("12%", ".", 12), ("12,5 %", ",", 12.5), ("(1,234)", ".", -1234), ("($5)", ".", -5), ("inf", ".", math.inf),
    ("-Infinity", ".", -math.inf),
])
def test_cells_that_are_numbers(cell: str, decimal: str, value: float) -> None:
    found = number_of(cell, decimal)
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize("cell", [
    "", "-", ".", "e5", "1.2.3", "12-3", "1,23", "1,2345", "12 34", "1__2", "1_2", "0x1F", "$", "$5€", "--5", "+-5",
    "5%%", "((5))", "(-5)", "1,234 567", "five", "NaN", "1e", "1.5,3", "$(5)x", "1/2", "12:30", "٣",
])
def test_cells_that_are_no_numbers(cell: str) -> None:
    assert number_of(cell, ".") is None


@pytest.mark.parametrize(("cell", "value"), [
    ("1,23,456", 123_456), ("12,34,567.5", 1_234_567.5), ("1,23,45,678", 12_345_678), ("₹1,00,000", 100_000),
    ("(1,23,456)", -123_456),
])
def test_lakhs_and_crores_are_grouped_as_in_india(cell: str, value: float) -> None:
    number = number_of(cell, ".")
    assert number is not None
    assert (number.value, number.grouped) == (value, True)
    assert number_of(cell, ",") is None


@pytest.mark.parametrize("cell", ["1,2,345", "1,23", "123,45,678", "1,23,45", "1,234,56"])
def test_other_groups_are_no_number(cell: str) -> None:
    assert number_of(cell, ".") is None


def test_no_name_stands_for_two_months() -> None:
    assert len(NUMBER_OF_MONTH) == sum(len(names.split()) for names in MONTHS)


def test_whole_numbers_stay_whole() -> None:
    values, _ = column("1", "2", "-3")
    assert values.dtype == np.int64
    values, _ = column("1", "", "3")
    assert values.dtype == np.float64
    assert math.isnan(values[1])


@pytest.mark.parametrize("digits", ["1234567890123456", "9007199254740993", "9223372036854775807"])
def test_long_whole_numbers_keep_every_digit_as_integers(digits: str) -> None:
    assert column(digits, "1")[0].tolist() == [int(digits), 1]


@pytest.mark.parametrize("cells", [
    ("12345678901234567890", "1"), ("9007199254740993", ""), ("9007199254740993", "1.5"), ("40817810904500021928", "5"),
])
def test_long_whole_numbers_that_no_type_holds_stay_text(cells: tuple[str, ...]) -> None:
    values, said = column(*cells)
    assert values[0] == cells[0]
    assert "its long numbers would lose digits" in said


def test_codes_with_leading_zeros_stay_text() -> None:
    values, said = column("007", "010", "123")
    assert values.tolist() == ["007", "010", "123"]
    assert "c stays text: leading zeros would be lost." in said
    assert column("0", "0.5", "-0")[0].tolist() == [0.0, 0.5, 0.0]


def test_currency_and_per_cent_signs_are_left_out_and_said() -> None:
    values, said = column("$1,200.50", "$3", "-$4")
    assert values.tolist() == [1200.5, 3, -4]
    assert "are in $; the sign was left out" in said
    assert "Thousands marks" in said
    values, said = column("12%", "3.5%")
    assert values.tolist() == [12, 3.5]
    assert "are in per cent" in said
    values, said = column("(5)", "7")
    assert values.tolist() == [-5, 7]
    assert "read as negative" in said


def test_words_for_missing_values_are_counted_and_named() -> None:
    values, said = column("1", "NA", "n/a", "-", "5")
    assert values.isna().tolist() == [False, True, True, True, False]
    assert "c: 3 cell(s) that say NA, n/a, - count as missing." in said


def test_infinite_numbers_count_as_missing_and_are_said() -> None:
    values, said = column("1.5", "inf", "1e999")
    assert values.isna().tolist() == [False, True, True]
    assert "c: 2 infinite number(s) count as missing." in said


def test_a_column_that_nearly_is_numbers_names_the_first_cell_in_the_way() -> None:
    values, said = column(*map(str, range(9)), "unknown yet")
    assert values.tolist()[0] == "0"
    assert "c stays text: 1 cell(s) are no numbers, first in line 11: unknown yet" in said


# ------------------------------------------------------------ the decimal mark


@pytest.mark.parametrize(("cells", "delimiter", "mark"), [
    (["1,5", "2,25"], ";", ","), (["1.5", "2.25"], ";", "."), (["1.234,5", "2"], ";", ","),
    (["1,234.5", "2"], ",", "."), (["1,234", "5,678"], ";", ","), (["1,234", "567"], ";", "."),
    (["1,234", "5,678"], ",", "."), (["0,123", "1,5"], ";", ","), (["1", "2"], ";", "."),
    (["a", "b,c"], ";", "."), ([], ";", "."),
])
def test_the_decimal_mark_is_decided_by_all_cells(cells: list[str], delimiter: str, mark: str) -> None:
    assert find_decimal([cells], delimiter) == mark


def test_a_decimal_comma_is_read_and_said() -> None:
    values, said = column("1,5", "2,25", "1.000,5")
    assert values.tolist() == [1.5, 2.25, 1000.5]
    assert "The decimal mark is a comma." in said


def test_one_column_with_another_mark_than_the_file_is_read_and_said() -> None:
    table = read_table(b"a;b;c\n1,5;2,25;1.5\n3,5;4,25;2.5\n5,5;6,75;3.75\n")
    assert table.frame["c"].tolist() == [1.5, 2.5, 3.75]
    assert any(note.template.startswith("In column(s) {columns} the decimal mark") for note in table.reading.notes)


# ------------------------------------------------------------ dates


@pytest.mark.parametrize(("cell", "moment"), [
    ("2020-01-31", datetime(2020, 1, 31)), ("2020/1/31", datetime(2020, 1, 31)), ("31.01.2020", datetime(2020, 1, 31)),
    ("31/01/69", datetime(1969, 1, 31)), ("31/01/68", datetime(2068, 1, 31)), ("12/31/2020", datetime(2020, 12, 31)),
    ("5 Jan 2020", datetime(2020, 1, 5)), ("05-March-2020", datetime(2020, 3, 5)),
    ("Sept 5, 2020", datetime(2020, 9, 5)), ("2020-01-31T12:30", datetime(2020, 1, 31, 12, 30)),
    ("2020-01-31 12:30:05.25", datetime(2020, 1, 31, 12, 30, 5, 250000)),
    ("2022/01/27 11:04:57 PM", datetime(2022, 1, 27, 23, 4, 57)), ("2022/01/27 12:04 am", datetime(2022, 1, 27, 0, 4)),
    ("0001-01-01", datetime(1, 1, 1)), ("2020-02-29", datetime(2020, 2, 29)),
    ("5. März 2024", datetime(2024, 3, 5)), ("1er août 2024", datetime(2024, 8, 1)),
    ("5 de marzo de 2024", datetime(2024, 3, 5)), ("12 out 2020", datetime(2020, 10, 12)),
    ("5 mei 2024", datetime(2024, 5, 5)), ("9 мая 1945", datetime(1945, 5, 9)), ("5-déc.-24", datetime(2024, 12, 5)),
    ("2024年3月5日", datetime(2024, 3, 5)), ("2024年12月25日 10:30", datetime(2024, 12, 25, 10, 30)),
    ("2024년 3월 5일", datetime(2024, 3, 5)),
])
def test_cells_that_are_dates(cell: str, moment: datetime) -> None:
    assert dates_of([cell]).values == {cell: moment}


@pytest.mark.parametrize("cell", [
    "2020-02-30", "2019-02-29", "2020-13-01", "32.01.2020", "1.2.3", "2.2.2", "12 Maybe 2020", "5 Foo 2020", "2020",
    "2020-01", "12:30", "2020-01-31 25:00", "2020-01-31 12:60", "2020-01-31 13:00 PM", "2020-01-31 12:00:00.1234567",
    "0000-01-01", "2020-01-31x", "01-02/2020",
    "30 février 2024", "5 de 2024", "2024年13月1日", "2024年3月",
])
def test_cells_that_are_no_dates(cell: str) -> None:
    assert dates_of([cell]).values == {}


def test_the_order_of_day_and_month_is_decided_by_the_whole_column() -> None:
    values, said = column("03/04/2025", "25/04/2025", "01/05/2025")
    assert values.tolist()[0] == pd.Timestamp("2025-04-03")
    assert "were read with the day first." in said
    values, said = column("03/04/2025", "04/25/2025", "05/01/2025")
    assert values.tolist()[0] == pd.Timestamp("2025-03-04")
    assert "were read with the month first." in said


def test_an_order_that_is_only_assumed_is_said_to_be_so() -> None:
    _, said = column("03/04/2025", "02/04/2025", "05/06/2024")
    assert "they may be meant otherwise" in said
    values, _ = column("03.04.2025", "02.04.2025", "05.06.2024")
    assert values[0] == pd.Timestamp("2025-04-03")


def test_an_order_that_puts_the_dates_in_sequence_is_preferred() -> None:
    values, _ = column("01/03/2020", "02/03/2020", "03/03/2020", "01/04/2020")
    assert values[1] == pd.Timestamp("2020-03-02")


def test_a_plain_column_decides_for_the_others() -> None:
    table = read_table(b"k;a;b\nx;13/01/2020;01/02/2020\ny;14/01/2020;05/01/2020\nz;15/01/2020;03/01/2020\n")
    assert table.frame["b"].tolist()[0] == pd.Timestamp("2020-02-01")


def test_dates_of_both_orders_stay_text_and_it_is_said() -> None:
    values, said = column("13/02/2020", "02/14/2020", "15/02/2020")
    assert values[0] == "13/02/2020"
    assert "its dates mix day first and month first" in said


def test_time_zones_are_kept_where_they_agree_and_else_the_text() -> None:
    assert column("2020-01-01T00:00:00Z", "2020-01-02T10:00:00Z")[0].dt.tz is None
    values, _ = column("2020-01-01 00:00+02:00", "2020-01-02 10:00+02:00")
    assert values[1].isoformat() == "2020-01-02T10:00:00+02:00"
    values, said = column("2020-01-01 00:00+02:00", "2020-01-02 10:00+01:00")
    assert values[0] == "2020-01-01 00:00+02:00"
    assert "different time zones" in said
    assert column("2020-01-01 00:00-03:30", "2020-01-02 10:00-03:30")[0][0].isoformat().endswith("-03:30")


def test_a_column_that_nearly_is_dates_names_the_first_cell_in_the_way() -> None:
    values, said = column(*(f"2020-01-{day:02}" for day in range(1, 10)), "soon")
    assert values.tolist()[-1] == "soon"
    assert "are no dates, first in line 11: soon" in said


def test_missing_dates_are_missing() -> None:
    values, _ = column("2020-01-01", "", "n/a", "2020-01-03")
    assert values.isna().tolist() == [False, True, True, False]


# ------------------------------------------------------------ truth values and text


def test_truth_values() -> None:
    values, _ = column("true", "FALSE", "True")
    assert values.dtype == bool
    assert values.tolist() == [True, False, True]
    values, _ = column("true", "", "false")
    assert values.dtype == "boolean"
    assert values.isna().tolist() == [False, True, False]
    assert column("yes", "no")[0].tolist() == ["yes", "no"]


def test_text_stays_as_it_is_written() -> None:
    values, _ = column(" a ", "<b>", "=1+1", "{x}", "None")
    assert values.tolist() == [" a ", "<b>", "=1+1", "{x}", "None"]


def test_one_word_for_missing_empties_a_text_cell_but_several_are_words_like_others() -> None:
    values, said = column("oak", "NA", "elm", "")
    assert values.isna().tolist() == [False, True, False, True]
    assert "c: 1 cell(s) that say NA count as missing." in said
    assert column("oak", "Nan", "Null")[0].tolist() == ["oak", "Nan", "Null"]
    assert column("oak", "NA", "NULL")[0].tolist() == ["oak", "NA", "NULL"]


def test_an_empty_column_is_said() -> None:
    values, said = column("", "", "")
    assert values.isna().all()
    assert "Nothing stands in column(s) c." in said


# ------------------------------------------------------------ as asked


def test_conversions_on_request_make_the_rest_missing() -> None:
    numbers = as_numbers("c", ["1", "x", "2,5"], Report())
    assert numbers.isna().tolist() == [True, True, False] or numbers.tolist()[0] == 1
    assert as_numbers("c", ["1,5", "x", "2,5"], Report()).tolist()[::2] == [1.5, 2.5]
    assert as_numbers("c", ["x", "y"], Report()).isna().all()
    dates = as_dates("c", ["20200131", "31.01.2020", "soon"], Report())
    assert dates.tolist()[:2] == [pd.Timestamp("2020-01-31")] * 2
    assert pd.isna(dates[2])
    assert as_truths("c", ["yes", "0", "perhaps"], Report()).tolist()[:2] == [True, False]
    assert as_truths("c", ["yes", "0"], Report()).dtype == bool
