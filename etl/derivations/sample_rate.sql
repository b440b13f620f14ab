-- $count: count in the ten-per-cent long form; $expansion: residents for each person in it, nationally.
SELECT
    unit_code,
    year::VARCHAR AS period,
    value * $expansion * 1000 / population AS value,
    -- The count is Poisson: its variance is the count itself.
    sqrt(value) * $expansion * 1000 / population AS standard_error,
    false AS censored,
    resource.source_id,
    resource.grade
FROM resource
JOIN unit USING (unit_code)
WHERE resource_code = $count AND population > 0
