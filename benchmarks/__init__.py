"""Measurements of plainleaf against its peers; see docs/explanation/performance.md."""
