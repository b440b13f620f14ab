SELECT
    unit_code,
    year::VARCHAR AS period,
    100 * value / sample_size AS value,
    100 * sqrt(value / sample_size * (1 - value / sample_size) / sample_size) AS standard_error,
    false AS censored,
    source_id,
    grade
FROM resource
WHERE resource_code = 'sample_occupation_professional_technical' AND sample_size > 0
