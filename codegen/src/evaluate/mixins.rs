//! Constructors in intersections. One that takes whatever it is given is a mixin, `new (...args: any[]) => T`:
//! what the others make is a `T` as well.

use super::Evaluator;
use super::scope::Thunk;
use super::types::{Shape, Signature, Ty, Type};
use std::rc::Rc;

impl Evaluator<'_, '_> {
    pub(super) fn mixed_constructs(&mut self, shapes: &[Rc<Shape>]) -> Vec<Signature> {
        let mut mixins: Vec<bool> = shapes.iter().map(|shape| self.is_mixin(shape)).collect();
        let constructors = shapes.iter().filter(|shape| !shape.constructs.is_empty());
        // Where there are mixins alone, the first is what the others are mixed into.
        if constructors.count() == mixins.iter().filter(|is| **is).count()
            && let Some(first) = mixins.iter_mut().find(|is| **is)
        {
            *first = false;
        }
        let mut constructs = Vec::new();
        for (at, shape) in shapes.iter().enumerate().filter(|(at, _)| !mixins[*at]) {
            for signature in &shape.constructs {
                constructs.push(Signature {
                    result: self.with_mixins(signature.result, at, shapes, &mixins),
                    ..signature.clone()
                });
            }
        }
        constructs
    }

    /// An instance with what the mixins add to it, in the order in which all of them are written.
    fn with_mixins(
        &mut self,
        instance: Ty,
        at: usize,
        shapes: &[Rc<Shape>],
        mixins: &[bool],
    ) -> Ty {
        let mut parts = Vec::new();
        for (other, shape) in shapes.iter().enumerate() {
            match other == at {
                true => parts.push(instance),
                false if mixins[other] => parts.push(shape.constructs[0].result),
                false => {}
            }
        }
        match parts.len() {
            1 => instance,
            _ => self.types.lazy(Thunk::Intersection(parts)),
        }
    }

    fn is_mixin(&mut self, shape: &Shape) -> bool {
        let [signature] = &shape.constructs[..] else {
            return false;
        };
        let [param] = &signature.params[..] else {
            return false;
        };
        signature.generic.is_none()
            && param.rest
            && match self.forced(param.ty) {
                Type::Array { element, .. } => self.force(element) == Ty::ANY,
                ty => ty == Type::Any,
            }
    }
}
