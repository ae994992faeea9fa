//! Which tables of a file count, of several that tell different periods: those of the run's. None of another one counts,
//! unless the pipeline says so.

use crate::ingest::findings::sender::other_period::OTHER_PERIOD;
use crate::ingest::findings::sender::template_contradicted::TEMPLATE_CONTRADICTED;
use crate::model::{Finding, Severity, UnitIx};
use crate::pipeline::{Form, OtherPeriods, Pipeline};

use super::dated::{Dated, Other, PeriodPlace};

/// A table of a file, and which period it tells it is of.
pub(in crate::ingest) struct DatedTable<'t> {
    pub(in crate::ingest) sheet: &'t str,
    pub(in crate::ingest) form: &'t Form,
    pub(in crate::ingest) sender: Option<UnitIx>,
    pub(in crate::ingest) dated: &'t Dated,
}

impl DatedTable<'_> {
    /// Whether both are the same form of the same unit.
    fn is_beside(&self, other: &DatedTable) -> bool {
        self.form.id == other.form.id && self.sender == other.sender
    }

    /// What names another period: of a table that fits, what around it disagrees.
    const fn other(&self) -> Option<&Other> {
        match self.dated {
            Dated::Other(other) | Dated::Fits(Some(other)) | Dated::Torn(_, other) => Some(other),
            Dated::Fits(None) | Dated::Silent => None,
        }
    }

    /// Whether its heading is of the period and its tab is of another.
    fn is_doubtful(&self) -> bool {
        matches!(self.dated, Dated::Fits(Some(other)) if other.place == PeriodPlace::Tab)
    }

    /// Whether nothing says that it is of another period.
    fn fits(&self) -> bool {
        !matches!(self.dated, Dated::Other(_) | Dated::Torn(..)) && !self.is_doubtful()
    }
}

/// Whether each table counts, and what is said of it.
pub(in crate::ingest) fn settle(
    file: &str,
    tables: &[DatedTable],
    pipeline: &Pipeline,
) -> Vec<(bool, Option<Finding>)> {
    let count = pipeline.other_periods == OtherPeriods::Count;
    let settled = tables.iter().map(|table| {
        let Some(other) = table.other() else { return (true, None) };
        let beside = || tables.iter().filter(|known| known.is_beside(table));
        // Several tables that name several periods are not all of one.
        let several = beside().filter_map(DatedTable::other).any(|known| known.text != other.text);
        let counts = match table.dated {
            Dated::Other(_) => count && !several && !beside().any(DatedTable::fits),
            Dated::Torn(..) => false,
            _ if table.is_doubtful() => !several && !beside().any(DatedTable::fits),
            _ => true,
        };
        (counts, Some(finding(file, table, other, counts, pipeline)))
    });
    settled.collect()
}

fn finding(
    file: &str,
    table: &DatedTable,
    other: &Other,
    counts: bool,
    pipeline: &Pipeline,
) -> Finding {
    let period = pipeline.period.title();
    let done = if counts { "vẫn được tính" } else { "không được tính" };
    let (name, text) = (&table.form.name, &other.text);
    let agrees = matches!(table.dated, Dated::Fits(_));
    let (torn, check) = match table.dated {
        Dated::Torn(template, _) => (Some(template), &TEMPLATE_CONTRADICTED),
        _ => (None, &OTHER_PERIOD),
    };
    let message = match other.place {
        place if let Some(template) = torn => format!(
            "{name} làm trên mẫu của {template} nhưng {} ghi \"{text}\"; không rõ của kỳ nào nên bảng này không được tính; hãy lấy đúng mẫu của kỳ báo cáo, hoặc trả lại tiêu đề như mẫu",
            place.title()
        ),
        place if agrees => format!(
            "{} ghi \"{text}\" trong khi tiêu đề của {name} là của kỳ đang chạy, {period}; bảng này {done}",
            place.title()
        ),
        PeriodPlace::Template => format!(
            "{name} làm trên mẫu của {text} trong khi kỳ đang chạy là {period}; bảng này {done}"
        ),
        PeriodPlace::File => {
            format!("tên tệp ghi \"{text}\" trong khi kỳ đang chạy là {period}; {name} {done}")
        }
        _ => format!("{name} ghi \"{text}\" trong khi kỳ đang chạy là {period}; bảng này {done}"),
    };
    let expected = torn.unwrap_or(&period);
    let mut finding = Finding::new(check, message)
        .in_file(file)
        .in_sheet(table.sheet)
        .of_form(&table.form.id)
        .found(text)
        .expected(expected);
    if let Some(at) = other.at {
        finding = finding.at(at);
    }
    if let Some(sender) = table.sender {
        finding = finding.about(&pipeline.register.get(sender).id);
    }
    if agrees && counts {
        finding.severity = Severity::Warning;
    }
    if counts { finding } else { finding.left_out() }
}
