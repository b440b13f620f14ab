-- $count: count of the yearbook; $rate: published rate that stands in where the count is missing; $per: residents.
-- Uploaded counts and rates count beside them, the better grade first, then the batch that came last.
WITH counted AS (
    SELECT unit_code, year, value * $per / population AS value, resource.source_id, resource.grade
    FROM resource
    JOIN unit USING (unit_code)
    WHERE resource_code = $count AND population > 0
        AND (resource.source_id = 'yearbook2018' OR resource.batch_id <> '000000-resource')
    QUALIFY row_number() OVER (
        PARTITION BY unit_code, year ORDER BY resource.grade, resource.batch_id DESC, resource.source_id
    ) = 1
), published AS (
    SELECT unit_code, year, value, source_id, grade
    FROM resource
    WHERE resource_code = $rate
        AND (batch_id <> '000000-resource' OR unit_code NOT IN (SELECT unit_code FROM counted))
)
SELECT
    unit_code,
    year::VARCHAR AS period,
    value,
    NULL::DOUBLE AS standard_error,
    false AS censored,
    source_id,
    grade
FROM (SELECT * FROM counted UNION ALL SELECT * FROM published)
