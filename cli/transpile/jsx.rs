//! JSX, which no runtime but Deno and Bun runs as it stands.

use swc_common::Mark;
use swc_ecma_transforms_react::{Options, Runtime, jsx};

use super::{File, Source};

/// What a project makes of JSX.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Jsx {
    /// Calls of what `jsx-runtime` of a package exports, `react` where nothing is said.
    Automatic { source: Option<String> },
    /// Calls of a function in sight, `React.createElement` where nothing is said.
    Classic {
        factory: Option<String>,
        fragment: Option<String>,
    },
}

impl Default for Jsx {
    fn default() -> Self {
        Jsx::Automatic { source: None }
    }
}

impl Jsx {
    fn options(&self) -> Options {
        let any = Options {
            // A tag `a:b` is a name like any other to all but React.
            throw_if_namespace: Some(false),
            ..Options::default()
        };
        match self.clone() {
            Jsx::Automatic { source } => Options {
                runtime: Some(Runtime::Automatic),
                import_source: source.map(Into::into),
                ..any
            },
            Jsx::Classic { factory, fragment } => Options {
                runtime: Some(Runtime::Classic),
                pragma: factory.map(Into::into),
                pragma_frag: fragment.map(Into::into),
                ..any
            },
        }
    }
}

/// Makes calls of the JSX in a file. What a comment in it says, such as `@jsxImportSource`, goes before the project.
pub(super) fn apply(jsx_of_project: &Jsx, file: &mut File, top_level: Mark, unresolved: Mark) {
    let pass = jsx(
        file.map.clone(),
        Some(file.comments.clone()),
        jsx_of_project.options(),
        top_level,
        unresolved,
    );
    file.program.mutate(pass);
}

impl Source<'_> {
    /// Whether its name says that it may hold JSX.
    pub(super) fn has_jsx(self) -> bool {
        self.name.ends_with(".tsx") || self.name.ends_with(".jsx")
    }
}
