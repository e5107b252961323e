//! `--format sarif`: a log in the format of OASIS SARIF 2.1.0, which code-scanning services take.

use std::collections::BTreeSet;
use std::fmt::Write;

use knit_codegen::codes;
use serde_json::{Value, json};

use super::{Finding, Place};

pub(super) fn log(findings: &[Finding]) -> Value {
    let named: BTreeSet<&str> = findings.iter().map(|found| found.code.as_str()).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": {
                    "name": "knit",
                    "version": env!("CARGO_PKG_VERSION"),
                    "rules": named.into_iter().map(rule).collect::<Vec<_>>(),
                },
            },
            "columnKind": "unicodeCodePoints",
            "results": findings.iter().map(result).collect::<Vec<_>>(),
        }],
    })
}

fn rule(code: &str) -> Value {
    let text = codes::explain(code).unwrap_or("Generated files are not what they should be.");
    json!({
        "id": code,
        "shortDescription": { "text": first_sentence(text) },
        "fullDescription": { "text": text.trim() },
    })
}

fn first_sentence(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let end = words.iter().position(|word| word.ends_with(['.', ':']));
    words[..end.map_or(words.len(), |end| end + 1)].join(" ")
}

fn result(found: &Finding) -> Value {
    let lines = [&found.message].into_iter().chain(&found.help);
    let message: Vec<&str> = lines.map(String::as_str).collect();
    let others = found.places.iter().skip(1).enumerate();
    json!({
        "ruleId": found.code,
        "level": found.severity,
        "message": { "text": message.join("\n") },
        "locations": found.places.iter().take(1).map(location).collect::<Vec<_>>(),
        "relatedLocations": others
            .map(|(id, place)| {
                let mut location = location(place);
                location["id"] = json!(id);
                location
            })
            .collect::<Vec<_>>(),
    })
}

fn location(place: &Place) -> Value {
    let mut location = json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri(&place.file) },
            "region": {
                "startLine": place.line,
                "startColumn": place.column,
                "endLine": place.end_line,
                "endColumn": place.end_column,
            },
        },
    });
    if !place.label.is_empty() {
        location["message"] = json!({ "text": place.label });
    }
    location
}

/// A path as a relative URI reference (RFC 3986).
fn uri(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            _ => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}
