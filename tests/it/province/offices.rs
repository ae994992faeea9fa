//! The 31 senders of the fixtures, each with the file it sends and the mess it makes of it.

use super::mess::{Mess::*, Messes};
use super::write::Format::{self, *};
use super::write::Letters::*;

/// A sender and its file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Office {
    /// The file of the fixtures that it is made of.
    pub(crate) source: &'static str,
    /// The file in the inbox; behind `.zip/` it lies in that archive.
    pub(crate) sent: &'static str,
    pub(crate) format: Format,
    pub(crate) messes: Messes,
}

macro_rules! offices {
    ($($source:literal => $sent:literal, $format:expr, [$($mess:expr),* $(,)?];)+) => {
        pub(crate) const OFFICES: &[Office] = &[$(Office {
            source: $source,
            sent: $sent,
            format: $format,
            messes: Messes(&[$($mess),*]),
        },)+];
    };
}

offices! {
    "cap-huyen/688-thi-xa-phuoc-long.xlsx" => "cap-huyen/BC phuoc long.xlsx", Xlsx,
        [Offset(3, 2), Wordings(0), ColumnNumbers, ShortNames, TotalsCalled("Cộng"), GrandTotal, Jottings];
    "cap-huyen/689-thanh-pho-dong-xoai.xlsx" => "cap-huyen/tp dong xoai.xls", Xml2003,
        [Nfd, Unmerged, SplitOnTime, InCharge, Counted, NoTotals, BlankRows(3)];
    "cap-huyen/690-thi-xa-binh-long.xlsx" => "cap-huyen/binh-long.xls", Html,
        [Tcvn3, TotalsUnnamed, BareShares, ColumnNumbers];
    "cap-huyen/691-huyen-bu-gia-map.xlsx" => "cap-huyen/bu gia map.xlsx", Xlsx,
        [Vni, TotalsAbove, BlankRows(4), Wordings(2)];
    "cap-huyen/692-huyen-loc-ninh.xlsx" => "cap-huyen/loc ninh.fods", Fods,
        [PageBreaks(3), Numbered, HiddenDraft, Offset(1, 0)];
    "cap-huyen/693-huyen-bu-dop.xlsx" => "cap-huyen/huyen bu dop.csv", Csv(';', Windows1258),
        [Stacked, NoLetterhead, BareNames, SplitDirect];
    "cap-huyen/694-huyen-hon-quan.xlsx" => "cap-huyen/Hớn Quản.xlsx", Xlsx,
        [Capitals, HeadsInOneCell, TotalsInHeads, Continued(4), Formulas];
    "cap-huyen/695-huyen-dong-phu.xlsx" => "cap-huyen/dong phu.xlsx", Xlsx,
        [Stacked, Offset(5, 1), NoteFirst, BlocksTurned, ArabicHeads, Source, GrandTotalOnly];
    "cap-huyen/696-huyen-bu-dang.xlsx" => "cap-huyen/bu dang.xlsx", Xlsx,
        [Formulas, Rate, SplitOnTime, GrandTotal, Typed(696), Wordings(1)];
    "cap-huyen/697-thi-xa-chon-thanh.xlsx" => "cap-huyen/chon thanh.docx", Docx,
        [TotalsCalled("TỔNG SỐ"), Wordings(1), Typed(697), BareShares];
    "cap-huyen/698-huyen-phu-rieng.xlsx" => "cap-huyen/phu rieng.xlsx", Xlsx,
        [Untitled, Typed(698), Zeros, HeadsInOneCell, ShortNames, Rate, InCharge];

    "so-nganh/ban-dan-toc.xlsx" => "so-nganh/ban dan toc.csv", Csv(',', Utf8),
        [Dashes, Untitled];
    "so-nganh/ban-quan-ly-khu-kinh-te.xlsx" => "so-nganh/khu-kinh-te.xls", Html,
        [Nfd, SenderBehindColon, TotalsCalled("Cộng")];
    "so-nganh/bao-hiem-xa-hoi-tinh.xlsx" => "so-nganh/bhxh.xlsx", Xlsx,
        [Tcvn3, Capitals, Offset(2, 3)];
    "so-nganh/so-cong-thuong.xlsx" => "so-nganh/so cong thuong.fods", Fods,
        [Uncalculated, NoLetterhead, Counted];
    "so-nganh/so-giao-duc-va-dao-tao.xlsx" => "so-nganh/GDĐT.csv", Csv('\t', Utf16),
        [Typed(1), Wordings(0)];
    "so-nganh/so-giao-thong-van-tai.xlsx" => "so-nganh/goi.zip/gtvt.xlsx", Xlsx,
        [Unmerged, Rate, NoteFirst, TotalsCalled("Tổng cộng")];
    "so-nganh/so-ke-hoach-va-dau-tu.xlsx" => "so-nganh/goi.zip/kh-dt.xls", Xml2003,
        [Formulas, Untitled, Wordings(2)];
    "so-nganh/so-khoa-hoc-va-cong-nghe.xlsx" => "so-nganh/khcn.xlsx", Xlsx,
        [SenderOnTab, NoLetterhead, Capitals];
    "so-nganh/so-lao-dong-thuong-binh-va-xa-hoi.xlsx" => "so-nganh/ldtbxh.docx", Docx,
        [BlocksTurned, Typed(2)];
    "so-nganh/so-noi-vu.xlsx" => "so-nganh/Sở Nội vụ/pl2.xlsx", Xlsx,
        [NoLetterhead, SplitOnTime, TotalsUnnamed];
    "so-nganh/so-nong-nghiep-va-phat-trien-nong-thon.xlsx" => "so-nganh/nnptnt.xls", Xml2003,
        [Vni, ColumnNumbers, GrandTotal];
    "so-nganh/so-tai-chinh.xlsx" => "so-nganh/tai chinh.csv", Csv(';', Utf8Marked),
        [Numbered, Offset(4, 1)];
    "so-nganh/so-tai-nguyen-va-moi-truong.xlsx" => "so-nganh/tnmt.xlsx", Xlsx,
        [PageBreaks(2), InCharge, BlankRows(2)];
    "so-nganh/so-thong-tin-va-truyen-thong.xlsx" => "so-nganh/tttt.xlsx", Xlsx,
        [Untitled, NoTotals, Jottings];
    "so-nganh/so-tu-phap.xlsx" => "so-nganh/goi.zip/Sở Tư pháp/bieu mau.xlsx", Xlsx,
        [NoLetterhead, Typed(3), Zeros, HiddenDraft];
    "so-nganh/so-van-hoa-the-thao-va-du-lich.xlsx" => "so-nganh/vhttdl.ods", Ods,
        [Nfd, Capitals, Wordings(1), TotalsCalled("Cộng chung toàn ngành")];
    "so-nganh/so-xay-dung.xlsx" => "so-nganh/xay dung.xls", Html,
        [Unmerged, SplitOnTime, Counted];
    "so-nganh/so-y-te.xlsx" => "so-nganh/Y te.xlsx", Xlsx,
        [Typed(4), PageBreaks(4), ColumnNumbers, Wordings(0)];
    "so-nganh/thanh-tra-tinh.xlsx" => "so-nganh/thanh tra.csv", Csv(',', Windows1258),
        [Wordings(2), Zeros];
    "so-nganh/van-phong-ubnd-tinh.xlsx" => "so-nganh/vpubnd.xls", Html,
        [Vni, SenderBehindColon, Rate];
}
