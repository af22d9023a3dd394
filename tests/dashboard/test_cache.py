"""Answers kept in memory: made once, bounded by bytes, the caller's own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from dashboard.core.cache import Cache


def test_an_answer_is_made_once():
    made = []
    cache = Cache(100, len)
    answers = [cache.get("key", lambda: made.append("x") or "abc") for _ in range(3)]
    assert (answers, made) == (["abc"] * 3, ["x"])


def test_several_who_ask_at_a_time_wait_for_one_answer():
    made, cache, together, go = [], Cache(100, len), Barrier(9), Event()

    def make():
        go.wait(5)
        made.append("x")
        return "abc"

    def ask():
        together.wait(5)
        return cache.get("key", make)

    with ThreadPoolExecutor(8) as pool:
        waiting = [pool.submit(ask) for _ in range(8)]
        together.wait(5)
        go.set()
        assert [answer.result(5) for answer in waiting] == ["abc"] * 8
    assert made == ["x"]


def test_the_least_recently_used_goes_first_and_bytes_are_the_bound():
    cache = Cache(10, len)
    for key in "abc":
        cache.get(key, lambda: "xxx")
    cache.get("a", lambda: pytest.fail("a is kept"))
    cache.get("d", lambda: "xxxx")
    assert (len(cache), cache.bytes) == (3, 10)
    cache.get("a", lambda: pytest.fail("a was used last but one"))
    assert cache.get("b", lambda: "new") == "new"


def test_an_answer_larger_than_the_bound_is_given_and_not_kept():
    cache = Cache(10, len)
    assert cache.get("big", lambda: "x" * 11) == "x" * 11
    assert (len(cache), cache.bytes) == (0, 0)


def test_a_failure_reaches_who_asked_and_is_not_kept():
    cache = Cache(10, len)
    with pytest.raises(ValueError, match="no"):
        cache.get("key", lambda: int("no"))
    assert cache.get("key", lambda: "yes") == "yes"


def test_what_is_kept_is_found_without_waiting_and_stays_longest():
    cache = Cache(6, len)
    assert cache.found("a") is None
    cache.get("a", lambda: "aaa"), cache.get("b", lambda: "bbb")
    assert cache.found("a") == "aaa"
    # What was found is the more recent now.
    cache.get("c", lambda: "ccc")
    assert (cache.found("a"), cache.found("b"), cache.found("c")) == ("aaa", None, "ccc")
    seen = []
    cache.get("d", lambda: seen.append(cache.found("d")) or "d")
    assert seen == [None], "it was still being made"


def test_what_is_cleared_is_made_anew():
    cache = Cache(10, len)
    cache.get("key", lambda: "old")
    cache.clear()
    assert (len(cache), cache.bytes, cache.get("key", lambda: "new")) == (0, 0, "new")
