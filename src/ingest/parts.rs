//! The figures of a period, file by file. A file is opened when its figures are asked for: those of a whole country need
//! not lie open at once, nor at all where nothing has changed.

use std::ops::Range;
use std::sync::Arc;

use crate::model::Finding;
use crate::pipeline::Pipeline;
use crate::table::{Figures, Submissions, Words};

use super::file::Vocabulary;
use super::kept::Kept;
use super::opening::Opening;
use super::stored::Stored;

/// Files of a group, about.
const IN_A_GROUP: u8 = 8;

/// The figures of a period, file by file, in the order of the names of the files.
#[derive(Debug, Default)]
pub struct Parts {
    period: String,
    words: Words,
    source: Source,
}

/// Where the figures lie.
#[derive(Debug)]
enum Source {
    /// In what is kept of each file.
    Kept(Opening),
    /// In the tables of a run, whose units and forms may be others than those declared now.
    Stored(Stored),
}

impl Default for Source {
    fn default() -> Self {
        Self::Kept(Opening::default())
    }
}

impl Parts {
    /// Of what is kept of the files of a period and what became of each file, by the declaration that they were read by.
    #[must_use]
    pub fn of(kept: Vec<Kept>, submissions: &Submissions, pipeline: &Pipeline) -> Self {
        let files = Opening::new(kept, submissions, pipeline);
        let words = words(pipeline, files.names());
        let period = pipeline.period.to_string();
        Self { period, words, source: Source::Kept(files) }
    }

    /// Of the tables of a run that was read by another declaration: ids that it knows no longer stay what they are.
    #[must_use]
    pub fn stored(
        figures: &Figures,
        submissions: &Submissions,
        findings: Vec<Finding>,
        pipeline: &Pipeline,
    ) -> Self {
        let mut files: Vec<String> =
            submissions.rows.iter().filter_map(|row| row.file.clone()).collect();
        files.sort();
        files.dedup();
        let stored = Stored::new(figures, &words(pipeline, files), findings);
        let (period, words) = (pipeline.period.to_string(), stored.words().clone());
        Self { period, words, source: Source::Stored(stored) }
    }

    /// How many files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.words.files.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.files.is_empty()
    }

    /// The period of the figures.
    #[must_use]
    pub fn period(&self) -> &str {
        &self.period
    }

    /// Names of the files.
    #[must_use]
    pub fn files(&self) -> &[String] {
        &self.words.files
    }

    /// The words that all files share: units in the order of the register, forms, measures, files.
    #[must_use]
    pub const fn words(&self) -> &Words {
        &self.words
    }

    /// How many numbers of a file count, and how many are printed beside them.
    #[must_use]
    pub fn numbers(&self, part: usize) -> (usize, usize) {
        match &self.source {
            Source::Kept(files) => files.numbers(part),
            Source::Stored(stored) => stored.numbers(part),
        }
    }

    /// The files in groups, each of which is a part of a stored table. Where a group ends is told by the name of a file
    /// alone, so that a file that comes, goes or grows moves no other group.
    #[must_use]
    pub fn groups(&self) -> Vec<Range<usize>> {
        let begins = |part: &usize| {
            let name = blake3::hash(self.words.files[*part].as_bytes());
            *part == 0 || name.as_bytes()[0].is_multiple_of(IN_A_GROUP)
        };
        let begins: Vec<usize> = (0..self.len()).filter(begins).collect();
        let ends = begins.iter().copied().skip(1).chain([self.len()]);
        begins.iter().copied().zip(ends).map(|(first, end)| first..end).collect()
    }

    /// What was found when the file was read.
    #[must_use]
    pub fn findings(&self, part: usize) -> Vec<&Finding> {
        match &self.source {
            Source::Kept(files) => files.findings(part),
            Source::Stored(stored) => stored.findings(part),
        }
    }

    /// Fingerprint of the figures of a file, for the same shared words; equal where they are.
    #[must_use]
    pub fn print(&self, part: usize) -> String {
        match &self.source {
            Source::Kept(files) => files.print(part),
            Source::Stored(stored) => stored.print(part),
        }
    }

    /// The figures of a file.
    #[must_use]
    pub fn figures(&self, part: usize) -> Figures {
        let (rows, own) = match &self.source {
            Source::Kept(files) => files.figures(part),
            Source::Stored(stored) => stored.figures(part),
        };
        let Words { units, forms, measures, files, .. } = self.words.clone();
        let words = Words { units, forms, measures, files, ..own };
        Figures { period: self.period.clone(), rows, words }
    }
}

/// The words that all files of a period share.
fn words(pipeline: &Pipeline, files: Vec<String>) -> Words {
    Words {
        units: Arc::new(pipeline.register.iter().map(|(_, unit)| unit.id.clone()).collect()),
        forms: Arc::new(pipeline.forms.iter().map(|form| form.id.clone()).collect()),
        measures: Arc::new(Vocabulary::of(pipeline).measures),
        files: Arc::new(files),
        ..Words::default()
    }
}
