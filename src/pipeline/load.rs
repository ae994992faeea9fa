//! Reads a pipeline file and the files it names.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::declared::DeclaredFile;
use super::fault::{DeclarationError, Fault, Faults};
use super::meant::Pipeline;
use super::measure::Measure;
use super::overrides::Overrides;
use super::resolve::{WrittenFiles, pipeline};
use super::written::file;
use crate::model::Sentence;
use crate::pipeline::fault::place::At;
use crate::pipeline::fault::said::InBoth;
use crate::pipeline::form::Form;
use crate::pipeline::resolve::form::form;
use crate::pipeline::resolve::inspection::WrittenPlan;
use crate::pipeline::resolve::names::{A_MEASURE, Names, Once};
use crate::pipeline::resolve::period::period;
use crate::pipeline::resolve::register::aliases::aliases as aliases_of;
use crate::pipeline::resolve::register::offices::offices;
use crate::pipeline::resolve::register::register;
use crate::pipeline::resolve::register::successions::successions as successions_of;
use crate::pipeline::resolve::rules::RuleFiles;
use crate::pipeline::written::file::no_such_file;
use crate::pipeline::written::form::FormDeclaration;
use crate::pipeline::written::inspection::InspectionDeclaration;
use crate::pipeline::written::pipeline::Declaration;
use crate::pipeline::written::value::{Declared, ValueType};

/// Reads and resolves a pipeline as it is declared.
///
/// # Errors
/// All faults of all files of the pipeline.
pub fn load(path: &Path) -> Result<Pipeline, DeclarationError> {
    load_with(path, &Overrides::default())
}

/// Reads and resolves a pipeline, with some of it set for this run.
///
/// # Errors
/// All faults of all files of the pipeline, also of keys that are set for this run.
pub fn load_with(path: &Path, overrides: &Overrides) -> Result<Pipeline, DeclarationError> {
    resolved(path, Texts::OnDisk, DeclaredExtent::Whole, overrides)
}

/// The same for a form that is about to be drafted: a pipeline may have no form yet, and what can only be resolved
/// when it has one (metrics, rankings, what is published) is then left for later.
///
/// # Errors
/// All faults of what is left.
pub fn load_for_drafting(path: &Path, overrides: &Overrides) -> Result<Pipeline, DeclarationError> {
    resolved(path, Texts::OnDisk, DeclaredExtent::Drafting, overrides)
}

/// Resolves a pipeline whose files are not on a disk, or not yet.
///
/// # Errors
/// All faults of all files of the pipeline.
pub fn load_held(
    path: &Path,
    files: &[DeclaredFile],
    overrides: &Overrides,
) -> Result<Pipeline, DeclarationError> {
    resolved(path, Texts::Held(files), DeclaredExtent::Whole, overrides)
}

/// Where the files of a declaration stand.
#[derive(Clone, Copy)]
enum Texts<'f> {
    OnDisk,
    Held(&'f [DeclaredFile]),
}

impl Texts<'_> {
    /// The text of a file as it is; `Err` says in words why there is none.
    fn of(self, path: &Path) -> Result<String, Sentence> {
        match self {
            Self::OnDisk => file::text(path),
            Self::Held(files) => {
                let held = files.iter().find(|file| file.path == path);
                held.map(|file| file.text.clone()).ok_or_else(no_such_file)
            }
        }
    }
}

/// How much of a pipeline is wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum DeclaredExtent {
    Whole,
    Drafting,
}

fn resolved(
    path: &Path,
    texts: Texts<'_>,
    extent: DeclaredExtent,
    overrides: &Overrides,
) -> Result<Pipeline, DeclarationError> {
    let faults = Faults::default();
    let pipeline = read_all(path, texts, extent, overrides, &faults);
    let faults = faults.sorted();
    pipeline.filter(|_| faults.is_empty()).ok_or(DeclarationError { faults })
}

/// Reads a form that is no file yet, as if it were one; `measures` are the counts that it may bind.
///
/// # Errors
/// All faults of the form.
pub fn form_of(source: &str, measures: &[Measure]) -> Result<Form, DeclarationError> {
    let faults = Faults::default();
    let ids = measures.iter().map(|measure| measure.id.clone()).collect();
    let names = Names { what: A_MEASURE, ids, complete: true };
    let declared = file::toml::<FormDeclaration>(source, Path::new(DRAFT), &faults);
    let form = declared.and_then(|(declared, at)| form(&declared, &at, &[], &names, &names));
    let faults = faults.sorted();
    form.filter(|_| faults.is_empty()).ok_or(DeclarationError { faults })
}

/// What stands for the name of a file in the faults of a form that is none yet.
const DRAFT: &str = "(bản nháp)";

fn read_all(
    path: &Path,
    texts: Texts<'_>,
    extent: DeclaredExtent,
    overrides: &Overrides,
    faults: &Faults,
) -> Option<Pipeline> {
    let text = typed(path, texts, ("một tệp pipeline", "a pipeline file"), faults)?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut files = FilesRead { folder, texts, read: Vec::new() };
    let source = files.keep(path.to_owned(), text);
    let mut declared = file::toml_with::<Declaration>(&source, path, &overrides.set, faults)?;
    if extent == DeclaredExtent::Drafting && declared.0.forms.written() == 0 {
        declared.0 = before_forms(declared.0);
    }
    let (file, at) = &declared;
    let forms = files.forms(file, at, extent);
    let metrics_at = at.key("metrics");
    let metrics = file.metrics.optional(&metrics_at);
    let metrics = metrics
        .and_then(|path| files.toml(&metrics_at, path, ("một tệp chỉ tiêu", "a file of metrics")));
    let settled = period(file, at, overrides);
    let period = settled.0;
    let units_at = at.key("units");
    let units = file.units.text(&units_at);
    let units = units.and_then(|units| {
        let source =
            files.text(&units_at, &units, ("một danh mục đơn vị", "a register of units"))?;
        Some((source, files.folder.join(units)))
    });
    let register = units.as_ref().and_then(|(source, path)| register(source, path, period, faults));
    let aliases_at = at.key("aliases");
    let aliases = file.aliases.optional(&aliases_at).and_then(|name| {
        Some((
            files.text(&aliases_at, name, ("một bảng tên gọi khác", "a table of aliases"))?,
            files.folder.join(name),
        ))
    });
    let register = match (register, aliases) {
        (Some(register), Some((source, path))) => {
            let ids: Vec<&str> = register.iter().map(|(_, unit)| unit.id.as_str()).collect();
            let more = aliases_of(&source, &path, &ids, faults);
            Some(register.with_aliases(&more))
        }
        (register, _) => register,
    };
    let successions_at = at.key("successions");
    let successions = file.successions.optional(&successions_at).and_then(|name| {
        let source = files.text(
            &successions_at,
            name,
            ("một bảng đơn vị kế tiếp", "a table of successions"),
        )?;
        let units = units.as_ref().filter(|_| register.is_some())?;
        Some(successions_of(&source, &files.folder.join(name), &units.0, faults))
    });
    let successions = successions.unwrap_or_default();
    let offices = offices(&file.level.items(&at.key("level")));
    let register = register.map(|register| register.with_offices(offices));
    let inspections = files.inspections(file, at);
    let rules = rules(&overrides.rules, faults)?;
    let files = files.read;
    let written = WrittenFiles {
        path,
        files,
        pipeline: declared,
        forms,
        metrics,
        rules,
        units,
        register,
        inspections,
        successions,
    };
    pipeline(written, settled, overrides)
}

/// What a pipeline declares without its forms: all that goes by them waits until there are some.
fn before_forms(declared: Declaration) -> Declaration {
    Declaration {
        inspections: Declared::Missing,
        deadline: Declared::Missing,
        check: Declared::Missing,
        waiver: Declared::Missing,
        metric: Declared::Missing,
        ranking: Declared::Missing,
        workbook: Declared::Missing,
        notice: Declared::Missing,
        page: Declared::Missing,
        districts: Declared::Missing,
        ..declared
    }
}

/// The text of a file that somebody named; one that cannot be read is a fault.
fn typed(path: &Path, texts: Texts<'_>, expected: InBoth, faults: &Faults) -> Option<String> {
    let wrong = |found| {
        faults.push(Fault {
            file: path.display().to_string(),
            line: None,
            path: String::new(),
            found,
            expected: expected.into(),
            hint: None,
        });
    };
    texts.of(path).map_err(wrong).ok()
}

/// Files of rules that are tried. They are no part of what is declared.
fn rules(paths: &[PathBuf], faults: &Faults) -> Option<RuleFiles> {
    let files = paths.iter().map(|path| {
        let text = typed(path, Texts::OnDisk, ("một tệp quy định", "a file of rules"), faults)?;
        file::toml(text.strip_prefix('\u{feff}').unwrap_or(&text), path, faults)
    });
    // Each is looked at, so that all faults are told.
    let files: Vec<Option<_>> = files.collect();
    files.into_iter().collect()
}

/// The files of a declaration while they are read, the pipeline file first.
struct FilesRead<'p> {
    /// Where the names of the others begin.
    folder: &'p Path,
    texts: Texts<'p>,
    read: Vec<DeclaredFile>,
}

impl FilesRead<'_> {
    /// Keeps a file as it is; gives what is declared in it.
    fn keep(&mut self, path: PathBuf, text: String) -> String {
        let file = DeclaredFile { path, text };
        let content = file.content().to_owned();
        self.read.push(file);
        content
    }

    /// The text of the file that a key names; one that cannot be read is a fault of the key.
    fn text(&mut self, at: &At, name: &str, expected: InBoth) -> Option<String> {
        let path = self.folder.join(name);
        let text = self.texts.of(&path).map_err(|why| {
            let found = Sentence::of(|lang| format!("`{name}` ({})", why.say(lang)));
            at.wrong(found, expected);
        });
        text.ok().map(|text| self.keep(path, text))
    }

    /// The forms, each named once; `None` for one that could not be read.
    fn forms(
        &mut self,
        declared: &Declaration,
        at: &At,
        extent: DeclaredExtent,
    ) -> Vec<Option<(FormDeclaration, At)>> {
        let (mut seen, mut forms) = (Once::default(), Vec::new());
        let at = at.key("forms");
        let listed = match extent {
            DeclaredExtent::Whole => declared.forms.some_items(&at),
            DeclaredExtent::Drafting => declared.forms.items(&at),
        };
        for (at, form) in listed {
            if seen.first(&at, form, ("mỗi biểu nêu một lần", "a form named once")) {
                forms.push(self.toml(&at, form, ("một tệp biểu mẫu", "a form file")));
            }
        }
        if forms.len() < declared.forms.written() {
            forms.push(None);
        }
        forms
    }

    /// The plans of inspection, each listed once.
    fn inspections(&mut self, declared: &Declaration, at: &At) -> Vec<WrittenPlan> {
        let expected = ("một tệp kế hoạch kiểm tra", "a file of a plan of inspection");
        let once = ("mỗi kế hoạch nêu một lần", "a plan that is listed once");
        let mut seen = Once::default();
        let items = declared.inspections.items(&at.key("inspections"));
        let plans = items.into_iter().filter_map(|(at, name)| {
            if !seen.first(&at, name, once) {
                return None;
            }
            let file = self.toml::<InspectionDeclaration>(&at, name, expected)?;
            Some(WrittenPlan { listed: (at, PathBuf::from(name)), file })
        });
        plans.collect()
    }

    /// The file that a key names, as written.
    fn toml<T>(&mut self, at: &At, name: &str, expected: InBoth) -> Option<(T, At)>
    where
        T: ValueType + for<'de> Deserialize<'de>,
    {
        let source = self.text(at, name, expected)?;
        file::toml(&source, &self.folder.join(name), at.faults())
    }
}
