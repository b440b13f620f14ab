WITH daily AS (
    SELECT
        case_daily.*,
        confirmed - lag(confirmed, 1, 0) OVER (PARTITION BY unit_code ORDER BY date) AS new_cases
    FROM case_daily
    JOIN unit USING (unit_code)
    WHERE level = 'prefecture'
), span AS (
    SELECT
        unit_code,
        min(date) FILTER (confirmed > 0) AS first_day,
        least(max(date) FILTER (new_cases > 0) + 28, max(date)) AS last_day
    FROM daily
    GROUP BY unit_code
)
SELECT
    daily.unit_code,
    '2020' AS period,
    100.0 * count(*) FILTER (observed) / (date_diff('day', first_day, last_day) + 1) AS value,
    NULL::DOUBLE AS standard_error,
    false AS censored,
    arg_max(source_id, date) AS source_id,
    max(grade) AS grade
FROM daily
JOIN span USING (unit_code)
WHERE date BETWEEN first_day AND last_day
GROUP BY daily.unit_code, first_day, last_day
