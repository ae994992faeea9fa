//! F305, F306: what is not there of the runs that the figures of a country are put together from. What each province found
//! of its own files stands as it is.

use std::collections::BTreeSet;

use crate::model::{
    Check, Code, Finding, Guidance, Level, Severity, Status, SubmissionRow, Submissions, Unit,
    UnitIx,
};
use crate::pipeline::Pipeline;
use crate::text::lower_first;

use super::register::register;

/// What is found of runs and belongs to no rule over files.
pub(super) const CHECKS: &[&Check] = &[&PROVINCE_WITHOUT_RUN, &UNIT_OF_NOBODY];

static PROVINCE_WITHOUT_RUN: Check = Check {
    code: Code::ProvinceWithoutRun,
    severity: Severity::Error,
    title: "Chưa có lượt chạy",
    vietnamese: Guidance {
        means: "Pipeline lấy số liệu từ các lượt chạy của các tỉnh, mà hồ dữ liệu chưa có lượt chạy nào của tỉnh này trong kỳ, hoặc lượt chạy của tỉnh không tính đến đơn vị này. Đơn vị đã gửi báo cáo hay chưa thì chưa rõ, nên không xếp hạng.",
        example: "Tỉnh Bình Phước chưa có lượt chạy nào của quý III năm 2023.",
        mend: "Tỉnh chạy pipeline của mình (đủ đơn vị trong danh mục) rồi gộp lượt đã công bố bằng tthc gather; sau đó chạy lại.",
    },
    english: Guidance {
        means: "Figures are taken from the runs of provinces, and the lake holds none of this province for the period, or the run of the province does not tell of this unit. Whether a unit sent its report is not known, so it has no place.",
        example: "The lake has no run of a province for quarter III of 2023.",
        mend: "Have the province run its pipeline, with all its units in the register, and gather the published run, then run again.",
    },
};

static UNIT_OF_NOBODY: Check = Check {
    code: Code::UnitOfNobody,
    severity: Severity::Error,
    title: "Đơn vị ngoài danh mục",
    vietnamese: Guidance {
        means: "Lượt chạy của một tỉnh có số liệu của đơn vị mà danh mục đơn vị của pipeline này không có; số liệu đó không được tính.",
        example: "Lượt chạy binh-phuoc có đơn vị 25999, danh mục cả nước không có mã này.",
        mend: "Thống nhất mã đơn vị giữa danh mục của tỉnh và danh mục cả nước, rồi chạy và gộp lại.",
    },
    english: Guidance {
        means: "The run of a province has figures of a unit that the register of this pipeline does not know; they do not count.",
        example: "The run of a province tells of unit 25999, which the national register lacks.",
        mend: "Agree on the ids of units between both registers, then run and gather again.",
    },
};

/// That a run tells of a unit that the register does not know.
#[must_use]
pub fn unit_of_nobody(unit: &str, pipeline: &str) -> Finding {
    let message = format!(
        "lượt chạy {pipeline} có số liệu của đơn vị {unit} mà danh mục đơn vị không có nên không được tính"
    );
    Finding::new(&UNIT_OF_NOBODY, message).about(unit).found(unit).left_out()
}

/// What no run tells of.
#[derive(Debug, Default)]
pub struct Absent {
    /// Forms that are owed and of which no run says anything: whether they were sent is not known.
    pub submissions: Vec<SubmissionRow>,
    /// What is to be said of that.
    pub findings: Vec<Finding>,
}

/// What no run tells of, where `told` is what all runs say of forms: provinces without any run, and units that the run of
/// their province did not expect a form of.
#[must_use]
pub fn absent(told: &Submissions, pipeline: &Pipeline) -> Absent {
    let units = &pipeline.register;
    let known = told.rows.iter().filter_map(|row| units.find_id(row.unit_id.as_deref()?));
    let covered: BTreeSet<UnitIx> = known.filter_map(|unit| province(unit, pipeline)).collect();
    let provinces = units.iter().filter(|(_, unit)| unit.level == Level::Province);
    let without = provinces.filter(|(place, _)| !covered.contains(place));
    let findings = without.map(|(_, unit)| {
        let period = lower_first(&pipeline.period.title());
        no_run(unit, format!("{} chưa có lượt chạy nào của {period}", unit.name))
    });
    let mut absent = Absent { submissions: Vec::new(), findings: findings.collect() };
    let of = |row: &SubmissionRow| Some((row.unit_id.clone()?, row.form.clone()?));
    let expected: BTreeSet<(String, String)> = told.rows.iter().filter_map(of).collect();
    let owed = register(&Submissions::default(), pipeline).rows.into_iter();
    for row in owed.filter(|row| row.status == Status::Missing) {
        if of(&row).is_some_and(|owed| expected.contains(&owed)) {
            continue;
        }
        absent.findings.extend(not_expected(&row, &covered, pipeline));
        absent.submissions.push(SubmissionRow { status: Status::NotRun, ..row });
    }
    absent
}

/// That the run of a province does not tell of a unit in it; of a province without a run that is said once.
fn not_expected(
    row: &SubmissionRow,
    covered: &BTreeSet<UnitIx>,
    pipeline: &Pipeline,
) -> Option<Finding> {
    let form = pipeline.form(row.form.as_deref()?)?;
    let place = pipeline.register.find_id(row.unit_id.as_deref()?)?;
    let unit = pipeline.register.get(place);
    let nobody = match province(place, pipeline) {
        Some(above) if !covered.contains(&above) => return None,
        Some(above) => format!("lượt chạy của {} không", pipeline.register.get(above).name),
        None => "không lượt chạy nào".to_owned(),
    };
    let message = format!("{nobody} tính đến {} của {}", form.name, unit.name);
    Some(no_run(unit, message).of_form(&form.id).expected(&form.name))
}

fn no_run(unit: &Unit, message: String) -> Finding {
    Finding::new(&PROVINCE_WITHOUT_RUN, message).about(&unit.id).left_out()
}

/// The province that a unit is in.
fn province(unit: UnitIx, pipeline: &Pipeline) -> Option<UnitIx> {
    let mut line = pipeline.register.line_up(unit);
    line.find(|&above| pipeline.register.get(above).level == Level::Province)
}
