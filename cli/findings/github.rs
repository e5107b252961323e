//! `--format github`: the workflow commands that GitHub Actions turns into annotations.

use std::fmt::Write;

use super::Finding;

/// `::error file=tasks.ts,line=1,col=8::…`, one line each.
pub(super) fn commands(findings: &[Finding]) -> String {
    let mut text = String::new();
    for finding in findings {
        let command = match finding.severity {
            "note" => "notice",
            other => other,
        };
        let lines = [&finding.message].into_iter().chain(&finding.help);
        let message: Vec<String> = lines.map(|line| data(line)).collect();
        let _ = writeln!(
            text,
            "::{command} {}title={}::{}",
            properties(finding),
            property(&format!("knit {}", finding.code)),
            message.join("%0A")
        );
    }
    text
}

/// Where it is, if it is anywhere.
fn properties(finding: &Finding) -> String {
    finding.places.first().map_or_else(String::new, |place| {
        let file = property(&place.file);
        format!(
            "file={file},line={},col={},endLine={},endColumn={},",
            place.line, place.column, place.end_line, place.end_column
        )
    })
}

fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
