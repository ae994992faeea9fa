//! Fingerprints of bytes and of declarations: BLAKE3, in hex.

use serde::{Deserialize, Serialize};

/// A fingerprint; equal fingerprints mean equal content.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fingerprint(String);

impl Fingerprint {
    /// Of bytes.
    #[must_use]
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self(blake3::hash(bytes).to_hex().to_string())
    }

    /// Of anything that serialises, in its canonical JSON form.
    ///
    /// # Errors
    /// The value cannot be written as JSON; a defect of the program.
    pub fn of<T: Serialize>(value: &T) -> Result<Self, serde_json::Error> {
        Ok(Self::of_bytes(&serde_json::to_vec(value)?))
    }

    /// As hex.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
