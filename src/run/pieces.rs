//! What a stage made of each file, kept in the run so that what was made of a file that has not changed is not made again.
//! One file of the run a stage; what it holds is told by the stage.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::measure::Counts;
use crate::model::Stage;
use crate::store::{FileRead, Fingerprint, NewRun, Output, Reason, Run, Verified};
use crate::validate::Look;

use super::give_back::GivenBack;
use super::plan::{self, FileLook};
use super::reads::Reads;
use super::{RunError, reading};

/// What is made of a file.
pub(super) trait Piece: Serialize + DeserializeOwned + Clone + Send + Sync {
    /// The stage that makes it.
    const STAGE: Stage;
    /// File of the run.
    const FILE: &'static str;

    /// One that holds one of everything, for its layout.
    fn example() -> Self;

    /// Whether it would be made the same the next time.
    fn lasts(&self) -> bool {
        true
    }
}

impl Piece for Look {
    const STAGE: Stage = Stage::Validate;
    const FILE: &'static str = "data/looks.bin";

    fn example() -> Self {
        Self::example()
    }

    fn lasts(&self) -> bool {
        self.is_whole()
    }
}

impl Piece for Counts {
    const STAGE: Stage = Stage::Measure;
    const FILE: &'static str = "data/counts.bin";

    fn example() -> Self {
        Self::example()
    }
}

/// Whether a file of a run is kept for the next night, and no table of this one.
pub(super) fn is_kept(file: &str) -> bool {
    [reading::KEPT, Look::FILE, Counts::FILE, GivenBack::FILE].contains(&file)
}

/// What is made of the files of a period, in their order.
#[derive(Debug)]
pub(super) struct Made<P> {
    pub(super) pieces: Vec<P>,
    /// Files of which it was made now, and why.
    pub(super) files: Vec<FileRead>,
}

/// As it is stored.
#[derive(Serialize, Deserialize)]
struct Stored<P> {
    layout: Vec<u8>,
    declaration: String,
    files: BTreeMap<String, (Fingerprint, P)>,
}

/// What an earlier run made of each file.
pub(super) struct Held<P> {
    files: BTreeMap<String, (Fingerprint, P)>,
    /// Why none of it can be used.
    nothing: Option<Reason>,
}

impl<P: Piece> Held<P> {
    /// What the run holds that last did the stage.
    pub(super) fn of(base: Option<&Run>, reads: &Reads) -> Self {
        let (files, nothing) = match stored::<P>(base) {
            Ok(stored) if stored.declaration == reads.stage(P::STAGE).as_str() => {
                (stored.files, None)
            }
            Ok(_) => (BTreeMap::new(), Some(Reason::DeclarationChanged)),
            Err(reason) => (BTreeMap::new(), Some(reason)),
        };
        Self { files, nothing }
    }

    /// Why it has to be made of every file again, whatever became of the files.
    pub(super) const fn nothing(&self) -> Option<Reason> {
        self.nothing
    }

    /// Why it has to be made of a file again that is this now; `None` where what is held of it still holds.
    pub(super) fn reason(&self, file: &str, input: &Fingerprint, asked: bool) -> Option<Reason> {
        let read = self.files.get(file).map(|(input, _)| input.as_str());
        let (nothing_kept, input) = (self.nothing, input.as_str());
        FileLook { nothing_kept, read, input, concerned: false, asked }.reason()
    }

    /// What is held of a file.
    pub(super) fn piece(&self, file: &str) -> Option<&P> {
        self.files.get(file).map(|(_, piece)| piece)
    }

    /// What is made of each file now: taken over where it was made from the same, by its fingerprint, or else made.
    pub(super) fn make(
        mut self,
        files: &[(&str, Fingerprint)],
        asked: bool,
        make: impl Fn(usize) -> P + Sync,
    ) -> Made<P> {
        let reasons = files.iter().map(|(file, input)| self.reason(file, input, asked));
        let reasons: Vec<Option<Reason>> = reasons.collect();
        let pieces = files.iter().zip(&reasons).map(|((file, _), reason)| {
            if reason.is_some() { None } else { self.files.remove(*file).map(|(_, piece)| piece) }
        });
        let pieces: Vec<Option<P>> = pieces.collect();
        let pieces = pieces.into_par_iter().enumerate();
        let pieces = pieces.map(|(place, piece)| piece.unwrap_or_else(|| make(place)));
        let made = files.iter().zip(&reasons).filter_map(|((file, _), reason)| {
            Some(FileRead { file: (*file).to_owned(), reason: (*reason)? })
        });
        Made { pieces: pieces.collect(), files: made.collect() }
    }
}

/// What a run stored, or why there is nothing.
fn stored<P: Piece>(base: Option<&Run>) -> Result<Stored<P>, Reason> {
    let (run, record) =
        base.and_then(|run| Some((run, run.record().stage(P::STAGE)?))).ok_or(Reason::NeverRun)?;
    let output = record.outputs.iter().find(|output| output.file == P::FILE);
    let output = output.filter(|_| record.format == plan::format(P::STAGE));
    let output = output.ok_or(Reason::FormatChanged)?;
    let bytes = run.whole(output).map_err(|verified| match verified {
        Verified::Missing => Reason::OutputMissing,
        Verified::Changed | Verified::Whole => Reason::OutputChanged,
    })?;
    let stored: Option<Stored<P>> = postcard::from_bytes(&bytes).ok();
    stored.filter(|stored| stored.layout == layout::<P>()).ok_or(Reason::FormatChanged)
}

/// How a piece is laid out, by an example of one.
fn layout<P: Piece>() -> Vec<u8> {
    postcard::to_stdvec(&P::example()).unwrap_or_default()
}

/// Keeps what was made for the next night.
pub(super) fn keep<P: Piece>(
    draft: &NewRun,
    reads: &Reads,
    files: Vec<(&str, Fingerprint)>,
    pieces: &[P],
    base: Option<&Run>,
) -> Result<Output, RunError> {
    #[derive(Serialize)]
    struct Storing<'p, P> {
        layout: Vec<u8>,
        declaration: &'p str,
        files: BTreeMap<&'p str, (Fingerprint, &'p P)>,
    }
    let files = files.into_iter().zip(pieces).filter(|(_, piece)| piece.lasts());
    let files = files.map(|((file, input), piece)| (file, (input, piece)));
    let declaration = reads.stage(P::STAGE).as_str();
    let storing = Storing { layout: layout::<P>(), declaration, files: files.collect() };
    // What cannot be written down is made again the next time.
    let bytes = postcard::to_stdvec(&storing).unwrap_or_default();
    Ok(draft.file(P::FILE, &bytes, base)?)
}
