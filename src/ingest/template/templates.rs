//! What the stamps of a file say: of which form, unit and period a template was. What they say stands for the whole file,
//! or for a sheet that brought its own along; where it cannot be used, that is told and the file is read without it.

use std::collections::BTreeMap;

use crate::ingest::findings::file::template_outdated::TEMPLATE_OUTDATED;
use crate::ingest::findings::file::template_unknown::TEMPLATE_UNKNOWN;
use crate::ingest::sender::evidence::SenderEvidence;
use crate::ingest::sender::unused_forms::Among;
use crate::model::{Finding, KnownTemplate, Stamp, StampPlace};
use crate::pipeline::{Register, TemplateMark};

use super::made_for::MadeFor;

/// The templates that the sheets of a file were made from.
#[derive(Debug, Default)]
pub(in crate::ingest) struct Templates<'p> {
    /// By sheet, first that of the whole file; nothing where what is said cannot be used.
    all: BTreeMap<Option<String>, Option<MadeFor<'p>>>,
}

impl<'p> Templates<'p> {
    /// Of the stamps of a file, with what is to be said of them.
    pub(in crate::ingest) fn of(stamps: &[Stamp], among: Among<'p>) -> (Self, Vec<Finding>) {
        let mut scopes: BTreeMap<Option<String>, Vec<&Stamp>> = BTreeMap::new();
        for stamp in stamps {
            let scope = match &stamp.place {
                StampPlace::Name { sheet } => sheet.clone(),
                StampPlace::Property => None,
            };
            scopes.entry(scope).or_default().push(stamp);
        }
        let (mut templates, mut findings) = (Self::default(), Vec::new());
        for (scope, stamps) in scopes {
            let read = mark(&stamps).and_then(|mark| Ok((made_for(&mark, among)?, mark)));
            let in_scope = |finding: Finding| match &scope {
                Some(sheet) => finding.in_sheet(sheet),
                None => finding,
            };
            let made = match read {
                Ok((made, mark)) => {
                    findings.extend(outdated(&made, &mark, among).map(in_scope));
                    Some(made)
                }
                Err(why) => {
                    let message = format!(
                        "không dùng được nhãn của mẫu ({why}); tệp được đọc như tệp không làm trên mẫu; hãy lấy mẫu mới"
                    );
                    findings.push(in_scope(Finding::new(&TEMPLATE_UNKNOWN, message)));
                    None
                }
            };
            templates.all.insert(scope, made);
        }
        (templates, findings)
    }

    /// The template that a sheet was made from.
    pub(in crate::ingest) fn of_sheet(&self, name: &str) -> Option<&MadeFor<'p>> {
        let own = self.all.get(&Some(name.to_owned()));
        own.or_else(|| self.all.get(&None))?.as_ref()
    }

    /// All that can be used.
    pub(in crate::ingest) fn iter(&self) -> impl Iterator<Item = &MadeFor<'p>> {
        self.all.values().flatten()
    }

    /// What is told of them to people.
    pub(in crate::ingest) fn known(&self, register: &Register) -> Vec<KnownTemplate> {
        let known = self.all.iter().filter_map(|(sheet, made)| {
            let made = made.as_ref()?;
            let unit = made.unit.map(|unit| register.get(unit));
            Some(KnownTemplate {
                sheet: sheet.clone(),
                form: made.form.id.clone(),
                form_name: made.form.name.clone(),
                unit: unit.map(|unit| (unit.id.clone(), unit.name.clone())),
                period: made.period,
                is_current: made.is_current,
            })
        });
        known.collect()
    }
}

/// The one mark that all stamps of a place bear; why there is none, in Vietnamese.
fn mark(stamps: &[&Stamp]) -> Result<TemplateMark, String> {
    let mut marks: Vec<(TemplateMark, &Stamp)> = Vec::new();
    for stamp in stamps {
        let wrong = |_| format!("{} ghi \"{}\"", place(stamp), short(&stamp.text));
        marks.push((stamp.text.parse().map_err(wrong)?, stamp));
    }
    if let Some((other, against)) = marks.iter().find(|(mark, _)| *mark != marks[0].0) {
        let (first, stamp) = &marks[0];
        return Err(format!(
            "{} ghi \"{first}\" nhưng {} ghi \"{other}\"",
            place(stamp),
            place(against)
        ));
    }
    marks.pop().map(|(mark, _)| mark).ok_or_else(String::new)
}

const fn place(stamp: &Stamp) -> &'static str {
    match stamp.place {
        StampPlace::Name { .. } => "tên đã đặt tthc_form",
        StampPlace::Property => "thuộc tính tthc_form",
    }
}

/// Letters of a text that are quoted.
const QUOTED: usize = 60;

fn short(text: &str) -> String {
    let plain = crate::text::normal(text);
    match plain.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("{}…", &plain[..end]),
        None => plain,
    }
}

fn made_for<'p>(mark: &TemplateMark, among: Among<'p>) -> Result<MadeFor<'p>, String> {
    let Among { pipeline, units } = among;
    let form = pipeline
        .form(&mark.form)
        .ok_or_else(|| format!("biểu \"{}\" không có trong khai báo", short(&mark.form)))?;
    let unit = match &mark.unit {
        None => None,
        Some(id) => {
            let id = short(id);
            let unit = units
                .find_id(&id)
                .ok_or_else(|| format!("đơn vị có mã \"{id}\" không có trong danh mục"))?;
            let evidence = SenderEvidence::of_template(unit, units);
            if evidence.senders(form, units).is_empty() {
                let name = &units.get(unit).name;
                return Err(format!("{name} không gửi {}", form.name));
            }
            Some(unit)
        }
    };
    let is_current = form.version() == mark.version;
    Ok(MadeFor { form, unit, period: mark.period, is_current })
}

/// An old version is told where its period is the run's: of another one nothing counts anyway.
fn outdated(made: &MadeFor, mark: &TemplateMark, among: Among) -> Option<Finding> {
    if made.is_current || made.period != among.pipeline.period {
        return None;
    }
    let now = made.form.version();
    let message = format!(
        "{} làm trên mẫu cũ (bản {}, nay là bản {now}); số liệu được đọc theo biểu hiện hành; hãy lấy mẫu mới cho lần gửi sau",
        made.form.name,
        short(&mark.version)
    );
    let finding = Finding::new(&TEMPLATE_OUTDATED, message).of_form(&made.form.id);
    let finding = finding.found(short(&mark.version)).expected(now);
    Some(match made.unit {
        Some(unit) => finding.about(&among.pipeline.register.get(unit).id),
        None => finding,
    })
}
