//! What goes through the pipe between a run and its workers: frames, each its length (four bytes, little end first) and
//! its bytes.

use std::io::{self, Read, Write};

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Sends a frame of bytes.
pub(super) fn send(output: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
    output.write_all(&length.to_le_bytes())?;
    output.write_all(bytes)
}

/// The longest frame there is.
pub(super) const LONGEST: u64 = u32::MAX as u64;

/// The next frame as bytes; `None` where the other side has closed the pipe. One that is said to be longer than `most`
/// is not taken in.
pub(super) fn receive(input: &mut impl Read, most: u64) -> io::Result<Option<Vec<u8>>> {
    let mut head = [0; 4];
    let first = input.read(&mut head)?;
    if first == 0 {
        return Ok(None);
    }
    input.read_exact(&mut head[first..])?;
    let mut bytes = Vec::new();
    let expected = u64::from(u32::from_le_bytes(head));
    if expected > most {
        return Err(io::ErrorKind::InvalidData.into());
    }
    input.take(expected).read_to_end(&mut bytes)?;
    if (bytes.len() as u64) < expected {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(Some(bytes))
}

/// As bytes of a frame.
pub(super) fn encode<T: Serialize>(value: &T) -> io::Result<Vec<u8>> {
    postcard::to_stdvec(value).map_err(io::Error::other)
}

/// What a frame says.
pub(super) fn decode<T: DeserializeOwned>(bytes: &[u8]) -> io::Result<T> {
    postcard::from_bytes(bytes).map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, receive, send};

    #[test]
    fn frames_come_out_as_they_went_in() {
        let mut pipe = Vec::new();
        for bytes in [&b"abc"[..], b"", b"%PDF"] {
            send(&mut pipe, bytes).unwrap();
        }
        let mut rest = pipe.as_slice();
        assert_eq!(receive(&mut rest, LONGEST).unwrap().unwrap(), b"abc");
        assert_eq!(receive(&mut rest, LONGEST).unwrap().unwrap(), b"");
        assert!(receive(&mut { rest }, 3).is_err(), "longer than it may be");
        let mut cut = &rest[..rest.len() - 1];
        assert!(receive(&mut cut, LONGEST).is_err());
        assert_eq!(receive(&mut rest, LONGEST).unwrap().unwrap(), b"%PDF");
        assert!(receive(&mut rest, LONGEST).unwrap().is_none());
    }
}
