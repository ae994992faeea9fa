//! Texts as offices write them: capitals, apart from their marks, in encodings of the time before Unicode, and names
//! of units in short.

use unicode_normalization::UnicodeNormalization;

use super::mess::{Mess, Messes};

/// TCVN3 from 0xA0 on, small letters and the capitals that every keyboard has; `.` where there is none of these.
const TCVN3: &str = concat!(
    ".ĂÂÊÔƠƯĐăâêôơưđ.",
    ".....àảãáạ.ằẳẵắ.",
    "......ặầẩẫấậè.ẻẽ",
    "éẹềểễếệìỉ...ĩíịò",
    ".ỏõóọồổỗốộờởỡớợù",
    ".ủũúụừửữứựỳỷỹýỵ.",
);

/// VNI: each small letter and what stands for it.
const VNI: &str = "àaø áaù âaâ ãaõ èeø éeù êeâ ìì íí òoø óoù ôoâ õoõ ùuø úuù ýyù ăaê đñ ĩó ũuõ ơô ưö ạaï ảaû \
    ấaá ầaà ẩaå ẫaã ậaä ắaé ằaè ẳaú ẵaü ặaë ẹeï ẻeû ẽeõ ếeá ềeà ểeå ễeã ệeä ỉæ ịò ọoï ỏoû ốoá ồoà ổoå ỗoã ộoä \
    ớôù ờôø ởôû ỡôõ ợôï ụuï ủuû ứöù ừöø ửöû ữöõ ựöï ỳyø ỵî ỷyû ỹyõ";

/// The font that shows TCVN3; capitals with a tone need another one.
pub(crate) const FONT: &str = ".VnTime";

/// A text in the writing of a file.
pub(crate) fn written(text: &str, messes: Messes) -> String {
    let text = if messes.has(Mess::Capitals) { text.to_uppercase() } else { text.to_owned() };
    if messes.has(Mess::Nfd) {
        text.nfd().collect()
    } else if messes.has(Mess::Tcvn3) {
        text.chars().map(tcvn3).collect()
    } else if messes.has(Mess::Vni) {
        text.chars().map(vni).collect()
    } else {
        text
    }
}

fn tcvn3(letter: char) -> char {
    let code = |wanted: char| (0xa0u32..).zip(TCVN3.chars()).find(|(_, known)| *known == wanted);
    let small = letter.to_lowercase().next().unwrap_or(letter);
    let found = code(letter).or_else(|| code(small)).filter(|_| !letter.is_ascii());
    found.and_then(|(code, _)| char::from_u32(code)).unwrap_or(letter)
}

fn vni(letter: char) -> String {
    let small: String = letter.to_lowercase().collect();
    let known = VNI.split_whitespace().find_map(|pair| pair.strip_prefix(small.as_str()));
    match known.filter(|_| !letter.is_ascii()) {
        Some(found) if letter.is_uppercase() => found.to_uppercase(),
        Some(found) => found.to_owned(),
        None => letter.to_string(),
    }
}

/// Names that a district shares with a commune of its own: bare, they name nobody.
const NAMESAKES: [&str; 3] = ["Lộc Ninh", "Bù Gia Mập", "Phú Riềng"];

/// The label of a line that may name a unit.
pub(crate) fn named(label: &str, messes: Messes) -> String {
    let Some(unit) = label.strip_prefix("UBND ") else { return label.to_owned() };
    let types = [
        ("thị xã ", "TX. "),
        ("thành phố ", "TP. "),
        ("thị trấn ", "TT. "),
        ("huyện ", "H. "),
        ("phường ", "P. "),
        ("xã ", "X. "),
    ];
    let known = types.iter().find_map(|(long, short)| Some((short, unit.strip_prefix(long)?)));
    match known {
        Some((_, name)) if messes.has(Mess::BareNames) && !NAMESAKES.contains(&name) => {
            name.to_owned()
        }
        Some((short, name)) if messes.has(Mess::ShortNames) => format!("{short}{name}"),
        _ => label.to_owned(),
    }
}

/// Three sets of other words for the texts of the official header.
const WORDINGS: [(&str, [&str; 3]); 16] = [
    ("STT", ["TT", "Số TT", "Số thứ tự"]),
    ("Lĩnh vực giải quyết", ["Nội dung", "Lĩnh vực", "Đơn vị/Lĩnh vực"]),
    ("Lĩnh vực", ["Tên lĩnh vực", "Lĩnh vực, đơn vị", "Lĩnh vực giải quyết"]),
    ("Số lượng hồ sơ tiếp nhận", ["Số HS tiếp nhận", "Hồ sơ tiếp nhận trong kỳ", "Tiếp nhận"]),
    (
        "Số lượng hồ sơ đã giải quyết",
        ["SL HS đã giải quyết", "Kết quả giải quyết", "Đã giải quyết"],
    ),
    ("Số lượng hồ sơ đang giải quyết", ["HS đang giải quyết", "Hồ sơ tồn đọng", "Chưa giải quyết"]),
    ("Tổng số", ["TS", "Tổng cộng", "Cộng"]),
    ("Trực tuyến", ["Qua mạng", "Nhận trực tuyến", "Tiếp nhận qua mạng"]),
    ("Từ kỳ trước", ["Kỳ trước chuyển sang", "Tồn kỳ trước", "Số kỳ trước chuyển qua"]),
    (
        "Trực tiếp, dịch vụ bưu chính",
        ["Trực tiếp/BCCI", "Trực tiếp hoặc dịch vụ bưu chính công ích", "Trực tiếp, bưu chính"],
    ),
    ("Dịch vụ bưu chính", ["BCCI", "Bưu chính công ích", "Qua bưu chính"]),
    ("Trước hạn và Đúng hạn", ["Trước hạn/Đúng hạn", "Đúng hạn, trước hạn", "Trước và trong hạn"]),
    ("Trong hạn", ["Chưa đến hạn", "Còn hạn", "Trong thời hạn"]),
    ("Quá hạn", ["Trễ hạn", "Chậm", "Trễ hẹn"]),
    (
        "Số phiếu khảo sát trực tiếp",
        ["Phiếu khảo sát trực tiếp", "Khảo sát trực tiếp", "Số phiếu trực tiếp"],
    ),
    (
        "Số phiếu khảo sát trực tuyến",
        ["Phiếu khảo sát trực tuyến", "Khảo sát trực tuyến", "Số phiếu trực tuyến"],
    ),
];

/// A header text in the words of a file.
pub(crate) fn headed(official: &str, messes: Messes) -> String {
    let set = messes.say(|mess| match mess {
        Mess::Wordings(set) => Some(set),
        _ => None,
    });
    let other = set.and_then(|set| {
        WORDINGS.iter().find(|(text, _)| *text == official).map(|(_, words)| words[set])
    });
    let text = other.unwrap_or(official);
    let counted = messes.has(Mess::Counted) && official.starts_with("Số lượng hồ sơ");
    if counted { format!("{text} (hồ sơ)") } else { text.to_owned() }
}
