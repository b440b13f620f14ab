WITH closure AS (
    SELECT unit_code, start_date, window_end, source_id, grade
    FROM counted_measure
    WHERE measure_code IN ('closed_management_of_communities', 'home_isolation')
    -- The study of community closures comes first; home isolation stands in only where it is silent.
    QUALIFY row_number() OVER (PARTITION BY unit_code ORDER BY measure_code) = 1
)
SELECT
    unit_code,
    '2020-01..2020-02' AS period,
    date_diff('day', declared, coalesce(start_date, window_end))::DOUBLE AS value,
    NULL::DOUBLE AS standard_error,
    start_date IS NULL AS censored,
    source_id,
    grade
FROM closure
JOIN declared USING (unit_code)
JOIN exposed USING (unit_code)
