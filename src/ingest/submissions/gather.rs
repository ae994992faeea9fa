//! What was read of single files → what became of each, and what is said of it, in the order of the file names.

use std::collections::BTreeSet;

use crate::ingest::findings::submission::sent_twice::SENT_TWICE;
use crate::model::{
    Finding, Findings, LineAt, MeasureIx, Reading, Role, Severity, Status, SubmissionRow,
    Submissions, Table, UnitIx,
};
use crate::pipeline::Pipeline;
use crate::text;

use super::contest::{Beaten, Contests, contests};
use super::figures::{SCALE, SubmittedFigures, figures};
use super::form_of_sender::FormOfSender;
use super::overlap::{Overlap, overlaps};
use super::receipts::Receipts;
use super::why::Why;

/// What became of the files of a period.
#[derive(Debug, Default)]
pub struct Gathered {
    /// Each form in each file, in the order of the files.
    pub submissions: Submissions,
    /// What is said of each file alone and of them together, by file, sheet and cell.
    pub findings: Vec<Finding>,
    /// Lines that do not count, as another form or sender tells the same of their unit.
    pub repeated: BTreeSet<LineAt>,
}

/// Puts the readings together, which come in the order of their names. Of several files with the same form of the same
/// unit one counts (`contest`); the others are kept as superseded. Of several forms that tell the same of a unit one counts
/// (`overlap`).
#[must_use]
pub fn gather(readings: &[Reading], mut receipts: Receipts, pipeline: &Pipeline) -> Gathered {
    receipts.add_letters(readings);
    let contests = contests(readings, &receipts, pipeline);
    let overlaps = overlaps(readings, &contests, &receipts, pipeline);
    let findings = std::mem::take(&mut receipts.findings);
    let gathered =
        Gathered { submissions: Submissions::default(), findings, repeated: overlaps.lines };
    let mut gathering = Gathering { pipeline, receipts, readings, gathered };
    for (file, reading) in readings.iter().enumerate() {
        gathering.file(file, reading, &contests);
    }
    overlaps.told.iter().for_each(|overlap| gathering.told_twice(overlap));
    let Gathering { mut gathered, .. } = gathering;
    let alone = readings.iter().flat_map(|reading| reading.findings.iter().cloned());
    gathered.findings = Findings::in_order(alone.chain(gathered.findings).collect());
    gathered
}

struct Gathering<'p> {
    pipeline: &'p Pipeline,
    receipts: Receipts,
    readings: &'p [Reading],
    gathered: Gathered,
}

impl Gathering<'_> {
    fn file(&mut self, index: usize, reading: &Reading, contests: &Contests) {
        let mut told = BTreeSet::new();
        for table in &reading.tables {
            let sent = (table.form, table.sender);
            let beaten = contests.get(&(sent, index));
            self.submission(reading, table, beaten.map(|beaten| beaten.why));
            if let Some(beaten) = beaten.filter(|_| told.insert(sent)) {
                self.sent_twice(reading, sent, *beaten);
            }
        }
        self.unused(reading);
        if let Some(status) = reading.refused {
            let mut row = self.row(reading, status);
            let named = reading.unused.iter().find(|unused| unused.form.is_none());
            row.unit_id = named.map(|named| self.unit_id(named.unit));
            self.gathered.submissions.rows.push(row);
        }
    }

    /// What came in a file without counting, unless the file has the same form of the same unit once more.
    fn unused(&mut self, reading: &Reading) {
        for unused in &reading.unused {
            let Some(form) = unused.form else { continue };
            let counts = |table: &Table| (table.form, table.sender) == (form, unused.unit);
            if reading.tables.iter().any(counts) {
                continue;
            }
            let status = if unused.doubtful { Status::Doubtful } else { Status::Unusable };
            let mut row = self.row(reading, status);
            row.unit_id = Some(self.unit_id(unused.unit));
            row.form = Some(self.pipeline.forms[form.index()].id.clone());
            self.gathered.submissions.rows.push(row);
        }
    }

    fn unit_id(&self, unit: UnitIx) -> String {
        self.pipeline.register.get(unit).id.clone()
    }

    fn row(&self, reading: &Reading, status: Status) -> SubmissionRow {
        SubmissionRow {
            period: self.pipeline.period.to_string(),
            unit_id: None,
            form: None,
            file: Some(reading.file.clone()),
            status,
            received_at: self.receipts.of(&reading.file).map(str::to_owned),
            due: None,
            blake3: reading.blake3.clone(),
            lines: 0,
            values: 0,
            errors: 0,
            warnings: 0,
        }
    }

    fn submission(&mut self, reading: &Reading, table: &Table, beaten: Option<Why>) {
        let status = match beaten {
            None => Status::Accepted,
            Some(Why::Part) => Status::Unusable,
            Some(_) => Status::Superseded,
        };
        let mut row = self.row(reading, status);
        row.unit_id = Some(self.unit_id(table.sender));
        row.form = Some(self.pipeline.forms[table.form.index()].id.clone());
        let lines = table.lines.iter().filter(|line| line.role == Role::Item).count();
        row.lines = u32::try_from(lines).unwrap_or(u32::MAX);
        row.values = u32::try_from(table.items()).unwrap_or(u32::MAX);
        // A form spread over several sheets of one file is one submission.
        let same = self.gathered.submissions.rows.iter_mut().rev();
        let mut same = same.take_while(|known| known.file == row.file);
        let same = same.find(|known| known.form == row.form && known.unit_id == row.unit_id);
        match same {
            Some(known) => {
                known.lines += row.lines;
                known.values += row.values;
            }
            None => self.gathered.submissions.rows.push(row),
        }
    }

    /// Two files with the same figures need no word, unless these are of other dossiers.
    fn sent_twice(&mut self, reading: &Reading, sent: FormOfSender, beaten: Beaten) {
        let winner = &self.readings[beaten.by];
        let (own, other) = (figures(reading, sent), figures(winner, sent));
        if own == other && beaten.why != Why::Part {
            return;
        }
        let unit = self.pipeline.register.get(sent.1);
        let twice = format!(
            "{} của {} có trong nhiều tệp",
            self.pipeline.forms[sent.0.index()].name,
            unit.name
        );
        let finding = |message| {
            let finding = Finding::new(&SENT_TWICE, message).in_file(&reading.file);
            finding.about(&unit.id).left_out()
        };
        if beaten.why == Why::Part {
            let message = format!(
                "{twice}, hầu hết hồ sơ trong \"{}\" và trong tệp này khác nhau; đó là các phần của một danh sách, hồ sơ chuyển kỳ có thể nằm trong nhiều phần nên không cộng lại được, không tệp nào được tính; hãy gửi chung một tệp: mỗi phần một trang tính, hoặc nối thành một tệp CSV",
                winner.file
            );
            let found = Finding { severity: Severity::Error, ..finding(message) };
            return self.gathered.findings.push(found);
        }
        if beaten.why == Why::Undoubted {
            let message = format!(
                "{twice}; tên đơn vị trong \"{}\" thống nhất, trong tệp này thì không, nên tệp kia được tính, tệp này không được tính; có thể tệp này của đơn vị khác",
                winner.file
            );
            let found = Finding { severity: Severity::Error, ..finding(message) };
            return self.gathered.findings.push(found);
        }
        let reason = beaten.why.words();
        if beaten.why == Why::Received {
            let message = format!("{twice}; tệp {reason} được tính, tệp này không được tính");
            return self.gathered.findings.push(finding(message));
        }
        let sums = self.differing(&own, &other);
        let message = format!(
            "{twice}, số liệu khác nhau và sổ nhận báo cáo không cho biết tệp nào mới hơn: \"{}\" ({}) và tệp này ({}); tệp {reason} được tính, tệp này không được tính",
            winner.file, sums.1, sums.0
        );
        let found = finding(message).found(sums.0);
        self.gathered.findings.push(Finding { severity: Severity::Error, ..found });
    }

    /// What two tables tell of one unit, each in its own way.
    fn told_twice(&mut self, overlap: &Overlap) {
        let Overlap { unit, left, by, why, figures: [own, other], rest } = overlap;
        let (file, winner) = (&self.readings[left.1].file, &self.readings[by.1].file);
        let form = |(form, _): FormOfSender| &self.pipeline.forms[form.index()];
        let unit = self.pipeline.register.get(*unit);
        let sums = self.differing(own, other);
        let also = match rest.as_slice() {
            [] => String::new(),
            rest => format!("; lĩnh vực chỉ có ở đây vẫn được tính: {}", rest.join(", ")),
        };
        let message = format!(
            "số liệu của {} có ở hai biểu và khác nhau: {} trong \"{winner}\" ({}) và {} trong tệp này ({}); biểu {} được tính, số liệu trùng ở đây không được tính{also}",
            unit.name,
            form(by.0).name,
            sums.1,
            form(left.0).name,
            sums.0,
            why.words(),
        );
        let found = Finding::new(&SENT_TWICE, message).in_file(file).about(&unit.id);
        let found = found.of_form(&form(left.0).id).found(sums.0).compared(sums.1).left_out();
        let severity = if *why == Why::Received { found.severity } else { Severity::Error };
        self.gathered.findings.push(Finding { severity, ..found });
    }

    /// The first sum in which two files differ, of each; where all agree, how many numbers each has.
    fn differing(&self, own: &SubmittedFigures, other: &SubmittedFigures) -> (String, String) {
        let sum = |figures: &SubmittedFigures, of: MeasureIx| -> i64 {
            figures
                .iter()
                .filter(|((measure, ..), _)| *measure == of)
                .map(|(_, value)| *value)
                .sum()
        };
        let measures: BTreeSet<MeasureIx> =
            own.keys().chain(other.keys()).map(|(measure, ..)| *measure).collect();
        let differs = measures.into_iter().find(|&of| sum(own, of) != sum(other, of));
        if let Some(of) = differs {
            let title = self.pipeline.measure(of).title.to_lowercase();
            let told =
                |figures| format!("{title} {}", text::group_thousands(sum(figures, of) / SCALE));
            return (told(own), told(other));
        }
        // The sums are the same; a line is not.
        let mut lines = own.keys().chain(other.keys());
        let line = lines.find(|&line| own.get(line) != other.get(line));
        let told = |figures: &SubmittedFigures| {
            let Some(line) = line else { return String::new() };
            let title = self.pipeline.measure(line.0).title.to_lowercase();
            let field = line.2.as_ref().map(|field| format!("{field}: ")).unwrap_or_default();
            let value = figures.get(line).map(|value| text::group_thousands(value / SCALE));
            format!("{field}{title} {}", value.as_deref().unwrap_or("không có"))
        };
        (told(own), told(other))
    }
}
