//! What each unit owes by a plan, and what became of it by a day. The first file of a form decides whether it came in
//! time, however often it was corrected since; of what cannot be read nobody says that it was not sent.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::model::{Level, Period, Status, SubmissionRow, Submissions, Unit};
use crate::pipeline::{Form, InspectionPlan, Pipeline};
use crate::table::{InspectionPart, InspectionRow, ReportStatus};

/// A unit under a plan.
struct Owed<'p> {
    unit: &'p Unit,
    part: InspectionPart,
    visit: Option<[Date; 2]>,
    report_by: Date,
    period: Period,
}

/// What became of a form.
struct Arrival<'s> {
    status: ReportStatus,
    by: Option<&'s SubmissionRow>,
    received_at: Option<&'s str>,
    replaced: bool,
    counted_at: Option<&'s str>,
}

/// What each unit owes by a plan and what became of it, told of `today`, or of the day after the last one of the plan.
/// `submissions` has those of a period, where they are at hand.
pub fn status<'s>(
    plan: &InspectionPlan,
    pipeline: &Pipeline,
    submissions: impl Fn(Period) -> Option<&'s Submissions>,
    today: Date,
) -> Vec<InspectionRow> {
    let as_of = plan.told_on(today);
    let mut rows = Vec::new();
    for owed in owed(plan, pipeline) {
        let sent = submissions(owed.period);
        let forms = match owed.part {
            InspectionPart::Target => &plan.forms,
            InspectionPart::Other => &plan.others_forms,
        };
        for id in forms {
            let sends = |form: &&Form| form.sent_by.contains(&owed.unit.level);
            if let Some(form) = pipeline.form(id).filter(sends) {
                let arrival = sent.map_or_else(
                    || Arrival::without(ReportStatus::NotJudged),
                    |sent| arrival(sent, &form.id, &owed.unit.id, owed.report_by),
                );
                rows.push(row(plan, &owed, &form.id, &arrival, as_of));
            }
        }
    }
    rows
}

/// The units of a plan: those that are visited, and the others where they report too.
fn owed<'p>(plan: &'p InspectionPlan, pipeline: &'p Pipeline) -> Vec<Owed<'p>> {
    let register = &pipeline.register;
    let targets = plan.targets.iter().filter_map(|target| {
        let unit = register.get(register.find_id(&target.unit)?);
        let visit = Some([target.from, target.to]);
        let (report_by, period) = (target.report_by, target.period);
        Some(Owed { unit, part: InspectionPart::Target, visit, report_by, period })
    });
    let forms = plan.others_forms.iter().filter_map(|id| pipeline.form(id));
    let levels: BTreeSet<Level> = forms.flat_map(|form| form.sent_by.iter().copied()).collect();
    let others = plan.others_report_by.into_iter().flat_map(|report_by| {
        let units = register.iter().map(|(_, unit)| unit);
        let units = units.filter(|unit| levels.contains(&unit.level));
        let units = units.filter(|unit| plan.target(&unit.id).is_none());
        let period = plan.others_period.unwrap_or(pipeline.period);
        let part = InspectionPart::Other;
        units.map(move |unit| Owed { unit, part, visit: None, report_by, period })
    });
    targets.chain(others).collect()
}

impl Arrival<'_> {
    const fn without(status: ReportStatus) -> Self {
        Self { status, by: None, received_at: None, replaced: false, counted_at: None }
    }
}

/// What became of a form of a unit among the submissions of its period.
fn arrival<'s>(sent: &'s Submissions, form: &str, unit: &str, report_by: Date) -> Arrival<'s> {
    let of_unit = |row: &&SubmissionRow| row.unit_id.as_deref() == Some(unit);
    let of_form = |row: &&SubmissionRow| row.form.as_deref() == Some(form);
    let told = |row: &&SubmissionRow| row.file.is_some() || row.status == Status::NotRun;
    let files = || sent.rows.iter().filter(told);
    let own: Vec<&SubmissionRow> = files().filter(of_unit).filter(of_form).collect();
    let is_there = |row: &&SubmissionRow| row.status.is_used() || row.status == Status::Superseded;
    let came: Vec<&SubmissionRow> = own.iter().copied().filter(is_there).collect();
    if !came.is_empty() {
        return arrived(&came, report_by);
    }
    let unread = || files().filter(of_unit).find(|row| may_be_any_form(row));
    let closed = || files().find(|row| row.unit_id.is_none() && may_be_anybodys(row));
    match own.first().copied().or_else(unread).or_else(closed) {
        Some(row) => Arrival { by: Some(row), ..Arrival::without(ReportStatus::Unusable) },
        None => Arrival::without(ReportStatus::Missing),
    }
}

/// A file of which nothing tells which form it is: what the register asks for it was told of those forms alone.
fn may_be_any_form(row: &SubmissionRow) -> bool {
    matches!(row.status, Status::Unreadable | Status::Unrecognised) || may_be_anybodys(row)
}

/// A folder that nobody could look into.
fn may_be_anybodys(row: &SubmissionRow) -> bool {
    row.file.as_ref().is_some_and(|file| file.ends_with('/'))
}

/// How a form came of which there are these files: by the first of them.
fn arrived<'s>(came: &[&'s SubmissionRow], report_by: Date) -> Arrival<'s> {
    let known = || came.iter().filter_map(|row| row.received_at.as_deref());
    let first = known().min();
    let counts = came.iter().copied().find(|row| row.status.is_used());
    let contents: BTreeSet<&str> = came.iter().filter_map(|row| row.blake3.as_deref()).collect();
    let arrival = Arrival {
        by: counts.or_else(|| came.first().copied()),
        received_at: first,
        replaced: contents.len() > 1,
        counted_at: counts.and_then(|row| row.received_at.as_deref()),
        ..Arrival::without(ReportStatus::InTime)
    };
    match first.and_then(day_of) {
        Some(day) if day <= report_by => arrival,
        Some(_) if known().count() == came.len() => {
            Arrival { status: ReportStatus::Late, ..arrival }
        }
        // Another one may have come before, or nothing tells of any.
        _ => Arrival { status: ReportStatus::Undated, received_at: None, ..arrival },
    }
}

/// The day of a moment of the register of submissions.
fn day_of(moment: &str) -> Option<Date> {
    moment.get(..10)?.parse().ok()
}

fn row(
    plan: &InspectionPlan,
    owed: &Owed<'_>,
    form: &str,
    arrival: &Arrival<'_>,
    as_of: Date,
) -> InspectionRow {
    let Arrival { status, by, received_at, replaced, counted_at } = *arrival;
    let (ahead, open) = (days_between(as_of, owed.report_by), !status.came());
    let days_late = match status {
        ReportStatus::Late => {
            received_at.and_then(day_of).map(|day| days_between(owed.report_by, day))
        }
        ReportStatus::Missing if ahead < 0 => Some(-ahead),
        _ => None,
    };
    let waits = open && status != ReportStatus::NotJudged && ahead >= 0;
    InspectionRow {
        plan: plan.id.clone(),
        part: owed.part,
        unit_id: owed.unit.id.clone(),
        unit_name: owed.unit.name.clone(),
        period: owed.period.to_string(),
        form: form.to_owned(),
        from: owed.visit.map(|[from, _]| from.to_string()),
        to: owed.visit.map(|[_, to]| to.to_string()),
        report_by: owed.report_by.to_string(),
        status,
        submission: by.map(|row| row.status),
        file: by.and_then(|row| row.file.clone()),
        received_at: received_at.map(str::to_owned),
        replaced,
        counted_at: counted_at.map(str::to_owned),
        days_late,
        days_left: waits.then_some(ahead),
        days_to_visit: owed.visit.map(|[from, _]| days_between(as_of, from)),
        as_of: as_of.to_string(),
    }
}

/// From one day to another, in days; less than 0 where that lies before.
fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::arrival;
    use crate::model::{Status, SubmissionRow, Submissions};
    use crate::table::ReportStatus;

    /// A form that a unit sent, its file and when that came.
    fn sent(file: &str, status: Status, received_at: Option<&str>) -> SubmissionRow {
        SubmissionRow {
            period: "2023-Q3".to_owned(),
            unit_id: Some("692".to_owned()),
            form: Some("phu-luc-3".to_owned()),
            file: Some(file.to_owned()),
            status,
            received_at: received_at.map(str::to_owned),
            due: None,
            blake3: Some(file.to_owned()),
            lines: 1,
            values: 1,
            errors: 0,
            warnings: 0,
        }
    }

    /// What became of it, whether it was replaced and when it first came; it is due on 30 July.
    fn told(rows: Vec<SubmissionRow>) -> (ReportStatus, bool, Option<String>) {
        let sent = Submissions { rows };
        let arrival = arrival(&sent, "phu-luc-3", "692", date(2023, 7, 30));
        (arrival.status, arrival.replaced, arrival.received_at.map(str::to_owned))
    }

    #[test]
    fn the_whole_of_the_last_day_is_in_time() {
        for (at, expected) in [
            ("2023-07-30T23:59:59", ReportStatus::InTime),
            ("2023-07-31T00:00:00", ReportStatus::Late),
            ("sometime", ReportStatus::Undated),
        ] {
            let (status, ..) = told(vec![sent("a.xlsx", Status::Accepted, Some(at))]);
            assert_eq!(status, expected, "{at}");
        }
    }

    #[test]
    fn the_first_file_decides_and_one_whose_time_is_unknown_may_be_the_first() {
        let late = || sent("b.xlsx", Status::Late, Some("2023-08-04T08:00:00"));
        let first = |at| sent("a.xlsx", Status::Superseded, at);
        let in_time = Some("2023-07-20T08:00:00");
        let known = in_time.map(str::to_owned);
        assert_eq!(told(vec![first(in_time), late()]), (ReportStatus::InTime, true, known));
        assert_eq!(told(vec![first(None), late()]), (ReportStatus::Undated, true, None));
        let (status, replaced, _) = told(vec![first(Some("2023-08-01T08:00:00")), late()]);
        assert_eq!((status, replaced), (ReportStatus::Late, true));
        let same = SubmissionRow { blake3: Some("b.xlsx".to_owned()), ..first(in_time) };
        assert!(!told(vec![same, late()]).1, "the same file once more replaces nothing");
    }

    /// Of who may have sent it nobody says that he did not.
    #[test]
    fn what_may_be_it_is_not_missing() {
        let of = |unit: Option<&str>, form: Option<&str>, file: &str, status| SubmissionRow {
            unit_id: unit.map(str::to_owned),
            form: form.map(str::to_owned),
            ..sent(file, status, None)
        };
        let closed = of(None, None, "huyen/", Status::Unreadable);
        let unread = of(Some("692"), None, "692.xlsx", Status::Unreadable);
        // The register told of it what another form may be.
        let told_of = of(Some("692"), Some("phu-luc-5"), "692.pdf", Status::Unrecognised);
        let doubtful = of(Some("692"), Some("phu-luc-3"), "a.xlsx", Status::Doubtful);
        for row in [closed, unread, told_of, doubtful] {
            let file = row.file.clone();
            assert_eq!(told(vec![row]).0, ReportStatus::Unusable, "{file:?}");
        }
        let elsewhere = of(Some("695"), None, "695.xlsx", Status::Unreadable);
        let another = of(Some("692"), Some("phu-luc-5"), "b.xlsx", Status::Accepted);
        assert_eq!(told(vec![elsewhere, another]).0, ReportStatus::Missing);
    }
}
