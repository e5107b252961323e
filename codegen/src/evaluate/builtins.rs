//! The types that JavaScript and TypeScript declare: some are evaluated from `lib.ts`, as if the user had
//! written them, some are what they are, and a few do what no TypeScript can spell.

use std::sync::{Arc, OnceLock};

use super::Evaluator;
use super::scope::Scope;
use super::types::{Casing, Ty, Type, Value};
use crate::codes;
use crate::module::{TaskModule, TypeExpr};
use crate::parse::{RUNTIME, parse_own};
use crate::report::Diagnostics;
use crate::resolve::{Global, ModuleId};
use crate::schema::Width;
use crate::source::Span;

const LIB: &str = include_str!("lib.ts");
/// What `@knit/runtime` declares, as far as types depend on it.
const DECLARED: &str = concat!(
    include_str!("runtime.ts"),
    "\n",
    include_str!("../../../runtime/ts/numbers.ts")
);

impl Evaluator<'_, '_> {
    pub(super) fn global(
        &mut self,
        global: Global,
        name: &str,
        arguments: &[TypeExpr],
        scope: &Scope,
        span: Span,
    ) -> Ty {
        match name {
            "Array" | "ReadonlyArray" => {
                return self.list(name == "ReadonlyArray", name, arguments, scope, span);
            }
            "Uppercase" => return self.recasing(Casing::Upper, arguments, scope),
            "Lowercase" => return self.recasing(Casing::Lower, arguments, scope),
            "Capitalize" => return self.recasing(Casing::Capital, arguments, scope),
            "Uncapitalize" => return self.recasing(Casing::Uncapital, arguments, scope),
            "PropertyKey" => return Ty::KEY,
            "Symbol" => return Ty::SYMBOL,
            _ => {}
        }
        if let Global::Evaluated = global {
            let lib = self.lib();
            let module = self.program.module(lib);
            return match module.types.iter().position(|decl| decl.name == name) {
                Some(index) => {
                    let declared = &module.types[index];
                    self.declared_as((lib, index), declared, arguments, scope, span)
                }
                None => Ty::UNKNOWABLE,
            };
        }
        let (least, most) = Global::arguments(name);
        if arguments.len() < least || arguments.len() > most {
            let place = self.place.clone();
            self.report(span, |span| {
                codes::argument_count(name, &place, least, most, span)
            });
            return Ty::UNKNOWABLE;
        }
        let arguments = arguments
            .iter()
            .map(|argument| self.element(argument, scope));
        let arguments = arguments.collect();
        self.types.add(Type::Builtin(global.name(name), arguments))
    }

    fn list(
        &mut self,
        readonly: bool,
        name: &str,
        arguments: &[TypeExpr],
        scope: &Scope,
        span: Span,
    ) -> Ty {
        let [element] = arguments else {
            let place = self.place.clone();
            self.report(span, |span| codes::argument_count(name, &place, 1, 1, span));
            return Ty::UNKNOWABLE;
        };
        let element = self.element(element, scope);
        self.array(element, readonly)
    }

    fn recasing(&mut self, casing: Casing, arguments: &[TypeExpr], scope: &Scope) -> Ty {
        let [argument] = arguments else {
            return Ty::UNKNOWABLE;
        };
        let argument = self.evaluate(argument, scope);
        self.recase(casing, argument)
    }

    pub(super) fn is_lib(&self, module: ModuleId) -> bool {
        self.lib == Some(module)
    }

    /// The module of JavaScript's and TypeScript's own declarations.
    pub(super) fn lib(&mut self) -> ModuleId {
        if let Some(lib) = self.lib {
            return lib;
        }
        static PARSED: OnceLock<Arc<TaskModule>> = OnceLock::new();
        let lib = self.program.adopt(once(&PARSED, "lib.ts", LIB), None);
        self.lib = Some(lib);
        lib
    }

    /// The runtime package, as far as types depend on it.
    pub(crate) fn runtime(&mut self) -> ModuleId {
        if let Some(runtime) = self.runtime {
            return runtime;
        }
        static PARSED: OnceLock<Arc<TaskModule>> = OnceLock::new();
        let module = once(&PARSED, "runtime.d.ts", DECLARED);
        let runtime = self.program.adopt(module, None);
        self.runtime = Some(runtime);
        runtime
    }

    /// What tasks that can be aborted get as their last argument.
    pub(crate) fn abort_context(&mut self) -> Ty {
        let runtime = self.runtime();
        let types = &self.program.module(runtime).types;
        let index = types.iter().position(|decl| decl.name == "AbortContext");
        self.instantiate((runtime, index.expect("knit: it is there")), Vec::new())
    }

    /// The module that declares a type of `@knit/runtime` that has a layout of its own. Known without the
    /// package: code is generated before that is there.
    pub(crate) fn number_types(&mut self, package: &str, name: &str) -> Option<ModuleId> {
        let known = name == "f64" || Width::ALL.iter().any(|width| width.name() == name);
        (package == RUNTIME && known).then(|| self.runtime())
    }

    /// The width that one of the types of `numbers.ts` is marked with.
    pub(crate) fn width(&mut self, parts: &[Ty]) -> Option<Width> {
        parts.iter().skip(1).find_map(|part| {
            let shape = self.apparent(*part);
            let marks = shape.properties.iter();
            let mark = marks.filter(|it| it.optional && it.name.starts_with('@'));
            let types: Vec<Ty> = mark.map(|it| it.ty).collect();
            types.into_iter().find_map(|ty| self.widest(ty))
        })
    }

    /// Those of a mark are itself and all that it has room for, in the order of [`Width`].
    fn widest(&mut self, mark: Ty) -> Option<Width> {
        let mark = self.force(mark);
        let members = self.types.members(mark);
        let widths = members.into_iter().filter(|it| *it != Ty::ABSENT);
        let widths: Option<Vec<Width>> = widths.map(|member| self.named_width(member)).collect();
        widths?.into_iter().max()
    }

    fn named_width(&self, member: Ty) -> Option<Width> {
        match self.types.get(member) {
            Type::Literal(Value::String(name), None) => {
                Width::ALL.into_iter().find(|width| width.name() == &**name)
            }
            _ => None,
        }
    }

    /// What one of JavaScript's own types is made of, declared in `lib.ts`.
    pub(super) fn declared_in_lib(&mut self, name: &str, arguments: Vec<Ty>) -> Option<Ty> {
        let lib = self.lib();
        let module = self.program.module(lib);
        let index = module.types.iter().position(|decl| decl.name == name)?;
        let mut arguments = arguments;
        arguments.resize(module.types[index].parameters.len(), Ty::ANY);
        Some(self.instantiate((lib, index), arguments))
    }
}

/// What a text of our own declares; the same for all modules that are compiled.
fn once(parsed: &OnceLock<Arc<TaskModule>>, path: &str, text: &str) -> Arc<TaskModule> {
    let parse = || {
        let module = parse_own(path, text, &mut Diagnostics::default());
        Arc::new(module.unwrap_or_else(|| panic!("knit: {path} does not parse")))
    };
    parsed.get_or_init(parse).clone()
}
