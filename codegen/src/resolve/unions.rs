//! Unions made flat and told apart, when every type that they are made of is known.
//!
//! First each union is reduced to its variants: those of inner unions in their place, literals that a
//! wider member covers left out, the rest of them gathered. Then each that is still used must have
//! variants that an encoder can tell apart; otherwise it becomes dynamic.

use std::collections::{BTreeMap, BTreeSet};

use super::{same, tell};
use crate::codes;
use crate::report::Diagnostics;
use crate::schema::{
    Literal, Schema, Template, TypeDef, TypeId, TypeKind, TypeTable, Union, Width,
};

/// Objects and lists among the variants of all unions of a module together: each is code that tells it from the others.
const MOST_TOGETHER: usize = 20_000;
const TOO_MANY_TOGETHER: (&str, &str) = (
    "so many kinds of objects that all unions together have more than 20,000",
    "only those that the task needs",
);

pub(super) fn settle(schema: Schema, places: Vec<String>, diagnostics: &mut Diagnostics) -> Schema {
    let (mut schema, mut places) = keep_used(schema, places);
    reduce_all(&mut schema.types, &mut places, diagnostics);
    let (mut schema, places) = keep_used(schema, places);
    tell_apart(&mut schema.types, &places, diagnostics);
    keep_used(schema, places).0
}

/// Drops types that no task leads to, and numbers the others in the order in which they are met.
fn keep_used(schema: Schema, places: Vec<String>) -> (Schema, Vec<String>) {
    let mut found: Vec<_> = schema.types.types.into_iter().map(Some).collect();
    let mut kept = Schema {
        tasks: schema.tasks,
        types: TypeTable::default(),
    };
    let mut numbers = BTreeMap::new();
    let mut order = Vec::new();
    let roots = kept.tasks.iter().flat_map(|task| {
        let parameters = task.params.iter().map(|param| param.ty);
        parameters.chain([task.result])
    });
    let mut waiting: Vec<TypeId> = roots.collect();
    waiting.reverse();
    while let Some(id) = waiting.pop() {
        if let Some(mut def) = found[id.0 as usize].take() {
            let parts = parts_mut(&mut def.kind).into_iter();
            waiting.extend(parts.rev().map(|part| *part));
            numbers.insert(id, kept.types.push(def));
            order.push(id);
        }
    }
    let number = |id: &mut TypeId| *id = numbers[id];
    for task in &mut kept.tasks {
        let parameters = task.params.iter_mut().map(|param| &mut param.ty);
        parameters.chain([&mut task.result]).for_each(number);
    }
    for def in &mut kept.types.types {
        parts_mut(&mut def.kind).into_iter().for_each(number);
    }
    let places = order.iter().map(|id| places[id.0 as usize].clone());
    (kept, places.collect())
}

fn parts_mut(kind: &mut TypeKind) -> Vec<&mut TypeId> {
    match kind {
        TypeKind::Array(element) | TypeKind::Iterable(element) | TypeKind::Set(element) => {
            vec![element]
        }
        TypeKind::Map(key, value) => vec![key, value],
        TypeKind::Tuple(tuple) => {
            let fixed = tuple.required.iter_mut().chain(&mut tuple.optional);
            fixed
                .chain(&mut tuple.rest)
                .chain(&mut tuple.last)
                .collect()
        }
        TypeKind::Record(record) => {
            let fields = record.fields.iter_mut().map(|field| &mut field.ty);
            let indexes = record.indexes.iter_mut().map(|index| &mut index.ty);
            fields.chain(indexes).collect()
        }
        TypeKind::Union(union) => union.variants.iter_mut().collect(),
        TypeKind::Void
        | TypeKind::Undefined
        | TypeKind::Null
        | TypeKind::Boolean
        | TypeKind::Number
        | TypeKind::Sized(_)
        | TypeKind::BigInt
        | TypeKind::String
        | TypeKind::Symbol
        | TypeKind::Literals(_)
        | TypeKind::Pattern(_)
        | TypeKind::Date
        | TypeKind::Bytes(_)
        | TypeKind::Instance(_)
        | TypeKind::Dynamic => Vec::new(),
    }
}

fn reduce_all(types: &mut TypeTable, places: &mut Vec<String>, diagnostics: &mut Diagnostics) {
    let ids = (0..types.types.len() as u32).map(TypeId);
    let unions: Vec<TypeId> = ids
        .filter(|id| matches!(types.kind(*id), TypeKind::Union(_)))
        .collect();
    // All are flattened before any is replaced: each looks through the others as they are written.
    let mut flat: Vec<Option<Vec<TypeId>>> = unions
        .iter()
        .map(|id| flatten(types, *id, diagnostics))
        .collect();
    if let Some(first) = leave_largest(types, &mut flat) {
        let (why, instead) = TOO_MANY_TOGETHER;
        let TypeId(index) = unions[first];
        let (place, span) = (&places[index as usize], types.get(unions[first]).span);
        diagnostics.push(codes::open_union(why, place, instead, span));
    }
    for (id, variants) in unions.into_iter().zip(flat) {
        let kind = match variants {
            Some(variants) => reduce(types, variants),
            None => TypeKind::Dynamic,
        };
        types.types[id.0 as usize].kind = kind;
        // Gathered literals are types of their own, in the place of the union.
        places.resize(types.types.len(), places[id.0 as usize].clone());
    }
}

/// Leaves the unions with the most variants to the dynamic cell where all have too many together; returns the first.
fn leave_largest(types: &TypeTable, flat: &mut [Option<Vec<TypeId>>]) -> Option<usize> {
    let is_made_of_parts = |id: &&TypeId| {
        let kind = types.kind(**id);
        !matches!(kind, TypeKind::Literals(_) | TypeKind::Pattern(_))
    };
    let count = |variants: &Vec<TypeId>| variants.iter().filter(is_made_of_parts).count();
    let counts: Vec<usize> = flat.iter().map(|it| it.as_ref().map_or(0, count)).collect();
    let mut together: usize = counts.iter().sum();
    let mut largest_first: Vec<usize> = (0..flat.len()).collect();
    largest_first.sort_by_key(|at| std::cmp::Reverse(counts[*at]));
    let mut first = None;
    for at in largest_first {
        if together <= MOST_TOGETHER {
            break;
        }
        together -= counts[at];
        flat[at] = None;
        first = Some(first.map_or(at, |known: usize| known.min(at)));
    }
    first
}

/// The members of a union and of the unions within it, each once. `None` for one that contains itself.
fn flatten(types: &TypeTable, union: TypeId, diagnostics: &mut Diagnostics) -> Option<Vec<TypeId>> {
    let mut walk = Walk {
        types,
        path: Vec::new(),
        done: BTreeSet::new(),
        found: Vec::new(),
    };
    match walk.visit(union) {
        Ok(()) => Some(walk.found),
        Err(id) => {
            let def = types.get(id);
            let name = def.name.as_deref().unwrap_or("union");
            diagnostics.push(codes::circular_type(name, def.span));
            None
        }
    }
}

struct Walk<'a> {
    types: &'a TypeTable,
    path: Vec<TypeId>,
    done: BTreeSet<TypeId>,
    found: Vec<TypeId>,
}

impl Walk<'_> {
    fn visit(&mut self, id: TypeId) -> Result<(), TypeId> {
        if self.path.contains(&id) {
            return Err(id);
        }
        if !self.done.insert(id) {
            return Ok(());
        }
        let TypeKind::Union(union) = self.types.kind(id) else {
            self.found.push(id);
            return Ok(());
        };
        self.path.push(id);
        for variant in &union.variants {
            self.visit(*variant)?;
        }
        self.path.pop();
        Ok(())
    }
}

/// What the members come to: one kind, or a union of several.
fn reduce(types: &mut TypeTable, members: Vec<TypeId>) -> TypeKind {
    let members = join_booleans(types, members);
    let members = join_widths(types, members, &TypeKind::Number);
    let members = join_widths(types, members, &TypeKind::BigInt);
    let kinds: Vec<TypeKind> = members.iter().map(|id| types.kind(*id).clone()).collect();
    if kinds.contains(&TypeKind::Dynamic) {
        return TypeKind::Dynamic;
    }
    let literals = gather(&kinds);
    let templates = gather_templates(&kinds);
    let mut variants: Vec<(TypeId, TypeKind)> = Vec::new();
    // What is gathered stands in the place of its first member.
    let mut literals = Some(literals).filter(|literals| !literals.is_empty());
    let mut templates = Some(templates).filter(|templates| !templates.is_empty());
    for (id, kind) in members.into_iter().zip(kinds) {
        let (id, kind) = match kind {
            TypeKind::Literals(_) => {
                let Some(literals) = literals.take() else {
                    continue;
                };
                let kind = TypeKind::Literals(literals);
                (share(types, id, &kind), kind)
            }
            TypeKind::Pattern(_) => {
                let Some(templates) = templates.take() else {
                    continue;
                };
                let kind = TypeKind::Pattern(templates);
                (share(types, id, &kind), kind)
            }
            TypeKind::Void => (share(types, id, &TypeKind::Undefined), TypeKind::Undefined),
            other => (id, other),
        };
        if !variants.iter().any(|(_, known)| *known == kind) {
            variants.push((id, kind));
        }
    }
    match &variants[..] {
        [(_, only)] => only.clone(),
        _ => TypeKind::Union(Union {
            variants: variants.into_iter().map(|(id, _)| id).collect(),
            tells: Vec::new(),
        }),
    }
}

/// `true | false` is `boolean`, wherever the two stand.
fn join_booleans(types: &mut TypeTable, mut members: Vec<TypeId>) -> Vec<TypeId> {
    let holds = |id: TypeId, value: bool| match types.kind(id) {
        TypeKind::Literals(literals) => literals.contains(&Literal::Boolean(value)),
        _ => false,
    };
    let first = members
        .iter()
        .position(|id| holds(*id, true) || holds(*id, false));
    let both = [true, false]
        .iter()
        .all(|value| members.iter().any(|id| holds(*id, *value)));
    if let Some(first) = first.filter(|_| both) {
        let boolean = share(types, members[first], &TypeKind::Boolean);
        members.insert(first, boolean);
    }
    members
}

/// Numbers of several widths are of the widest, or of any width: they look alike. So are bigints.
fn join_widths(types: &mut TypeTable, members: Vec<TypeId>, any: &TypeKind) -> Vec<TypeId> {
    let width = |types: &TypeTable, id: TypeId| match types.kind(id) {
        TypeKind::Sized(width) if width.is_bigint() == (*any == TypeKind::BigInt) => Some(*width),
        _ => None,
    };
    let widths: Vec<Width> = members.iter().filter_map(|id| width(types, *id)).collect();
    let is_any = members.iter().any(|id| types.kind(*id) == any);
    let Some(first) = members.iter().position(|id| width(types, *id).is_some()) else {
        return members;
    };
    let fits_all = |one: &Width| widths.iter().all(|other| one.has_room_for(*other));
    let joined = match widths.iter().copied().find(fits_all) {
        Some(widest) if !is_any => TypeKind::Sized(widest),
        _ => any.clone(),
    };
    let joined = share(types, members[first], &joined);
    let members = members.into_iter().enumerate();
    let members = members.filter_map(|(at, id)| match width(types, id) {
        Some(_) => (at == first).then_some(joined),
        None => Some(id),
    });
    members.collect()
}

/// The member's own type where it is of that kind already, or a new one.
fn share(types: &mut TypeTable, id: TypeId, kind: &TypeKind) -> TypeId {
    let def = types.get(id);
    if def.kind == *kind {
        return id;
    }
    let span = def.span;
    types.push(TypeDef {
        name: None,
        kind: kind.clone(),
        span,
    })
}

/// All literals that no wider member covers, in the order of the source.
fn gather(kinds: &[TypeKind]) -> Vec<Literal> {
    let mut seen = BTreeSet::new();
    let all = kinds.iter().flat_map(|kind| match kind {
        TypeKind::Literals(literals) => literals.as_slice(),
        _ => &[],
    });
    let wide: Vec<&TypeKind> = kinds.iter().filter(|kind| is_wide(kind)).collect();
    all.filter(|literal| !wide.contains(&&wider(literal)) && seen.insert(identity(literal)))
        .cloned()
        .collect()
}

/// Two literals are one where these are the same.
fn identity(literal: &Literal) -> (u8, u64, &str) {
    match literal {
        Literal::Boolean(value) => (0, u64::from(*value), ""),
        // `-0` is `0` to a type.
        Literal::Number(value) => (1, (value + 0.0).to_bits(), ""),
        Literal::BigInt(digits) => (2, 0, digits),
        Literal::String(text) => (3, 0, text),
    }
}

fn is_wide(kind: &TypeKind) -> bool {
    matches!(
        kind,
        TypeKind::Boolean | TypeKind::Number | TypeKind::BigInt | TypeKind::String
    )
}

/// All patterns, unless any string will do.
fn gather_templates(kinds: &[TypeKind]) -> Vec<Template> {
    if kinds.contains(&TypeKind::String) {
        return Vec::new();
    }
    let mut seen = BTreeSet::new();
    let all = kinds.iter().flat_map(|kind| match kind {
        TypeKind::Pattern(templates) => templates.as_slice(),
        _ => &[],
    });
    all.filter(|template| seen.insert(*template))
        .cloned()
        .collect()
}

fn wider(literal: &Literal) -> TypeKind {
    match literal {
        Literal::Boolean(_) => TypeKind::Boolean,
        Literal::Number(_) => TypeKind::Number,
        Literal::BigInt(_) => TypeKind::BigInt,
        Literal::String(_) => TypeKind::String,
    }
}

fn tell_apart(types: &mut TypeTable, places: &[String], diagnostics: &mut Diagnostics) {
    let mut settled = Vec::new();
    for (index, def) in types.types.iter().enumerate() {
        let TypeKind::Union(union) = &def.kind else {
            continue;
        };
        let variants = same::different(types, &union.variants);
        let kind = match tell::tells(types, &variants) {
            _ if variants.len() == 1 => types.kind(variants[0]).clone(),
            Ok(tells) => TypeKind::Union(Union { variants, tells }),
            Err((why, instead)) => {
                diagnostics.push(codes::open_union(why, &places[index], instead, def.span));
                TypeKind::Dynamic
            }
        };
        settled.push((index, kind));
    }
    for (index, kind) in settled {
        types.types[index].kind = kind;
    }
}
