//! Files checked before they are sent: the same reading and the same rules as at night, on a few files, without disk,
//! process or thread. `checked` is what a night would say of them; `sums` adds their lines up for rules that compare
//! several; `catalogue` has the words of everything that reading and the rules may find. What is said of it as data has a
//! file a word (`finding_json` and those like it), and `page` puts it together for the page that offices check by.

mod catalogue;
mod check_json;
mod checked;
mod code_json;
mod finding_json;
mod inspect_json;
mod page;
mod submission_json;
mod sums;
mod template_json;

pub use catalogue::CATALOGUE;
pub use check_json::CheckJson;
pub use checked::{Checked, checked};
pub use code_json::CodeJson;
pub use finding_json::{FindingJson, PlaceData, SeverityCounts, unit_name};
pub use inspect_json::InspectJson;
pub use page::{PROGRAM, answer};
pub use submission_json::SubmissionJson;
pub use sums::sums;
pub use template_json::TemplateJson;
