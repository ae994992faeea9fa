//! The whole of it over the register of units, over prose, and over what must stay as it is.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

use super::tables::encode;
use super::{Encoding, LegacyFont, LegacyText, has_old_word};

const REGISTER: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/benches/vietnam-2024.csv"));

const PROSE: [&str; 20] = [
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;",
    "Phê duyệt kèm theo Quyết định này Kế hoạch kiểm tra công tác cải cách hành chính năm 2023",
    "Các ông, bà thành viên Đoàn kiểm tra chịu trách nhiệm thi hành Quyết định này./.",
    "Tăng cường kỷ luật, kỷ cương, cải tiến lề lối làm việc, nâng cao tinh thần trách nhiệm",
    "thái độ phục vụ, hiệu quả giải quyết công việc của cán bộ, công chức, viên chức",
    "Qua đó, phát hiện những sáng kiến, cách làm hay trong tổ chức, triển khai thực hiện",
    "Hoạt động kiểm tra phải chính xác, khách quan và không làm cản trở hoạt động bình thường",
    "Kết thúc kiểm tra, Đoàn kiểm tra báo cáo kết quả về UBND tỉnh theo quy định",
    "Tổng số hồ sơ tiếp nhận trong kỳ, gồm cả hồ sơ từ kỳ trước chuyển sang",
    "Số hồ sơ đã giải quyết trước hạn, đúng hạn, quá hạn; số đang giải quyết",
    "Tỷ lệ thủ tục hành chính được cung cấp trực tuyến toàn trình trên Cổng dịch vụ công",
    "Sở Giáo dục và Đào tạo, Sở Lao động - Thương binh và Xã hội, Bảo hiểm xã hội tỉnh",
    "Đất đai, xây dựng, hộ tịch, chứng thực, lý lịch tư pháp, giao thông vận tải, nông nghiệp",
    "Bà Huỳnh Thị Bé Năm - Phó Giám đốc; ông Nguyễn Minh Quang - Chánh Văn phòng",
    "Khuyến khích người dân, doanh nghiệp nộp hồ sơ qua mạng, trả phí và lệ phí bằng tài khoản",
    "Trường hợp phải xin lỗi thì nêu rõ lý do và thời hạn trả kết quả mới",
    "Việc số hoá giấy tờ, thành phần hồ sơ; khoẻ mạnh, thuý, quý, uỷ quyền, hoà giải",
    "Cấp lại giấy phép lái xe ô tô, xe máy; đăng ký kết hôn, khai sinh, khai tử",
    "Nghị định số 61/2018/NĐ-CP ngày 23/04/2018 của Chính phủ; QĐ-UBND, ĐVSN, LĐVP",
    "Ghi chú: ngượng nghịu, khuỷu tay, loằng ngoằng, nguệch ngoạc, xoong, giếng, gìn giữ, ễnh",
];

const TCVN3: Option<LegacyFont> = Some(LegacyFont { encoding: Encoding::Tcvn3, capitals: false });
const TCVN3_CAPITALS: Option<LegacyFont> =
    Some(LegacyFont { encoding: Encoding::Tcvn3, capitals: true });
const VNI: Option<LegacyFont> = Some(LegacyFont { encoding: Encoding::Vni, capitals: false });

fn names() -> Vec<&'static str> {
    REGISTER.lines().skip(1).filter_map(|line| line.splitn(4, ',').nth(3)).collect()
}

/// Each text of one sheet as it comes out, with the encoding found.
fn found(texts: &[impl AsRef<str>], font: Option<LegacyFont>) -> Vec<Option<(Encoding, String)>> {
    let mut sheet = LegacyText::default();
    for text in texts {
        sheet.weigh(text.as_ref(), font);
    }
    let found: Vec<_> = texts.iter().map(|text| sheet.convert(text.as_ref(), font)).collect();
    // A sheet without an old word is not even weighed.
    let any_old = texts.iter().any(|text| has_old_word(text.as_ref()));
    assert!(any_old || found.iter().all(Option::is_none));
    found
}

/// Each text of one sheet as it comes out.
fn shown(texts: &[&str], font: Option<LegacyFont>) -> Vec<String> {
    let found = found(texts, font);
    let shown = |(text, found): (&&str, Option<(Encoding, String)>)| {
        found.map_or_else(|| (*text).to_owned(), |(_, converted)| converted)
    };
    texts.iter().zip(found).map(shown).collect()
}

#[track_caller]
fn stay(texts: &[&str], font: Option<LegacyFont>) {
    assert_eq!(shown(texts, font), texts);
}

/// How many texts come back from an encoding, in sheets of some size, and how many are left as they
/// are.
fn round_trip(
    texts: &[&str],
    encoding: Encoding,
    size: usize,
    font: Option<LegacyFont>,
) -> (usize, usize) {
    let (mut back, mut left) = (0, 0);
    for sheet in texts.chunks(size) {
        let old: Vec<String> = sheet.iter().map(|text| encode(encoding, text)).collect();
        for (text, found) in sheet.iter().zip(found(&old, font)) {
            left += usize::from(found.is_none());
            // Capitals with a tone are small in TCVN3.
            let equal = |new: &str| match encoding {
                Encoding::Tcvn3 => new.to_lowercase() == text.to_lowercase(),
                Encoding::Vni => new == *text,
            };
            back += usize::from(found.is_some_and(|(by, new)| by == encoding && equal(&new)));
        }
    }
    (back, left)
}

#[test]
fn the_names_of_all_units_come_back() {
    let names = names();
    assert_eq!(names.len(), 11_367);
    for font in [None, TCVN3] {
        assert_eq!(round_trip(&names, Encoding::Tcvn3, 20, font), (names.len(), 0));
    }
    for font in [None, VNI] {
        // `Pơng` and seven more highland names are `Pông` in VNI, a syllable as it stands.
        assert_eq!(round_trip(&names, Encoding::Vni, 20, font), (names.len() - 8, 5));
    }
}

#[test]
fn most_names_come_back_alone() {
    let names = names();
    for (encoding, font, least) in [
        (Encoding::Tcvn3, None, 10_500),
        (Encoding::Tcvn3, TCVN3, 11_340),
        (Encoding::Vni, None, 10_400),
        (Encoding::Vni, VNI, 11_342),
    ] {
        let (back, left) = round_trip(&names, encoding, 1, font);
        assert!(back >= least, "{encoding:?} {font:?}: {back} back, {left} left");
        assert!(back + left > names.len() - 30, "{encoding:?} {font:?}: {back} back, {left} left");
    }
}

#[test]
fn prose_comes_back_in_a_sheet_and_alone() {
    for encoding in [Encoding::Tcvn3, Encoding::Vni] {
        for size in [1, 5, PROSE.len()] {
            assert_eq!(round_trip(&PROSE, encoding, size, None), (PROSE.len(), 0), "{size}");
        }
    }
}

#[test]
fn unicode_is_never_touched_whatever_its_font() {
    let names = names();
    let composed: Vec<String> = names.iter().chain(&PROSE).map(|text| (*text).to_owned()).collect();
    let decomposed: Vec<String> = composed.iter().map(|text| text.nfd().collect()).collect();
    let capitals: Vec<String> = composed.iter().map(|text| text.to_uppercase()).collect();
    for texts in [composed, decomposed, capitals] {
        for (font, size) in [(None, 1), (None, texts.len()), (TCVN3_CAPITALS, 20), (VNI, 20)] {
            for sheet in texts.chunks(size) {
                assert!(found(sheet, font).iter().all(Option::is_none), "{sheet:?}");
            }
        }
        let words = texts.iter().flat_map(|text| text.split_whitespace());
        for word in words.collect::<BTreeSet<&str>>() {
            stay(&[word], None);
        }
    }
}

#[test]
fn one_short_text_is_enough_where_nothing_else_fits() {
    for (old, new) in [
        ("§Êt ®ai", "Đất đai"),
        ("Xu©n", "Xuân"),
        ("tØnh B×nh Ph\u{ad}íc", "tỉnh Bình Phước"),
        ("Ñaát ñai", "Đất đai"),
        ("Trung taâm", "Trung tâm"),
        ("TÆNH BÌNH PHÖÔÙC", "TỈNH BÌNH PHƯỚC"),
        ("TØNH B×NH PH¦íC", "TỈNH BÌNH PHƯỚC"),
    ] {
        assert_eq!(shown(&[old], None), [new]);
    }
}

#[test]
fn signs_and_western_words_stay_in_any_sheet() {
    let western = [
        "§ 5",
        "Điều 5 § 2",
        "20 µm",
        "±5",
        "©",
        "20°C",
        "½",
        "«quoted»",
        "®",
        "Excel®",
        "Ø 20",
        "Ø",
        "1ª",
        "Nº 3",
        "m²",
        "a×b",
        "Total",
        "Café",
        "Côte d'Ivoire",
        "Genève",
        "naïf",
        "Noël",
        "Zürich",
        "São Paulo",
        "Málaga",
        "España",
        "déjà vu",
        "Äänekoski",
        "Ångström",
        "façade",
    ];
    for font in [None, TCVN3, TCVN3_CAPITALS, VNI] {
        stay(&western, font);
        for text in western {
            stay(&[text], font);
        }
    }
    for short in ["N·m", "m×n", "Nª 5", "x·", "§a", "£m", "Thaï", "xaõ"] {
        stay(&[short, short, short], None);
    }
    for encoding in [Encoding::Tcvn3, Encoding::Vni] {
        let old: Vec<String> = PROSE.iter().map(|text| encode(encoding, text)).collect();
        let sheet: Vec<&str> = old.iter().map(String::as_str).chain(western).collect();
        assert_eq!(shown(&sheet, None)[old.len()..], western, "{encoding:?}");
    }
}

#[test]
fn a_font_of_capitals_shows_capitals() {
    let old = ["tØnh b×nh ph\u{ad}íc", "trung tam", "12", "x·"];
    let new = ["TỈNH BÌNH PHƯỚC", "TRUNG TAM", "12", "XÃ"];
    assert_eq!(shown(&old, TCVN3_CAPITALS), new);
    stay(&["trung tam"], TCVN3_CAPITALS);
    stay(&["tỉnh", "xã", "trung tam"], TCVN3_CAPITALS);
    let mut sheet = LegacyText::default();
    for text in PROSE {
        sheet.weigh(&encode(Encoding::Tcvn3, text), TCVN3);
    }
    let heading = sheet.convert("trung tam", TCVN3_CAPITALS).map(|(_, text)| text);
    assert_eq!(heading.as_deref(), Some("TRUNG TAM"));
    assert_eq!(sheet.convert("trung tam", TCVN3), None);
}

#[test]
fn the_sheet_decides_on_words_that_both_have() {
    for (encoding, font, old, new) in
        [(Encoding::Tcvn3, TCVN3, "thôn", "thụn"), (Encoding::Vni, VNI, "Bò", "Bị")]
    {
        let mut sheet: Vec<String> = PROSE.iter().map(|text| encode(encoding, text)).collect();
        sheet.push(old.to_owned());
        for font in [None, font] {
            let last = found(&sheet, font).pop().flatten();
            assert_eq!(last.map(|(_, text)| text).as_deref(), Some(new));
        }
        let mut sheet = PROSE.to_vec();
        sheet.push(old);
        stay(&sheet, None);
        stay(&sheet, font);
        stay(&[old], font);
    }
}

#[test]
fn a_sheet_may_mix_both() {
    let mixed =
        ["Sở Nội vụ", "Hà", "và", "§Êt ®ai", "thôn", "Lê Hà", "Côte", "Huyeän Buø Ñaêng", "12"];
    let clear =
        ["Sở Nội vụ", "Hà", "và", "Đất đai", "thôn", "Lê Hà", "Côte", "Huyện Bù Đăng", "12"];
    assert_eq!(shown(&mixed, None), clear);
    // Old text in the old font next to Unicode in another: each font is weighed for itself.
    let mut sheet = LegacyText::default();
    for text in PROSE {
        sheet.weigh(text, None);
    }
    for text in PROSE {
        sheet.weigh(&encode(Encoding::Tcvn3, text), TCVN3);
    }
    assert_eq!(sheet.convert("thôn", None), None);
    let old = sheet.convert("thôn", TCVN3).map(|(_, text)| text);
    assert_eq!(old.as_deref(), Some("thụn"));
}

#[test]
fn bytes_that_windows_1258_read_are_understood() {
    // Ò and Þ came as a hook and a tilde.
    let old = ["®i\u{309}u kiÖn, Tr\u{303}nh V¨n Kiªn"];
    assert_eq!(shown(&old, None), ["điều kiện, Trịnh Văn Kiên"]);
}

#[test]
fn no_input_is_too_odd() {
    let letters: Vec<char> =
        ('\u{0}'..='\u{17f}').chain("\u{300}\u{301}\u{323}ếƯ₫–😀".chars()).collect();
    let mut state = 1_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        usize::try_from(state >> 16).unwrap_or(0)
    };
    for _ in 0..5_000 {
        let length = next() % 12;
        let text: String = (0..length).map(|_| letters[next() % letters.len()]).collect();
        for font in [None, TCVN3_CAPITALS, VNI] {
            found(&[&text, "x·"], font);
        }
    }
    for piece in ["à", "«", "®a", "x· ", "oâ", "\u{300}", "\u{ad}"] {
        found(&[piece.repeat(30_000)], TCVN3);
    }
}

/// Danish towns: many words that are Vietnamese in no reading, and one that is by chance.
#[test]
fn a_chance_syllable_in_another_language_stays() {
    let towns = [
        "Hillerød",
        "Rødovre",
        "Sønderborg",
        "Nykøbing",
        "Søborg",
        "København",
        "Hornbæk",
        "Næstved",
        "Helsingør",
        "Ødsted",
        "Hørning",
        "Høng",
        "Høng",
    ];
    let mut sheet = super::LegacyText::default();
    for town in towns {
        sheet.weigh(town, None);
    }
    for town in towns {
        assert_eq!(sheet.convert(town, None), None, "{town}");
    }
}

/// Sixteen capitals with a tone have bytes of their own; other keyboards wrote the small letter.
#[test]
fn capitals_with_a_tone_are_read_either_way() {
    let own = ["KÚT QU¶ GI¶I QUYÚT THñ TôC HµNH CHÝNH", "Së Y TÚ", "BAN QU¶N Lý KHU KINH TÚ"];
    let small = ["KÕT QU¶ GI¶I QUYÕT THñ TôC HµNH CHÝNH", "Së Y TÕ", "BAN QU¶N Lý KHU KINH TÕ"];
    let meant = ["KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH", "SỞ Y TẾ", "BAN QUẢN LÝ KHU KINH TẾ"];
    for written in [own, small] {
        let read: Vec<String> = shown(&written, TCVN3).iter().map(|t| t.to_uppercase()).collect();
        assert_eq!(read, meant);
    }
}
