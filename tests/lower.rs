//! TypeScript lowered to JavaScript: one fixture each, as the cache of `knit run` holds it.

use std::fs;

use crate::project::{Project, expect, stdout};

#[test]
fn fixtures() {
    let project = Project::new(&[]);
    insta::glob!("fixtures/lower/*.ts", |path| {
        let output = project.knit(&["transpile", path.to_str().expect("our own names are UTF-8")]);
        expect(&output, 0);
        let said = stdout(&output);
        let lowered = said.lines().next().expect("it names a file");
        let lowered = fs::read_to_string(lowered).expect("it is there");
        let (code, map) = lowered
            .split_once("//# sourceMappingURL=")
            .expect("it ends with a source map");
        assert!(map.starts_with("data:application/json"));
        insta::assert_snapshot!(code);
    });
}
