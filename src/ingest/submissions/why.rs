//! Why a file counts and another does not.

/// Why a file counts and another does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    /// Both are parts of one list, and neither counts.
    Part,
    /// Something in or around the other one names another sender.
    Undoubted,
    /// The other holds no more than half of its numbers.
    Whole,
    Received,
    /// Their names tell.
    Named,
    FewerErrors,
    /// Its form is declared first.
    Declared,
    /// The unit itself sent it.
    Own,
    /// Nothing tells; it stands last by its name.
    LastByName,
}

impl Why {
    /// What is said of the one that counts.
    pub(in crate::ingest) const fn words(self) -> &'static str {
        match self {
            Self::Part => "là phần khác của cùng một danh sách",
            Self::Undoubted => "ghi tên đơn vị thống nhất",
            Self::Whole => "có đủ số liệu hơn",
            Self::Received => "nhận sau",
            Self::Named => "theo tên là bản sau",
            Self::FewerErrors => "ít lỗi hơn",
            Self::Declared => "khai báo trước",
            Self::Own => "do chính đơn vị gửi",
            Self::LastByName => "đứng sau theo tên",
        }
    }
}
