//! A pipeline as meant: every name in it points to something that exists.

use std::path::PathBuf;

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::data_edition::DataEdition;
use super::deadline::Deadline;
use super::declared::DeclaredFile;
use super::delivery::{Delivery, ReturnMail};
use super::districts::DistrictBooks;
use super::engine::RemoteEngine;
use super::fail_on::FailOn;
use super::form::{Form, IndicatorValue};
use super::inspection::InspectionPlan;
use super::keep::Keep;
use super::measure::Measure;
use super::metric::{Metric, MetricIx};
use super::notice::Notice;
use super::other_periods::OtherPeriods;
use super::page::RankingPage;
use super::policy::{Policy, Waiver};
use super::ranking::Ranking;
use super::register::Register;
use super::return_forms::ReturnForms;
use super::schedule::{Schedule, zone_named};
use super::shrink_guard::ShrinkGuard;
use super::source::FigureSource;
use super::succession::Succession;
use super::workbook::Workbook;
use crate::model::{Lang, Limits, MeasureIx, Period, RelativePeriod, Unit};

/// A resolved pipeline: every name in it points to something that exists.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Pipeline {
    /// Name of the pipeline, from its file name; the folder under `output/`.
    pub id: String,
    /// What it publishes, for people.
    pub title: String,
    /// Lines of the issuing agency, top first, as they head a published sheet.
    pub agency: Vec<String>,
    /// Office that signs a published sheet: `GIÁM ĐỐC`; empty prints no signature block.
    pub signatory: String,
    /// Place name in the date line of a signature block.
    pub place: String,
    /// The period to run.
    pub period: Period,
    /// The word by which that was declared, where it moves on with the calendar.
    #[serde(skip)]
    pub relative: Option<RelativePeriod>,
    /// What it goes on from. Nothing else is made of the same lines, so it is in no fingerprint.
    pub source: FigureSource,
    /// Folder with the submissions of the period, or the lake with the runs that it goes on from.
    #[serde(skip)]
    pub inbox: PathBuf,
    /// The lake that its published runs are put into, where one is declared. Nothing is made from it, so it is in no
    /// fingerprint.
    #[serde(skip)]
    pub lake: Option<PathBuf>,
    /// Whether that is another folder than the declared one.
    #[serde(skip)]
    pub elsewhere: bool,
    /// Folder under which runs are kept.
    #[serde(skip)]
    pub output: PathBuf,
    /// The files it is declared in, the pipeline file first, as they were read.
    #[serde(skip)]
    pub files: Vec<DeclaredFile>,
    /// When it runs by itself. Nothing is made from it, so it is in no fingerprint.
    #[serde(skip)]
    pub schedule: Option<Schedule>,
    /// To whom published files are handed on. Nothing is made from it, so it is in no fingerprint.
    #[serde(skip)]
    pub deliveries: Vec<Delivery>,
    /// How forms that go back are mailed, where that is declared; no night does it by itself.
    #[serde(skip)]
    pub return_mail: Option<ReturnMail>,
    /// Where sums and places are computed, if not in this program.
    #[serde(skip)]
    pub engine: Option<RemoteEngine>,
    /// The units that report.
    pub register: Register,
    /// Which unit became which when units were merged or divided. Reading goes by the units of its period alone.
    #[serde(skip)]
    pub successions: Vec<Succession>,
    /// Named counts, in order of declaration.
    pub measures: Vec<Measure>,
    /// Forms that may be sent.
    pub forms: Vec<Form>,
    /// Ratios that are computed.
    pub metrics: Vec<Metric>,
    /// Lists of units in order.
    pub rankings: Vec<Ranking>,
    /// What is published.
    pub workbooks: Vec<Workbook>,
    /// The notice that an office signs, where one is declared.
    pub notice: Option<Notice>,
    /// The figures as tables, where that is declared.
    pub data: Option<DataEdition>,
    /// The workbooks of districts, where they are declared.
    pub districts: Option<DistrictBooks>,
    /// Fields in the order of the sheets.
    pub fields: Vec<String>,
    /// The rankings as a page, where that is declared.
    pub page: Option<RankingPage>,
    /// From where on a run ends with exit code 3.
    pub fail_on: FailOn,
    /// From which finding on a unit gets its form back.
    pub return_forms: ReturnForms,
    /// What is done with a table of another period.
    pub other_periods: OtherPeriods,
    /// What one file may cost.
    pub limits: Limits,
    /// Which runs stay on disk.
    pub keep: Keep,
    /// How much less a run may read than what is published.
    pub shrink_guard: ShrinkGuard,
    /// When forms are due.
    pub deadlines: Vec<Deadline>,
    /// The plans of inspection that it serves.
    pub inspections: Vec<InspectionPlan>,
    /// What is made of findings, in place of what their codes say.
    pub policies: Vec<Policy>,
    /// Findings that an office decided to live with.
    pub waivers: Vec<Waiver>,
}

impl Pipeline {
    /// The form with this id.
    #[must_use]
    pub fn form(&self, id: &str) -> Option<&Form> {
        self.forms.iter().find(|form| form.id == id)
    }

    /// When a form of a unit is due; the last deadline that concerns it holds.
    #[must_use]
    pub fn due(&self, form: &str, unit: &Unit) -> Option<&str> {
        let concerns = |deadline: &&Deadline| deadline.concerns(form, &unit.id, unit.level);
        self.deadlines.iter().rev().find(concerns).map(|deadline| deadline.due.as_str())
    }

    /// The zone by whose clock its days are told.
    #[must_use]
    pub fn zone(&self) -> TimeZone {
        zone_named(self.schedule.as_ref().map(|schedule| schedule.zone.as_str()))
    }

    /// Whether what is published shows single cells or fields.
    #[must_use]
    pub fn shows_cells(&self) -> bool {
        let mut sheets = self.workbooks.iter().flat_map(|workbook| &workbook.sheets);
        let page = self.page.is_some() && !self.has_long_list();
        let dossiers = self.inspections.iter().any(|plan| plan.dossiers.is_some());
        let declared = self.data.is_some() || self.districts.is_some() || dossiers;
        page || declared || sheets.any(|kind| kind.shows_cells())
    }

    /// Whether any of its forms is of indicators.
    #[must_use]
    pub fn has_indicators(&self) -> bool {
        self.forms.iter().any(|form| !form.indicators.is_empty())
    }

    /// Whether a tier that is ranked has more units than a page can tell all about.
    #[must_use]
    pub fn has_long_list(&self) -> bool {
        let is_long = |ranking: &Ranking| {
            let units = self.register.iter().filter(|(_, unit)| unit.level == ranking.league);
            units.count() > RankingPage::MOST_UNITS
        };
        self.rankings.iter().any(is_long)
    }

    /// The indicator that a ranking goes by.
    #[must_use]
    pub fn indicator_of(&self, ranking: &Ranking) -> Option<&IndicatorValue> {
        let wanted = ranking.indicator?.measure;
        let lines = self.forms.iter().flat_map(|form| &form.indicators);
        lines.filter_map(|line| line.value.as_ref()).find(|value| value.measure == wanted)
    }

    /// The value that a unit is ranked by, where that is what it says of an indicator, in words.
    #[must_use]
    pub fn told_by(&self, ranking: &str, value: f64, lang: Lang) -> Option<String> {
        let ranking = self.rankings.iter().find(|known| known.id == ranking)?;
        Some(self.indicator_of(ranking)?.told(value, lang))
    }

    /// The named count at an index.
    #[must_use]
    pub fn measure(&self, ix: MeasureIx) -> &Measure {
        &self.measures[ix.index()]
    }

    /// The metric at an index.
    #[must_use]
    pub fn metric(&self, ix: MetricIx) -> &Metric {
        &self.metrics[ix.index()]
    }
}
