//! Each stage between the store and its function: what to load, what to call, what to save.

use std::time::Instant;

use crate::model::Stage;
use crate::publish::Published;
use crate::store::{Fingerprint, Folder, Output, Reason, Run, StageRecord, Verified};
use crate::table::{
    Checks, Figures, Findings, Metrics, Rankings, Scores, Submissions, Table, TableError,
};
use crate::{ingest, measure, publish, rank, validate};
use polars::prelude::DataFrame;

use super::give_back::GiveBack;
use super::journal::Opened;
use super::plan::{self, Made};
use super::state::{READ_FINDINGS, READ_SUBMISSIONS};
use super::{Conductor, Event, Readers, RunError};

/// The latest run of the period before: its rankings, and where its figures are.
pub(super) struct Previous {
    run: Run,
    rankings: Option<Rankings>,
}

impl Previous {
    /// The fingerprint of a table of that run, where it has one.
    fn sha256(&self, table: &str) -> Option<&str> {
        let name = format!("data/{table}.parquet");
        let mut outputs = self.run.record().stages.iter().flat_map(|stage| &stage.outputs);
        outputs.find(|output| output.file == name).map(|output| output.sha256.as_str())
    }

    fn figures(&self) -> Result<Figures, RunError> {
        let run = &self.run;
        let observations = run.table(Figures::OBSERVATIONS)?;
        let printed = run.table(Figures::PRINTED)?;
        let figures = Figures::from_frames(&observations, &printed);
        Ok(figures.map_err(run.at_table(Figures::OBSERVATIONS))?)
    }
}

impl Conductor<'_> {
    /// The latest run of the period before, where there is one.
    pub(super) fn previous(&self) -> Result<Option<Previous>, RunError> {
        let pipeline = &self.request.pipeline;
        let period = pipeline.period.previous().to_string();
        let folder = Folder::new(&pipeline.output, &pipeline.id, &period);
        let Some(run) = folder.latest()? else { return Ok(None) };
        let mut previous = Previous { run, rankings: None };
        if previous.sha256(Rankings::NAME).is_some() {
            let run = &previous.run;
            let frame = run.table(Rankings::NAME)?;
            let rankings = Rankings::from_frame(&frame).map_err(run.at_table(Rankings::NAME))?;
            previous.rankings = Some(rankings);
        }
        Ok(Some(previous))
    }

    /// Whether a form is compared with the period before.
    fn looks_back(&self) -> bool {
        self.request.pipeline.forms.iter().any(|form| form.previous.is_some())
    }

    /// What a stage would be made from now.
    pub(super) fn inputs_of(
        &self,
        stage: Stage,
        previous: Option<&Previous>,
    ) -> Result<Made, RunError> {
        let outputs_of = |stages: &[Stage]| -> Vec<&Output> {
            let records = self.record.stages.iter().filter(|record| stages.contains(&record.stage));
            records.flat_map(|record| &record.outputs).collect()
        };
        let input = match stage {
            Stage::Ingest => Fingerprint::of(&self.record.inputs)?,
            Stage::Validate => {
                let earlier = previous.filter(|_| self.looks_back());
                let earlier = earlier.and_then(|previous| previous.sha256(Figures::OBSERVATIONS));
                Fingerprint::of(&(outputs_of(&[Stage::Ingest]), earlier))?
            }
            Stage::Measure => Fingerprint::of(&outputs_of(&[Stage::Ingest, Stage::Validate]))?,
            Stage::Rank => {
                let earlier = previous.and_then(|previous| previous.sha256(Rankings::NAME));
                Fingerprint::of(&(outputs_of(&[Stage::Measure]), earlier))?
            }
            Stage::Publish => {
                // Submitted files are opened again to be given back.
                let returns = self.request.pipeline.return_forms.least().is_some();
                let outputs = outputs_of(&[Stage::Validate, Stage::Measure, Stage::Rank]);
                Fingerprint::of(&(outputs, returns.then_some(&self.lying)))?
            }
        };
        let declaration = plan::declaration(&self.request.pipeline, stage)?;
        Ok(Made { input, declaration, format: plan::format(stage) })
    }

    /// Takes the files of a stage over from the newest run.
    pub(super) fn take_over(&mut self, stage: Stage, stale: bool) -> Result<(), RunError> {
        let missing = RunError::NoEarlierRun { stage };
        let Some(base) = &self.base else { return Err(missing) };
        let Some(record) = base.record().stage(stage) else { return Err(missing) };
        for output in &record.outputs {
            if base.verify(output) != Verified::Whole {
                return Err(RunError::Spoiled { stage, file: output.file.clone() });
            }
            self.draft.take_over(base, output)?;
        }
        if stage == Stage::Ingest {
            self.record.inputs.clone_from(&base.record().inputs);
        }
        let taken = StageRecord { reason: None, stale, seconds: 0.0, ..record.clone() };
        let files = taken.outputs.len();
        self.journal.tell(&Event::StageTakenOver { stage, files, stale });
        self.record.stages.push(taken);
        Ok(())
    }

    pub(super) fn run_stage(
        &mut self,
        stage: Stage,
        reason: Reason,
        made: Made,
        previous: Option<&Previous>,
    ) -> Result<(), RunError> {
        self.journal.tell(&Event::StageBegins { stage, reason });
        let began = Instant::now();
        let (rows, outputs) = match stage {
            Stage::Ingest => self.ingest()?,
            Stage::Validate => self.validate(previous)?,
            Stage::Measure => self.measure()?,
            Stage::Rank => self.rank(previous)?,
            Stage::Publish => self.publish()?,
        };
        let seconds = began.elapsed().as_secs_f64();
        let (files, linked) = (outputs.len(), self.linked(&outputs));
        self.journal.tell(&Event::StageEnds { stage, reason, rows, seconds, files, linked });
        self.record.stages.push(StageRecord {
            stage,
            reason: Some(reason),
            stale: false,
            made_in: self.draft.id().to_owned(),
            input: made.input,
            declaration: made.declaration,
            format: made.format,
            rows,
            seconds,
            outputs,
        });
        Ok(())
    }

    /// How many files came out as in the run this one goes on from.
    fn linked(&self, outputs: &[Output]) -> usize {
        let stages = self.base.iter().flat_map(|base| &base.record().stages);
        let known: Vec<&Output> = stages.flat_map(|stage| &stage.outputs).collect();
        outputs.iter().filter(|output| known.contains(output)).count()
    }

    fn save(&mut self, name: &str, frame: DataFrame) -> Result<Output, RunError> {
        Ok(self.draft.table(name, frame, self.base.as_ref())?)
    }

    fn ingest(&mut self) -> Result<(usize, Vec<Output>), RunError> {
        let files: Vec<String> =
            self.record.inputs.iter().map(|input| input.file.clone()).collect();
        let inbox = &self.inbox;
        let (journal, opened) = (&self.journal, Opened::default());
        journal.tell(&Event::FilesAhead { files: files.len() });
        let limits = self.request.pipeline.limits;
        let readers = Readers::new(&self.request.reading, limits);
        let ingested = ingest::ingest(
            &files,
            |file| opened.load(file, || inbox.read(file, limits.file)),
            |bytes| readers.open(bytes).map_err(RunError::Reader),
            |file, findings| opened.done(journal, file, findings),
            &self.request.pipeline,
        )?;
        let findings = Findings::default().replace(Stage::Ingest, ingested.findings);
        let at = |source| RunError::Table { stage: Stage::Ingest, source };
        let observations = ingested.figures.observations().map_err(at)?;
        let rows = observations.height();
        let printed = ingested.figures.printed().map_err(at)?;
        let outputs = vec![
            self.save(Figures::OBSERVATIONS, observations)?,
            self.save(Figures::PRINTED, printed)?,
            self.save(READ_SUBMISSIONS, ingested.submissions.to_frame().map_err(at)?)?,
            self.save(READ_FINDINGS, findings.to_frame().map_err(at)?)?,
        ];
        self.state.figures = Some(ingested.figures);
        self.state.read_submissions = Some(ingested.submissions);
        self.state.read_findings = Some(findings);
        Ok((rows, outputs))
    }

    fn validate(&mut self, previous: Option<&Previous>) -> Result<(usize, Vec<Output>), RunError> {
        let earlier = previous.filter(|previous| {
            self.looks_back() && previous.sha256(Figures::OBSERVATIONS).is_some()
        });
        let earlier = earlier.map(Previous::figures).transpose()?;
        let base = self.base.as_ref();
        let read = self.state.findings_of_reading(base)?;
        let submissions = self.state.read_submissions(base)?.clone();
        let figures = self.state.figures(base)?;
        let validated = validate::validate(&validate::Given {
            figures,
            submissions: &submissions,
            read: &read,
            earlier: earlier.as_ref(),
            pipeline: &self.request.pipeline,
        });
        self.journal.tell(&Event::Checked { findings: &validated.findings });
        let findings = Findings::default()
            .replace(Stage::Ingest, validated.read)
            .replace(Stage::Validate, validated.findings);
        let at = |source| RunError::Table { stage: Stage::Validate, source };
        let outputs = vec![
            self.save(Submissions::NAME, validated.submissions.to_frame().map_err(at)?)?,
            self.save(Findings::NAME, findings.to_frame().map_err(at)?)?,
            self.save(Checks::NAME, validated.checks.to_frame().map_err(at)?)?,
        ];
        let rows = findings.rows.len();
        self.state.submissions = Some(validated.submissions);
        self.state.findings = Some(findings);
        Ok((rows, outputs))
    }

    fn measure(&mut self) -> Result<(usize, Vec<Output>), RunError> {
        let base = self.base.as_ref();
        let findings = self.state.findings(base)?.clone();
        let figures = self.state.figures(base)?;
        let at = |source: TableError| RunError::Table { stage: Stage::Measure, source };
        let metrics =
            measure::measure(figures, findings.iter(), &self.request.pipeline).map_err(at)?;
        let frame = metrics.to_frame().map_err(at)?;
        let rows = frame.height();
        let outputs = vec![self.save(Metrics::NAME, frame)?];
        self.state.metrics = Some(metrics);
        Ok((rows, outputs))
    }

    fn rank(&mut self, previous: Option<&Previous>) -> Result<(usize, Vec<Output>), RunError> {
        let metrics = self.state.all_fields(self.base.as_ref())?;
        let earlier = previous.and_then(|previous| previous.rankings.as_ref());
        let at = |source: TableError| RunError::Table { stage: Stage::Rank, source };
        let ranked = rank::rank(&metrics, earlier, &self.request.pipeline).map_err(at)?;
        let outputs = vec![
            self.save(Scores::NAME, ranked.scores.to_frame().map_err(at)?)?,
            self.save(Rankings::NAME, ranked.rankings.to_frame().map_err(at)?)?,
        ];
        let rows = ranked.rankings.rows.len();
        self.state.scores = Some(ranked.scores);
        self.state.rankings = Some(ranked.rankings);
        Ok((rows, outputs))
    }

    fn publish(&mut self) -> Result<(usize, Vec<Output>), RunError> {
        let base = self.base.as_ref();
        let metrics = self.state.all_fields(base)?;
        self.state.rankings(base)?;
        self.state.scores(base)?;
        self.state.findings(base)?;
        self.state.submissions(base)?;
        let state = &mut self.state;
        let inputs = publish::Inputs {
            pipeline: state.pipeline,
            metrics: &metrics,
            rankings: state.rankings.get_or_insert_default(),
            scores: state.scores.get_or_insert_default(),
            findings: state.findings.get_or_insert_default(),
            submissions: state.submissions.get_or_insert_default(),
        };
        let published = publish::publish(&inputs)?;
        let give_back = GiveBack::new(&inputs, &self.inbox, &self.request.reading);
        self.journal.tell(&Event::FilesAhead { files: published.len() + give_back.len() });
        let mut outputs = Vec::with_capacity(published.len());
        for Published { file, bytes } in &published {
            outputs.push(self.draft.file(file, bytes, self.base.as_ref())?);
            self.journal.tell(&Event::FileMade { file, bytes: bytes.len() });
        }
        outputs.extend(give_back.all(&mut self.draft, self.base.as_ref(), &self.journal)?);
        Ok((outputs.len(), outputs))
    }
}
