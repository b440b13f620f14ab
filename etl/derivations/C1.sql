SELECT
    unit_code,
    year::VARCHAR AS period,
    value * 1000 / population AS value,
    NULL::DOUBLE AS standard_error,
    false AS censored,
    resource.source_id,
    resource.grade
FROM resource
JOIN unit USING (unit_code)
WHERE resource_code = 'grid_workers' AND population > 0
