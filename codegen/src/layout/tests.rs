//! Random schemas, the same ones each time: no two values share a byte, each is aligned, and nothing
//! lies outside what holds it.

use super::lay_out;
use crate::schema::{
    Class, Field, Index, Keys, Literal, Param, Record, Schema, Task, Tuple, TypeDef, TypeId,
    TypeKind, TypeTable, Union, View, Width,
};
use crate::source::{FileId, Span};
use crate::wire::{Layout, Shape, Slot, Wire};

const NOWHERE: Span = Span {
    file: FileId(0),
    lo: 0,
    hi: 0,
};

#[test]
fn values_keep_to_themselves() {
    for seed in 1..=300 {
        let schema = Random(seed).schema();
        let wire = lay_out(&schema);
        for call in &wire.calls {
            assert_eq!(call.request.size % 8, 0);
            apart(&wire, &call.request.slots, call.request.size, 8);
            apart(&wire, &call.response.slots, call.response.size, 8);
        }
        for composite in &wire.composites {
            assert_eq!(composite.size % composite.align, 0, "{}", composite.name);
            match &composite.layout {
                Layout::Record(slots, rest) => {
                    let rest = rest.iter().map(|rest| rest.slot.clone());
                    let slots: Vec<_> = slots.iter().cloned().chain(rest).collect();
                    apart(&wire, &slots, composite.size, composite.align);
                }
                Layout::Tuple(slots, rest) => {
                    let slots: Vec<_> = slots.iter().chain(rest).cloned().collect();
                    apart(&wire, &slots, composite.size, composite.align);
                }
                Layout::Map {
                    key, value, stride, ..
                } => {
                    apart(&wire, &[key.clone(), value.clone()], *stride, 8);
                }
                Layout::List {
                    element, stride, ..
                } => {
                    let (size, align) = wire.measure(element);
                    assert!(*stride >= size.max(1) && stride % align == 0);
                }
                Layout::Union(union) => {
                    assert!(union.tag < composite.size);
                    for variant in &union.variants {
                        let (size, align) = wire.measure(&variant.shape);
                        assert!(union.area + size <= union.tag && align <= composite.align);
                    }
                }
            }
        }
    }
}

#[test]
fn the_same_schema_has_the_same_fingerprint() {
    let fingerprint = |seed| lay_out(&Random(seed).schema()).fingerprint;
    assert_eq!(fingerprint(7), fingerprint(7));
    assert_ne!(fingerprint(7), fingerprint(8));
}

#[test]
fn what_holds_itself_goes_to_the_tail() {
    let mut types = TypeTable::default();
    let (number, next) = (push(&mut types, TypeKind::Number), TypeId(2));
    let fields = vec![field("value", number, false), field("next", next, true)];
    let node = push(
        &mut types,
        TypeKind::Record(Record {
            fields,
            indexes: Vec::new(),
        }),
    );
    let null = TypeId(3);
    let variants = vec![node, null];
    push(
        &mut types,
        TypeKind::Union(Union {
            variants,
            tells: Vec::new(),
        }),
    );
    push(&mut types, TypeKind::Null);
    let wire = lay_out(&Schema {
        tasks: vec![task(0, vec![param(0, node, false)], number)],
        types,
    });
    let text = crate::wire::dump(&wire);
    assert!(text.contains("0 boxed"), "{text}");
}

/// No two of these share a byte, and all lie within `size`.
fn apart(wire: &Wire, slots: &[Slot], size: u32, align: u32) {
    let mut taken = vec![false; size as usize];
    let mut take = |at: u32, size: u32| {
        for byte in &mut taken[at as usize..(at + size) as usize] {
            assert!(!*byte, "a byte is used twice");
            *byte = true;
        }
    };
    for slot in slots {
        let (size, its_align) = wire.measure(&slot.shape);
        assert!(slot.offset % its_align == 0 && its_align <= align);
        assert!(!matches!(slot.shape, Shape::Inline(_)) || size <= 2048);
        take(slot.offset, size);
        slot.presence.iter().for_each(|presence| take(*presence, 1));
    }
}

/// Numbers from a seed (splitmix64), and schemas from numbers.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }

    fn schema(&mut self) -> Schema {
        let mut types = TypeTable::default();
        let tasks = (0..3).map(|index| {
            let count = self.below(5);
            let params = (0..count).map(|at| param(at, self.ty(&mut types, 4), at > 2));
            let params = params.collect();
            task(index, params, self.ty(&mut types, 4))
        });
        Schema {
            tasks: tasks.collect(),
            types,
        }
    }

    fn ty(&mut self, types: &mut TypeTable, depth: u32) -> TypeId {
        let kind = match self.below(if depth == 0 { 11 } else { 18 }) {
            0 => TypeKind::Boolean,
            1 => TypeKind::Number,
            2 => TypeKind::String,
            3 => TypeKind::BigInt,
            4 => TypeKind::Bytes(View::Uint8Array),
            5 => TypeKind::Null,
            6 => TypeKind::Dynamic,
            7 => self.literals(),
            8 => TypeKind::Sized(Width::ALL[self.below(9) as usize]),
            9 => TypeKind::Symbol,
            10 => TypeKind::Instance(Class::Error),
            11 => TypeKind::Array(self.ty(types, depth - 1)),
            12 => TypeKind::Set(self.ty(types, depth - 1)),
            13 => TypeKind::Map(self.ty(types, depth - 1), self.ty(types, depth - 1)),
            14 => self.tuple(types, depth - 1),
            16 => TypeKind::Iterable(self.ty(types, depth - 1)),
            15 => {
                let fields = self.many(types, depth - 1).into_iter().enumerate();
                let fields =
                    fields.map(|(index, ty)| field(&format!("f{index}"), ty, self.below(3) == 0));
                let fields = fields.collect();
                let indexes = (0..self.below(3)).map(|_| Index {
                    keys: Keys::Text,
                    ty: self.ty(types, depth - 1),
                });
                let indexes = indexes.collect();
                TypeKind::Record(Record { fields, indexes })
            }
            _ => {
                let object = self.many(types, depth - 1);
                let object = push(types, fixed(object));
                let variants = vec![
                    push(types, TypeKind::Null),
                    push(types, TypeKind::String),
                    object,
                ];
                TypeKind::Union(Union {
                    variants,
                    tells: Vec::new(),
                })
            }
        };
        push(types, kind)
    }

    fn tuple(&mut self, types: &mut TypeTable, depth: u32) -> TypeKind {
        let rest = self.below(2) == 0;
        TypeKind::Tuple(Tuple {
            required: self.many(types, depth),
            optional: self.many(types, depth),
            rest: rest.then(|| self.ty(types, depth)),
            last: if rest {
                self.many(types, depth)
            } else {
                Vec::new()
            },
        })
    }

    fn many(&mut self, types: &mut TypeTable, depth: u32) -> Vec<TypeId> {
        let count = self.below(7);
        (0..count).map(|_| self.ty(types, depth)).collect()
    }

    /// More than a byte can count, now and then.
    fn literals(&mut self) -> TypeKind {
        let count = 2 + self.below(400);
        let literals = (0..count).map(|value| Literal::String(value.to_string()));
        TypeKind::Literals(literals.collect())
    }
}

fn fixed(required: Vec<TypeId>) -> TypeKind {
    TypeKind::Tuple(Tuple {
        required,
        optional: Vec::new(),
        rest: None,
        last: Vec::new(),
    })
}

fn push(types: &mut TypeTable, kind: TypeKind) -> TypeId {
    types.push(TypeDef {
        name: None,
        kind,
        span: NOWHERE,
    })
}

fn field(name: &str, ty: TypeId, optional: bool) -> Field {
    Field {
        name: name.to_string(),
        ty,
        optional,
        span: NOWHERE,
    }
}

fn param(index: u64, ty: TypeId, optional: bool) -> Param {
    Param {
        name: format!("p{index}"),
        ty,
        optional,
        span: NOWHERE,
    }
}

fn task(index: u64, params: Vec<Param>, result: TypeId) -> Task {
    Task {
        name: format!("task{index}"),
        doc: String::new(),
        params,
        result,
        made: None,
        span: NOWHERE,
    }
}
