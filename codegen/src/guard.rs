//! A parser that fails on a text fails on that text alone: its panic becomes an answer, and nothing is printed.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// What `run` returns, or what it says of the state that it thought could not be. The values that it works on must not
/// be used after that.
pub fn guarded<T>(run: impl FnOnce() -> T) -> Result<T, String> {
    silence_guarded();
    let before = GUARDED.replace(true);
    let outcome = catch_unwind(AssertUnwindSafe(run));
    GUARDED.set(before);
    outcome.map_err(|reason| {
        let text = reason
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| reason.downcast_ref::<&str>().copied());
        text.unwrap_or("an unknown failure").to_string()
    })
}

/// Panics of what is guarded are told by who guards it; all others as before.
fn silence_guarded() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = take_hook();
        set_hook(Box::new(move |panic| {
            if !GUARDED.get() {
                usual(panic);
            }
        }));
    });
}
