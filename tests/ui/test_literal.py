import pytest

from ui.literal import literal


@pytest.mark.parametrize(
    "hostile",
    [
        "**bold**",
        "[link](javascript:alert(1))",
        "<img src=x onerror=alert(1)>",
        ":red[x] :smile:",
        "$a^2$",
        "# head",
        "`code`",
        "http://x.y",
    ],
)
def test_every_mark_is_escaped(hostile: str) -> None:
    shown = literal(hostile)
    assert shown.replace("\\", "") == hostile
    for position, character in enumerate(shown):
        if character in "*[]()<>:$#`":
            assert shown[position - 1] == "\\"


def test_lines_become_one_and_names_stay_readable() -> None:
    assert literal("青岛市\n即墨区") == "青岛市 即墨区"
