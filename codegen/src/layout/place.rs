//! Offsets: puts members one after the other, the strictest alignment first, so that what lies
//! between them is small.
//!
//! ```text
//! { ok: boolean; x: number; label?: string }
//! 0          8              16     17               18       24
//! ├─ x f64 ──┼─ label 4+4 ──┼─ ok ─┼─ is label there ─┼─ ... ─┤
//! ```

use super::composites::Drafts;
use super::has_tail;
use crate::schema::Tell;
use crate::wire::{
    Call, Composite, CompositeId, EntriesOf, Layout, Rest, RestKeys, Sequence, Shape, Slot,
    UnionLayout, Variant, Wire, index_measure,
};

/// A record, tuple or union larger than this goes to the tail of what holds it: in place it would
/// be paid for by every variant and every absent property, and nesting would multiply it.
const LARGEST_IN_PLACE: u32 = 2048;

/// A field, parameter or result that has no place yet.
pub(super) struct Member {
    pub(super) name: String,
    pub(super) shape: Shape,
    pub(super) optional: bool,
}

/// A composite whose parts are known and not placed.
pub(super) struct Draft {
    pub(super) name: String,
    pub(super) title: String,
    pub(super) parts: Parts,
}

pub(super) enum Parts {
    Record(Vec<Member>, Vec<(RestKeys, Member)>),
    /// With the list of what has no place of its own.
    Tuple(Vec<Member>, Option<Member>),
    List(Sequence, Shape),
    /// The shapes of keys and values.
    Map(EntriesOf, Shape, Shape),
    Union(Vec<Variant>, Vec<Tell>),
}

pub(super) struct Placer {
    wire: Wire,
    drafts: Vec<Option<Parts>>,
}

impl Placer {
    pub(super) fn new(drafts: Drafts) -> Placer {
        let wire = Wire {
            calls: Vec::new(),
            composites: Vec::new(),
            choices: drafts.choices,
            patterns: drafts.patterns,
            fingerprint: 0,
        };
        let mut placer = Placer {
            wire,
            drafts: Vec::new(),
        };
        for Draft { name, title, parts } in drafts.composites {
            // The pair that a list is where it stands; the others get their sizes below.
            let empty = Layout::Tuple(Vec::new(), None);
            placer.wire.composites.push(Composite {
                name,
                title,
                size: 8,
                align: 4,
                tail: true,
                layout: empty,
            });
            placer.drafts.push(Some(parts));
        }
        for index in 0..placer.drafts.len() {
            placer.place(CompositeId(
                u32::try_from(index).expect("knit: more than 2^32 composites"),
            ));
        }
        placer
    }

    pub(super) fn wire(&self) -> &Wire {
        &self.wire
    }

    pub(super) fn finish(self, calls: Vec<Call>) -> Wire {
        Wire { calls, ..self.wire }
    }

    /// Gives a composite its size, after those that it holds in place.
    fn place(&mut self, id: CompositeId) {
        let Some(parts) = self.drafts[id.0 as usize].take() else {
            return;
        };
        let (layout, size, align, tail) = match parts {
            Parts::Record(members, rest) => self.place_record(members, rest),
            Parts::Tuple(members, rest) => self.place_tuple(members, rest),
            Parts::Union(variants, tells) => self.place_union(variants, tells),
            Parts::List(of, element) => return self.place_list(id, of, element),
            Parts::Map(of, key, value) => return self.place_map(id, of, key, value),
        };
        let composite = &mut self.wire.composites[id.0 as usize];
        (
            composite.layout,
            composite.size,
            composite.align,
            composite.tail,
        ) = (layout, size, align, tail);
    }

    fn place_record(
        &mut self,
        members: Vec<Member>,
        rest: Vec<(RestKeys, Member)>,
    ) -> (Layout, u32, u32, bool) {
        let named = members.len();
        let (keys, others): (Vec<_>, Vec<_>) = rest.into_iter().unzip();
        let (mut slots, size, align) = self.members(members.into_iter().chain(others).collect());
        let tail = self.any_tail(&slots);
        let rest = keys.into_iter().zip(slots.split_off(named));
        let rest = rest.map(|(keys, slot)| Rest { keys, slot }).collect();
        (Layout::Record(slots, rest), size, align, tail)
    }

    fn place_tuple(
        &mut self,
        members: Vec<Member>,
        rest: Option<Member>,
    ) -> (Layout, u32, u32, bool) {
        let placed = members.len();
        let (mut slots, size, align) = self.members(members.into_iter().chain(rest).collect());
        let tail = self.any_tail(&slots);
        let rest = slots.split_off(placed).pop();
        (Layout::Tuple(slots, rest), size, align, tail)
    }

    fn any_tail(&self, slots: &[Slot]) -> bool {
        slots.iter().any(|slot| has_tail(&self.wire, &slot.shape))
    }

    fn place_list(&mut self, id: CompositeId, of: Sequence, element: Shape) {
        // Known before its element is: an element may hold this very list.
        self.settle(&element);
        let (size, align) = self.wire.measure(&element);
        let stride = size.next_multiple_of(align).max(1);
        self.wire.composites[id.0 as usize].layout = Layout::List {
            of,
            element,
            stride,
        };
    }

    fn place_map(&mut self, id: CompositeId, of: EntriesOf, key: Shape, value: Shape) {
        let members = [("key", key), ("value", value)].map(|(name, shape)| Member {
            name: name.to_string(),
            shape,
            optional: false,
        });
        let (slots, size, _) = self.members(members.into());
        let [key, value] = slots.try_into().expect("knit: a map entry has two parts");
        self.wire.composites[id.0 as usize].layout = Layout::Map {
            of,
            key,
            value,
            stride: size.max(1),
        };
    }

    fn place_union(
        &mut self,
        mut variants: Vec<Variant>,
        tells: Vec<Tell>,
    ) -> (Layout, u32, u32, bool) {
        let (mut size, mut align) = (0, 1);
        for variant in &mut variants {
            variant.shape = self.in_place(&variant.shape);
            let (its_size, its_align) = self.wire.measure(&variant.shape);
            size = size.max(its_size);
            align = align.max(its_align);
        }
        let (tag_size, tag_align) = index_measure(variants.len());
        let tag = size.next_multiple_of(tag_align);
        let align = align.max(tag_align);
        let tail = variants
            .iter()
            .any(|variant| has_tail(&self.wire, &variant.shape));
        let layout = Layout::Union(UnionLayout {
            tag,
            area: 0,
            variants,
            tells,
        });
        (
            layout,
            (tag + tag_size).next_multiple_of(align),
            align,
            tail,
        )
    }

    /// Places members as the parts of one record; returns them with its size and alignment.
    pub(super) fn members(&mut self, members: Vec<Member>) -> (Vec<Slot>, u32, u32) {
        let mut slots: Vec<_> = members
            .into_iter()
            .map(|member| (self.slot(&member), member.optional))
            .collect();
        let mut order: Vec<_> = (0..slots.len()).collect();
        order.sort_by_key(|&index| std::cmp::Reverse(self.wire.measure(&slots[index].0.shape).1));
        let (mut end, mut align) = (0_u32, 1);
        for index in order {
            let slot = &mut slots[index].0;
            let (size, its_align) = self.wire.measure(&slot.shape);
            slot.offset = end.next_multiple_of(its_align);
            end = slot.offset + size;
            align = align.max(its_align);
        }
        for (slot, _) in slots.iter_mut().filter(|(_, optional)| *optional) {
            slot.presence = Some(end);
            end += 1;
        }
        (
            slots.into_iter().map(|(slot, _)| slot).collect(),
            end.next_multiple_of(align),
            align,
        )
    }

    fn slot(&mut self, member: &Member) -> Slot {
        Slot {
            name: member.name.clone(),
            offset: 0,
            shape: self.in_place(&member.shape),
            presence: None,
        }
    }

    /// The shape as it can stand in another composite, with its size known.
    fn in_place(&mut self, shape: &Shape) -> Shape {
        self.settle(shape);
        match shape {
            Shape::Inline(id) if self.wire.composite(*id).size > LARGEST_IN_PLACE => {
                Shape::Boxed(*id)
            }
            shape => shape.clone(),
        }
    }

    fn settle(&mut self, shape: &Shape) {
        if let Shape::Inline(id) = shape {
            self.place(*id);
        }
    }
}
