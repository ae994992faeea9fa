//! A whole province on templates: each filled in with figures that add up, and what must be read back from it.

#![expect(clippy::unwrap_used, reason = "a province that cannot be made fails the test")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use tthc::model::{MeasureIx, UnitIx};
use tthc::pipeline::{self, Binding, Form, IndicatorKind, Overrides, Pipeline};

use super::sheet::TemplateSheet;

/// One figure: file, unit, field, measure, value.
pub(crate) type Figure = (String, String, String, String, i64);

/// A template by the name of its file.
pub(crate) type TemplateFile = (String, Vec<u8>);

/// A province whose units filled in all their forms.
pub(crate) struct Filled {
    pub(crate) files: Vec<TemplateFile>,
    pub(crate) figures: BTreeSet<Figure>,
}

pub(crate) fn load(name: &str) -> Pipeline {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("pipelines/{name}.toml"));
    pipeline::load_with(&path, &Overrides::default()).unwrap()
}

/// The templates of a form as the program writes them, by file name.
pub(crate) fn written(pipeline: &str, form: &str, whose: &[&str]) -> Vec<TemplateFile> {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("bieu");
    let output = Command::new(env!("CARGO_BIN_EXE_tthc"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["template", form, "-p", pipeline, "-o"])
        .arg(&out)
        .args(whose)
        .arg("--output")
        .arg(home.path().join("output"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    files_in(&out)
}

/// The files of a folder by name.
pub(crate) fn files_in(folder: &Path) -> Vec<TemplateFile> {
    let mut files: Vec<TemplateFile> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, std::fs::read(path).unwrap())
        })
        .collect();
    files.sort();
    files
}

/// Every form of a pipeline, filled in by every unit that sends it; what adds up other forms comes last.
pub(crate) fn filled(name: &str) -> Filled {
    filled_by(&load(name), |form| written(name, form, &["--all"]))
}

/// The same of templates that come from elsewhere.
pub(crate) fn filled_by(
    pipeline: &Pipeline,
    written: impl Fn(&str) -> Vec<TemplateFile>,
) -> Filled {
    let mut all = Filled { files: Vec::new(), figures: BTreeSet::new() };
    let (others, sums): (Vec<&Form>, Vec<&Form>) =
        pipeline.forms.iter().partition(|form| form.indicators.is_empty());
    for form in others.into_iter().chain(sums) {
        for (file, bytes) in written(&form.id) {
            let sender = sender(pipeline, &file);
            let mut sheet = TemplateSheet::read(&bytes);
            let filler = Filler { pipeline, form, file: &file, sender };
            if form.indicators.is_empty() {
                filler.lines(&mut sheet, &mut all.figures);
            } else {
                filler.indicators(&mut sheet, &mut all.figures);
            }
            all.files.push((file, sheet.bytes()));
        }
    }
    all
}

/// The unit whose id begins the name of a file.
fn sender(pipeline: &Pipeline, file: &str) -> UnitIx {
    let units = pipeline.register.iter().filter(|(_, unit)| file.starts_with(&unit.id));
    units.max_by_key(|(_, unit)| unit.id.len()).unwrap().0
}

struct Filler<'a> {
    pipeline: &'a Pipeline,
    form: &'a Form,
    file: &'a str,
    sender: UnitIx,
}

impl Filler<'_> {
    fn id(&self, measure: MeasureIx) -> &str {
        &self.pipeline.measure(measure).id
    }

    /// Columns of the sheet: what offices add of their own is none of them.
    fn columns(&self) -> Vec<Binding> {
        let columns = self.form.columns.iter();
        let kept = columns.filter(|one| !(one.optional && one.binding == Binding::Printed));
        kept.map(|column| column.binding).collect()
    }

    fn place(&self, wanted: Binding) -> Option<u32> {
        self.columns().iter().position(|one| *one == wanted).map(|at| u32::try_from(at).unwrap())
    }

    fn add(&self, figures: &mut BTreeSet<Figure>, unit: UnitIx, field: &str, id: &str, value: i64) {
        let unit = self.pipeline.register.get(unit).id.clone();
        figures.insert((self.file.to_owned(), unit, field.to_owned(), id.to_owned(), value));
    }

    /// The unit below the sender that a label names.
    fn named(&self, label: &str) -> Option<UnitIx> {
        let register = &self.pipeline.register;
        let label = label.to_lowercase();
        let label = label.strip_prefix("ubnd ").unwrap_or(&label);
        let mut under = register.under(self.sender).into_iter();
        under.find(|ix| register.get(*ix).name.to_lowercase().trim_start_matches("ubnd ") == label)
    }

    fn lines(&self, sheet: &mut TemplateSheet, figures: &mut BTreeSet<Figure>) {
        let label_at = self.place(Binding::Label).unwrap();
        let rows = sheet.rows();
        let (mut unit, mut spare) = (self.sender, 0);
        let mut above = rows[0] - 1;
        for row in rows {
            if row > above + 1 || unit == self.sender && spare == 0 {
                // A line that asks for nothing stands above: a group, or a part.
                let title = sheet.texts.get(&(row - 1, label_at)).cloned().unwrap_or_default();
                unit = self.named(&title).unwrap_or(self.sender);
                spare = 0;
            }
            above = row;
            let label = sheet.texts.get(&(row, label_at)).cloned().unwrap_or_default();
            let (mut unit, mut field) = (unit, label.trim_start_matches("Lĩnh vực ").to_owned());
            if label.is_empty() {
                spare += 1;
                if spare > 1 {
                    continue;
                }
                "Khí tượng".clone_into(&mut field);
                sheet.text((row, label_at), "Lĩnh vực Khí tượng");
            } else if let Some(named) = self.named(&label) {
                (unit, field) = (named, String::new());
            }
            self.line(sheet, figures, row, unit, &field);
        }
    }

    fn line(
        &self,
        sheet: &mut TemplateSheet,
        figures: &mut BTreeSet<Figure>,
        row: u32,
        unit: UnitIx,
        field: &str,
    ) {
        let values = values(i64::from(row) * 7 + i64::from(unit.0) * 3);
        for (at, binding) in (0..).zip(self.columns()) {
            let Binding::Count(measure) = binding else { continue };
            let mut value = values[self.id(measure)];
            if measure_is_whole_of_three(self.form) && self.id(measure) == "received_online" {
                value -= values["received_direct"];
            }
            if sheet.asks.contains_key(&(row, at)) {
                sheet.number((row, at), &value.to_string());
            }
            self.add(figures, unit, field, self.id(measure), value);
        }
        if let Some(note) = self.place(Binding::Note)
            && self.form.has_notes()
        {
            sheet.text((row, note), "Chờ ý kiến của bộ");
        }
    }

    fn indicators(&self, sheet: &mut TemplateSheet, figures: &mut BTreeSet<Figure>) {
        let (label_at, value_at) =
            (self.place(Binding::Label).unwrap(), self.place(Binding::Value).unwrap());
        let texts = sheet.texts.clone();
        let first = *sheet.rows().first().unwrap();
        let mut lines = self.form.indicators.iter().zip(&self.form.official.labels);
        let labels = texts.iter().filter(|((row, at), _)| *at == label_at && *row >= first);
        let sections: Vec<&String> = self.form.sections.iter().map(|one| &one.title).collect();
        for ((row, _), label) in labels.filter(|(_, label)| !sections.contains(label)) {
            let Some((indicator, expected)) = lines.next() else { break };
            assert_eq!(label, expected);
            let Some(value) = &indicator.value else { continue };
            let number = match &value.kind {
                _ if value.ratio.is_some() => continue,
                IndicatorKind::Answer(answers) => i64::from(answers.last().unwrap().code),
                _ => value.agrees_with.as_ref().map_or(12, |agreement| {
                    let whose = agreement.lines;
                    let own = &self.pipeline.register.get(self.sender).id;
                    let mine = figures.iter().filter(|(file, unit, _, id, _)| {
                        let measures = agreement.sum.terms.iter().map(|(_, one)| self.id(*one));
                        let below = unit != own;
                        let counts = match whose {
                            tthc::pipeline::Whose::Own => !below,
                            tthc::pipeline::Whose::Below => below,
                            tthc::pipeline::Whose::Total => true,
                        };
                        counts
                            && sender(self.pipeline, file) == self.sender
                            && agreement.forms.iter().any(|form| file.contains(form.as_str()))
                            && measures.into_iter().any(|measure| measure == id)
                    });
                    mine.map(|figure| figure.4).sum()
                }),
            };
            sheet.number((*row, value_at), &number.to_string());
            self.add(figures, self.sender, "", self.id(value.measure), number);
        }
    }
}

/// Whether what was received is made up of three counts, not of two and the rest.
fn measure_is_whole_of_three(form: &Form) -> bool {
    form.identities.iter().any(|identity| identity.id == "received" && identity.parts.len() == 3)
}

/// Figures of a line that add up.
fn values(seed: i64) -> BTreeMap<&'static str, i64> {
    let seed = seed.rem_euclid(31);
    let (on_time, overdue) = (40 + seed, i64::from(seed % 11 == 0));
    let (open, late) = (3 + seed % 5, i64::from(seed % 13 == 0));
    let received = on_time + overdue + open + late;
    let (direct, carried) = (9 + seed % 7, 4 + seed % 3);
    let responses = 150 + seed;
    BTreeMap::from([
        ("received_total", received),
        ("received_online", received - carried),
        ("received_direct", direct),
        ("received_carried", carried),
        ("resolved_total", on_time + overdue),
        ("resolved_on_time", on_time),
        ("resolved_overdue", overdue),
        ("pending_total", open + late),
        ("pending_on_time", open),
        ("pending_overdue", late),
        ("responses_direct", responses),
        ("responses_online", 250),
        ("very_satisfied", 300),
        ("satisfied", responses - 60),
        ("neutral", 10),
        ("dissatisfied", 0),
        ("very_dissatisfied", 0),
        ("handled_total", received),
        ("handled_on_time", on_time + open),
        ("handled_overdue", overdue + late),
    ])
}
