//! Bytes of any file → sheets of cells, or the reason why there are none. Knows neither forms nor units, opens no
//! file and no network, runs no macro, follows no link. It is meant to run in a process that may be lost: a
//! crafted file can end it.
//!
//! `sniff` tells what a file is; one folder a format makes sheets (`layout`: what its library does not tell);
//! `package` keeps zip packages small, `decode` and `legacy` make one encoding of many, `bundle` unpacks archives;
//! `findings` is what they may find on their own, a code a file; `stamp` what a program left beside its sheets to know
//! the workbook again.

mod book;
mod bundle;
mod cell;
mod covered;
mod decode;
mod docx;
mod draft;
pub(crate) mod findings;
mod format;
mod hour;
mod html;
mod legacy;
mod letters;
mod mail;
mod ods;
mod package;
mod runs;
mod separated;
mod shown;
mod sniff;
mod stamp;
mod twice;
mod xls;
mod xlsb;
mod xlsx;
mod xml;
mod xml2003;

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::model::Limits;

pub use book::{Book, Member, Opened};
pub use format::Format;
pub use separated::{SeparatedRow, TextRows};
pub use xlsx::footer::footers;

use draft::Budget;
use package::ZipPackage;
use sniff::FileKind;
use stamp::kept::Stamps;
use stamp::markup;

/// Reads a file of any kind.
#[must_use]
pub fn read(bytes: &[u8], limits: &Limits) -> Opened {
    read_sheets(bytes, limits, &|_| true)
}

/// Reads a file of any kind, of which only the sheets of some names are wanted; others may be among those that are
/// given.
pub(crate) fn read_sheets(
    bytes: &[u8],
    limits: &Limits,
    is_wanted: &dyn Fn(&str) -> bool,
) -> Opened {
    let read = catch_unwind(AssertUnwindSafe(|| open(bytes, limits, is_wanted)));
    let crashed = || {
        Err("bộ đọc gặp lỗi khi mở tệp; hãy mở bằng Excel, lưu lại dạng .xlsx rồi gửi lại"
            .to_owned())
    };
    read.unwrap_or_else(|_| crashed()).unwrap_or_else(Opened::Refused)
}

/// A text with separators, to be looked at row by row; `None` where it is none.
#[must_use]
pub fn text_rows(bytes: &[u8]) -> Option<TextRows> {
    let FileKind::Book(Format::Text) = sniff::kind(bytes) else { return None };
    Some(TextRows::new(decode::decode(bytes)?.text))
}

fn open(bytes: &[u8], limits: &Limits, is_wanted: &dyn Fn(&str) -> bool) -> Result<Opened, String> {
    match sniff::kind(bytes) {
        FileKind::Refused(reason) => Err(reason.to_owned()),
        FileKind::Bundle => bundle::open(bytes, limits).map(Opened::Bundle),
        FileKind::Letters => letters::open(bytes, limits).map(Opened::Bundle),
        FileKind::Book(format) => book(format, bytes, limits, is_wanted).map(Opened::Book),
    }
}

fn book(
    format: Format,
    bytes: &[u8],
    limits: &Limits,
    is_wanted: &dyn Fn(&str) -> bool,
) -> Result<Book, String> {
    let (budget, stamps) = (&mut Budget::new(limits), &mut Stamps::default());
    let drafts = match format {
        Format::Xlsx => xlsx::read(bytes, budget, stamps, is_wanted)?,
        Format::Xlsb => xlsb::read(bytes, budget, stamps)?,
        Format::Xls => xls::read(bytes, budget, stamps)?,
        Format::Ods => ods::read(bytes, budget, stamps)?,
        Format::Docx => docx::read(&mut ZipPackage::open(bytes, limits)?, budget)?,
        Format::FlatOds | Format::Xml2003 | Format::Html | Format::Text => {
            let decoded = text(bytes)?;
            let text = decoded.text.as_str();
            if matches!(format, Format::FlatOds | Format::Xml2003) {
                markup::of_text(text, stamps);
            }
            let drafts = match format {
                Format::FlatOds => ods::read_flat(text, budget)?,
                Format::Xml2003 => xml2003::read(text.as_bytes(), budget)?,
                Format::Html => html::read(text, budget)?,
                _ => vec![separated::read(text, budget)?],
            };
            return Ok(Book::new(format, Some(decoded.encoding), drafts, stamps));
        }
    };
    Ok(Book::new(format, None, drafts, stamps))
}

fn text(bytes: &[u8]) -> Result<decode::DecodedText, String> {
    decode::decode(bytes)
        .ok_or_else(|| "tệp không phải bảng tính; hãy lưu lại dạng .xlsx rồi gửi lại".to_owned())
}
