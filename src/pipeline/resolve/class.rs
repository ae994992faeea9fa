//! Classes of a ranking: bounds in percent from the best down, the smallest value of a class or, where less is better, the
//! largest.

use super::shrink_guard::A_PERCENTAGE;
use crate::model::Sentence;
use crate::pipeline::fault::place::At;
use crate::pipeline::fault::said::{as_written, both};
use crate::pipeline::metric::Better;
use crate::pipeline::ranking::Class;
use crate::pipeline::written::ranking::{ClassDeclaration, RankingDeclaration};

/// The classes of a ranking whose values are good in this direction.
pub(super) fn classes(declared: &RankingDeclaration, at: &At, better: Better) -> Vec<Class> {
    let mut classes: Vec<Class> = Vec::new();
    for (at, class) in declared.class.items(&at.key("class")) {
        let title = class.title.text(&at.key("title"));
        let Some((at, bound)) = bound(class, &at, better) else { continue };
        let percent = u8::try_from(bound).ok().filter(|&percent| percent <= 100);
        let follows = |above: &Class, bound| match better {
            Better::Higher => bound < above.percent,
            Better::Lower => bound > above.percent,
        };
        match (percent, classes.last()) {
            (None, _) => at.wrong(as_written(bound), A_PERCENTAGE),
            (Some(bound), Some(above)) if !follows(above, bound) => {
                let above = above.percent;
                at.wrong(
                    both!("`{bound}` sau `{above}`", "`{bound}` after `{above}`"),
                    ("các mức từ tốt nhất trở xuống", "classes from the best down"),
                );
            }
            (Some(percent), _) => {
                classes.push(Class { percent, title: title.unwrap_or_default() });
            }
        }
    }
    classes
}

/// The bound of a class and where it stands; the one of the other direction would turn the classes round.
fn bound(class: &ClassDeclaration, at: &At, better: Better) -> Option<(At, i64)> {
    let (from, to) = (at.key("from-percent"), at.key("to-percent"));
    let (own, own_at, other, other_at, word) = match better {
        Better::Higher => (&class.from_percent, from, &class.to_percent, to, ("nhiều hơn", "more")),
        Better::Lower => (&class.to_percent, to, &class.from_percent, from, ("ít hơn", "less")),
    };
    if other.optional(&other_at).is_some() {
        let (found, expected) = match better {
            Better::Higher => ("`to-percent`", "`from-percent`"),
            Better::Lower => ("`from-percent`", "`to-percent`"),
        };
        let (vi, en) = word;
        let expected = both!("{expected}, vì {vi} là tốt", "{expected}, for {en} is better");
        other_at.wrong(Sentence::same(found), expected);
        return None;
    }
    let bound = *own.required(&own_at)?;
    Some((own_at, bound))
}
