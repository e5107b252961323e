//! Generic types of one declaration, compared by their arguments: what the declaration does with a
//! parameter says which way round they have to fit.

use super::Evaluator;
use super::types::{DeclId, Ty, Type};
use crate::module::TypeBody;

/// Whether a type fits where its argument fits, and where it fits the other way round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Variance {
    given: bool,
    taken: bool,
}

impl Evaluator<'_, '_> {
    /// The answer for two objects of one declaration, if their arguments tell it.
    pub(super) fn by_arguments(&mut self, source: Ty, target: Ty) -> Option<bool> {
        let (decl, given) = self.made_by(source)?;
        let (same, wanted) = self.made_by(target)?;
        if decl != same || given.is_empty() || given.len() != wanted.len() {
            return None;
        }
        let mut certain = self.is_interface(decl);
        let mut fits = true;
        for (at, (given, wanted)) in given.into_iter().zip(wanted).enumerate() {
            let (given, wanted) = (self.force(given), self.force(wanted));
            if given == wanted || given == Ty::ANY || wanted == Ty::ANY {
                continue;
            }
            // What is being found out already is taken for granted.
            let Some(variance) = self.variance(decl, at) else {
                continue;
            };
            certain &= variance.given != variance.taken;
            fits &= match (variance.given, variance.taken) {
                (true, _) => self.is_assignable(given, wanted),
                (false, true) => self.is_assignable(wanted, given),
                (false, false) => false,
            };
        }
        match (fits, certain) {
            (true, _) => Some(true),
            (false, true) => Some(false),
            (false, false) => None,
        }
    }

    fn made_by(&self, ty: Ty) -> Option<(DeclId, Vec<Ty>)> {
        match self.types.get(ty) {
            Type::Object(id) => self.types.object_of(*id).made_by.clone(),
            _ => None,
        }
    }

    fn is_interface(&self, decl: DeclId) -> bool {
        let module = self.program.module(decl.0);
        matches!(module.types[decl.1].body, TypeBody::Interface { .. })
    }

    /// Found out by trying the declaration with one type and another that is narrower. Nothing while
    /// that goes on.
    fn variance(&mut self, decl: DeclId, at: usize) -> Option<Variance> {
        if let Some(known) = self.variances.get(&(decl, at)) {
            return *known;
        }
        self.variances.insert((decl, at), None);
        let narrow = self
            .types
            .add(Type::UniqueSymbol("knit: variance".to_string()));
        self.silent += 1;
        let narrow = self.tried(decl, at, narrow);
        let wide = self.tried(decl, at, Ty::SYMBOL);
        let variance = Variance {
            given: self.is_like_by_parts(narrow, wide),
            taken: self.is_like_by_parts(wide, narrow),
        };
        self.silent -= 1;
        self.variances.insert((decl, at), Some(variance));
        Some(variance)
    }

    /// Looks at what the types are made of, never at the arguments that are asked about.
    fn is_like_by_parts(&mut self, source: Ty, target: Ty) -> bool {
        let object = |ty| matches!(self.types.get(ty), Type::Object(_));
        if !object(source) || !object(target) {
            return self.is_assignable(source, target);
        }
        let first = self.assumed.insert((source, target));
        let answer = self.has_all(source, target);
        if first {
            self.assumed.remove(&(source, target));
        }
        answer
    }

    fn tried(&mut self, decl: DeclId, at: usize, ty: Ty) -> Ty {
        let module = self.program.module(decl.0);
        let parameters = module.types[decl.1].parameters.len();
        let arguments = (0..parameters).map(|one| if one == at { ty } else { Ty::ANY });
        let ty = self.instantiate(decl, arguments.collect());
        self.force(ty)
    }
}
