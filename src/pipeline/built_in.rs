//! Measures, metrics and forms that the program brings along: what a province that declares nothing yet is begun
//! with. They are those of `pipelines/`; what prescribes them in one province alone is not told to another.

use std::path::{Path, PathBuf};

use super::declared::DeclaredFile;
use super::fault::DeclarationError;
use super::load::load_held;
use super::meant::Pipeline;
use super::overrides::Overrides;
use super::register::Register;

/// A file of `pipelines/`, as a province begins with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuiltIn {
    /// Its path below `pipelines/`.
    pub name: &'static str,
    text: &'static str,
}

/// A file of `pipelines/`.
macro_rules! shipped {
    ($name:literal) => {
        BuiltIn { name: $name, text: include_str!(concat!("../../pipelines/", $name)) }
    };
}

/// The measures and metrics.
pub const METRICS: BuiltIn = shipped!("metrics.toml");

/// The forms whose counts these are.
pub const FORMS: [BuiltIn; 7] = [
    shipped!("forms/phu-luc-1.toml"),
    shipped!("forms/phu-luc-2.toml"),
    shipped!("forms/phu-luc-3.toml"),
    shipped!("forms/phu-luc-4.toml"),
    shipped!("forms/phu-luc-5.toml"),
    shipped!("forms/bieu-ii-06a.toml"),
    shipped!("forms/tong-hop-mot-cua.toml"),
];

/// What stands for a source that nobody named yet, or that holds in another province alone.
pub const NO_SOURCE: &str = "Chưa ghi văn bản quy định";

/// Words of a source that is a paper of one province: its committee, or a plan of its own.
const OF_ONE_PROVINCE: [&str; 2] = ["UBND tỉnh", "Kế hoạch"];

impl BuiltIn {
    /// Its text, without what prescribes it in one province alone.
    #[must_use]
    pub fn text(&self) -> String {
        let neutral = |line: &str| {
            let own = line.starts_with("source = ")
                && OF_ONE_PROVINCE.iter().any(|words| line.contains(words));
            if own { format!("source = \"{NO_SOURCE}\"\n") } else { line.to_owned() }
        };
        self.text.split_inclusive('\n').map(neutral).collect()
    }

    fn beside(&self, folder: &Path) -> DeclaredFile {
        DeclaredFile { path: folder.join(self.name), text: self.text() }
    }
}

/// A register that stands for none, for a pipeline without one is none.
const NOBODY: &str = "id,level,parent_id,name\n0,province,,0\n";

/// A pipeline of what is built in, for a form that is drafted: its register knows nobody.
///
/// # Errors
/// What is built in is wrong; a defect of the program.
pub fn built_in() -> Result<Pipeline, DeclarationError> {
    let folder = PathBuf::from("(built-in)");
    let forms: Vec<String> = FORMS.iter().map(|form| format!("\"{}\"", form.name)).collect();
    let text = format!(
        "title = \"-\"\nperiod = \"2000\"\ninbox = \"inbox\"\noutput = \"output\"\nunits = \"units.csv\"\n\
         forms = [{}]\nmetrics = \"{}\"\n",
        forms.join(", "),
        METRICS.name
    );
    let path = folder.join("built-in.toml");
    let mut files: Vec<DeclaredFile> =
        FORMS.iter().chain([&METRICS]).map(|file| file.beside(&folder)).collect();
    files.push(DeclaredFile { path: folder.join("units.csv"), text: NOBODY.to_owned() });
    files.push(DeclaredFile { path: path.clone(), text });
    let pipeline = load_held(&path, &files, &Overrides::default())?;
    Ok(Pipeline { register: Register::default(), ..pipeline })
}
