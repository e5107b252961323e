//! Whether two graphs mean the same types, and where they do not.
//!
//! Both sides may be circles and unfold their circles in different places: two types are the same if no
//! way through them leads to a difference, so a pair that is met again on the way is taken to be the same.

use std::collections::BTreeSet;

use super::ambiguous::is_ambiguous;
use super::atoms::{Parts, parts};
use super::graph::{Flat, How, Id, Index, Member, Node, Task};
use super::spell::spell;

/// What the TypeScript compiler says, beside what knit says.
pub(crate) struct Comparison<'g> {
    theirs: &'g Flat,
    ours: &'g Flat,
    /// Unions whose variants only a look into a value can tell apart, which knit sends in the dynamic cell.
    pub(crate) dynamic_unions: usize,
}

/// Pairs of types that are taken to be the same.
type Assumed = BTreeSet<(Id, Id, bool)>;

type Same = Result<(), String>;

impl<'g> Comparison<'g> {
    pub(crate) fn new(theirs: &'g Flat, ours: &'g Flat) -> Self {
        Self {
            theirs,
            ours,
            dynamic_unions: 0,
        }
    }

    /// Every difference, by its way from a task.
    pub(crate) fn differences(&mut self) -> Vec<String> {
        let (theirs, ours) = (self.theirs, self.ours);
        let mut found = Vec::new();
        for task in &theirs.tasks {
            match ours.tasks.iter().find(|other| other.name == task.name) {
                Some(other) => found.extend(self.task(task, other)),
                None => found.push(format!("{}: no task of knit", task.name)),
            }
        }
        let extra = ours.tasks.iter().filter(|task| {
            let mut names = theirs.tasks.iter().map(|other| &other.name);
            !names.any(|name| *name == task.name)
        });
        found.extend(extra.map(|task| format!("{}: a task of knit alone", task.name)));
        found
    }

    fn task(&mut self, theirs: &Task, ours: &Task) -> Vec<String> {
        let name = &theirs.name;
        let shape = |task: &Task| {
            let params = task.params.iter();
            let params = params.map(|param| (param.name.clone(), param.optional, param.rest));
            params.collect::<Vec<_>>()
        };
        if shape(theirs) != shape(ours) {
            return vec![format!(
                "{name}: parameters {:?}, but knit has {:?}",
                shape(theirs),
                shape(ours)
            )];
        }
        let mut found = Vec::new();
        for (one, other) in theirs.params.iter().zip(&ours.params) {
            let way = format!("{name}({})", one.name);
            found.extend(self.root(one.ty, other.ty, one.optional, &way));
        }
        found.extend(self.result(theirs.result, ours.result, name));
        found
    }

    /// Only here `void` is more than another word for `undefined`: what comes back is dropped.
    fn result(&mut self, theirs: Id, ours: Id, name: &str) -> Option<String> {
        let dropped = matches!(self.ours.nodes[ours], Node::Void);
        match self.theirs.nodes[theirs] {
            Node::Never if dropped => None,
            Node::Void if dropped => None,
            _ if dropped => Some(format!(
                "{name}() -> {}, but knit drops it",
                spell(self.theirs, theirs)
            )),
            _ => self.root(theirs, ours, false, &format!("{name}() ->")),
        }
    }

    fn root(&mut self, theirs: Id, ours: Id, optional: bool, way: &str) -> Option<String> {
        self.same(theirs, ours, optional, way, &mut Assumed::new())
            .err()
    }

    fn same(
        &mut self,
        theirs: Id,
        ours: Id,
        optional: bool,
        way: &str,
        assumed: &mut Assumed,
    ) -> Same {
        if !assumed.insert((theirs, ours, optional)) {
            return Ok(());
        }
        let (one, other) = (
            parts(self.theirs, theirs, optional),
            parts(self.ours, ours, optional),
        );
        if one.dynamic || other.dynamic {
            return self.same_openness(&one, &other, theirs, ours, way);
        }
        if one.atoms != other.atoms {
            return self.different(theirs, ours, way);
        }
        match (&one.composites[..], &other.composites[..]) {
            ([one], [other]) => self.same_composite(*one, *other, way, assumed),
            (these, those) => {
                let here = these.iter().all(|one| {
                    let mut pairs = those.iter();
                    pairs.any(|other| self.try_composite(*one, *other, assumed))
                });
                let there = those.iter().all(|other| {
                    let mut pairs = these.iter();
                    pairs.any(|one| self.try_composite(*one, *other, assumed))
                });
                match here && there {
                    true => Ok(()),
                    false => self.different(theirs, ours, way),
                }
            }
        }
    }

    fn same_openness(
        &mut self,
        one: &Parts,
        other: &Parts,
        theirs: Id,
        ours: Id,
        way: &str,
    ) -> Same {
        match (one.dynamic, other.dynamic) {
            (true, true) => Ok(()),
            (false, true) if is_ambiguous(self.theirs, &one.composites) => {
                self.dynamic_unions += 1;
                Ok(())
            }
            _ => self.different(theirs, ours, way),
        }
    }

    /// An attempt that fails leaves nothing that was assumed on its way.
    fn try_composite(&mut self, theirs: Id, ours: Id, assumed: &mut Assumed) -> bool {
        let mut attempt = assumed.clone();
        let same = self.same_composite(theirs, ours, "", &mut attempt).is_ok();
        if same {
            *assumed = attempt;
        }
        same
    }

    fn same_composite(&mut self, theirs: Id, ours: Id, way: &str, assumed: &mut Assumed) -> Same {
        match (&self.theirs.nodes[theirs], &self.ours.nodes[ours]) {
            (Node::Array { element: one }, Node::Array { element: other }) => {
                self.same(*one, *other, false, &format!("{way}[]"), assumed)
            }
            (Node::Tuple { members: these }, Node::Tuple { members: those })
                if hows(these) == hows(those) =>
            {
                for (at, (one, other)) in these.iter().zip(those).enumerate() {
                    let optional = one.how == How::Optional;
                    self.same(one.ty, other.ty, optional, &format!("{way}[{at}]"), assumed)?;
                }
                Ok(())
            }
            (
                Node::Class {
                    name: one,
                    arguments: these,
                },
                Node::Class {
                    name: other,
                    arguments: those,
                },
            ) if one == other && these.len() == those.len() => {
                for (at, (these, those)) in these.iter().zip(those).enumerate() {
                    self.same(*these, *those, false, &format!("{way}<{at}>"), assumed)?;
                }
                Ok(())
            }
            (Node::Record { .. }, Node::Record { .. }) => {
                self.same_record(theirs, ours, way, assumed)
            }
            _ => self.different(theirs, ours, way),
        }
    }

    fn same_record(&mut self, theirs: Id, ours: Id, way: &str, assumed: &mut Assumed) -> Same {
        let (
            Node::Record {
                fields: these,
                indexes: here,
            },
            Node::Record {
                fields: those,
                indexes: there,
            },
        ) = (&self.theirs.nodes[theirs], &self.ours.nodes[ours])
        else {
            return self.different(theirs, ours, way);
        };
        if these.len() != those.len() || here.len() != there.len() {
            return self.different(theirs, ours, way);
        }
        for one in these {
            let mut others = those.iter();
            let Some(other) =
                others.find(|other| other.name == one.name && other.optional == one.optional)
            else {
                return self.different(theirs, ours, &format!("{way}.{}", one.name));
            };
            let way = format!("{way}.{}", one.name);
            self.same(one.ty, other.ty, one.optional, &way, assumed)?;
        }
        self.same_indexes(here, there, way, assumed)
    }

    /// In whatever order they stand: paired by what their keys are.
    fn same_indexes(
        &mut self,
        these: &[Index],
        those: &[Index],
        way: &str,
        assumed: &mut Assumed,
    ) -> Same {
        for one in these {
            let mut others = those.iter();
            let pair = others.find(|other| {
                let (one, other) = (
                    parts(self.theirs, one.key, false),
                    parts(self.ours, other.key, false),
                );
                one.atoms == other.atoms
            });
            let Some(other) = pair else {
                let key = spell(self.theirs, one.key);
                return Err(format!("{way}: no index signature for {key}"));
            };
            self.same(
                one.value,
                other.value,
                false,
                &format!("{way}[index]"),
                assumed,
            )?;
        }
        Ok(())
    }

    fn different(&self, theirs: Id, ours: Id, way: &str) -> Same {
        let (theirs, ours) = (spell(self.theirs, theirs), spell(self.ours, ours));
        Err(format!(
            "{way}\n      TypeScript: {theirs}\n      knit:       {ours}"
        ))
    }
}

fn hows(members: &[Member]) -> Vec<How> {
    members.iter().map(|member| member.how).collect()
}
