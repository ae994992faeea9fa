//! A run to hand on: what it read, what it was declared by, what it left, and what it was compared with, so that
//! somebody else makes the same run again. What is no longer as it was then is told, never packed in silence.

mod lack;
mod past;
mod readme;

use std::path::{Path, PathBuf};

use crate::model::Stage;
use crate::pipeline::Pipeline;
use crate::store::{Fingerprint, Folder, Package, Record, Run, Verified};

use super::again::declaration::DeclarationPrints;
use super::again::program::program;
use super::error::RunError;
use super::folder::{folder_of, inbox_of};
use super::kept::{as_kept, declared_then, kept};

pub use lack::BundleLack;

/// The largest file of an inbox that is packed. One above the limit of the pipeline was not read, and counts by
/// its size alone; beyond this it is only told.
const MOST_BYTES: u64 = 1 << 30;

/// Which run is packed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhichRun {
    /// The one that is published.
    Latest,
    /// The one of this id.
    Id(String),
    /// The one in this folder.
    At(PathBuf),
}

/// What was packed.
#[derive(Debug, Clone)]
pub struct Bundled {
    /// The archive.
    pub path: PathBuf,
    /// What is not as it was when the run was made.
    pub lacks: Vec<BundleLack>,
}

/// Packs a run of a pipeline, whose period has to be that of the run; `inbox` is where its files lie, where that is not
/// what was declared or asked for then, and `out` the archive to write.
///
/// # Errors
/// There is no such run, or the disk refuses. What is gone or has changed since is no error.
pub fn bundle(
    pipeline: &Pipeline,
    which: &WhichRun,
    inbox: Option<PathBuf>,
    out: Option<&Path>,
) -> Result<Bundled, RunError> {
    let folder = folder_of(pipeline);
    let run = find(&folder, which)?;
    let pipeline = &declared_then(&run, pipeline, inbox);
    let record = run.record();
    let top = format!("{}-{}-{}", record.pipeline, record.period, record.run);
    let path = out.map_or_else(|| PathBuf::from(format!("{top}.zip")), Path::to_owned);
    let mut package = Package::begin(&path, &top)?;
    let mut lacks = since(pipeline, record, kept(&run).is_some())?;
    pack_inputs(&mut package, pipeline, record, &mut lacks)?;
    let declared = pack_declaration(&mut package, &run, pipeline, &mut lacks)?;
    pack_run(&mut package, &run, &mut lacks)?;
    let past = past::pack(&mut package, pipeline, record, &mut lacks)?;
    let readme = readme::text(pipeline, record, &declared, past.as_ref(), &lacks);
    package.file("DOC-TRUOC.txt", readme.as_bytes())?;
    Ok(Bundled { path: package.finish()?, lacks })
}

fn find(folder: &Folder, which: &WhichRun) -> Result<Run, RunError> {
    let missing = |path: PathBuf| RunError::NoFile { path };
    let at = match which {
        WhichRun::Latest => {
            return folder.latest()?.ok_or_else(|| missing(folder.latest_path()));
        }
        WhichRun::Id(id) => folder.runs_path().join(id),
        WhichRun::At(path) => path.clone(),
    };
    if !at.join("run.json").is_file() {
        return Err(missing(at));
    }
    Ok(Run::open(at)?)
}

/// What makes another run of the same files come out differently; `kept` says that the declaration is that of the run.
fn since(pipeline: &Pipeline, record: &Record, kept: bool) -> Result<Vec<BundleLack>, RunError> {
    let mut lacks = Vec::new();
    let prints = DeclarationPrints::of(pipeline)?;
    let mut declaration = false;
    for stage in &record.stages {
        declaration |= stage.declaration != *prints.stage(stage.stage);
    }
    if declaration {
        lacks.push(BundleLack::Declaration { kept });
    }
    if record.stages.iter().any(|stage| stage.program != program()) {
        lacks.push(BundleLack::Program(record.program.clone()));
    }
    if record.stages.len() < Stage::ALL.len() || record.stages.iter().any(|stage| stage.stale) {
        lacks.push(BundleLack::Stale);
    }
    Ok(lacks)
}

fn pack_inputs(
    package: &mut Package,
    pipeline: &Pipeline,
    record: &Record,
    lacks: &mut Vec<BundleLack>,
) -> Result<(), RunError> {
    let mut inbox = inbox_of(pipeline);
    if inbox.exists() {
        inbox.list().map_err(RunError::Inbox)?;
    }
    let listed = inbox.names();
    for input in &record.inputs {
        let file = || input.file.clone();
        match inbox.read(&input.file, MOST_BYTES) {
            Err(_) if listed.binary_search(&input.file).is_err() => {
                lacks.push(BundleLack::InputGone(file()));
            }
            Err(_) => lacks.push(BundleLack::InputUnreadable(file())),
            Ok(bytes) if print(&bytes, pipeline.limits.file) == input.blake3 => {
                package.file(&format!("inbox/{}", input.file), &bytes)?;
            }
            Ok(_) => lacks.push(BundleLack::InputChanged(file())),
        }
    }
    Ok(())
}

/// The fingerprint that a file has in a record: beyond `most` bytes of its size alone.
fn print(bytes: &[u8], most: u64) -> Fingerprint {
    if bytes.len() as u64 > most {
        Fingerprint::of_bytes(format!("{} bytes", bytes.len()).as_bytes())
    } else {
        Fingerprint::of_bytes(bytes)
    }
}

/// Packs the files of the declaration as the run has them, or of a run that has none as they are now; gives the name of
/// the pipeline file inside the bundle.
fn pack_declaration(
    package: &mut Package,
    run: &Run,
    pipeline: &Pipeline,
    lacks: &mut Vec<BundleLack>,
) -> Result<String, RunError> {
    let files = kept(run).unwrap_or_else(|| as_kept(pipeline));
    for file in files.iter().filter(|file| file.foreign) {
        lacks.push(BundleLack::Foreign(file.name.clone()));
    }
    for file in &files {
        package.file(&file.name, file.text.as_bytes())?;
    }
    Ok(files.into_iter().next().map(|file| file.name).unwrap_or_default())
}

fn pack_run(package: &mut Package, run: &Run, lacks: &mut Vec<BundleLack>) -> Result<(), RunError> {
    let outputs = run.record().outputs();
    let spoiled = outputs.filter(|output| run.verify(output) != Verified::Whole);
    lacks.extend(spoiled.map(|output| BundleLack::Output(output.file.clone())));
    for file in run.files() {
        if let Ok(bytes) = run.bytes(file) {
            package.file(&format!("run/{file}"), &bytes)?;
        }
    }
    Ok(())
}
