//! A drafted form as the text of a form file. What was seen and what was assumed stands above the key it is about.

use std::fmt::Write as _;

use super::form::{ColumnDraft, FormDraft, Holds, IdentityDraft};
use super::noted::Noted;
use super::words::{WIDEST, identity_keys, lines, list, plain, quoted, word, word_of};
use crate::model::Lang;
use crate::pipeline::form::{Binding, Numbers};
use crate::pipeline::measure::Measure;

impl FormDraft {
    /// The text of the form file.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let mut out = FormText::default();
        out.head();
        out.top(self);
        out.rows(self);
        self.parts.iter().for_each(|part| {
            out.table("[[part]]", part);
            out.key("titles", &list(&part.value.titles));
            out.key("items", &word(part.value.items));
        });
        out.synonyms(self);
        self.columns.iter().for_each(|column| out.column(column));
        self.identities.iter().for_each(|identity| out.identity(identity));
        self.doubtful.iter().for_each(|identity| out.doubtful(identity));
        out.numbers(&self.numbers);
        out.measures(&self.measures);
        out.brought(&self.brought);
        out.0
    }
}

#[derive(Default)]
struct FormText(String);

impl FormText {
    fn line(&mut self, text: &str) {
        // Writing to a String cannot fail.
        let _ = writeln!(self.0, "{text}");
    }

    fn comment(&mut self, text: &str) {
        self.line(&format!("# {}", plain(text)));
    }

    fn notes<T>(&mut self, noted: &Noted<T>) {
        noted.seen.iter().for_each(|text| self.comment(text));
        for assumed in &noted.assumed {
            self.comment(&format!("Giả định: {}.", assumed.say(Lang::Vi)));
        }
    }

    fn key(&mut self, key: &str, value: &str) {
        self.line(&format!("{key} = {value}"));
    }

    fn noted<T>(&mut self, key: &str, noted: &Noted<T>, value: &str) {
        self.notes(noted);
        self.key(key, value);
    }

    fn table<T>(&mut self, name: &str, noted: &Noted<T>) {
        self.line("");
        self.notes(noted);
        self.line(name);
    }

    fn head(&mut self) {
        self.comment("Bản nháp soạn từ một ví dụ đã điền; hãy đọc lại, nhất là các dòng \"Giả định\", trước khi dùng.");
        self.comment(
            "Cách dùng: lưu vào pipelines/forms/, rồi thêm tên tệp vào khóa `forms` của pipeline.",
        );
        self.line("");
    }

    fn top(&mut self, draft: &FormDraft) {
        self.noted("id", &draft.id, &quoted(&draft.id.value));
        self.noted("name", &draft.name, &quoted(&draft.name.value));
        self.noted("title", &draft.title, &quoted(&draft.title.value));
        self.noted("source", &draft.source, &quoted(&draft.source.value));
        self.noted("anchors", &draft.anchors, &list(&draft.anchors.value));
        let words = |levels: &[crate::model::Level]| -> Vec<&str> {
            levels.iter().map(|level| level.word()).collect()
        };
        self.noted("sent-by", &draft.sent_by, &list(&words(&draft.sent_by.value)));
        self.noted("covers", &draft.covers, &list(&words(&draft.covers.value)));
        if draft.hidden_sheets {
            self.key("hidden-sheets", "true");
        }
    }

    fn rows(&mut self, draft: &FormDraft) {
        self.line("");
        self.line("[rows]");
        self.noted("groups", &draft.groups, &word(draft.groups.value));
        self.noted("items", &draft.items, &word(draft.items.value));
        for (key, words) in [("total", &draft.total), ("note", &draft.note)] {
            self.notes(words);
            // Without the key the usual words count.
            if !words.value.is_empty() {
                self.key(key, &list(&words.value));
            }
        }
    }

    fn synonyms(&mut self, draft: &FormDraft) {
        if draft.synonyms.is_empty() {
            return;
        }
        self.line("");
        self.line("[synonyms]");
        for (word, others) in &draft.synonyms {
            let (word, one_line) = (word_of(word), list(others));
            let wide = word.chars().count() + one_line.chars().count() > WIDEST;
            self.key(&word, &if wide { lines(others) } else { one_line });
        }
    }

    fn column(&mut self, noted: &Noted<ColumnDraft>) {
        let column = &noted.value;
        self.table("[[column]]", noted);
        self.key("path", &list(&column.path));
        if !column.parts.is_empty() {
            let parts: Vec<String> = column.parts.iter().map(|part| list(part)).collect();
            self.key("parts", &format!("[{}]", parts.join(", ")));
        }
        if let Some(id) = &column.id {
            self.key("id", &quoted(id));
        }
        match &column.holds {
            Holds::Measure(id) => self.key("measure", &quoted(id)),
            Holds::Role(Binding::Printed) => {}
            Holds::Role(role) => self.key("role", &quoted(role.role())),
        }
        if let Some(printed) = &column.printed {
            let numerator = printed.numerator.as_ref();
            let numerator = numerator
                .map_or(String::new(), |formula| format!("numerator = {}, ", quoted(formula)));
            let denominator = quoted(&printed.denominator);
            let scale = printed.scale;
            let value = format!("{{ {numerator}denominator = {denominator}, scale = {scale} }}");
            self.key("printed", &value);
        }
        if column.optional {
            self.key("optional", "true");
        }
    }

    fn identity(&mut self, noted: &Noted<IdentityDraft>) {
        self.table("[[identity]]", noted);
        for (key, value) in identity_keys(&noted.value) {
            self.key(key, &value);
        }
    }

    /// A sum that lines contradict stands there for a person to decide.
    fn doubtful(&mut self, noted: &Noted<IdentityDraft>) {
        self.line("");
        self.notes(noted);
        self.line("# [[identity]]");
        for (key, value) in identity_keys(&noted.value) {
            self.comment(&format!("{key} = {value}"));
        }
    }

    fn numbers(&mut self, noted: &Noted<Numbers>) {
        let numbers = &noted.value;
        self.table("[numbers]", noted);
        self.key("thousands", &quoted(&numbers.thousands.to_string()));
        self.key("decimal", &quoted(&numbers.decimal.to_string()));
        self.key("suffixes", &list(&numbers.suffixes));
        self.key("zero", &list(&numbers.zero));
        self.key("none", &list(&numbers.none));
        if !numbers.multiples.is_empty() {
            let multiples = numbers.multiples.iter();
            let multiples: Vec<String> =
                multiples.map(|(word, times)| format!("{} = {times}", word_of(word))).collect();
            self.key("multiples", &format!("{{ {} }}", multiples.join(", ")));
        }
    }

    fn measures(&mut self, measures: &[Noted<Measure>]) {
        if measures.is_empty() {
            return;
        }
        self.line("");
        self.comment("Số đếm mới: chép vào pipeline hoặc metrics.toml, bỏ dấu # đầu dòng, sửa tiêu đề cho gọn.");
        for noted in measures {
            self.line("#");
            self.notes(noted);
            self.measure(&noted.value);
        }
    }

    fn brought(&mut self, measures: &[Measure]) {
        if measures.is_empty() {
            return;
        }
        self.line("");
        self.comment("Số đếm có sẵn trong chương trình mà biểu này dùng; pipeline nào chưa khai báo thì chép vào, bỏ dấu # đầu dòng.");
        for measure in measures {
            self.line("#");
            self.measure(measure);
        }
    }

    fn measure(&mut self, measure: &Measure) {
        self.line("# [[measure]]");
        self.comment(&format!("id = {}", quoted(&measure.id)));
        self.comment(&format!("title = {}", quoted(&measure.title)));
        self.comment(&format!("scale = {}", quoted(&measure.scale)));
    }
}
