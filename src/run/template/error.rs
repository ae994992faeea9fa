//! Why there is no template.

use crate::model::{Exit, Lang, Level};
use crate::pipeline::{Form, Pipeline};
use crate::run::error::RunError;
use crate::run::show::ShowError;
use crate::text::nearest_word;

/// Why there is no template.
#[derive(Debug)]
pub enum TemplateError {
    /// No form goes by a name.
    NoForm {
        /// The name.
        word: String,
        /// Id of what might be meant.
        near: Option<String>,
        /// Ids of all forms.
        all: Vec<String>,
    },
    /// No unit goes by a name.
    NoUnit {
        /// The name.
        word: String,
        /// Id of what might be meant.
        near: Option<String>,
    },
    /// Several units bear a name.
    Several {
        /// The name.
        word: String,
        /// Their ids, each with the name of the unit above.
        units: Vec<(String, String)>,
    },
    /// A unit does not send a form.
    NotSent {
        /// Name of the unit.
        unit: String,
        /// Name of the form.
        form: String,
        /// The tiers that send it.
        senders: Vec<Level>,
        /// Id of the unit above it that does.
        above: Option<String>,
    },
    /// No unit of the register sends a form.
    NoSenders {
        /// Name of the form.
        form: String,
    },
    /// The form is sent as a list of dossiers, which nobody fills in.
    OfDossiers {
        /// Name of the form.
        form: String,
    },
    /// What a run left cannot be read, or a file cannot be made.
    Run(RunError),
}

impl From<RunError> for TemplateError {
    fn from(error: RunError) -> Self {
        Self::Run(error)
    }
}

impl TemplateError {
    /// No form is called so.
    pub(super) fn no_form(pipeline: &Pipeline, word: &str) -> Self {
        let words = pipeline.forms.iter().flat_map(|form| [form.id.as_str(), &form.name]);
        let near = nearest_word(word, words).and_then(|near| {
            let found = pipeline.forms.iter().find(|form| form.id == near || form.name == near);
            found.map(|form| form.id.clone())
        });
        let all = pipeline.forms.iter().map(|form| form.id.clone()).collect();
        Self::NoForm { word: word.to_owned(), near, all }
    }

    /// A unit is not known, or not alone under its name.
    pub(super) fn unit(error: ShowError) -> Self {
        match error {
            ShowError::Unknown { word, near, .. } => Self::NoUnit { word, near },
            ShowError::Several { word, units } => Self::Several { word, units },
            other => Self::NoUnit { word: other.text(Lang::Vi), near: None },
        }
    }

    /// A unit does not send a form.
    pub(super) fn not_sent(pipeline: &Pipeline, form: &Form, id: &str) -> Self {
        let register = &pipeline.register;
        let ix = register.find_id(id);
        let sends = |ix: &_| form.sent_by.contains(&register.get(*ix).level);
        let above = ix.and_then(|ix| register.line_up(ix).find(sends));
        Self::NotSent {
            unit: ix.map_or_else(|| id.to_owned(), |ix| register.get(ix).name.clone()),
            form: form.name.clone(),
            senders: form.sent_by.clone(),
            above: above.map(|ix| register.get(ix).id.clone()),
        }
    }

    /// How the program ends.
    #[must_use]
    pub fn exit(&self) -> Exit {
        if let Self::Run(error) = self { error.exit() } else { Exit::Usage }
    }

    /// What a person reads.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Run(error), _) => error.say(lang),
            (Self::NoForm { word, .. }, Lang::Vi) => {
                format!("`{word}`: pipeline không có biểu như vậy")
            }
            (Self::NoForm { word, .. }, Lang::En) => {
                format!("`{word}`: the pipeline has no such form")
            }
            (Self::NoUnit { word, .. }, Lang::Vi) => {
                format!("`{word}`: danh mục không có đơn vị như vậy")
            }
            (Self::NoUnit { word, .. }, Lang::En) => {
                format!("`{word}`: the register has no such unit")
            }
            (Self::Several { word, units }, Lang::Vi) => {
                format!("`{word}`: {} đơn vị có tên này", units.len())
            }
            (Self::Several { word, units }, Lang::En) => {
                format!("`{word}`: {} units bear this name", units.len())
            }
            (Self::NotSent { unit, form, senders, .. }, Lang::Vi) => {
                let senders: Vec<&str> = senders.iter().map(|level| level.title()).collect();
                format!("{unit} không gửi {form}; biểu này do {} gửi", senders.join(", "))
            }
            (Self::NotSent { unit, form, senders, .. }, Lang::En) => {
                let senders: Vec<&str> = senders.iter().map(|level| level.word()).collect();
                format!("{unit} does not send {form}, which is sent by: {}", senders.join(", "))
            }
            (Self::OfDossiers { form }, Lang::Vi) => {
                format!(
                    "{form}: gửi dưới dạng danh sách hồ sơ do hệ thống một cửa xuất ra, không có mẫu để điền"
                )
            }
            (Self::OfDossiers { form }, Lang::En) => {
                format!(
                    "{form}: sent as a list of dossiers that a system exports, which nobody fills in"
                )
            }
            (Self::NoSenders { form }, Lang::Vi) => {
                format!("{form}: danh mục không có đơn vị nào gửi biểu này")
            }
            (Self::NoSenders { form }, Lang::En) => {
                format!("{form}: no unit of the register sends this form")
            }
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn hint(&self, lang: Lang) -> Option<String> {
        let asked = |near: &str| format!("{} `{near}`?", lang.pick("có phải là", "did you mean"));
        match self {
            Self::Run(error) => error.hint(lang).map(str::to_owned),
            Self::NoForm { near, all, .. } => {
                let known = format!("{}: {}", lang.pick("có", "there are"), all.join(", "));
                let said = near.iter().map(|near| asked(near)).chain([known]);
                Some(said.collect::<Vec<_>>().join(" "))
            }
            Self::NoUnit { near, .. } => near.as_ref().map(|near| asked(near)),
            Self::Several { units, .. } => {
                let units = units.iter().map(|(id, above)| format!("{id} ({above})"));
                let words = lang.pick("ghi mã đơn vị", "write the id of one");
                Some(format!("{words}: {}", units.collect::<Vec<_>>().join(", ")))
            }
            Self::NotSent { above, .. } => above.as_ref().map(|above| {
                let said = lang.pick("đơn vị gửi biểu này là", "the unit that sends it is");
                format!("{said} {above}")
            }),
            Self::NoSenders { .. } | Self::OfDossiers { .. } => None,
        }
    }

    /// What might be meant in place of the form, or in place of the unit.
    #[must_use]
    pub fn meant(&self) -> Option<(&'static str, &str)> {
        match self {
            Self::NoForm { near, .. } => near.as_deref().map(|near| ("form", near)),
            Self::NoUnit { near, .. } => near.as_deref().map(|near| ("unit", near)),
            Self::Several { units, .. } => units.first().map(|(id, _)| ("unit", id.as_str())),
            Self::NotSent { above, .. } => above.as_deref().map(|above| ("unit", above)),
            Self::NoSenders { .. } | Self::OfDossiers { .. } | Self::Run(_) => None,
        }
    }
}
