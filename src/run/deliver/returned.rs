//! Forms that go back, mailed to the units that they are for: whenever a person asks, never at night. A unit gets what it
//! was not sent yet. Each mail is noted before the next is written, so that where the machine dies in between the last one
//! comes twice, under the same id, and none is lost.

use serde_json::json;

use crate::model::{Findings, Lang, Sentence, Submissions, Unit};
use crate::pipeline::{Pipeline, ReturnMail};
use crate::publish::{self, Return};
use crate::run::again::artifacts::table;
use crate::run::error::RunError;
use crate::run::folder::folder_of;
use crate::run::kept::declared_then;
use crate::run::request::StopSignal;
use crate::store::{
    Fingerprint, Folder, LogLevel, MailedForm, MailedForms, Run, Verified, log_line, now,
};
use crate::table::Artifact as _;
use crate::text::{moment, unit_key};

use super::clock::in_vietnam;
use super::letter::Letter;
use super::return_delivery::{ReturnDelivery, Returning};
use super::send::in_time;

/// What is asked for.
#[derive(Debug, Clone, Default)]
pub struct ReturnsAsked {
    /// Also for those who have it.
    pub again: bool,
    /// Only to see what would be sent.
    pub dry_run: bool,
    /// The day by which it is to be sent again, as it is told; else the deadline of the forms while it is not over.
    pub until: Option<String>,
}

/// Mails the forms of what is published of the period of a pipeline; `None` where nothing is.
///
/// # Errors
/// Another run holds the lock, or the run or what was sent before cannot be read. That somebody cannot be reached is no
/// error.
pub fn deliver_returns(
    pipeline: &Pipeline,
    mail: &ReturnMail,
    asked: &ReturnsAsked,
    stop: &StopSignal,
) -> Result<Option<Vec<ReturnDelivery>>, RunError> {
    let folder = &folder_of(pipeline);
    if folder.latest()?.is_none() {
        return Ok(None);
    }
    let _lock = match folder.lock()? {
        Ok(lock) => lock,
        Err(holder) => return Err(RunError::Locked { holder }),
    };
    let Some(run) = folder.latest()? else { return Ok(None) };
    let then = declared_then(&run, pipeline, None);
    let findings: Findings = table(&run, Findings::NAME)?;
    let submissions: Submissions = table(&run, Submissions::NAME)?;
    let returns = publish::returns(&then, &findings, &submissions);
    let sent = folder.mailed_forms()?;
    if !asked.dry_run && !returns.is_empty() {
        // What cannot be noted is not sent.
        folder.keep_mailed_forms(&sent)?;
    }
    let (now, stuck) = (pipeline, None);
    let mut round =
        PostRound { now, then: &then, mail, folder, run, asked, submissions, sent, stop, stuck };
    returns.iter().map(|given| round.deliver(given)).collect::<Result<_, _>>().map(Some)
}

/// The forms of a run, and who has got them.
struct PostRound<'r> {
    /// Addresses are those of now.
    now: &'r Pipeline,
    /// Units are those of the run.
    then: &'r Pipeline,
    mail: &'r ReturnMail,
    folder: &'r Folder,
    run: Run,
    asked: &'r ReturnsAsked,
    submissions: Submissions,
    sent: MailedForms,
    stop: &'r StopSignal,
    /// Why no further mail is tried.
    stuck: Option<Sentence>,
}

impl PostRound<'_> {
    /// Sends a form to the addresses of its unit that lack it.
    fn deliver(&mut self, given: &Return) -> Result<ReturnDelivery, RunError> {
        let then = self.then;
        let unit = given.unit.map(|unit| then.register.get(unit));
        let mut delivery = ReturnDelivery {
            unit: unit.map(|unit| (unit.id.clone(), unit.name.clone())),
            file: given.file.clone(),
            to: Vec::new(),
            findings: given.findings.clone(),
            state: Returning::Unknown,
        };
        let Some(unit) = unit else { return Ok(delivery) };
        let contacts = match self.contacts(unit) {
            Ok(contacts) => contacts,
            Err(why) => return Ok(ReturnDelivery { state: Returning::Failed(why), ..delivery }),
        };
        let content = Fingerprint::of(&(&given.findings, &given.wanted))?;
        let before = self.sent.get(&unit.id).filter(|sent| sent.content == content);
        let before = before.filter(|_| !self.asked.again).map_or(&[][..], |sent| &sent.to);
        let lacks = |to: &&String| !before.contains(*to);
        let to: Vec<String> = contacts.iter().filter(lacks).cloned().collect();
        if to.is_empty() {
            let state = if contacts.is_empty() { Returning::NoAddress } else { Returning::Before };
            return Ok(ReturnDelivery { state, to: contacts, ..delivery });
        }
        delivery.to.clone_from(&to);
        delivery.state = if self.asked.dry_run {
            Returning::ToSend
        } else {
            let sent = self.send(given, unit, to, &content);
            match sent.and_then(|()| self.note(unit, &contacts, given, content)) {
                Ok(()) => Returning::Sent,
                Err(why) => Returning::Failed(why),
            }
        };
        Ok(delivery)
    }

    /// Where the forms of a unit go now; not to another unit that came to bear its id.
    fn contacts(&self, unit: &Unit) -> Result<Vec<String>, Sentence> {
        let now = self.now.register.find_id(&unit.id).map(|ix| self.now.register.get(ix));
        let is_it = |now: &&Unit| unit_key(&now.name) == unit_key(&unit.name);
        now.filter(is_it).map(|now| now.contacts.clone()).ok_or_else(|| {
            Sentence::new(
                "danh mục đơn vị nay không còn đơn vị này; chạy lại rồi gửi",
                "the register has this unit no longer; run again before sending",
            )
        })
    }

    fn send(
        &mut self,
        given: &Return,
        unit: &Unit,
        to: Vec<String>,
        content: &Fingerprint,
    ) -> Result<(), Sentence> {
        if let Some(why) = &self.stuck {
            return Err(why.clone());
        }
        let bytes = self.form(&given.file)?;
        let until = self.asked.until.clone().or_else(|| self.due(unit));
        let written = publish::return_letter(self.then, given, until.as_deref());
        // What is tried again bears the id of before; what is sent once more is another mail.
        let before = self.sent.get(&unit.id).map(|sent| sent.at);
        let of = (&self.now.id, self.now.period, &unit.id, content, before);
        let id = Fingerprint::of(&of).map_err(|error| same(&error.to_string()))?;
        let name = given.file.rsplit('/').next().unwrap_or(&given.file).to_owned();
        let mail = self.mail.clone();
        let work = move || {
            let letter = Letter {
                from: &mail.from,
                to: &to,
                subject: written.subject,
                text: written.text,
                files: vec![(name, bytes)],
                id: format!("<{}@tthc>", id.as_str()),
                boundary: id.as_str(),
            };
            letter.send(&mail.sendmail)
        };
        in_time(work, self.stop).unwrap_or_else(|why| {
            // Where one never came back the next would not either.
            self.stuck = Some(why.clone());
            Err(why)
        })
    }

    /// A form as it was published.
    fn form(&self, file: &str) -> Result<Vec<u8>, Sentence> {
        let mut outputs = self.run.record().published();
        let output = outputs.find(|output| output.file == file);
        match output.filter(|output| self.run.verify(output) == Verified::Whole) {
            Some(output) => self.run.bytes(&output.file).map_err(|error| error.sentence()),
            None => Err(Sentence::new(
                format!("{file}: tệp đã mất hoặc bị sửa; chạy lại rồi gửi"),
                format!("{file}: the file is gone or was changed; run again before sending"),
            )),
        }
    }

    /// By when the forms of a unit are due, while the last of them is not over.
    fn due(&self, unit: &Unit) -> Option<String> {
        let own = |id: &Option<String>| id.as_ref() == Some(&unit.id);
        let rows = self.submissions.rows.iter().filter(|row| own(&row.unit_id));
        let due = rows.filter_map(|row| row.due.as_deref()).max()?;
        let now = in_vietnam(now()).strftime("%Y-%m-%dT%H:%M:%S").to_string();
        (due >= now.as_str()).then(|| moment(due))
    }

    /// Notes that a form was sent, where the next call looks and in the log of its run.
    fn note(
        &mut self,
        unit: &Unit,
        to: &[String],
        given: &Return,
        content: Fingerprint,
    ) -> Result<(), Sentence> {
        let run = self.run.record().run.clone();
        let sent =
            MailedForm { to: to.to_vec(), content, file: given.file.clone(), run, at: now() };
        self.sent.insert(unit.id.clone(), sent);
        let fields = json!({ "unit_id": unit.id, "to": to, "file": given.file });
        // What the log lacks stands in the other place.
        let _ = self
            .folder
            .note(self.run.path(), &[log_line(LogLevel::Info, "form returned", &fields)]);
        self.folder.keep_mailed_forms(&self.sent).map_err(|error| {
            let error = error.sentence();
            let why = Sentence::new(
                format!("đã gửi nhưng không ghi lại được: {}", error.say(Lang::Vi)),
                format!("sent, but this could not be noted: {}", error.say(Lang::En)),
            );
            // More that is not noted would be sent twice.
            self.stuck = Some(Sentence::new(
                format!("chưa gửi, vì không ghi lại được: {}", error.say(Lang::Vi)),
                format!("not sent, for it could not be noted: {}", error.say(Lang::En)),
            ));
            why
        })
    }
}

fn same(text: &str) -> Sentence {
    Sentence::new(text, text)
}
