//! K02: types without a fixed layout. Their values travel in the dynamic cell, which describes itself.

use crate::report::Diagnostic;
use crate::source::Span;

pub(super) const EXPLAINED: &[(&str, &str)] = &[
    ("K0201", K0201),
    ("K0202", K0202),
    ("K0203", K0203),
    ("K0204", K0204),
    ("K0205", K0205),
    ("K0206", K0206),
    ("K0207", K0207),
];

const K0201: &str = "\
The task does not say what it returns, and it is not plain either. The result travels in the dynamic
cell: right for any value that can be copied, but larger and slower than a fixed layout, and not checked.

Write the result behind the parameters:

    export function area(width: number, height: number): number { … }
    export async function load(name: string): Promise<Uint8Array> { … }

Where the project has TypeScript installed, `knit gen --infer=tsc` asks it instead.";

#[cold]
pub fn open_result(task: &str, asynchronous: bool, span: Span) -> Diagnostic {
    let example = if asynchronous {
        "): Promise<number>"
    } else {
        "): number"
    };
    Diagnostic::warning(
        "K0201",
        format!("the result of task `{task}` has no annotation and travels in the dynamic cell"),
    )
    .label(span, "says nothing about its result")
    .note(format!(
        "write the type behind the parameters, as in `{example}`"
    ))
}

const K0202: &str = "\
The parameter has no type annotation, and no default value that shows one. Its values travel in the dynamic
cell: right for any value that can be copied, but larger and slower than a fixed layout, and not checked.";

#[cold]
pub fn open_parameter(place: &str, name: &str, span: Span) -> Diagnostic {
    Diagnostic::warning(
        "K0202",
        format!("{place} has no annotation and travels in the dynamic cell"),
    )
    .label(span, "could be anything")
    .note(format!("write its type, as in `{name}: number`"))
}

const K0203: &str = "\
`any`, `unknown`, `object` and `{}` say nothing about what is in a value, so that there is nothing to lay
out. The value travels in the dynamic cell, which takes everything that can be copied and checks nothing.
That is the right choice where the type really is open; elsewhere write the type that is meant.";

#[cold]
pub fn open_type(written: &str, place: &str, span: Span) -> Diagnostic {
    Diagnostic::warning(
        "K0203",
        format!("{place} holds `{written}`, which travels in the dynamic cell"),
    )
    .label(span, "could be anything")
    .note("write the type that is meant, such as `{ name: string; size: number }`")
}

const K0204: &str = "\
The type uses a part of TypeScript that knit does not evaluate yet. Values of it travel in the dynamic
cell: right for any value that can be copied, but larger and slower than a fixed layout, and not checked.

What has a fixed layout: number, string, boolean, bigint, symbol, null, undefined, literals, template-literal
types, arrays, tuples, object types, interfaces, index signatures, Iterable, Map, Set, unions that can be told
apart, Date, RegExp, URL, URLSearchParams, errors, ArrayBuffer, DataView, typed arrays, Buffer, and the
numbers of `@knit/runtime`, such as i32.";

#[cold]
pub fn unevaluated(what: &str, place: &str, instead: &str, span: Span) -> Diagnostic {
    Diagnostic::warning(
        "K0204",
        format!("{place} holds {what}, which travels in the dynamic cell"),
    )
    .label(span, "no fixed layout yet")
    .note(format!("for a fixed layout write {instead}"))
}

const K0205: &str = "\
An encoder must see from a value which member of a union it has. Primitives, dates, binary data, arrays and
objects differ at sight. Two kinds of objects are told apart by literals, also by several or by some further
in, by a property that one of them must have and the other has not, by one that holds a number in one of them
and a string in the other, or by one that holds strings which begin differently:

    type Shape = { kind: \"circle\"; radius: number } | { kind: \"square\"; side: number };

Arrays, sets and maps are told apart by their first item, tuples by their literals and lengths as well. Where
none of that helps, the union travels in the dynamic cell, which is right for any value that can be copied.";

#[cold]
pub fn open_union(why: &str, place: &str, instead: &str, span: Span) -> Diagnostic {
    Diagnostic::warning(
        "K0205",
        format!(
            "{place} holds a union that cannot be told apart, which travels in the dynamic cell"
        ),
    )
    .label(span, why)
    .note(format!("for a fixed layout {instead}"))
}

const K0206: &str = "\
The type comes from a package of plain JavaScript, or from one that `declare module \"…\";` declares without
saying what it exports. Values of it travel in the dynamic cell.

Its types may be a package of their own, `@types/…`. A type of your own with the properties that the task
needs has a fixed layout as well.";

#[cold]
pub fn package_type(name: &str, package: &str, place: &str, span: Span) -> Diagnostic {
    Diagnostic::warning(
        "K0206",
        format!("{place} holds `{name}` of `{package}`, which travels in the dynamic cell"),
    )
    .label(span, "its package says nothing of types")
    .note("for a fixed layout install its types, or declare a type with the properties that the task needs")
}

const K0207: &str = "\
Instances of a class are sent as the data that they hold: their public properties, those that they inherit
included. Methods, accessors and private properties stay behind, and what arrives is a plain object, not an
instance of the class. Give the object to the constructor again where the methods are needed, or declare an
interface with the properties alone, which says the same without this note.

Errors stay errors: what extends one arrives as the class of JavaScript that it extends, with its message,
stack and cause, and with the properties that it holds.";

#[cold]
pub fn plain_error(class: &str, base: &str, span: Span) -> Diagnostic {
    Diagnostic::remark(
        "K0207",
        format!("instances of `{class}` arrive as `{base}`, with the properties that they hold"),
    )
    .label(span, "sent without its class")
    .note("what they hold besides the fields of an error is not checked")
}

#[cold]
pub fn left_out(class: &str, names: &[String], span: Span) -> Diagnostic {
    let listed: Vec<String> = names
        .iter()
        .take(6)
        .map(|name| format!("`{name}`"))
        .collect();
    let more = if names.len() > 6 { ", …" } else { "" };
    Diagnostic::remark(
        "K0207",
        format!(
            "instances of `{class}` are sent without {}{more}",
            listed.join(", ")
        ),
    )
    .label(span, "sent as plain data")
    .note("only public properties are sent")
}
