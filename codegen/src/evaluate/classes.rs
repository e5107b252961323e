//! Classes: what their instances hold, and what they are themselves.

use std::rc::Rc;
use std::sync::Arc;

use super::Evaluator;
use super::scope::{Literals, Scope, Thunk};
use super::shapes::{add_property, data, overlay};
use super::sources::Source;
use super::types::{DeclId, Generic, Object, Property, Role, Shape, ShapeState, Signature, Ty};
use crate::module::{ClassDecl, ClassMember, FunctionExpr, Key, Member};

impl Evaluator<'_, '_> {
    /// What instances have of their own: what a copy of one holds is the data among it.
    pub(super) fn add_instance(&mut self, shape: &mut Shape, class: &ClassDecl, scope: &Scope) {
        let mut own = Shape::default();
        for member in class.members.iter().filter(|member| !member.fixed) {
            self.add_class_member(&mut own, member, scope);
        }
        overlay(shape, own);
    }

    fn add_class_member(&mut self, shape: &mut Shape, member: &ClassMember, scope: &Scope) {
        match &member.member {
            Member::Property(property) => {
                let Some(name) = self.key_name(&property.key, scope) else {
                    return;
                };
                let ty = match (&property.ty, &member.value) {
                    (Some(ty), _) => self.later(ty, scope),
                    (None, Some(value)) => {
                        let literals = match property.readonly {
                            true => Literals::Fresh,
                            false => Literals::Widened,
                        };
                        self.types
                            .lazy(Thunk::Value(value.clone(), scope.clone(), literals))
                    }
                    (None, None) => match &member.getter {
                        Some(getter) => {
                            let result = Thunk::Result(Arc::clone(getter), scope.clone());
                            self.types.lazy(result)
                        }
                        None => Ty::ANY,
                    },
                };
                let example = property.readonly && property.ty.is_none();
                let value = member.value.as_ref().filter(|_| example);
                let fresh = value.is_some_and(|value| self.is_fresh(value, scope));
                let role = match (member.public, member.accessor) {
                    (false, _) => Role::Hidden,
                    (true, true) => Role::Inherited,
                    (true, false) => Role::Data,
                };
                add_property(
                    shape,
                    Property {
                        readonly: property.readonly,
                        quoted: matches!(property.key, Key::Quoted(_)),
                        fresh,
                        written: property.ty.as_ref().map_or(property.span, |ty| ty.span),
                        role,
                        ..data(&name, ty, property.optional, property.span)
                    },
                );
            }
            Member::Method {
                key,
                signature,
                optional,
                span,
            } => {
                let Some(name) = self.key_name(key, scope) else {
                    return;
                };
                self.add_method(shape, &name, signature, *optional, *span, scope);
                if let Some(method) = shape.properties.last_mut() {
                    method.role = match member.public {
                        true => Role::Inherited,
                        false => Role::Hidden,
                    };
                }
            }
            Member::Index { .. } => {
                self.add_members(shape, std::slice::from_ref(&member.member), scope);
            }
            Member::Call(_) | Member::Construct(_) => {}
        }
    }

    /// A class as a value: its static members, and what `new` takes and gives.
    pub(super) fn class_value(
        &mut self,
        class: &Arc<ClassDecl>,
        scope: &Scope,
        decl: Option<DeclId>,
    ) -> Ty {
        self.types.object(Object {
            source: Source::Class(Arc::clone(class), scope.clone(), decl),
            shape: ShapeState::Unasked,
            name: None,
            made_by: None,
            open: false,
            span: class.span,
        })
    }

    pub(super) fn class_shape(
        &mut self,
        class: &Arc<ClassDecl>,
        scope: &Scope,
        decl: Option<DeclId>,
    ) -> Shape {
        let instance = self.instance(class, scope, decl);
        let mut shape = Shape::default();
        let mut inherited = Vec::new();
        if let Some(base) = class
            .extends
            .as_ref()
            .and_then(|base| self.base_value(base, scope))
        {
            let base = self.apparent(base);
            inherited = base.constructs.clone();
            shape.properties = base.properties.clone();
        }
        for member in class.members.iter().filter(|member| member.fixed) {
            let mut own = Shape::default();
            self.add_class_member(&mut own, member, scope);
            overlay(&mut shape, own);
        }
        for constructor in &class.constructors {
            let inner = self.with_parameters(&class.parameters, scope);
            shape.constructs.push(Signature {
                result: instance,
                generic: generic(class, Some(constructor), scope, decl),
                ..self.signature(constructor, &inner)
            });
        }
        if class.constructors.is_empty() {
            if inherited.is_empty() {
                inherited.push(Signature {
                    this: None,
                    params: Vec::new(),
                    result: instance,
                    guard: None,
                    generic: None,
                    choice: None,
                    method: false,
                });
            }
            let constructs = inherited.into_iter().map(|signature| Signature {
                result: instance,
                generic: generic(class, None, scope, decl),
                ..signature
            });
            shape.constructs.extend(constructs);
        }
        add_property(&mut shape, data("prototype", instance, false, class.span));
        if let Some(prototype) = shape.properties.last_mut() {
            prototype.role = Role::Inherited;
        }
        shape
    }

    fn instance(&mut self, class: &Arc<ClassDecl>, scope: &Scope, decl: Option<DeclId>) -> Ty {
        let inner = self.with_parameters(&class.parameters, scope);
        self.instance_within(class, decl, &inner)
    }

    /// With the type parameters of the class bound already.
    pub(super) fn instance_within(
        &mut self,
        class: &Arc<ClassDecl>,
        decl: Option<DeclId>,
        scope: &Scope,
    ) -> Ty {
        match decl {
            Some(decl) => {
                let arguments = class.parameters.iter().map(|parameter| {
                    scope
                        .parameter(&parameter.name)
                        .map_or(Ty::UNKNOWN, |binding| binding.ty)
                });
                self.instantiate(decl, arguments.collect())
            }
            None => {
                let open = self.is_open(scope);
                self.types.object(Object {
                    source: Source::Instance(Arc::clone(class), scope.clone()),
                    shape: ShapeState::Unasked,
                    name: None,
                    made_by: None,
                    open,
                    span: class.span,
                })
            }
        }
    }

    /// An object with properties of values: a namespace.
    pub(super) fn object_of_values(&mut self, values: Vec<(Rc<str>, Ty)>) -> Ty {
        let shape = self.shape_of_values(values);
        let span = self.site;
        self.object_with(shape, span)
    }

    pub(super) fn shape_of_values(&mut self, values: Vec<(Rc<str>, Ty)>) -> Shape {
        let mut shape = Shape::default();
        for (name, ty) in values {
            let property = Property {
                readonly: true,
                ..data(&name, ty, false, self.site)
            };
            shape.properties.push(property);
        }
        shape
    }
}

/// What the constructor of a generic class is made from.
fn generic(
    class: &Arc<ClassDecl>,
    constructor: Option<&Arc<FunctionExpr>>,
    scope: &Scope,
    decl: Option<DeclId>,
) -> Option<Rc<Generic>> {
    (!class.parameters.is_empty()).then(|| {
        Rc::new(Generic {
            parameters: class.parameters.clone(),
            function: constructor.map(Arc::clone),
            scope: scope.clone(),
            class: Some((Arc::clone(class), decl)),
        })
    })
}
