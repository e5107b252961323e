//! Programs of types made of a fuzzer's choices: declarations that refer to each other under few names, so
//! that circles, wrong arguments and odd combinations are the rule.
//!
//! The first choice of each list is the plainest: when the bytes run out, everything comes to an end.

use arbitrary::{Result, Unstructured};

type Choices<'a> = Unstructured<'a>;

/// Levels of types within types; deeper ones come of declarations that refer to each other.
const DEEPEST: usize = 6;

const DECLARED: [&str; 8] = ["T0", "T1", "T2", "T3", "T4", "T5", "T6", "T7"];
const PARAMETERS: [&str; 3] = ["P", "Q", "R"];
const PROPERTIES: [&str; 5] = ["a", "b", "kind", "\"odd key\"", "0"];
const VALUES: [&str; 4] = ["v0", "v1", "v2", "v3"];
const UTILITIES: [&str; 24] = [
    "Partial",
    "Required",
    "Readonly",
    "NonNullable",
    "Awaited",
    "ReturnType",
    "Parameters",
    "InstanceType",
    "ConstructorParameters",
    "Uppercase",
    "Lowercase",
    "Capitalize",
    "Uncapitalize",
    "NoInfer",
    "Set",
    "Array",
    "ReadonlyArray",
    "Promise",
    "Pick",
    "Omit",
    "Record",
    "Exclude",
    "Extract",
    "Map",
];

/// The texts of `a.ts` and `b.ts`, which import each other.
pub fn program(choices: &mut Choices) -> Result<[String; 2]> {
    let entry = module(choices)?;
    let other = module(choices)?;
    let mut tasks = String::new();
    for at in 0..choices.int_in_range(1..=3)? {
        let (param, result) = (ty(choices, 0)?, ty(choices, 0)?);
        tasks +=
            &format!("export function f{at}(x: {param}, y?: other.T0): {result} {{ throw x; }}\n");
        tasks += &format!(
            "export function g{at}(x: {}) {{ return {}; }}\n",
            ty(choices, 0)?,
            value(choices, 0)?
        );
    }
    Ok([
        format!(
            "import type * as other from \"./b\";\nimport {{ T0 as Other }} from \"./b\";\n{entry}{tasks}"
        ),
        format!(
            "export type {{ T1 as Other }} from \"./a\";\nexport * from \"./a\";\nimport type * as other from \"./a\";\n{other}"
        ),
    ])
}

fn module(choices: &mut Choices) -> Result<String> {
    let mut text = String::new();
    for name in DECLARED {
        text += "export ";
        text += &declaration(choices, name)?;
        text += "\n";
    }
    for name in VALUES {
        let value = value(choices, 0)?;
        let keyword = choices.choose(&["const", "let"])?;
        text += &format!("export {keyword} {name} = {value};\n");
    }
    Ok(text)
}

fn declaration(choices: &mut Choices, name: &str) -> Result<String> {
    Ok(match choices.int_in_range(0..=7)? {
        0..=3 => format!("type {name}{} = {};", parameters(choices)?, ty(choices, 0)?),
        4 => format!(
            "interface {name}{} {}",
            parameters(choices)?,
            object(choices, 0)?
        ),
        5 => format!(
            "interface {name}{} extends {} {}",
            parameters(choices)?,
            reference(choices, 0)?,
            object(choices, 0)?
        ),
        6 => format!(
            "enum {name} {{ A = {}, B, C = \"x\" }}",
            value(choices, DEEPEST - 1)?
        ),
        _ => format!(
            "class {name}{} extends {} {{ a: {}; b = {}; constructor(public c: {}) {{ super(); }} get d() {{ return this.b; }} }}",
            parameters(choices)?,
            choices.choose(&DECLARED)?,
            ty(choices, 1)?,
            value(choices, 1)?,
            ty(choices, 1)?
        ),
    })
}

fn parameters(choices: &mut Choices) -> Result<String> {
    let count = choices.int_in_range(0..=PARAMETERS.len())?;
    let mut parameters = Vec::new();
    for name in &PARAMETERS[..count] {
        parameters.push(match choices.int_in_range(0..=2)? {
            0 => (*name).to_owned(),
            1 => format!("{name} extends {}", ty(choices, DEEPEST - 1)?),
            _ => format!("{name} = {}", ty(choices, DEEPEST - 1)?),
        });
    }
    Ok(match parameters.is_empty() {
        true => String::new(),
        false => format!("<{}>", parameters.join(", ")),
    })
}

fn ty(choices: &mut Choices, depth: usize) -> Result<String> {
    let kinds = if depth >= DEEPEST { 3 } else { 18 };
    let depth = depth + 1;
    let inner = |choices: &mut Choices| ty(choices, depth);
    Ok(match choices.int_in_range(0..=kinds)? {
        0 => (*choices.choose(&KEYWORDS)?).to_owned(),
        1 => literal(choices)?,
        2 => (*choices.choose(&PARAMETERS)?).to_owned(),
        3 => (*choices.choose(&DECLARED)?).to_owned(),
        4 => reference(choices, depth)?,
        5 => object(choices, depth)?,
        6 => format!("({})[]", inner(choices)?),
        7 => tuple(choices, depth)?,
        8 => format!("({} | {})", inner(choices)?, inner(choices)?),
        9 => format!("({} & {})", inner(choices)?, inner(choices)?),
        10 => format!("keyof ({})", inner(choices)?),
        11 => format!("({})[{}]", inner(choices)?, inner(choices)?),
        12 => format!(
            "({})[\"{}\"]",
            inner(choices)?,
            choices.choose(&["a", "b", "length", "0"])?
        ),
        13 => mapped(choices, depth)?,
        14 => conditional(choices, depth)?,
        15 => format!("`x${{{}}}${{{}}}`", inner(choices)?, inner(choices)?),
        16 => format!(
            "((x: {}, ...y: {}) => {})",
            inner(choices)?,
            inner(choices)?,
            inner(choices)?
        ),
        17 => format!("typeof {}", choices.choose(&VALUES)?),
        _ => format!(
            "import(\"./{}\").{}",
            choices.choose(&["a", "b", "c"])?,
            choices.choose(&DECLARED)?
        ),
    })
}

const KEYWORDS: [&str; 14] = [
    "string",
    "number",
    "boolean",
    "bigint",
    "null",
    "undefined",
    "never",
    "any",
    "unknown",
    "object",
    "void",
    "symbol",
    "Date",
    "this",
];

fn literal(choices: &mut Choices) -> Result<String> {
    let literals = [
        "1", "\"a\"", "\"b\"", "true", "-2", "5n", "\"a.b\"", "0", "\"0\"", "\"\"", "1e400",
    ];
    Ok((*choices.choose(&literals)?).to_owned())
}

fn reference(choices: &mut Choices, depth: usize) -> Result<String> {
    let name = match choices.int_in_range(0..=2)? {
        0 => (*choices.choose(&DECLARED)?).to_owned(),
        1 => (*choices.choose(&UTILITIES)?).to_owned(),
        _ => format!("other.{}", choices.choose(&DECLARED)?),
    };
    let mut arguments = Vec::new();
    for _ in 0..choices.int_in_range(1..=3)? {
        arguments.push(ty(choices, depth + 1)?);
    }
    Ok(format!("{name}<{}>", arguments.join(", ")))
}

fn object(choices: &mut Choices, depth: usize) -> Result<String> {
    let mut members = Vec::new();
    for _ in 0..choices.int_in_range(0..=3)? {
        let mark = choices.choose(&["", "?"])?;
        let name = choices.choose(&PROPERTIES)?;
        let of = ty(choices, depth + 1)?;
        members.push(match choices.int_in_range(0..=5)? {
            0..=3 => format!("{name}{mark}: {of}"),
            4 => format!("[key: {}]: {of}", ty(choices, DEEPEST)?),
            _ => format!("{name}{mark}(): {of}"),
        });
    }
    Ok(format!("{{ {} }}", members.join("; ")))
}

fn tuple(choices: &mut Choices, depth: usize) -> Result<String> {
    let mut members = Vec::new();
    for _ in 0..choices.int_in_range(0..=4)? {
        let of = ty(choices, depth + 1)?;
        members.push(match choices.int_in_range(0..=4)? {
            0 | 1 => of,
            2 => format!("({of})?"),
            3 => format!("...({of})"),
            _ => format!("name?: {of}"),
        });
    }
    Ok(format!("[{}]", members.join(", ")))
}

fn mapped(choices: &mut Choices, depth: usize) -> Result<String> {
    let readonly = choices.choose(&["", "readonly ", "-readonly "])?;
    let optional = choices.choose(&["", "?", "-?"])?;
    let keys = ty(choices, depth + 1)?;
    let keys = match choices.int_in_range(0..=2)? {
        0 => format!("keyof {}", choices.choose(&["T0", "T1", "P", "Q"])?),
        _ => keys,
    };
    let name = match choices.int_in_range(0..=2)? {
        0 | 1 => String::new(),
        _ => format!(" as {}", ty(choices, depth + 1)?),
    };
    Ok(format!(
        "{{ {readonly}[P in {keys}{name}]{optional}: {} }}",
        ty(choices, depth + 1)?
    ))
}

fn conditional(choices: &mut Choices, depth: usize) -> Result<String> {
    let (check, yes, no) = (
        ty(choices, depth + 1)?,
        ty(choices, depth + 1)?,
        ty(choices, depth + 1)?,
    );
    let extends = match choices.int_in_range(0..=6)? {
        0 | 1 => ty(choices, depth + 1)?,
        2 => "(infer P)[]".to_owned(),
        3 => "[infer P, ...infer Q]".to_owned(),
        4 => "`${infer P}.${infer Q}`".to_owned(),
        5 => "{ a: infer P; b?: infer P }".to_owned(),
        _ => "(...x: infer P) => infer Q extends string".to_owned(),
    };
    Ok(format!("({check} extends {extends} ? {yes} : {no})"))
}

fn value(choices: &mut Choices, depth: usize) -> Result<String> {
    let kinds = if depth >= DEEPEST { 2 } else { 13 };
    let depth = depth + 1;
    let inner = |choices: &mut Choices| value(choices, depth);
    Ok(match choices.int_in_range(0..=kinds)? {
        0 => literal(choices)?,
        1 => (*choices.choose(&VALUES)?).to_owned(),
        2 => (*choices.choose(&["null", "undefined", "x", "T0.A", "T0"])?).to_owned(),
        3 => format!(
            "{{ a: {}, ...{}, [{}]: {} }}",
            inner(choices)?,
            inner(choices)?,
            inner(choices)?,
            inner(choices)?
        ),
        4 => format!("[{}, ...{}]", inner(choices)?, inner(choices)?),
        5 => format!(
            "({} {} {})",
            inner(choices)?,
            choices.choose(&["+", "-", "**", "<<", "<", "&&", "||", "??"])?,
            inner(choices)?
        ),
        6 => format!(
            "({} ? {} : {})",
            inner(choices)?,
            inner(choices)?,
            inner(choices)?
        ),
        7 => format!("({} as const)", inner(choices)?),
        8 => format!("({} as {})", inner(choices)?, ty(choices, depth)?),
        9 => format!("({} satisfies {})", inner(choices)?, ty(choices, depth)?),
        10 => format!(
            "((x: {}) => {})({})",
            ty(choices, depth)?,
            inner(choices)?,
            inner(choices)?
        ),
        11 => format!(
            "{}.{}",
            inner(choices)?,
            choices.choose(&["a", "b", "length"])?
        ),
        12 => format!("`x${{{}}}`", inner(choices)?),
        _ => format!(
            "new {}({})",
            choices.choose(&["T0", "T1", "Map", "Date"])?,
            inner(choices)?
        ),
    })
}
