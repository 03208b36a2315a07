"""The register of the Word files."""

from __future__ import annotations

from register import Register

document = Register()
