//! What is wrong or doubtful in the submissions of a period, in the order in which it is told.

use super::finding::Finding;
use super::severity::Severity;
use super::stage::Stage;

/// A finding and the stage that made it, so that rerunning a stage replaces exactly its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StagedFinding {
    /// The stage.
    pub stage: Stage,
    /// The finding.
    pub finding: Finding,
}

/// All findings of a run, by stage, file, sheet, cell and code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    /// The rows.
    pub rows: Vec<StagedFinding>,
}

impl Findings {
    /// Replaces the findings of a stage and restores the order.
    #[must_use]
    pub fn replace(mut self, stage: Stage, new: Vec<Finding>) -> Self {
        self.rows.retain(|row| row.stage != stage);
        self.rows.extend(new.into_iter().map(|finding| StagedFinding { stage, finding }));
        self.rows.sort_by(|a, b| sort_key(a).cmp(&sort_key(b)));
        self
    }

    /// Findings of one stage in the order of the table.
    #[must_use]
    pub fn in_order(findings: Vec<Finding>) -> Vec<Finding> {
        let ordered = Self::default().replace(Stage::Validate, findings);
        ordered.rows.into_iter().map(|row| row.finding).collect()
    }

    /// The findings without their stage.
    pub fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.rows.iter().map(|row| &row.finding)
    }

    /// The same under other ids of the units that they are about; those about units that have none are gone.
    pub fn relabel_units<'i>(&mut self, id: impl Fn(&str) -> Option<&'i str>) {
        self.rows.retain_mut(|row| {
            let Some(unit) = &mut row.finding.unit_id else { return true };
            let now = id(unit);
            if let Some(now) = now {
                now.clone_into(unit);
            }
            now.is_some()
        });
    }

    /// The findings of one stage.
    #[must_use]
    pub fn of_stage(&self, stage: Stage) -> Vec<Finding> {
        self.rows.iter().filter(|row| row.stage == stage).map(|row| row.finding.clone()).collect()
    }

    /// How many have this severity or a worse one.
    #[must_use]
    pub fn at_least(&self, severity: Severity) -> usize {
        self.iter().filter(|finding| finding.severity >= severity).count()
    }
}

fn sort_key(row: &StagedFinding) -> impl Ord + '_ {
    let finding = &row.finding;
    let place = &finding.place;
    // Findings about no file (missing submissions) come after those that can be opened.
    (
        place.file.is_none(),
        &place.file,
        &place.sheet,
        place.cell,
        finding.code,
        &finding.unit_id,
        &finding.message,
    )
}
