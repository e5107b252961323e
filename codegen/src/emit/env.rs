//! The templates and how they are filled in. Nothing else in the compiler knows minijinja.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use serde::Serialize;

const TEMPLATES: &[(&str, &str)] = &[
    ("pool.ts", include_str!("../../../templates/pool.ts.j2")),
    ("worker.ts", include_str!("../../../templates/worker.ts.j2")),
    ("wire.ts", include_str!("../../../templates/wire.ts.j2")),
    (
        "header",
        include_str!("../../../templates/parts/header.ts.j2"),
    ),
    (
        "checked",
        include_str!("../../../templates/parts/checked.ts.j2"),
    ),
    (
        "plain",
        include_str!("../../../templates/parts/plain.ts.j2"),
    ),
];

pub(super) struct Templates(Environment<'static>);

impl Templates {
    pub(super) fn new() -> Templates {
        let mut env = Environment::new();
        env.set_undefined_behavior(UndefinedBehavior::Strict);
        env.set_syntax(syntax());
        env.set_auto_escape_callback(|_| AutoEscape::None);
        for (name, text) in TEMPLATES {
            env.add_template(name, text)
                .unwrap_or_else(|error| panic!("knit: template `{name}`: {error:#}"));
        }
        Templates(env)
    }

    pub(super) fn fill(&self, name: &str, view: impl Serialize) -> String {
        let template = self
            .0
            .get_template(name)
            .unwrap_or_else(|error| panic!("knit: {error:#}"));
        let text = template.render(Serde(view));
        text.unwrap_or_else(|error| panic!("knit: template `{name}`: {error:#}"))
    }
}

/// A line with nothing but a tag leaves nothing behind.
fn syntax() -> SyntaxConfig {
    let mut syntax = SyntaxConfig::builder();
    syntax
        .trim_blocks(true)
        .lstrip_blocks(true)
        .keep_trailing_newline(true);
    syntax.build().expect("knit: the standard delimiters")
}
