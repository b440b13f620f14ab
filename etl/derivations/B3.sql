SELECT
    unit_code,
    '2020-01..2020-02' AS period,
    date_diff('day', declared, coalesce(started, window_end))::DOUBLE AS value,
    NULL::DOUBLE AS standard_error,
    started IS NULL AS censored,
    source_id,
    grade
FROM first_measure
JOIN declared USING (unit_code)
JOIN exposed USING (unit_code)
