//! Encoders: each checks the value that it is given and writes it at a place that is known or was
//! just reserved. Nothing is allocated, and each property is read once.

use super::code::{
    self, Expr, assign, call, head, leave, literal, member, statement, store, text, word,
};
use super::doc::render;
use super::lines::Lines;
use super::place::Place;
use super::wire::{Codec, Function, uses_place};
use crate::wire::{Call, CompositeId, Layout, Rest, RestKeys, Shape, Slot, Unit};

/// A property, item or parameter to be written; `key` is how a path names it.
pub(super) struct Member<'a> {
    pub(super) slot: &'a Slot,
    pub(super) value: Expr,
    pub(super) key: Expr,
    /// What the presence byte is where the value is undefined.
    pub(super) absent: Expr,
    /// The local that holds an optional value while it is looked at.
    pub(super) local: String,
}

impl Codec<'_> {
    pub(super) fn write_request(&mut self, task: usize, call: &Call) -> Function {
        let slots = &call.request.slots;
        let locals = self
            .names
            .locals(slots.iter().map(|slot| slot.name.as_str()));
        let mut params = vec![self.writer(uses_place(slots))];
        params.extend(locals.iter().map(|local| format!("{local}: unknown")));
        let mut before = Lines::new(1);
        if uses_place(slots) {
            before.add("const at = to.base;");
        }
        let members = slots.iter().zip(locals).map(|(slot, local)| Member {
            slot,
            value: word(&local),
            key: text(&slot.name),
            absent: word("0"),
            local,
        });
        let members = members.collect();
        let name = &self.names.tasks[task].write_request;
        self.checked(
            function(&format!("export function {name}"), &params),
            before,
            "key",
            members,
        )
    }

    pub(super) fn write_response(&mut self, task: usize, call: &Call) -> Function {
        let slot = &call.response.slots[0];
        let params = [
            self.writer(uses_place(std::slice::from_ref(slot))),
            "value: unknown".to_string(),
        ];
        let mut body = Lines::new(1);
        self.write(
            &slot.shape,
            Place::new("to.base", slot.offset),
            word("value"),
            &mut body,
        );
        let name = &self.names.tasks[task].write_response;
        Function::plain(
            function(&format!("export function {name}"), &params),
            body.lines,
        )
    }

    pub(super) fn write_composite(&mut self, id: CompositeId) -> Function {
        match &self.wire.composite(id).layout {
            Layout::Record(slots, rest) => self.write_record(id, slots, rest),
            Layout::Tuple(slots, rest) => self.write_tuple(id, slots, rest.as_ref()),
            Layout::List {
                of,
                element,
                stride,
            } => self.write_list(id, *of, element, *stride),
            Layout::Map {
                of,
                key,
                value,
                stride,
            } => self.write_map(id, *of, [key, value], *stride),
            Layout::Union(union) => self.write_union(id, union),
        }
    }

    fn write_record(&mut self, id: CompositeId, slots: &[Slot], rest: &[Rest]) -> Function {
        if !rest.is_empty() {
            return self.write_open_record(id, slots, rest);
        }
        if !slots.iter().any(|slot| self.refuses_undefined(slot)) {
            let it = self.checked_object("record", id, slots);
            let members = self.members(slots);
            return self.write_parts(id, slots, ("it", it), "key", members);
        }
        let it = self.checked_object("fields", id, slots);
        let members = self.members(slots);
        let mut before = Lines::new(1);
        before.add(assign("const it", &it));
        let owner = [word("it"), text(self.title(id))];
        let head = self.composite_head(id, uses_place(slots));
        self.checked_of(head, before, "key", members, &owner)
    }

    /// Whether what has no such property is refused when the slot is written: a promise is then found out
    /// without having been looked for.
    fn refuses_undefined(&self, slot: &Slot) -> bool {
        slot.presence.is_none()
            && match &slot.shape {
                Shape::Boolean
                | Shape::Number
                | Shape::Sized(_)
                | Shape::Date
                | Shape::BigInt
                | Shape::Text
                | Shape::Pattern(_)
                | Shape::Symbol
                | Shape::Bytes(_)
                | Shape::Instance(_)
                | Shape::List(_)
                | Shape::Unit(Unit::Null | Unit::Literal(_))
                | Shape::Choice(_) => true,
                Shape::Inline(id) | Shape::Boxed(id) => {
                    matches!(
                        self.wire.composite(*id).layout,
                        Layout::Record(..) | Layout::Tuple(..)
                    )
                }
                Shape::Unit(Unit::Void | Unit::Undefined) | Shape::Dynamic => false,
            }
    }

    /// What no field names is written first: it says itself which property is at fault.
    fn write_open_record(&mut self, id: CompositeId, slots: &[Slot], rest: &[Rest]) -> Function {
        let any_key = rest.iter().any(|rest| rest.keys == RestKeys::Text);
        let check = if any_key { "dictionary" } else { "record" };
        let mut before = Lines::new(1);
        let it = self.checked_object(check, id, slots);
        before.add(assign("const it", &it));
        let named = slots.iter().map(|slot| text(&slot.name)).collect();
        let keys = rest.iter().map(|rest| self.keys(rest.keys)).collect();
        let args = [word("it"), Expr::Array(named), Expr::Array(keys)];
        let others = call(self.helper("properties"), args);
        before.add(assign("const rest", &others));
        for (index, Rest { slot, .. }) in rest.iter().enumerate() {
            let entries = word(format!("rest[{index}]!"));
            let place = Place::new("at", slot.offset);
            self.write(&slot.shape, place, entries, &mut before);
        }
        let head = self.composite_head(id, true);
        if slots.is_empty() {
            return Function::plain(head, before.lines);
        }
        let members = self.members(slots);
        self.checked(head, before, "key", members)
    }

    fn keys(&mut self, keys: RestKeys) -> Expr {
        match keys {
            RestKeys::Text => word("null"),
            RestKeys::Number => word(self.helper("numberKey")),
            RestKeys::Pattern(id) => word(&self.names.patterns[id.0 as usize]),
        }
    }

    fn checked_object(&mut self, check: &str, id: CompositeId, slots: &[Slot]) -> Expr {
        let keys = slots.iter().map(|slot| code::quote(&slot.name)).collect();
        Expr::Call {
            callee: self.helper(check),
            types: keys,
            args: vec![word("value"), text(self.title(id))],
        }
    }

    fn members<'s>(&mut self, slots: &'s [Slot]) -> Vec<Member<'s>> {
        let locals = self
            .names
            .locals(slots.iter().map(|slot| slot.name.as_str()));
        let members = slots.iter().zip(locals).map(|(slot, local)| Member {
            slot,
            value: self.property(slot),
            key: text(&slot.name),
            absent: self.absent(slot),
            local,
        });
        members.collect()
    }

    /// An absent property must not be found on the prototype that all objects share.
    fn property(&mut self, slot: &Slot) -> Expr {
        match slot.presence.is_some() && is_inherited(&slot.name) {
            true => call(self.helper("own"), [word("it"), text(&slot.name)]),
            false => member("it", &slot.name),
        }
    }

    fn absent(&mut self, slot: &Slot) -> Expr {
        match slot.presence.is_some() {
            true => call(self.helper("absent"), [word("it"), text(&slot.name)]),
            false => word("0"),
        }
    }

    /// A record or a tuple: the check of the whole first, then its parts.
    pub(super) fn write_parts(
        &mut self,
        id: CompositeId,
        slots: &[Slot],
        (name, checked): (&str, Expr),
        variable: &str,
        members: Vec<Member>,
    ) -> Function {
        let head = self.composite_head(id, uses_place(slots));
        let mut before = Lines::new(1);
        if slots.is_empty() {
            before.add(statement(&checked));
            return Function::plain(head, before.lines);
        }
        before.add(assign(&format!("const {name}"), &checked));
        self.checked(head, before, variable, members)
    }

    /// A function that adds to what its body throws which member was being written.
    pub(super) fn checked(
        &mut self,
        head: String,
        before: Lines,
        variable: &str,
        members: Vec<Member>,
    ) -> Function {
        self.checked_of(head, before, variable, members, &[])
    }

    /// The same, also of what the members belong to: the value and its type in words.
    fn checked_of(
        &mut self,
        head: String,
        mut before: Lines,
        variable: &str,
        members: Vec<Member>,
        owner: &[Expr],
    ) -> Function {
        let mut body = Lines::new(2);
        let inside = match members.as_slice() {
            [member] => member.key.clone(),
            _ => {
                before.add(assign(&format!("let {variable}"), &members[0].key));
                word(variable)
            }
        };
        for (index, member) in members.iter().enumerate() {
            if index > 0 {
                body.add(assign(variable, &member.key));
            }
            self.write_member(member, &mut body);
        }
        let inside = self.inside([vec![inside], owner.to_vec()].concat());
        Function::checked(head, before.lines, body.lines, inside)
    }

    /// `of` is the key, and where it is known what has it.
    pub(super) fn inside(&mut self, of: Vec<Expr>) -> String {
        let inside = Expr::Call {
            callee: self.helper("inside"),
            types: Vec::new(),
            args: [vec![word("error")], of].concat(),
        };
        render(&leave("throw", &inside), 2)
    }

    fn write_member(&mut self, member: &Member, lines: &mut Lines) {
        let place = Place::new("at", member.slot.offset);
        let Some(presence) = member.slot.presence else {
            return self.write(&member.slot.shape, place, member.value.clone(), lines);
        };
        let presence = Place::new("at", presence).byte("to");
        let local = &member.local;
        if !matches!(&member.value, Expr::Word(word) if word == local) {
            lines.add(assign(&format!("const {local}"), &member.value));
        }
        lines.open(format!("if ({local} === undefined) {{"));
        lines.add(store(&presence, &member.absent));
        lines.otherwise("} else {");
        lines.add(store(&presence, &word("1")));
        self.write(&member.slot.shape, place, word(local), lines);
        lines.close(Some("}"));
    }

    /// The statement that writes one value; `value` stands in it once.
    pub(super) fn write(&mut self, shape: &Shape, place: Place, value: Expr, lines: &mut Lines) {
        let at = place.address();
        let written = match shape {
            Shape::Unit(Unit::Void) => return,
            Shape::Unit(unit) => call(self.helper("exactly"), [value, unit_value(unit)]),
            Shape::Boolean => return self.store(&place.byte("to"), "boolean", value, lines),
            Shape::Number => return self.store(&place.double("to"), "number", value, lines),
            Shape::Sized(width) => {
                return self.store(&place.number(*width, "to"), width.name(), value, lines);
            }
            Shape::Date => return self.store(&place.double("to"), "date", value, lines),
            Shape::Choice(id) => {
                let index = call(
                    self.helper("literal"),
                    [value, word(&self.names.choices[id.0 as usize])],
                );
                let count = self.wire.choice(*id).literals.len();
                return lines.add(store(&place.index_into(count, "to"), &index));
            }
            Shape::BigInt => call(self.helper("writeBigInt"), [word("to"), at, value]),
            Shape::Text => call(self.helper("writeText"), [word("to"), at, value]),
            Shape::Pattern(id) => {
                let pattern = word(&self.names.patterns[id.0 as usize]);
                let title = text(&self.wire.pattern(*id).title);
                call(
                    self.helper("writePattern"),
                    [word("to"), at, value, pattern, title],
                )
            }
            Shape::Symbol => call(self.helper("writeSymbol"), [word("to"), at, value]),
            Shape::Instance(class) => call(
                self.helper("writeInstance"),
                [word("to"), at, value, text(class.name())],
            ),
            Shape::Dynamic => call(self.helper("writeDynamic"), [word("to"), at, value]),
            Shape::Bytes(view) => call(
                self.helper("writeBytes"),
                [word("to"), at, value, text(view.name())],
            ),
            Shape::List(id) => self.write_sequence(*id, at, value),
            Shape::Inline(id) => call(self.writes(*id), [word("to"), at, value]),
            Shape::Boxed(id) => {
                let size = word(self.wire.composite(*id).size.to_string());
                let there = call(self.helper("box"), [word("to"), at, size]);
                call(self.writes(*id), [word("to"), there, value])
            }
        };
        lines.add(statement(&written));
    }

    fn store(&mut self, target: &Expr, check: &str, value: Expr, lines: &mut Lines) {
        let checked = call(self.helper(check), [value]);
        lines.add(store(target, &checked));
    }

    pub(super) fn composite_head(&mut self, id: CompositeId, placed: bool) -> String {
        self.composite_head_of(id, placed, "value: unknown")
    }

    /// `given` is the parameter for what is to be written.
    pub(super) fn composite_head_of(
        &mut self,
        id: CompositeId,
        placed: bool,
        given: &str,
    ) -> String {
        let at = if placed { "at: number" } else { "_at: number" };
        let params = [self.writer(placed), at.to_string(), given.to_string()];
        function(&format!("function {}", self.writes(id)), &params)
    }

    /// The parameter for the message; TypeScript wants a name that says so where it is not used.
    fn writer(&mut self, used: bool) -> String {
        self.imports.writer();
        if used { "to: Writer" } else { "_to: Writer" }.to_string()
    }

    pub(super) fn helper(&mut self, name: &str) -> String {
        self.imports.value(name).to_string()
    }

    pub(super) fn title(&self, id: CompositeId) -> String {
        self.wire.composite(id).title.clone()
    }

    pub(super) fn writes(&self, id: CompositeId) -> String {
        self.names.composites[id.0 as usize].write.clone()
    }
}

fn function(before: &str, params: &[String]) -> String {
    render(&head(before, params, ": void {"), 0)
}

/// Whether every object has a property of this name.
fn is_inherited(name: &str) -> bool {
    let names = [
        "__defineGetter__",
        "__defineSetter__",
        "__lookupGetter__",
        "__lookupSetter__",
        "__proto__",
        "constructor",
        "hasOwnProperty",
        "isPrototypeOf",
        "propertyIsEnumerable",
        "toLocaleString",
        "toString",
        "valueOf",
    ];
    names.contains(&name)
}

/// The one value that a unit has.
pub(super) fn unit_value(unit: &Unit) -> Expr {
    match unit {
        Unit::Void | Unit::Undefined => word("undefined"),
        Unit::Null => word("null"),
        Unit::Literal(value) => literal(value),
    }
}
