//! Bodies of functions whose results are not annotated: what they return, and the names on the way.

use std::sync::Arc;

use swc_ecma_ast as swc;

use super::Place;
use super::types::DEEPEST;
use crate::module::{Body, Bound, Choice, ValueExpr, Variable};

impl Place<'_> {
    pub(super) fn arrow_body(&self, body: &swc::ArrowFunctionBody, depth: usize) -> Body {
        match body {
            swc::ArrowFunctionBody::FunctionBody(block) => self.body(&block.stmts, depth),
            swc::ArrowFunctionBody::Expr(value) => Body {
                returns: vec![self.value(value, depth)],
                ..Body::default()
            },
        }
    }

    pub(super) fn body(&self, statements: &[swc::Stmt], depth: usize) -> Body {
        let mut body = Body::default();
        if let Some((swc::Stmt::Switch(last), before)) = statements.split_last()
            && self.statements(before, &mut body, depth)
            && self.gives_in_each(last, &mut body, depth)
        {
            let cases = last.cases.iter().filter_map(|case| case.test.as_deref());
            body.choice = Some(Choice {
                subject: self.value(&last.discriminant, depth),
                cases: cases.map(|case| self.value(case, depth)).collect(),
            });
            return body;
        }
        let mut body = Body::default();
        let ends = self.statements(statements, &mut body, depth);
        body.ends |= ends;
        body
    }

    /// Whether no case of a `switch` without a default leads on, so that only a missing one does.
    fn gives_in_each(&self, switch: &swc::SwitchStmt, body: &mut Body, depth: usize) -> bool {
        let mut reached = true;
        for case in &switch.cases {
            reached = self.statements(&case.cons, body, depth);
            let leaves = case.cons.iter().any(|statement| breaks(statement, depth));
            if leaves || case.test.is_none() {
                return false;
            }
        }
        !reached
    }

    /// Whether what follows the statements can be reached.
    fn statements(&self, statements: &[swc::Stmt], body: &mut Body, depth: usize) -> bool {
        let mut reached = true;
        for statement in statements {
            reached &= self.statement(statement, body, depth);
        }
        reached
    }

    fn statement(&self, statement: &swc::Stmt, body: &mut Body, depth: usize) -> bool {
        use swc::Stmt::*;
        if depth >= DEEPEST {
            body.opaque = true;
            return true;
        }
        let depth = depth + 1;
        match statement {
            Return(give) => {
                match &give.arg {
                    Some(value) => body.returns.push(self.value(value, depth)),
                    None => body.ends = true,
                }
                false
            }
            Throw(_) => false,
            Block(block) => self.statements(&block.stmts, body, depth),
            If(choice) => {
                let yes = self.statement(&choice.cons, body, depth);
                let other = choice.alt.as_deref();
                let no = other.is_none_or(|other| self.statement(other, body, depth));
                yes || no
            }
            Labeled(labeled) => {
                self.statement(&labeled.body, body, depth);
                true
            }
            While(repeat) => {
                self.statement(&repeat.body, body, depth);
                !is_true(&repeat.test) || breaks(&repeat.body, depth)
            }
            DoWhile(repeat) => {
                let reached = self.statement(&repeat.body, body, depth);
                (reached && !is_true(&repeat.test)) || breaks(&repeat.body, depth)
            }
            For(repeat) => {
                if let Some(swc::VarDeclOrExpr::VarDecl(var)) = &repeat.init {
                    self.variables(var, body, depth);
                }
                self.statement(&repeat.body, body, depth);
                repeat.test.as_deref().is_some_and(|test| !is_true(test))
                    || breaks(&repeat.body, depth)
            }
            ForIn(repeat) => {
                self.head(&repeat.left, body);
                self.statement(&repeat.body, body, depth);
                true
            }
            ForOf(repeat) => {
                self.head(&repeat.left, body);
                self.statement(&repeat.body, body, depth);
                true
            }
            Switch(switch) => self.switch(switch, body, depth),
            Try(attempt) => self.attempt(attempt, body, depth),
            Decl(decl) => {
                self.local(decl, body, depth);
                true
            }
            With(_) => {
                body.opaque = true;
                true
            }
            Empty(_) | Debugger(_) | Break(_) | Continue(_) | Expr(_) => true,
        }
    }

    fn switch(&self, switch: &swc::SwitchStmt, body: &mut Body, depth: usize) -> bool {
        let mut reached = true;
        let mut leaves = false;
        for case in &switch.cases {
            reached = self.statements(&case.cons, body, depth);
            leaves |= case.cons.iter().any(|statement| breaks(statement, depth));
        }
        let complete = switch.cases.iter().any(|case| case.test.is_none());
        reached || leaves || !complete
    }

    fn attempt(&self, attempt: &swc::TryStmt, body: &mut Body, depth: usize) -> bool {
        let mut reached = self.statements(&attempt.block.stmts, body, depth);
        if let Some(handler) = &attempt.handler {
            if let Some(pattern) = &handler.param {
                hide(self, pattern, body);
            }
            reached |= self.statements(&handler.body.stmts, body, depth);
        }
        let finalizer = attempt.finalizer.as_ref();
        finalizer.is_none_or(|last| self.statements(&last.stmts, body, depth)) && reached
    }

    fn head(&self, head: &swc::ForHead, body: &mut Body) {
        match head {
            swc::ForHead::VarDecl(var) => {
                let names = var.decls.iter();
                names.for_each(|declarator| hide(self, &declarator.name, body));
            }
            swc::ForHead::UsingDecl(using) => {
                let names = using.decls.iter();
                names.for_each(|declarator| hide(self, &declarator.name, body));
            }
            swc::ForHead::Pat(_) => {}
        }
    }

    fn local(&self, decl: &swc::Decl, body: &mut Body, depth: usize) {
        match decl {
            swc::Decl::Var(var) => self.variables(var, body, depth),
            swc::Decl::Using(using) => {
                let names = using.decls.iter();
                names.for_each(|declarator| hide(self, &declarator.name, body));
            }
            swc::Decl::Fn(function) => {
                let value = swc::Expr::Fn(swc::FnExpr {
                    ident: None,
                    function: function.function.clone(),
                });
                let name = function.ident.sym.to_string();
                let variable = constant(self.value(&value, depth));
                body.variables.push((name, variable));
            }
            swc::Decl::Class(class) if class.class.type_params.is_none() => {
                let value = swc::Expr::Class(swc::ClassExpr {
                    ident: Some(class.ident.clone()),
                    class: class.class.clone(),
                });
                let name = class.ident.sym.to_string();
                let variable = constant(self.value(&value, depth));
                body.variables.push((name.clone(), variable));
                let ident = swc::Expr::Ident(class.ident.clone());
                body.classes
                    .push((name, self.heritage(&ident, None, depth)));
            }
            swc::Decl::Class(_)
            | swc::Decl::TsInterface(_)
            | swc::Decl::TsTypeAlias(_)
            | swc::Decl::TsEnum(_)
            | swc::Decl::TsModule(_) => body.opaque = true,
        }
    }

    fn variables(&self, var: &swc::VarDecl, body: &mut Body, depth: usize) {
        for declarator in &var.decls {
            body.variables
                .extend(self.declarator(declarator, var.kind, depth));
        }
    }

    /// The names that one declarator binds.
    pub(super) fn declarator(
        &self,
        declarator: &swc::VarDeclarator,
        kind: swc::VarDeclKind,
        depth: usize,
    ) -> Vec<(String, Arc<Variable>)> {
        let annotation = match &declarator.name {
            swc::Pat::Ident(name) => name.type_ann.as_deref(),
            swc::Pat::Object(object) => object.type_ann.as_deref(),
            swc::Pat::Array(array) => array.type_ann.as_deref(),
            _ => None,
        };
        let ty = annotation.map(|ty| self.annotation(ty, depth));
        let init = declarator.init.as_deref();
        let value = init.map(|value| self.value(value, depth));
        let mut bound: Vec<Bound> = Vec::new();
        self.bind(&declarator.name, Some(Vec::new()), &mut bound, depth);
        let variable = |Bound { name, way }| {
            let known = way.is_some();
            let variable = Variable {
                constant: kind == swc::VarDeclKind::Const,
                ty: ty.clone().filter(|_| known),
                value: value.clone().filter(|_| known),
                way: way.unwrap_or_default(),
            };
            (name, Arc::new(variable))
        };
        bound.into_iter().map(variable).collect()
    }
}

fn constant(value: ValueExpr) -> Arc<Variable> {
    Arc::new(Variable {
        constant: true,
        ty: None,
        value: Some(value),
        way: Vec::new(),
    })
}

/// Declares names of which nothing is known, so that none of the same name outside is meant.
fn hide(place: &Place<'_>, pattern: &swc::Pat, body: &mut Body) {
    let mut bound = Vec::new();
    place.bind(pattern, None, &mut bound, DEEPEST);
    for name in bound {
        let variable = Variable {
            constant: false,
            ty: None,
            value: None,
            way: Vec::new(),
        };
        body.variables.push((name.name, Arc::new(variable)));
    }
}

fn is_true(test: &swc::Expr) -> bool {
    matches!(test, swc::Expr::Lit(swc::Lit::Bool(value)) if value.value)
}

/// Whether a `break` may leave the loop or switch around the statement.
fn breaks(statement: &swc::Stmt, depth: usize) -> bool {
    use swc::Stmt::*;
    if depth >= DEEPEST {
        return true;
    }
    let any = |statements: &[swc::Stmt]| {
        let mut statements = statements.iter();
        statements.any(|statement| breaks(statement, depth + 1))
    };
    match statement {
        Break(_) => true,
        Block(block) => any(&block.stmts),
        If(choice) => {
            breaks(&choice.cons, depth + 1)
                || choice
                    .alt
                    .as_deref()
                    .is_some_and(|other| breaks(other, depth + 1))
        }
        Labeled(labeled) => breaks(&labeled.body, depth + 1),
        Try(attempt) => {
            any(&attempt.block.stmts)
                || attempt
                    .handler
                    .as_ref()
                    .is_some_and(|handler| any(&handler.body.stmts))
        }
        _ => false,
    }
}
