//! The run that a person names: by its id or the beginning of it, as `latest`, as so many complete runs before that,
//! or by its folder.

use std::fs;
use std::path::Path;

use super::error::StoreError;
use super::folder::Folder;
use super::run::Run;

/// Why no run goes by a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfound {
    /// Nothing is called so; the newest runs that there are, newest first.
    Unknown(Vec<String>),
    /// Several runs begin so.
    Several(Vec<String>),
    /// There are not so many complete runs.
    TooFew(usize),
}

/// The names under which pipelines have left runs in an output, in order.
///
/// # Errors
/// The folder is not there or cannot be listed.
pub fn pipelines_of(output: &Path) -> Result<Vec<String>, StoreError> {
    let mut names = Vec::new();
    for entry in fs::read_dir(output).map_err(StoreError::at(output))? {
        let entry = entry.map_err(StoreError::at(output))?;
        let is_folder = entry.path().is_dir();
        names.extend(entry.file_name().into_string().ok().filter(|_| is_folder));
    }
    names.sort();
    Ok(names)
}

/// Runs that are named to a person who mistyped one.
const MOST_NAMED: usize = 5;

impl Folder {
    /// The run behind a word.
    ///
    /// # Errors
    /// The run that is meant cannot be read.
    pub fn find(&self, word: &str) -> Result<Result<Run, Unfound>, StoreError> {
        if let Some(back) = steps_back(word) {
            return self.complete(back);
        }
        let folder = Path::new(word);
        if word.contains('/') && folder.join("run.json").is_file() {
            // A link such as `latest` is shown as the run it points to.
            let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
            return Run::open(folder).map(Ok);
        }
        let ids = self.ids()?;
        let mut found: Vec<&String> =
            ids.iter().filter(|id| !word.is_empty() && id.starts_with(word)).collect();
        if let Some(exact) = found.iter().find(|id| id.as_str() == word) {
            found = vec![*exact];
        }
        match found.as_slice() {
            [id] => Run::open(self.path().join("runs").join(id)).map(Ok),
            [] => Ok(Err(Unfound::Unknown(ids.iter().rev().take(MOST_NAMED).cloned().collect()))),
            several => Ok(Err(Unfound::Several(several.iter().copied().cloned().collect()))),
        }
    }

    /// The run that `latest` points to, or so many runs that were published before it.
    fn complete(&self, back: usize) -> Result<Result<Run, Unfound>, StoreError> {
        let Some(latest) = self.latest()? else { return Ok(Err(Unfound::TooFew(0))) };
        if back == 0 {
            return Ok(Ok(latest));
        }
        let id = latest.path().file_name().map(|name| name.to_string_lossy().into_owned());
        let mut seen = 1;
        for earlier in self.ids()?.iter().rev().filter(|other| Some(*other) < id.as_ref()) {
            // One that was spoiled or is of a newer program is no run to count.
            let Ok(run) = Run::open(self.path().join("runs").join(earlier)) else { continue };
            if run.record().may_be_published() {
                if seen == back {
                    return Ok(Ok(run));
                }
                seen += 1;
            }
        }
        Ok(Err(Unfound::TooFew(seen)))
    }
}

/// `latest` is 0 and `latest~2` is 2.
fn steps_back(word: &str) -> Option<usize> {
    match word.strip_prefix("latest")? {
        "" => Some(0),
        rest => rest.strip_prefix('~')?.parse().ok(),
    }
}
