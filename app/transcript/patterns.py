"""Regular expressions that a person types while a window waits: searched in time that grows only with the text.

Python's own engine tries one way after the other and may never end (`(a+)+b`), and nothing can stop it. So an
expression without repeats and choices is left to it, and all others run here, all ways at once, one character after the
other. What such a machine cannot do (back references, looking ahead) is refused by PatternError.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from re import _constants as names  # type: ignore[attr-defined]  # the parser that `re` itself uses, since 3.11
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

LONGEST = 200  # characters of an expression
LONGEST_TEXT = 4000  # characters that are looked at: what a person reads on a row is far shorter
MOST_NODES = 400
MOST_STATES = 2000  # remembered at once, of one expression

Accepts = Callable[[str], bool]
_CATEGORIES: dict[Any, Accepts] = {
    names.CATEGORY_DIGIT: str.isdecimal,
    names.CATEGORY_NOT_DIGIT: lambda each: not each.isdecimal(),
    names.CATEGORY_SPACE: str.isspace,
    names.CATEGORY_NOT_SPACE: lambda each: not each.isspace(),
    names.CATEGORY_WORD: lambda each: _is_word(each),
    names.CATEGORY_NOT_WORD: lambda each: not _is_word(each),
}
_EDGES = {names.AT_BEGINNING: "start", names.AT_BEGINNING_STRING: "start", names.AT_END: "end",
          names.AT_END_STRING: "end", names.AT_BOUNDARY: "edge", names.AT_NON_BOUNDARY: "inside"}  # fmt: skip
_GROUPS_AND_CHOICES = frozenset({names.BRANCH, names.MAX_REPEAT, names.MIN_REPEAT})


class PatternError(Exception):
    """An expression is none, or none of those that can be searched; `at` is the place in it, from 0."""

    def __init__(self, problem: str, at: int = 0, detail: str = "") -> None:
        super().__init__(problem)
        self.problem = problem  # "regex", "regex_kind" or "regex_long"
        self.at = at
        self.detail = detail


def compiled(pattern: str) -> Callable[[str], bool]:
    """Return what says whether an expression occurs in a text, in whatever case; PatternError where it cannot."""
    if len(pattern) > LONGEST:
        raise PatternError("regex_long", LONGEST)
    try:
        tree = parser.parse(pattern, re.IGNORECASE)
    except (re.error, RecursionError, OverflowError) as error:
        raise PatternError("regex", getattr(error, "pos", 0) or 0, getattr(error, "msg", "")) from error
    if tree.state.flags & ~(re.IGNORECASE | re.UNICODE):
        raise PatternError("regex_kind")
    machine = _Machine()  # built for each: it says what is refused
    machine.begin = machine.add(tree, machine.end)
    if not _has(tree, _GROUPS_AND_CHOICES):
        found = re.compile(pattern, re.IGNORECASE)
        return lambda text: found.search(text[:LONGEST_TEXT]) is not None
    return machine.occurs_in


@dataclass(slots=True, eq=False)
class _Node:
    """Goes on without a character (`ways`), at an edge only, or over one character that it accepts."""

    accepts: Accepts | None = None
    edge: str = ""
    ways: "list[_Node]" = field(default_factory=list)


@dataclass(slots=True, eq=False)
class _State:
    """All places that the search is in at once, and how the character before was; where it goes is remembered."""

    nodes: frozenset[_Node]
    before: str  # "" at the start, else "word" or "other"
    after: "dict[str, _State | None]" = field(default_factory=dict)  # None: found


class _Machine:
    """A nondeterministic automaton, walked as a deterministic one that is made as far as it is needed."""

    def __init__(self) -> None:
        self.end = _Node()
        self.begin = self.end
        self._count = 0
        self._states: dict[tuple[frozenset[_Node], str], _State] = {}

    def occurs_in(self, text: str) -> bool:
        """Say whether the expression is found anywhere in a text."""
        if len(self._states) > MOST_STATES:
            self._states.clear()
        state = self._state(frozenset(), "")
        for each in text[:LONGEST_TEXT]:
            if each not in state.after:
                state.after[each] = self._next(state, each)
            following = state.after[each]
            if following is None:
                return True
            state = following
        return self.end in self._closure(state, "")

    def add(self, items: Iterable[Any], then: _Node) -> _Node:
        """Put a sequence in front of what comes after it, and return where it begins."""
        for operation, value in reversed(list(items)):
            then = self._add(operation, value, then)
        return then

    def _add(self, operation: Any, value: Any, then: _Node) -> _Node:
        match operation:
            case names.BRANCH:
                return self._node(*(self.add(each, then) for each in value[1]))
            case names.SUBPATTERN if not value[1] and not value[2]:
                return self.add(value[3], then)
            case names.MAX_REPEAT | names.MIN_REPEAT:
                return self._repeat(value[0], value[1], value[2], then)
            case names.AT:
                return self._node(then, edge=_EDGES[value])
            case names.LITERAL | names.NOT_LITERAL | names.ANY | names.IN:
                return self._node(then, accepts=_accepts(operation, value))
        raise PatternError("regex_kind")

    def _repeat(self, least: int, most: int, items: Sequence[Any], then: _Node) -> _Node:
        if most is names.MAXREPEAT:
            loop = self._node(then)
            loop.ways.append(self.add(items, loop))
            begin = loop
        else:
            if most > MOST_NODES:
                raise PatternError("regex_long")
            begin = then
            for _ in range(most - least):
                begin = self._node(self.add(items, begin), then)
        for _ in range(min(least, MOST_NODES + 1)):
            begin = self._node(self.add(items, begin))
        return begin

    def _node(self, *ways: _Node, accepts: Accepts | None = None, edge: str = "") -> _Node:
        self._count += 1
        if self._count > MOST_NODES:
            raise PatternError("regex_long")
        return _Node(accepts=accepts, edge=edge, ways=list(ways))

    def _state(self, nodes: frozenset[_Node], before: str) -> _State:
        return self._states.setdefault((nodes, before), _State(nodes=nodes, before=before))

    def _next(self, state: _State, each: str) -> _State | None:
        after = "word" if _is_word(each) else "other"
        reached = self._closure(state, after)
        if self.end in reached:
            return None
        moved = (node.ways[0] for node in reached if node.accepts is not None and node.accepts(each))
        return self._state(frozenset(moved), after)

    def _closure(self, state: _State, after: str) -> set[_Node]:
        """Return all places that are reached without a character; a search may begin anew at each character."""
        found: set[_Node] = set()
        waiting = [*state.nodes, self.begin]
        while waiting:
            node = waiting.pop()
            if node in found or (node.edge and not _at(node.edge, state.before, after)):
                continue
            found.add(node)
            if node.accepts is None:
                waiting += node.ways
        return found


def _at(edge: str, before: str, after: str) -> bool:
    """Say whether what lies before and after a place (nothing, a word's character, another) makes it this edge."""
    if edge == "start":
        return not before
    if edge == "end":
        return not after
    return ((before == "word") != (after == "word")) == (edge == "edge")


def _accepts(operation: Any, value: Any) -> Accepts:
    """Return what says whether a character is accepted, in either case."""
    if operation is names.ANY:
        return lambda each: each != "\n"
    parts = value if operation is names.IN else [(names.LITERAL, value)]
    negated = operation is names.NOT_LITERAL or parts[0][0] is names.NEGATE
    tests = [_one(kind, what) for kind, what in parts if kind is not names.NEGATE]

    def accepts(each: str) -> bool:
        cases = {each, each.lower(), each.upper()}
        return any(test(case) for test in tests for case in cases if len(case) == 1) != negated

    return accepts


def _one(kind: Any, value: Any) -> Accepts:
    if kind is names.LITERAL:
        return lambda each: ord(each) == value
    if kind is names.RANGE:
        return lambda each: value[0] <= ord(each) <= value[1]
    return _CATEGORIES[value]


def _is_word(each: str) -> bool:
    return each.isalnum() or each == "_"


def _has(tree: Any, wanted: frozenset[Any]) -> bool:
    """Say whether one of these operations is anywhere in a tree."""
    if isinstance(tree, parser.SubPattern):
        return any(_has(each, wanted) for each in tree)
    if isinstance(tree, list | tuple):
        return any(each in wanted if type(each) is type(names.AT) else _has(each, wanted) for each in tree)
    return False
