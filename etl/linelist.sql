-- One text for DuckDB and, translated, for Apache Spark. Statement 1 reads every case once and is the only one
-- that sees the rows; statement 2 works on what it counted. Dates are compared as text before they are cast,
-- because the engines read unusual dates differently; lengths, because `$` means more to one of them.

-- statement: grouped
WITH named AS (
    SELECT
        trim(CAST(unit_code AS VARCHAR)) AS unit_code,
        trim(CAST(confirmed_on AS VARCHAR)) AS confirmed_on,
        nullif(lower(trim(CAST(outcome AS VARCHAR))), '') AS outcome,
        nullif(trim(CAST(outcome_on AS VARCHAR)), '') AS outcome_on
    FROM line_list
), judged AS (
    SELECT
        *,
        CASE
            WHEN unit_code IS NULL OR length(unit_code) <> 6 OR NOT regexp_matches(unit_code, '^[0-9]{6}$')
                THEN 'unit_code'
            WHEN confirmed_on IS NULL OR length(confirmed_on) <> 10
                OR NOT regexp_matches(confirmed_on, '^[0-9]{4}-[0-9]{2}-[0-9]{2}$')
                OR try_cast(confirmed_on AS DATE) IS NULL OR confirmed_on < '2019-12-01' THEN 'confirmed_on'
            WHEN outcome IS NOT NULL AND outcome NOT IN ('recovered', 'died') THEN 'outcome'
            WHEN outcome IS NOT NULL AND outcome_on IS NULL THEN 'outcome_on'
            WHEN outcome_on IS NOT NULL AND (
                outcome IS NULL OR length(outcome_on) <> 10
                OR NOT regexp_matches(outcome_on, '^[0-9]{4}-[0-9]{2}-[0-9]{2}$')
                OR try_cast(outcome_on AS DATE) IS NULL OR outcome_on < confirmed_on
            ) THEN 'outcome_on'
        END AS refused_for
    FROM named
)
SELECT
    refused_for,
    CASE WHEN refused_for IS NULL THEN unit_code END AS unit_code,
    CASE WHEN refused_for IS NULL THEN try_cast(confirmed_on AS DATE) END AS confirmed_on,
    CASE WHEN refused_for IS NULL THEN outcome END AS outcome,
    CASE WHEN refused_for IS NULL THEN try_cast(outcome_on AS DATE) END AS outcome_on,
    count(*) AS cases
FROM judged
GROUP BY 1, 2, 3, 4, 5

-- statement: days
WITH counted AS (
    SELECT * FROM grouped WHERE refused_for IS NULL
), changes AS (
    SELECT unit_code, confirmed_on AS date, cases AS confirmed, 0 AS recovered, 0 AS deaths FROM counted
    UNION ALL
    SELECT
        unit_code,
        outcome_on AS date,
        0 AS confirmed,
        CASE WHEN outcome = 'recovered' THEN cases ELSE 0 END AS recovered,
        CASE WHEN outcome = 'died' THEN cases ELSE 0 END AS deaths
    FROM counted
    WHERE outcome_on IS NOT NULL
), daily AS (
    SELECT
        unit_code, date, sum(confirmed) AS confirmed, sum(recovered) AS recovered, sum(deaths) AS deaths
    FROM changes
    GROUP BY unit_code, date
), ends AS (
    -- A list without any outcome says nothing of recoveries and deaths: that is missing, not zero.
    SELECT max(date) AS last_day, sum(recovered) + sum(deaths) AS outcomes FROM daily
), calendar AS (
    SELECT first_days.unit_code, CAST(day AS DATE) AS date, ends.outcomes
    FROM (SELECT unit_code, min(date) AS first_day FROM daily GROUP BY unit_code) AS first_days
    CROSS JOIN ends
    CROSS JOIN unnest(generate_series(first_days.first_day, ends.last_day, INTERVAL 1 DAY)) AS days(day)
), filled AS (
    SELECT
        calendar.unit_code,
        calendar.date,
        calendar.outcomes,
        sum(coalesce(daily.confirmed, 0)) OVER so_far AS confirmed,
        sum(coalesce(daily.recovered, 0)) OVER so_far AS recovered,
        sum(coalesce(daily.deaths, 0)) OVER so_far AS deaths
    FROM calendar
    LEFT JOIN daily ON daily.unit_code = calendar.unit_code AND daily.date = calendar.date
    WINDOW so_far AS (
        PARTITION BY calendar.unit_code ORDER BY calendar.date
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    )
)
SELECT
    unit_code,
    date,
    CAST(confirmed AS BIGINT) AS confirmed,
    CASE WHEN outcomes > 0 THEN CAST(recovered AS BIGINT) END AS recovered,
    CASE WHEN outcomes > 0 THEN CAST(deaths AS BIGINT) END AS deaths
FROM filled
ORDER BY unit_code, date
