//! Template-literal types: finite ones become unions of literals, others stay patterns. And texts matched
//! against them.

use std::rc::Rc;

use super::Evaluator;
use super::types::{Casing, Ty, Type, Value};
use crate::codes;
use crate::parse::keys::number_text;

/// Literals that one template may come to.
const MOST_TEXTS: usize = 20_000;

/// Bytes of text that count as one step.
const TEXT_PER_STEP: usize = 64;

/// A template that is being put together.
#[derive(Clone, Default)]
struct Parts {
    texts: Vec<String>,
    types: Vec<Ty>,
    open: String,
}

impl Evaluator<'_, '_> {
    pub(super) fn template(&mut self, texts: &[String], types: Vec<Ty>) -> Ty {
        let mut alternatives = vec![Parts {
            open: texts[0].clone(),
            ..Parts::default()
        }];
        for (ty, text) in types.into_iter().zip(&texts[1..]) {
            let ty = self.force(ty);
            let members = self.types.members(ty);
            if alternatives.len() * members.len() > MOST_TEXTS {
                let place = self.place.clone();
                self.report(self.site, |span| codes::complex_type(&place, span));
                return Ty::UNKNOWABLE;
            }
            let mut longer = Vec::new();
            for parts in &alternatives {
                for member in &members {
                    let mut parts = parts.clone();
                    self.append(&mut parts, *member);
                    parts.open += text;
                    longer.push(parts);
                }
            }
            alternatives = longer;
            if !self.affords(&alternatives) {
                return Ty::UNKNOWABLE;
            }
        }
        let types: Vec<Ty> = alternatives
            .into_iter()
            .map(|parts| self.finished(parts))
            .collect();
        self.union(types)
    }

    /// Long ones take their time as well as many.
    fn affords(&mut self, alternatives: &[Parts]) -> bool {
        let lengths = alternatives
            .iter()
            .map(|parts| 1 + parts.types.len() + parts.open.len() / TEXT_PER_STEP);
        self.spend(lengths.sum())
    }

    fn append(&mut self, parts: &mut Parts, ty: Ty) {
        match self.forced(ty) {
            Type::Template(texts, types) => {
                parts.open += &texts[0];
                for (ty, text) in types.iter().zip(&texts[1..]) {
                    parts.types.push(*ty);
                    parts.texts.push(std::mem::take(&mut parts.open));
                    parts.open += text;
                }
            }
            Type::Brand(inner) => self.append(parts, inner[0]),
            _ => match self.text_of(ty) {
                Some(text) => parts.open += &text,
                None => {
                    parts.texts.push(std::mem::take(&mut parts.open));
                    parts.types.push(self.force(ty));
                }
            },
        }
    }

    fn finished(&mut self, parts: Parts) -> Ty {
        if parts.types.is_empty() {
            return self.types.text(&parts.open);
        }
        let mut texts: Vec<Rc<str>> = parts.texts.iter().map(|text| Rc::from(&**text)).collect();
        texts.push(Rc::from(&*parts.open));
        let alone = texts.iter().all(|text| text.is_empty()) && parts.types.len() == 1;
        match (alone, parts.types[0]) {
            (true, Ty::STRING) => Ty::STRING,
            (true, ty) if matches!(self.types.get(ty), Type::Recased(..)) => ty,
            _ => self.types.add(Type::Template(texts, parts.types)),
        }
    }

    /// The text that a literal becomes in a template.
    pub(super) fn text_of(&mut self, ty: Ty) -> Option<String> {
        Some(match self.forced(ty) {
            Type::Literal(value, _) => match value {
                Value::String(text) => text.to_string(),
                Value::Number(bits) => number_text(f64::from_bits(bits)),
                Value::BigInt(digits) => digits.to_string(),
                Value::Boolean(value) => value.to_string(),
            },
            Type::Null => "null".to_string(),
            Type::Undefined | Type::Absent => "undefined".to_string(),
            _ => return None,
        })
    }

    pub(super) fn recase(&mut self, casing: Casing, ty: Ty) -> Ty {
        let ty = self.force(ty);
        match self.types.get(ty).clone() {
            Type::Union(members, _) => {
                let members = members
                    .into_iter()
                    .map(|member| self.recase(casing, member));
                let members = members.collect();
                self.union(members)
            }
            Type::Literal(Value::String(text), _) => {
                let text = recased(casing, &text);
                self.types.text(&text)
            }
            Type::Template(texts, types) => self.recase_template(casing, &texts, &types),
            Type::Recased(inner, _) if inner == casing => ty,
            Type::String | Type::Parameter(_) | Type::Recased(..) => {
                self.types.add(Type::Recased(casing, ty))
            }
            _ => ty,
        }
    }

    fn recase_template(&mut self, casing: Casing, texts: &[Rc<str>], types: &[Ty]) -> Ty {
        let whole = matches!(casing, Casing::Upper | Casing::Lower);
        let first_only = !whole && !texts[0].is_empty();
        let texts: Vec<String> = texts
            .iter()
            .enumerate()
            .map(|(at, text)| match whole || at == 0 {
                true => recased(casing, text),
                false => text.to_string(),
            })
            .collect();
        let types =
            types
                .iter()
                .enumerate()
                .map(|(at, ty)| match whole || (at == 0 && !first_only) {
                    true => self.recase(casing, *ty),
                    false => *ty,
                });
        let types = types.collect();
        self.template(&texts, types)
    }

    /// What stands at each place of a template, if a text fits it: as short as can be, the last as long.
    pub(super) fn fill(&mut self, text: &str, texts: &[Rc<str>], types: &[Ty]) -> Option<Vec<Ty>> {
        let mut rest = text.strip_prefix(&*texts[0])?;
        let mut filled = Vec::new();
        for (at, next) in texts[1..].iter().enumerate() {
            let last = at + 2 == texts.len();
            let end = if last {
                rest.strip_suffix(&**next)?.len()
            } else if next.is_empty() {
                rest.chars().next()?.len_utf8()
            } else {
                // A place holds at least one character if another follows at once; else it may be empty.
                rest.find(&**next)?
            };
            let _ = types;
            filled.push(self.types.text(&rest[..end]));
            rest = &rest[end + next.len()..];
        }
        Some(filled)
    }

    /// Whether a text may stand where a type does in a template.
    pub(super) fn fits_place(&mut self, text: &str, ty: Ty) -> bool {
        match self.forced(ty) {
            Type::String | Type::Any => true,
            Type::Number => is_number(text),
            Type::BigInt => is_bigint(text),
            Type::Union(members, _) => members.iter().any(|member| self.fits_place(text, *member)),
            Type::Recased(casing, inner) => {
                recased(casing, text) == text && self.fits_place(text, inner)
            }
            Type::Template(texts, types) => self.matches(text, &texts, &types),
            Type::Brand(parts) => self.fits_place(text, parts[0]),
            _ => self.text_of(ty).is_some_and(|only| only == text),
        }
    }

    pub(super) fn matches(&mut self, text: &str, texts: &[Rc<str>], types: &[Ty]) -> bool {
        let Some(filled) = self.fill(text, texts, types) else {
            return false;
        };
        filled.iter().zip(types).all(|(filled, ty)| {
            let filled = self.text_of(*filled).unwrap_or_default();
            self.fits_place(&filled, *ty)
        })
    }
}

pub(super) fn recased(casing: Casing, text: &str) -> String {
    let first = text.chars().next().map_or(0, char::len_utf8);
    match casing {
        Casing::Upper => text.to_uppercase(),
        Casing::Lower => text.to_lowercase(),
        Casing::Capital => text[..first].to_uppercase() + &text[first..],
        Casing::Uncapital => text[..first].to_lowercase() + &text[first..],
    }
}

/// Whether a text is how JavaScript writes some number.
pub(super) fn is_number(text: &str) -> bool {
    let plain = !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    plain && text.parse::<f64>().is_ok_and(f64::is_finite)
}

fn is_bigint(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}
