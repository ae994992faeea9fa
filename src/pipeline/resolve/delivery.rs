//! `[[deliver]]`: to whom published files are handed on, a folder, a mail or a command each; `[return-mail]`: whom forms
//! come from that go back to their units.

use std::path::{Path, PathBuf};

use super::address::{ADDRESS, address};
use super::names::Once;
use super::place::beside;
use crate::model::Sentence;
use crate::pipeline::delivery::{Delivery, MailDelivery, ReturnMail};
use crate::pipeline::fault::place::At;
use crate::pipeline::fault::said::{InBoth, both};
use crate::pipeline::written::published::{DeliverDeclaration, ReturnMailDeclaration};
use crate::pipeline::written::value::Declared;

/// What a shell runs.
pub(super) const A_COMMAND: InBoth = ("một lệnh trên một dòng", "a command in one line");

/// What a folder has to stay away from.
pub(super) struct Surroundings<'p> {
    /// The folder of the declaration.
    pub(super) folder: &'p Path,
    /// Name of the pipeline.
    pub(super) id: &'p str,
    pub(super) inbox: Option<&'p Path>,
    pub(super) output: Option<&'p Path>,
}

/// The deliveries, in the order of declaration.
pub(super) fn deliveries(
    declared: &[(At, &DeliverDeclaration)],
    around: &Surroundings<'_>,
) -> Vec<Delivery> {
    let mut once = Once::default();
    let deliveries = declared.iter().filter_map(|(at, declared)| {
        let delivery = delivery(declared, at, around)?;
        let name = delivery.name();
        once.first(at, &name, ("mỗi nơi nhận nêu một lần", "somebody who is told once"))
            .then_some(delivery)
    });
    deliveries.collect()
}

fn delivery(declared: &DeliverDeclaration, at: &At, around: &Surroundings<'_>) -> Option<Delivery> {
    let DeliverDeclaration { folder, mail, from, link, sendmail, command } = declared;
    let kinds = [folder.is_missing(), mail.is_missing(), command.is_missing()];
    if kinds.into_iter().filter(|missing| !missing).count() != 1 {
        at.wrong(
            found(kinds),
            ("một trong `folder`, `mail` hoặc `command`", "one of `folder`, `mail` or `command`"),
        );
        return None;
    }
    let of_mail = [("from", from), ("link", link), ("sendmail", sendmail)];
    for (key, value) in of_mail {
        if mail.is_missing() && !value.is_missing() {
            at.key(key).wrong(
                both!("`{key}` mà không có `mail`", "`{key}` without `mail`"),
                ("`mail` đi cùng", "it beside `mail`"),
            );
        }
    }
    if !folder.is_missing() {
        return shelf(folder, &at.key("folder"), around).map(Delivery::Folder);
    }
    if !command.is_missing() {
        return line(command, &at.key("command"), A_COMMAND).map(Delivery::Command);
    }
    let addresses = mail.some_items(&at.key("mail"));
    let to: Vec<Option<String>> = addresses.iter().map(|(at, word)| address(word, at)).collect();
    let from_at = at.key("from");
    let from = from.needed(&from_at, ADDRESS).and_then(|word| address(word, &from_at));
    let link = line(
        link,
        &at.key("link"),
        (
            "địa chỉ một trang hoặc thư mục trên một dòng",
            "an address of a page or folder in one line",
        ),
    );
    let sendmail = program(sendmail, &at.key("sendmail"), around.folder);
    let to = to.into_iter().collect::<Option<Vec<String>>>().filter(|to| !to.is_empty())?;
    Some(Delivery::Mail(MailDelivery { to, from: from?, link, sendmail }))
}

/// `[return-mail]`: whom forms that go back come from.
pub(super) fn return_mail(
    declared: &ReturnMailDeclaration,
    at: &At,
    folder: &Path,
) -> Option<ReturnMail> {
    let ReturnMailDeclaration { from, sendmail } = declared;
    let from_at = at.key("from");
    let from = from.needed(&from_at, ADDRESS).and_then(|word| address(word, &from_at));
    let sendmail = program(sendmail, &at.key("sendmail"), folder);
    Some(ReturnMail { from: from?, sendmail })
}

/// The program that takes mails.
fn program(declared: &Declared<String>, at: &At, folder: &Path) -> PathBuf {
    let expected = ("đường dẫn của một chương trình", "the path of a program");
    let sendmail = line(declared, at, expected);
    beside(folder, sendmail.as_deref().unwrap_or(MailDelivery::SENDMAIL))
}

fn found(missing: [bool; 3]) -> Sentence {
    let named = ["folder", "mail", "command"].into_iter().zip(missing);
    let named: Vec<String> =
        named.filter(|(_, missing)| !missing).map(|(key, _)| format!("`{key}`")).collect();
    if named.is_empty() {
        return Sentence::new("không có ai để gửi", "nobody to hand anything to");
    }
    Sentence::of(|lang| named.join(lang.pick(" cùng với ", " beside ")))
}

/// What is handed on must not come back as a submission, nor lie among the runs.
fn shelf(declared: &Declared<String>, at: &At, around: &Surroundings<'_>) -> Option<PathBuf> {
    let folder = beside(around.folder, &line(declared, at, ("một thư mục", "a folder"))?);
    let home = folder.join(around.id);
    for (key, other) in [("inbox", around.inbox), ("output", around.output)] {
        let Some(other) = other else { continue };
        if home.starts_with(other) || other.starts_with(&home) {
            let folder = folder.display();
            at.wrong(
                both!("`{folder}`, trùng với {key}", "`{folder}`, which is one with the {key}"),
                ("một thư mục tách khỏi inbox và output", "a folder apart from inbox and output"),
            );
            return None;
        }
    }
    Some(folder)
}

/// A text in one line.
fn line(declared: &Declared<String>, at: &At, expected: InBoth) -> Option<String> {
    let word = declared.optional(at)?.trim();
    if word.is_empty() || word.contains(char::is_control) {
        at.wrong(Sentence::same(format!("{word:?}")), expected);
        return None;
    }
    Some(word.to_owned())
}
