# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Hearth contributors
"""The program hearth-hub as the application starts it: found, killed, started again."""
import os
import signal
import socket
import subprocess

from hearthdesk import BUILD
from uidrive import TIMEOUT


def own_port():
    """(port, what keeps it): from where nobody is given one, and of this test alone. The hub has it at 127.0.0.1; at
    another address of this PC it is kept, so that no other test takes it while the hub is dead."""
    for port in range(10000 + os.getpid() % 20000, 32000):
        keeper = socket.socket()
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                keeper.bind(("127.0.0.2", port))
                probe.bind(("127.0.0.1", port))
                return port, keeper
            except OSError:
                keeper.close()
    raise AssertionError("no port is free")


class Hub:
    """The program that the application starts when the center is shared: on loopback alone."""

    def __init__(self, center_path):
        self.path = center_path
        self.program = os.path.join(os.path.dirname(center_path), "hub")
        self.words = self.again = None
        port, self.keeper = own_port()
        with open(self.program, "w", encoding="utf-8") as stream:
            stream.write(f'#!/bin/sh\nexec {os.path.join(BUILD, "src", "hub", "hearth-hub")} --address 127.0.0.1 "$@"'
                         f' --port {port}\n')
        os.chmod(self.program, 0o755)

    def command_line(self, pid):
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as stream:
                return stream.read().decode().split("\0")[:-1]
        except OSError:
            return []

    def find(self):
        """(pid, command line) of the running hub of this center, or None."""
        for pid in filter(str.isdigit, os.listdir("/proc")):
            words = self.command_line(pid)
            if words and words[0].endswith("/hearth-hub") and self.path in words:
                return int(pid), words
        return None

    def kill(self):
        """As a PC does whose plug is pulled."""
        pid, self.words = self.find()
        os.kill(pid, signal.SIGKILL)

    def start(self):
        """As it was started before: desks know the port."""
        self.again = subprocess.Popen(self.words, stdout=subprocess.DEVNULL)

    def end(self):
        """Whether it runs or not."""
        found = self.find()
        if found:
            os.kill(found[0], signal.SIGTERM)
        if self.again:
            self.again.wait(TIMEOUT)
        self.keeper.close()
