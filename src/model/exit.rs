//! How a command ends, for cron and for scripts.

use strum::{IntoStaticStr, VariantArray};

use super::lang::Lang;

/// Every way the program ends. Scripts rely on the numbers; they never change meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum Exit {
    /// Complete: everything expected was read and published.
    Complete,
    /// Failed; nothing was published and the last good output stays.
    Failed,
    /// The command line or a declaration is wrong; nothing was run.
    Usage,
    /// Published with gaps: missing, unreadable or left-out data, all listed.
    Gaps,
    /// Nothing to do: the inbox holds no input.
    NothingToDo,
    /// One stage was rerun alone; later stages are now out of date.
    Partial,
    /// Another run holds the lock.
    Locked,
    /// Interrupted from the keyboard (SIGINT).
    Interrupted,
    /// Ended from outside (SIGTERM).
    Terminated,
}

impl Exit {
    /// All exits.
    pub const ALL: [Self; Self::VARIANTS.len()] = super::choice::array_of(Self::VARIANTS);

    /// The process exit code.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Complete => 0,
            Self::Failed => 1,
            Self::Usage => 2,
            Self::Gaps => 3,
            Self::NothingToDo => 4,
            Self::Partial => 5,
            Self::Locked => 11,
            Self::Interrupted => 130,
            Self::Terminated => 143,
        }
    }

    /// The word for programs.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// The exit behind a code.
    #[must_use]
    pub fn of(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|exit| exit.code() == code)
    }

    /// What an official reads about a run that ended so.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Complete => "đã xuất bản",
            Self::Failed => "hỏng, không xuất bản",
            Self::Usage => "sai lệnh hoặc khai báo",
            Self::Gaps => "đã xuất bản, còn thiếu số liệu",
            Self::NothingToDo => "không có gì để làm",
            Self::Partial => "chạy lại một bước, các bước sau đã cũ",
            Self::Locked => "lượt khác đang chạy",
            Self::Interrupted => "bị ngắt",
            Self::Terminated => "bị kết thúc từ bên ngoài",
        }
    }

    /// What an analyst reads about it in a language, as [`Exit::title`] says it.
    #[must_use]
    pub const fn title_in(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Vi => self.title(),
            Lang::En => match self {
                Self::Complete => "published",
                Self::Failed => "failed, not published",
                Self::Usage => "wrong command or declaration",
                Self::Gaps => "published with gaps",
                Self::NothingToDo => "nothing to do",
                Self::Partial => "one stage rerun, later ones out of date",
                Self::Locked => "another run is under way",
                Self::Interrupted => "interrupted",
                Self::Terminated => "ended from outside",
            },
        }
    }

    /// One sentence for help pages in a language.
    #[must_use]
    pub const fn sentence_in(self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.sentence(),
            Lang::Vi => match self {
                Self::Complete => "hoàn tất",
                Self::Failed => "hỏng, không xuất bản gì; kết quả tốt gần nhất được giữ nguyên",
                Self::Usage => "sai lệnh hoặc sai khai báo, chưa chạy gì",
                Self::Gaps => {
                    "đã xuất bản nhưng còn thiếu: số liệu thiếu, không đọc được hoặc bị loại, liệt kê đủ"
                }
                Self::NothingToDo => "không có gì để làm: không có tệp nào",
                Self::Partial => "chỉ chạy lại một bước, các bước sau đã cũ",
                Self::Locked => "một lượt chạy khác đang giữ khóa",
                Self::Interrupted => "bị ngắt từ bàn phím, không xuất bản gì",
                Self::Terminated => "bị kết thúc từ bên ngoài, không xuất bản gì",
            },
        }
    }

    /// One sentence for help pages.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Complete => "complete",
            Self::Failed => "failed, nothing published, the last good output stays",
            Self::Usage => "wrong command line or declaration, nothing was run",
            Self::Gaps => "published with gaps: missing, unreadable or left-out data, all listed",
            Self::NothingToDo => "nothing to do: no input",
            Self::Partial => "one stage rerun alone, later stages are now out of date",
            Self::Locked => "another run holds the lock",
            Self::Interrupted => "interrupted from the keyboard, nothing published",
            Self::Terminated => "ended from outside, nothing published",
        }
    }
}
