//! Finds out how the variants of a union can be told apart: first by what they are at sight, and those of
//! one kind by what they are made of.
//!
//! Of objects, the literal that all have decides; where there is none, or not for all, one variant after
//! the other is asked for what only it can have. An encoder that believes the wrong one would refuse a
//! value that is right, so each answer has to be certain.

use super::looks::{DEEPEST, are_apart, looks_at, paths};
use crate::schema::{Ask, Literal, Look, Step, Tell, TypeId, TypeKind, TypeTable};

/// Why a union cannot be told apart, and what to write instead.
type Reason = (&'static str, &'static str);

type Kind = (fn(&TypeKind) -> bool, Reason);

/// What is alike at sight.
const KINDS: [Kind; 4] = [
    (
        |kind| matches!(kind, TypeKind::Array(_) | TypeKind::Tuple(_)),
        (
            "more than one kind of array",
            "use one array of a union, or an object with a literal property for each",
        ),
    ),
    (
        |kind| matches!(kind, TypeKind::Map(..)),
        (
            "more than one kind of Map",
            "use one Map of unions, or an object with a literal property for each",
        ),
    ),
    (
        |kind| matches!(kind, TypeKind::Set(_)),
        (
            "more than one kind of Set",
            "use one Set of a union, or an object with a literal property for each",
        ),
    ),
    (
        |kind| matches!(kind, TypeKind::Record(_)),
        (
            "no property tells its objects apart",
            "give each object a property with a literal type of its own, such as `kind: \"circle\"`",
        ),
    ),
];

const ITERABLES: Reason = (
    "an `Iterable` beside another list",
    "use one `Iterable` of a union",
);

/// The tag is two bytes at most.
const MOST_VARIANTS: usize = 1 << 16;
const TOO_MANY: Reason = ("more than 65,536 variants", "split the union");

/// How those variants are told apart that are alike at sight.
pub(super) fn tells(types: &TypeTable, variants: &[TypeId]) -> Result<Vec<Tell>, Reason> {
    if variants.len() > MOST_VARIANTS {
        return Err(TOO_MANY);
    }
    if variants.iter().any(|id| is_iterable(types, *id))
        && variants.iter().filter(|id| is_listed(types, **id)).count() > 1
    {
        return Err(ITERABLES);
    }
    let mut tells = Vec::new();
    for (is_alike, reason) in KINDS {
        let alike = (0..variants.len()).filter(|at| is_alike(types.kind(variants[*at])));
        let alike: Vec<usize> = alike.collect();
        if alike.len() > 1 {
            let search = Search { types, variants };
            tells.push(search.tell(&alike).ok_or(reason)?);
        }
    }
    Ok(tells)
}

fn is_iterable(types: &TypeTable, id: TypeId) -> bool {
    matches!(types.kind(id), TypeKind::Iterable(_))
}

/// Whether a value may be iterated over.
fn is_listed(types: &TypeTable, id: TypeId) -> bool {
    matches!(
        types.kind(id),
        TypeKind::Iterable(_)
            | TypeKind::Array(_)
            | TypeKind::Tuple(_)
            | TypeKind::Set(_)
            | TypeKind::Map(..)
            | TypeKind::Bytes(_)
            | TypeKind::Instance(_)
    )
}

struct Search<'a> {
    types: &'a TypeTable,
    variants: &'a [TypeId],
}

/// Variants by the literals that lead to them.
type Cases = Vec<(Vec<Literal>, Vec<usize>)>;

impl Search<'_> {
    fn tell(&self, group: &[usize]) -> Option<Tell> {
        if let [only] = group {
            return Some(Tell::Only(*only));
        }
        self.switch(group).or_else(|| self.first(group))
    }

    /// By the literal that leaves the fewest together.
    fn switch(&self, group: &[usize]) -> Option<Tell> {
        let mut best: Option<(usize, Vec<Step>, Cases)> = None;
        for path in paths(self.types, self.variants[group[0]], DEEPEST) {
            let fewest = best.as_ref().map_or(group.len(), |(most, ..)| *most);
            let Some(cases) = self.cases(group, &path) else {
                continue;
            };
            let most = cases.iter().map(|(_, variants)| variants.len()).max()?;
            if most < fewest {
                best = Some((most, path, cases));
            }
            if most == 1 {
                break;
            }
        }
        let (_, path, cases) = best?;
        let cases = cases.into_iter().map(|(literals, variants)| {
            let tell = self.tell(&variants)?;
            Some((literals, tell))
        });
        let cases = cases.collect::<Option<Vec<_>>>()?;
        Some(Tell::Switch { path, cases })
    }

    /// Nothing where one of them may be something else than a literal there.
    fn cases(&self, group: &[usize], path: &[Step]) -> Option<Cases> {
        let mut found: Vec<(Literal, Vec<usize>)> = Vec::new();
        for at in group {
            for literal in self.literals(*at, path)? {
                match found.iter_mut().find(|(known, _)| *known == literal) {
                    Some((_, variants)) => variants.push(*at),
                    None => found.push((literal, vec![*at])),
                }
            }
        }
        let mut cases: Cases = Vec::new();
        for (literal, variants) in found {
            match cases.iter_mut().find(|(_, known)| *known == variants) {
                Some((literals, _)) => literals.push(literal),
                None => cases.push((vec![literal], variants)),
            }
        }
        Some(cases)
    }

    fn literals(&self, variant: usize, path: &[Step]) -> Option<Vec<Literal>> {
        let mut literals = Vec::new();
        for look in looks_at(self.types, self.variants[variant], path)? {
            match look {
                Look::Literals(some) => literals.extend(some),
                Look::Boolean => literals.extend([true, false].map(Literal::Boolean)),
                _ => return None,
            }
        }
        Some(literals)
    }

    /// The first one that can be told from all others, then the others among themselves.
    fn first(&self, group: &[usize]) -> Option<Tell> {
        let told = (1..=DEEPEST).find_map(|deepest| {
            group.iter().find_map(|at| {
                let others: Vec<usize> = group.iter().copied().filter(|it| it != at).collect();
                Some((*at, self.asks(*at, &others, deepest)?, others))
            })
        });
        let (variant, asks, others) = told?;
        let others = match &others[..] {
            [last] => self.last(*last, variant),
            _ => self.tell(&others)?,
        };
        Some(Tell::First {
            asks,
            variant,
            others: Some(Box::new(others)),
        })
    }

    /// The last one is asked too, where that can be, so that what is none of them is told as that.
    fn last(&self, variant: usize, other: usize) -> Tell {
        match self.asks(variant, &[other], DEEPEST) {
            Some(asks) => Tell::First {
                asks,
                variant,
                others: None,
            },
            None => Tell::Only(variant),
        }
    }

    /// What is so of every value of a variant, `deepest` steps down at most, and not all of it of any value of the others.
    fn asks(&self, variant: usize, others: &[usize], deepest: usize) -> Option<Vec<Ask>> {
        let mut asks = self.length(variant, others);
        let ty = self.variants[variant];
        let found = paths(self.types, ty, deepest);
        asks.extend(
            found
                .into_iter()
                .filter_map(|path| self.ask(ty, path, others)),
        );
        // Literals say the most, and whether there is something at all the least.
        asks.sort_by_key(|(_, ask)| match &ask.looks[..] {
            [Look::Literals(_)] => 0,
            [Look::Given] => 1,
            _ => 2,
        });
        let mut chosen = Vec::new();
        let mut left: Vec<usize> = others.to_vec();
        while !left.is_empty() {
            let count = |excluded: &[usize]| left.iter().filter(|it| excluded.contains(it)).count();
            let most = asks.iter().map(|(excluded, _)| count(excluded)).max()?;
            if most == 0 {
                return None;
            }
            let best = asks.iter().find(|(excluded, _)| count(excluded) == most)?;
            left.retain(|it| !best.0.contains(it));
            chosen.push(best.1.clone());
        }
        Some(chosen)
    }

    /// With those of the others that it excludes.
    fn ask(&self, ty: TypeId, path: Vec<Step>, others: &[usize]) -> Option<(Vec<usize>, Ask)> {
        let mut looks = each_once(looks_at(self.types, ty, &path)?);
        let excluded_by = |looks: &[Look]| -> Vec<usize> {
            let others = others.iter().copied();
            others
                .filter(|other| self.excludes(ty, looks, self.variants[*other], &path))
                .collect()
        };
        let excluded = excluded_by(&looks);
        // How a string begins is asked where that it is one does not tell as much.
        let plain = each_once(looks.iter().map(any_string).collect());
        if plain != looks && excluded_by(&plain) == excluded {
            looks = plain;
        }
        let nothing = vec![Look::Undefined];
        let absent = |other: &usize| {
            looks_at(self.types, self.variants[*other], &path).as_ref() == Some(&nothing)
        };
        // That it is there is enough then; what it is gets checked where it is written.
        if !looks.contains(&Look::Undefined) && excluded.iter().all(absent) {
            looks = vec![Look::Given];
        }
        (!excluded.is_empty()).then_some((excluded, Ask { path, looks }))
    }

    fn excludes(&self, ty: TypeId, looks: &[Look], other: TypeId, path: &[Step]) -> bool {
        let Some(mut those) = looks_at(self.types, other, path) else {
            return false;
        };
        // What is empty is the same for both.
        if self.may_be_empty(ty) && self.may_be_empty(other) && path.len() == 1 {
            those.retain(|look| *look != Look::Undefined);
        }
        are_apart(looks, &those)
    }

    fn may_be_empty(&self, ty: TypeId) -> bool {
        matches!(
            self.types.kind(ty),
            TypeKind::Array(_) | TypeKind::Set(_) | TypeKind::Map(..)
        )
    }

    /// How many items a tuple has, if that tells it from others.
    fn length(&self, variant: usize, others: &[usize]) -> Vec<(Vec<usize>, Ask)> {
        let Some((least, most)) = self.lengths(variant) else {
            return Vec::new();
        };
        let is_apart = |other: &usize| {
            let (low, high) = self.lengths(*other).unwrap_or((0, None));
            most.is_some_and(|most| most < low) || high.is_some_and(|high| high < least)
        };
        let excluded: Vec<usize> = others.iter().copied().filter(is_apart).collect();
        let looks = vec![Look::Length(least, most)];
        let ask = Ask {
            path: Vec::new(),
            looks,
        };
        match excluded.is_empty() {
            true => Vec::new(),
            false => vec![(excluded, ask)],
        }
    }

    fn lengths(&self, variant: usize) -> Option<(usize, Option<usize>)> {
        match self.types.kind(self.variants[variant]) {
            TypeKind::Tuple(tuple) => {
                let least = tuple.required.len() + tuple.last.len();
                let most = least + tuple.optional.len();
                Some((least, tuple.rest.is_none().then_some(most)))
            }
            _ => None,
        }
    }
}

fn each_once(looks: Vec<Look>) -> Vec<Look> {
    let mut kept: Vec<Look> = Vec::new();
    for look in looks {
        if !kept.contains(&look) {
            kept.push(look);
        }
    }
    kept
}

fn any_string(look: &Look) -> Look {
    match look {
        Look::Starts(_) => Look::String,
        other => other.clone(),
    }
}
