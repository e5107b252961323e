//! How deep a text can lead the parser, told from its characters alone, before it starts.
//!
//! The parser goes down a level for each bracket, and for each operator or word that waits for what
//! follows it. So what is counted is an upper bound: brackets and words in strings and comments count too.

use super::tries::Tries;

/// Brackets that may be open at one time.
const MOST_BRACKETS: usize = 1000;

/// Words and operators that may wait for what follows them.
const MOST_WAITING: usize = 200_000;

/// The levels that the text may need, or the offset where it becomes too deep.
pub(super) fn depth(text: &str) -> Result<usize, u32> {
    let mut open: Vec<usize> = Vec::new();
    let mut tries = Tries::new(text);
    let (mut waiting, mut deepest) = (0usize, 0usize);
    let (mut in_word, mut in_angles) = (false, false);
    for (at, byte) in text.bytes().enumerate() {
        let word = byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$' || byte >= 0x80;
        match byte {
            b'(' | b'[' | b'{' => {
                waiting += 1;
                open.push(waiting);
            }
            b')' | b']' | b'}' => waiting = open.pop().unwrap_or_default(),
            // A list goes on beside its members, not below them, unless it is one of type arguments.
            b',' if in_angles => {}
            b';' | b',' => {
                waiting = open.last().copied().unwrap_or_default();
                in_angles = false;
            }
            b'<' => {
                waiting += 1;
                in_angles = true;
            }
            _ if word && in_word || byte.is_ascii_whitespace() => {}
            _ => waiting += 1,
        }
        in_word = word;
        deepest = deepest.max(waiting);
        tries.pass(at, byte);
        if open.len() > MOST_BRACKETS || waiting > MOST_WAITING || tries.are_too_many() {
            return Err(at as u32);
        }
    }
    Ok(deepest)
}
