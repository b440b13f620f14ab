-- Cells of coding sheets: the mean of the coders.
SELECT
    unit_code,
    indicator_code,
    period,
    avg(value) AS value,
    min(source_id) AS source_id,
    max(grade) AS grade,
    min(missing_reason) AS missing_reason,
    count(DISTINCT coder) AS coders
FROM indicator_value
WHERE value_type IN ('numeric', 'ordinal') AND regexp_full_match(indicator_code, '[A-F][0-9]')
GROUP BY unit_code, indicator_code, period
