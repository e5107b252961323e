//! Schema to wire: gives every value its bytes. Pure arithmetic: what could not be laid out was
//! refused by the resolver, so nothing here fails.
//!
//! Records, tuples and unions stand in place in whatever holds them. Two things go to the tail
//! instead: what would hold itself, and what is so large that copies of it in place would multiply.

mod boxes;
mod composites;
mod place;
mod rest;
mod titles;

use crate::schema::{Schema, Task, TypeId};
use crate::wire::{Call, Message, Shape, Slot, Wire, fingerprint};
use composites::Composites;
pub(crate) use composites::pascal;
use place::{Member, Placer};
pub(crate) use titles::cut;

/// Lays out every message of a task module.
pub fn lay_out(schema: &Schema) -> Wire {
    let mut composites = Composites::new(schema);
    let drafts: Vec<_> = schema
        .tasks
        .iter()
        .map(|task| draft(&mut composites, task))
        .collect();
    let mut placer = Placer::new(composites.finish());
    let calls = drafts
        .into_iter()
        .map(|draft| place(&mut placer, draft))
        .collect();
    let mut wire = placer.finish(calls);
    wire.fingerprint = fingerprint(&wire);
    wire
}

/// A task's values with their shapes, not placed yet.
struct Draft<'a> {
    task: &'a Task,
    request: Vec<Member>,
    response: Member,
}

fn draft<'a>(composites: &mut Composites, task: &'a Task) -> Draft<'a> {
    let name = pascal(&task.name);
    let mut member = |label: &str, ty: TypeId, optional: bool| {
        let shape = composites.shape(ty, &format!("{name}{}", pascal(label)));
        Member {
            name: label.to_string(),
            shape,
            optional,
        }
    };
    let request = task
        .params
        .iter()
        .map(|param| member(&param.name, param.ty, param.optional))
        .collect();
    let response = member("result", task.result, false);
    Draft {
        task,
        request,
        response,
    }
}

fn place(placer: &mut Placer, draft: Draft) -> Call {
    Call {
        task: draft.task.name.clone(),
        context: draft.task.made.as_ref().and_then(|made| made.context),
        request: message(placer, draft.request),
        response: message(placer, vec![draft.response]),
    }
}

fn message(placer: &mut Placer, members: Vec<Member>) -> Message {
    let (slots, size, _) = placer.members(members);
    let tail = slots
        .iter()
        .any(|slot: &Slot| has_tail(placer.wire(), &slot.shape));
    Message {
        size: size.next_multiple_of(8),
        tail,
        slots,
    }
}

/// Whether a value of this shape puts anything into the tail.
fn has_tail(wire: &Wire, shape: &Shape) -> bool {
    match shape {
        Shape::Unit(_)
        | Shape::Boolean
        | Shape::Number
        | Shape::Sized(_)
        | Shape::Date
        | Shape::Choice(_) => false,
        Shape::BigInt
        | Shape::Text
        | Shape::Pattern(_)
        | Shape::Symbol
        | Shape::Bytes(_)
        | Shape::Instance(_)
        | Shape::List(_)
        | Shape::Boxed(_)
        | Shape::Dynamic => true,
        Shape::Inline(id) => wire.composite(*id).tail,
    }
}

#[cfg(test)]
mod tests;
