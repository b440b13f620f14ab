"""Read, check and publish facts: batches in, one read-only DuckDB snapshot out."""
