//! Types as a graph of plain nodes, the same for what the TypeScript compiler says and for a schema.

use knit_codegen::schema::{Keys, Literal, Schema, Template, Tuple, TypeId, TypeKind};
use serde::Deserialize;

/// Index into the nodes of a [`Flat`].
pub(crate) type Id = usize;

/// The tasks of one module. `compiler/flatten.ts` has the same types.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Flat {
    pub(crate) tasks: Vec<Task>,
    pub(crate) nodes: Vec<Node>,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Task {
    pub(crate) name: String,
    pub(crate) params: Vec<Param>,
    pub(crate) result: Id,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Param {
    pub(crate) name: String,
    pub(crate) optional: bool,
    pub(crate) rest: bool,
    #[serde(rename = "type")]
    pub(crate) ty: Id,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "is", rename_all = "lowercase")]
pub(crate) enum Node {
    Undefined,
    Null,
    Boolean,
    Number,
    BigInt,
    String,
    Symbol,
    Void,
    Never,
    Dynamic,
    Literals {
        values: Vec<Value>,
    },
    Pattern {
        text: String,
    },
    Array {
        element: Id,
    },
    Tuple {
        members: Vec<Member>,
    },
    Record {
        fields: Vec<Field>,
        indexes: Vec<Index>,
    },
    Class {
        name: String,
        arguments: Vec<Id>,
    },
    Union {
        variants: Vec<Id>,
    },
    /// What cannot cross to a worker at all.
    Refused {
        what: String,
    },
}

#[derive(Clone, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(tag = "kind", content = "text", rename_all = "lowercase")]
pub(crate) enum Value {
    String(String),
    /// As JavaScript and Rust both can read it.
    Number(String),
    BigInt(String),
    Boolean(String),
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Member {
    #[serde(rename = "type")]
    pub(crate) ty: Id,
    pub(crate) how: How,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum How {
    Required,
    Optional,
    Rest,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) optional: bool,
    #[serde(rename = "type")]
    pub(crate) ty: Id,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Index {
    pub(crate) key: Id,
    pub(crate) value: Id,
}

/// A node has the number of the type that it is made from.
pub(crate) fn of_schema(schema: &Schema) -> Flat {
    let tasks = schema.tasks.iter().map(|task| Task {
        name: task.name.clone(),
        params: task
            .params
            .iter()
            .map(|param| Param {
                name: param.name.clone(),
                optional: param.optional,
                rest: false,
                ty: id(param.ty),
            })
            .collect(),
        result: id(task.result),
    });
    // What is no type of the schema, such as a key, comes after its types.
    let mut more = More {
        first: schema.types.types.len(),
        nodes: Vec::new(),
    };
    let nodes = schema.types.types.iter();
    let nodes: Vec<_> = nodes.map(|def| node(&def.kind, &mut more)).collect();
    Flat {
        tasks: tasks.collect(),
        nodes: nodes.into_iter().chain(more.nodes).collect(),
    }
}

struct More {
    first: Id,
    nodes: Vec<Node>,
}

impl More {
    fn add(&mut self, node: Node) -> Id {
        self.nodes.push(node);
        self.first + self.nodes.len() - 1
    }

    fn patterns(&mut self, templates: &[Template]) -> Node {
        let text = |template: &Template| Node::Pattern {
            text: template.spelling(),
        };
        match templates {
            [template] => text(template),
            _ => Node::Union {
                variants: templates.iter().map(|it| self.add(text(it))).collect(),
            },
        }
    }

    fn keys(&mut self, keys: &Keys) -> Id {
        let node = match keys {
            Keys::Text => Node::String,
            Keys::Number => Node::Number,
            Keys::Pattern(templates) => self.patterns(templates),
        };
        self.add(node)
    }
}

fn id(id: TypeId) -> Id {
    id.0 as usize
}

fn node(kind: &TypeKind, more: &mut More) -> Node {
    match kind {
        TypeKind::Void => Node::Void,
        TypeKind::Undefined => Node::Undefined,
        TypeKind::Null => Node::Null,
        TypeKind::Boolean => Node::Boolean,
        TypeKind::Number => Node::Number,
        TypeKind::BigInt => Node::BigInt,
        TypeKind::String => Node::String,
        TypeKind::Symbol => Node::Symbol,
        TypeKind::Sized(width) => class(width.name(), &[]),
        TypeKind::Literals(literals) => Node::Literals {
            values: literals.iter().map(value).collect(),
        },
        TypeKind::Date => class("Date", &[]),
        TypeKind::Instance(of) => class(of.name(), &[]),
        TypeKind::Iterable(item) => class("Iterable", &[*item]),
        TypeKind::Bytes(view) => class(view.name(), &[]),
        TypeKind::Array(element) => Node::Array {
            element: id(*element),
        },
        TypeKind::Set(member) => class("Set", &[*member]),
        TypeKind::Map(key, value) => class("Map", &[*key, *value]),
        TypeKind::Tuple(tuple) => Node::Tuple {
            members: members(tuple),
        },
        TypeKind::Pattern(templates) => more.patterns(templates),
        TypeKind::Record(record) => Node::Record {
            fields: record
                .fields
                .iter()
                .map(|field| Field {
                    name: field.name.clone(),
                    optional: field.optional,
                    ty: id(field.ty),
                })
                .collect(),
            indexes: record
                .indexes
                .iter()
                .map(|index| Index {
                    key: more.keys(&index.keys),
                    value: id(index.ty),
                })
                .collect(),
        },
        TypeKind::Union(union) => Node::Union {
            variants: union.variants.iter().copied().map(id).collect(),
        },
        TypeKind::Dynamic => Node::Dynamic,
    }
}

fn members(tuple: &Tuple) -> Vec<Member> {
    let member = |how| move |ty: &TypeId| Member { ty: id(*ty), how };
    let members = tuple.required.iter().map(member(How::Required));
    let members = members.chain(tuple.optional.iter().map(member(How::Optional)));
    let members = members.chain(tuple.rest.iter().map(member(How::Rest)));
    let members = members.chain(tuple.last.iter().map(member(How::Required)));
    members.collect()
}

fn class(name: &str, arguments: &[TypeId]) -> Node {
    Node::Class {
        name: name.to_owned(),
        arguments: arguments.iter().copied().map(id).collect(),
    }
}

fn value(literal: &Literal) -> Value {
    match literal {
        Literal::String(text) => Value::String(text.clone()),
        Literal::Number(number) => Value::Number(number.to_string()),
        Literal::BigInt(digits) => Value::BigInt(digits.clone()),
        Literal::Boolean(value) => Value::Boolean(value.to_string()),
    }
}

impl Flat {
    /// The first thing that cannot cross, of all that the tasks lead to.
    pub(crate) fn refused(&self) -> Option<&str> {
        self.nodes.iter().find_map(|node| match node {
            Node::Refused { what } => Some(what.as_str()),
            _ => None,
        })
    }
}
