//! The lines that count between checking and the store: a form of which nothing is left out has been written already.

use polars::prelude::DataFrame;

use crate::model::Stage;
use crate::run::error::RunError;
use crate::store::Output;
use crate::table::{CountedLines, GAPS, lines_of, read_lines_of};

use super::conductor::Conductor;

impl Conductor<'_> {
    /// Saves what counts.
    pub(super) fn save_counted(&self, counted: &CountedLines) -> Result<Vec<Output>, RunError> {
        let read = self.record.stage(Stage::Ingest).map_or(&[][..], |record| &record.outputs);
        let mut outputs = Vec::new();
        let mut frames: Vec<(String, DataFrame)> = vec![(GAPS.to_owned(), counted.gaps.clone())];
        for (form, lines) in &counted.lines {
            let name = lines_of(form);
            let written = format!("data/{}.parquet", read_lines_of(form));
            let written = read.iter().find(|output| output.file == written);
            match written.filter(|_| counted.is_whole(form)) {
                Some(written) => {
                    outputs.push(self.draft.again(written, &format!("data/{name}.parquet"))?);
                }
                None => frames.push((name, lines.clone())),
            }
        }
        let frames: Vec<(&str, DataFrame)> =
            frames.iter().map(|(name, frame)| (name.as_str(), frame.clone())).collect();
        outputs.extend(self.save_all(Stage::Validate, &frames)?);
        Ok(outputs)
    }
}
