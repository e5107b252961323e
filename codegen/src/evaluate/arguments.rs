//! Type arguments that nobody wrote, found out from the arguments of a call.

use std::sync::Arc;

use super::Evaluator;
use super::calls::{Called, bound};
use super::conditional::Sought;
use super::functions::guarded;
use super::scope::{Literals, Scope};
use super::types::{Generic, MemberKind, Param, Signature, TupleMember, Ty, Type};
use crate::module::{
    Element, FunctionExpr, Key, ObjectPart, TypeExpr, TypeExprKind, ValueExpr, ValueExprKind,
};

/// What is known of the type parameters while arguments are gone through.
struct Search {
    sought: Vec<Sought>,
    /// Those that a literal stands for which nobody gave a type.
    fresh: Vec<bool>,
    open: Scope,
}

/// A function among the arguments that does not say what it takes.
struct Waiting {
    at: usize,
    /// From the argument to it, property by property.
    way: Vec<String>,
    function: Arc<FunctionExpr>,
}

impl Evaluator<'_, '_> {
    pub(super) fn inferred_arguments(&mut self, generic: &Generic, called: &Called<'_>) -> Vec<Ty> {
        let Some(function) = &generic.function else {
            return self.completed(generic, Vec::new());
        };
        let mut search = self.search(generic);
        let signature = self.signature_within(function, &search.open);
        let mut waiting = Vec::new();
        for (at, element) in called.arguments.iter().enumerate() {
            if signature.params.get(at).is_some_and(|param| param.rest) {
                let rest = &called.arguments[at..];
                let param = signature.params[at].ty;
                self.infer_from_rest(rest, param, called.scope, generic, &mut search);
                break;
            }
            let Some(param) = self.param_at(&signature.params, at) else {
                continue;
            };
            let found = waiting.len();
            match waits(&element.value, at, &[], &mut waiting) {
                true => {}
                false if waiting.len() > found => {
                    let rest = without_waiting(&element.value);
                    self.infer_from(&rest, param, called.scope, generic, &mut search);
                }
                false => self.infer_from(&element.value, param, called.scope, generic, &mut search),
            }
        }
        for callback in &waiting {
            self.infer_from_callback(callback, &signature, called.scope, generic, &mut search);
        }
        self.settled(generic, &search)
    }

    fn search(&mut self, generic: &Generic) -> Search {
        let mut open = generic.scope.clone();
        let mut sought = Vec::new();
        for parameter in &generic.parameters {
            let id = self.parameters;
            self.parameters += 1;
            let ty = self.types.add(Type::Parameter(id));
            open = open.bind(&parameter.name, ty, parameter.constraint.clone());
            sought.push(Sought {
                parameter: id,
                found: Vec::new(),
                taken: Vec::new(),
                constraint: None,
            });
        }
        for (parameter, one) in generic.parameters.iter().zip(&sought) {
            if let Some(constraint) = &parameter.constraint {
                let ty = self.later(constraint, &open);
                self.constraints.insert(one.parameter, ty);
            }
        }
        Search {
            fresh: vec![false; sought.len()],
            sought,
            open,
        }
    }

    fn infer_from(
        &mut self,
        argument: &ValueExpr,
        param: Ty,
        scope: &Scope,
        generic: &Generic,
        search: &mut Search,
    ) {
        let param = self.force(param);
        let alone = self.parameter_alone(param, search);
        let fresh = self.is_fresh(argument, scope);
        let literals = match alone {
            Some(at) if generic.parameters[at].constant => Literals::Constant,
            Some(_) if fresh => Literals::Fresh,
            _ => Literals::Context(param),
        };
        let ty = self.value(argument, scope, literals);
        if let (Some(at), true, false) = (alone, fresh, literals == Literals::Constant) {
            search.fresh[at] = true;
        }
        self.infer(ty, param, &mut search.sought);
    }

    /// Which of the type parameters a parameter's type is, if it is one.
    fn parameter_alone(&self, param: Ty, search: &Search) -> Option<usize> {
        let Type::Parameter(id) = self.types.get(param) else {
            return None;
        };
        let mut sought = search.sought.iter();
        sought.position(|one| one.parameter == *id)
    }

    /// `...items: T` is given all that is left as a tuple.
    fn infer_from_rest(
        &mut self,
        rest: &[Element],
        param: Ty,
        scope: &Scope,
        generic: &Generic,
        search: &mut Search,
    ) {
        let param = self.force(param);
        let alone = self.parameter_alone(param, search);
        let mut members = Vec::new();
        for (at, element) in rest.iter().enumerate() {
            let key = self.types.number(at as f64);
            let within = match alone {
                Some(at) if generic.parameters[at].constant => Literals::Constant,
                Some(_) => self.within_context(param, key),
                None => self
                    .element_of(param)
                    .map_or(Literals::Widened, Literals::Context),
            };
            let ty = self.value(&element.value, scope, within);
            match element.spread {
                false => members.push(TupleMember::required(ty)),
                true => members.push(TupleMember {
                    name: None,
                    ty: self.iterated(ty).unwrap_or(Ty::UNKNOWABLE),
                    kind: MemberKind::Rest,
                }),
            }
        }
        let tuple = self.tuple_of(members, false);
        self.infer(tuple, param, &mut search.sought);
    }

    /// What a callback is given is known from the arguments before; what it gives says more.
    fn infer_from_callback(
        &mut self,
        waiting: &Waiting,
        signature: &Signature,
        scope: &Scope,
        generic: &Generic,
        search: &mut Search,
    ) {
        let callback = &waiting.function;
        let Some(open) = self.callback(&signature.params, waiting) else {
            return;
        };
        let known = self.settled(generic, search);
        let Some(function) = &generic.function else {
            return;
        };
        let inner = bound(generic, &known);
        let closed = self.signature_within(function, &inner);
        let Some(closed) = self.callback(&closed.params, waiting) else {
            return;
        };
        let mut given = Vec::new();
        for at in 0..callback.params.len() {
            given.push(self.param_at(&closed.params, at).unwrap_or(Ty::UNDEFINED));
        }
        let result = self.result_given(callback, scope, &given);
        self.infer(result, open.result, &mut search.sought);
        if let (Some(own), Some(wanted)) = (callback.result.as_ref().and_then(guarded), open.guard)
        {
            let own = self.evaluate(own, scope);
            self.infer(own, wanted, &mut search.sought);
        }
    }

    /// The signature that the place of a callback asks it to have.
    fn callback(&mut self, params: &[Param], waiting: &Waiting) -> Option<Signature> {
        let mut ty = self.param_at(params, waiting.at)?;
        for name in &waiting.way {
            let key = self.types.text(name);
            match self.within_context(ty, key) {
                Literals::Context(inner) => ty = inner,
                Literals::Widened | Literals::Fresh | Literals::Constant => return None,
            }
        }
        let ty = self.force(ty);
        self.types.members(ty).into_iter().find_map(|member| {
            let shape = self.shape(member);
            shape.calls.first().cloned()
        })
    }

    fn settled(&mut self, generic: &Generic, search: &Search) -> Vec<Ty> {
        let mut arguments = Vec::new();
        for (at, one) in search.sought.iter().enumerate() {
            let parameter = &generic.parameters[at];
            let scope = bound(generic, &arguments);
            let constraint = parameter
                .constraint
                .as_ref()
                .map(|constraint| self.evaluate(constraint, &scope));
            let literal = parameter.constant
                || constraint.is_some_and(|constraint| self.is_bound_by_primitives(constraint));
            let wide = search.fresh[at] && !literal && !is_given_back(generic, &parameter.name);
            let Some(found) = self.best(one, literal, wide) else {
                let instead = parameter.default.as_ref();
                let default = instead.map(|default| self.evaluate(default, &scope));
                arguments.push(default.or(constraint).unwrap_or(Ty::UNKNOWN));
                continue;
            };
            arguments.push(match constraint {
                Some(constraint) if !self.is_assignable(found, constraint) => constraint,
                _ => found,
            });
        }
        arguments
    }

    /// One type for all that was found: their union where literals count, else the one that takes all.
    fn best(&mut self, sought: &Sought, literal: bool, wide: bool) -> Option<Ty> {
        let found = match (&sought.found[..], &sought.taken[..]) {
            ([], []) => return None,
            ([], taken) => return Some(self.intersection(taken.to_vec())),
            (found, _) => found.to_vec(),
        };
        let mut candidates = Vec::new();
        for ty in found {
            candidates.push(match wide {
                true => self.widen(ty),
                false => ty,
            });
        }
        if literal {
            return Some(self.union(candidates));
        }
        let widest = candidates.iter().copied().find(|wide| {
            let mut others = candidates.iter();
            others.all(|ty| self.is_assignable(*ty, *wide))
        });
        Some(match widest {
            Some(widest) => widest,
            None => self.union(candidates),
        })
    }

    fn is_bound_by_primitives(&mut self, constraint: Ty) -> bool {
        let constraint = self.force(constraint);
        let members = self.types.members(constraint);
        members
            .into_iter()
            .any(|member| member == Ty::UNKNOWABLE || self.is_primitive(member))
    }
}

/// Finds the functions in an argument that do not say what they take: that is known only when the others
/// are. Gives whether the argument is such a function itself.
fn waits(value: &ValueExpr, at: usize, way: &[String], found: &mut Vec<Waiting>) -> bool {
    match &*value.kind {
        ValueExprKind::Function(function) if is_open(function) => {
            found.push(Waiting {
                at,
                way: way.to_vec(),
                function: Arc::clone(function),
            });
            true
        }
        ValueExprKind::Object(parts) => {
            for part in parts {
                if let ObjectPart::Property {
                    key: Key::Name(name),
                    value,
                    ..
                } = part
                {
                    waits(
                        value,
                        at,
                        &[way, std::slice::from_ref(name)].concat(),
                        found,
                    );
                }
            }
            false
        }
        _ => false,
    }
}

fn is_open(function: &FunctionExpr) -> bool {
    function.params.iter().any(|param| param.ty.is_none())
}

/// An object without the functions in it that wait for types.
fn without_waiting(value: &ValueExpr) -> ValueExpr {
    let ValueExprKind::Object(parts) = &*value.kind else {
        return value.clone();
    };
    let mut kept = Vec::new();
    for part in parts {
        match part {
            ObjectPart::Property { value, .. } if is_waiting(value) => {}
            ObjectPart::Property { key, value, span } => kept.push(ObjectPart::Property {
                key: key.clone(),
                value: without_waiting(value),
                span: *span,
            }),
            other => kept.push(other.clone()),
        }
    }
    ValueExpr {
        kind: Arc::new(ValueExprKind::Object(kept)),
        span: value.span,
    }
}

fn is_waiting(value: &ValueExpr) -> bool {
    matches!(&*value.kind, ValueExprKind::Function(function) if is_open(function))
}

/// Whether the result is the type parameter itself, or one of a union: a literal then stays one.
pub(super) fn is_given_back(generic: &Generic, name: &str) -> bool {
    let function = generic.function.as_ref();
    let result = function.and_then(|function| function.result.as_ref());
    result.is_some_and(|result| is_at_top(result, name))
}

fn is_at_top(ty: &TypeExpr, name: &str) -> bool {
    match &*ty.kind {
        TypeExprKind::Ref { path, arguments } => arguments.is_empty() && *path == [name],
        TypeExprKind::Union(members) => members.iter().any(|member| is_at_top(member, name)),
        _ => false,
    }
}
