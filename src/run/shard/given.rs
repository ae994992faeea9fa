//! The shards that a run is given: a memory beside that of the last run. What of it does not fit the files as they lie in
//! the inbox is read by the run itself.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::model::Stage;
use crate::pipeline::Pipeline;
use crate::run::again::artifacts::spoiled;
use crate::run::again::declaration::DeclarationPrints;
use crate::run::again::memory::Memory;
use crate::run::again::program::program;
use crate::run::error::RunError;
use crate::store::{Fingerprint, Input, Run, received};

use super::error::{ShardError, reads_files};

/// The shards that a run is given.
#[derive(Debug)]
pub(in crate::run) struct GivenShards {
    shards: Vec<Run>,
    /// The files in them, each with its fingerprint and the place of its shard.
    files: BTreeMap<String, (Fingerprint, usize)>,
}

impl GivenShards {
    /// The shards in these folders, each of which is one or holds some; `None` where no folder is named.
    pub(in crate::run) fn open(
        folders: &[PathBuf],
        pipeline: &Pipeline,
    ) -> Result<Option<Self>, RunError> {
        if folders.is_empty() {
            return Ok(None);
        }
        reads_files(pipeline)?;
        let prints = DeclarationPrints::of(pipeline)?;
        let mut given = Self { shards: Vec::new(), files: BTreeMap::new() };
        for path in
            folders.iter().map(|folder| shards_in(folder)).collect::<Result<Vec<_>, _>>()?.concat()
        {
            let shard = Run::open(path)?;
            fits(&shard, &prints, pipeline)?;
            given.add(shard)?;
        }
        Ok(Some(given))
    }

    /// A file that two shards hold counts once where its bytes were the same.
    fn add(&mut self, shard: Run) -> Result<(), ShardError> {
        let place = self.shards.len();
        for Input { file, blake3 } in &shard.record().inputs {
            match self.files.get(file) {
                Some((known, first)) if known != blake3 => {
                    let first = self.shards[*first].path().to_owned();
                    let second = shard.path().to_owned();
                    return Err(ShardError::Differs { file: file.clone(), first, second });
                }
                Some(_) => {}
                None => {
                    self.files.insert(file.clone(), (blake3.clone(), place));
                }
            }
        }
        self.shards.push(shard);
        Ok(())
    }

    /// The files in them, as an inbox that holds these and nothing else.
    pub(in crate::run) fn inputs(&self) -> Vec<Input> {
        let files = self.files.iter();
        files
            .map(|(file, (blake3, _))| Input { file: file.clone(), blake3: blake3.clone() })
            .collect()
    }

    /// Whether nothing of them lies in an inbox.
    pub(in crate::run) fn are_foreign_to(&self, lying: &[Input]) -> bool {
        !self.files.is_empty() && !lying.iter().any(|input| self.files.contains_key(&input.file))
    }

    /// What was read of the files.
    pub(in crate::run) fn memory(&self, pipeline: &Pipeline) -> Result<Memory, RunError> {
        Memory::of_all(&self.shards, pipeline)
    }

    /// The bytes of a table of receipts, or why there are none.
    pub(in crate::run) fn receipts(&self, file: &str) -> Result<Vec<u8>, String> {
        let shard = self.files.get(file).map(|(_, place)| &self.shards[*place]);
        let bytes = shard.and_then(|shard| shard.bytes(&received(file)).ok());
        bytes.ok_or_else(|| "không đọc được tệp khi tách việc đọc".to_owned())
    }
}

/// The folder itself where it is a shard, else those in it, in order.
fn shards_in(folder: &Path) -> Result<Vec<PathBuf>, ShardError> {
    let is_shard = |path: &Path| path.join("run.json").is_file();
    if is_shard(folder) {
        return Ok(vec![folder.to_owned()]);
    }
    let none = |path: &Path| ShardError::NoShard { path: path.to_owned() };
    let entries = std::fs::read_dir(folder).map_err(|_| none(folder))?.flatten();
    // What a reader left behind that was ended while it wrote is hidden.
    let shown = entries.filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'));
    let mut paths: Vec<PathBuf> = shown.map(|entry| entry.path()).filter(|p| p.is_dir()).collect();
    paths.sort();
    match paths.iter().find(|path| !is_shard(path)) {
        Some(other) => Err(none(other)),
        None if paths.is_empty() => Err(none(folder)),
        None => Ok(paths),
    }
}

/// Whether a shard was read as the run would read its files, and is what was written.
fn fits(shard: &Run, prints: &DeclarationPrints, pipeline: &Pipeline) -> Result<(), ShardError> {
    let (path, record) = (shard.path().to_owned(), shard.record());
    let Some(read) = record.stage(Stage::Ingest) else {
        return Err(ShardError::NoShard { path });
    };
    if read.program != program() {
        let then = build(&record.program, &read.program);
        let now = build(env!("CARGO_PKG_VERSION"), &program());
        return Err(ShardError::OtherBuild { path, then, now });
    }
    let declared = prints.stage(Stage::Ingest);
    if read.declaration != *declared {
        let then = declaration(&record.pipeline, &record.period, &read.declaration);
        let now = declaration(&pipeline.id, &pipeline.period.to_string(), declared);
        return Err(ShardError::OtherDeclaration { path, then, now });
    }
    if spoiled(shard, read).is_some() {
        return Err(ShardError::Spoiled { path });
    }
    Ok(())
}

fn build(version: &str, program: &Fingerprint) -> String {
    format!("{version} ({})", short(program))
}

fn declaration(pipeline: &str, period: &str, print: &Fingerprint) -> String {
    format!("{pipeline} {period} ({})", short(print))
}

/// As much of a fingerprint as tells two apart.
fn short(print: &Fingerprint) -> &str {
    print.as_str().get(..8).unwrap_or_default()
}
