//! The compiler ends with an answer for any text: neither depth nor length nor nonsense brings it down.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use knit_codegen::source::{Loader, Unresolved, candidates};
use knit_codegen::{Outcome, generate};

use crate::diagnostics::plain;
use crate::support::names;

/// Modules by path.
struct Texts(BTreeMap<String, String>);

impl Loader for Texts {
    fn resolve(&self, from: &str, specifier: &str) -> Result<String, Unresolved> {
        let tried = candidates(from, specifier);
        tried
            .iter()
            .find(|path| self.0.contains_key(*path))
            .cloned()
            .ok_or_else(|| Unresolved::new(specifier, tried.clone()))
    }

    fn read(&self, path: &str) -> Result<String, String> {
        self.0
            .get(path)
            .cloned()
            .ok_or_else(|| "no such file".to_string())
    }
}

fn compile(text: String) -> Outcome {
    generate(
        &Texts(BTreeMap::from([("tasks.ts".to_string(), text)])),
        "tasks.ts",
        &names("tasks.ts"),
    )
}

/// Each makes the parser, the tree's drop or the resolver go down one level per repetition.
#[test]
fn deep_texts_have_an_answer() {
    let times = 150_000;
    for (open, close) in [
        ("(", ")"),
        ("[", "]"),
        ("!", ""),
        ("- ", ""),
        ("a=>", ""),
        ("a?b:", ""),
        ("a+", ""),
        ("a.b(", ")"),
        ("`${", "}`"),
        ("if(a)", ""),
        ("{", "}"),
        ("new ", ""),
    ] {
        let value = format!("{}1{}", open.repeat(times), close.repeat(times));
        compile(format!("export function f(): void {{}}\n{value};"));
    }
    for (open, close) in [
        ("(", ")"),
        ("[", "]"),
        ("A<", ">"),
        ("keyof ", ""),
        ("readonly ", "[]"),
        ("{a:", "}"),
        ("number|", ""),
        ("()=>", ""),
        ("A extends B?C:", ""),
        ("", "[]"),
        ("", "['a']"),
        ("Promise<", ">"),
        ("Array<", ">"),
    ] {
        let ty = format!("{}string{}", open.repeat(times), close.repeat(times));
        compile(format!(
            "type A<T> = T; type B = 1; type C = 2;\nexport function f(x: {ty}): {ty} {{}}"
        ));
    }
}

/// The parser reads what follows as one thing, and once more as another, at every level: type arguments or operands,
/// parameters or values.
#[test]
fn tries_within_tries_have_an_answer() {
    for unit in [
        "a<{[",
        "a< [{[",
        "a<b<c<{[",
        "new a<{[",
        "a<{get [",
        "a<(b=",
        "a<({b=",
        "a<{b(c=",
        "({[a<",
        "((([[a<([{[",
        "(a:{[b<",
        "<T>(a=",
        "async<T>(a=",
        "a?(b):c=>(",
        "a?(b):c=>d?",
        "a<b>`${",
        "a<{ 3\n<a<{ 3\n<",
    ] {
        let start = Instant::now();
        let outcome = compile(format!(
            "export function f(): void {{}}\nx={}",
            unit.repeat(50)
        ));
        assert!(plain(&outcome).contains("K0014"), "{unit}");
        // As deep as people go, and deeper.
        compile(format!("x={}", unit.repeat(5)));
        assert!(start.elapsed() < Duration::from_secs(30), "{unit}");
    }
}

#[test]
fn chains_of_names_have_an_answer() {
    let links = (0..5000).map(|at| format!("type T{at} = {{ next: T{} }};\n", at + 1));
    let text = format!(
        "{}type T5000 = 1;\nexport function f(x: T0): void {{}}",
        links.collect::<String>()
    );
    assert!(plain(&compile(text)).contains("K0109"));
    let names = (0..5000).map(|at| format!("type T{at} = T{};\n", at + 1));
    let text = format!(
        "{}type T5000 = 1;\nexport function f(x: T0): T0 {{}}",
        names.collect::<String>()
    );
    compile(text);
    let bases = (0..5000).map(|at| format!("interface T{at} extends T{} {{}}\n", at + 1));
    let text = format!(
        "{}interface T5000 {{ x: 1 }}\nexport function f(x: T0): void {{}}",
        bases.collect::<String>()
    );
    compile(text);
}

/// Modules that pass each other's names on in a circle.
#[test]
fn circles_of_modules_have_an_answer() {
    let a = "import type { T } from './b.ts'; export { x } from './b.ts'; export * from './b.ts'; export function f(t: T): void {}";
    let b = "export { x } from './a.ts'; export * from './a.ts'; export type { T } from './a.ts';";
    let modules =
        [("a.ts", a), ("b.ts", b)].map(|(path, text)| (path.to_string(), text.to_string()));
    let outcome = generate(&Texts(BTreeMap::from(modules)), "a.ts", &names("a.ts"));
    assert!(plain(&outcome).contains("K0103"));
}

/// Every prefix of a text with a bit of everything, and every such text with one piece left out.
#[test]
fn broken_texts_have_an_answer() {
    let text = include_str!("fixtures/diagnostics/K0204_unevaluated.ts");
    let pieces: Vec<&str> = text.split_inclusive([' ', '\n', '<', ';']).collect();
    for at in 0..pieces.len() {
        compile(pieces[..at].concat());
        compile([&pieces[..at], &pieces[at + 1..]].concat().concat());
    }
}

#[test]
fn circles_of_bases_have_an_answer() {
    for circle in [
        "interface A extends B {} interface B extends A {}",
        "interface A<T = 1> extends B<T> {} interface B<T> extends A<T[]> {}",
        "class A extends B {} class B extends A {}",
        "interface A extends A { y: 1 }",
    ] {
        let text =
            format!("{circle}\ninterface C extends A {{ x: 1 }}\nexport function f(c: C): C {{}}");
        let said = plain(&compile(text));
        assert!(
            said.contains("K0108") || said.contains("K0109"),
            "{circle}\n{said}"
        );
    }
}

/// Types that lead to ever larger ones are given up in time: a step that takes long counts as many.
#[test]
fn types_that_grow_have_an_answer() {
    let growing = [
        "type T<A> = A extends object
           ? { [K in keyof A & string]: A[K] extends object ? K | `${K}.${T<A[]>}` : K }[keyof A & string]
           : never;",
        "type T<A> = A extends object ? { [K in keyof A]: [K, T<A[]>] }[keyof A] : never;",
        "type T<A, L extends string = 'a' | 'b'> = { x: T<A, `${L}${L}`>; l: L };",
        "type T<A, L extends string = 'x'> = L extends `${infer H}yyyyy` ? H : T<A, `${L}${L}`>;",
        "type T<A, L extends unknown[] = []> = L['length'] extends 9e9 ? L : T<A, [...L, A, A]>;",
        "type T<A, L = A> = L | T<A, { of: L } | [L] | Set<L>>;",
        "type T<A> = { of: T<A | T<{ of: A }>> };",
    ];
    for ty in growing {
        let start = Instant::now();
        let form = "interface Form { user: { name: string }; list: number[] }";
        let outcome = compile(format!(
            "{form}\n{ty}\nexport function f(x: T<Form>): void {{}}"
        ));
        assert!(outcome.files.is_empty(), "{ty}\n{}", plain(&outcome));
        // Half a second each where nothing else runs, unoptimised as tests are.
        assert!(start.elapsed() < Duration::from_secs(30), "{ty}");
    }
}

/// What ten thousand members of a union take grows with their number, and not with its square.
#[test]
fn wide_unions_have_an_answer() {
    for member in ["${string}", "", "${number}"] {
        let start = Instant::now();
        let outcome = compile(format!(
            "type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;
             type Code = `{member}${{Digit}}${{Digit}}${{Digit}}${{Digit}}`;
             export function f(code: Code): void {{}}"
        ));
        assert!(!outcome.files.is_empty(), "{}", plain(&outcome));
        assert!(start.elapsed() < Duration::from_secs(30), "{member}");
    }
}

/// More levels than are followed, met again and again.
#[test]
fn long_chains_of_interfaces_have_an_answer() {
    let links = (0..1_000).map(|at| {
        let next = at + 1;
        format!("interface Link{at} {{ next?: Link{next}; or?: Link{next}[]; all: Link{next} | string }}\n")
    });
    let links: String = links.collect();
    let outcome = compile(format!(
        "{links}interface Link1000 {{ last: true }}
         export function f(first: Link0): void {{}}"
    ));
    let told = plain(&outcome);
    assert_eq!(told.matches("K0109").count(), 1, "{told}");
}

/// Each of them may hold all others.
#[test]
fn large_families_have_an_answer() {
    let start = Instant::now();
    let names: Vec<String> = (0..100).map(|at| format!("Node{at}")).collect();
    let all = names.join(" | ");
    let nodes = names.iter().map(|name| {
        let others = [
            format!("{name}[]"),
            format!("Set<{name}>"),
            format!("Map<string, {name}>"),
        ];
        let fields = others.iter().enumerate();
        let fields = fields.map(|(at, other)| format!("field{at}: {all} | {other}; "));
        let fields: String = fields.collect();
        format!("interface {name} {{ kind: \"{name}\"; {fields} }}\n")
    });
    let nodes: String = nodes.collect();
    let outcome = compile(format!("{nodes}export function f(node: Node0): void {{}}"));
    let told = plain(&outcome);
    assert!(!outcome.files.is_empty(), "{told}");
    assert_eq!(told.matches("K0205").count(), 1, "{told}");
    assert!(start.elapsed() < Duration::from_secs(60));
}
