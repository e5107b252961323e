//! What has changed from one schema to another, and whom that breaks.
//!
//! Whoever writes a value is broken where less is taken than before, or more is asked for; whoever reads one where more
//! may come than before, or something is missing. Callers write what is in a request and read what is in a response.

use std::collections::BTreeSet;

use super::document::{Composite, Document, Slot, Task};
use super::types::{Kind, Shape, indexes, is_part_of, rest_item};

/// One change in words.
pub(super) struct Change {
    pub(super) breaks: Side,
    pub(super) words: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// What they send is refused, or does not compile any more.
    Callers,
    /// What comes back is not what they expect.
    Readers,
    Nobody,
}

/// A difference of two types, before it is known who writes and who reads.
struct Difference {
    path: String,
    words: String,
    breaks_writers: bool,
    breaks_readers: bool,
}

/// All changes, task by task.
pub(super) fn compare(old: &Document, new: &Document) -> Vec<Change> {
    let mut changes = Vec::new();
    for before in &old.tasks {
        match new.tasks.iter().find(|task| task.name == before.name) {
            Some(after) => changes.extend(task((old, before), (new, after))),
            None => changes.push(Change {
                breaks: Side::Callers,
                words: format!("task `{}` is gone", before.name),
            }),
        }
    }
    let is_new = |task: &&Task| old.tasks.iter().all(|before| before.name != task.name);
    changes.extend(new.tasks.iter().filter(is_new).map(|task| Change {
        breaks: Side::Nobody,
        words: format!("task `{}` is new", task.name),
    }));
    changes
}

fn task((old, before): (&Document, &Task), (new, after): (&Document, &Task)) -> Vec<Change> {
    let mut request = Comparison::default();
    let (given, wanted) = (&before.request.parameters, &after.request.parameters);
    request.found.extend(moved(given, wanted));
    for (one, other) in given.iter().zip(wanted) {
        let path = &other.name;
        request.optional(path, one, other);
        let types = (Shape::of(old, &one.shape), Shape::of(new, &other.shape));
        request.types(path, types.0, types.1);
    }
    for slot in wanted.iter().skip(given.len()) {
        request.add(&slot.name, added(slot), (!slot.is_optional(), false));
    }
    for slot in given.iter().skip(wanted.len()) {
        request.add(&slot.name, "is gone".to_owned(), (true, false));
    }
    let mut response = Comparison::default();
    let (was, is) = (&before.response.shape, &after.response.shape);
    response.types("result", Shape::of(old, was), Shape::of(new, is));

    let sent = request.found.into_iter().map(|found| Change {
        breaks: side(found.breaks_writers, Side::Callers),
        words: format!(
            "task `{}`: parameter `{}` {}",
            after.name, found.path, found.words
        ),
    });
    let returned = response.found.into_iter().map(|found| Change {
        breaks: side(found.breaks_readers, Side::Readers),
        words: format!("task `{}`: `{}` {}", after.name, found.path, found.words),
    });
    sent.chain(returned).collect()
}

/// A parameter stands in another place: a call that compiles as before says something else now.
fn moved(given: &[Slot], wanted: &[Slot]) -> Vec<Difference> {
    let places = given.iter().enumerate();
    let moves = places.filter_map(|(from, slot)| {
        let to = wanted.iter().position(|other| other.name == slot.name)?;
        (from != to).then(|| Difference {
            path: slot.name.clone(),
            words: format!("is number {}, which was {}", to + 1, from + 1),
            breaks_writers: true,
            breaks_readers: false,
        })
    });
    moves.collect()
}

fn side(is_broken: bool, side: Side) -> Side {
    if is_broken { side } else { Side::Nobody }
}

fn added(slot: &Slot) -> String {
    match slot.is_optional() {
        true => "is new, and may be left out".to_owned(),
        false => "is new".to_owned(),
    }
}

#[derive(Default)]
struct Comparison {
    found: Vec<Difference>,
    /// Pairs of types that are being compared: recursive ones lead back to themselves.
    open: BTreeSet<(String, String)>,
}

impl Comparison {
    fn add(&mut self, path: &str, words: String, (writers, readers): (bool, bool)) {
        self.found.push(Difference {
            path: path.to_owned(),
            words,
            breaks_writers: writers,
            breaks_readers: readers,
        });
    }

    fn optional(&mut self, path: &str, old: &Slot, new: &Slot) {
        match (old.is_optional(), new.is_optional()) {
            (false, true) => self.add(path, "may be absent now".to_owned(), (false, true)),
            (true, false) => self.add(path, "must be there now".to_owned(), (true, false)),
            _ => {}
        }
    }

    fn types(&mut self, path: &str, old: Shape, new: Shape) {
        let pair = (old.text.to_owned(), new.text.to_owned());
        if !self.open.insert(pair.clone()) {
            return;
        }
        self.alternatives(path, old.alternatives(), new.alternatives());
        self.open.remove(&pair);
    }

    /// What is the same on both sides is left out; of the rest, what belongs together is compared.
    fn alternatives(&mut self, path: &str, mut old: Vec<Shape>, mut new: Vec<Shape>) {
        for index in (0..old.len()).rev() {
            let one = old[index];
            let same = new.iter().position(|&other| self.is_same(one, other));
            if let Some(same) = same {
                old.remove(index);
                new.remove(same);
            }
        }
        if let ([one], [other]) = (old.as_slice(), new.as_slice()) {
            return self.one(path, *one, *other);
        }
        old.retain(|&one| {
            let Some(related) = new.iter().position(|&other| is_related(one, other)) else {
                return true;
            };
            let other = new.remove(related);
            self.one(path, one, other);
            false
        });
        if !old.is_empty() && !new.is_empty() {
            let words = format!("was `{}`, is `{}`", spell(&old), spell(&new));
            return self.add(path, words, (true, true));
        }
        for one in new {
            self.add(
                path,
                format!("may be `{}` as well", one.spelling()),
                (false, true),
            );
        }
        for one in old {
            let words = format!("may not be `{}` any more", one.spelling());
            self.add(path, words, (true, false));
        }
    }

    fn is_same(&self, old: Shape, new: Shape) -> bool {
        let mut inner = Comparison {
            found: Vec::new(),
            open: self.open.clone(),
        };
        inner.one("", old, new);
        inner.found.is_empty()
    }

    /// Two types that are no unions.
    fn one(&mut self, path: &str, old: Shape, new: Shape) {
        match (old.kind(), new.kind()) {
            (Kind::Plain(one), Kind::Plain(other)) if one == other => {}
            (Kind::Pattern(one), Kind::Pattern(other)) if one == other => {}
            (Kind::Record(one), Kind::Record(other)) => {
                self.records(path, (old, one), (new, other))
            }
            (Kind::Tuple(one), Kind::Tuple(other)) => self.tuples(path, (old, one), (new, other)),
            (Kind::List(one), Kind::List(other)) | (Kind::Set(one), Kind::Set(other)) => {
                self.types(&format!("{path}[]"), old.beside(one), new.beside(other));
            }
            (Kind::Map(one), Kind::Map(other)) => {
                for (one, other) in one.iter().zip(other) {
                    let path = format!("{path}, {} of each entry", other.name);
                    self.types(&path, old.beside(&one.shape), new.beside(&other.shape));
                }
            }
            (one, other) => self.add(path, became(old, new), breaks(&one, &other)),
        }
    }

    fn records(
        &mut self,
        path: &str,
        (old, before): (Shape, &Composite),
        (new, after): (Shape, &Composite),
    ) {
        let none = Vec::new();
        let was = before.fields.as_ref().unwrap_or(&none);
        let is = after.fields.as_ref().unwrap_or(&none);
        for one in was {
            let path = format!("{path}.{}", one.name);
            let Some(other) = is.iter().find(|other| other.name == one.name) else {
                self.add(&path, "is gone".to_owned(), (false, true));
                continue;
            };
            self.optional(&path, one, other);
            self.types(&path, old.beside(&one.shape), new.beside(&other.shape));
        }
        for other in is {
            if was.iter().all(|one| one.name != other.name) {
                let path = format!("{path}.{}", other.name);
                self.add(&path, added(other), (!other.is_optional(), false));
            }
        }
        let (was, is) = (indexes(before), indexes(after));
        for one in was {
            let path = format!("{path}[{}]", one.keys);
            match is.iter().find(|other| other.keys == one.keys) {
                Some(other) => self.types(&path, old.beside(&one.shape), new.beside(&other.shape)),
                None => self.add(&path, "is gone".to_owned(), (false, true)),
            }
        }
        for other in is {
            if was.iter().all(|one| one.keys != other.keys) {
                let path = format!("{path}[{}]", other.keys);
                self.add(&path, "is new".to_owned(), (false, false));
            }
        }
    }

    fn tuples(
        &mut self,
        path: &str,
        (old, before): (Shape, &Composite),
        (new, after): (Shape, &Composite),
    ) {
        let none = Vec::new();
        let was = before.items.as_ref().unwrap_or(&none);
        let is = after.items.as_ref().unwrap_or(&none);
        for (one, other) in was.iter().zip(is) {
            let path = format!("{path}[{}]", other.name);
            self.optional(&path, one, other);
            self.types(&path, old.beside(&one.shape), new.beside(&other.shape));
        }
        for slot in is.iter().skip(was.len()) {
            let path = format!("{path}[{}]", slot.name);
            self.add(
                &path,
                added(slot),
                (!slot.is_optional(), !slot.is_optional()),
            );
        }
        for slot in was.iter().skip(is.len()) {
            let path = format!("{path}[{}]", slot.name);
            self.add(&path, "is gone".to_owned(), (true, true));
        }
        let path = format!("{path}[…]");
        match (rest_item(before), rest_item(after)) {
            (Some(one), Some(other)) => {
                self.types(&path, old.beside(&one.shape), new.beside(&other.shape));
            }
            (Some(_), None) => self.add(&path, "is gone".to_owned(), (true, false)),
            (None, Some(_)) => self.add(&path, "is new".to_owned(), (false, true)),
            (None, None) => {}
        }
    }
}

fn spell(shapes: &[Shape]) -> String {
    let all: Vec<String> = shapes.iter().map(|shape| shape.spelling()).collect();
    all.join(" | ")
}

fn became(old: Shape, new: Shape) -> String {
    format!("was `{}`, is `{}`", old.spelling(), new.spelling())
}

/// Whom it breaks when one kind becomes the other: writers, readers.
fn breaks(old: &Kind, new: &Kind) -> (bool, bool) {
    match (old, new) {
        (_, Kind::Plain("dynamic")) => (false, true),
        (Kind::Plain("dynamic"), _) => (true, false),
        (Kind::Plain(one), Kind::Plain(other)) => {
            (!is_part_of(one, other), !is_part_of(other, one))
        }
        (Kind::Pattern(_), Kind::Plain("text")) => (false, true),
        (Kind::Plain("text"), Kind::Pattern(_)) => (true, false),
        _ => (true, true),
    }
}

/// Whether one variant of a union has become the other: an object of the same kind, or a part of the same primitive.
fn is_related(old: Shape, new: Shape) -> bool {
    match (old.kind(), new.kind()) {
        (Kind::Record(one), Kind::Record(other)) => {
            one.title == other.title || share_a_literal(one, other)
        }
        (Kind::List(_), Kind::List(_))
        | (Kind::Set(_), Kind::Set(_))
        | (Kind::Map(_), Kind::Map(_)) => true,
        (one, other) => breaks(&one, &other) != (true, true),
    }
}

/// Whether a property has the same literal type in both.
fn share_a_literal(one: &Composite, other: &Composite) -> bool {
    let none = Vec::new();
    let (one, other) = (one.fields.as_ref(), other.fields.as_ref());
    let mut fields = one.unwrap_or(&none).iter();
    fields.any(|field| {
        let is_literal = field.shape.starts_with('"') || field.shape.parse::<f64>().is_ok();
        let mut others = other.unwrap_or(&none).iter();
        is_literal && others.any(|other| other.name == field.name && other.shape == field.shape)
    })
}
