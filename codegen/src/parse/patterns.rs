//! The names that a destructuring pattern binds, each with the way from the value to it.

use swc_ecma_ast as swc;

use super::Place;
use super::keys::property_key;
use crate::module::{Bound, Key, Step};

type Way = Option<Vec<Step>>;

impl Place<'_> {
    /// `way` leads to what the pattern stands for; nothing where that cannot be followed.
    pub(super) fn bind(&self, pattern: &swc::Pat, way: Way, bound: &mut Vec<Bound>, depth: usize) {
        match pattern {
            swc::Pat::Ident(name) => bound.push(Bound {
                name: name.id.sym.to_string(),
                way,
            }),
            swc::Pat::Object(object) => {
                let mut before = Some(Vec::new());
                for property in &object.props {
                    self.bind_property(property, &way, &mut before, bound, depth);
                }
            }
            swc::Pat::Array(array) => {
                for (index, element) in array.elems.iter().enumerate() {
                    match element {
                        Some(swc::Pat::Rest(rest)) => {
                            self.bind(&rest.arg, step(&way, Step::From(index)), bound, depth);
                        }
                        Some(element) => {
                            let inner = step(&way, Step::Property(index.to_string()));
                            self.bind(element, inner, bound, depth);
                        }
                        None => {}
                    }
                }
            }
            swc::Pat::Assign(assign) => {
                let default = self.value(&assign.right, depth);
                self.bind(
                    &assign.left,
                    step(&way, Step::Default(default)),
                    bound,
                    depth,
                );
            }
            swc::Pat::Rest(rest) => self.bind(&rest.arg, way, bound, depth),
            swc::Pat::Invalid(_) | swc::Pat::Expr(_) => {}
        }
    }

    /// `before` are the names that a rest leaves out, as long as all of them are known.
    fn bind_property(
        &self,
        property: &swc::ObjectPatProp,
        way: &Way,
        before: &mut Option<Vec<String>>,
        bound: &mut Vec<Bound>,
        depth: usize,
    ) {
        match property {
            swc::ObjectPatProp::KeyValue(pair) => {
                let inner = match property_key(&pair.key) {
                    Key::Name(name) | Key::Quoted(name) => {
                        before.iter_mut().for_each(|names| names.push(name.clone()));
                        step(way, Step::Property(name))
                    }
                    Key::Computed(_) | Key::Unknown => {
                        *before = None;
                        None
                    }
                };
                self.bind(&pair.value, inner, bound, depth);
            }
            swc::ObjectPatProp::Assign(shorthand) => {
                let name = shorthand.key.id.sym.to_string();
                before.iter_mut().for_each(|names| names.push(name.clone()));
                let inner = step(way, Step::Property(name.clone()));
                let way = match &shorthand.value {
                    None => inner,
                    Some(value) => step(&inner, Step::Default(self.value(value, depth))),
                };
                bound.push(Bound { name, way });
            }
            swc::ObjectPatProp::Rest(rest) => {
                let inner = before.take().and_then(|names| step(way, Step::Rest(names)));
                self.bind(&rest.arg, inner, bound, depth);
            }
        }
    }
}

fn step(way: &Way, next: Step) -> Way {
    let mut longer = way.clone()?;
    longer.push(next);
    Some(longer)
}
