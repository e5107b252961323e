//! K01: types that do not exist, and types whose values cannot cross to a worker.

use crate::report::Diagnostic;
use crate::source::{Span, is_relative};

pub(super) const EXPLAINED: &[(&str, &str)] = &[
    ("K0101", K0101),
    ("K0102", K0102),
    ("K0103", K0103),
    ("K0104", K0104),
    ("K0105", K0105),
    ("K0106", K0106),
    ("K0107", K0107),
    ("K0108", K0108),
    ("K0109", K0109),
    ("K0110", K0110),
    ("K0111", K0111),
    ("K0112", K0112),
    ("K0113", K0113),
];

const K0101: &str = "\
A signature uses a type name that is declared nowhere: not in the module, not among its imports, and not
by JavaScript itself. Names are looked up as TypeScript does; a value (a function or a constant) is not a
type.";

#[cold]
pub fn unknown_type(name: &str, place: &str, near: Option<&str>, span: Span) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        "K0101",
        format!("{place} uses `{name}`, which is not a type"),
    )
    .label(span, "no type of this name");
    match near {
        Some(near) => diagnostic.note(format!("did you mean `{near}`?")),
        // What stands behind a dot is not imported by itself.
        None if name.contains('.') => diagnostic.note("declare it there, as an exported type"),
        None => diagnostic.note(format!(
            "declare it, or import it: `import type {{ {name} }} from \"./types.ts\"`"
        )),
    }
}

const K0102: &str = "\
An import names a module that is not there. A relative specifier is tried with the endings of TypeScript,
as it is written, and as a folder with an `index.ts`. Any other is looked up in `paths` and `baseUrl` of the
nearest tsconfig.json that covers the file, then among the packages of `node_modules` and their `@types`, then
among the modules that `declare module` declares.

A package may be missing where types are generated, as long as no signature of a task uses a type of it.";

#[cold]
pub fn missing_file(specifier: &str, tried: &[String], span: Span) -> Diagnostic {
    let tried: Vec<String> = tried.iter().map(|path| format!("`{path}`")).collect();
    let label = match is_relative(specifier) {
        true => "no such file",
        false => "no such file or package",
    };
    let diagnostic = Diagnostic::error("K0102", format!("cannot find the module `{specifier}`"))
        .label(span, label);
    match tried.is_empty() {
        true => diagnostic,
        false => diagnostic.note(format!("tried {}", tried.join(", "))),
    }
}

#[cold]
pub fn missing_package(
    name: &str,
    specifier: &str,
    tried: &[String],
    place: &str,
    span: Span,
) -> Diagnostic {
    let tried: Vec<String> = tried.iter().map(|path| format!("`{path}`")).collect();
    let diagnostic = Diagnostic::error(
        "K0102",
        format!("{place} uses `{name}` of `{specifier}`, which cannot be found"),
    )
    .label(span, "of a module that is not there")
    .note("install the package or its types, or declare it: `declare module \"…\" { … }`");
    match tried.is_empty() {
        true => diagnostic,
        false => diagnostic.note(format!("tried {}", tried.join(", "))),
    }
}

const K0103: &str = "\
The module that is imported exists, but does not export this name. Exports are followed through
`export { … } from` and `export *`.";

#[cold]
pub fn missing_export(name: &str, specifier: &str, near: Option<&str>, span: Span) -> Diagnostic {
    let diagnostic = Diagnostic::error("K0103", format!("`{specifier}` does not export `{name}`"))
        .label(span, "not exported there");
    match near {
        Some(near) => diagnostic.note(format!("did you mean `{near}`?")),
        None => diagnostic.note(format!(
            "export it from `{specifier}`: `export type {{ {name} }}`"
        )),
    }
}

const K0104: &str = "\
A function cannot be copied to a worker: its code may use anything around it. That holds for methods and
constructors too, wherever they stand in a parameter or result.

Send what the function needs to know, and choose the function on the other side:

    export function sort(items: number[], order: \"up\" | \"down\"): number[] { … }";

#[cold]
pub fn function_in_data(what: &str, place: &str, span: Span) -> Diagnostic {
    Diagnostic::error(
        "K0104",
        format!("{place} holds {what}, which cannot cross to a worker"),
    )
    .label(span, "a function")
    .note("send data, such as a name, and choose the function inside the task")
}

const K0105: &str = "\
Some objects have no meaning away from where they were made: weak collections depend on what else is
alive, and iterators, generators and streams on what they are reading. They cannot be copied to a worker.

Send what they hold: an array, a Map, a Set, or bytes.";

#[cold]
pub fn bound_object(name: &str, place: &str, instead: &str, span: Span) -> Diagnostic {
    Diagnostic::error(
        "K0105",
        format!("{place} holds `{name}`, which cannot cross to a worker"),
    )
    .label(span, "lives where it was made")
    .note(format!("write {instead}"))
}

const K0106: &str = "\
A unique symbol is the one that its declaration made, so a worker could only get another one. A `symbol`
crosses by its key, if it was made by `Symbol.for(key)`; a string literal is as good a name, and can be
compared on both sides as well.";

#[cold]
pub fn symbol_in_data(place: &str, span: Span) -> Diagnostic {
    Diagnostic::error(
        "K0106",
        format!("{place} holds a unique symbol, which cannot cross to a worker"),
    )
    .label(span, "there is one of it where it was made")
    .note("use `symbol` and `Symbol.for`, or a string literal, such as `\"ready\"`")
}

const K0107: &str = "\
A promise inside data would have to settle on one side and be seen on the other. The result of a task may
be a promise as a whole, and an argument may be one at the call: it is awaited before it is sent. So a
parameter is written without `Promise`, and a result is awaited before it is put together:

    export async function both(): Promise<[number, string]> {
      return await Promise.all([one(), two()]);
    }";

#[cold]
pub fn promise_in_data(place: &str, span: Span) -> Diagnostic {
    Diagnostic::error(
        "K0107",
        format!("{place} holds a promise, which cannot cross to a worker"),
    )
    .label(span, "a promise inside data")
    .note("write the type that it resolves to, and await it before it is sent or returned")
}

const K0108: &str = "\
A type is defined as itself, with nothing in between. A type may hold itself in a property, an array or a
tuple, since then there is always something that it is made of:

    type Tree = { value: number; children: Tree[] };";

#[cold]
pub fn circular_type(name: &str, span: Span) -> Diagnostic {
    Diagnostic::error("K0108", format!("type `{name}` is defined as itself"))
        .label(span, "leads back to itself")
        .note("put a property, an array or a tuple in between")
}

const K0109: &str = "\
The type has more levels of types within types than knit follows, 256 of them. A type that contains itself is
written with a name, and may then be as deep as its values are. Where hundreds of interfaces lead to one another,
name those that the task needs.";

#[cold]
pub fn deep_type(place: &str, span: Span) -> Diagnostic {
    Diagnostic::error(
        "K0109",
        format!("{place} has a type that is nested too deep"),
    )
    .label(span, "too many levels")
    .note("name the repeating part: `type Node = { next?: Node }`")
}

const K0110: &str = "\
A type was given more type arguments than it has type parameters, or fewer than those without a default.
`Array`, `Set` and `Promise` take one, `Map` takes two.";

#[cold]
pub fn argument_count(
    name: &str,
    place: &str,
    least: usize,
    most: usize,
    span: Span,
) -> Diagnostic {
    let takes = match (least, most) {
        (0, 0) => "no type arguments".to_string(),
        (1, 1) => "one type argument".to_string(),
        (least, most) if least == most => format!("{most} type arguments"),
        (least, most) => format!("{least} to {most} type arguments"),
    };
    let diagnostic = Diagnostic::error(
        "K0110",
        format!("{place} uses `{name}` with another number of type arguments than it takes"),
    )
    .label(span, format!("takes {takes}"));
    match most {
        0 => diagnostic.note(format!("write `{name}`")),
        1 => diagnostic.note(format!("say of what it is: `{name}<string>`")),
        _ => diagnostic.note("put in what is missing, or take off what is too much"),
    }
}

const K0111: &str = "\
Working out what the type comes to takes more steps than knit makes, or it comes to a union or a tuple of more
than 20,000 members. A type that calls itself may never end; a template of several large unions has as many
members as all of them multiplied. Write the resulting type out, or `string` in place of the template.";

#[cold]
pub fn complex_type(place: &str, span: Span) -> Diagnostic {
    Diagnostic::error(
        "K0111",
        format!("{place} has a type that is too complex to evaluate"),
    )
    .label(span, "takes too many steps")
    .note("write the resulting type out, or end its recursion earlier")
}

const K0112: &str = "\
An indexed access, such as `Point[\"z\"]`, names a property that the type does not have, or an enum a member
that it does not have. Properties of a union are those that all of its members have.";

#[cold]
pub fn missing_property(ty: &str, key: &str, span: Span) -> Diagnostic {
    Diagnostic::error("K0112", format!("type `{ty}` has no property `{key}`"))
        .label(span, "no such property")
        .note(format!("keys that exist are those of `keyof {ty}`"))
}

const K0113: &str = "\
`typeof` names a value that the module neither declares nor imports. It asks for the type of a constant, a
function, a class or an enum; a type has no type itself.";

#[cold]
pub fn unknown_value(name: &str, place: &str, span: Span) -> Diagnostic {
    Diagnostic::error(
        "K0113",
        format!("{place} uses `typeof {name}`, which is not a value"),
    )
    .label(span, "no value of this name")
    .note(format!(
        "declare it, or write `{name}` without `typeof` if it is a type"
    ))
}
