//! The files of a period between `ingest` and `validate`: what each look is made from, and what all of them give.

use crate::ingest::Parts;
use crate::model::Finding;
use crate::pipeline::{Pipeline, Symbols};
use crate::store::Fingerprint;
use crate::table::{EarlierSums, SubmissionRow, Submissions};
use crate::validate::{self, File, Given, Look, Validated};

use super::RunError;

/// The files of a period, to be looked at.
pub(super) struct Looking<'a> {
    parts: &'a Parts,
    /// The register of submissions.
    submissions: &'a Submissions,
    /// Of each file its rows there.
    rows: Vec<Vec<SubmissionRow>>,
    pipeline: &'a Pipeline,
    symbols: Symbols<'a>,
}

impl<'a> Looking<'a> {
    pub(super) fn new(
        parts: &'a Parts,
        submissions: &'a Submissions,
        pipeline: &'a Pipeline,
    ) -> Self {
        let rows = validate::rows_of(submissions, parts.files()).into_iter();
        let row = |place: usize| submissions.rows[place].clone();
        let rows = rows.map(|places| places.into_iter().map(row).collect()).collect();
        let symbols = Symbols::of(parts.words(), pipeline);
        Self { parts, submissions, rows, pipeline, symbols }
    }

    /// What the look at each file is made from.
    pub(super) fn inputs(&self) -> Result<Vec<(&'a str, Fingerprint)>, RunError> {
        let files = self.parts.files().iter().enumerate();
        let inputs = files.map(|(part, file)| {
            let rows = self.rows[part].iter().map(|row| {
                let SubmissionRow { period: _, unit_id, form, file: _, status, .. } = row;
                (unit_id, form, status, &row.received_at, &row.due)
            });
            let rows: Vec<_> = rows.collect();
            let found = self.parts.findings(part);
            Ok((file.as_str(), Fingerprint::of(&(self.parts.print(part), found, rows))?))
        });
        inputs.collect()
    }

    /// Looks at a file.
    pub(super) fn look(&self, part: usize) -> Look {
        validate::look(&File {
            figures: &self.parts.figures(part),
            submissions: &self.rows[part],
            read: &self.parts.findings(part),
            pipeline: self.pipeline,
            symbols: &self.symbols,
        })
    }

    /// Puts the looks together.
    pub(super) fn validate(
        &self,
        looks: &[Look],
        read: &[Finding],
        earlier: Option<&EarlierSums>,
    ) -> Validated {
        validate::validate(&Given {
            looks,
            open: &|part| self.parts.figures(part),
            words: self.parts.words(),
            symbols: &self.symbols,
            submissions: self.submissions,
            read,
            earlier,
            pipeline: self.pipeline,
        })
    }
}
