//! A zip package, opened with care: what it declares is looked at before anything is inflated, and every part is
//! inflated through a limit, for declared sizes can lie.

use std::io::{Cursor, Read as _, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::model::Limits;

/// A zip package whose parts together stay below the limit.
pub(super) struct ZipPackage<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// Bytes that may still be inflated.
    left: u64,
    limit: u64,
}

impl<'b> ZipPackage<'b> {
    /// Opens a package; the reason in Vietnamese where it cannot be opened or declares too much.
    pub(super) fn open(bytes: &'b [u8], limits: &Limits) -> Result<Self, String> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| BROKEN.to_owned())?;
        if archive.has_duplicate_names() {
            return Err(TWICE.to_owned());
        }
        // A part that cannot be looked at hides nothing: the others are looked at all the same.
        let sizes =
            (0..archive.len()).map(|index| archive.by_index_raw(index).map_or(0, |p| p.size()));
        let declared = sizes.fold(0u64, u64::saturating_add);
        if declared > limits.inflated {
            return Err(too_large(declared));
        }
        Ok(Self { archive, left: limits.inflated, limit: limits.inflated })
    }

    /// Names of the parts, in order of the package; one that cannot be decoded is left out.
    pub(super) fn names(&self) -> Vec<String> {
        self.archive.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect()
    }

    /// A part by name; `Ok(None)` where there is none or it is damaged, the reason where the parts read so far
    /// are too large together.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, String> {
        let Ok(file) = self.archive.by_name(name) else { return Ok(None) };
        let mut bytes = Vec::new();
        let read = file.take(self.left + 1).read_to_end(&mut bytes);
        let length = bytes.len() as u64;
        if length > self.left {
            return Err(too_large(self.limit + 1));
        }
        self.left -= length;
        Ok(read.is_ok().then_some(bytes))
    }

    /// The first bytes of a part and the size it declares; `None` where there is none or it is damaged.
    pub(super) fn head(&mut self, name: &str, bytes: u64) -> Option<(Vec<u8>, u64)> {
        let file = self.archive.by_name(name).ok()?;
        let size = file.size();
        let mut head = Vec::new();
        // What can be inflated of a broken part is enough.
        let _ = file.take(bytes).read_to_end(&mut head);
        Some((head, size))
    }
}

/// The package with another content in one part; the other parts are taken over as they are packed.
pub(super) fn with_part(bytes: &[u8], path: &str, content: &[u8]) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len())));
    let place = archive.index_for_name(path)?;
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).ok()?;
        if index == place {
            let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
            writer.start_file(path, stored).ok()?;
            writer.write_all(content).ok()?;
        } else {
            writer.raw_copy_file(part).ok()?;
        }
    }
    Some(writer.finish().ok()?.into_inner())
}

/// The archive itself cannot be opened.
pub(super) const BROKEN: &str =
    "tệp bị cắt cụt hoặc hỏng (không mở được gói zip bên trong); hãy gửi lại tệp";

/// Programs differ in which of two parts of one name they show.
const TWICE: &str = "gói zip bên trong tệp có hai phần cùng một tên nên không rõ phần nào đúng; hãy mở bằng Excel, lưu lại rồi gửi lại";

fn too_large(bytes: u64) -> String {
    format!(
        "tệp phình to bất thường khi giải nén (từ {} MB trở lên) nên không được mở; hãy gửi lại bảng tính chỉ có số liệu",
        bytes >> 20
    )
}
