//! Types that grow with every step that is taken into them: `optional(): Optional<this>`. As TypeScript
//! does, a question that leads to itself with ever larger types is given up after some steps.

use super::Evaluator;
use super::types::{Ty, Type};
use crate::source::Span;

/// Steps into objects that are written at the same place.
const MOST_ALIKE: usize = 3;

impl Evaluator<'_, '_> {
    /// Notes that two objects are looked into together, unless that was done too often with others that
    /// are written where they are. Followed by [`Self::leave_pair`] if it was not.
    pub(super) fn enter_pair(&mut self, one: Ty, other: Ty) -> bool {
        let pair = (self.written_at(one), self.written_at(other));
        if let (Some(one), Some(other)) = pair {
            let alike = |known: &&(Option<Span>, Option<Span>)| {
                known.0 == Some(one) && known.1 == Some(other)
            };
            if self.pairs.iter().filter(alike).count() >= MOST_ALIKE {
                return false;
            }
        }
        self.pairs.push(pair);
        true
    }

    pub(super) fn leave_pair(&mut self) {
        self.pairs.pop();
    }

    fn written_at(&self, ty: Ty) -> Option<Span> {
        match self.types.get(ty) {
            Type::Object(id) => Some(self.types.object_of(*id).span),
            _ => None,
        }
    }
}
