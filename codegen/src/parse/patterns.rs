//! The names that a destructuring pattern binds, each with the way from the value to it.

use swc_ecma_ast as swc;

use super::keys::property_key;
use crate::module::{Bound, Key};

/// `way` leads to what the pattern stands for; nothing where that cannot be followed.
pub(super) fn bind(pattern: &swc::Pat, way: Option<Vec<String>>, bound: &mut Vec<Bound>) {
    match pattern {
        swc::Pat::Ident(name) => bound.push(Bound {
            name: name.id.sym.to_string(),
            way,
        }),
        swc::Pat::Object(object) => {
            for property in &object.props {
                bind_property(property, &way, bound);
            }
        }
        swc::Pat::Array(array) => {
            for (index, element) in array.elems.iter().enumerate() {
                if let Some(element) = element {
                    bind(element, step(&way, index.to_string()), bound);
                }
            }
        }
        // A default widens what is bound, and a rest is what other names leave.
        swc::Pat::Assign(assign) => bind(&assign.left, None, bound),
        swc::Pat::Rest(rest) => bind(&rest.arg, None, bound),
        swc::Pat::Invalid(_) | swc::Pat::Expr(_) => {}
    }
}

fn bind_property(property: &swc::ObjectPatProp, way: &Option<Vec<String>>, bound: &mut Vec<Bound>) {
    match property {
        swc::ObjectPatProp::KeyValue(pair) => {
            let inner = match property_key(&pair.key) {
                Key::Name(name) | Key::Quoted(name) => step(way, name),
                Key::Computed(_) | Key::Unknown => None,
            };
            bind(&pair.value, inner, bound);
        }
        swc::ObjectPatProp::Assign(name) => bound.push(Bound {
            name: name.key.id.sym.to_string(),
            way: match name.value {
                None => step(way, name.key.id.sym.to_string()),
                Some(_) => None,
            },
        }),
        swc::ObjectPatProp::Rest(rest) => bind(&rest.arg, None, bound),
    }
}

fn step(way: &Option<Vec<String>>, name: String) -> Option<Vec<String>> {
    let mut longer = way.clone()?;
    longer.push(name);
    Some(longer)
}
