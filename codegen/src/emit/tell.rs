//! The part of a union's encoder that tells variants apart which are alike at sight.

use super::code::{Expr, assign, call, leave, literal, member, text, word};
use super::doc::{Doc, concat, group, indent, join};
use super::lines::Lines;
use super::wire::Codec;
use crate::schema::{Ask, Literal, Look, Step, Tell};
use crate::wire::{CompositeId, UnionLayout};

/// Where the value is that is looked into: `it` for an object, `value` for anything else.
#[derive(Clone, Copy)]
pub(super) struct Union<'a> {
    pub(super) id: CompositeId,
    pub(super) layout: &'a UnionLayout,
    pub(super) base: &'a str,
}

impl Codec<'_> {
    pub(super) fn tell(&mut self, union: Union, tell: &Tell, lines: &mut Lines) {
        self.tell_after(union, &[], tell, lines);
    }

    /// `asked` is what was asked in vain.
    fn tell_after(&mut self, union: Union, asked: &[Ask], tell: &Tell, lines: &mut Lines) {
        match tell {
            Tell::Only(variant) => self.write_variant(union.layout, *variant, lines),
            Tell::Switch { path, cases } => self.switch(union, path, cases, lines),
            Tell::First {
                asks,
                variant,
                others,
            } => {
                let condition = self.condition(union.base, asks);
                lines.open(condition);
                self.write_variant(union.layout, *variant, lines);
                lines.close(Some("}"));
                let asked = [asked, asks].concat();
                match others {
                    Some(others) => self.tell_after(union, &asked, others, lines),
                    None => self.none_of_them(union, &asked, lines),
                }
            }
        }
    }

    /// Where all was asked of one part, that part is at fault.
    fn none_of_them(&mut self, union: Union, asked: &[Ask], lines: &mut Lines) {
        let path = &asked[0].path;
        let looks: Option<Vec<String>> = asked
            .iter()
            .flat_map(|ask| &ask.looks)
            .map(expected)
            .collect();
        let steps = path
            .iter()
            .all(|step| matches!(step, Step::Field(_) | Step::Item(_)));
        let one = steps && !path.is_empty() && asked.iter().all(|ask| ask.path == *path);
        let error = match looks {
            Some(looks) if one => {
                let expected = text(crate::layout::cut(&looks.join(" | ")));
                let part = self.part_at(union.base, path);
                let mismatch = call(self.helper("mismatch"), [expected, part]);
                self.inside_path(mismatch, path)
            }
            _ => {
                let args = [text(self.title(union.id)), word("value")];
                call(self.helper("mismatch"), args)
            }
        };
        lines.add(leave("throw", &error));
    }

    fn switch(
        &mut self,
        union: Union,
        path: &[Step],
        cases: &[(Vec<Literal>, Tell)],
        lines: &mut Lines,
    ) {
        let found = self.checked_part(union.base, path);
        let part = indent(concat([Doc::Softline, found.doc()]));
        lines.open(group(concat([
            "switch (".into(),
            part,
            Doc::Softline,
            ") {".into(),
        ])));
        let mut titles = Vec::new();
        for (literals, tell) in cases {
            for value in literals {
                titles.push(value.spelling());
                lines.open(concat(["case ".into(), literal(value).doc(), ":".into()]));
                lines.close(None);
            }
            lines.indented(|lines| self.tell(union, tell, lines));
        }
        lines.open("default:");
        let expected = crate::layout::cut(&titles.join(" | "));
        let mismatch = call(self.helper("mismatch"), [text(expected), found]);
        let error = self.inside_path(mismatch, path);
        lines.add(leave("throw", &error));
        lines.close(None);
        lines.close(Some("}"));
    }

    fn inside_path(&mut self, error: Expr, path: &[Step]) -> Expr {
        path.iter().rev().fold(error, |error, step| {
            let key = match step {
                Step::Field(name) => text(name),
                Step::Item(index) => word(index.to_string()),
                Step::Member | Step::Key | Step::Value => {
                    unreachable!("knit: a literal in a set or map decides nothing")
                }
            };
            call(self.helper("inside"), [error, key])
        })
    }

    /// The part at the end of a path that all variants have; what is no object on the way is an error.
    fn checked_part(&mut self, base: &str, path: &[Step]) -> Expr {
        let (last, before) = path.split_last().expect("knit: a literal is a part");
        let mut at = base.to_string();
        for (index, step) in before.iter().enumerate() {
            let key = match &path[index + 1] {
                Step::Field(name) => super::code::quote(name),
                _ => "string".to_string(),
            };
            let step = self.key_of(step);
            at = format!("{}<{key}>({at}, {step})", self.helper("within"));
        }
        match last {
            Step::Field(name) => member(at, name),
            Step::Item(index) => Expr::Element {
                of: at,
                index: index.to_string(),
            },
            Step::Member | Step::Key | Step::Value => {
                unreachable!("knit: a literal in a set or map decides nothing")
            }
        }
    }

    fn key_of(&self, step: &Step) -> String {
        match step {
            Step::Field(name) => super::code::quote(name),
            Step::Item(index) => index.to_string(),
            Step::Member | Step::Key | Step::Value => {
                unreachable!("knit: a path leads into a set or map only at first")
            }
        }
    }

    /// The part at the end of a path, undefined where there is none.
    fn part_at(&mut self, base: &str, path: &[Step]) -> Expr {
        let Some((first, rest)) = path.split_first() else {
            return word(base);
        };
        let first = match first {
            Step::Field(name) => member(base, name),
            Step::Item(index) => Expr::Element {
                of: base.to_string(),
                index: index.to_string(),
            },
            Step::Member => call(self.helper("firstMember"), [word(base)]),
            Step::Key => call(self.helper("firstKey"), [word(base)]),
            Step::Value => call(self.helper("firstValue"), [word(base)]),
        };
        rest.iter().fold(first, |at, step| {
            let key = word(self.key_of(step));
            call(self.helper("part"), [at, key])
        })
    }

    /// `if (it.type === "a" && it.version === 1) {`
    pub(super) fn condition(&mut self, base: &str, asks: &[Ask]) -> Doc {
        let mut all = Vec::new();
        for ask in asks {
            let part = self.part_at(base, &ask.path);
            let mut any = Vec::new();
            for look in &ask.looks {
                any.extend(self.look(look, &part));
            }
            all.push(any);
        }
        let only = all.len() == 1;
        let all = all.into_iter().map(|any| match any.len() {
            1 => Doc::Concat(any),
            _ if only => join(any, &[" ||".into(), Doc::Line]),
            _ => {
                let any = join(any, &[" ||".into(), Doc::Line]);
                group(concat(["(".into(), indent(any), ")".into()]))
            }
        });
        let all = join(all.collect(), &[" &&".into(), Doc::Line]);
        let all = indent(concat([Doc::Softline, all]));
        group(concat(["if (".into(), all, Doc::Softline, ") {".into()]))
    }

    /// What a look comes to in code, one of which has to be true.
    pub(super) fn look(&mut self, look: &Look, part: &Expr) -> Vec<Doc> {
        let is = |what: &str| {
            concat([
                "typeof ".into(),
                part.doc(),
                format!(" === \"{what}\"").into(),
            ])
        };
        let equals = |value: Doc| concat([part.doc(), " === ".into(), value]);
        let mut asked = |name: &str| call(self.helper(name), [part.clone()]).doc();
        let one = match look {
            Look::Undefined => equals("undefined".into()),
            Look::Null => equals("null".into()),
            Look::Boolean => is("boolean"),
            Look::Number => is("number"),
            Look::BigInt => is("bigint"),
            Look::String => is("string"),
            Look::Symbol => is("symbol"),
            Look::Literals(literals) => {
                let equal = |value: &Literal| {
                    let left = concat([part.doc(), " ===".into()]);
                    group(concat([left, Doc::Line, literal(value).doc()]))
                };
                return literals.iter().map(equal).collect();
            }
            Look::Starts(starts) => {
                let helper = self.helper("startsWith");
                let starts = starts.iter().map(|start| {
                    let args = [part.clone(), text(start)];
                    call(helper.clone(), args).doc()
                });
                return starts.collect();
            }
            Look::Date => concat([part.doc(), " instanceof Date".into()]),
            Look::Set => asked("isSet"),
            Look::Map => asked("isMap"),
            Look::Iterable => asked("isIterable"),
            Look::Object => asked("isObject"),
            Look::Bytes(crate::schema::View::Buffer) => asked("isBuffer"),
            Look::Bytes(view) => concat([
                asked("viewName"),
                format!(" === \"{}\"", view.name()).into(),
            ]),
            Look::Instance(class) => {
                let args = [part.clone(), text(class.name())];
                call(self.helper("isInstance"), args).doc()
            }
            Look::Array => call("Array.isArray", [part.clone()]).doc(),
            Look::Given => concat([part.doc(), " !== undefined".into()]),
            Look::Length(least, most) => length(part, *least, *most),
        };
        vec![one]
    }

    /// The first step of each path is a property of this name.
    pub(super) fn names_looked_at(tell: &Tell) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for path in tell.paths() {
            if let Some(Step::Field(name)) = path.first()
                && !names.contains(name)
            {
                names.push(name.clone());
            }
        }
        names
    }

    /// `const it = record<"kind">(value, "Shape");`
    pub(super) fn looked_into(&mut self, id: CompositeId, tell: &Tell, lines: &mut Lines) {
        let names = Self::names_looked_at(tell);
        let it = Expr::Call {
            callee: self.helper("record"),
            types: names.iter().map(|name| super::code::quote(name)).collect(),
            args: vec![word("value"), text(self.title(id))],
        };
        lines.add(assign("const it", &it));
    }
}

/// As messages call what was expected; nothing where that says nothing of the part.
fn expected(look: &Look) -> Option<String> {
    let name = match look {
        Look::Undefined => "undefined",
        Look::Null => "null",
        Look::Boolean => "boolean",
        Look::Number => "number",
        Look::BigInt => "bigint",
        Look::String => "string",
        Look::Symbol => "symbol",
        Look::Literals(literals) => {
            let literals: Vec<_> = literals.iter().map(Literal::spelling).collect();
            return Some(literals.join(" | "));
        }
        Look::Starts(starts) => {
            let patterns: Vec<_> = starts
                .iter()
                .map(|it| format!("`{it}${{string}}`"))
                .collect();
            return Some(patterns.join(" | "));
        }
        Look::Date => "Date",
        Look::Bytes(view) => view.name(),
        Look::Instance(class) => class.name(),
        Look::Set => "Set",
        Look::Map => "Map",
        Look::Iterable => "iterable",
        Look::Array => "array",
        Look::Object => "object",
        Look::Given | Look::Length(..) => return None,
    };
    Some(name.to_string())
}

fn length(part: &Expr, least: usize, most: Option<usize>) -> Doc {
    let is =
        |how: &str, count: usize| concat([part.doc(), format!(".length {how} {count}").into()]);
    match most {
        Some(most) if most == least => is("===", least),
        Some(most) if least == 0 => is("<=", most),
        Some(most) => concat([is(">=", least), " && ".into(), is("<=", most)]),
        None => is(">=", least),
    }
}
