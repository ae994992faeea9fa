//! Fingerprints of bytes and of declarations: BLAKE3, in hex.

use std::hash::{Hash, Hasher};
use std::io::{self, Read};

use serde::{Deserialize, Serialize};

/// A fingerprint; equal fingerprints mean equal content.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fingerprint(String);

impl Fingerprint {
    /// Of bytes.
    #[must_use]
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self(blake3::hash(bytes).to_hex().to_string())
    }

    /// Of whatever a reader gives, held piece by piece.
    ///
    /// # Errors
    /// The reader fails.
    pub fn of_reader(reader: impl Read) -> io::Result<Self> {
        let mut hasher = blake3::Hasher::new();
        hasher.update_reader(reader)?;
        Ok(Self(hasher.finalize().to_hex().to_string()))
    }

    /// Of anything that serialises, in its canonical JSON form.
    ///
    /// # Errors
    /// The value cannot be written as JSON; a defect of the program.
    pub fn of<T: Serialize>(value: &T) -> Result<Self, serde_json::Error> {
        Ok(Self::of_bytes(&serde_json::to_vec(value)?))
    }

    /// Of anything that can be hashed: quick, and the same only for the same program.
    #[must_use]
    pub fn of_parts(value: &impl Hash) -> Self {
        let mut parts = AllOfIt(blake3::Hasher::new());
        value.hash(&mut parts);
        Self(parts.0.finalize().to_hex().to_string())
    }

    /// As hex.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A hasher that forgets nothing.
struct AllOfIt(blake3::Hasher);

impl Hasher for AllOfIt {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// Never asked for.
    fn finish(&self) -> u64 {
        0
    }
}
