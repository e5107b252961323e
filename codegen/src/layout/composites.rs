//! Decides what is laid out once and shared, and what each of these is called: types that the user
//! named, and nameless ones by what they are made of.

use std::collections::{BTreeMap, BTreeSet};

use unicode_id_start::is_id_continue;

use super::boxes::boxed_parts;
use super::place::{Draft, Member, Parts};
use super::titles::title;
use crate::schema::{Literal, Look, Schema, TypeId, TypeKind, TypeTable, Union};
use crate::wire::{
    Choice, ChoiceId, CompositeId, EntriesOf, Pattern, Sequence, Shape, Unit, Variant,
};

/// Everything that the calls share, before it has places.
pub(super) struct Drafts {
    pub(super) composites: Vec<Draft>,
    pub(super) choices: Vec<Choice>,
    pub(super) patterns: Vec<Pattern>,
}

pub(super) struct Composites<'a> {
    pub(super) types: &'a TypeTable,
    boxed: BTreeSet<(TypeId, usize)>,
    /// By the identity of the type, so that equal nameless types are one.
    known: BTreeMap<String, CompositeId>,
    pub(super) drafts: Vec<Option<Draft>>,
    pub(super) names: Vec<String>,
    choices: Vec<Choice>,
    pub(super) patterns: Vec<Pattern>,
    pub(super) taken: BTreeSet<String>,
}

impl<'a> Composites<'a> {
    pub(super) fn new(schema: &'a Schema) -> Composites<'a> {
        Composites {
            types: &schema.types,
            boxed: boxed_parts(schema),
            known: BTreeMap::new(),
            drafts: Vec::new(),
            names: Vec::new(),
            choices: Vec::new(),
            patterns: Vec::new(),
            taken: BTreeSet::new(),
        }
    }

    pub(super) fn finish(self) -> Drafts {
        let finished = self
            .drafts
            .into_iter()
            .map(|draft| draft.expect("knit: a composite was left unfinished"));
        Drafts {
            composites: finished.collect(),
            choices: self.choices,
            patterns: self.patterns,
        }
    }

    /// The shape of a type; `hint` names what is made for it and has no name of its own.
    pub(super) fn shape(&mut self, ty: TypeId, hint: &str) -> Shape {
        match self.types.kind(ty) {
            TypeKind::Void => Shape::Unit(Unit::Void),
            TypeKind::Undefined => Shape::Unit(Unit::Undefined),
            TypeKind::Null => Shape::Unit(Unit::Null),
            TypeKind::Boolean => Shape::Boolean,
            TypeKind::Number => Shape::Number,
            TypeKind::Sized(width) => Shape::Sized(*width),
            TypeKind::BigInt => Shape::BigInt,
            TypeKind::String => Shape::Text,
            TypeKind::Symbol => Shape::Symbol,
            TypeKind::Literals(literals) => match literals.as_slice() {
                [literal] => Shape::Unit(Unit::Literal(literal.clone())),
                _ => Shape::Choice(self.choice(ty, literals, hint)),
            },
            TypeKind::Pattern(templates) => Shape::Pattern(self.pattern(templates, hint)),
            TypeKind::Date => Shape::Date,
            TypeKind::Bytes(view) => Shape::Bytes(*view),
            TypeKind::Instance(class) => Shape::Instance(*class),
            TypeKind::Array(_) | TypeKind::Iterable(_) | TypeKind::Set(_) | TypeKind::Map(..) => {
                Shape::List(self.composite(ty, hint))
            }
            TypeKind::Tuple(_) | TypeKind::Record(_) | TypeKind::Union(_) => {
                Shape::Inline(self.composite(ty, hint))
            }
            TypeKind::Dynamic => Shape::Dynamic,
        }
    }

    /// The shape of the part at `index` of `holder`.
    pub(super) fn part(&mut self, holder: TypeId, index: usize, ty: TypeId, hint: &str) -> Shape {
        match self.shape(ty, hint) {
            Shape::Inline(id) if self.boxed.contains(&(holder, index)) => Shape::Boxed(id),
            shape => shape,
        }
    }

    fn choice(&mut self, ty: TypeId, literals: &[Literal], hint: &str) -> ChoiceId {
        let index = self
            .choices
            .iter()
            .position(|choice| choice.literals == literals)
            .unwrap_or_else(|| {
                let name = self.types.get(ty).name.as_deref().unwrap_or(hint);
                let name = unique(&mut self.taken, pascal(name));
                self.choices.push(Choice {
                    name,
                    literals: literals.to_vec(),
                });
                self.choices.len() - 1
            });
        ChoiceId(id(index))
    }

    fn composite(&mut self, ty: TypeId, hint: &str) -> CompositeId {
        let identity = identity(self.types, ty, 0);
        if let Some(known) = self.known.get(&identity) {
            return *known;
        }
        let place = self.drafts.len();
        self.drafts.push(None);
        self.known.insert(identity, CompositeId(id(place)));
        let given = self
            .types
            .get(ty)
            .name
            .as_deref()
            .map(|name| unique(&mut self.taken, pascal(name)));
        // A type that holds itself is asked for its name before its parts can tell it.
        self.names
            .push(given.clone().unwrap_or_else(|| hint.to_string()));
        let parts = self.parts(ty, given.as_deref().unwrap_or(hint));
        let name = given.unwrap_or_else(|| {
            let described = self.describe(&parts).unwrap_or_else(|| hint.to_string());
            unique(&mut self.taken, described)
        });
        self.names[place].clone_from(&name);
        self.drafts[place] = Some(Draft {
            name,
            title: title(self.types, ty),
            parts,
        });
        CompositeId(id(place))
    }

    fn parts(&mut self, ty: TypeId, hint: &str) -> Parts {
        match self.types.kind(ty) {
            TypeKind::Record(record) => {
                let members = record
                    .fields
                    .iter()
                    .enumerate()
                    .map(|(index, field)| Member {
                        name: field.name.clone(),
                        shape: self.part(
                            ty,
                            index,
                            field.ty,
                            &format!("{hint}{}", pascal(&field.name)),
                        ),
                        optional: field.optional,
                    });
                let members = members.collect();
                Parts::Record(members, self.rest(ty, record, hint))
            }
            TypeKind::Tuple(tuple) => self.tuple(ty, tuple, hint),
            TypeKind::Array(element) => Parts::List(
                Sequence::Array,
                self.shape(*element, &format!("{hint}Item")),
            ),
            TypeKind::Iterable(item) => Parts::List(
                Sequence::Iterable,
                self.shape(*item, &format!("{hint}Item")),
            ),
            TypeKind::Set(member) => {
                Parts::List(Sequence::Set, self.shape(*member, &format!("{hint}Member")))
            }
            TypeKind::Map(key, value) => Parts::Map(
                EntriesOf::Map,
                self.shape(*key, &format!("{hint}Key")),
                self.shape(*value, &format!("{hint}Value")),
            ),
            TypeKind::Union(union) => {
                Parts::Union(self.variants(ty, union, hint), union.tells.clone())
            }
            kind => unreachable!("knit: {kind:?} has no parts"),
        }
    }

    fn variants(&mut self, ty: TypeId, union: &Union, hint: &str) -> Vec<Variant> {
        let variants = union
            .variants
            .iter()
            .enumerate()
            .map(|(index, variant)| Variant {
                shape: self.part(ty, index, *variant, &format!("{hint}Variant{index}")),
                test: self.look(*variant),
            });
        variants.collect()
    }

    fn look(&self, variant: TypeId) -> Look {
        let kind = self.types.kind(variant);
        let look = kind.look();
        look.unwrap_or_else(|| unreachable!("knit: {kind:?} as a variant"))
    }

    /// A name from the parts: `PointList`, `TextOrNull`.
    fn describe(&self, parts: &Parts) -> Option<String> {
        match parts {
            Parts::List(Sequence::Array, element) => Some(format!("{}List", self.word(element)?)),
            Parts::List(Sequence::Iterable, item) => Some(format!("{}Items", self.word(item)?)),
            Parts::List(Sequence::Rest(_), _) => None,
            Parts::List(Sequence::Set, member) => Some(format!("{}Set", self.word(member)?)),
            Parts::Map(_, key, value) => {
                Some(format!("{}To{}Map", self.word(key)?, self.word(value)?))
            }
            Parts::Union(variants, _) if variants.len() <= 3 => {
                let words: Option<Vec<_>> = variants
                    .iter()
                    .map(|variant| self.word(&variant.shape))
                    .collect();
                words.map(|words| words.join("Or"))
            }
            Parts::Union(..) | Parts::Tuple(..) | Parts::Record(..) => None,
        }
    }

    fn word(&self, shape: &Shape) -> Option<String> {
        let word = match shape {
            Shape::Unit(Unit::Null) => "Null",
            Shape::Unit(Unit::Undefined) => "Undefined",
            Shape::Unit(Unit::Void | Unit::Literal(_)) => return None,
            Shape::Boolean => "Boolean",
            Shape::Number => "Number",
            Shape::Date => "Date",
            Shape::Sized(width) => return Some(width.name().to_uppercase()),
            Shape::Symbol => "Symbol",
            Shape::Instance(class) => class.name(),
            Shape::BigInt => "BigInt",
            Shape::Text | Shape::Pattern(_) => "Text",
            Shape::Dynamic => "Dynamic",
            Shape::Bytes(view) => view.name(),
            Shape::Choice(id) => &self.choices[id.0 as usize].name,
            Shape::List(id) | Shape::Inline(id) | Shape::Boxed(id) => &self.names[id.0 as usize],
        };
        Some(word.to_string())
    }
}

/// What makes two types the same: the declaration for named ones, the parts for the others.
fn identity(types: &TypeTable, ty: TypeId, depth: u32) -> String {
    // Only a nameless type inside itself is this deep; it is the same as no other.
    if types.get(ty).name.is_some() || depth > 8 {
        return format!("#{}", ty.0);
    }
    let inner = |ty: &TypeId| identity(types, *ty, depth + 1);
    match types.kind(ty) {
        TypeKind::Array(element) => format!("[{}]", inner(element)),
        TypeKind::Iterable(item) => format!("Iterable[{}]", inner(item)),
        TypeKind::Set(member) => format!("Set[{}]", inner(member)),
        TypeKind::Map(key, value) => format!("Map[{},{}]", inner(key), inner(value)),
        TypeKind::Tuple(tuple) => tuple.spelling(|ty| inner(&ty)),
        TypeKind::Union(union) => format!(
            "<{}>",
            union
                .variants
                .iter()
                .map(inner)
                .collect::<Vec<_>>()
                .join("|")
        ),
        TypeKind::Record(record) => {
            let field = |name: &str, optional: bool, ty| {
                format!("{name:?}{}{}", if optional { "?" } else { ":" }, inner(ty))
            };
            let fields = record.fields.iter();
            let fields = fields.map(|it| field(&it.name, it.optional, &it.ty));
            let indexes = record.indexes.iter();
            let indexes = indexes.map(|it| format!("{:?}=>{}", it.keys, inner(&it.ty)));
            let parts: Vec<_> = fields.chain(indexes).collect();
            format!("{{{}}}", parts.join(";"))
        }
        kind => format!("{kind:?}"),
    }
}

/// `odd key` as `OddKey`: the words of `text` that fit an identifier, each with a capital.
pub(crate) fn pascal(text: &str) -> String {
    let words =
        text.split(|character: char| "_$".contains(character) || !is_id_continue(character));
    let mut name = String::new();
    for word in words {
        let mut characters = word.chars();
        name.extend(characters.next().map(|first| first.to_ascii_uppercase()));
        name.push_str(characters.as_str());
    }
    name
}

/// Long enough to tell and short enough for one line.
const LONGEST_NAME: usize = 32;

/// The name itself, cut, or with the first number that makes it new.
pub(super) fn unique(taken: &mut BTreeSet<String>, name: String) -> String {
    let name: String = if name.is_empty() {
        "Type".to_string()
    } else {
        name.chars().take(LONGEST_NAME).collect()
    };
    let mut candidate = name.clone();
    let mut number = 2;
    while !taken.insert(candidate.clone()) {
        candidate = format!("{name}{number}");
        number += 1;
    }
    candidate
}

pub(super) fn id(index: usize) -> u32 {
    u32::try_from(index).expect("knit: more than 2^32 composites")
}
