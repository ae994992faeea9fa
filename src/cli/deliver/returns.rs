//! What became of forms that go back, as text and as data.

use schemars::JsonSchema;
use serde::Serialize;

use crate::cli::print::count::counted;
use crate::cli::print::printer::Printer;
use crate::model::Lang;
use crate::pipeline::{Pipeline, ReturnForms, ReturnMail};
use crate::run::{ReturnDelivery, Returning};

/// Lines that are told of those who did not get it; `--json` and stdout have them all.
const MOST_TOLD: usize = 20;

/// What a declaration lacks for mails to be sent, and how to mend it.
pub(super) struct MailLack {
    pub(super) said: &'static str,
    pub(super) hint: &'static str,
}

/// How forms are mailed, or why they cannot be.
pub(super) fn mail_of(pipeline: &Pipeline, lang: Lang) -> Result<&ReturnMail, MailLack> {
    type Both = (&'static str, &'static str);
    let lack = |said: Both, hint: Both| MailLack {
        said: lang.pick(said.0, said.1),
        hint: lang.pick(hint.0, hint.1),
    };
    if pipeline.return_forms == ReturnForms::Never {
        return Err(lack(
            ("pipeline không trả tệp phản hồi nào", "no forms go back by this pipeline"),
            ("bỏ dòng return-forms = \"never\"", "take out the line return-forms = \"never\""),
        ));
    }
    if pipeline.register.iter().all(|(_, unit)| unit.contacts.is_empty()) {
        return Err(lack(
            ("danh mục đơn vị không có địa chỉ nào", "the register has no address of any unit"),
            (
                "thêm cột contact vào tệp danh mục đơn vị, nhiều địa chỉ cách nhau bằng dấu ;",
                "add a column contact to the register, several addresses apart by ;",
            ),
        ));
    }
    pipeline.return_mail.as_ref().ok_or_else(|| {
        lack(
            ("pipeline không khai báo [return-mail]", "no [return-mail] is declared"),
            (
                "thêm hai dòng: [return-mail] và from = \"dia-chi@tinh.vn\"",
                "add two lines: [return-mail] and from = \"address@province.vn\"",
            ),
        )
    })
}

/// A line for each form, as far as it is not told as a failure.
pub(super) fn text(sent: &[ReturnDelivery], lang: Lang) -> String {
    if sent.is_empty() {
        return format!("{}\n", lang.pick("không có tệp phản hồi nào", "no forms go back"));
    }
    let lines = sent.iter().filter_map(|one| {
        let said = match one.state {
            Returning::Sent => lang.pick("đã gửi", "sent"),
            Returning::ToSend => lang.pick("sẽ gửi", "to send"),
            Returning::Before => lang.pick("đã gửi từ trước", "sent before"),
            Returning::Unknown => lang.pick("chưa rõ đơn vị gửi", "of nobody known"),
            Returning::NoAddress | Returning::Failed(_) => return None,
        };
        let findings = counted(one.findings.len(), lang, "phát hiện", "finding");
        let file = &one.file;
        let Some((id, name)) = &one.unit else {
            return Some(format!("{said}: {file}, {findings}\n"));
        };
        Some(format!("{said}: {id} {name} → {}: {file}, {findings}\n", one.to.join(", ")))
    });
    lines.collect()
}

/// Says who did not get it, however quiet the program is to be.
pub(super) fn warn(sent: &[ReturnDelivery], printer: &Printer) {
    let lang = printer.manner().lang;
    let lines = sent.iter().filter_map(|one| {
        let (id, name) = one.unit.as_ref()?;
        match &one.state {
            Returning::NoAddress => Some(format!(
                "{}: {id} {name} ({})",
                lang.pick("chưa có địa chỉ", "no address"),
                one.file
            )),
            Returning::Failed(why) => Some(format!(
                "{} {id} {name}: {}",
                lang.pick("chưa gửi được cho", "not sent to"),
                why.say(lang)
            )),
            _ => None,
        }
    });
    let lines: Vec<String> = lines.collect();
    let shown = printer.most(MOST_TOLD).min(lines.len());
    lines[..shown].iter().for_each(|line| printer.insist(line));
    if lines.len() > shown {
        let more = counted(lines.len() - shown, lang, "đơn vị nữa", "more unit");
        printer.insist(&format!("{more} ({})", lang.pick("-v để xem hết", "-v lists all")));
    }
}

/// A form that goes back.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct ReturnJson<'h> {
    unit_id: Option<&'h str>,
    unit: Option<&'h str>,
    /// Inside the run.
    file: &'h str,
    addresses: &'h [String],
    /// `sent`, `to_send`, `sent_before`, `no_address`, `unknown_unit`, `failed`.
    state: &'static str,
    /// Why it failed.
    message: Option<&'h str>,
    counts: ReturnCounts,
}

/// How much a form tells.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct ReturnCounts {
    findings: usize,
}

/// Forms as data.
pub(super) fn json(sent: &[ReturnDelivery], lang: Lang) -> Vec<ReturnJson<'_>> {
    sent.iter().map(|one| ReturnJson::of(one, lang)).collect()
}

impl<'h> ReturnJson<'h> {
    fn of(one: &'h ReturnDelivery, lang: Lang) -> Self {
        let unit = one.unit.as_ref();
        let (state, message) = match &one.state {
            Returning::Sent => ("sent", None),
            Returning::ToSend => ("to_send", None),
            Returning::Before => ("sent_before", None),
            Returning::NoAddress => ("no_address", None),
            Returning::Unknown => ("unknown_unit", None),
            Returning::Failed(why) => ("failed", Some(why.say(lang))),
        };
        Self {
            unit_id: unit.map(|(id, _)| id.as_str()),
            unit: unit.map(|(_, name)| name.as_str()),
            file: &one.file,
            addresses: &one.to,
            state,
            message,
            counts: ReturnCounts { findings: one.findings.len() },
        }
    }
}
