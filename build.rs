//! The fingerprint of the program: of its sources and of the versions of what it is built from. A stage that another
//! program made is made anew.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

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
    Ok(())
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
