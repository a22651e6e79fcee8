"""Lines of a file descriptor: whole, numbered, bounded, and read as they are asked for."""

from __future__ import annotations

import os
from contextlib import aclosing
from pathlib import Path

import pytest

from interviewer.cli.line_source import CHUNK, LineSource


async def lines_of(content: bytes, folder: Path, longest: int = 1000) -> list[tuple[int, bytes | None]]:
    file = folder / "lines"
    file.write_bytes(content)
    descriptor = os.open(file, os.O_RDONLY)
    try:
        return [(line.number, line.text) async for line in LineSource(descriptor, longest=longest).lines()]
    finally:
        os.close(descriptor)


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        pytest.param(b"", [], id="empty"),
        pytest.param(b"a\nb\n", [(1, b"a"), (2, b"b")], id="ended"),
        pytest.param(b"a\nb", [(1, b"a"), (2, b"b")], id="not-ended"),
        pytest.param(b"a\r\n\r\n\nb\r\n", [(1, b"a"), (2, b""), (3, b""), (4, b"b")], id="windows-and-empty"),
        pytest.param(b"a\x0b\x0c\x85\xe2\x80\xa8b\n", [(1, b"a\x0b\x0c\x85\xe2\x80\xa8b")], id="other-line-ends"),
        pytest.param(b"a\n" + b"x" * 1001 + b"\nb\n", [(1, b"a"), (2, None), (3, b"b")], id="too-long"),
        pytest.param(b"x" * (3 * CHUNK) + b"\nb\n", [(1, None), (2, b"b")], id="too-long-for-a-chunk"),
        pytest.param(b"x" * (3 * CHUNK), [(1, None)], id="too-long-and-not-ended"),
        pytest.param(b"x" * 1000 + b"\n", [(1, b"x" * 1000)], id="as-long-as-may-be"),
    ],
)
async def test_lines(content: bytes, lines: list[tuple[int, bytes | None]], tmp_path: Path) -> None:
    assert await lines_of(content, tmp_path) == lines


async def test_a_line_over_many_chunks_is_whole(tmp_path: Path) -> None:
    text = os.urandom(5 * CHUNK).replace(b"\n", b"_").replace(b"\r", b"_")

    assert await lines_of(b"a\n" + text + b"\nb", tmp_path, longest=6 * CHUNK) == [(1, b"a"), (2, text), (3, b"b")]


async def test_a_line_of_a_pipe_is_there_before_the_next_is_written() -> None:
    reading, writing = os.pipe()
    source = LineSource(reading)
    async with aclosing(source.lines()) as lines:
        os.write(writing, b"first\n")
        assert (await anext(lines)).text == b"first"
        assert source.handed_out_bytes == len("first\n")
        os.write(writing, b"sec")
        os.write(writing, b"ond\n")
        assert (await anext(lines)).text == b"second"
        os.close(writing)
        assert await anext(lines, None) is None
    os.close(reading)
    assert source.handed_out_bytes == len("first\nsecond\n")


async def test_what_cannot_be_read_is_an_os_error(tmp_path: Path) -> None:
    descriptor = os.open(tmp_path, os.O_RDONLY)
    with pytest.raises(IsADirectoryError):
        await anext(aiter(LineSource(descriptor).lines()))
    os.close(descriptor)
