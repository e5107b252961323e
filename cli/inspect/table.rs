//! Places in a fixed part as a table: in the order of their offsets, with what lies between them.

use std::fmt::Write;

/// Bytes from `offset` on.
pub(super) struct Row {
    offset: u32,
    size: u32,
    name: String,
    what: String,
}

impl Row {
    pub(super) fn new(offset: u32, size: u32, name: &str, what: String) -> Row {
        Row {
            offset,
            size,
            name: name.to_owned(),
            what,
        }
    }
}

/// A fixed part of `size` bytes.
pub(super) struct Table {
    size: u32,
    rows: Vec<Row>,
}

impl Table {
    pub(super) fn new(size: u32) -> Table {
        Table {
            size,
            rows: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, row: Row) {
        self.rows.push(row);
    }

    /// A line with the sums, and one for each row.
    pub(super) fn draw(mut self, tail: bool) -> String {
        let padding = self.fill();
        let mut text = count(self.size);
        if padding > 0 {
            let _ = write!(text, ", {padding} of them padding");
        }
        if tail {
            text.push_str(", and a tail");
        }
        text.push('\n');
        if self.rows.is_empty() {
            return text;
        }
        let wide = self.rows.iter().map(|row| row.name.chars().count()).max();
        let wide = wide.unwrap_or_default().max("name".len());
        let _ = writeln!(text, "    offset  size  {:wide$}  type", "name");
        for row in &self.rows {
            let Row {
                offset,
                size,
                name,
                what,
            } = row;
            let _ = writeln!(text, "    {offset:>6}  {size:>4}  {name:wide$}  {what}");
        }
        text
    }

    /// Adds a row for each gap; returns how many bytes they have.
    fn fill(&mut self) -> u32 {
        self.rows.sort_by_key(|row| row.offset);
        let mut gaps = Vec::new();
        let mut end = 0;
        for row in &self.rows {
            if row.offset > end {
                gaps.push((end, row.offset - end));
            }
            end = end.max(row.offset + row.size);
        }
        if self.size > end {
            gaps.push((end, self.size - end));
        }
        let row = |&(offset, size): &(u32, u32)| Row::new(offset, size, "", "padding".to_owned());
        self.rows.extend(gaps.iter().map(row));
        self.rows.sort_by_key(|row| row.offset);
        gaps.iter().map(|(_, size)| size).sum()
    }
}

fn count(bytes: u32) -> String {
    match bytes {
        1 => "1 byte".to_owned(),
        many => format!("{many} bytes"),
    }
}
