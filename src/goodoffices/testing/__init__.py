"""Conformance suites and generators, for us and for those who write plug-ins."""
