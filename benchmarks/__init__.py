"""Measurements of plainleaf against its peers; see docs/performance.md."""
