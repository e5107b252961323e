//! What composites share that is no type of its own: entries of objects, and patterns.

use super::composites::{Composites, id, pascal, unique};
use super::place::{Draft, Member, Parts};
use super::titles::{cut, title};
use crate::schema::{Keys, Record, Template, TypeId};
use crate::wire::{CompositeId, EntriesOf, Pattern, PatternId, RestKeys, Shape};

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
