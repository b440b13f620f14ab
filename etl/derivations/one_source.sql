-- Where several sources give the same cell, the better grade counts; then the source heard from last.
WITH fact AS (
    SELECT unit_code, source_id, batch_id FROM resource
    UNION ALL
    SELECT unit_code, source_id, batch_id FROM measure
    UNION ALL
    SELECT unit_code, source_id, batch_id FROM indicator_value
), heard AS (
    SELECT unit_code, source_id, max(batch_id) AS batch_id FROM fact GROUP BY ALL
)
SELECT cell.rowid
FROM cell
LEFT JOIN heard USING (unit_code, source_id)
QUALIFY row_number() OVER (
    PARTITION BY unit_code, indicator_code, period
    ORDER BY cell.grade, heard.batch_id DESC NULLS LAST, source_id, value
) > 1
