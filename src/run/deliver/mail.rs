//! The mail about what is published, with the workbooks or with links to them.

use std::fmt::Write as _;

use crate::model::Sentence;
use crate::pipeline::MailDelivery;

use super::letter::Letter;
use super::parcel::Parcel;

/// Writes the mail and gives it away.
pub(super) fn mail(parcel: &Parcel, letter: &MailDelivery) -> Result<(), Sentence> {
    let mut files = Vec::new();
    if letter.link.is_none() {
        for output in parcel.workbooks() {
            let bytes = parcel.run.bytes(&output.file).map_err(|error| error.sentence())?;
            files.push((output.file.clone(), bytes));
        }
    }
    let written = Letter {
        from: &letter.from,
        to: &letter.to,
        subject: format!("{} – {}", parcel.title, parcel.period),
        text: text(parcel, letter.link.as_deref()),
        files,
        // One run has one mail.
        id: format!("<{}.{}@tthc>", parcel.run_id, parcel.pipeline_id),
        boundary: &parcel.run_id,
    };
    written.send(&letter.sendmail)
}

/// What the mail says.
fn text(parcel: &Parcel, link: Option<&str>) -> String {
    let mut text = format!("{}, {}: đã xuất bản.\n\n", parcel.title, parcel.period);
    for output in parcel.workbooks() {
        // Writing to a String cannot fail.
        let _ = match link {
            None => writeln!(text, "- {}", output.file),
            Some(link) => writeln!(text, "- {}", linked(link, &output.file)),
        };
    }
    let gaps = parcel.run.record().gaps.len();
    if gaps > 0 {
        let _ =
            writeln!(text, "\nCòn {gaps} mục thiếu hoặc không tính được, xem trang \"Phát hiện\".");
    }
    let _ = writeln!(text, "\nLượt {}", parcel.run_id);
    text
}

/// The address of a file behind a link: of a web page, or of a share of Windows.
fn linked(link: &str, file: &str) -> String {
    let between = if link.starts_with(r"\\") { '\\' } else { '/' };
    format!("{}{between}{file}", link.trim_end_matches(['/', '\\']))
}

#[cfg(test)]
mod tests {
    use super::linked;

    #[test]
    fn a_link_ends_with_the_file() {
        for (link, file) in [
            (r"\\may-chu\xep-hang\moi-nhat", r"\\may-chu\xep-hang\moi-nhat\a.xlsx"),
            ("https://noi-bo.vn/xep-hang/", "https://noi-bo.vn/xep-hang/a.xlsx"),
            ("/srv/xep-hang", "/srv/xep-hang/a.xlsx"),
        ] {
            assert_eq!(linked(link, "a.xlsx"), file);
        }
    }
}
