//! The program's readers of files. A module of its own so that the paths inside it are those of the program.

#[path = "../../src/ingest/read/mod.rs"]
pub mod read;
