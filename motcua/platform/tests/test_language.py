"""Texts of the data stand as they are, and say their language on a page in another."""

from django.utils.translation import override
from markupsafe import Markup

from motcua.platform.language import data, data_attributes, joined, said


def test_on_a_vietnamese_page_nothing_is_marked() -> None:
    with override("vi"):
        assert (data("Thẩm tra"), data(None), data_attributes()) == ("Thẩm tra", "", {})
        assert said("Xong bước: %(step)s", step="Thẩm tra") == "Xong bước: Thẩm tra"
        assert not isinstance(joined(" · ", ("a", "", "b")), Markup)
    with override(None):
        assert data("Thẩm tra") == "Thẩm tra"


def test_on_an_english_page_the_data_say_their_language_and_are_escaped() -> None:
    with override("en"):
        assert data("Cấp <xã>") == Markup('<span lang="vi">Cấp &lt;xã&gt;</span>')
        assert data(data("Cấp")) == '<span lang="vi">Cấp</span>'
        assert (data(""), data(None), data_attributes()) == ("", "", {"lang": "vi"})
        told = said("Done & over: %(step)s", step="Thẩm tra")
        assert told == Markup('Done &amp; over: <span lang="vi">Thẩm tra</span>')
        assert joined(" · ", ("<10:00>", data("Phường"))) == Markup('&lt;10:00&gt; · <span lang="vi">Phường</span>')
