"""The tests. They mirror plainleaf/; tests/sites/ holds small sites, good and broken."""
