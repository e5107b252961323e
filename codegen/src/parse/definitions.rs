//! `task({…})` and `importTask({…})`, recognised by what the module imports from the runtime package,
//! under whatever name.

use std::collections::BTreeMap;

use swc_ecma_ast as swc;

use super::Place;
use super::functions::bare;
use super::items::{Reader, export_name};
use crate::module::{Definition, Maker, Refusal};

/// The package that makers of tasks are imported from.
pub(crate) const RUNTIME: &str = "@knit/runtime";

/// What a module calls the things that make tasks.
#[derive(Default)]
pub(super) struct Makers {
    by_name: BTreeMap<String, Maker>,
    /// `import * as knit`.
    namespaces: Vec<String>,
}

impl Makers {
    pub(super) fn imported(module: &swc::Module) -> Makers {
        let mut makers = Makers::default();
        for item in &module.body {
            if let swc::ModuleItem::ModuleDecl(swc::ModuleDecl::Import(import)) = item
                && import.src.value.as_str() == Some(RUNTIME)
            {
                import.specifiers.iter().for_each(|one| makers.add(one));
            }
        }
        makers
    }

    fn add(&mut self, one: &swc::ImportSpecifier) {
        match one {
            swc::ImportSpecifier::Named(named) => {
                let imported = named.imported.as_ref().map(export_name);
                let local = named.local.sym.to_string();
                if let Some(maker) = maker(imported.as_deref().unwrap_or(&local)) {
                    self.by_name.insert(local, maker);
                }
            }
            swc::ImportSpecifier::Namespace(all) => self.namespaces.push(all.local.sym.to_string()),
            swc::ImportSpecifier::Default(_) => {}
        }
    }

    fn called(&self, callee: &swc::Expr) -> Option<Maker> {
        match bare(callee) {
            swc::Expr::Ident(name) => self.by_name.get(&*name.sym).copied(),
            swc::Expr::Member(member) => {
                let object = member.obj.as_ident()?;
                let name = member.prop.as_ident()?;
                let known = self.namespaces.iter().any(|one| **one == *object.sym);
                known.then(|| maker(&name.sym)).flatten()
            }
            _ => None,
        }
    }
}

fn maker(name: &str) -> Option<Maker> {
    [Maker::Task, Maker::ImportTask]
        .into_iter()
        .find(|maker| maker.name() == name)
}

impl Place<'_> {
    /// A call that makes a task.
    pub(super) fn definition(&self, value: &swc::Expr) -> Option<Definition> {
        let swc::Expr::Call(call) = bare(value) else {
            return None;
        };
        let maker = self.makers.called(call.callee.as_expr()?)?;
        let types = call.type_args.as_deref();
        let options = call.args.first().filter(|first| first.spread.is_none());
        Some(Definition {
            maker,
            types: types.map_or(Vec::new(), |types| {
                types.params.iter().map(|ty| self.ty(ty, 0)).collect()
            }),
            options: options.map(|options| self.value(&options.expr, 0)),
            span: self.span(call.span),
        })
    }
}

impl Reader<'_> {
    /// A pool of a task of this very module, made where the task is: `task({…}).createPool(…)`.
    pub(super) fn refuse_pool(&mut self, declarator: &swc::VarDeclarator) {
        let Some(value) = declarator.init.as_deref().and_then(pooled) else {
            return;
        };
        let name = match value {
            swc::Expr::Ident(name) => {
                let known = self.callables.get(&*name.sym);
                if known.is_none_or(|known| known.signature.definition.is_none()) {
                    return;
                }
                Some(name)
            }
            value if self.place.definition(value).is_some() => {
                declarator.name.as_ident().map(|name| &name.id)
            }
            _ => return,
        };
        let name = name.map_or("name", |name| &name.sym).to_string();
        self.refuse(&name, Refusal::Pool, self.place.span(&declarator.init));
    }
}

/// The task of `task.createPool(…)`.
fn pooled(value: &swc::Expr) -> Option<&swc::Expr> {
    let swc::Expr::Call(call) = bare(value) else {
        return None;
    };
    let member = call.callee.as_expr()?.as_member()?;
    let name = member.prop.as_ident()?;
    (&*name.sym == "createPool").then(|| bare(&member.obj))
}
