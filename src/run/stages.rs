//! Each stage between the store and its function: what to load, what to call, what to save.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use polars::prelude::DataFrame;

use crate::ingest::{Ingested, Parts, Task};
use crate::measure::LeftOut;
use crate::model::Stage;
use crate::pipeline::Symbols;
use crate::publish::Published;
use crate::store::{FileRead, Fingerprint, Output, Reason, StageRecord, Verified};
use crate::table::{Checks, Findings, Rankings, Scores, Submissions, Table, TableError};
use crate::{ingest, measure, publish, rank, validate};

use super::conductor::Conductor;
use super::give_back::GiveBack;
use super::journal::Opened;
use super::looking::Looking;
use super::made::{Made, Previous, looks_back};
use super::pieces::{self, Held, is_kept};
use super::reading::{self, KEPT};
use super::state::{READ_FINDINGS, READ_SUBMISSIONS};
use super::{Event, Readers, RunError, tables};

/// Why a file is left out that is another one each time it is looked at.
const CHANGING: &str =
    "tệp đang thay đổi trong khi đọc nên không được đọc; lượt chạy tới sẽ đọc lại";

impl Conductor<'_> {
    /// Takes the files of a stage over from the newest run that has done it.
    pub(super) fn take_over(
        &mut self,
        stage: Stage,
        stale: bool,
        verified: bool,
    ) -> Result<(), RunError> {
        let missing = RunError::NoEarlierRun { stage };
        let Some(base) = self.bases.of_stage(stage) else { return Err(missing) };
        let Some(record) = base.record().stage(stage) else { return Err(missing) };
        for output in &record.outputs {
            if !verified && base.verify(output) != Verified::Whole {
                return Err(RunError::Spoiled { stage, file: output.file.clone() });
            }
            self.draft.take_over(base, output)?;
        }
        if stage == Stage::Ingest {
            self.record.inputs.clone_from(&base.record().inputs);
        }
        let taken =
            StageRecord { reason: None, stale, seconds: 0.0, files: Vec::new(), ..record.clone() };
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
            Stage::Ingest => self.ingest(reason)?,
            Stage::Validate => self.validate(reason, previous)?,
            Stage::Measure => self.measure(reason)?,
            Stage::Rank => self.rank(previous)?,
            Stage::Publish => self.publish(reason)?,
        };
        let seconds = began.elapsed().as_secs_f64();
        let (files, linked) = (outputs.len(), self.linked(stage, &outputs));
        self.journal.tell(&Event::StageEnds { stage, reason, rows, seconds, files, linked });
        // A file that was left out may have another fingerprint now.
        let input = match stage {
            Stage::Ingest => Fingerprint::of(&self.record.inputs)?,
            _ => made.input,
        };
        self.record.stages.push(StageRecord {
            stage,
            reason: Some(reason),
            stale: false,
            made_in: self.draft.id().to_owned(),
            input,
            declaration: made.declaration,
            format: made.format,
            rows,
            seconds,
            outputs,
            files: std::mem::take(&mut self.files_read),
        });
        Ok(())
    }

    /// How many files came out as in the run that this stage goes on from.
    fn linked(&self, stage: Stage, outputs: &[Output]) -> usize {
        let before = self.bases.of_stage(stage).and_then(|base| base.record().stage(stage));
        let known: BTreeSet<&Output> = before.iter().flat_map(|record| &record.outputs).collect();
        outputs.iter().filter(|output| known.contains(output)).count()
    }

    fn save(&self, stage: Stage, name: &str, frame: &DataFrame) -> Result<Output, RunError> {
        Ok(self.draft.table(name, frame, self.bases.of_stage(stage))?)
    }

    fn ingest(&mut self, reason: Reason) -> Result<(usize, Vec<Output>), RunError> {
        let held = reading::Held::of(self.bases.of_stage(Stage::Ingest));
        let everything = reason == Reason::Asked && self.desk.reason().is_none();
        let files = self.desk.files(self.request, &self.reads, &held, everything);
        let read = files.iter().filter_map(|file| Some((file, file.reason?)));
        self.files_read =
            read.map(|(f, reason)| FileRead { file: f.input.file.clone(), reason }).collect();
        let (ingested, changing) = self.read(&files)?;
        // Whatever they will hold the next time, it is not what was read now.
        for input in self.record.inputs.iter_mut().filter(|input| changing.contains(&input.file)) {
            input.blake3 = Fingerprint::of_bytes(&[]);
        }
        let findings = Findings::default().replace(Stage::Ingest, ingested.findings);
        let at = |source| RunError::Table { stage: Stage::Ingest, source };
        let (pipeline, base) = (&self.request.pipeline, self.bases.of_stage(Stage::Ingest));
        let shelf = reading::shelf(pipeline, &self.reads, ingested.kept);
        let parts = Parts::of(shelf.files.clone(), &ingested.submissions, pipeline);
        let submissions = ingested.submissions.to_frame().map_err(at)?;
        let (tables, kept) = rayon::join(
            || tables::figures(&self.draft, &parts, base),
            || self.draft.file(KEPT, &shelf.to_bytes(), base),
        );
        let [observations, printed] = tables?;
        let outputs = vec![
            observations,
            printed,
            self.save(Stage::Ingest, READ_SUBMISSIONS, &submissions)?,
            self.save(Stage::Ingest, READ_FINDINGS, &findings.to_frame().map_err(at)?)?,
            kept?,
        ];
        let rows = (0..parts.len()).map(|part| parts.numbers(part).0).sum();
        self.state.parts = Some(parts);
        self.state.read_submissions = Some(ingested.submissions);
        self.state.read_findings = Some(findings);
        Ok((rows, outputs))
    }

    /// Reads the files that have to be. One that is not what it was when the inbox was listed unsettles the run: what
    /// is recorded of it would be of other bytes. At the last attempt such files are left out, and named.
    fn read(&self, files: &[reading::File]) -> Result<(Ingested, BTreeSet<String>), RunError> {
        let (inbox, journal, request) = (&self.inbox, &self.journal, self.request);
        let opened = Opened::default();
        let limits = request.pipeline.limits;
        let readers = Readers::new(&request.reading, limits);
        let listed: BTreeMap<&str, &Fingerprint> =
            files.iter().map(|file| (file.input.file.as_str(), &file.input.blake3)).collect();
        let unsettled = Mutex::new(BTreeSet::new());
        let leaves_out = self.last_attempt;
        let tasks: Vec<Task> = files.iter().map(reading::File::task).collect();
        journal.tell(&Event::FilesAhead { files: self.files_read.len() });
        let ingested = ingest::ingest(
            &tasks,
            |file| {
                let (bytes, blake3) =
                    opened.load(file, || inbox.read_with_fingerprint(file, limits.file));
                if listed.get(file).is_some_and(|then| **then == blake3) {
                    return bytes;
                }
                let mut unsettled = unsettled.lock().unwrap_or_else(PoisonError::into_inner);
                unsettled.insert(file.to_owned());
                if leaves_out { Err(CHANGING.to_owned()) } else { bytes }
            },
            |bytes| {
                request.stop.check()?;
                readers.open(bytes).map_err(RunError::Reader)
            },
            |file, findings| opened.done(journal, file, findings),
            &request.pipeline,
        )?;
        let unsettled = unsettled.into_inner().unwrap_or_else(PoisonError::into_inner);
        match unsettled.first() {
            Some(file) if !leaves_out => Err(RunError::Unsettled { file: file.clone() }),
            _ => Ok((ingested, unsettled)),
        }
    }

    fn validate(
        &mut self,
        reason: Reason,
        previous: Option<&Previous>,
    ) -> Result<(usize, Vec<Output>), RunError> {
        let pipeline = &self.request.pipeline;
        let earlier = previous.filter(|_| looks_back(pipeline));
        let earlier = earlier.map(Previous::sums).transpose()?.flatten();
        let read = self.state.findings_of_reading(&self.bases)?;
        let submissions = validate::register(self.state.read_submissions(&self.bases)?, pipeline);
        let parts = self.state.parts(&self.bases, &self.reads)?;
        let base = self.bases.of_stage(Stage::Validate);
        let held = Held::of(base, &self.reads);
        let looking = Looking::new(parts, &submissions, pipeline);
        let files = looking.inputs()?;
        let made = held.make(&files, reason == Reason::Asked, |part| looking.look(part));
        let (validated, kept) = rayon::join(
            || looking.validate(&made.pieces, &read, earlier.as_ref()),
            || pieces::keep(&self.draft, &self.reads, files, &made.pieces, base),
        );
        let kept = kept?;
        self.files_read = made.files;
        self.journal.tell(&Event::Checked { findings: &validated.findings });
        let findings = Findings::default()
            .replace(Stage::Ingest, validated.read)
            .replace(Stage::Validate, validated.findings);
        let at = |source| RunError::Table { stage: Stage::Validate, source };
        let outputs = vec![
            self.save(
                Stage::Validate,
                Submissions::NAME,
                &validated.submissions.to_frame().map_err(at)?,
            )?,
            self.save(Stage::Validate, Findings::NAME, &findings.to_frame().map_err(at)?)?,
            self.save(Stage::Validate, Checks::NAME, &validated.checks.to_frame().map_err(at)?)?,
            kept,
        ];
        let rows = findings.rows.len();
        self.state.submissions = Some(validated.submissions);
        self.state.findings = Some(findings);
        Ok((rows, outputs))
    }

    fn measure(&mut self, reason: Reason) -> Result<(usize, Vec<Output>), RunError> {
        let pipeline = &self.request.pipeline;
        let findings = self.state.findings(&self.bases)?.clone();
        let left_out = LeftOut::of(findings.iter());
        let parts = self.state.parts(&self.bases, &self.reads)?;
        let symbols = Symbols::of(parts.words(), pipeline);
        let base = self.bases.of_stage(Stage::Measure);
        let names = parts.files().iter().enumerate();
        let files = names.map(|(part, file)| {
            let made_from = (parts.print(part), left_out.of_file(file));
            Ok((file.as_str(), Fingerprint::of(&made_from)?))
        });
        let files = files.collect::<Result<Vec<_>, RunError>>()?;
        let held = Held::of(base, &self.reads);
        let made = held.make(&files, reason == Reason::Asked, |part| {
            measure::count(&parts.figures(part), &left_out, &symbols, pipeline)
        });
        self.files_read = made.files;
        let (measured, kept) = rayon::join(
            || measure::measure(&made.pieces, pipeline),
            || pieces::keep(&self.draft, &self.reads, files, &made.pieces, base),
        );
        drop(made.pieces);
        // Nobody behind this stage asks for single figures.
        self.state.parts = None;
        let (metrics, all_fields) =
            rayon::join(|| tables::metrics(&self.draft, &measured, base), || measured.all_fields());
        self.state.all_fields = Some(all_fields);
        Ok((measured.len(), vec![metrics?, kept?]))
    }

    fn rank(&mut self, previous: Option<&Previous>) -> Result<(usize, Vec<Output>), RunError> {
        let earlier = previous.map(Previous::rankings).transpose()?.flatten();
        let at = |source: TableError| RunError::Table { stage: Stage::Rank, source };
        let metrics = self.state.all_fields(&self.bases)?;
        let ranked = rank::rank(metrics, earlier.as_ref(), &self.request.pipeline);
        let (scores, rankings) = rayon::join(
            || self.save(Stage::Rank, Scores::NAME, &ranked.scores.to_frame().map_err(at)?),
            || self.save(Stage::Rank, Rankings::NAME, &ranked.rankings.to_frame().map_err(at)?),
        );
        let outputs = vec![scores?, rankings?];
        let rows = ranked.rankings.rows.len();
        self.state.scores = Some(ranked.scores);
        self.state.rankings = Some(ranked.rankings);
        Ok((rows, outputs))
    }

    fn publish(&mut self, reason: Reason) -> Result<(usize, Vec<Output>), RunError> {
        let base = &self.bases;
        self.state.all_fields(base)?;
        self.state.rankings(base)?;
        self.state.scores(base)?;
        self.state.findings(base)?;
        self.state.submissions(base)?;
        let state = &mut self.state;
        let inputs = publish::Inputs {
            pipeline: state.pipeline,
            metrics: state.all_fields.get_or_insert_default(),
            rankings: state.rankings.get_or_insert_default(),
            scores: state.scores.get_or_insert_default(),
            findings: state.findings.get_or_insert_default(),
            submissions: state.submissions.get_or_insert_default(),
        };
        let base = self.bases.of_stage(Stage::Publish);
        let (lying, reads, request) = (&self.lying, &self.reads, self.request);
        let asked = reason == Reason::Asked;
        let give_back = GiveBack::new(&inputs, &self.inbox, lying, request, reads, base, asked);
        let lists = usize::from(state.pipeline.return_forms.least().is_some());
        let beside = state.pipeline.workbooks.len() + lists;
        let (draft, journal) = (&self.draft, &self.journal);
        // A workbook is pressed by one thread; the other has the forms to make meanwhile, and the tables to read back.
        let (published, returned) = rayon::join(
            || publish::publish(&inputs),
            || {
                let returned = give_back.all(draft, journal, beside)?;
                draft.settle()?;
                Ok::<_, RunError>(returned)
            },
        );
        let (published, returned) = (published?, returned?);
        let mut outputs = Vec::with_capacity(published.len() + returned.outputs.len());
        for Published { file, bytes } in &published {
            outputs.push(self.draft.file(file, bytes, base)?);
            self.journal.tell(&Event::FileMade { file, bytes: bytes.len() });
        }
        outputs.extend(returned.outputs);
        self.files_read = returned.made;
        let rows = outputs.iter().filter(|output| !is_kept(&output.file)).count();
        Ok((rows, outputs))
    }
}
