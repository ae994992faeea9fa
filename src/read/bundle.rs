//! A .zip of submissions → the files in it. One level: an archive inside is handed over as it is and refused
//! by whoever opens it next. Nothing is written anywhere; names are labels and may not lead out.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::model::{Limits, is_hidden, is_litter};

use super::book::Member;
use super::twice::twice;

/// Most files that an archive may hold.
const MOST_MEMBERS: usize = 20_000;

/// Two files in one place: which of them is meant cannot be told.
const TWICE: &str =
    "trong gói zip có hai tệp cùng một tên nên không rõ tệp nào đúng; không được mở; hãy nén lại";

/// Takes the files out of an archive; why there are none, in Vietnamese.
pub(super) fn open(bytes: &[u8], limits: &Limits) -> Result<Vec<Member>, String> {
    // Held all at once, so together no more than a few files of the largest size.
    open_within(bytes, limits, &mut limits.file.saturating_mul(2))
}

/// [`open`] where `left` bytes may still be taken.
pub(super) fn open_within(
    bytes: &[u8],
    limits: &Limits,
    left: &mut u64,
) -> Result<Vec<Member>, String> {
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|_| super::package::BROKEN.to_owned())?;
    if archive.len() > MOST_MEMBERS {
        return Err(format!(
            "gói zip có {} tệp (giới hạn {MOST_MEMBERS}); hãy gửi thành nhiều gói nhỏ hơn",
            archive.len()
        ));
    }
    let Some(twice) = twice(bytes, &archive) else { return Err(TWICE.to_owned()) };
    let is_twice = |archive: &ZipArchive<_>, index: usize| {
        let raw = || archive.file_names_raw().nth(index);
        !twice.is_empty() && raw().is_some_and(|raw| twice.iter().any(|name| name == raw))
    };
    let mut names = BTreeMap::new();
    let mut members = Vec::new();
    for index in 0..archive.len() {
        let (name, leads_out) = name(&archive, index);
        let last = name.rsplit('/').next().unwrap_or_default();
        if name.is_empty()
            || name.ends_with('/')
            || is_litter(last)
            || name.starts_with("__MACOSX/")
        {
            continue;
        }
        let name = unique(&name, &mut names);
        let bytes = if leads_out {
            Err("tên tệp trong gói zip trỏ ra ngoài gói nên tệp không được mở; hãy nén lại"
                .to_owned())
        } else if is_twice(&archive, index) {
            Err(TWICE.to_owned())
        } else {
            content(&mut archive, index, limits, left)
        };
        members.push(Member { name, bytes });
    }
    if members.is_empty() {
        return Err("gói zip không có tệp nào; hãy gửi lại tệp".to_owned());
    }
    Ok(members)
}

/// The path of a member without what leads out of the archive, and whether anything did.
fn name(archive: &ZipArchive<Cursor<&[u8]>>, index: usize) -> (String, bool) {
    let decoded = archive.name_for_index(index).and_then(Result::ok);
    let written = decoded.map_or_else(String::new, std::borrow::Cow::into_owned).replace('\\', "/");
    // Programs that do not mark UTF-8 write it all the same.
    let raw = archive.file_names_raw().nth(index).and_then(|raw| std::str::from_utf8(raw).ok());
    let written = raw.map_or(written, |raw| raw.replace('\\', "/"));
    // First of all: one between two points would hide the way out.
    let written: String = written.chars().filter(|&c| !is_hidden(c)).collect();
    let is_folder = written.ends_with('/');
    let drive = written.get(1..2) == Some(":");
    let parts: Vec<&str> = written.split('/').collect();
    let leads_out = written.starts_with('/') || drive || parts.contains(&"..");
    let inside = |part: &&str| !part.is_empty() && *part != "." && *part != "..";
    let kept: Vec<&str> = parts.into_iter().filter(inside).collect();
    let clean = kept.join("/");
    (if is_folder { format!("{clean}/") } else { clean }, leads_out)
}

/// A second file of the same name is told apart by a number; `names` holds how often each was seen.
pub(super) fn unique(name: &str, names: &mut BTreeMap<String, u32>) -> String {
    let mut candidate = name.to_owned();
    while names.contains_key(&candidate) {
        let seen = names.entry(name.to_owned()).or_insert(1);
        *seen += 1;
        candidate = format!("{name} ({seen})");
    }
    names.insert(candidate.clone(), 1);
    candidate
}

fn content(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    index: usize,
    limits: &Limits,
    left: &mut u64,
) -> Result<Vec<u8>, String> {
    let file = archive.by_index(index).map_err(|error| match error {
        ZipError::UnsupportedArchive(why) if why == ZipError::PASSWORD_REQUIRED => {
            "gói zip có mật khẩu; hãy bỏ mật khẩu rồi gửi lại".to_owned()
        }
        error => format!("tệp trong gói zip bị hỏng ({error}); hãy nén lại rồi gửi lại"),
    })?;
    if file.is_symlink() {
        return Err("trong gói zip là một liên kết, không phải tệp; không được mở".to_owned());
    }
    let most = limits.file.min(*left);
    let mut bytes = Vec::new();
    let read = file.take(most + 1).read_to_end(&mut bytes);
    if bytes.len() as u64 > most {
        return Err(format!(
            "tệp trong gói zip quá lớn khi giải nén (giới hạn {} MB mỗi tệp, {} MB cả gói); hãy gửi riêng",
            limits.file >> 20,
            limits.file >> 19
        ));
    }
    read.map_err(|error| format!("tệp trong gói zip bị hỏng ({error}); hãy nén lại rồi gửi lại"))?;
    *left -= bytes.len() as u64;
    Ok(bytes)
}
