from pathlib import Path

from motcua.platform.messages import catalogue_file, faults, update

PAGE = "<p>{{ _('Nộp hồ sơ') }}</p>{% trans name=x %}Chào {{ name }}{% endtrans %}"
CODE = "a = _('Trễ hạn')\nb = ngettext('%(n)d tờ', '%(n)d tờ', 2)\n"


def house(place: Path) -> Path:
    (place / "dossiers" / "templates" / "dossiers").mkdir(parents=True)
    (place / "dossiers" / "templates" / "dossiers" / "page.html").write_text(PAGE)
    (place / "dossiers" / "views.py").write_text(CODE)
    (place / "dossiers" / "tests").mkdir()
    (place / "dossiers" / "tests" / "test_views.py").write_text("_('Chỉ trong kiểm thử')")
    return place


def test_texts_of_code_and_templates_are_gathered_and_missing_english_is_named(tmp_path: Path) -> None:
    sources = house(tmp_path)
    assert len(list(faults(sources))) == 4
    assert update(sources) == 4
    assert all("has no English" in fault for fault in faults(sources))
    path = catalogue_file(sources)
    text = path.read_text()
    assert "Chỉ trong kiểm thử" not in text
    translated = text
    for vietnamese, english in {
        'msgid "Nộp hồ sơ"\nmsgstr ""': 'msgid "Nộp hồ sơ"\nmsgstr "Submit"',
        'msgid "Trễ hạn"\nmsgstr ""': 'msgid "Trễ hạn"\nmsgstr "Overdue"',
        'msgstr[0] ""\nmsgstr[1] ""': 'msgstr[0] "%(n)d sheet"\nmsgstr[1] "%(n)d sheets"',
        'msgid "Chào %(name)s"\nmsgstr ""': 'msgid "Chào %(name)s"\nmsgstr "Hello %(name)s"',
    }.items():
        assert vietnamese in translated
        translated = translated.replace(vietnamese, english)
    path.write_text(translated)
    assert list(faults(sources)) == []
    assert update(sources) == 0
    assert path.with_suffix(".mo").exists()


def test_a_placeholder_lost_in_translation_is_found(tmp_path: Path) -> None:
    sources = house(tmp_path)
    update(sources)
    path = catalogue_file(sources)
    filled = path.read_text().replace(
        'msgid "Chào %(name)s"\nmsgstr ""', 'msgid "Chào %(name)s"\nmsgstr "Hello %(nme)s"'
    )
    path.write_text(filled)
    assert any("Chào" in fault and "has no English" not in fault for fault in faults(sources))
