"""Drives one window over the accessibility bus, as a screen reader does; run by the system's Python, which has gi.

Reads one JSON object a line on stdin (`do` and its arguments) and answers each with one on stdout: `{"ok": value}` or
`{"error": text}`. It finds controls by role and accessible name among what is showing, and waits for them.
"""

import json
import sys
import threading
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

LOOK_AGAIN = 0.03  # seconds


def pause():
    """Let the window go on for a moment between two looks."""
    threading.Event().wait(LOOK_AGAIN)


def showing(node):
    """Yield every object below a node that is on the screen."""
    for index in range(node.get_child_count()):
        try:
            child = node.get_child_at_index(index)
            if child is None:
                continue
            if child.get_state_set().contains(Atspi.StateType.SHOWING):
                yield child
                yield from showing(child)
        except GLib.Error:
            continue  # it went away while we looked


def application(name):
    """Return the application of that name, or None."""
    desktop = Atspi.get_desktop(0)
    for index in range(desktop.get_child_count()):
        found = desktop.get_child_at_index(index)
        if found is not None and found.get_name() == name:
            return found
    return None


def find_all(app, role, name):
    """Return what is showing with this role and this name; a role or name of None fits all, `x*` fits a beginning."""
    return [node for node in showing(app) if still(lambda node=node: is_it(node, role, name))]


def is_it(node, role, name):
    """Say whether a control has this role and this name."""
    if role is not None and node.get_role_name() != role:
        return False
    return name is None or any(fits(label, name) for label in labels(node))


def still(look):
    """Return what looking at a control gives; None where it went away meanwhile."""
    try:
        return look()
    except GLib.Error:
        return None


def labels(node):
    """Return a control's name and those of what labels it: a combo box's own name is its text."""
    yield node.get_name() or ""
    for relation in node.get_relation_set():
        if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY:
            for index in range(relation.get_n_targets()):
                yield relation.get_target(index).get_name() or ""


def fits(label, name):
    """Say whether a label is the name, in which an asterisk at either end stands for anything."""
    if name.startswith("*"):
        return name.strip("*") in label
    return label == name or (name.endswith("*") and label.startswith(name[:-1]))


def find(app, role, name, seconds):
    """Wait for exactly what was named; the first where several are."""
    deadline = time.monotonic() + seconds
    while True:
        found = find_all(app, role, name)
        if found:
            return found[0]
        if time.monotonic() > deadline:
            seen = sorted({" ".join(still(lambda node=node: facts(node)[:2]) or []) for node in showing(app)})
            raise LookupError(f"no {role or 'control'} named {name!r} after {seconds:g} s; showing: {'; '.join(seen)}")
        pause()


def do_action(node, seconds=10.0):
    """Press, toggle or choose: a control's first action, as soon as it is enabled."""
    deadline = time.monotonic() + seconds
    while not node.get_state_set().contains(Atspi.StateType.SENSITIVE):
        if time.monotonic() > deadline:
            raise LookupError(f"{node.get_role_name()} {node.get_name()!r} stays disabled")
        pause()
    if "Action" not in node.get_interfaces() or Atspi.Action.get_n_actions(node) == 0:
        raise LookupError(f"{node.get_role_name()} {node.get_name()!r} has no action")
    Atspi.Action.do_action(node, 0)


def press_enabled(node):
    """Press what is enabled now, and say whether it was."""
    if not node.get_state_set().contains(Atspi.StateType.SENSITIVE):
        return False
    Atspi.Action.do_action(node, 0)
    return True


def text_of(node):
    """Return the text of a text field or a label."""
    return Atspi.Text.get_text(node, 0, -1) if "Text" in node.get_interfaces() else node.get_name()


def choose(app, node, item):
    """Choose an item of a combo box: open it, then click on the item, which is an object only while it is open.

    A list that opens under the pointer takes a click soon after for the one that opened it: it is clicked on again.
    """
    do_action(node)
    found = find(app, "list item", item, 5.0)
    label = found.get_name()
    deadline = time.monotonic() + 5.0
    again = 0.0
    while node.get_name() != label:
        now = time.monotonic()
        if now > deadline:
            raise LookupError(f"the combo box shows {node.get_name()!r} after a click on {label!r}")
        if now > again and find_all(app, "list item", label):
            again = now + 1.0
            click(found)
        pause()
    return label


def click(node):
    """Click into the middle of what is showing with the mouse."""
    place = Atspi.Component.get_extents(node, Atspi.CoordType.SCREEN)
    Atspi.generate_mouse_event(place.x + place.width // 2, place.y + place.height // 2, "b1c")


def select(app, node, item):
    """Choose an item of a list or of a combo box by its name."""
    if node.get_role_name() == "combo box":
        return choose(app, node, item)
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        label = (child.get_name() or "") if child is not None else ""
        if fits(label, item):
            Atspi.Selection.select_child(node, index)
            return label
    raise LookupError(f"no item {item!r} in {node.get_name()!r}")


def takes_keyboard(node):
    """Say whether a control can have the keyboard focus."""
    return node.get_state_set().contains(Atspi.StateType.FOCUSABLE)


def facts(node):
    """Return role, name and description of a control."""
    return [node.get_role_name(), node.get_name(), node.get_description()]


def inside(app, name):
    """Return the window whose title begins so; the application where none is named."""
    return find(app, "frame", name + "*", 10.0) if name else app


def perform(app, request):
    """Do what one request says, in the window of the application that it names, if it names one."""
    app = inside(app, request.get("frame"))
    what, seconds = request["do"], request.get("seconds", 10.0)
    if what == "showing":
        seen = (still(lambda node=node: facts(node)) for node in showing(app))
        return [found for found in seen if found]
    if what == "controls":
        found = (still(lambda node=node: facts(node)[:2] if takes_keyboard(node) else None) for node in showing(app))
        return [each for each in found if each]
    if what == "has":
        return bool(find_all(app, request.get("role"), request["name"]))
    if what == "press_now":
        found = find_all(app, request.get("role"), request["name"])
        return bool(found) and bool(still(lambda: press_enabled(found[0])))
    node = find(app, request.get("role"), request.get("name"), seconds)
    if what == "find":
        return node.get_name()
    if what == "press":
        return do_action(node, seconds)
    if what == "set_text":
        return Atspi.EditableText.set_text_contents(node, request["text"])
    if what == "text":
        return text_of(node)
    if what == "items":
        children = (node.get_child_at_index(index) for index in range(node.get_child_count()))
        return [still(child.get_name) or "" for child in children if child is not None]
    if what == "select":
        return select(app, node, request["item"])
    if what == "click":
        return click(node)
    if what == "states":
        return [Atspi.StateType(state).value_nick for state in node.get_state_set().get_states()]
    raise LookupError(f"cannot {what}")


def main(name, seconds):
    """Wait for the application, say so, then serve requests until stdin closes."""
    deadline = time.monotonic() + seconds
    while (app := application(name)) is None:
        if time.monotonic() > deadline:
            print(json.dumps({"error": f"no application {name!r} on the accessibility bus"}), flush=True)
            return
        pause()
    print(json.dumps({"ok": app.get_process_id()}), flush=True)
    for line in sys.stdin:
        try:
            answer = {"ok": perform(app, json.loads(line))}
        except (LookupError, GLib.Error, AttributeError) as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
