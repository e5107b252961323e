//! What composites share that is no type of its own: what is between the fixed parts
//! of objects and tuples, and patterns.

use super::composites::{Composites, id, pascal, unique};
use super::place::{Draft, Member, Parts};
use super::titles::{cut, title};
use crate::schema::{Keys, Record, Template, Tuple, TypeId};
use crate::wire::{CompositeId, EntriesOf, Pattern, PatternId, RestKeys, Sequence, Shape};

impl Composites<'_> {
    /// The properties that no field names: a list of entries in the tail for each index signature.
    pub(super) fn rest(
        &mut self,
        ty: TypeId,
        record: &Record,
        hint: &str,
    ) -> Vec<(RestKeys, Member)> {
        let mut rest = Vec::new();
        for index in &record.indexes {
            let (keys, name) = match &index.keys {
                Keys::Text => (RestKeys::Text, "string".to_string()),
                Keys::Number => (RestKeys::Number, "number".to_string()),
                Keys::Pattern(templates) => {
                    let id = self.pattern(templates, &format!("{hint}Key"));
                    let title = self.patterns[id.0 as usize].title.clone();
                    (RestKeys::Pattern(id), title)
                }
            };
            let entries = self.entries(ty, index.ty, hint);
            let member = Member {
                name: format!("[{name}]"),
                shape: Shape::List(entries),
                optional: false,
            };
            rest.push((keys, member));
        }
        rest
    }

    /// The members of a tuple that have places, then the list of those between them.
    pub(super) fn tuple(&mut self, ty: TypeId, tuple: &Tuple, hint: &str) -> Parts {
        let (first, optional) = (tuple.required.len(), tuple.optional.len());
        let before = first + optional;
        let mut members = Vec::new();
        for (index, member) in tuple.placed().enumerate() {
            let name = match index < before {
                true => index.to_string(),
                false => format!("-{}", before + tuple.last.len() - index),
            };
            members.push(Member {
                name,
                shape: self.part(ty, index, *member, &format!("{hint}Item{index}")),
                optional: (first..before).contains(&index),
            });
        }
        let rest = tuple.rest.map(|rest| Member {
            name: format!("...{before}"),
            shape: Shape::List(self.middle(rest, before, hint)),
            optional: false,
        });
        Parts::Tuple(members, rest)
    }

    fn middle(&mut self, element: TypeId, first: usize, hint: &str) -> CompositeId {
        let place = self.drafts.len();
        self.drafts.push(None);
        let name = unique(&mut self.taken, format!("{}Rest", pascal(hint)));
        self.names.push(name.clone());
        let shape = self.shape(element, &format!("{hint}Item"));
        self.drafts[place] = Some(Draft {
            name,
            title: cut(&format!("{}[]", title(self.types, element))),
            parts: Parts::List(Sequence::Rest(first), shape),
        });
        CompositeId(id(place))
    }

    fn entries(&mut self, ty: TypeId, value: TypeId, hint: &str) -> CompositeId {
        let place = self.drafts.len();
        self.drafts.push(None);
        let name = unique(&mut self.taken, format!("{}Entries", pascal(hint)));
        self.names.push(name.clone());
        let value = self.shape(value, &format!("{hint}Value"));
        self.drafts[place] = Some(Draft {
            name,
            title: title(self.types, ty),
            parts: Parts::Map(EntriesOf::Object, Shape::Text, value),
        });
        CompositeId(id(place))
    }

    pub(super) fn pattern(&mut self, templates: &[Template], hint: &str) -> PatternId {
        let mut patterns = self.patterns.iter();
        let known = patterns.position(|pattern| pattern.templates == templates);
        let index = known.unwrap_or_else(|| {
            let spelled: Vec<_> = templates.iter().map(Template::spelling).collect();
            let name = unique(&mut self.taken, pascal(hint));
            self.patterns.push(Pattern {
                name,
                title: cut(&spelled.join(" | ")),
                templates: templates.to_vec(),
            });
            self.patterns.len() - 1
        });
        PatternId(id(index))
    }
}
