//! How often the parser may read a piece of the text, told from its characters alone.
//!
//! It tries: what follows a `<` is read as type arguments, and once more as an operand if it is none; what
//! stands in brackets as parameters, and once more as a value. Where there is such a place within another, all that
//! follows is read several times at each level, by TypeScript's parser as well. So a text of forty characters can
//! keep it for minutes.

/// How often a piece may be read; what people write comes to a thousand. Five seconds at worst.
const MOST_READINGS: u64 = 10_000_000;

/// Readings for each `<` around an expression in a type, as measured where brackets may be patterns as well.
const READINGS_EACH: u64 = 12;

/// What is known of an open bracket, or of the text outside all of them.
#[derive(Clone, Copy)]
struct Open {
    byte: u8,
    /// Each `<` in it that may have opened type arguments.
    angles: u64,
    /// The same around it, up to the expression that it belongs to: more than none, and it may be a type.
    around: u64,
    /// A `?` that may be one of a conditional expression.
    asks: bool,
    /// Arrows after such: in `a ? (b) : c => d` the colon may belong to the function, or to the expression.
    arrows: u32,
    /// How often what stands in it may be read, but for the arrows.
    readings: u64,
}

impl Open {
    /// An expression begins: what follows is a type no more.
    fn holds_expression(&mut self) {
        if self.around > 0 {
            self.read_times(READINGS_EACH * self.around);
            self.around = 0;
        }
    }

    fn with_arrows(&self) -> u64 {
        self.readings
            .saturating_mul(2u64.saturating_pow(self.arrows))
    }

    /// How often what follows may be read, the tries that are open among them.
    fn in_all(&self) -> u64 {
        let angles = self.around + self.angles;
        self.with_arrows()
            .saturating_mul(1.max(READINGS_EACH * angles))
    }

    fn read_times(&mut self, times: u64) {
        self.readings = self.readings.saturating_mul(times);
    }
}

pub(super) struct Tries<'a> {
    text: &'a [u8],
    /// The open brackets, after the text outside all of them.
    open: Vec<Open>,
    /// The two characters before that are no white space, the last one first.
    before: [u8; 2],
}

impl<'a> Tries<'a> {
    pub(super) fn new(text: &'a str) -> Tries<'a> {
        Tries {
            text: text.as_bytes(),
            open: vec![Open {
                byte: 0,
                angles: 0,
                around: 0,
                asks: false,
                arrows: 0,
                readings: 1,
            }],
            before: [b';'; 2],
        }
    }

    pub(super) fn are_too_many(&self) -> bool {
        self.innermost().in_all() > MOST_READINGS
    }

    /// Goes past the character at `at`.
    pub(super) fn pass(&mut self, at: usize, byte: u8) {
        let last = self.open.len() - 1;
        let next = self.text.get(at + 1).copied().unwrap_or(b';');
        let before = self.before[0];
        let inner = &mut self.open[last];
        match byte {
            b'(' | b'[' | b'{' => self.opened(byte),
            b')' | b']' | b'}' if last > 0 => drop(self.open.pop()),
            b';' => (inner.angles, inner.asks, inner.arrows) = (0, false, 0),
            b'<' => inner.angles += 1,
            b'>' if before == b'=' => {
                inner.arrows += u32::from(inner.asks);
                inner.asks = false;
            }
            b'>' => inner.angles = inner.angles.saturating_sub(1),
            // A comparison.
            b'=' if before == b'<' => inner.angles -= 1,
            // A default, of a parameter or of a part of one.
            b'=' if next != b'>' => inner.holds_expression(),
            b'?' if before != b'?' && !b".?:),;".contains(&next) => inner.asks = true,
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            self.before = [byte, before];
        }
    }

    fn opened(&mut self, byte: u8) {
        let outer = *self.innermost();
        let mut inner = Open {
            byte,
            angles: 0,
            around: outer.around + outer.angles,
            asks: false,
            arrows: 0,
            readings: outer.with_arrows(),
        };
        match (byte, self.before) {
            // A key that is computed.
            (b'[', _) if outer.byte == b'{' => inner.holds_expression(),
            // `{ a <b<{ … } }`: what follows a name may belong to it, or begin a signature.
            (b'{', _) if outer.byte == b'{' && outer.angles > 0 => inner.read_times(3),
            // A template, which may have type arguments before it.
            (b'{', [b'$', _]) => inner.read_times(2),
            // `<T>(x)`, which asserts or begins a function.
            (b'(', [b'>', other]) if other != b'=' => inner.read_times(2),
            _ => {}
        }
        self.open.push(inner);
    }

    fn innermost(&self) -> &Open {
        &self.open[self.open.len() - 1]
    }
}
