//! Encoders and decoders of tuples: members with places, and between or behind them the rest.

use super::code::{Expr, assign, call, leave, statement, store, text, word};
use super::lines::Lines;
use super::place::Place;
use super::wire::{Codec, Function, uses_place};
use super::write::Member;
use crate::wire::{CompositeId, Shape, Slot};

impl Codec<'_> {
    pub(super) fn write_tuple(
        &mut self,
        id: CompositeId,
        slots: &[Slot],
        rest: Option<&Slot>,
    ) -> Function {
        let items = self.checked_items(id, slots, rest);
        let members = slots.iter().map(|slot| self.member(slot)).collect();
        let Some(rest) = rest else {
            return self.write_parts(id, slots, ("items", items), "index", members);
        };
        let mut before = Lines::new(1);
        before.add(assign("const items", &items));
        // It says itself which item is at fault.
        if let Shape::List(list) = rest.shape {
            let (last, before_it): (Vec<_>, Vec<_>) =
                slots.iter().partition(|slot| slot.name.starts_with('-'));
            let first = word(before_it.len().to_string());
            let args = match last.len() {
                0 => vec![first],
                last => vec![first, word(format!("-{last}"))],
            };
            let middle = Expr::Call {
                callee: "items.slice".to_string(),
                types: Vec::new(),
                args,
            };
            let at = Place::new("at", rest.offset).address();
            let written = call(self.writes(list), [word("to"), at, middle]);
            before.add(statement(&written));
        }
        let head = self.composite_head(id, true);
        self.checked(head, before, "index", members)
    }

    /// As many as the type allows.
    fn checked_items(&mut self, id: CompositeId, slots: &[Slot], rest: Option<&Slot>) -> Expr {
        let optional = slots.iter().filter(|slot| slot.presence.is_some());
        let least = slots.len() - optional.count();
        let title = text(self.title(id));
        if rest.is_none() && least == slots.len() {
            let count = word(least.to_string());
            return call(self.helper("tuple"), [word("value"), count, title]);
        }
        let most = match rest {
            Some(_) => "Infinity".to_string(),
            None => slots.len().to_string(),
        };
        let args = [word("value"), word(least.to_string()), word(most), title];
        call(self.helper("tupleBetween"), args)
    }

    fn member<'s>(&self, slot: &'s Slot) -> Member<'s> {
        let index = match slot.name.strip_prefix('-') {
            Some(back) => format!("items.length - {back}"),
            None => slot.name.clone(),
        };
        let absent = match slot.presence {
            // A hole before other items counts as undefined.
            Some(_) => word(format!("items.length > {index} ? 2 : 0")),
            None => word("0"),
        };
        let value = Expr::Element {
            of: "items".to_string(),
            index: index.clone(),
        };
        Member {
            slot,
            value,
            key: word(index),
            absent,
            local: format!("item{}", slot.name),
        }
    }

    /// The members that are always there first; the others are set where they belong, so that one that
    /// is absent leaves no trace.
    pub(super) fn read_tuple(
        &mut self,
        id: CompositeId,
        slots: &[Slot],
        rest: Option<&Slot>,
    ) -> Function {
        let head = self.reader_head(id, uses_place(slots) || rest.is_some());
        let (last, others): (Vec<_>, Vec<_>) =
            slots.iter().partition(|slot| slot.name.starts_with('-'));
        let (optional, required): (Vec<_>, Vec<_>) =
            others.into_iter().partition(|slot| slot.presence.is_some());
        let mut value = |slot: &Slot| self.read(&slot.shape, Place::new("at", slot.offset));
        let items = Expr::Array(required.into_iter().map(&mut value).collect());
        let last: Vec<_> = last.into_iter().map(&mut value).collect();
        let mut body = Lines::new(1);
        if optional.is_empty() && rest.is_none() {
            body.add(leave("return", &items));
            return Function::plain(head, body.lines);
        }
        body.add(assign("const items: unknown[]", &items));
        // Behind an item that is absent there are no others.
        let behind = rest.map(|rest| rest.offset + 4);
        for slot in optional {
            self.read_optional_item(slot, behind, &mut body);
        }
        if let Some(Slot {
            shape: Shape::List(list),
            offset,
            ..
        }) = rest
        {
            let args = [
                word("from"),
                Place::new("at", *offset).address(),
                word("items"),
            ];
            body.add(statement(&call(self.reads(*list), args)));
        }
        for item in last {
            body.add(statement(&call("items.push", [item])));
        }
        body.add("return items;");
        Function::plain(head, body.lines)
    }

    fn read_optional_item(&mut self, slot: &Slot, behind: Option<u32>, lines: &mut Lines) {
        let Some(presence) = slot.presence else {
            return;
        };
        let value = self.read(&slot.shape, Place::new("at", slot.offset));
        let item = Expr::Element {
            of: "items".to_string(),
            index: slot.name.clone(),
        };
        self.read_if_there(presence, &slot.name, behind, lines, |there| match there {
            true => store(&item, &value),
            false => store(&item, &word("undefined")),
        });
    }
}
