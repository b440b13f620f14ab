-- Cells of coding sheets. What counts is, in this order: the value that the coders reconciled; the value that
-- two or more coders gave alike; a measured value that nobody had to code. A cell that one coder has coded, or
-- that coders coded differently, has no value yet: the reason says so. `levels` are the coders' own values.
WITH sheet AS (
    -- A level was coded by somebody even where nobody is named.
    SELECT * REPLACE (CASE WHEN value_type = 'ordinal' THEN coalesce(coder, '') ELSE coder END AS coder)
    FROM indicator_value
    WHERE value_type IN ('numeric', 'ordinal')
      -- Codes of the six dimensions, and those that a handed-in framework brought along, which begin with its name.
      AND regexp_full_match(indicator_code, '[A-F][0-9]|[a-z][a-z0-9_]{1,39}_[A-Z][0-9]{1,2}')
), coded AS (
    SELECT
        unit_code,
        indicator_code,
        period,
        arg_max(value, batch_id) FILTER (coder = 'reconciled') AS reconciled,
        count(*) FILTER (coder = 'reconciled') AS reconciliations,
        arg_max(missing_reason, batch_id) FILTER (coder = 'reconciled') AS reconciled_reason,
        count(DISTINCT coder) FILTER (coder <> 'reconciled') AS coders,
        list(value ORDER BY coder) FILTER (coder <> 'reconciled' AND value IS NOT NULL) AS levels,
        min(missing_reason) FILTER (coder <> 'reconciled') AS coders_reason,
        count(DISTINCT coalesce(missing_reason, '')) FILTER (coder <> 'reconciled') AS reasons,
        avg(value) FILTER (coder IS NULL) AS measured,
        min(missing_reason) FILTER (coder IS NULL) AS measured_reason,
        count(*) FILTER (coder IS NULL) AS measurements,
        string_agg(DISTINCT source_id, ', ' ORDER BY source_id) AS source_id,
        max(grade) AS grade
    FROM sheet
    GROUP BY unit_code, indicator_code, period
), decided AS (
    SELECT
        *,
        coders >= 2 AND reasons = 1
            AND (levels IS NULL OR list_max(levels) - list_min(levels) <= 1e-9 * greatest(1, list_max(levels)))
            AS alike
    FROM coded
)
SELECT
    unit_code,
    indicator_code,
    period,
    CASE
        WHEN reconciliations > 0 THEN reconciled
        WHEN coders > 0 AND alike THEN levels[1]
        WHEN coders > 0 THEN NULL
        ELSE measured
    END AS value,
    source_id,
    grade,
    CASE
        WHEN reconciliations > 0 THEN reconciled_reason
        WHEN coders > 0 AND alike THEN coders_reason
        WHEN coders >= 2 THEN 'coders_differ'
        WHEN coders = 1 THEN 'coded_once'
        ELSE measured_reason
    END AS missing_reason,
    coders,
    levels
FROM decided
