//! Object types and interfaces: their properties, inherited ones first.
//!
//! What an interface inherits is gathered as it is written, before any property's type is looked at:
//! an interface may hold another one that extends it.

use super::Resolver;
use super::names::Meaning;
use super::program::ModuleId;
use crate::codes;
use crate::module::{Member, TypeBody, TypeDecl, TypeExpr, TypeExprKind};
use crate::schema::{Field, TypeKind};
use crate::source::Span;

/// A member with the module that the names in it belong to.
type Placed = (Member, ModuleId);

impl Resolver<'_, '_> {
    pub(super) fn record(&mut self, members: &[Member], module: ModuleId, span: Span) -> TypeKind {
        if members.is_empty() {
            self.open("{}", span);
            return TypeKind::Dynamic;
        }
        let placed: Vec<Placed> = members
            .iter()
            .map(|member| (member.clone(), module))
            .collect();
        self.record_of(&placed)
    }

    pub(super) fn interface(
        &mut self,
        decl: &TypeDecl,
        extends: &[TypeExpr],
        members: &[Member],
        home: ModuleId,
    ) -> TypeKind {
        let mut path = vec![decl.span];
        let mut placed = Vec::new();
        let known = extends
            .iter()
            .all(|base| self.inherit(base, home, &mut path, &mut placed));
        if !known {
            return TypeKind::Dynamic;
        }
        placed.extend(members.iter().map(|member| (member.clone(), home)));
        match placed.is_empty() {
            true => self.record(&[], home, decl.span),
            false => self.record_of(&placed),
        }
    }

    /// Adds the members of a base. False where they cannot be known, which has been reported.
    fn inherit(
        &mut self,
        base: &TypeExpr,
        home: ModuleId,
        path: &mut Vec<Span>,
        placed: &mut Vec<Placed>,
    ) -> bool {
        let (name, arguments) = match &base.kind {
            TypeExprKind::Ref { path, arguments } => (path, arguments),
            TypeExprKind::Object(members) => {
                placed.extend(members.iter().map(|member| (member.clone(), home)));
                return true;
            }
            _ => return self.unknown_base(base),
        };
        match self.meaning(name, home, base.span) {
            Meaning::Declared(home, index) if arguments.is_empty() => {
                self.inherit_declared(base, home, index, path, placed)
            }
            Meaning::Missing => false,
            _ => self.unknown_base(base),
        }
    }

    fn inherit_declared(
        &mut self,
        base: &TypeExpr,
        home: ModuleId,
        index: usize,
        path: &mut Vec<Span>,
        placed: &mut Vec<Placed>,
    ) -> bool {
        let module = self.program.module(home);
        let decl = &module.types[index];
        if path.contains(&decl.span) {
            self.diagnostics
                .push(codes::circular_type(&decl.name, decl.span));
            return false;
        }
        if !decl.parameters.is_empty() {
            return self.unknown_base(base);
        }
        path.push(decl.span);
        let known = match &decl.body {
            TypeBody::Alias(expr) => self.inherit(expr, home, path, placed),
            TypeBody::Interface { extends, members } => {
                let known = extends
                    .iter()
                    .all(|base| self.inherit(base, home, path, placed));
                placed.extend(members.iter().map(|member| (member.clone(), home)));
                known
            }
            TypeBody::Opaque(_) => self.unknown_base(base),
        };
        path.pop();
        known
    }

    fn unknown_base(&mut self, base: &TypeExpr) -> bool {
        let what = match self.program.written(base.span) {
            Some(written) => format!("the base `{written}`"),
            None => "a base".to_string(),
        };
        self.unevaluated(
            &what,
            "an interface that extends plain interfaces, or none",
            base.span,
        );
        false
    }

    fn record_of(&mut self, members: &[Placed]) -> TypeKind {
        let mut fields: Vec<Field> = Vec::new();
        let mut open = false;
        for (member, module) in members {
            match member {
                Member::Property(property) => {
                    let ty = match &property.ty {
                        Some(ty) => self.ty(ty, *module),
                        None => self.open("any", property.span),
                    };
                    let field = Field {
                        name: property.name.clone(),
                        ty,
                        optional: property.optional,
                        span: property.span,
                    };
                    match fields.iter_mut().find(|known| known.name == field.name) {
                        Some(known) => *known = field,
                        None => fields.push(field),
                    }
                }
                Member::Method { name, span } => {
                    let what = format!("the method `{name}`");
                    self.diagnostics
                        .push(codes::function_in_data(&what, &self.place, *span));
                }
                Member::Callable { span } => {
                    self.diagnostics.push(codes::function_in_data(
                        "a function",
                        &self.place,
                        *span,
                    ));
                }
                Member::Open { what, span } => {
                    self.unevaluated(what, "the properties out by name", *span);
                    open = true;
                }
            }
        }
        if open {
            TypeKind::Dynamic
        } else {
            TypeKind::Record(fields)
        }
    }
}
