SELECT
    unit_code,
    '2020-01..2020-02' AS period,
    100.0 * count(*) FILTER (start_date <= declared + 14) / count(*) AS value,
    NULL::DOUBLE AS standard_error,
    false AS censored,
    string_agg(DISTINCT source_id, ', ' ORDER BY source_id) AS source_id,
    max(grade) AS grade
FROM counted_measure
JOIN declared USING (unit_code)
JOIN exposed USING (unit_code)
GROUP BY unit_code
-- Fewer than three observable classes make a share of two or three possible values.
HAVING count(*) >= 3
