#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Hearth contributors
"""uidrive: drive a GTK 4 program as a person would, through AT-SPI (D-Bus) and real X11 input. Run inside with-desktop.

    from uidrive import App
    with App(["./hearth"]) as ui:
        ui.wait_for("push button", "New Person").click()
        ui.wait_for("text", "Name").type_text("Ana")
        ui.key("Return"); ui.wait_for("label", "Added Ana"); ui.screenshot("added.png")

Talks to the a11y bus directly: one Cache.GetItems call reads the whole tree, so nothing is ever stale.
From a shell:  uidrive.py dump [APP] [all]
Knows these GTK 4.8 traits: no SHOWING state on widgets; unlabelled widgets are named after their C type (then the
tooltip counts as the name); mnemonic buttons are named "_Save Save"; check boxes, switches and rows have no Action."""
import collections, functools, json, os, re, signal, subprocess, sys, time
import gi
gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib

A11Y, ROOT = "org.a11y.atspi.", "/org/a11y/atspi/accessible/root"
# For each thing that must come true: only what hangs takes so long.
TIMEOUT = float(os.environ.get("UIDRIVE_TIMEOUT", 60))
ANSWER_MS = int(TIMEOUT * 1000)
SCREEN, WINDOW = 0, 1
PNG = ("-define", "png:exclude-chunks=date,time")          # what looks alike is alike

class UiError(AssertionError): pass

@functools.lru_cache(None)
def _role(n):
    nick = Atspi.Role(n).value_nick.replace("-", " ")
    return "push button" if nick == "button" else nick          # renamed in at-spi 2.54
@functools.lru_cache(None)
def _states(lo, hi):
    v = lo | hi << 32
    return {Atspi.StateType(i).value_nick for i in range(v.bit_length()) if v >> i & 1}
def clean_name(name, desc=""):
    """The name a person would give: no C type names, no mnemonic underscores, no doubling."""
    if re.fullmatch(r"(Gtk|Adw|Gdk)[A-Z]\w*", name): name = ""
    flat = re.sub(r"_(?=\w)", "", name)
    half = len(flat) // 2
    if len(flat) % 2 and flat[half] == " " and flat[:half] == flat[half + 1:]: flat = flat[:half]
    return flat or desc

class Node:
    """One accessible. `ui` gives the connection; role, name, states, ifaces are as of the last read."""
    def __init__(self, ui, facts):
        self.__dict__.update(facts)
        self.ui, self.children = ui, []
    @staticmethod
    def facts(item):
        """All that an item of the cache says, as attributes."""
        (bus, path), _app, (_, parent_path), index, n, ifaces, name, role, desc, st = item
        return {"bus": bus, "path": path, "parent_path": parent_path, "index": index, "n": n, "raw_name": name, "desc": desc, "role": _role(role),
                "name": clean_name(name, desc), "states": _states(*st), "ifaces": frozenset(i.rsplit(".", 1)[-1] for i in ifaces)}
    def __repr__(self): return f"<{self.role} {self.name!r}>"
    def call(self, iface, method, sig=None, *args): return self.ui.call(self.path, iface, method, sig, *args)
    def get(self, iface, prop): return self.ui.call(self.path, "org.freedesktop.DBus.Properties", "Get", "(ss)", A11Y + iface, prop)
    def walk(self):
        yield self
        for c in self.children: yield from c.walk()
    @property
    def text(self):
        if "Text" in self.ifaces:
            t = self.call("Text", "GetText", "(ii)", 0, 2 ** 31 - 1)       # cut to what there is
            if t: return t
        return "" if "EditableText" in self.ifaces else self.name
    @property
    def texts(self): return [n.text for n in self.walk() if n.role == "label" and n.text]
    @property
    def value(self): return self.get("Value", "CurrentValue")
    def set_value(self, v): self.call("Properties", "Set", "(ssv)", A11Y + "Value", "CurrentValue", GLib.Variant("d", v))
    @property
    def actions(self):
        """Raw action names (GetActions would give translated ones); "" for one the program will not name."""
        def name(i):
            try: return self.call("Action", "GetName", "(i)", i)
            except UiError: return ""
        return [name(i) for i in range(self.get("Action", "NActions"))] if "Action" in self.ifaces else []
    def extents(self, kind=WINDOW):
        return self.call("Component", "GetExtents", "(u)", kind) if "Component" in self.ifaces else (0, 0, 0, 0)
    def visible(self):
        """Has a size and is really on the window: not on a hidden page, in a closed popover or scrolled away.
        GTK 4.8 tells no SHOWING state, and a hidden page keeps its extents, so ask what can be picked there."""
        x, y, w, h = self.extents()
        if w <= 0 or h <= 0 or "visible" not in self.states: return False
        _, _, tw, th = self.ui.toplevel(self).extents()
        if self.ui.tells_showing: return "showing" in self.states and x + w > 0 and y + h > 0 and (x < tw and y < th)
        popup = any(n.role == "menu" or n.raw_name == "GtkPopoverContent" for n in self.ancestors())
        for start in [self] + [n for n in self.ancestors() if "Component" in n.ifaces][:1]:
            for px, py in ((x + w // 2, y + h // 2), (x + 1, y + 1), (x + w - 2, y + h - 2)):
                if not popup and not (0 <= px < tw and 0 <= py < th): continue
                _bus, path = start.call("Component", "GetAccessibleAtPoint", "(iiu)", px, py, WINDOW)
                if self.ui.inside(path, self.path) or start is not self and path == start.path: return True
        return False
    def ancestors(self):
        n = self
        while (n := self.ui.nodes.get(n.parent_path)) and n.path != ROOT: yield n
    def click(self):
        """Activate through the Action interface where there is one, otherwise with the real mouse."""
        if "sensitive" not in self.states: raise UiError(f"{self!r} is insensitive")
        i = next((i for i, a in enumerate(self.actions) if a in ("click", "activate", "toggle")), None)
        if i is None: return self.mouse()
        return self.do(i)
    def do(self, action):
        """Run an action by index or name, such as "win.new" of a frame."""
        i = action if isinstance(action, int) else self.actions.index(action)
        if not self.call("Action", "DoAction", "(i)", i): raise UiError(f"{self!r} refused action {action!r} of {self.actions}")
        return self
    def mouse(self, button=1, times=1):
        self.ui.wait_keyboard()                               # and stands where it stays
        x, y, w, h = self.extents()
        ox, oy = self.ui.origin(self)
        # One connection, so the server takes them in this order. Not --sync: it waits for a pointer that is there already.
        self.ui._x("mousemove", ox + x + w // 2, oy + y + h // 2, "click", "--repeat", times, "--delay", 60, button)
        return self
    def set_text(self, s):
        if not self.call("EditableText", "SetTextContents", "(s)", s): raise UiError(f"{self!r} did not take the text")
        return self
    def type_text(self, s):
        "GTK 4.8 has no GrabFocus: click into the widget, then send real key events."
        self.mouse(); self.ui.type_text(s); return self

class App:
    def __init__(self, argv=None, name=None, env=None, timeout=None, bad=r"CRITICAL|ERROR \*\*|Sanitizer|runtime error"):
        self.name, self.proc, self.bad, self.err = name or (argv and os.path.basename(argv[0])), None, bad, None
        addr = os.environ.get("AT_SPI_BUS_ADDRESS") or Gio.bus_get_sync(Gio.BusType.SESSION).call_sync(
            "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None, 0, ANSWER_MS, None).unpack()[0]
        self.con = Gio.DBusConnection.new_for_address_sync(addr, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        self.bus, self.top, self.nodes, self.known = None, None, {}, {}
        if argv:
            self.err = os.path.join(os.environ.get("DESKTOP_DIR", "/tmp"), f"{self.name}.{os.getpid()}.err")
            with open(self.err, "ab") as f:
                self.proc = subprocess.Popen(argv, env={**os.environ, **(env or {})}, stderr=f)
        self.started = time.monotonic()
        self._poll(self._attach, timeout, lambda: f"{self.name} did not appear on the accessibility bus")
        self.wait_for("frame", timeout=timeout)
    def __enter__(self): return self
    def __exit__(self, kind, exc, tb):
        if exc is not None: self._report()
        self.close(check=exc is None)
    def close(self, check=True, timeout=TIMEOUT):
        """Ask the program to end (SIGTERM if it does not); fail if it crashed or wrote a critical warning."""
        if not self.proc: return
        if self.proc.poll() is None: self.proc.send_signal(signal.SIGTERM)
        try: rc = self.proc.wait(timeout)
        except subprocess.TimeoutExpired: self.proc.kill(); self.proc.wait(); raise UiError(f"{self.name} did not end")
        finally: self.proc = None
        # GTK 4.8 complains when we ask where a widget is that left its window since the last reading: ours, not the program's.
        # It also complains of every widget that comes back to a window, as all of a desk does after the lock.
        known = ("gtk_widget_compute_point: assertion 'GTK_IS_WIDGET (target)'", "gtk_at_context_set_accessible_role: assertion '!self->realized'")
        bad = [l for l in self.stderr().splitlines() if re.search(self.bad, l) and not any(k in l for k in known)]
        if check and rc not in (0, -signal.SIGTERM): raise UiError(f"{self.name} ended with {rc}\n{self.stderr()}")
        if check and bad: raise UiError(f"{self.name} wrote:\n" + "\n".join(bad))
    def wait_exit(self, timeout=TIMEOUT):
        try: rc = self.proc.wait(timeout)
        except subprocess.TimeoutExpired: raise UiError(f"{self.name} is still running") from None
        return rc
    def stderr(self): return open(self.err, errors="replace").read() if self.err else ""
    # --- reading -----------------------------------------------------------------------------------------------
    def ask(self, path, iface, method, sig=None, *args, bus=None):
        iface = iface if iface.startswith("org.freedesktop") else "org.freedesktop.DBus.Properties" if iface == "Properties" else A11Y + iface
        try: return self.con.call_sync(bus or self.bus, path, iface, method, GLib.Variant(sig, args) if sig else None, None, 0, ANSWER_MS, None)
        except GLib.Error as e: raise UiError(f"{iface}.{method} failed: {e.message}") from None
    def call(self, *args, **kw):
        r = self.ask(*args, **kw).unpack()
        return r[0] if r and len(r) == 1 else r
    def _attach(self):
        if self.proc and self.proc.poll() is not None: raise UiError(f"{self.name} ended with {self.proc.returncode}\n{self.stderr()}")
        for bus, path in self.call(ROOT, "Accessible", "GetChildren", bus=A11Y + "Registry"):
            try:
                name = self.call(path, "org.freedesktop.DBus.Properties", "Get", "(ss)", A11Y + "Accessible", "Name", bus=bus)
                pid = self.con.call_sync("org.freedesktop.DBus", "/", "org.freedesktop.DBus", "GetConnectionUnixProcessID",
                                         GLib.Variant("(s)", (bus,)), None, 0, ANSWER_MS, None).unpack()[0]
            except (UiError, GLib.Error): continue
            if pid == self.proc.pid if self.proc else self.name in (None, name): self.bus = bus; return True
    def _items(self):
        """The facts of everything the cache holds. Unpacking is slow, and most of it is as it was the last time."""
        whole, known = self.ask("/org/a11y/atspi/cache", "Cache", "GetItems").get_child_value(0), {}
        for i in range(whole.n_children()):
            item = whole.get_child_value(i)
            key = item.get_data_as_bytes().get_data()
            known[key] = self.known.get(key) or Node.facts(item.unpack())
        self.known = known
        return known.values()
    def read(self, everything=False):
        """Read the whole tree afresh. GTK exports a child only once someone asked its parent for it, so ask for
        those which the first reading lacks and read again. Rows of a long list which are scrolled out of sight
        are not asked for (unless everything)."""
        self.reads = getattr(self, "reads", 0) + 1
        asked, ask = set(), [ROOT]                            # the root always claims to have no children
        while True:
            self.nodes = {facts["path"]: Node(self, facts) for facts in self._items()}
            for n in sorted(self.nodes.values(), key=lambda n: n.index):
                if n.path != ROOT and n.parent_path in self.nodes: self.nodes[n.parent_path].children.append(n)
            # Widgets that were taken off their window stay in the cache: to ask them where they are is an error to GTK.
            self.nodes = {p: n for p, n in self.nodes.items() if self.inside(p, ROOT)}
            # What was hidden and is shown now may be counted in the place of what was shown and is hidden: now and then
            # ask everybody.
            ask += [n.path for n in self.nodes.values() if len(n.children) < n.n or self.reads % 4 == 0 and n.n]
            if not everything: ask = self._near(ask, {n.path: n.parent_path for n in self.nodes.values()})
            ask, more = [p for p in ask if p not in asked], False
            while ask:                                        # level by level, all calls of a level at once
                asked.update(ask)
                found = []
                for r in self._many(ask, "Accessible", "GetChildren"):
                    kids = [p for _, p in r[0] if p not in asked and p not in self.nodes] if r else []
                    more = more or bool(kids)
                    found += kids if everything or len(kids) <= 30 else self._near(kids, dict.fromkeys(kids, kids[0]))
                ask = found
            if not more: break
        self.top = self.nodes.get(ROOT)
        self.tells_showing = any("showing" in n.states for n in self.nodes.values() if n.role in ("label", "push button"))   # GTK >= 4.10
        return self.top
    def _near(self, paths, parent):
        """Those paths which are not rows of a long list (more than 30 siblings) out of sight."""
        count = collections.Counter(parent.values())
        rows = [p for p in paths if p in parent and count[parent[p]] > 30]
        away = {p for p, e in zip(rows, self._many(rows, "Component", "GetExtents", GLib.Variant("(u)", (WINDOW,))))
                if not e or e[0][3] <= 0 or e[0][1] + e[0][3] <= 0 or e[0][1] > 4000}
        return [p for p in paths if p not in away]
    def _many(self, paths, iface, method, args=None):
        """The same call on many objects at once; None where it failed, as when the object went away."""
        loop, left, out = GLib.MainLoop(), [len(paths)], [None] * len(paths)
        def done(con, res, i):
            try: out[i] = con.call_finish(res).unpack()
            except GLib.Error: pass
            left[0] -= 1
            if not left[0]: loop.quit()
        for i, p in enumerate(paths): self.con.call(self.bus, p, A11Y + iface, method, args, None, 0, ANSWER_MS, None, done, i)
        if paths: loop.run()
        return out
    def inside(self, path, outer):
        while path in self.nodes and path != outer: path = self.nodes[path].parent_path
        return path == outer
    def toplevel(self, node):
        while (p := self.nodes.get(node.parent_path)) and p.path != ROOT: node = p
        return node
    def windows(self, everything=False): return self.read(everything).children
    def find_all(self, role=None, name=None, inside=None, visible=True, where=None):
        self.read()
        root = self.nodes.get(inside.path) if inside else self.top
        hit = lambda n: (role is None or n.role == role) and (name is None or (name.search(n.name) if hasattr(name, "search") else n.name == name))
        return [n for n in (root.walk() if root else ()) if n.path != ROOT and hit(n) and (not where or where(n)) and (not visible or n.role == "frame" or n.visible())]
    def _poll(self, probe, timeout, message):
        end, pause = time.monotonic() + (TIMEOUT if timeout is None else timeout), 0.01
        while True:
            try: err, r = None, probe()
            except UiError as e:
                if self.proc and self.proc.poll() is not None: raise
                err, r = e, None
            if r: return r
            if time.monotonic() > end: raise UiError(message() + (f" ({err})" if err else ""))
            time.sleep(pause)                                 # a step between two looks at the condition; nothing is told of changes
            pause = min(pause * 1.5, 0.1)
    def wait_for(self, role=None, name=None, timeout=None, **kw):
        want = f"{role or 'anything'} {name!r}" if name else f"{role}"
        return self._poll(lambda: self.find_all(role, name, **kw), timeout, lambda: f"no {want} within the time; there are:\n" + self._like(role))[0]
    def wait_gone(self, role=None, name=None, timeout=None, **kw):
        self._poll(lambda: not self.find_all(role, name, **kw), timeout, lambda: f"{role} {name!r} is still there")
    def wait_until(self, probe, timeout=None, what="condition"): return self._poll(probe, timeout, lambda: f"{what}: not within the time")
    def text_of(self, role, name=None, **kw): return self.wait_for(role, name, **kw).text
    def click(self, role, name=None, **kw): return self.wait_for(role, name, **kw).click()
    def _like(self, role): return "\n".join(f"  {n!r}" for n in self.find_all(role)[:40]) or "  none of that role\n" + self.dump_tree()
    def dump_tree(self, everything=False):
        out = []
        def go(n, d):
            if n.path != ROOT and not everything and "Component" in n.ifaces and n.extents()[2] <= 0: return
            shown = bool(everything or n.name or n.role in ("frame", "entry", "text"))
            if shown:
                text = f" text={n.text!r}" if "Text" in n.ifaces and n.text != n.name else ""
                acts = [a for a in n.actions if not re.search(r"^(clipboard|selection|link|menu)\.", a)]
                st = sorted(n.states - {"visible", "sensitive", "focusable", "horizontal", "vertical", "selectable"}) + (["INSENSITIVE"] if "sensitive" not in n.states else [])
                out.append("  " * d + f"{n.role} {n.name!r}{text}{' ' + '/'.join(acts) if acts else ''}{' (' + ','.join(st) + ')' if st else ''}")
            for c in n.children: go(c, d + shown)
        for w in self.windows(everything): go(w, 0)
        return "\n".join(out)
    # --- acting with real X11 input -----------------------------------------------------------------------------
    def _x(self, *a):
        r = subprocess.run(["xdotool", *map(str, a)], capture_output=True, text=True, timeout=TIMEOUT)
        if r.returncode: raise UiError(f"xdotool {' '.join(map(str, a))}: {r.stderr.strip()}")
        return r.stdout
    def origin(self, node):
        """Root-window position of a node's toplevel: GTK 4 only knows positions inside the window."""
        top = self.toplevel(node)
        _, _, w, h = top.extents()
        ids = self._x("search", "--onlyvisible", "--name", f"^{re.escape(top.raw_name)}$").split() or [self._x("getactivewindow").strip()]
        g = dict(l.split("=") for l in self._x("getwindowgeometry", "--shell", ids[-1]).split())
        return int(g["X"]) + (int(g["WIDTH"]) - w) // 2, int(g["Y"]) + (int(g["HEIGHT"]) - h) // 2
    def has_keyboard(self, title=None):
        """Whether one of the program's windows has it (that of this title), as the window manager says: GTK 4.8 does not of dialogs."""
        pid, name = (self._x("getactivewindow", "getwindowpid", "getwindowname").split("\n") + [""])[:2]
        return (not self.proc or int(pid) == self.proc.pid) and title in (None, name)
    def wait_keyboard(self, title=None):
        """What is typed before the window manager gave it is lost. Where two windows end at once, openbox may go on naming one of
        them; who sits there clicks on the window that is left."""
        gone = []
        def has():
            try: return self.has_keyboard(title)
            except UiError as e:
                if "BadWindow" not in str(e): raise
                gone.append(e)
                if len(gone) % 20 == 0: self.activate(title)
                return False
        self._poll(has, None, lambda: f"{title or 'no window'}: without the keyboard")
    def activate(self, title=None):
        own = ["--all", "--pid", self.proc.pid] if self.proc else []
        ids = self._x("search", "--onlyvisible", *own, "--name", f"^{re.escape(title)}$" if title else ".").split()
        if ids: self._x("windowactivate", ids[-1])
    def key(self, *keys):
        self.wait_keyboard()
        self._x("key", "--clearmodifiers", *keys)
    def type_text(self, s):
        """xdotool must remap a key for a letter the layout lacks, and the program needs time to learn of it."""
        self.wait_keyboard()
        for part in re.findall(r"[ -~]+|[^ -~]", s):
            self._x("type", "--clearmodifiers", "--delay", 8 if part.isascii() else 120, part)
    def screenshot(self, path):
        subprocess.run(["import", "-silent", "-window", "root", *PNG, f"png:{path}"], check=True, timeout=TIMEOUT); return path
    # --- notifications (with-desktop -n mock) --------------------------------------------------------------------
    def notifications(self): return [json.loads(l) for l in open(os.environ["NOTIFY_LOG"])]
    def wait_notification(self, timeout=None, **want):
        return self._poll(lambda: [e for e in self.notifications() if e["event"] == "notify" and all(e.get(k) == v for k, v in want.items())],
                          timeout, lambda: f"no notification {want}; got {self.notifications()}")[-1]
    def answer(self, note, action=None):
        """The person presses a button of the notification, or dismisses it."""
        Gio.bus_get_sync(Gio.BusType.SESSION).call_sync("org.freedesktop.Notifications", "/org/freedesktop/Notifications", "org.hearth.TestNotifications",
            "Invoke" if action else "Dismiss", GLib.Variant("(us)", (note["id"], action)) if action else GLib.Variant("(u)", (note["id"],)), None, 0, ANSWER_MS, None)
    def _report(self):
        where = os.environ.get("UIDRIVE_ARTIFACTS")
        try:
            if where: os.makedirs(where, exist_ok=True); print("screenshot:", self.screenshot(f"{where}/{self.name}-{int(time.time())}.png"), file=sys.stderr)
            print("--- what is shown ---\n" + self.dump_tree() + "\n--- stderr ---\n" + self.stderr()[-4000:], file=sys.stderr)
        except Exception as e: print(f"(no report: {e})", file=sys.stderr)

if __name__ == "__main__":
    if sys.argv[1:2] != ["dump"]: sys.exit(__doc__)
    print(App(name=sys.argv[2] if len(sys.argv) > 2 else None).dump_tree("all" in sys.argv[3:]))
