//! What is known of a province while it is begun: its units, and the forms that its examples told so far. Examples are
//! read by these and by the forms that the program brings along, as far as some tier of the province sends them.

use std::path::{Path, PathBuf};

use crate::ingest::Wish;
use crate::model::{Lang, Period};
use crate::pipeline::{
    self, DeclarationError, DeclaredFile, DraftedTable, FORMS, Form, FormDraft, METRICS, Measure,
    Noted, Overrides, Pipeline, PipelineDraft, Register,
};
use crate::run::draft::{drafted, loaded};
use crate::run::error::RunError;
use crate::run::workers::pool::Worker;

use super::begun::{BegunForm, FormOrigin};
use super::error::InitError;
use super::examples::GivenExample;
use super::tried::{count_errors, items, read};
use super::units::RegisterText;

/// A form that the province will declare.
#[derive(Debug)]
pub(super) struct ChosenForm {
    /// Its file below `pipelines/`.
    pub(super) file: String,
    pub(super) text: String,
    pub(super) form: Form,
    /// What it was drafted as; `None` where the program brings it along.
    pub(super) draft: Option<Box<FormDraft>>,
    /// Counts of its own.
    pub(super) measures: Vec<Measure>,
}

/// What is known of a province while it is begun.
#[derive(Debug)]
pub(super) struct Workshop<'u> {
    units: &'u RegisterText,
    pub(super) period: Period,
    pub(super) register: Register,
    /// The forms that the program brings along, in its order.
    brought: Vec<Form>,
    pub(super) chosen: Vec<ChosenForm>,
}

/// An example, read by a form that was drafted from it.
struct TriedDraft {
    chosen: ChosenForm,
    items: usize,
    errors: usize,
}

impl<'u> Workshop<'u> {
    /// A province with these units and no form yet.
    pub(super) fn new(units: &'u RegisterText, period: Period) -> Result<Self, InitError> {
        let brought = pipeline::built_in().map_err(InitError::Composed)?.forms;
        let (register, chosen) = (Register::default(), Vec::new());
        let mut workshop = Self { units, period, register, brought, chosen };
        // Whatever a tier sends: what is wrong now is wrong in the register.
        workshop.register = workshop.resolved(|_| true).map_err(InitError::Register)?.register;
        Ok(workshop)
    }

    /// The pipeline that examples are read by.
    fn words(&self) -> Result<Pipeline, InitError> {
        let is_sent =
            |form: &Form| form.sent_by.iter().any(|level| self.register.has_level(*level));
        self.resolved(is_sent).map_err(InitError::Composed)
    }

    fn resolved(&self, is_wanted: impl Fn(&Form) -> bool) -> Result<Pipeline, DeclarationError> {
        // Below this name nothing of the office can lie.
        let folder = Path::new("(built-in)");
        let file = |name: &str, text: String| DeclaredFile { path: folder.join(name), text };
        let is_free = |form: &Form| {
            let taken = |chosen: &ChosenForm| {
                chosen.form.id == form.id
                    || chosen.form.anchors.iter().any(|anchor| form.anchors.contains(anchor))
            };
            !self.chosen.iter().any(taken)
        };
        let brought = FORMS.iter().zip(&self.brought).filter(|(_, form)| is_free(form));
        let brought = brought.filter(|(_, form)| is_wanted(form));
        let mut files: Vec<DeclaredFile> =
            self.chosen.iter().map(|form| file(&form.file, form.text.clone())).collect();
        files.extend(brought.map(|(built_in, _)| file(built_in.name, built_in.text())));
        let shown = |path: &Path| path.display().to_string();
        let names: Vec<String> = files.iter().map(|file| shown(&file.path)).collect();
        let top = DraftedTable::default()
            .text("title", "-")
            .text("period", &self.period.to_string())
            .text("inbox", "inbox")
            .text("output", "output")
            .text("units", &shown(&self.units.path))
            .texts("forms", &names)
            .text("metrics", &shown(&folder.join(METRICS.name)));
        let measures = self.chosen.iter().flat_map(|form| &form.measures).map(measure_table);
        let draft = PipelineDraft { head: Vec::new(), top, tables: measures.collect() };
        let text = draft.to_toml(Lang::Vi);
        files.push(file(METRICS.name, METRICS.text()));
        files.push(DeclaredFile { path: self.units.path.clone(), text: self.units.text.clone() });
        let path = PathBuf::from("(built-in).toml");
        files.push(DeclaredFile { path: path.clone(), text });
        pipeline::load_held(&path, &files, &Overrides::default())
    }

    /// Finds the form of an example: one that is known and reads it as well as one that is drafted from it, or else that
    /// draft.
    pub(super) fn understand(
        &mut self,
        example: &GivenExample,
        worker: &Worker,
    ) -> Result<BegunForm, InitError> {
        let words = self.words()?;
        let readings = read(example, &words, worker)?;
        let (values, errors) = (items(&readings), count_errors(&readings));
        let begun = |names, origin, values, errors| BegunForm {
            example: example.name.clone(),
            names,
            origin,
            values,
            errors,
        };
        if values == 0 || errors > 0 {
            let tried = self.tried(example, &words, worker)?;
            let better = |tried: &TriedDraft| values == 0 || tried.errors < errors;
            match tried {
                Ok(tried) if better(&tried) => {
                    let TriedDraft { chosen, items, errors } = tried;
                    let names = vec![chosen.form.name.clone()];
                    let origin = match &chosen.draft {
                        Some(draft) => FormOrigin::Drafted(chosen.file.clone(), draft.clone()),
                        None => FormOrigin::Known,
                    };
                    self.chosen.push(chosen);
                    return Ok(begun(names, origin, items, errors));
                }
                Err(none) if values == 0 => return Err(none.into()),
                Ok(_) | Err(_) => {}
            }
        }
        let tables = readings.iter().flat_map(|reading| &reading.tables);
        let mut names = Vec::new();
        for form in tables.filter_map(|table| words.forms.get(table.form.index())) {
            if !names.contains(&form.name) {
                names.push(form.name.clone());
            }
            self.choose(form);
        }
        Ok(begun(names, FormOrigin::Known, values, errors))
    }

    /// Declares a form that the program brings along, if it is one and not declared yet.
    fn choose(&mut self, form: &Form) {
        let is_chosen = self.chosen.iter().any(|chosen| chosen.form.id == form.id);
        let place = self.brought.iter().position(|brought| brought.id == form.id);
        if let Some(built_in) = place.and_then(|place| FORMS.get(place)).filter(|_| !is_chosen) {
            self.chosen.push(ChosenForm {
                file: built_in.name.to_owned(),
                text: built_in.text(),
                form: form.clone(),
                draft: None,
                measures: Vec::new(),
            });
        }
    }

    /// The form drafted from an example, and what it reads in it; why there is none.
    fn tried(
        &self,
        example: &GivenExample,
        words: &Pipeline,
        worker: &Worker,
    ) -> Result<Result<TriedDraft, RunError>, InitError> {
        let mut wish = Wish { words_only: true, ..Wish::default() };
        let draft =
            |wish: &Wish| drafted(&example.name, Ok(example.bytes.clone()), words, wish, worker);
        let mut found = match draft(&wish)? {
            Ok(found) => found,
            Err(none) => {
                return Ok(Err(RunError::NoTable { place: none.place, reason: none.reason }));
            }
        };
        let id = found.form.id.value.clone();
        let is_taken = |id: &str| self.chosen.iter().any(|chosen| chosen.form.id == id);
        if is_taken(&id) {
            wish.id = (2..=u16::MAX).map(|count| format!("{id}-{count}")).find(|id| !is_taken(id));
            if let Ok(again) = draft(&wish)? {
                found = again;
            }
        }
        let mut form = found.form;
        self.set_apart(&mut form);
        let resolved = loaded(&form, &form.to_toml(), words).map_err(RunError::Draft)?;
        // They are declared in the pipeline itself.
        form.brought.clear();
        let measures: Vec<Measure> =
            std::mem::take(&mut form.measures).into_iter().map(|noted| noted.value).collect();
        let all = [words.measures.as_slice(), &measures].concat();
        let alone = Pipeline { forms: vec![resolved.clone()], measures: all, ..words.clone() };
        let readings = read(example, &alone, worker)?;
        let chosen = ChosenForm {
            file: format!("forms/{}.toml", form.id.value),
            text: form.to_toml(),
            form: resolved,
            draft: Some(Box::new(form)),
            measures,
        };
        let (items, errors) = (items(&readings), count_errors(&readings));
        Ok(Ok(TriedDraft { chosen, items, errors }))
    }

    /// A title settles one form only: of a second form below the same title the columns tell.
    fn set_apart(&self, draft: &mut FormDraft) {
        let known = self.chosen.iter().flat_map(|chosen| &chosen.form.anchors);
        let mut same = known.filter(|anchor| draft.anchors.value.contains(anchor));
        if same.next().is_some() {
            let own = format!("{} {}", draft.anchors.value.join(" "), draft.id.value);
            draft.anchors = Noted::plain(vec![own]).assumed(
                "một biểu khác đã có tiêu đề này; biểu này được nhận ra bằng đầu cột",
                "another form bears this title; this one is known by its header",
            );
        }
    }
}

/// A count as a pipeline declares it.
pub(super) fn measure_table(measure: &Measure) -> DraftedTable {
    let Measure { id, title, scale } = measure;
    DraftedTable::new("measure").text("id", id).text("title", title).text("scale", scale)
}
