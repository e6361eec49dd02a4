"""Old files don't say how their letters are written: short ones in every encoding are read right all the same."""

import codecs

import pytest

from data.reader import TableError, read_table
from data.reader.encoding import ENCODINGS, decode
from data.reader.encoding.likeness import CANDIDATES, likeness
from data.reader.report import Report

TEXTS: dict[str, list[str]] = {
    "gb18030": ["面积,价格\n", "名,数\n1,2\n", "姓名,年龄\n张三,20\n李四,31\n", "城市,房价\n北京,6万\n",
                "日期,最高气温,天气\n2020-01-01,5,晴\n", "编号,描述\n1,好房;近地铁\n", "产品,销量,单价\n苹果,12,3.5\n"],
    "big5hkscs": ["景點編號,景點名稱\n1,臺北\n", "姓名,年齡\n王小明,20\n", "日期,價格\n",
                  "縣市,人口數\n新北市,4000000\n"],
    "cp932": ["名前,年齢\n山田太郎,20\n", "日付,気温\n", "都道府県,人口\n東京都,1400\n", "カテゴリ,値\nりんご,3\n"],
    "euc_jp": ["名前,年齢\n山田太郎,20\n", "カテゴリ,値\nりんご,3\n", "都道府県,人口\n東京都,1400\n"],
    "iso2022_jp": ["名前,年齢\n山田太郎,20\n"],
    "cp949": ["이름,나이\n김철수,20\n", "날짜,가격\n", "지역,인구\n서울,9000000\n부산,3\n",
              "번호,품목,수량\n1,사과,5\n"],
    "cp1252": ["name,age\nMüller,3\nJosé,4\nFrançois,2\n", "id,name\n2,©\n", "prix,ville\n5€,Orléans\n",
               "Größe,Straße\n1,2\n", "a,b\n“quoted”,it’s\n", "Año,niños\n1,2\n", "café\n1\n", "°C,µm\n1,2\n",
               "£ spent,b\n1,2\n"],
    "cp1250": ["Miasto,Ludność\nŁódź,3\nKraków,4\n", "město,obyvatel\nPlzeň,1\nČeské Budějovice,2\nPříbram,3\n",
               "Név,életkor\nGyőr,3\nErdős,2\n"],
    "cp1251": ["Фонд;ID;Дата\n", "Город;Население\nМосква;12\n", "имя,возраст\nИван,3\nОльга,5\n"],
    "koi8_r": ["Город;Население\nМосква;12\n", "имя,возраст\nИван,3\nОльга,5\n"],
    "cp866": ["Город;Население\nМосква;12\n", "имя,возраст\nИван,3\nОльга,5\n"],
    "iso8859_5": ["Город;Население\nМосква;12\n"],
    "mac_cyrillic": ["Город;Население\nМосква;12\nОльга;2\n"],
    "cp1253": ["1,39,Λεωνιδας\n2,23,Αλεξανδρος\n", "Πόλη,Πληθυσμός\nΑθήνα,3\n"],
    "cp1254": ["Şehir,Nüfus\nİstanbul,15\nDiyarbakır,2\nMuğla,1\n"],
    "cp1255": ["שם,גיל\nדוד,3\n"],
    "cp1256": ["الاسم,العمر\nمحمد,3\n"],
    "cp1257": ["miestas,gyventojai\nŠiauliai,1\nPanevėžys,2\nKlaipėda,3\n"],
    "cp874": ["ชื่อ,อายุ\nสมชาย,3\n", "จังหวัด,ประชากร\nกรุงเทพ,10\n"],
    "mac_roman": ["Supplément de Réanimation,1\nNombre de passages inférieur à 12500,2\n",
                  "name,city\nMüller,Zürich\n"],
    "cp850": ["name,city\nMüller,Zürich\nJosé,Bogotá\n"],
    "utf-8": ["a,b\n1,2\n", "名前,年齢\n山田,2\n", "naïve,😀\n1,2\n"],
    "utf-16-le": ["名,数\n北京,2\n", "a,b\n1,2\n"],
    "utf-16-be": ["名,数\n北京,2\n", "a,b\n1,2\n"],
    "utf-32-le": ["a,b\n1,2\n"],
    "utf-32-be": ["a,b\n1,2\n"],
}
CASES = [(encoding, text) for encoding, texts in TEXTS.items() for text in texts]


@pytest.mark.parametrize(("encoding", "text"), CASES, ids=[f"{e}-{t.split()[0]}" for e, t in CASES])
def test_a_short_text_is_read_right_without_being_told_how(encoding: str, text: str) -> None:
    report = Report()
    read, name = decode(text.encode(encoding), None, report)
    assert read == text
    assert f"Read as {name}." in map(str, report.notes)


@pytest.mark.parametrize(("mark", "encoding"), [
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"), ("\ufeff".encode("gb18030"), "gb18030"),
])
def test_a_mark_at_the_start_is_believed_and_no_part_of_the_first_name(mark: bytes, encoding: str) -> None:
    table = read_table(mark + "é,值\n1,2\n".encode(encoding))
    assert list(table.frame.columns) == ["é", "值"]
    assert table.reading.encoding == encoding


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_on_offer_reads_plain_letters(encoding: str) -> None:
    table = read_table("a,b\n1,2\n".encode(encoding), encoding=encoding)
    assert table.frame.to_numpy().tolist() == [[1, 2]]


def test_utf_8_with_a_broken_byte_stays_utf_8_and_says_so() -> None:
    table = read_table("name,n\nJosé,1\nZoë,2\nÅsa,3\nÆgir,4\nØystein,5\n".encode() + b"caf\xe9,6\n")
    assert table.reading.encoding == "utf-8"
    assert table.frame["name"].tolist()[-1] == "caf\ufffd"
    assert "1 byte(s) are no text in utf-8" in "\n".join(map(str, table.reading.notes))


def test_bytes_that_are_no_text_at_all_are_shown_as_such() -> None:
    content = b"a,b\n" + bytes(range(0x80, 0x100)) + b",1\n"
    table = read_table(content)
    assert len(table.frame) == 1


def test_marks_that_were_converted_twice_are_mended_and_said() -> None:
    table = read_table("who,what\nAnn,\x91hi\x92 \x96 there\nBob,no\n".encode())
    assert table.frame["what"].iloc[0] == "‘hi’ – there"
    assert any("control character(s)" in note for note in table.reading.notes)
    kept = read_table("who,what\nAnn,\x91hi\x92\x81\nBob,no\n".encode())
    assert kept.frame["what"].iloc[0] == "\x91hi\x92\x81"


def test_an_encoding_that_was_asked_for_is_not_mended() -> None:
    with pytest.raises(TableError):
        read_table(b"caf\xe9,1\n", encoding="utf-8")
    assert read_table(b"caf\xe9,x\n1,2\n", encoding="cp1252").frame.columns[0] == "café"


def test_every_candidate_likes_its_own_writing_best_among_the_samples() -> None:
    tried = {candidate.codec for candidate in CANDIDATES} & set(TEXTS)
    assert len(tried) > 12
    for codec in tried:
        own = max(likeness(TEXTS[codec][-1], each) for each in CANDIDATES if each.codec == codec)
        assert own > 0.2


def test_a_letter_that_only_a_pair_of_bytes_gives_is_judged_too() -> None:
    assert read_table(b"a,b\n\x88b,1\n").frame.shape == (1, 2)


def test_likeness_of_a_text_without_letters_beyond_ascii_is_the_prior() -> None:
    assert likeness("abc", CANDIDATES[5]) == CANDIDATES[5].prior
