WITH daily AS (
    SELECT
        case_daily.*,
        confirmed - lag(confirmed, 1, 0) OVER (PARTITION BY unit_code ORDER BY date) AS step
    FROM case_daily
    JOIN unit USING (unit_code)
    WHERE level = 'prefecture'
)
SELECT
    unit_code,
    '2020' AS period,
    100.0 * sum(greatest(-step, 0)) / arg_max(confirmed, date) AS value,
    NULL::DOUBLE AS standard_error,
    false AS censored,
    arg_max(source_id, date) AS source_id,
    max(grade) AS grade
FROM daily
GROUP BY unit_code
HAVING arg_max(confirmed, date) > 0
