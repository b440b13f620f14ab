SELECT
    unit_code,
    '2020-01..2020-02' AS period,
    100.0 * count(*) FILTER (start_date <= declared + 14) / count(*) AS value,
    NULL::DOUBLE AS standard_error,
    false AS censored,
    string_agg(DISTINCT source_id, ', ' ORDER BY source_id) AS source_id,
    max(grade) AS grade
FROM measure
JOIN declared USING (unit_code)
JOIN exposed USING (unit_code)
WHERE (source_id, measure_code) IN (
    ('tian2020', 'suspend_intracity_public_transport'),
    ('tian2020', 'suspend_intercity_passenger_traffic'),
    ('tian2020', 'close_entertainment_ban_gatherings'),
    ('gpl2020', 'travel_ban_local'),
    ('gpl2020', 'home_isolation'),
    ('qiu2020', 'closed_management_of_communities'),
    ('qiu2020', 'family_outdoor_restrictions')
)
GROUP BY unit_code
-- Fewer than three observable classes make a share of two or three possible values.
HAVING count(*) >= 3
