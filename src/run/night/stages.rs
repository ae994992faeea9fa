//! Each stage between the store and its function: what to load, what to call, what to save.

use std::time::Instant;

use polars::prelude::DataFrame;
use rayon::prelude::*;

use crate::check::CATALOGUE;
use crate::inspection;
use crate::measure;
use crate::model::{Checks, Findings, Stage, Submissions};
use crate::pipeline::FigureSource;
use crate::publish::{self, Published};
use crate::rank::{self, PreviousPeriod};
use crate::run::again::previous_run::PreviousRun;
use crate::run::again::program::program;
use crate::run::again::stage_inputs::{MadeFrom, tables_for};
use crate::run::code::code_of;
use crate::run::error::RunError;
use crate::run::flow::validated::validated;
use crate::run::reporter::Event;
use crate::run::request::Request;
use crate::store::{Fingerprint, Output, Reason, StageRecord, Verified};
use crate::table::{
    Artifact, CountedLines, Definitions, EditionTables, FieldMix, IndicatorFigures, Inspections,
    MixSums, Moves, Overall, Rankings, Ratios, Scores, TableError,
};
use crate::validate::PeriodBefore;

use super::conductor::Conductor;
use super::district_files::district_files;
use super::dossier_files::{dossier_count, dossier_files};
use super::kept_files::KeptFiles;
use super::moves::changes;
use super::one_by_one::OneByOne;
use super::returned::GiveBack;

impl Conductor<'_> {
    /// Takes the files of a stage over from the newest run that has done it.
    pub(super) fn take_over(
        &mut self,
        stage: Stage,
        stale: bool,
        verified: bool,
    ) -> Result<(), RunError> {
        let missing = RunError::NoEarlierRun { stage };
        let Some(base) = self.earlier_runs.of_stage(stage) else { return Err(missing) };
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
        made: MadeFrom,
        previous: Option<&PreviousRun>,
    ) -> Result<(), RunError> {
        self.journal.tell(&Event::StageBegins { stage, reason });
        let began = Instant::now();
        let from_runs = self.request.pipeline.source == FigureSource::Runs;
        let (rows, outputs) = match stage {
            Stage::Ingest if from_runs => self.put_together(reason)?,
            Stage::Ingest => self.ingest(reason)?,
            Stage::Validate if from_runs => self.validate_runs()?,
            Stage::Validate => self.validate(previous)?,
            Stage::Measure => self.measure()?,
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
            day: made.day,
            program: program(),
            ground: (stage == Stage::Ingest).then(|| self.prints.ground.clone()),
            rows,
            seconds,
            outputs,
            files: std::mem::take(&mut self.files_read),
        });
        Ok(())
    }

    /// How many files came out as in the run that this stage goes on from.
    fn linked(&self, stage: Stage, outputs: &[Output]) -> usize {
        let before = self.earlier_runs.of_stage(stage).and_then(|base| base.record().stage(stage));
        let known = before.map_or(&[][..], |record| &record.outputs);
        outputs.iter().filter(|output| known.iter().any(|known| known.is_same(output))).count()
    }

    pub(super) fn save(
        &self,
        stage: Stage,
        name: &str,
        frame: &DataFrame,
    ) -> Result<Output, RunError> {
        Ok(self.draft.table(name, frame, self.earlier_runs.of_stage(stage))?)
    }

    fn validate(
        &mut self,
        previous: Option<&PreviousRun>,
    ) -> Result<(usize, Vec<Output>), RunError> {
        let pipeline = &self.request.pipeline;
        let sums_before = previous.map(PreviousRun::sums).transpose()?.flatten();
        let earlier = previous.and_then(|run| {
            Some(PeriodBefore { sums: sums_before.as_ref(), lineage: run.lineage()? })
        });
        let read = self.state.findings_of_reading(&self.earlier_runs)?;
        let submissions = self.state.read_submissions(&self.earlier_runs)?.clone();
        self.state.load_readings(&self.earlier_runs)?;
        let lines = &self.state.tables.get_or_insert_default().lines;
        let readings = self.state.readings.get_or_insert_default();
        let validated = validated(readings, lines, &submissions, &read, earlier, pipeline)?;
        // Nobody behind this stage asks for readings.
        self.state.readings = None;
        self.journal.tell(&Event::Checked { findings: &validated.findings });
        let findings = Findings::default()
            .replace(Stage::Ingest, validated.read)
            .replace(Stage::Validate, validated.findings);
        self.save_checked(validated.submissions, findings, &validated.checks)
    }

    /// Saves what checking leaves, and what counts by it.
    pub(super) fn save_checked(
        &mut self,
        submissions: Submissions,
        findings: Findings,
        checks: &Checks,
    ) -> Result<(usize, Vec<Output>), RunError> {
        let at = |source| RunError::Table { stage: Stage::Validate, source };
        let frames = [
            (Submissions::NAME, submissions.to_frame().map_err(at)?),
            (Findings::NAME, findings.to_frame().map_err(at)?),
            (Checks::NAME, checks.to_frame().map_err(at)?),
        ];
        let pipeline = &self.request.pipeline;
        let tables = self.state.tables.get_or_insert_default();
        let (lines, columns) = (&tables.lines, &tables.columns);
        let counted = CountedLines::of(lines, columns, findings.iter(), &submissions, pipeline);
        let counted = counted.map_err(at)?;
        let mut outputs = self.save_all(Stage::Validate, &frames)?;
        outputs.extend(self.save_counted(&counted)?);
        let rows = findings.rows.len();
        self.state.counted = Some(counted);
        self.state.submissions = Some(submissions);
        self.state.findings = Some(findings);
        Ok((rows, outputs))
    }

    /// Saves tables side by side.
    pub(super) fn save_all(
        &self,
        stage: Stage,
        frames: &[(&str, DataFrame)],
    ) -> Result<Vec<Output>, RunError> {
        let (draft, base) = (&self.draft, self.earlier_runs.of_stage(stage));
        let frames = frames.par_iter();
        frames.map(|(name, frame)| Ok(draft.table(name, frame, base)?)).collect()
    }

    fn measure(&mut self) -> Result<(usize, Vec<Output>), RunError> {
        let pipeline = &self.request.pipeline;
        let at = |source| RunError::Table { stage: Stage::Measure, source };
        self.state.findings(&self.earlier_runs)?;
        self.state.counted(&self.earlier_runs)?;
        let edition = pipeline.shows_cells();
        self.state.tables(&self.earlier_runs, edition)?;
        let tables = self.state.tables.take().unwrap_or_default();
        let state = &mut self.state;
        let counted = state.counted.take().unwrap_or_default();
        let metrics = self.computing.measure(&counted)?;
        drop(counted);
        let findings = state.findings.get_or_insert_default().iter();
        let indicators =
            measure::indicators(&tables.lines, &tables.columns, findings, pipeline).map_err(at)?;
        if edition {
            let made = EditionTables::of(&metrics, &tables);
            self.state.edition = Some(made.map_err(at)?);
        }
        drop(tables);
        let (ratios, output) = rayon::join(
            || (Ratios::of(metrics.frame(), pipeline), MixSums::of(metrics.frame(), pipeline)),
            || self.save(Stage::Measure, crate::table::Metrics::NAME, metrics.frame()),
        );
        self.state.ratios = Some(ratios.0.map_err(at)?.with_indicators(&indicators, pipeline));
        self.state.field_sums = Some(ratios.1.map_err(at)?);
        let mut outputs = vec![output?];
        if pipeline.has_indicators() {
            let frame = indicators.to_frame().map_err(at)?;
            outputs.push(self.save(Stage::Measure, IndicatorFigures::NAME, &frame)?);
        }
        self.state.indicators = Some(indicators);
        Ok((metrics.frame().height(), outputs))
    }

    fn rank(&mut self, previous: Option<&PreviousRun>) -> Result<(usize, Vec<Output>), RunError> {
        let earlier = previous.map(PreviousRun::rankings).transpose()?.flatten();
        let at = |source: TableError| RunError::Table { stage: Stage::Rank, source };
        self.state.ratios(&self.earlier_runs)?;
        self.state.load_field_sums(&self.earlier_runs)?;
        let state = &mut self.state;
        let (ratios, fields) =
            (state.ratios.get_or_insert_default(), state.field_sums.get_or_insert_default());
        let before = previous
            .zip(earlier.as_ref())
            .and_then(|(run, rankings)| Some(PreviousPeriod { rankings, lineage: run.lineage()? }));
        let ranked = self.computing.rank(ratios, before, &self.draft)?;
        let field_mix = rank::field_mix(&ranked.rankings, ratios, fields, &self.request.pipeline);
        let now = (&*ratios, &ranked.rankings);
        let (moves, overall) =
            changes(previous.zip(earlier.as_ref()), now, &self.request.pipeline)?;
        let frames = [
            (Scores::NAME, ranked.scores.to_frame().map_err(at)?),
            (Rankings::NAME, ranked.rankings.to_frame().map_err(at)?),
            (FieldMix::NAME, field_mix.to_frame().map_err(at)?),
            (Moves::NAME, moves.to_frame().map_err(at)?),
            (Overall::NAME, overall.to_frame().map_err(at)?),
            (Definitions::NAME, ranked.definitions.to_frame().map_err(at)?),
        ];
        let outputs = self.save_all(Stage::Rank, &frames)?;
        let rows = ranked.rankings.rows.len();
        self.state.scores = Some(ranked.scores);
        self.state.rankings = Some(ranked.rankings);
        self.state.definitions = Some(ranked.definitions);
        self.state.field_mix = Some(field_mix);
        self.state.moves = Some(moves);
        self.state.overall = Some(overall);
        Ok((rows, outputs))
    }

    /// How the plans of inspection stand that serve the period, and the table of it where any does.
    fn inspections(&mut self) -> Result<(Inspections, Option<Output>), RunError> {
        let at = |source| RunError::Table { stage: Stage::Publish, source };
        let Request { pipeline, today, .. } = self.request;
        let submissions = self.state.submissions(&self.earlier_runs)?;
        let Some(inspections) = inspection::of_period(pipeline, submissions, *today) else {
            return Ok((Inspections::default(), None));
        };
        let frame = inspections.to_frame().map_err(at)?;
        let table = self.save(Stage::Publish, Inspections::NAME, &frame)?;
        Ok((inspections, Some(table)))
    }

    fn publish(&mut self, reason: Reason) -> Result<(usize, Vec<Output>), RunError> {
        let made_from = tables_for(Stage::Publish, &self.record.stages, &self.request.pipeline);
        let data = Fingerprint::of(&made_from)?;
        let code = code_of(&data, &self.prints.sheets);
        let base = &self.earlier_runs;
        self.state.ratios(base)?;
        self.state.rankings(base)?;
        self.state.scores(base)?;
        self.state.definitions(base)?;
        self.state.field_mix(base)?;
        self.state.moves(base)?;
        self.state.overall(base)?;
        self.state.indicators(base)?;
        self.state.findings(base)?;
        self.state.submissions(base)?;
        let edition = self.state.edition(base)?;
        let (inspections, table) = self.inspections()?;
        let state = &mut self.state;
        let inputs = publish::Inputs {
            pipeline: state.pipeline,
            code,
            metrics: state.ratios.get_or_insert_default(),
            rankings: state.rankings.get_or_insert_default(),
            scores: state.scores.get_or_insert_default(),
            definitions: state.definitions.get_or_insert_default(),
            field_mix: state.field_mix.get_or_insert_default(),
            moves: state.moves.get_or_insert_default(),
            overall: state.overall.get_or_insert_default(),
            indicators: state.indicators.get_or_insert_default(),
            findings: state.findings.get_or_insert_default(),
            catalogue: &CATALOGUE,
            submissions: state.submissions.get_or_insert_default(),
            inspections: &inspections,
            edition: edition.as_ref(),
        };
        let base = self.earlier_runs.of_stage(Stage::Publish);
        let (lying, prints, request) = (&self.lying, &self.prints, self.request);
        let kept = KeptFiles::of(base, prints, reason == Reason::Asked);
        let give_back = GiveBack::new(&inputs, &self.inbox, lying, request, &prints.sheets, kept)?;
        let lists = usize::from(state.pipeline.return_forms.least().is_some());
        let declared = state.pipeline;
        let single = [declared.notice.is_some(), declared.data.is_some(), declared.page.is_some()];
        let more = single.into_iter().filter(|&declared| declared).count();
        let beside = declared.workbooks.len() + lists + more + publish::district_count(declared);
        let beside = beside + dossier_count(declared);
        let (draft, journal) = (&self.draft, &self.journal);
        let files = OneByOne { kept, sheets: &prints.sheets, draft, journal };
        let each = || {
            let mut each = district_files(&inputs, files)?;
            each.extend(dossier_files(&inputs, &self.record, files)?);
            Ok::<_, RunError>(each)
        };
        // A workbook is pressed by one thread; the other has the forms to make meanwhile, and the tables to read back.
        let ((published, each), returned) = rayon::join(
            || rayon::join(|| publish::publish(&inputs), each),
            || {
                let returned = give_back.all(draft, journal, beside)?;
                draft.settle()?;
                Ok::<_, RunError>(returned)
            },
        );
        let (published, each, returned) = (published?, each?, returned?);
        let mut outputs = Vec::with_capacity(published.len() + returned.outputs.len());
        outputs.extend(table);
        for Published { file, bytes } in &published {
            let output = self.draft.file(file, bytes, base)?;
            outputs.push(Output { code: Some(code), ..output });
            self.journal.tell(&Event::FileMade { file, bytes: bytes.len() });
        }
        self.files_read = returned.made;
        for (output, made) in each {
            outputs.push(output);
            self.files_read.extend(made);
        }
        outputs.extend(returned.outputs);
        Ok((outputs.len(), outputs))
    }
}
