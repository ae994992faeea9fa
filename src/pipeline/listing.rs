//! Which plans of inspection a pipeline file lists, asked before it is known whether the file is a pipeline at all.

use std::path::{Path, PathBuf};

/// The paths of the plans that a file lists, from where the program stands; none where it is no pipeline.
#[must_use]
pub fn plans_listed(file: &Path) -> Vec<PathBuf> {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let table: toml::Table = text.parse().unwrap_or_default();
    let folder = file.parent().unwrap_or(Path::new(""));
    let listed = table.get("inspections").and_then(toml::Value::as_array).into_iter().flatten();
    listed.filter_map(|name| Some(folder.join(name.as_str()?))).collect()
}
