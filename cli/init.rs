//! `knit init`: the first files of a project.
//!
//! Owns the two files, and that nothing is written over what is there.

use std::path::Path;

use crate::args::InitArgs;
use crate::config;
use crate::exit::Failure;
use crate::save::save;

const CONFIG: &str = r#"{
  "modules": ["src/tasks.ts"]
}
"#;

const TASKS: &str = r#"/** What `knit gen` makes a pool for: every exported function is a task. */
export function greet(name: string): string {
  return `hello, ${name}`;
}
"#;

/// The command.
pub(crate) fn run(args: &InitArgs) -> Result<(), Failure> {
    let config = args.dir.join(config::FILE);
    if config.exists() {
        return Err(Failure::Usage(format!(
            "`{}` is there already",
            config.display()
        )));
    }
    let tasks = args.dir.join("src/tasks.ts");
    write(&config, CONFIG)?;
    if !tasks.exists() {
        write(&tasks, TASKS)?;
    }
    eprintln!("next: knit gen, then import `./tasks.knit/pool.ts`");
    Ok(())
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    save(path, text.as_bytes())?;
    eprintln!("{}: written", path.display());
    Ok(())
}
