//! The engine as a page calls it (`README.md` says how): rooms in its memory, and one question. What is asked and
//! answered is the business of `tthc::check::answer`.

#![expect(unsafe_code, reason = "a page knows of this module only addresses")]

use std::alloc::{Layout, alloc as room, dealloc};

/// The program that this was made of, where whoever writes the page looks for it.
#[used]
#[unsafe(link_section = "tthc")]
static PROGRAM: [u8; tthc::check::PROGRAM.len()] = letters(tthc::check::PROGRAM);

const fn letters<const N: usize>(text: &str) -> [u8; N] {
    let (mut letters, mut at) = ([0; N], 0);
    while at < N {
        letters[at] = text.as_bytes()[at];
        at += 1;
    }
    letters
}

/// Bytes in front of an answer: its length, the lowest byte first.
const HEAD: usize = 4;

fn layout(length: usize) -> Option<Layout> {
    Layout::from_size_align(length.max(1), 1).ok()
}

/// Room for a request; no address where there is none.
#[unsafe(no_mangle)]
pub extern "C" fn alloc(length: usize) -> *mut u8 {
    // SAFETY: no room of no bytes is asked for.
    layout(length).map_or(std::ptr::null_mut(), |layout| unsafe { room(layout) })
}

/// Answers a request, and gives its room back.
///
/// # Safety
/// The room is one of [`alloc`], of this length, filled.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn check(address: *mut u8, length: usize) -> *mut u8 {
    // SAFETY: the caller has filled so many bytes.
    let request = unsafe { std::slice::from_raw_parts(address, length) };
    let answer = tthc::check::answer(request);
    if let Some(layout) = layout(length) {
        // SAFETY: it is given back once, as it was asked for.
        unsafe { dealloc(address, layout) };
    }
    let to = alloc(HEAD + answer.len());
    let Ok(size) = u32::try_from(answer.len()) else { return std::ptr::null_mut() };
    if !to.is_null() {
        // SAFETY: there is room for both.
        unsafe {
            to.copy_from_nonoverlapping(size.to_le_bytes().as_ptr(), HEAD);
            to.add(HEAD).copy_from_nonoverlapping(answer.as_ptr(), answer.len());
        }
    }
    to
}

/// Gives the room of an answer back.
///
/// # Safety
/// It is one that [`check`] gave, once.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn free(address: *mut u8) {
    let mut head = [0; HEAD];
    // SAFETY: an answer has a length in front.
    unsafe { head.as_mut_ptr().copy_from_nonoverlapping(address, HEAD) };
    let length = usize::try_from(u32::from_le_bytes(head)).unwrap_or(0);
    if let Some(layout) = layout(HEAD + length) {
        // SAFETY: it is given back as it was asked for.
        unsafe { dealloc(address, layout) };
    }
}
