//! Classes of a ranking: bounds in percent from the best down, the smallest value of a class or, where less is better, the
//! largest.

use crate::pipeline::fault::place::At;
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
            (None, _) => at.wrong(format!("`{bound}`"), "a percentage from 0 to 100"),
            (Some(bound), Some(above)) if !follows(above, bound) => at.wrong(
                format!("`{bound}` after `{}`", above.percent),
                "classes from the best down",
            ),
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
        Better::Higher => (&class.from_percent, from, &class.to_percent, to, "more"),
        Better::Lower => (&class.to_percent, to, &class.from_percent, from, "less"),
    };
    if other.optional(&other_at).is_some() {
        let (found, expected) = match better {
            Better::Higher => ("`to-percent`", "`from-percent`"),
            Better::Lower => ("`from-percent`", "`to-percent`"),
        };
        other_at.wrong(found, format!("{expected}, for {word} is better"));
        return None;
    }
    let bound = *own.required(&own_at)?;
    Some((own_at, bound))
}
