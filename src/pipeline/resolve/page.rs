//! `[page]`: the rankings as one page.

use super::names::Once;
use super::notice::ONE_LINE;
use super::workbook::published_file;
use crate::pipeline::fault::place::At;
use crate::pipeline::page::RankingPage;
use crate::pipeline::written::published::PageDeclaration;

pub(super) fn page(declared: &PageDeclaration, at: &At, files: &mut Once) -> Option<RankingPage> {
    let file = published_file(&declared.file, &at.key("file"), ".html", files);
    let title_at = at.key("title");
    let title = declared.title.optional(&title_at);
    if title.is_some_and(|title| title.trim().is_empty() || title.contains(char::is_control)) {
        title_at.wrong(
            ("tiêu đề trống hoặc nhiều dòng", "an empty title or one of several lines"),
            ONE_LINE,
        );
        return None;
    }
    Some(RankingPage { file: file?, title: title.map(|title| title.trim().to_owned()) })
}
