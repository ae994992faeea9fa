//! A page as plain data: texts as they are read, and beside a figure what it is sorted by.

use serde::Serialize;

use crate::publish::inspection::section::PlanSection;

/// So many units of a list that is sent as data stand in the page as rows all the same.
pub(super) const FIRST_ROWS: usize = 200;

/// A page.
#[derive(Debug, Clone, Serialize)]
pub(in crate::publish) struct PagePlan {
    pub(super) agency: Vec<String>,
    pub(super) title: String,
    /// Reporting period, for people.
    pub(super) period: String,
    /// The data code.
    pub(super) code: String,
    /// What is to be said of the period.
    pub(super) says: Vec<String>,
    pub(super) key_figures: Vec<KeyFigure>,
    /// Rules of the style sheet for the columns.
    pub(super) looks: String,
    pub(super) sections: Vec<RankingSection>,
    /// Plans of inspection that serve the period.
    pub(super) inspections: Vec<PlanSection>,
    pub(super) cards: Vec<UnitCard>,
}

/// A rate of all units.
#[derive(Debug, Clone, Serialize)]
pub(super) struct KeyFigure {
    pub(super) title: String,
    pub(super) rate: String,
    pub(super) counts: String,
    /// What it lacks; empty where nothing.
    pub(super) doubt: String,
}

/// A ranking.
#[derive(Debug, Clone, Serialize)]
pub(super) struct RankingSection {
    /// Id of the ranking.
    pub(super) id: String,
    /// Its short name.
    pub(super) name: String,
    pub(super) title: String,
    /// How many units have a place.
    pub(super) ranked: String,
    /// Who is in it, and what they have together.
    pub(super) about: String,
    /// What it goes by.
    pub(super) rules: String,
    pub(super) classes: Vec<ClassCount>,
    pub(super) columns: Vec<PageColumn>,
    /// Where strips show the rate of the whole list, in percent of their width; empty where there are none.
    pub(super) mean: String,
    /// Of many units the first.
    pub(super) rows: Vec<PageRow>,
    /// All rows as data, where they are too many to stand in the page.
    pub(super) data: Option<SectionData>,
    pub(super) funnel: Option<FunnelChart>,
}

/// All rows of a long ranking.
#[derive(Debug, Clone, Serialize)]
pub(super) struct SectionData {
    /// As JSON that may stand in a page.
    pub(super) json: String,
    /// How many units there are.
    pub(super) all: String,
    /// How many stand in the page.
    pub(super) shown: String,
}

/// How many units a class has.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ClassCount {
    pub(super) title: String,
    pub(super) count: String,
}

/// A column of a ranking.
#[derive(Debug, Clone, Serialize)]
pub(super) struct PageColumn {
    pub(super) title: String,
    /// What the script knows it by.
    pub(super) kind: &'static str,
}

/// A unit in a ranking.
#[derive(Debug, Clone, Serialize)]
pub(super) struct PageRow {
    /// Id of the unit.
    pub(super) unit: String,
    /// Whether it has no place.
    pub(super) muted: bool,
    /// Whether it has a card.
    pub(super) linked: bool,
    pub(super) cells: Vec<PageText>,
}

/// What stands in a cell.
#[derive(Debug, Clone, Serialize)]
pub(super) struct PageText {
    pub(super) text: String,
    /// What it is sorted by, where that is not its text.
    pub(super) order: Option<String>,
    /// A picture in place of the text.
    pub(super) strip: Option<StripMarks>,
}

/// Where the interval of a rate lies, in percent of the width of its column.
#[derive(Debug, Clone, Serialize)]
pub(super) struct StripMarks {
    pub(super) low: String,
    pub(super) width: String,
    pub(super) rate: String,
}

/// Rates by number of files.
#[derive(Debug, Clone, Serialize)]
pub(super) struct FunnelChart {
    /// What it shows, for who does not see it.
    pub(super) label: String,
    /// What its axis counts.
    pub(super) axis: String,
    pub(super) frame: ChartFrame,
    /// Grid lines of rates with their words.
    pub(super) rates: Vec<ChartTick>,
    /// Numbers of files with their words.
    pub(super) files: Vec<ChartTick>,
    /// Path of the rate of all.
    pub(super) centre: String,
    /// Paths of both limits.
    pub(super) limits: [String; 2],
    /// Units within the limits as one path of dots, where they are too many to name.
    pub(super) crowd: String,
    pub(super) dots: Vec<ChartDot>,
    /// Outside the limits, in words.
    pub(super) beyond: String,
}

/// The size of a chart, and of what is in it without the words of its axes.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct ChartFrame {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) left: u32,
    pub(super) right: u32,
    pub(super) below: u32,
}

/// A word on an axis.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ChartTick {
    pub(super) at: String,
    pub(super) text: String,
}

/// A unit in a chart.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ChartDot {
    pub(super) x: String,
    pub(super) y: String,
    pub(super) beyond: bool,
    pub(super) title: String,
}

/// All that the page knows of a unit.
#[derive(Debug, Clone, Serialize)]
pub(super) struct UnitCard {
    /// Id of the unit.
    pub(super) unit: String,
    pub(super) name: String,
    /// Tier and the unit above.
    pub(super) about: String,
    /// Id of the first ranking it stands in.
    pub(super) back: String,
    pub(super) standings: Vec<CardStanding>,
    /// Other rates.
    pub(super) rates: Vec<Told>,
    pub(super) fields: Vec<CardFields>,
    pub(super) findings: Vec<CardFinding>,
    /// How many findings there are beyond those.
    pub(super) more_findings: String,
    pub(super) sources: Vec<CardSource>,
    /// What else its figures are from.
    pub(super) more_sources: String,
}

/// A word and what there is of it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Told {
    pub(super) what: String,
    pub(super) text: String,
}

/// How a unit stands in a ranking.
#[derive(Debug, Clone, Serialize)]
pub(super) struct CardStanding {
    /// Short name of the ranking.
    pub(super) ranking: String,
    pub(super) told: Vec<Told>,
}

/// The fields of a unit under a metric.
#[derive(Debug, Clone, Serialize)]
pub(super) struct CardFields {
    pub(super) title: String,
    pub(super) rows: Vec<[String; 4]>,
}

/// What was found in what a unit sent.
#[derive(Debug, Clone, Serialize)]
pub(super) struct CardFinding {
    pub(super) code: &'static str,
    pub(super) severity: &'static str,
    pub(super) place: String,
    pub(super) message: String,
}

/// A file that figures of a unit are from.
#[derive(Debug, Clone, Serialize)]
pub(super) struct CardSource {
    /// The file.
    pub(super) file: String,
    /// Its sheets with the cells.
    pub(super) cells: String,
}
