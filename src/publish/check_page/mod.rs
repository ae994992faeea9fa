//! The page by which an office checks a file before it sends it: the engine, the declaration and the words in one file that
//! asks no network for anything. What it shows is found by the engine (`kiem-tra/`); the page draws it.

mod base64;
mod words;
mod write;

pub use write::check_page;
