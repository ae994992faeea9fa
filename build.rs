//! The fingerprint of the program: of its sources and of the versions of what it is built from. A stage that another
//! program made is made anew. And the registers of the country, packed, as the program carries them.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

/// The registers that `tthc register` prints.
const REGISTERS: &str = "pipelines/units/vietnam";

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut files = BTreeMap::new();
    for name in ["src", "Cargo.toml", "Cargo.lock"] {
        println!("cargo:rerun-if-changed={name}");
        gather(&root, &root.join(name), &mut files)?;
    }
    let mut hasher = DefaultHasher::new();
    files.hash(&mut hasher);
    println!("cargo:rustc-env=TTHC_PROGRAM={:016x}", hasher.finish());
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("registers.zip");
    println!("cargo:rerun-if-changed={REGISTERS}");
    pack(&root.join(REGISTERS), &out)
}

/// The tables of a folder as one archive, where any of them is newer than that; the same tables give the same bytes.
#[expect(clippy::disallowed_methods, reason = "what is built lies where cargo says")]
fn pack(folder: &Path, out: &Path) -> io::Result<()> {
    let mut tables = BTreeMap::new();
    gather(folder, folder, &mut tables)?;
    tables.retain(|name, _| name.extension().is_some_and(|ending| ending == "csv"));
    let packed = fs::metadata(out).and_then(|made| made.modified());
    let is_older = |name: &PathBuf| -> io::Result<bool> {
        let changed = fs::metadata(folder.join(name))?.modified()?;
        Ok(packed.as_ref().is_ok_and(|packed| changed < *packed))
    };
    if tables.keys().map(is_older).collect::<io::Result<Vec<_>>>()?.iter().all(|older| *older) {
        return Ok(());
    }
    let mut writer = ZipWriter::new(io::Cursor::new(Vec::new()));
    let plain = SimpleFileOptions::default().last_modified_time(DateTime::default());
    for (name, bytes) in tables {
        writer.start_file(name.display(), plain)?;
        writer.write_all(&bytes)?;
    }
    fs::write(out, writer.finish()?.into_inner())
}

/// The bytes of a file, or of all files below a folder, by their places below the root.
fn gather(root: &Path, path: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) -> io::Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            gather(root, &entry?.path(), files)?;
        }
    } else {
        let place = path.strip_prefix(root).unwrap_or(path).to_owned();
        files.insert(place, fs::read(path)?);
    }
    Ok(())
}
