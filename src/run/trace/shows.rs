//! What a cell of a published sheet shows, told by the tables of its run.

use std::collections::BTreeMap;

use crate::model::{Action, Finding, FormIx, Severity, SubmissionRow, UnitIx};
use crate::pipeline::{MetricIx, Pipeline};
use crate::publish::book::style::CellStyle;
use crate::publish::{self, FormsFigure, Meaning, RateFigure, StandingFigure};
use crate::table::{Findings, Submissions};

use super::figure::FigureAsked;

/// What a cell shows; rankings by their places in the pipeline.
#[derive(Debug, Clone, PartialEq)]
pub enum Shows {
    /// Nothing.
    Blank,
    /// Words about the sheet or its figures; how they look says what they are.
    Words(CellStyle),
    /// The number of a row in its list.
    RowNumber,
    /// A sum or the rate of a metric of a unit.
    Rate(FigureAsked, RateFigure),
    /// The same of all units together.
    Overall(MetricIx, RateFigure),
    /// The same of all units of a list together.
    List {
        /// The ranking.
        ranking: usize,
        /// The unit inside which the list is kept.
        group: Option<UnitIx>,
        /// The metric.
        metric: MetricIx,
        /// Which of its figures.
        shows: RateFigure,
    },
    /// How a unit stands.
    Standing {
        /// The ranking.
        ranking: usize,
        /// The unit.
        unit: UnitIx,
        /// What of it.
        shows: StandingFigure,
    },
    /// How many units a list has.
    Units {
        /// The ranking.
        ranking: usize,
        /// The unit inside which the list is kept.
        group: Option<UnitIx>,
    },
    /// How many units a tie has beyond those that are named.
    Others {
        /// The ranking.
        ranking: usize,
    },
    /// How many units have a place.
    Ranked {
        /// The ranking.
        ranking: usize,
    },
    /// What counts against all units but those that hold most of it.
    RestMissed {
        /// The metric.
        metric: MetricIx,
        /// How many these are.
        largest: usize,
    },
    /// Forms that are owed, or came.
    Forms {
        /// The form; all of them where it is none.
        form: Option<FormIx>,
        /// What is counted.
        shows: FormsFigure,
        /// What is counted, a row each.
        rows: Vec<SubmissionRow>,
    },
    /// A form that came or did not.
    Submission(SubmissionRow),
    /// How many findings there are.
    Findings {
        /// How bad they are.
        severity: Option<Severity>,
        /// Those alone by which figures do not count.
        left_out: bool,
        /// What is counted.
        rows: Vec<Finding>,
    },
    /// A finding.
    Finding(Finding),
    /// How many files a unit needs to be ranked.
    Minimum {
        /// The ranking.
        ranking: usize,
    },
    /// Where a class begins.
    Bound {
        /// The ranking.
        ranking: usize,
        /// The place of the class among those of the ranking.
        class: usize,
    },
}

impl Shows {
    /// What a cell of a composed sheet shows.
    pub(super) fn of(
        meaning: Meaning<'_>,
        style: CellStyle,
        pipeline: &Pipeline,
        (submissions, findings): (&Submissions, &Findings),
    ) -> Self {
        let place = |id: &str| pipeline.rankings.iter().position(|ranking| ranking.id == id);
        let place = |ranking: &crate::pipeline::Ranking| place(&ranking.id).unwrap_or_default();
        match meaning {
            Meaning::Words => Self::Words(style),
            Meaning::RowNumber => Self::RowNumber,
            Meaning::Rate { scope, unit, metric, shows } => {
                Self::Rate(FigureAsked { scope, unit, metric, field: None }, shows)
            }
            Meaning::Overall { metric, shows } => Self::Overall(metric, shows),
            Meaning::List { ranking, group, metric, shows } => {
                Self::List { ranking: place(ranking), group, metric, shows }
            }
            Meaning::Standing { ranking, unit, shows } => {
                Self::Standing { ranking: place(ranking), unit, shows }
            }
            Meaning::Units { ranking, group } => Self::Units { ranking: place(ranking), group },
            Meaning::Ranked(ranking) => Self::Ranked { ranking: place(ranking) },
            Meaning::RestMissed { metric, largest } => Self::RestMissed { metric, largest },
            Meaning::Others(ranking) => Self::Others { ranking: place(ranking) },
            Meaning::Forms { form, shows } => {
                let id = form.map(|form| pipeline.forms[form.index()].id.as_str());
                Self::Forms { form, shows, rows: owed(id, shows, submissions) }
            }
            Meaning::Submission(row) => Self::Submission(row.clone()),
            Meaning::Findings { severity, left_out } => {
                let wanted = |finding: &&Finding| {
                    severity.is_none_or(|severity| finding.severity == severity)
                        && (!left_out || finding.action == Action::LeftOut)
                };
                let rows = findings.iter().filter(wanted).cloned().collect();
                Self::Findings { severity, left_out, rows }
            }
            Meaning::FindingsOf { unit, code, left_out } => {
                let wanted = |finding: &&&Finding| {
                    finding.code == code && (!left_out || finding.action == Action::LeftOut)
                };
                let dealt = publish::findings_of(unit, pipeline, findings, submissions);
                let rows = dealt.iter().filter(wanted).map(|finding| (*finding).clone()).collect();
                Self::Findings { severity: None, left_out, rows }
            }
            Meaning::Finding(finding) => Self::Finding(finding.clone()),
            Meaning::Minimum(ranking) => Self::Minimum { ranking: place(ranking) },
            Meaning::Bound { ranking, class } => Self::Bound { ranking: place(ranking), class },
        }
    }
}

/// The forms that are counted, each once: a unit owes a form once, however many files it sent.
fn owed(form: Option<&str>, shows: FormsFigure, submissions: &Submissions) -> Vec<SubmissionRow> {
    let mut owed: BTreeMap<(&str, &str), &SubmissionRow> = BTreeMap::new();
    for row in &submissions.rows {
        let (Some(of), Some(unit)) = (&row.form, &row.unit_id) else { continue };
        if form.is_none_or(|form| form == of) {
            let known = owed.entry((of, unit)).or_insert(row);
            if known.status.is_gap() {
                *known = row;
            }
        }
    }
    let wanted = |row: &&&SubmissionRow| match shows {
        FormsFigure::Owed => true,
        FormsFigure::Received => !row.status.is_gap(),
        FormsFigure::Missing => row.status.is_gap(),
    };
    owed.values().filter(wanted).map(|row| (*row).clone()).collect()
}
