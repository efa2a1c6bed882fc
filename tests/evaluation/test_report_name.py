"""The report's name for a field."""

from firstline.evaluation.report_name import report_name, report_title


def test_a_field_is_called_as_people_write_it() -> None:
    assert report_name("skill_group") == "skill group"
    assert report_title("skill_group") == "Skill group"
    assert report_title("") == ""
