SELECT
    unit_code,
    period,
    value,
    NULL::DOUBLE AS standard_error,
    false AS censored,
    indicator_value.source_id,
    indicator_value.grade
FROM indicator_value
JOIN unit USING (unit_code)
WHERE indicator_code = 'online_gov_service_capability_index' AND level = 'prefecture'
