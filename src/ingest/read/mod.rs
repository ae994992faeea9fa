//! Bytes of any file → sheets of cells, or the reason why there are none. Knows neither forms nor units, opens no
//! file and no network, runs no macro, follows no link. It is meant to run in a process that may be lost: a
//! crafted file can end it, see `serve`.
//!
//! `sniff` tells what a file is; one folder a format makes sheets (`layout`: what its library does not tell);
//! `package` keeps zip packages small, `decode` and `legacy` make one encoding of many, `bundle` unpacks archives.

mod book;
mod bundle;
mod cell;
mod decode;
mod docx;
mod draft;
mod format;
mod html;
mod legacy;
mod ods;
mod package;
mod separated;
mod serve;
mod sniff;
mod xls;
mod xlsb;
mod xlsx;
mod xml;
mod xml2003;

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::model::Limits;

pub use book::{Book, Member, Opened};
pub use format::Format;
pub use serve::{Frame, frame, length, receive, serve};

use draft::Budget;
use package::Package;
use sniff::Kind;

/// Reads a file of any kind.
#[must_use]
pub fn read(bytes: &[u8], limits: &Limits) -> Opened {
    let read = catch_unwind(AssertUnwindSafe(|| open(bytes, limits)));
    let crashed = || {
        Err("bộ đọc gặp lỗi khi mở tệp; hãy mở bằng Excel, lưu lại dạng .xlsx rồi gửi lại"
            .to_owned())
    };
    read.unwrap_or_else(|_| crashed()).unwrap_or_else(Opened::Refused)
}

fn open(bytes: &[u8], limits: &Limits) -> Result<Opened, String> {
    let mut budget = Budget::new(limits);
    let budget = &mut budget;
    let (format, drafts, charset) = match sniff::kind(bytes) {
        Kind::Refused(reason) => return Err(reason.to_owned()),
        Kind::Zip => return bundle::open(bytes, limits).map(Opened::Bundle),
        Kind::Xlsx => (Format::Xlsx, xlsx::read(bytes, budget)?, None),
        Kind::Xlsb => (Format::Xlsb, xlsb::read(bytes, budget)?, None),
        Kind::Xls => (Format::Xls, xls::read(bytes, budget)?, None),
        Kind::Ods => (Format::Ods, ods::read(bytes, budget)?, None),
        Kind::Docx => {
            let mut package = Package::open(bytes, limits)?;
            (Format::Docx, docx::read(&mut package, budget)?, None)
        }
        Kind::FlatOds => {
            let text = text(bytes)?;
            (Format::FlatOds, ods::read_flat(&text.text, budget)?, None)
        }
        Kind::Xml2003 => {
            let text = text(bytes)?;
            (Format::Xml2003, xml2003::read(text.text.as_bytes(), budget)?, None)
        }
        Kind::Html => {
            let text = text(bytes)?;
            (Format::Html, html::read(&text.text, budget)?, Some(text.encoding))
        }
        Kind::Text => {
            let text = text(bytes)?;
            (Format::Text, vec![separated::read(&text.text, budget)?], Some(text.encoding))
        }
    };
    Ok(Opened::Book(Book::new(format, charset, drafts)))
}

fn text(bytes: &[u8]) -> Result<decode::Decoded, String> {
    decode::decode(bytes)
        .ok_or_else(|| "tệp không phải bảng tính; hãy lưu lại dạng .xlsx rồi gửi lại".to_owned())
}
