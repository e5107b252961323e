//! How deep a text can lead the parser, told from its characters alone, before it starts.
//!
//! The parser goes down a level for each bracket, and for each operator or word that waits for what
//! follows it. So what is counted is an upper bound: brackets and words in strings and comments count too.
//!
//! And it tries: what follows a `<` is read as type arguments, and once more as an operand if it is none. A
//! type can hold expressions, as keys and as defaults of parameters, where there may be a `<` again: each such level
//! makes it several times as long, for TypeScript's parser as well.

/// Brackets that may be open at one time.
const MOST_BRACKETS: usize = 1000;

/// Words and operators that may wait for what follows them.
const MOST_WAITING: usize = 200_000;

/// Expressions in types in expressions, one in the other. Each can make it twelve times as long: six take two
/// seconds at worst. People write one or two.
const MOST_TRIES: usize = 6;

/// What is known of an open bracket, or of the text outside all of them.
#[derive(Clone, Copy, Default)]
struct Open {
    byte: u8,
    waiting: usize,
    /// A `<` that may have opened type arguments.
    angles: usize,
    /// It stands in what may be type arguments.
    in_type: bool,
    tries: usize,
}

impl Open {
    fn within(self, byte: u8, waiting: usize) -> Open {
        Open {
            byte,
            waiting,
            angles: 0,
            in_type: self.in_type || self.angles > 0,
            tries: self.tries,
        }
    }

    /// An expression begins: what follows is a type no more.
    fn holds_expression(&mut self) {
        if self.in_type {
            self.in_type = false;
            self.tries += 1;
        }
    }
}

/// The levels that the text may need, or the offset where it becomes too deep.
pub(super) fn depth(text: &str) -> Result<usize, u32> {
    let mut open = vec![Open::default()];
    let (mut waiting, mut deepest) = (0usize, 0usize);
    let (mut in_word, mut in_angles) = (false, false);
    let mut before = b';';
    for (at, byte) in text.bytes().enumerate() {
        let word = byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$' || byte >= 0x80;
        let inner = open.len() - 1;
        let bracket = &mut open[inner];
        match byte {
            b'(' | b'[' | b'{' => {
                waiting += 1;
                let mut next = bracket.within(byte, waiting);
                if byte == b'[' && bracket.byte == b'{' && matches!(before, b'{' | b',' | b';') {
                    next.holds_expression();
                }
                open.push(next);
            }
            b')' | b']' | b'}' => {
                waiting = bracket.waiting;
                if inner > 0 {
                    open.pop();
                }
            }
            // A list goes on beside its members, not below them, unless it is one of type arguments.
            b',' if in_angles => {}
            b';' | b',' => {
                waiting = bracket.waiting;
                in_angles = false;
            }
            b'<' => {
                waiting += 1;
                bracket.angles += 1;
                in_angles = true;
            }
            _ if word && in_word || byte.is_ascii_whitespace() => {}
            _ => waiting += 1,
        }
        match byte {
            b';' => open[inner].angles = 0,
            b'>' if before != b'=' => open[inner].angles = open[inner].angles.saturating_sub(1),
            // A default, of a method as well: its parameters are brackets of their own.
            b'=' if open[inner].byte == b'(' => open[inner].holds_expression(),
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
        in_word = word;
        deepest = deepest.max(waiting);
        let tries = open.last().map_or(0, |bracket| bracket.tries);
        if open.len() > MOST_BRACKETS || waiting > MOST_WAITING || tries > MOST_TRIES {
            return Err(at as u32);
        }
    }
    Ok(deepest)
}
