SELECT
    unit_code,
    '2020-01..2020-02' AS period,
    date_diff('day', first_case.start_date, coalesce(started, first_measure.window_end))::DOUBLE AS value,
    NULL::DOUBLE AS standard_error,
    started IS NULL AS censored,
    array_to_string(list_sort(list_distinct(string_split(first_measure.source_id, ', ') || ['tian2020'])), ', ')
        AS source_id,
    first_measure.grade
FROM first_measure
JOIN exposed USING (unit_code)
JOIN measure AS first_case USING (unit_code)
WHERE first_case.measure_code = 'first_case_reported' AND first_case.source_id = 'tian2020'
