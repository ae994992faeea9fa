//! Phụ lục 1 in the making: the form as the plan prints it, with its broken numbering, the headers that its pages
//! repeat and the label that a page cuts in two, filled in and changed as a test wants it.

use std::fmt::Write as _;

use crate::case::Case;

/// The form as the plan prints it, as a grid without values.
const PRINTED: &str = include_str!("../../fixtures/phu-luc-1.txt");

/// Lines that have a value.
pub(crate) const VALUES: usize = 98;

const FORMS: &str = r#"["forms/phu-luc-2.toml", "forms/phu-luc-3.toml", "forms/phu-luc-5.toml"]"#;

/// The small province where Phụ lục 1 and 4 may be sent too.
pub(crate) fn province() -> Case {
    let all = r#"["forms/phu-luc-1.toml", "forms/phu-luc-2.toml", "forms/phu-luc-3.toml", "forms/phu-luc-4.toml", "forms/phu-luc-5.toml"]"#;
    Case::new().declare(FORMS, all)
}

/// A line of the form as printed, with its value.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) number: String,
    pub(crate) label: String,
    pub(crate) scale: String,
    pub(crate) value: String,
    pub(crate) note: String,
}

/// A form in the making: lines as printed, headers among them.
pub(crate) struct Sheet(pub(crate) Vec<Result<Line, String>>);

impl Sheet {
    /// The empty form.
    pub(crate) fn printed() -> Self {
        let line = |text: &str| {
            let cells: Vec<&str> = text.split('|').map(str::trim).collect();
            let is_line = cells.len() > 1 && !["STT", "^^"].contains(&cells[0]);
            if !is_line {
                return Err(text.to_owned());
            }
            let cell = |index: usize| cells.get(index).map_or("", |text| *text).to_owned();
            Ok(Line {
                number: cell(0),
                label: cell(1),
                scale: cell(2),
                value: cell(3),
                note: cell(4),
            })
        };
        Self(PRINTED.lines().map(line).collect())
    }

    /// The form filled without a fault: a percentage that has its two counts below it is 75, every other value is
    /// the only one of its size.
    pub(crate) fn filled() -> Self {
        let mut sheet = Self::printed();
        let mut lines: Vec<&mut Line> = sheet.lines_mut().collect();
        for index in 0..lines.len() {
            let number =
                |index: usize| lines.get(index).map(|line| line.number.trim_end_matches('.'));
            let is_child = |child: usize| {
                number(index + child) == number(index).map(|n| format!("{n}.{child}")).as_deref()
            };
            let value = match lines[index].scale.as_str() {
                // The second piece of a line that a page cuts in two.
                _ if lines[index].number.is_empty() => String::new(),
                "%" if is_child(1) && is_child(2) => {
                    lines[index + 1].value = (400 + 8 * index).to_string();
                    lines[index + 2].value = (300 + 6 * index).to_string();
                    "75".to_owned()
                }
                "%" => format!("{}.5", 40 + index % 50),
                scale if scale.contains('=') => "1".to_owned(),
                "" => String::new(),
                _ => (1000 + index).to_string(),
            };
            if lines[index].value.is_empty() {
                lines[index].value = value;
            }
        }
        sheet
    }

    pub(crate) fn lines(&self) -> impl Iterator<Item = &Line> {
        self.0.iter().filter_map(|line| line.as_ref().ok())
    }

    pub(crate) fn lines_mut(&mut self) -> impl Iterator<Item = &mut Line> {
        self.0.iter_mut().filter_map(|line| line.as_mut().ok())
    }

    /// The first line whose label begins so.
    #[track_caller]
    pub(crate) fn line(&mut self, label: &str) -> &mut Line {
        let found = self.lines_mut().find(|line| line.label.starts_with(label));
        found.unwrap_or_else(|| panic!("no line begins with `{label}`"))
    }

    /// The same with another value in one line.
    #[track_caller]
    pub(crate) fn with(mut self, label: &str, value: &str) -> Self {
        value.clone_into(&mut self.line(label).value);
        self
    }

    pub(crate) fn edited(mut self, edit: impl FnMut(&mut Line)) -> Self {
        self.lines_mut().for_each(edit);
        self
    }

    pub(crate) fn grid(&self) -> String {
        let mut grid = String::new();
        for line in &self.0 {
            let _ = match line {
                Ok(l) => writeln!(
                    grid,
                    "{} | {} | {} | {} | {}",
                    l.number, l.label, l.scale, l.value, l.note
                ),
                Err(text) => writeln!(grid, "{text}"),
            };
        }
        grid
    }

    /// What is read of it: each value at its row, `lower` rows below where it is printed.
    pub(crate) fn observed(&self, lower: usize, column: &str) -> String {
        let mut out = String::new();
        for (row, line) in self.0.iter().enumerate() {
            if let Ok(Line { value, .. }) = line
                && !value.is_empty()
            {
                let row = row + 1 + lower;
                let _ = writeln!(out, "692.xlsx!Phụ lục 1!{row} 692 -: {column}={value}");
            }
        }
        out
    }
}

/// Huyện Lộc Ninh sends this and nothing else; nobody else is asked for anything.
pub(crate) fn sent(grid: &str) -> Case {
    province()
        .declare("\"forms/phu-luc-2.toml\", ", "")
        .declare("\"forms/phu-luc-5.toml\"", "")
        .declare("\"forms/phu-luc-4.toml\", ", "")
        .not_asked_for(&[3])
        .file("692.xlsx", &[("Phụ lục 1", grid)])
}

impl Sheet {
    /// What is found when Lộc Ninh sends it alone.
    #[track_caller]
    pub(crate) fn finds(&self, expected: &str) {
        sent(&self.grid()).read().finds(expected);
    }
}
