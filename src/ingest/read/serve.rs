//! Reading in another process: the files it is given and what it answers, as frames on a pipe. A frame is its
//! length (four bytes, little end first) and its bytes. An answer is sent sheet by sheet, so that neither side
//! holds it twice.

use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};

use crate::model::{Finding, Limits, Sheet};

use super::book::{Book, Member, Opened};
use super::format::Format;

/// A piece of an answer.
#[derive(Debug, Serialize, Deserialize)]
pub enum Frame {
    /// The file holds sheets, which follow.
    Book {
        /// How they were written.
        format: Format,
        /// Encoding of a text file.
        charset: Option<String>,
        /// What could not be read.
        findings: Vec<Finding>,
    },
    /// A sheet.
    Sheet(Sheet),
    /// The file holds other files, which follow.
    Bundle,
    /// A file in an archive.
    Member(Member),
    /// The file is not read.
    Refused(String),
    /// The answer is complete.
    End,
}

/// Answers for each file that comes in until no more do.
///
/// # Errors
/// The other side is gone.
pub fn serve(mut input: impl Read, mut output: impl Write, limits: &Limits) -> io::Result<()> {
    while let Some(bytes) = receive(&mut input)? {
        let mut send = |frame: &Frame| -> io::Result<()> {
            let bytes = postcard::to_stdvec(frame).map_err(io::Error::other)?;
            output.write_all(&length(bytes.len())?)?;
            output.write_all(&bytes)
        };
        match super::read(&bytes, limits) {
            Opened::Refused(reason) => send(&Frame::Refused(reason))?,
            Opened::Bundle(members) => {
                send(&Frame::Bundle)?;
                members.into_iter().try_for_each(|member| send(&Frame::Member(member)))?;
            }
            Opened::Book(Book { format, charset, sheets, findings }) => {
                send(&Frame::Book { format, charset, findings })?;
                sheets.into_iter().try_for_each(|sheet| send(&Frame::Sheet(sheet)))?;
            }
        }
        send(&Frame::End)?;
        output.flush()?;
    }
    Ok(())
}

/// The next frame as bytes; `None` where the other side has closed the pipe.
///
/// # Errors
/// The pipe ends inside a frame.
pub fn receive(input: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut head = [0; 4];
    let first = input.read(&mut head)?;
    if first == 0 {
        return Ok(None);
    }
    input.read_exact(&mut head[first..])?;
    let mut bytes = Vec::new();
    let expected = u64::from(u32::from_le_bytes(head));
    input.take(expected).read_to_end(&mut bytes)?;
    if (bytes.len() as u64) < expected {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(Some(bytes))
}

/// The head of a frame of so many bytes.
///
/// # Errors
/// More bytes than a frame can hold.
pub fn length(bytes: usize) -> io::Result<[u8; 4]> {
    u32::try_from(bytes).map(u32::to_le_bytes).map_err(io::Error::other)
}

/// A frame as bytes → what it says.
///
/// # Errors
/// The bytes are no frame.
pub fn frame(bytes: &[u8]) -> io::Result<Frame> {
    postcard::from_bytes(bytes).map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use super::{Frame, frame, length, receive, serve};
    use crate::model::Limits;

    #[test]
    fn every_file_is_answered_in_turn() {
        let file = "STT;Tổng\n1;60\n".as_bytes();
        let mut input = Vec::new();
        for bytes in [file, b"", b"%PDF"] {
            input.extend(length(bytes.len()).unwrap());
            input.extend(bytes);
        }
        let mut output = Vec::new();
        serve(input.as_slice(), &mut output, &Limits::DEFAULT).unwrap();
        let mut answer = output.as_slice();
        let mut kinds = Vec::new();
        while let Some(bytes) = receive(&mut answer).unwrap() {
            kinds.push(match frame(&bytes).unwrap() {
                Frame::Book { .. } => "book",
                Frame::Sheet(_) => "sheet",
                Frame::Refused(_) => "refused",
                Frame::End => "end",
                Frame::Bundle | Frame::Member(_) => "bundle",
            });
        }
        assert_eq!(kinds, ["book", "sheet", "end", "refused", "end", "refused", "end"]);
    }
}
