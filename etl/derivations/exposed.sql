-- Cities that the first wave reached before the window in which their response is measured.
CREATE TEMP VIEW exposed AS
SELECT unit_code
FROM case_daily
JOIN unit USING (unit_code)
WHERE level = 'prefecture' AND date = DATE '2020-02-10' AND confirmed >= 5;

-- The provincial level-1 response, from the one source that covers all provinces in the same way.
CREATE TEMP VIEW declared AS
SELECT unit.unit_code, measure.start_date AS declared
FROM unit
JOIN measure ON measure.unit_code = unit.province_code
WHERE unit.level = 'prefecture'
  AND measure.measure_code = 'level1_response'
  AND measure.source_id = 'gpl2020';

-- The dated measures that count: of the bundled facts the one study that dates a measure in the same way for
-- every city it covers, and whatever was uploaded. The better grade counts, then the batch that came last.
CREATE TEMP VIEW counted_measure AS
SELECT *
FROM measure
WHERE measure_code IN (
    'suspend_intracity_public_transport',
    'suspend_intercity_passenger_traffic',
    'close_entertainment_ban_gatherings',
    'travel_ban_local',
    'home_isolation',
    'closed_management_of_communities',
    'family_outdoor_restrictions'
) AND (
    batch_id <> '000000-measure'
    OR (source_id, measure_code) IN (
        ('tian2020', 'suspend_intracity_public_transport'),
        ('tian2020', 'suspend_intercity_passenger_traffic'),
        ('tian2020', 'close_entertainment_ban_gatherings'),
        ('gpl2020', 'travel_ban_local'),
        ('gpl2020', 'home_isolation'),
        ('qiu2020', 'closed_management_of_communities'),
        ('qiu2020', 'family_outdoor_restrictions')
    )
)
QUALIFY row_number() OVER (
    PARTITION BY unit_code, measure_code ORDER BY grade, batch_id DESC, start_date, source_id
) = 1;

-- The earliest of the three measures that are dated for most cities.
CREATE TEMP VIEW first_measure AS
SELECT
    unit_code,
    min(start_date) AS started,
    max(window_end) AS window_end,
    string_agg(DISTINCT source_id, ', ' ORDER BY source_id) AS source_id,
    max(grade) AS grade
FROM counted_measure
WHERE measure_code IN (
    'suspend_intracity_public_transport',
    'suspend_intercity_passenger_traffic',
    'close_entertainment_ban_gatherings'
)
GROUP BY unit_code;
