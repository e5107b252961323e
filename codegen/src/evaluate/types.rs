//! What a type can be, once its syntax is forgotten.
//!
//! A [`Ty`] is a number: types that are made of the same parts are the same number, but for objects,
//! which are known by where they were written and with which type arguments. Objects and whatever may
//! lead back to itself are looked into only when somebody asks, through [`Type::Lazy`] and [`Shape`].

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use super::scope::{Scope, Thunk};
use super::sources::Source;
use crate::module::{ClassDecl, FunctionExpr, TypeParameter};
use crate::resolve::ModuleId;
use crate::source::Span;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Ty(u32);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ObjectId(u32);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct LazyId(u32);

/// A declaration: the module that it stands in, and its index there.
pub(crate) type DeclId = (ModuleId, usize);

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Type {
    Any,
    /// What could not be told, which has been reported. Behaves as `any`.
    Unknowable,
    Unknown,
    Never,
    Void,
    Undefined,
    /// The `undefined` that reading an absent property gives, apart from one that is written.
    Absent,
    Null,
    String,
    Number,
    BigInt,
    Symbol,
    /// `object`.
    NonPrimitive,
    /// A literal, of an enum where it is one's member.
    Literal(Value, Option<DeclId>),
    /// `unique symbol`, by where it was declared.
    UniqueSymbol(String),
    /// One text more than there are types.
    Template(Vec<Rc<str>>, Vec<Ty>),
    /// `Uppercase<string>` and its kin.
    Recased(Casing, Ty),
    /// Two or more, none of them a union or one that another covers. With the name of its alias.
    Union(Vec<Ty>, Option<NameId>),
    /// A type with a mark that is not there at run time: `string & { __brand: "id" }`. The first part
    /// is what is there.
    Brand(Vec<Ty>),
    Object(ObjectId),
    Array {
        element: Ty,
        readonly: bool,
    },
    Tuple {
        members: Vec<TupleMember>,
        readonly: bool,
    },
    /// One of JavaScript's own: `Date`, `Map<K, V>`.
    Builtin(&'static str, Vec<Ty>),
    /// A name that `infer` has introduced, before it is known what it stands for.
    Parameter(u32),
    Lazy(LazyId),
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Value {
    Boolean(bool),
    /// The bits of the number; never NaN.
    Number(u64),
    BigInt(Rc<str>),
    String(Rc<str>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Casing {
    Upper,
    Lower,
    Capital,
    Uncapital,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct TupleMember {
    pub(crate) name: Option<Rc<str>>,
    /// Of one element; of all of them where the member is variadic.
    pub(crate) ty: Ty,
    pub(crate) kind: MemberKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum MemberKind {
    Required,
    Optional,
    Rest,
    /// `...infer T`.
    Variadic,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct NameId(u32);

/// The name that a type goes by in messages and generated code.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    pub(crate) text: String,
    pub(crate) span: Span,
}

/// What an object is made of.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shape {
    pub(crate) properties: Vec<Property>,
    pub(crate) indexes: Vec<Index>,
    pub(crate) calls: Vec<Signature>,
    pub(crate) constructs: Vec<Signature>,
    /// One of JavaScript's own classes, or a list, that it extends.
    pub(crate) base: Option<Ty>,
    /// Written as a value: `{ a: 1 }`.
    pub(crate) literal: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Property {
    /// A symbol is called by its path: `@Symbol.iterator`.
    pub(crate) name: Rc<str>,
    pub(crate) ty: Ty,
    pub(crate) optional: bool,
    pub(crate) readonly: bool,
    /// A number as a text: `"1"`, as opposed to `1`.
    pub(crate) quoted: bool,
    /// A literal that nobody gave a type, in a property that stays what it is.
    pub(crate) fresh: bool,
    pub(crate) role: Role,
    /// Of the name.
    pub(crate) span: Span,
    /// Of its type, or of the name where that is not written.
    pub(crate) written: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// A value of the object's own.
    Data,
    Method,
    /// A method or accessor that stands on a class's prototype, so that no copy has it.
    Inherited,
    /// `private` or `protected`.
    Hidden,
}

#[derive(Clone, Debug)]
pub(crate) struct Index {
    pub(crate) key: Ty,
    pub(crate) ty: Ty,
    /// From the numbers of an enum to its names, which `keyof` leaves out.
    pub(crate) reverse: bool,
    pub(crate) span: Span,
}

#[derive(Clone, Debug)]
pub(crate) struct Signature {
    pub(crate) this: Option<Ty>,
    pub(crate) params: Vec<Param>,
    pub(crate) result: Ty,
    /// What an argument is if the result is true.
    pub(crate) guard: Option<Ty>,
    /// What it is made from if it has type parameters, which here stand for the least that they can be.
    pub(crate) generic: Option<Rc<Generic>>,
    pub(crate) choice: Option<Choice>,
    /// Written as a method.
    pub(crate) method: bool,
}

/// A signature with type parameters, to be made again with type arguments.
#[derive(Debug)]
pub(crate) struct Generic {
    pub(crate) parameters: Vec<TypeParameter>,
    /// Nothing for a constructor that nobody wrote.
    pub(crate) function: Option<Arc<FunctionExpr>>,
    pub(crate) scope: Scope,
    /// The class that it constructs.
    pub(crate) class: Option<(Arc<ClassDecl>, Option<DeclId>)>,
}

/// The result of `<T>() => T extends extends ? yes : no`, which stays open for as long as `T` is: how
/// type tests ask whether two types are the same one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Choice {
    pub(crate) extends: Ty,
    pub(crate) yes: Ty,
    pub(crate) no: Ty,
}

#[derive(Clone, Debug)]
pub(crate) struct Param {
    pub(crate) name: Option<Rc<str>>,
    /// Of the whole array where it is a rest parameter.
    pub(crate) ty: Ty,
    pub(crate) optional: bool,
    pub(crate) rest: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Object {
    pub(crate) source: Source,
    pub(crate) shape: ShapeState,
    pub(crate) name: Option<NameId>,
    /// The alias or interface that made it, with its type arguments.
    pub(crate) made_by: Option<(DeclId, Vec<Ty>)>,
    /// Whether a parameter of `infer` may stand somewhere in it.
    pub(crate) open: bool,
    pub(crate) span: Span,
}

#[derive(Clone, Debug)]
pub(crate) enum ShapeState {
    Unasked,
    Asked,
    Known(Rc<Shape>),
}

#[derive(Clone, Debug)]
pub(crate) enum LazyState {
    Unasked(Thunk),
    Asked(Thunk),
    Known(Ty),
}

/// All types of a program, each once.
#[derive(Debug, Default)]
pub(crate) struct Types {
    all: Vec<Type>,
    known: BTreeMap<Type, Ty>,
    pub(super) objects: Vec<Object>,
    pub(super) lazies: Vec<LazyState>,
    names: Vec<Name>,
}

impl Ty {
    pub(crate) const ANY: Ty = Ty(0);
    pub(crate) const UNKNOWABLE: Ty = Ty(1);
    pub(crate) const UNKNOWN: Ty = Ty(2);
    pub(crate) const NEVER: Ty = Ty(3);
    pub(crate) const VOID: Ty = Ty(4);
    pub(crate) const UNDEFINED: Ty = Ty(5);
    pub(crate) const ABSENT: Ty = Ty(6);
    pub(crate) const NULL: Ty = Ty(7);
    pub(crate) const STRING: Ty = Ty(8);
    pub(crate) const NUMBER: Ty = Ty(9);
    pub(crate) const BIGINT: Ty = Ty(10);
    pub(crate) const SYMBOL: Ty = Ty(11);
    pub(crate) const OBJECT: Ty = Ty(12);
    pub(crate) const FALSE: Ty = Ty(13);
    pub(crate) const TRUE: Ty = Ty(14);
    pub(crate) const BOOLEAN: Ty = Ty(15);
    /// `string | number | symbol`.
    pub(crate) const KEY: Ty = Ty(16);
}

/// In the order of the constants.
fn first_types() -> [Type; 17] {
    [
        Type::Any,
        Type::Unknowable,
        Type::Unknown,
        Type::Never,
        Type::Void,
        Type::Undefined,
        Type::Absent,
        Type::Null,
        Type::String,
        Type::Number,
        Type::BigInt,
        Type::Symbol,
        Type::NonPrimitive,
        Type::Literal(Value::Boolean(false), None),
        Type::Literal(Value::Boolean(true), None),
        Type::Union(vec![Ty::FALSE, Ty::TRUE], None),
        Type::Union(vec![Ty::STRING, Ty::NUMBER, Ty::SYMBOL], None),
    ]
}

impl Types {
    pub(super) fn new() -> Types {
        let mut types = Types::default();
        for ty in first_types() {
            types.add(ty);
        }
        types
    }

    pub(crate) fn get(&self, ty: Ty) -> &Type {
        &self.all[ty.0 as usize]
    }

    pub(crate) fn add(&mut self, ty: Type) -> Ty {
        if let Some(known) = self.known.get(&ty) {
            return *known;
        }
        let id = Ty(index(self.all.len()));
        self.all.push(ty.clone());
        self.known.insert(ty, id);
        id
    }

    pub(super) fn literal(&mut self, value: Value) -> Ty {
        self.add(Type::Literal(value, None))
    }

    pub(crate) fn text(&mut self, text: &str) -> Ty {
        self.literal(Value::String(Rc::from(text)))
    }

    pub(super) fn number(&mut self, value: f64) -> Ty {
        self.literal(Value::Number(value.to_bits()))
    }

    pub(super) fn lazy(&mut self, thunk: Thunk) -> Ty {
        let id = LazyId(index(self.lazies.len()));
        self.lazies.push(LazyState::Unasked(thunk));
        self.add(Type::Lazy(id))
    }

    pub(super) fn object(&mut self, object: Object) -> Ty {
        let id = ObjectId(index(self.objects.len()));
        self.objects.push(object);
        self.add(Type::Object(id))
    }

    pub(crate) fn object_of(&self, id: ObjectId) -> &Object {
        &self.objects[id.0 as usize]
    }

    pub(super) fn object_mut(&mut self, id: ObjectId) -> &mut Object {
        &mut self.objects[id.0 as usize]
    }

    pub(super) fn lazy_mut(&mut self, id: LazyId) -> &mut LazyState {
        &mut self.lazies[id.0 as usize]
    }

    pub(super) fn lazy_of(&self, id: LazyId) -> &LazyState {
        &self.lazies[id.0 as usize]
    }

    pub(super) fn name(&mut self, text: String, span: Span) -> NameId {
        let id = NameId(index(self.names.len()));
        self.names.push(Name { text, span });
        id
    }

    pub(crate) fn name_of(&self, id: NameId) -> &Name {
        &self.names[id.0 as usize]
    }

    /// The members of a union, or the type alone.
    pub(crate) fn members(&self, ty: Ty) -> Vec<Ty> {
        match self.get(ty) {
            Type::Union(members, _) => members.clone(),
            Type::Never => Vec::new(),
            _ => vec![ty],
        }
    }
}

fn index(length: usize) -> u32 {
    u32::try_from(length).expect("knit: more than 2^32 types")
}

impl Shape {
    pub(crate) fn property(&self, name: &str) -> Option<&Property> {
        self.properties
            .iter()
            .find(|property| &*property.name == name)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.properties.is_empty()
            && self.indexes.is_empty()
            && self.calls.is_empty()
            && self.constructs.is_empty()
    }

    pub(crate) fn is_callable(&self) -> bool {
        !self.calls.is_empty() || !self.constructs.is_empty()
    }
}

impl TupleMember {
    pub(super) fn required(ty: Ty) -> TupleMember {
        TupleMember {
            name: None,
            ty,
            kind: MemberKind::Required,
        }
    }
}
