//! Types of values: `typeof`, and what an initialiser shows.

use std::rc::Rc;
use std::sync::Arc;

use super::Evaluator;
use super::scope::{Literals, Scope, Strip, Thunk};
use super::sources::Callable;
use super::types::{DeclId, MemberKind, Role, TupleMember, Ty, Type};
use crate::codes;
use crate::module::{
    Export, NamespaceName, Specifier, Step, TypeExpr, ValueExpr, ValueExprKind, ValueKind, Variable,
};
use crate::resolve::{Meaning, ModuleId, Space};
use crate::source::Span;

impl Evaluator<'_, '_> {
    /// `typeof a.b.c<…>`.
    pub(super) fn type_of(
        &mut self,
        path: &[String],
        arguments: &[TypeExpr],
        scope: &Scope,
        span: Span,
    ) -> Ty {
        match self.value_path(path, scope) {
            Some(ty) if arguments.is_empty() => ty,
            Some(ty) => self.instantiated_value(ty, arguments, scope),
            None => {
                let (name, place) = (path.join("."), self.place.clone());
                self.report(span, |span| codes::unknown_value(&name, &place, span));
                Ty::UNKNOWABLE
            }
        }
    }

    /// The type of a value with the literals in it.
    pub(crate) fn shown(&mut self, value: &ValueExpr, scope: &Scope) -> Ty {
        self.value(value, scope, Literals::Constant)
    }

    /// The type of a property of such a value, if it has that.
    pub(crate) fn shown_property(&mut self, object: Ty, name: &str) -> Option<Ty> {
        let key = self.types.text(name);
        let ty = self.property_type(object, key)?;
        Some(self.force(ty))
    }

    pub(crate) fn imported_value(
        &mut self,
        specifier: &Specifier,
        path: &[String],
        scope: &Scope,
        span: Span,
    ) -> Ty {
        let (first, rest) = path.split_at(path.len().min(1));
        let meaning = self.imported_meaning(specifier, first, scope.module, Space::Value, span);
        let ty = self.meant_value(meaning, rest);
        ty.unwrap_or(Ty::UNKNOWABLE)
    }

    /// The type of a value by its name, and of its properties.
    pub(super) fn value_path(&mut self, path: &[String], scope: &Scope) -> Option<Ty> {
        if let Some(local) = scope.variable(&path[0]) {
            return self.walk(local?, &path[1..]);
        }
        match self.value_name(&path[0], scope.module) {
            Meaning::Missing => {
                let ty = self.lib_value(&path[0])?;
                self.walk(ty, &path[1..])
            }
            meaning => self.meant_value(meaning, &path[1..]),
        }
    }

    fn meant_value(&mut self, meaning: Meaning, rest: &[String]) -> Option<Ty> {
        match meaning {
            Meaning::Declared(module, index) => {
                let ty = self.declared_value((module, index));
                let own = self.walk(ty, rest);
                own.or_else(|| self.value_beside(module, index, rest))
            }
            Meaning::Namespace(module) => {
                let Some((first, rest)) = rest.split_first() else {
                    return Some(self.namespace_value(module));
                };
                let meaning = self.exported_value(module, first);
                self.meant_value(meaning, rest)
            }
            Meaning::Missing | Meaning::Value | Meaning::Member(..) => None,
            Meaning::Package(_) => Some(Ty::UNKNOWABLE),
            Meaning::Global(_) => None,
        }
    }

    /// What a namespace adds to the class, enum or function that it shares its name with.
    fn value_beside(&mut self, module: ModuleId, index: usize, path: &[String]) -> Option<Ty> {
        let (first, rest) = path.split_first()?;
        let here = self.program.module(module);
        let named = NamespaceName::Named(here.values[index].name.clone());
        let at = here.namespaces.iter().position(|decl| decl.name == named)?;
        let namespace = self.program.namespace(module, at);
        let meaning = self.exported_value(namespace, first);
        self.meant_value(meaning, rest)
    }

    /// All values that a module or namespace exports, as one object.
    fn namespace_value(&mut self, module: ModuleId) -> Ty {
        let here = self.program.module(module);
        let mut values: Vec<(Rc<str>, Ty)> = Vec::new();
        for export in &here.exports {
            let (Export::Local {
                exported,
                type_only: false,
                ..
            }
            | Export::From {
                exported,
                type_only: false,
                ..
            }) = export
            else {
                continue;
            };
            let known = values.iter().any(|(name, _)| **name == **exported);
            if let Meaning::Declared(home, index) = self.exported_value(module, exported)
                && !known
            {
                let ty = self.declared_value((home, index));
                values.push((Rc::from(&**exported), ty));
            }
        }
        self.object_of_values(values)
    }

    /// A value that JavaScript declares.
    pub(super) fn lib_value(&mut self, name: &str) -> Option<Ty> {
        let lib = self.lib();
        let module = self.program.module(lib);
        let index = module.values.iter().position(|decl| decl.name == name)?;
        Some(self.declared_value((lib, index)))
    }

    fn walk(&mut self, ty: Ty, path: &[String]) -> Option<Ty> {
        let mut ty = ty;
        for name in path {
            ty = self.force(ty);
            // What cannot be told may have it.
            if matches!(ty, Ty::ANY | Ty::UNKNOWABLE) {
                return Some(ty);
            }
            let key = self.types.text(name);
            ty = self.property_type(ty, key)?;
        }
        Some(ty)
    }

    pub(crate) fn declared_value(&mut self, decl: DeclId) -> Ty {
        if let Some(known) = self.values.get(&decl) {
            return *known;
        }
        let module = self.program.module(decl.0);
        let declared = &module.values[decl.1];
        let scope = Scope::module(decl.0);
        let ty = match &declared.kind {
            ValueKind::Variable(variable) => self
                .types
                .lazy(Thunk::Variable(Arc::clone(variable), scope)),
            ValueKind::Function(signatures) => self.functions(
                signatures.clone(),
                &scope,
                Callable::Function,
                declared.span,
            ),
            ValueKind::Class(class) => {
                let index = module.types.iter().position(|ty| ty.name == declared.name);
                self.class_value(class, &scope, index.map(|index| (decl.0, index)))
            }
            ValueKind::Enum(body) => {
                let index = module.types.iter().position(|ty| ty.name == declared.name);
                let members = match index {
                    Some(index) => self.enum_members((decl.0, index), body),
                    None => Vec::new(),
                };
                self.enum_value(members)
            }
        };
        self.values.insert(decl, ty);
        ty
    }

    pub(super) fn variable(&mut self, variable: &Variable, scope: &Scope) -> Ty {
        let ty = match (&variable.ty, &variable.value) {
            (Some(ty), _) => self.evaluate(ty, scope),
            (None, Some(value)) => {
                let literals = match variable.constant && variable.way.is_empty() {
                    true => Literals::Fresh,
                    false => Literals::Widened,
                };
                match (variable.constant, is_symbol(value)) {
                    (true, true) => {
                        let place = format!("{:?}", value.span);
                        self.types.add(Type::UniqueSymbol(place))
                    }
                    // What is put into an empty list later says what it holds.
                    _ if is_empty_list(value) => self.array(Ty::ANY, false),
                    _ => self.value(value, scope, literals),
                }
            }
            (None, None) => Ty::ANY,
        };
        // What a place holds at first says nothing if that is nothing.
        if !variable.constant && variable.ty.is_none() && matches!(ty, Ty::NULL | Ty::UNDEFINED) {
            return Ty::ANY;
        }
        let ty = self.along(ty, &variable.way, scope);
        ty.unwrap_or(Ty::UNKNOWABLE)
    }

    /// From a value into it, as a pattern takes it apart.
    pub(super) fn along(&mut self, ty: Ty, way: &[Step], scope: &Scope) -> Option<Ty> {
        let mut ty = ty;
        for step in way {
            ty = self.force(ty);
            if ty == Ty::ANY || ty == Ty::UNKNOWABLE {
                return Some(ty);
            }
            ty = match step {
                Step::Property(name) => {
                    let key = self.types.text(name);
                    match self.read(ty, key, false) {
                        Ty::UNKNOWABLE => return None,
                        ty => ty,
                    }
                }
                Step::Default(value) => {
                    let given = self.strip(ty, Strip::Undefined);
                    let default = self.value(value, scope, Literals::Widened);
                    self.union(vec![given, default])
                }
                Step::Rest(names) => self.without(ty, names)?,
                Step::From(at) => self.after(ty, *at)?,
            };
        }
        Some(ty)
    }

    fn without(&mut self, ty: Ty, names: &[String]) -> Option<Ty> {
        let Type::Object(id) = *self.types.get(ty) else {
            return None;
        };
        let span = self.types.object_of(id).span;
        let mut shape = (*self.shape(ty)).clone();
        shape.properties.retain(|property| {
            let own = matches!(property.role, Role::Data | Role::Method);
            own && !names.iter().any(|name| **name == *property.name)
        });
        Some(self.object_with(shape, span))
    }

    fn after(&mut self, ty: Ty, at: usize) -> Option<Ty> {
        match self.types.get(ty).clone() {
            Type::Array { element, .. } => Some(self.array(element, false)),
            Type::Tuple { members, .. } => {
                let open = |one: &TupleMember| !matches!(one.kind, MemberKind::Required);
                if members.iter().take(at).any(open) {
                    return None;
                }
                let rest = members.get(at..).unwrap_or_default().to_vec();
                Some(self.tuple_of(rest, false))
            }
            _ => None,
        }
    }
}

/// `Symbol(…)`, which is another symbol wherever it is written.
fn is_symbol(value: &ValueExpr) -> bool {
    let ValueExprKind::Call { callee, .. } = &*value.kind else {
        return false;
    };
    match &*callee.kind {
        ValueExprKind::Name(name) => name == "Symbol",
        ValueExprKind::Member { object, key, .. } => {
            key == "for" && matches!(&*object.kind, ValueExprKind::Name(name) if name == "Symbol")
        }
        _ => false,
    }
}

fn is_empty_list(value: &ValueExpr) -> bool {
    matches!(&*value.kind, ValueExprKind::Array(elements) if elements.is_empty())
}
