SELECT
    unit_code,
    year::VARCHAR AS period,
    value,
    NULL::DOUBLE AS standard_error,
    false AS censored,
    source_id,
    grade
FROM resource
WHERE resource_code = 'mean_years_of_schooling'
