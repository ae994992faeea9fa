//! `[notice]`: the notice that an office signs.

use super::choices::{choice, listed};
use super::names::{Names, Once};
use super::workbook::published_file;
use crate::model::Sentence;
use crate::pipeline::fault::place::At;
use crate::pipeline::fault::said::{InBoth, at_most, both};
use crate::pipeline::notice::{Notice, NoticeAudience, NoticeRequest};
use crate::pipeline::ranking::{Grouping, Ranking};
use crate::pipeline::written::published::{NoticeDeclaration, RequestDeclaration};
use crate::pipeline::written::value::{Declared, List};

/// What a title is.
pub(super) const ONE_LINE: InBoth = ("một chuỗi chữ trên một dòng", "a text in one line");

/// The notice; `names` are the ids of all rankings, `rankings` those that are right.
pub(super) fn notice(
    declared: &NoticeDeclaration,
    at: &At,
    names: &Names,
    rankings: &[Ranking],
    files: &mut Once,
) -> Option<Notice> {
    let file = published_file(&declared.file, &at.key("file"), ".docx", files);
    let title = short(declared.title.text(&at.key("title")), &at.key("title"));
    let number = declared.number.optional(&at.key("number"));
    let number = number.map(|number| one_line(number, &at.key("number")));
    let told = told(&declared.rankings, &at.key("rankings"), names, rankings);
    let requests_at = at.key("request");
    few(&declared.request, &requests_at);
    let requests = declared.request.items(&requests_at);
    let requests: Vec<_> = requests.iter().map(|(at, declared)| request(declared, at)).collect();
    let recipients_at = at.key("recipients");
    few(&declared.recipients, &recipients_at);
    let recipients = declared.recipients.items(&recipients_at);
    let recipients: Vec<_> = recipients.iter().map(|(at, line)| one_line(line, at)).collect();
    Some(Notice {
        file: file?,
        title: title?,
        number: number.unwrap_or_else(|| Some(String::new()))?,
        rankings: told?,
        requests: requests.into_iter().collect::<Option<_>>()?,
        recipients: recipients.into_iter().collect::<Option<_>>()?,
    })
}

/// The rankings that it tells of: each is one list, for the first and the last of it are named.
fn told(
    declared: &Declared<List<String>>,
    at: &At,
    names: &Names,
    rankings: &[Ranking],
) -> Option<Vec<usize>> {
    let mut once = Once::default();
    few(declared, at);
    let items = declared.some_items(at);
    let places = items.iter().map(|(at, id)| {
        let place = names.find(at, id).filter(|_| {
            once.first(at, id, ("mỗi bảng xếp hạng nêu một lần", "a ranking that stands once"))
        });
        let split = |ranking: &&Ranking| ranking.id == **id && ranking.grouping == Grouping::Parent;
        if rankings.iter().any(|ranking| split(&ranking)) {
            at.wrong(
                both!(
                    "`{id}`, mỗi đơn vị cấp trên một danh sách",
                    "`{id}`, a list for each parent"
                ),
                ("bảng xếp hạng là một danh sách", "a ranking that is one list"),
            );
            return None;
        }
        place
    });
    let places: Vec<Option<usize>> = places.collect();
    places.into_iter().collect::<Option<Vec<usize>>>().filter(|places| !places.is_empty())
}

fn request(declared: &RequestDeclaration, at: &At) -> Option<NoticeRequest> {
    let of =
        choice(&declared.of, &at.key("of"), &listed(&NoticeAudience::ALL), &NoticeAudience::ALL);
    let text = short(declared.text.text(&at.key("text")), &at.key("text"));
    Some(NoticeRequest { of: of?, text: text? })
}

fn few<T: crate::pipeline::written::value::ValueType>(declared: &Declared<List<T>>, at: &At) {
    let (count, most) = (declared.written(), Notice::MOST_ITEMS);
    if count > most {
        at.wrong(
            both!("{count} phần tử", "{count} items"),
            both!(
                "nhiều nhất {most}, vì thông báo có hai trang",
                "at most {most}, for a notice has two pages"
            ),
        );
    }
}

fn short(text: Option<String>, at: &At) -> Option<String> {
    one_line(&text?, at)
}

/// A text in one line that leaves room for the others.
fn one_line(text: &str, at: &At) -> Option<String> {
    let (text, most) = (text.trim(), Notice::MOST_LETTERS);
    if text.is_empty() || text.contains(char::is_control) {
        at.wrong(Sentence::same(format!("{text:?}")), ONE_LINE);
        return None;
    }
    let letters = text.chars().count();
    if letters > most {
        at.wrong(both!("{letters} chữ", "{letters} letters"), at_most(most));
        return None;
    }
    Some(text.to_owned())
}
