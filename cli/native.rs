//! Where the native module of this platform lies.
//!
//! Owns the order in which places are looked at. Not finding one is no error: thread workers need none.

use std::env;
use std::path::{Path, PathBuf};

/// Its name in the runtime package, whatever the platform.
pub(crate) const FILE: &str = "knit.node";

/// Beside the program, then where cargo leaves it, then in the package that npm installs for this platform.
pub(crate) fn find(project: &Path) -> Option<PathBuf> {
    let program = env::current_exe().and_then(|path| path.canonicalize()).ok();
    let beside = program.as_deref().and_then(Path::parent);
    let built = format!(
        "{}knit_node{}",
        env::consts::DLL_PREFIX,
        env::consts::DLL_SUFFIX
    );
    let installed = Path::new("node_modules")
        .join("@knit")
        .join(platform())
        .join(FILE);
    let own = beside
        .into_iter()
        .flat_map(|folder| [folder.join(FILE), folder.join("deps").join(&built)]);
    own.chain(project.ancestors().map(|folder| folder.join(&installed)))
        .find(|path| path.is_file())
}

/// As npm calls it: `linux-x64`.
fn platform() -> String {
    let system = match env::consts::OS {
        "macos" => "darwin",
        "windows" => "win32",
        other => other,
    };
    let processor = match env::consts::ARCH {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        other => other,
    };
    format!("{system}-{processor}")
}
