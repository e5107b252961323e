//! What `await` gives: of a promise what it resolves to, and of any other object with a `then` what that
//! hands to its callback.

use super::Evaluator;
use super::types::{ShapeState, Ty, Type};

impl Evaluator<'_, '_> {
    pub(crate) fn awaited(&mut self, ty: Ty) -> Ty {
        let ty = self.force(ty);
        match self.types.get(ty).clone() {
            Type::Builtin("Promise" | "PromiseLike", arguments) => match arguments.first() {
                Some(inner) => self.awaited(*inner),
                None => Ty::UNKNOWABLE,
            },
            Type::Union(members, _) if ty != Ty::BOOLEAN => {
                let inner: Vec<Ty> = members.iter().map(|member| self.awaited(*member)).collect();
                match inner == members {
                    true => ty,
                    false => self.union(inner),
                }
            }
            Type::Object(_) | Type::Brand(_) => match self.handed_on(ty) {
                Some(inner) => self.awaited_within(inner),
                None => ty,
            },
            _ => ty,
        }
    }

    /// One that hands on another one, and so on, has no end.
    fn awaited_within(&mut self, inner: Ty) -> Ty {
        if !self.enter(self.site) {
            return Ty::UNKNOWABLE;
        }
        let ty = self.awaited(inner);
        self.leave();
        ty
    }

    /// What the `then` of an object hands to its callback.
    fn handed_on(&mut self, ty: Ty) -> Option<Ty> {
        if let Type::Object(id) = *self.types.get(ty)
            && matches!(self.types.object_of(id).shape, ShapeState::Asked)
        {
            return None;
        }
        let shape = self.apparent(ty);
        let then = shape.properties.iter().find(|it| &*it.name == "then")?;
        let callback = self.first_param(then.ty)?;
        let callback = self.non_null(callback);
        self.first_param(callback)
    }

    fn first_param(&mut self, function: Ty) -> Option<Ty> {
        let shape = self.apparent(function);
        let signature = shape.calls.first()?;
        Some(signature.params.first()?.ty)
    }
}
