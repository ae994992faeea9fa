//! What reading makes of a form whose lines are indicators: Phụ lục 1 as the plan prints it, and the ways in which
//! offices fill it.

use tthc::pipeline::IndicatorKind;

use crate::appendix_1::{Line, Sheet, VALUES, sent};
use crate::grid::shifted;

/// Every line of the plan is declared by section and label, whatever its number, and is what its unit of measure says.
#[test]
fn every_line_of_the_plan_is_declared_as_it_is_printed() {
    let pipeline = tthc::pipeline::load("pipelines/nightly.toml".as_ref());
    let pipeline = pipeline.unwrap_or_else(|error| panic!("{error}"));
    let form = pipeline.form("phu-luc-1").unwrap_or_else(|| panic!("there is no Phụ lục 1"));
    let mut declared = form.indicators.iter().peekable();
    let (mut section, mut sections) = (String::new(), 0);
    let mut printed = Sheet::printed();
    // A page cuts one label and its legend in two.
    let cut = printed.0.iter().position(|line| {
        line.as_ref().is_ok_and(|line| line.number.is_empty() && line.label == "ngành")
    });
    let second = printed.0.remove(cut.unwrap_or_else(|| panic!("no label is cut")));
    let second = second.unwrap_or_else(|text| panic!("{text}"));
    let first = printed.line("Tổ chức đối thoại");
    first.label = format!("{} {}", first.label, second.label);
    first.scale = format!("{} {}", first.scale, second.scale);
    for line in printed.lines() {
        let known = &form.sections;
        if let Some(at) = known.iter().position(|one| one.number == line.number) {
            section.clone_from(&line.number);
            sections += 1;
            assert!(known[at].keys.contains(&form.label_key(&line.label)), "{}", line.label);
            continue;
        }
        let one = declared.next().unwrap_or_else(|| panic!("{} is not declared", line.label));
        let named = format!("{section}.{} {}", line.number, line.label);
        assert_eq!(known[one.section].number, section, "{named}");
        assert_eq!(one.number, line.number, "{named}");
        assert!(one.keys.contains(&form.label_key(&line.label)), "{named}: {:?}", one.keys);
        let kind = one.value.as_ref().map(|value| value.kind.word());
        let expected = match line.scale.as_str() {
            "" => None,
            "%" => Some("percent"),
            "Triệu đồng" => Some("amount"),
            legend if legend.contains(" = ") => Some("answer"),
            _ => Some("count"),
        };
        assert_eq!(kind, expected, "{named}");
        let Some(value) = &one.value else { continue };
        if let IndicatorKind::Answer(answers) = &value.kind {
            let codes = line.scale.matches(" = ").count();
            let mut known: Vec<u32> = answers.iter().map(|answer| answer.code).collect();
            known.dedup();
            assert_eq!(known.len(), codes, "{named}: {}", line.scale);
            for answer in line.scale.split(|c: char| c.is_ascii_digit()).filter(|a| a.contains('='))
            {
                let words = answer.trim_end_matches([' ', '=']).trim();
                let told = answers.iter().any(|one| one.words == words) || words == "cấp";
                assert!(told, "{named}: `{words}`");
            }
        } else if kind != Some("percent") {
            let scale = tthc::text::key(&line.scale);
            let told = value.scales.contains(&scale) || line.scale == "Số lượng";
            assert!(told, "{named}: {scale}");
        }
    }
    assert_eq!((sections, declared.next()), (7, None));
}

#[test]
fn the_whole_form_is_read_as_the_plan_prints_it() {
    let filled = Sheet::filled();
    let expected = filled.observed(0, "D");
    assert_eq!(expected.lines().count(), VALUES);
    let case = sent(&filled.grid());
    let night = case.read().finds("").observations(&expected);
    // Which line is which measure.
    insta::assert_snapshot!("indicators_by_cell", night.cells("phu-luc-1"));
}

#[test]
fn it_may_stand_lower_and_further_right() {
    let filled = Sheet::filled();
    sent(&shifted(&filled.grid(), 7, 3)).read().finds("").observations(&filled.observed(7, "G"));
}

/// Official numbering is broken, and offices mend it each in their own way.
#[test]
fn the_numbers_of_the_lines_tell_nothing() {
    let is_section = |line: &Line| line.scale.is_empty() && line.number.starts_with(['I', 'V']);
    let mut next = 0;
    let renumbered = Sheet::filled().edited(|line| {
        next += 1;
        if !is_section(line) && !line.number.is_empty() {
            line.number = next.to_string();
        }
    });
    sent(&renumbered.grid()).read().finds("").observations(&renumbered.observed(0, "D"));
    // Without any number, and the sections known by their titles alone.
    let bare = Sheet::filled().edited(|line| line.number.clear());
    sent(&bare.grid()).read().finds("").observations(&bare.observed(0, "D"));
    // In the cell of the label, and the titles of sections in words of the office.
    let inside = Sheet::filled().edited(|line| {
        line.label = if is_section(line) {
            format!("Nội dung {}", line.label)
        } else {
            format!("{}. {}", std::mem::take(&mut line.number), line.label)
        };
    });
    let inside = inside.edited(|line| line.label = line.label.replace(". ngành", "ngành"));
    sent(&inside.grid()).read().finds("").observations(&inside.observed(0, "D"));
}

#[test]
fn remarks_abbreviations_and_capitals_do_not_matter() {
    let other = Sheet::filled().edited(|line| {
        let plain =
            line.label.replace(" (nếu có)", "").replace("VBQPPL", "văn bản quy phạm pháp luật");
        let plain = plain.replace("TTHC", "thủ tục hành chính").replace("(PAKN) ", "");
        line.label = plain.to_uppercase();
        // Not where a page cuts the label in two.
        if !line.number.is_empty() && line.number != "6" {
            line.label.push(':');
        }
    });
    assert!(other.grid().contains("SỐ THỦ TỤC HÀNH CHÍNH CẤP XÃ"), "{}", other.grid());
    sent(&other.grid()).read().finds("").observations(&other.observed(0, "D"));
}

/// A cell that shows 75% holds 0.75; the two counts below it tell.
#[test]
fn the_counts_tell_what_a_cell_of_percents_holds() {
    let filled = Sheet::filled();
    let shares = Sheet::filled().edited(|line| {
        if line.value == "75" {
            line.value = "0.75".to_owned();
        }
    });
    let case = sent(&shares.grid());
    let night = case.read().finds("").observations(&filled.observed(0, "D"));
    assert!(night.cells("phu-luc-1").contains("D9 plan_completion_rate=75 \"0.75\"\n"));
    let typed = Sheet::filled().with("Tỷ lệ hoàn thành Kế hoạch", "75,0 %");
    sent(&typed.grid()).read().finds("").observations(&filled.observed(0, "D"));
    // Nothing follows from nothing.
    Sheet::filled().with("Tỷ lệ ĐVSNNCL", "0.125").finds(
        r#"
        F304 warning 692.xlsx!Phụ lục 1: 1 chỉ tiêu không có số liệu: IV.1.3 Tỷ lệ ĐVSNNCL đã cắt giảm so với năm 2015 → kept
        F137 error 692.xlsx!Phụ lục 1!D71: chỉ tiêu "IV.1.3 Tỷ lệ ĐVSNNCL đã cắt giảm so với năm 2015" ghi "0.125": có thể là tỷ lệ dưới 1% hoặc ô định dạng phần trăm, và các chỉ tiêu thành phần không cho biết; ô này không được tính → left_out
        "#,
    );
}

#[test]
fn answers_are_codes_or_their_words() {
    let answered = Sheet::filled()
        .with("Hình thức khảo sát", "Kết hợp")
        .with("Tổ chức đối thoại", "CÓ")
        .with("Cập nhật Kiến trúc", "Hoàn thành = 1")
        .with("Xây dựng và vận hành", "Liên thông 3 cấp")
        .with("Triển khai xây dựng nền tảng", "\"0\"");
    let case = sent(&answered.grid());
    let night = case.read().finds("");
    let cells = night.cells("phu-luc-1");
    for line in [
        "D24 survey_method=2 \"Kết hợp\"",
        "D25 dialogue=1 \"CÓ\"",
        "architecture_updated=1 \"Hoàn thành = 1\"",
        "online_meetings=2 \"Liên thông 3 cấp\"",
        " sharing_platform=0\n",
    ] {
        assert!(cells.contains(line), "{line} is not in\n{cells}");
    }
    Sheet::filled().with("Hình thức khảo sát", "3").finds(
        r#"
        F304 warning 692.xlsx!Phụ lục 1: 1 chỉ tiêu không có số liệu: I.5.2 Hình thức khảo sát → kept
        F136 error 692.xlsx!Phụ lục 1!D24: chỉ tiêu "I.5.2 Hình thức khảo sát" ghi "3": không phải một trả lời của chỉ tiêu này; ô này không được tính → left_out
        "#,
    );
}

/// The value of the line that a page cuts in two may stand beside either piece.
#[test]
fn a_label_that_a_page_cuts_in_two_is_one_line() {
    let below = Sheet::filled().with("Tổ chức đối thoại", "").with("ngành", "Không");
    let case = sent(&below.grid());
    let night = case.read().finds("");
    assert!(night.cells("phu-luc-1").contains("D29 dialogue=0 \"Không\"\n"));
    Sheet::filled().with("ngành", "Không").finds(
        r#"
        F123 error 692.xlsx!Phụ lục 1!D29: chỉ tiêu "I.6 Tổ chức đối thoại của lãnh đạo với người dân, cộng đồng doanh nghiệp" đã có số liệu ở ô D25; chỉ lần đầu được tính → left_out
        "#,
    );
}

#[test]
fn numbers_are_read_by_the_kind_of_their_line() {
    let typed = Sheet::filled()
        .with("Kế hoạch được giao", "\"12.500,5\"")
        .with("Đã thực hiện", "9375.375")
        .with("Số TTHC công bố mới", "\"1.012 thủ tục\"");
    let case = sent(&typed.grid());
    let night = case.read().finds(
        r#"
        F134 note 692.xlsx!Phụ lục 1!D45: 2 số được gõ dạng chữ và đã hiểu thành số, ví dụ "1.012 thủ tục"; nên nhập dạng số → corrected
        "#,
    );
    let cells = night.cells("phu-luc-1");
    assert!(cells.contains(" investment_planned=12500.5 \"12.500,5\"\n"), "{cells}");
    assert!(cells.contains(" investment_done=9375.375\n"), "{cells}");
    assert!(cells.contains("D45 procedures_new=1012 \"1.012 thủ tục\"\n"), "{cells}");
    Sheet::filled().with("Số TTHC công bố mới", "1.234").with("Đã thực hiện", "-3").finds(
        r#"
        F304 warning 692.xlsx!Phụ lục 1: 2 chỉ tiêu không có số liệu: III.1.2 Số TTHC công bố mới; VI.1.2 Đã thực hiện → kept
        F131 error 692.xlsx!Phụ lục 1!D45: chỉ tiêu "III.1.2 Số TTHC công bố mới" ghi "1.234": là số lẻ, không thể là số đếm (có thể dấu chấm phân cách hàng nghìn bị hiểu thành dấu thập phân); ô này không được tính → left_out
        F131 error 692.xlsx!Phụ lục 1!D105: chỉ tiêu "VI.1.2 Đã thực hiện" ghi "-3": là số âm, không thể là số liệu của chỉ tiêu này; ô này không được tính → left_out
        "#,
    );
}

#[test]
fn another_scale_is_not_converted() {
    let mut sheet = Sheet::filled();
    "Tỷ đồng".clone_into(&mut sheet.line("Kế hoạch được giao").scale);
    "VB".clone_into(&mut sheet.line("Tổng số VBQPPL ban hành").scale);
    sheet.finds(
        r#"
        F304 warning 692.xlsx!Phụ lục 1: 1 chỉ tiêu không có số liệu: VI.1.1 Kế hoạch được giao → kept
        F124 error 692.xlsx!Phụ lục 1!C104: chỉ tiêu "VI.1.1 Kế hoạch được giao" tính bằng triệu đồng nhưng cột đơn vị tính ghi "Tỷ đồng"; số liệu không được tính; hãy đổi số liệu về triệu đồng → left_out
        "#,
    );
}

#[test]
fn rounded_counts_and_two_in_one_cell_are_told() {
    Sheet::filled()
        .with("Số TTHC công bố mới", "\"1,2 nghìn\"")
        .with("Số TTHC bãi bỏ", "12 (85,7%)")
        .finds(
            r#"
            F304 warning 692.xlsx!Phụ lục 1: 1 chỉ tiêu không có số liệu: III.1.3 Số TTHC bãi bỏ, thay thế → kept
            F134 note 692.xlsx!Phụ lục 1!D45: 1 số được gõ dạng chữ và đã hiểu thành số, ví dụ "1,2 nghìn"; nên nhập dạng số → corrected
            F135 warning 692.xlsx!Phụ lục 1!D45: chỉ tiêu "III.1.2 Số TTHC công bố mới" ghi "1,2 nghìn", được tính là 1200; số làm tròn không phải số đếm chính xác → corrected
            F130 error 692.xlsx!Phụ lục 1!D46: chỉ tiêu "III.1.3 Số TTHC bãi bỏ, thay thế" ghi "12 (85,7%)": ghi hai số liệu trong một ô; ô này không được tính → left_out
            "#,
        );
}

/// A near label is suggested and never taken, a heading holds nothing, and a second time does not count.
#[test]
fn lines_that_are_no_indicator_are_told() {
    let mut sheet = Sheet::filled().with("Thống kê TTHC", "5");
    "Số TTHC công bố mói".clone_into(&mut sheet.line("Số TTHC công bố mới").label);
    "Số TTHC cấp tỉnh".clone_into(&mut sheet.line("Số TTHC cấp xã").label);
    "Số bàn ghế".clone_into(&mut sheet.line("Số hợp đồng lao động").label);
    sheet.finds(
        r#"
        F304 warning 692.xlsx!Phụ lục 1: 2 chỉ tiêu không có số liệu: III.1.2 Số TTHC công bố mới; IV.2.3 Số hợp đồng lao động làm việc tại cơ quan, đơn vị, địa phương → kept
        F121 error 692.xlsx!Phụ lục 1!B43: dòng tiêu đề của các chỉ tiêu có kèm số liệu; dòng này không được tính → left_out
        F121 error 692.xlsx!Phụ lục 1!B45: "Số TTHC công bố mói" không phải chỉ tiêu của Phụ lục 1; dòng này không được tính; có phải là "III.1.2 Số TTHC công bố mới"? Nếu đúng, hãy sửa tên → left_out
        F123 error 692.xlsx!Phụ lục 1!D50: chỉ tiêu "III.1.4.1 Số TTHC cấp tỉnh" đã có số liệu ở ô D48; chỉ lần đầu được tính → left_out
        F121 error 692.xlsx!Phụ lục 1!B75: "Số bàn ghế" không phải chỉ tiêu của Phụ lục 1; dòng này không được tính; hãy ghi đúng tên chỉ tiêu của biểu → left_out
        "#,
    );
}

const OWN: &str = "Tỷ lệ hồ sơ TTHC được giải quyết đúng hạn";
const BELOW: &str =
    "Tỷ lệ hồ sơ TTHC tại cơ quan, đơn vị thuộc, trực thuộc được giải quyết đúng hạn";

/// Two lines of section III have one label; what stands above them tells them apart, or their order where both are
/// there. One of them alone, with nothing above it, is nobody's.
#[test]
fn equal_labels_are_told_apart_by_what_stands_above() {
    let gone = |labels: &[&str]| {
        let mut sheet = Sheet::filled();
        sheet.0.retain(|line| {
            line.as_ref().map_or(true, |line| !labels.contains(&line.label.as_str()))
        });
        sheet
    };
    let by_order = gone(&[OWN, BELOW]);
    let cells = sent(&by_order.grid()).read().cells("phu-luc-1");
    assert!(cells.contains("files_resolved=760\n"), "{cells}");
    assert!(cells.contains("files_resolved_below=784\n"), "{cells}");
    let one_above = gone(&[OWN]);
    let cells = sent(&one_above.grid()).read().cells("phu-luc-1");
    assert!(cells.contains("files_resolved=760\n"), "{cells}");
    assert!(cells.contains("files_resolved_below=784\n"), "{cells}");
    let mut lone = gone(&[OWN, BELOW]);
    let second = lone.0.iter().rposition(|line| {
        line.as_ref().is_ok_and(|line| line.label == "Tổng số hồ sơ TTHC đã giải quyết xong")
    });
    let _ = lone.0.remove(second.unwrap_or_else(|| panic!("the form has the label twice")));
    let case = sent(&lone.grid());
    let night = case.read();
    let findings = night.findings();
    assert!(
        findings
            .contains("\"Tổng số hồ sơ TTHC đã giải quyết xong\" có ở nhiều chỗ trong Phụ lục 1"),
        "{findings}"
    );
    let cells = night.cells("phu-luc-1");
    assert!(
        !cells.contains("files_resolved=") && !cells.contains("files_resolved_below="),
        "{cells}"
    );
}

/// Each page on a sheet of its own: the second begins in the middle of a section.
#[test]
fn a_form_may_go_on_in_the_next_sheet() {
    let filled = Sheet::filled();
    let grid = filled.grid();
    let pages: Vec<String> = grid
        .split("\n\nSTT")
        .enumerate()
        .map(|(index, page)| if index == 0 { page.to_owned() } else { format!("STT{page}") })
        .collect();
    let first = [pages[0].as_str(), pages[1].as_str()].join("\n\n");
    let names = ["Trang 1", "Trang 2", "Trang 3", "Trang 4", "Trang 5", "Trang 6"];
    let mut sheets = vec![("Trang 1", first.as_str())];
    sheets.extend(names[1..].iter().copied().zip(pages[2..].iter().map(String::as_str)));
    assert!(sheets.len() >= 5, "the plan prints it on several pages");
    // The label that a page cuts in two is whole again.
    let whole: Vec<(&str, String)> = sheets
        .iter()
        .map(|(name, grid)| {
            (
                *name,
                grid.replace("\n | ngành | Có = 1 |  | \n", "\n")
                    .replace("cộng đồng doanh |", "cộng đồng doanh nghiệp |"),
            )
        })
        .collect();
    let whole: Vec<(&str, &str)> =
        whole.iter().map(|(name, grid)| (*name, grid.as_str())).collect();
    let case = sent(&grid).without("692.xlsx").file("692.xlsx", &whole);
    let night = case.read().finds("");
    assert_eq!(night.cells("phu-luc-1").lines().count(), VALUES);
}

#[test]
fn what_is_missing_is_one_finding() {
    let mut sheet = Sheet::filled();
    sheet.lines_mut().skip(96).for_each(|line| line.value.clear());
    let case = sent(&sheet.grid());
    let findings = case.read().findings();
    let begins =
        "F304 warning 692.xlsx!Phụ lục 1: 22 chỉ tiêu không có số liệu: VII.1 Cập nhật Kiến trúc";
    assert!(findings.starts_with(begins), "{findings}");
    assert!(findings.ends_with("; và 2 chỉ tiêu khác → kept\n"), "{findings}");
    assert_eq!(findings.lines().count(), 1);
    // What is asked of districts alone is not asked of a department, and "(nếu có)" of nobody.
    let mut sheet =
        Sheet::filled().with("Số cán bộ, công chức cấp xã", "").with("Số ĐVSN tự bảo đảm chi", "");
    for line in sheet.lines_mut().filter(|line| line.number.starts_with("5.3.")) {
        line.value.clear();
    }
    let department =
        sent("").without("692.xlsx").file("so-noi-vu.xlsx", &[("Phụ lục 1", &sheet.grid())]);
    department.read().finds("");
    sheet.finds(
        "
        F304 warning 692.xlsx!Phụ lục 1: 3 chỉ tiêu không có số liệu: V.2.3 Số cán bộ, công chức cấp xã được xét chuyển thành công chức cấp huyện trở lên; VII.5.3.2 Tỷ lệ cơ quan, đơn vị thuộc, trực thuộc đã kết nối liên thông với Hệ thống; VII.5.3.3 Tỷ lệ đơn vị cấp xã đã kết nối liên thông với Hệ thống → kept
        ",
    );
}

#[test]
fn a_percentage_is_recomputed_and_found_at_its_cell() {
    Sheet::filled()
        .with("Tỷ lệ hoàn thành Kế hoạch", "76")
        .with("Tỷ lệ thực hiện Kế hoạch giải ngân", "0.8")
        .with("Tỷ lệ DVCTT toàn trình đủ điều kiện", "74,9%")
        .finds(
        r#"
        F204 warning 692.xlsx!Phụ lục 1!D9: chỉ tiêu "I.2 Tỷ lệ hoàn thành Kế hoạch CCHC năm" ghi 76%, tính từ các chỉ tiêu thành phần được 75,0 → kept
        F204 warning 692.xlsx!Phụ lục 1!D103: chỉ tiêu "VI.1 Tỷ lệ thực hiện Kế hoạch giải ngân vốn đầu tư công" ghi 80%, tính từ các chỉ tiêu thành phần được 75,0 → kept
        F204 warning 692.xlsx!Phụ lục 1!D131: chỉ tiêu "VII.6.1 Tỷ lệ DVCTT toàn trình đủ điều kiện" ghi 74,9%, tính từ các chỉ tiêu thành phần được 75,0 → kept
        "#,
    );
}

/// One percentage in the ways in which it is typed, beside its two lines: 300 of 400.
#[test]
fn a_percentage_is_one_number_however_it_is_typed() {
    for typed in ["75", "75,0", "75%", "75,00 %", "0.75", "\"75.0%\"", "\"0,75\""] {
        let sheet = Sheet::filled()
            .with("Số nhiệm vụ đề ra", "400")
            .with("Số nhiệm vụ đã hoàn thành", "300")
            .with("Tỷ lệ hoàn thành Kế hoạch", typed);
        let case = sent(&sheet.grid());
        let night = case.read().finds("");
        let cells = night.cells("phu-luc-1");
        assert!(cells.contains(" plan_completion_rate=75"), "{typed}: {cells}");
    }
    // Nothing of nothing: neither a rate nor a fault, and 0 or a blank are how one says so.
    for typed in ["", "0", "-"] {
        let sheet = Sheet::filled()
            .with("Số nhiệm vụ đề ra", "0")
            .with("Số nhiệm vụ đã hoàn thành", "0")
            .with("Tỷ lệ hoàn thành Kế hoạch", typed);
        let findings = sent(&sheet.grid()).read().findings();
        assert!(!findings.contains("F204"), "{typed}: {findings}");
    }
    // One of its lines is not told: nothing is compared, and the blank is.
    let half = Sheet::filled().with("Số nhiệm vụ đã hoàn thành", "");
    let findings = sent(&half.grid()).read().findings();
    assert!(!findings.contains("F204") && findings.contains("I.2.2"), "{findings}");
}

/// Two sections under one title, a section without one, and sections in another order: a label that stands in one section
/// alone is found wherever it is.
#[test]
fn sections_may_be_merged_missing_or_moved() {
    let is_title = |line: &Line, number: &str| line.number == number && line.scale.is_empty();
    for gone in ["II", "IV", "VI"] {
        let mut sheet = Sheet::filled();
        sheet.0.retain(|line| line.as_ref().map_or(true, |line| !is_title(line, gone)));
        let case = sent(&sheet.grid());
        assert_eq!(case.read().finds("").cells("phu-luc-1").lines().count(), VALUES, "{gone}");
    }
    let mut moved = Sheet::filled();
    let place = |sheet: &Sheet, number: &str| {
        let found =
            sheet.0.iter().position(|line| line.as_ref().is_ok_and(|l| is_title(l, number)));
        found.unwrap_or_else(|| panic!("no section {number}"))
    };
    let (from, to) = (place(&moved, "VI"), place(&moved, "VII"));
    let section: Vec<_> = moved.0.drain(from..to).collect();
    let first = place(&moved, "II");
    moved.0.splice(first..first, section);
    let case = sent(&moved.grid());
    assert_eq!(case.read().finds("").cells("phu-luc-1").lines().count(), VALUES);
}
