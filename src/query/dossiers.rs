//! How dossiers are counted that stand in lists, a row each: the rules of Quyết định 766/QĐ-TTg as a query over `dossiers`.
//!
//! `dossiers` has `row_number` (from 0, over all sheets of a file), `code` (what tells a dossier from others; null where nothing
//! does), `unit_id` and `field` (numbers or texts by which units and fields are told apart, unknown units too), `received`, `due`,
//! `ended` (minutes since 1970; `ended` is null while a dossier is open), `paused` (minutes), `supplements` (how often the citizen
//! was asked for more), `online` (1 or 0, null where nothing tells), and `fault` (null, or the word of a
//! [`DossierFault`](crate::model::DossierFault)).

use crate::pipeline::DossierList;

use super::step::Step;

/// Name of the table that the steps begin with.
pub const DOSSIERS: &str = "dossiers";
/// Name of the first step: codes that stand in several rows.
pub const DOSSIERS_REPEATED: &str = "dossiers_repeated";
/// What the query says of dossiers in place of a fault where they count.
pub const NO_FAULT: &str = "none";

/// Counts by unit and field the dossiers that concern a period from its minute `first` to its minute `last` since 1970, both
/// included. Rows that cannot be counted are told with their `fault`, by unit and field as well; of the others it is `none`.
#[must_use]
pub fn dossiers(first: i64, last: i64) -> Vec<Step> {
    // A list may tell of a dossier when it was open and once more when it had ended.
    let repeated = "\
SELECT code AS repeated_code, COALESCE(ended_row, first_row) AS counted_row
FROM (
  SELECT code, MIN(row_number) AS first_row, MIN(CASE WHEN ended IS NOT NULL THEN row_number END) AS ended_row,
    COUNT(*) AS times
  FROM dossiers WHERE code IS NOT NULL GROUP BY code
) AS counted
WHERE times > 1";
    // What is known to have ended before the period, or to have come in after it, is no matter of it. Of what was carried over
    // nobody asks how it was handed in.
    let judged = format!(
        "\
SELECT unit_id, field, row_number, received, due + paused AS due, ended, supplements, online,
  CASE WHEN fault = 'unit' THEN fault
    WHEN row_number <> counted_row THEN 'repeated'
    WHEN fault IS NOT NULL THEN fault
    WHEN due IS NULL THEN 'no_due'
    WHEN ended < received THEN 'ended_early'
    WHEN online IS NULL AND received >= {first} THEN 'channel'
    ELSE 'none' END AS fault
FROM dossiers LEFT JOIN dossiers_repeated ON dossiers.code = dossiers_repeated.repeated_code
WHERE (received IS NULL OR received <= {last}) AND (ended IS NULL OR ended >= {first} OR received >= {first})"
    );
    let placed = format!(
        "\
SELECT unit_id, field, row_number, fault,
  CASE WHEN received < {first} THEN 1 ELSE 0 END AS carried,
  CASE WHEN received >= {first} AND online = 1 THEN 1 ELSE 0 END AS online,
  CASE WHEN ended <= {last} THEN 1 ELSE 0 END AS resolved,
  CASE WHEN supplements > 1 THEN 1
    WHEN ended <= {last} AND ended > due THEN 1
    WHEN (ended IS NULL OR ended > {last}) AND due < {last} THEN 1
    ELSE 0 END AS overdue
FROM ({judged}) AS judged"
    );
    // What each group has one by one; the other counts follow from these.
    let summed = format!(
        "\
SELECT unit_id, field, fault, MIN(row_number) AS first_row, CAST(COUNT(*) AS BIGINT) AS dossiers,
  CAST(SUM(carried) AS BIGINT) AS carried, CAST(SUM(online) AS BIGINT) AS online, CAST(SUM(resolved) AS BIGINT) AS resolved,
  CAST(SUM(overdue) AS BIGINT) AS overdue, CAST(SUM(resolved * overdue) AS BIGINT) AS late
FROM ({placed}) AS placed
GROUP BY unit_id, field, fault"
    );
    let counts = DossierList::COUNTS.iter().zip(COUNTED);
    let counts: Vec<String> = counts.map(|(id, told)| format!(",\n  {told} AS {id}")).collect();
    let counts = counts.concat();
    let counted = format!(
        "\
SELECT unit_id, field, fault, first_row, dossiers{counts}
FROM ({summed}) AS summed"
    );
    vec![
        Step::new(DOSSIERS_REPEATED, BEGINS, repeated.to_owned()),
        Step::new(
            "dossiers_counted",
            "dossiers of the period by unit and field, and what cannot be counted",
            counted,
        ),
    ]
}

/// What the first step says of the table that it begins with.
const BEGINS: &str = "\
codes that stand in several rows, of a table dossiers, a row each: row_number, code, unit_id, field, received, due, ended
(minutes since 1970, ended null while open), paused (minutes), supplements, online (1, 0), fault (null, or why it cannot count)";

/// Each of [`DossierList::COUNTS`], by what is summed: `late` are those that were resolved after their time.
const COUNTED: [&str; DossierList::COUNTS.len()] = [
    "dossiers",
    "online",
    "dossiers - carried - online",
    "carried",
    "resolved",
    "resolved - late",
    "late",
    "dossiers - resolved",
    "dossiers - resolved - overdue + late",
    "overdue - late",
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::dossiers;
    use crate::pipeline::DossierList;
    use crate::query::{Embedded, Engine as _, QueryTable};
    use crate::table::column::{Columns, counts, frame, texts};

    /// Minutes of a day.
    const DAY: i64 = 1440;
    /// The period: days 100 to 129.
    const FIRST: i64 = 100 * DAY;
    const LAST: i64 = 130 * DAY - 1;

    #[derive(Debug, Clone, Copy, Default)]
    struct FileRow {
        code: Option<&'static str>,
        received: Option<i64>,
        due: Option<i64>,
        ended: Option<i64>,
        paused: i64,
        supplements: i64,
        online: Option<i64>,
        fault: Option<&'static str>,
    }

    /// A file that came in, is due by the end of a day, and ended, all by the day.
    fn file(received: i64, due: i64, ended: Option<i64>) -> FileRow {
        let (received, due) = (Some(received * DAY), Some(due * DAY + DAY - 1));
        FileRow {
            received,
            due,
            ended: ended.map(|day| day * DAY),
            online: Some(0),
            ..FileRow::default()
        }
    }

    /// The counts that are not 0 by unit and fault, and how many rows each is of.
    fn counted(rows: &[(&str, FileRow)]) -> BTreeMap<String, String> {
        let of = |told: fn(&FileRow) -> Option<i64>| rows.iter().map(move |(_, row)| told(row));
        let table = frame(vec![
            counts("row_number", (0i64..).take(rows.len()).map(Some)),
            texts("code", rows.iter().map(|(_, row)| row.code)),
            texts("unit_id", rows.iter().map(|(unit, _)| Some(*unit))),
            texts("field", rows.iter().map(|_| Some("Đất đai"))),
            counts("received", of(|row| row.received)),
            counts("due", of(|row| row.due)),
            counts("ended", of(|row| row.ended)),
            counts("paused", of(|row| Some(row.paused))),
            counts("supplements", of(|row| Some(row.supplements))),
            counts("online", of(|row| row.online)),
            texts("fault", rows.iter().map(|(_, row)| row.fault)),
        ]);
        let given = [QueryTable::new("dossiers", table.unwrap())];
        let found = Embedded.run(&given, &dossiers(FIRST, LAST)).unwrap();
        let columns = Columns::new("dossiers", &found);
        let (unit, fault) = (columns.text("unit_id").unwrap(), columns.text("fault").unwrap());
        let said = (0..found.height()).map(|row| {
            let sums = DossierList::COUNTS.iter().filter_map(|measure| {
                let sum = columns.count(measure).unwrap().get(row).unwrap();
                (sum != 0).then(|| format!("{measure}={sum}"))
            });
            let whole = match fault.required(row).unwrap().as_str() {
                "none" => sums.collect::<Vec<_>>().join(" "),
                fault => {
                    format!("{fault} × {}", columns.count("dossiers").unwrap().get(row).unwrap())
                }
            };
            (unit.required(row).unwrap(), whole)
        });
        said.fold(BTreeMap::new(), |mut all, (unit, whole)| {
            let told: &mut String = all.entry(unit).or_default();
            let both = if *told < whole { (told.clone(), whole) } else { (whole, told.clone()) };
            *told = [both.0, both.1]
                .iter()
                .filter(|one| !one.is_empty())
                .cloned()
                .collect::<Vec<_>>()
                .join("; ");
            all
        })
    }

    /// What one file is counted as.
    fn alone(row: FileRow) -> String {
        counted(&[("a", row)]).remove("a").unwrap_or_default()
    }

    const ON_TIME: &str = "received_total=1 received_direct=1 resolved_total=1 resolved_on_time=1";
    const OVERDUE: &str = "received_total=1 received_direct=1 resolved_total=1 resolved_overdue=1";
    const OPEN: &str = "received_total=1 received_direct=1 pending_total=1 pending_on_time=1";
    const LATE: &str = "received_total=1 received_direct=1 pending_total=1 pending_overdue=1";

    #[test]
    fn a_file_is_on_time_up_to_the_end_of_the_day_it_is_due() {
        assert_eq!(alone(file(105, 110, Some(109))), ON_TIME);
        assert_eq!(alone(file(105, 110, Some(110))), ON_TIME);
        assert_eq!(alone(file(105, 110, Some(111))), OVERDUE);
        let at_four = FileRow { due: Some(110 * DAY + 960), ..file(105, 110, None) };
        let ended = |minute| Some(110 * DAY + minute);
        assert_eq!(alone(FileRow { ended: ended(960), ..at_four }), ON_TIME);
        assert_eq!(alone(FileRow { ended: ended(961), ..at_four }), OVERDUE);
    }

    #[test]
    fn waiting_for_the_citizen_stops_the_clock_once() {
        let waited = |paused, supplements| FileRow {
            paused: paused * DAY,
            supplements,
            ..file(105, 110, Some(113))
        };
        assert_eq!(alone(waited(2, 1)), OVERDUE);
        assert_eq!(alone(waited(3, 1)), ON_TIME);
        assert_eq!(alone(waited(3, 2)), OVERDUE, "more was asked for twice");
        let open = FileRow { supplements: 2, ..file(105, 200, None) };
        assert_eq!(alone(open), LATE);
        assert_eq!(alone(FileRow { paused: DAY, ..file(105, 128, None) }), OPEN);
    }

    #[test]
    fn an_open_file_is_held_against_the_end_of_the_period() {
        assert_eq!(alone(file(105, 129, None)), OPEN);
        assert_eq!(alone(file(105, 128, None)), LATE);
        assert_eq!(alone(file(105, 140, Some(135))), OPEN, "it ended after the period");
        assert_eq!(alone(file(105, 120, Some(135))), LATE);
    }

    #[test]
    fn what_came_in_before_is_carried_and_what_ended_before_is_not_told() {
        let carried = "received_total=1 received_carried=1 resolved_total=1 resolved_on_time=1";
        assert_eq!(alone(FileRow { online: Some(1), ..file(99, 110, Some(100)) }), carried);
        assert_eq!(alone(file(90, 110, Some(99))), "");
        assert_eq!(alone(file(130, 140, None)), "");
        let online = "received_total=1 received_online=1 pending_total=1 pending_on_time=1";
        assert_eq!(alone(FileRow { online: Some(1), ..file(129, 140, None) }), online);
    }

    #[test]
    fn what_cannot_be_counted_is_told() {
        assert_eq!(alone(FileRow { due: None, ..file(105, 0, None) }), "no_due × 1");
        assert_eq!(alone(file(105, 110, Some(104))), "ended_early × 1");
        assert_eq!(alone(file(105, 110, Some(50))), "ended_early × 1");
        let somehow = FileRow { online: None, ..file(105, 110, Some(109)) };
        assert_eq!(alone(somehow), "channel × 1");
        let carried = "received_total=1 received_carried=1 resolved_total=1 resolved_on_time=1";
        assert_eq!(alone(FileRow { received: Some(99 * DAY), ..somehow }), carried);
        let unread = FileRow { received: None, fault: Some("received"), ..file(0, 110, None) };
        assert_eq!(alone(unread), "received × 1");
        let coded = |code| FileRow { code, ..file(105, 110, Some(109)) };
        let twice = [("a", coded(Some("1"))), ("b", coded(Some("1"))), ("b", coded(Some("2")))];
        let told = counted(&[&twice[..], &[("a", coded(None)), ("a", coded(None))]].concat());
        let three = "received_total=3 received_direct=3 resolved_total=3 resolved_on_time=3";
        assert_eq!(told["a"], three, "without a code none is the same as another");
        assert_eq!(told["b"], format!("{ON_TIME}; repeated × 1"));
    }

    #[test]
    fn of_a_code_in_several_rows_the_first_that_ended_counts() {
        let coded = |ended| FileRow { code: Some("1"), ..file(100, 110, ended) };
        let told = |ends: [Option<i64>; 3]| {
            let units = ["a", "b", "c"].into_iter().zip(ends.map(coded));
            counted(&units.collect::<Vec<_>>())
        };
        let repeated = "repeated × 1";
        let ended = told([None, Some(112), Some(109)]);
        assert_eq!([&ended["a"], &ended["b"], &ended["c"]], [repeated, OVERDUE, repeated]);
        let open = told([None, None, None]);
        assert_eq!([&open["a"], &open["b"], &open["c"]], [LATE, repeated, repeated]);
        // It ended before the period: nothing of it is told.
        let carried = |ended| FileRow { code: Some("1"), ..file(90, 110, ended) };
        let before = counted(&[("a", carried(None)), ("b", carried(Some(99)))]);
        assert_eq!(before, BTreeMap::from([("a".to_owned(), repeated.to_owned())]));
    }

    #[test]
    fn any_files_are_counted_as_one_by_one() {
        let mut seed = 7u64;
        let mut draw = |most: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            i64::try_from((seed >> 33) % most).unwrap()
        };
        let rows: Vec<FileRow> = std::iter::repeat_with(|| {
            let received = 90 + draw(45);
            let ended = (draw(3) > 0).then(|| received + draw(30));
            let (paused, supplements, online) = (draw(4) * DAY, draw(3), Some(draw(2)));
            FileRow { paused, supplements, online, ..file(received, received + draw(25), ended) }
        })
        .take(2000)
        .collect();
        let mut sums = [0; 10];
        for row in &rows {
            let (received, due) = (row.received.unwrap(), row.due.unwrap() + row.paused);
            if received > LAST || row.ended.is_some_and(|ended| ended < FIRST) {
                continue;
            }
            let ended = row.ended.filter(|ended| *ended <= LAST);
            let late = row.supplements > 1 || ended.unwrap_or(LAST) > due;
            let origin = if received < FIRST {
                3
            } else if row.online == Some(1) {
                1
            } else {
                2
            };
            let group = if ended.is_some() { 4 } else { 7 };
            for place in [0, origin, group, group + 1 + usize::from(late)] {
                sums[place] += 1;
            }
        }
        let expected =
            DossierList::COUNTS.iter().zip(sums).map(|(name, sum)| format!("{name}={sum}"));
        let rows: Vec<(&str, FileRow)> = rows.into_iter().map(|row| ("a", row)).collect();
        assert_eq!(counted(&rows)["a"], expected.collect::<Vec<_>>().join(" "));
    }
}
