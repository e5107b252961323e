//! Every identifier of the generated files.
//!
//! ```text
//! wire.ts    exported:  fingerprint
//!                       write<Task>Request  run<Task>  write<Task>Response  read<Task>Response
//!            private:   write<Composite>  read<Composite>  literalsOf<Choice>
//!                       patternOf<Pattern>
//!            a name that is taken gets a number after a dollar sign: writePointRequest$2
//! locals     ours:      plain words in wire.ts, one of `WORDS`; $to, $host and $error in pool.ts
//!            the user's parameters:  as they are, where they are identifiers without a dollar sign;
//!                       with a dollar sign at the end where they meet a word of ours: to$
//!                       else $ and their index: $0
//! exports of pool.ts     the tasks' names; under a local name with a dollar sign where they meet one of
//!                       ours or a reserved word
//! properties as they are; quoted where they are no identifiers
//! ```
//!
//! A name of the user's never ends in or holds our dollar sign, so the two cannot collide.

use std::collections::BTreeSet;

use super::helpers::HELPERS;
use crate::layout::pascal;
use crate::schema::is_identifier;
use crate::wire::Wire;

/// Names that a parameter cannot have in generated code: the code's own locals and globals.
const WORDS: &[&str] = &[
    "abort",
    "at",
    "count",
    "error",
    "fingerprint",
    "from",
    "index",
    "it",
    "items",
    "key",
    "place",
    "rest",
    "start",
    "startPool",
    "task",
    "tasks",
    "to",
    "value",
    "view",
    "wire",
    "Array",
    "Date",
    "Infinity",
    "NaN",
    "Object",
    "URL",
    "undefined",
];

/// Words that the language keeps for itself, those of strict mode and of modules among them.
const RESERVED: &[&str] = &[
    "arguments",
    "await",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "enum",
    "eval",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "function",
    "if",
    "implements",
    "import",
    "in",
    "instanceof",
    "interface",
    "let",
    "new",
    "null",
    "package",
    "private",
    "protected",
    "public",
    "return",
    "static",
    "super",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "var",
    "void",
    "while",
    "with",
    "yield",
];

/// What `pool.ts` calls its own, beside its types.
const OF_POOL: &[&str] = &[
    CREATE_POOL,
    "Call",
    "Host",
    "Only",
    "Pool",
    "PoolOptions",
    "PoolTable",
    "Single",
    "bind",
    "single",
    "singles",
    "startPool",
    "table",
    "tasks",
    "wire",
    "Infinity",
    "NaN",
    "URL",
    "undefined",
];

/// The export of `pool.ts` that is always there: a task of that name is reached through a pool alone.
pub(crate) const CREATE_POOL: &str = "createPool";

/// Longer names would leave no room for anything else on a line.
const LONGEST_LOCAL: usize = 40;
const LONGEST_STEM: usize = 32;

/// The functions of one task in `wire.ts`.
pub(super) struct TaskNames {
    pub(super) write_request: String,
    pub(super) run: String,
    pub(super) write_response: String,
    pub(super) read_response: String,
}

pub(super) struct CompositeNames {
    pub(super) write: String,
    pub(super) read: String,
}

pub(super) struct Names {
    /// By the index of the task, composite, choice or pattern.
    pub(super) tasks: Vec<TaskNames>,
    pub(super) composites: Vec<CompositeNames>,
    pub(super) choices: Vec<String>,
    pub(super) patterns: Vec<String>,
    taken: BTreeSet<String>,
}

impl Names {
    pub(super) fn new(wire: &Wire) -> Names {
        let words = WORDS.iter().chain(RESERVED).chain(HELPERS);
        let words = words.map(|word| (*word).to_string());
        let mut taken = words.collect();
        let tasks = wire
            .calls
            .iter()
            .map(|call| task_names(&mut taken, &call.task))
            .collect();
        let composites = wire.composites.iter().map(|composite| CompositeNames {
            write: unique(&mut taken, format!("write{}", composite.name)),
            read: unique(&mut taken, format!("read{}", composite.name)),
        });
        let composites = composites.collect();
        let choices = wire
            .choices
            .iter()
            .map(|choice| unique(&mut taken, format!("literalsOf{}", choice.name)));
        let choices = choices.collect();
        let patterns = wire
            .patterns
            .iter()
            .map(|pattern| unique(&mut taken, format!("patternOf{}", pattern.name)));
        let patterns = patterns.collect();
        Names {
            tasks,
            composites,
            choices,
            patterns,
            taken,
        }
    }

    /// One local for each parameter of a task.
    pub(super) fn locals<'a>(&self, parameters: impl Iterator<Item = &'a str>) -> Vec<String> {
        let mut locals: Vec<String> = Vec::new();
        for (index, name) in parameters.enumerate() {
            let local = self.local(name, index);
            // A pattern was given a name that another parameter may have.
            locals.push(if locals.contains(&local) {
                format!("${index}")
            } else {
                local
            });
        }
        locals
    }

    fn local(&self, name: &str, index: usize) -> String {
        if !is_identifier(name) || name.contains('$') || name.chars().count() > LONGEST_LOCAL {
            return format!("${index}");
        }
        if self.taken.contains(name) {
            format!("{name}$")
        } else {
            name.to_string()
        }
    }
}

/// What `pool.ts` calls the tasks that it exports.
pub(super) fn exports<'a>(tasks: impl Iterator<Item = &'a str> + Clone) -> Vec<String> {
    let ours = RESERVED.iter().chain(OF_POOL).copied();
    let ours: BTreeSet<&str> = ours.collect();
    let mut taken: BTreeSet<String> = ours.iter().map(|word| (*word).to_string()).collect();
    taken.extend(tasks.clone().map(str::to_string));
    let local = |name: &str| match ours.contains(name) {
        true => unique(&mut taken, format!("{name}$")),
        false => name.to_string(),
    };
    tasks.map(local).collect()
}

fn task_names(taken: &mut BTreeSet<String>, task: &str) -> TaskNames {
    let stem: String = pascal(task).chars().take(LONGEST_STEM).collect();
    TaskNames {
        write_request: unique(taken, format!("write{stem}Request")),
        run: unique(taken, format!("run{stem}")),
        write_response: unique(taken, format!("write{stem}Response")),
        read_response: unique(taken, format!("read{stem}Response")),
    }
}

fn unique(taken: &mut BTreeSet<String>, name: String) -> String {
    let mut candidate = name.clone();
    let mut number = 2;
    while !taken.insert(candidate.clone()) {
        candidate = format!("{name}${number}");
        number += 1;
    }
    candidate
}
