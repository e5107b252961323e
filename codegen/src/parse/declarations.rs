//! Declarations that share a name with others, merged as TypeScript merges them.

use std::sync::Arc;

use swc_ecma_ast as swc;

use super::functions::Signature;
use super::items::{Reader, read};
use crate::module::{
    Export, NamespaceDecl, NamespaceName, TaskModule, TypeBody, TypeDecl, ValueDecl, ValueKind,
};

impl Reader<'_> {
    /// Interfaces of one name are one type, together with a class of that name; otherwise the first
    /// declaration counts.
    pub(super) fn add_type(&mut self, decl: TypeDecl) {
        add_type(&mut self.module, decl);
    }

    pub(super) fn add_class(&mut self, name: &swc::Ident, class: &swc::Class) {
        let span = self.place.name_span(name);
        let class = Arc::new(self.place.class(&name.sym, class, span, 0));
        self.module.values.push(ValueDecl {
            name: name.sym.to_string(),
            kind: ValueKind::Class(Arc::clone(&class)),
            span,
        });
        let parameters = class.parameters.clone();
        let body = TypeBody::Interface {
            class: Some(class),
            extends: Vec::new(),
            members: Vec::new(),
        };
        self.add_type(self.place.type_decl(name, parameters, body));
    }

    pub(super) fn add_enum(&mut self, decl: &swc::TsEnumDecl) {
        let mut body = self.place.enumeration(decl, decl.declare || self.ambient);
        let known = self
            .module
            .types
            .iter_mut()
            .find(|known| known.name == body.name);
        if let Some(TypeBody::Enum(first)) = known.map(|known| &mut known.body) {
            let first = Arc::make_mut(first);
            first.members.append(&mut body.members);
            let merged = Arc::new(first.clone());
            let values = self.module.values.iter_mut();
            for value in values.filter(|value| value.name == body.name) {
                value.kind = ValueKind::Enum(Arc::clone(&merged));
            }
            return;
        }
        let body = Arc::new(body);
        self.module.values.push(ValueDecl {
            name: body.name.clone(),
            kind: ValueKind::Enum(Arc::clone(&body)),
            span: self.place.name_span(&decl.id),
        });
        self.add_type(
            self.place
                .type_decl(&decl.id, Vec::new(), TypeBody::Enum(body)),
        );
    }

    /// The signatures of a function. An implementation behind overloads is not one of them.
    pub(super) fn add_function(
        &mut self,
        name: &swc::Ident,
        function: &swc::Function,
        signature: &Signature,
    ) {
        let known = self
            .module
            .values
            .iter_mut()
            .find(|known| *known.name == *name.sym);
        if let Some(ValueKind::Function(signatures)) = known.map(|known| &mut known.kind) {
            if function.body.is_none() {
                signatures.push(Arc::clone(&signature.function));
            }
            return;
        }
        self.module.values.push(ValueDecl {
            name: name.sym.to_string(),
            kind: ValueKind::Function(vec![Arc::clone(&signature.function)]),
            span: self.place.name_span(name),
        });
    }

    pub(super) fn add_namespace(&mut self, decl: &swc::TsModuleDecl) {
        let name = match &decl.id {
            _ if decl.global => NamespaceName::Global,
            swc::TsModuleName::Ident(name) => NamespaceName::Named(name.sym.to_string()),
            swc::TsModuleName::Str(text) => {
                NamespaceName::Module(text.value.to_string_lossy().into_owned())
            }
        };
        let ambient = decl.declare || decl.global || self.ambient;
        let body = match &decl.body {
            Some(body) => self.namespace_body(body, ambient),
            None => read(&[], self.place, ambient),
        };
        let namespace = NamespaceDecl {
            name,
            body: Arc::new(body),
            is_open: decl.body.is_none(),
            span: self.place.span(decl.span),
        };
        add_namespace(&mut self.module, namespace);
    }

    fn namespace_body(&self, body: &swc::TsNamespaceBody, ambient: bool) -> TaskModule {
        match body {
            swc::TsNamespaceBody::TsModuleBlock(block) => {
                let mut module = read(&block.body, self.place, ambient);
                // A namespace has no tasks, whatever it exports.
                module.tasks.clear();
                module.refused.clear();
                if ambient {
                    export_all(&mut module);
                }
                module
            }
            // `namespace A.B { … }`
            swc::TsNamespaceBody::TsNamespaceDecl(inner) => {
                let mut module = read(&[], self.place, ambient);
                let namespace = NamespaceDecl {
                    name: NamespaceName::Named(inner.id.sym.to_string()),
                    body: Arc::new(self.namespace_body(&inner.body, ambient)),
                    is_open: false,
                    span: self.place.span(inner.span),
                };
                module.namespaces.push(namespace);
                export_all(&mut module);
                module
            }
        }
    }
}

fn add_type(module: &mut TaskModule, decl: TypeDecl) {
    let known = module
        .types
        .iter_mut()
        .find(|known| known.name == decl.name);
    let Some(known) = known else {
        module.types.push(decl);
        return;
    };
    if let (
        TypeBody::Interface {
            class,
            extends,
            members,
        },
        TypeBody::Interface {
            class: more_class,
            extends: more_extends,
            members: more_members,
        },
    ) = (&mut known.body, decl.body)
    {
        if class.is_none() {
            *class = more_class;
        }
        extends.extend(more_extends);
        members.extend(more_members);
    }
}

fn add_namespace(module: &mut TaskModule, decl: NamespaceDecl) {
    let known = module
        .namespaces
        .iter_mut()
        .find(|known| known.name == decl.name);
    let Some(known) = known else {
        module.namespaces.push(decl);
        return;
    };
    known.is_open &= decl.is_open;
    merge(
        Arc::make_mut(&mut known.body),
        Arc::unwrap_or_clone(decl.body),
    );
}

/// Adds what another declaration of the same module or namespace declares.
pub(crate) fn merge(merged: &mut TaskModule, more: TaskModule) {
    for ty in more.types {
        add_type(merged, ty);
    }
    for namespace in more.namespaces {
        add_namespace(merged, namespace);
    }
    merged.values.extend(more.values);
    merged.aliases.extend(more.aliases);
    merged.imports.extend(more.imports);
    merged.exports.extend(more.exports);
}

/// In a `declare namespace` every name is exported.
pub(super) fn export_all(module: &mut TaskModule) {
    let types = module.types.iter().map(|decl| (&decl.name, decl.span));
    let values = module.values.iter().map(|decl| (&decl.name, decl.span));
    let namespaces = module
        .namespaces
        .iter()
        .filter_map(|decl| match &decl.name {
            NamespaceName::Named(name) => Some((name, decl.span)),
            NamespaceName::Module(_) | NamespaceName::Global => None,
        });
    let all = types.chain(values).chain(namespaces);
    let exports: Vec<Export> = all
        .map(|(name, span)| Export::Local {
            local: name.clone(),
            exported: name.clone(),
            span,
            type_only: false,
        })
        .collect();
    module.exports.extend(exports);
}
