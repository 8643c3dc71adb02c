# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Hearth contributors
#
# The two commands, thin over meson: each installs what is missing, configures and builds.

BUILD ?= build

.PHONY: all run check benchmark install clean

all:
	@.ci/packages build
	@test -f $(BUILD)/build.ninja || meson setup $(BUILD)
	@ninja -C $(BUILD)

# Opens the application on a sample center; without a display, walks its screens and says where the pictures are.
run:
	@.ci/packages run
	@test -f $(BUILD)/build.ninja || meson setup $(BUILD)
	@ninja -C $(BUILD)
	@tests/support/run-sample $(BUILD)

# Runs every test; ends with "N passed, N failed, N skipped".
check:
	@.ci/packages check
	@tests/support/run-checks $(BUILD)

# Prints figures, all of them on one page at the end; judges nothing.
benchmark: all
	@tests/bench/summary $(BUILD)

install: all
	@meson install -C $(BUILD)

clean:
	rm -rf $(BUILD) $(BUILD)-sanitized
