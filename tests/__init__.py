"""Tests, in the same folders as the source; journeys, benchmarks and conventions beside them."""
