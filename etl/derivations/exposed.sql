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

-- The earliest of the three measures that one source dates for every city it covers.
CREATE TEMP VIEW first_measure AS
SELECT unit_code, min(start_date) AS started, max(window_end) AS window_end, max(grade) AS grade
FROM measure
WHERE source_id = 'tian2020'
  AND measure_code IN (
      'suspend_intracity_public_transport',
      'suspend_intercity_passenger_traffic',
      'close_entertainment_ban_gatherings'
  )
GROUP BY unit_code;
