-- Joint issuance: documents with two or more issuers as a share of all documents of a place.
SELECT
    unit_code,
    min(issued_on)::VARCHAR || '..' || max(issued_on)::VARCHAR AS period,
    100.0 * count(*) FILTER (len(list_distinct(issuers)) >= 2) / count(*) AS value,
    NULL::DOUBLE AS standard_error,
    false AS censored,
    string_agg(DISTINCT source_id, ', ' ORDER BY source_id) AS source_id,
    max(grade) AS grade
FROM document
GROUP BY unit_code
