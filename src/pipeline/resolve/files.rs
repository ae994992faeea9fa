//! Which files a pipeline is declared in: whoever hands it on needs them all.

use std::path::{Path, PathBuf};

use crate::pipeline::fault::place::At;
use crate::pipeline::written::pipeline::Declaration;

/// The pipeline file first, then those it names, each as it is reached from here.
pub(super) fn files(path: &Path, declared: &Declaration, at: &At) -> Vec<PathBuf> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut names: Vec<&String> = Vec::new();
    names.extend(declared.forms.items(&at.key("forms")).into_iter().map(|(_, name)| name));
    names.extend(declared.metrics.optional(&at.key("metrics")));
    names.extend(declared.units.optional(&at.key("units")));
    names.extend(declared.aliases.optional(&at.key("aliases")));
    let named = names.into_iter().map(|name| folder.join(name));
    std::iter::once(path.to_owned()).chain(named).collect()
}
