//! What `knit gen` is to do: from the command line, else from `knit.json`.

use std::env;
use std::path::{Path, PathBuf};

use knit_codegen::emit::INFERRED;

use super::refresh::{belonging, pools_below};
use crate::args::{Compiler, Deny, GenArgs};
use crate::config::Config;
use crate::disk;
use crate::exit::Failure;

/// One task module, and where what is made of it goes.
pub(crate) struct Job {
    pub(crate) module: PathBuf,
    pub(crate) folder: PathBuf,
    pub(crate) infer: Option<Compiler>,
}

/// What to do with all modules.
#[derive(Default)]
pub(super) struct Plan {
    pub(super) jobs: Vec<Job>,
    pub(super) deny: Option<Deny>,
    /// Compare, and write nothing.
    pub(super) check: bool,
    /// Where folders of modules that are gone may be: below the folder of `knit.json`.
    pub(super) root: Option<PathBuf>,
    /// Whether the folders are others than `knit gen` would take by itself.
    elsewhere: bool,
}

impl Plan {
    /// What the command line says, else what `knit.json` says.
    pub(super) fn of(args: &GenArgs) -> Result<Plan, Failure> {
        let config = match args.modules.is_empty() {
            true => Some(Config::find()?.ok_or_else(no_modules)?),
            false => None,
        };
        let modules = match &config {
            Some(config) => config.task_modules()?,
            None => args.modules.clone(),
        };
        let config = config.as_ref();
        let out = args.out.clone().or_else(|| config.and_then(Config::out));
        let infer = args.infer.or(config.and_then(|config| config.infer));
        Ok(Plan {
            jobs: jobs(modules, out.as_deref(), config.is_some(), infer)?,
            deny: args.deny.or(config.and_then(|config| config.deny)),
            check: args.check,
            root: config.map(|config| config.folder.clone()),
            elsewhere: args.out.is_some(),
        })
    }

    /// What `knit.json` says, if there is one.
    pub(super) fn configured() -> Result<Option<Plan>, Failure> {
        let Some(config) = Config::find()? else {
            return Ok(None);
        };
        let modules = config.task_modules()?;
        Ok(Some(Plan {
            jobs: jobs(modules, config.out().as_deref(), true, config.infer)?,
            deny: config.deny,
            root: Some(config.folder),
            ..Plan::default()
        }))
    }

    /// Modules whose folders are known already.
    pub(super) fn of_jobs(jobs: Vec<Job>) -> Plan {
        Plan {
            jobs,
            ..Plan::default()
        }
    }

    /// The command that makes the files of `job`.
    pub(super) fn command(&self, job: &Job) -> String {
        if self.root.is_some() && !self.elsewhere {
            return "knit gen".to_owned();
        }
        let infer = job.infer.map_or("", |_| INFERRED);
        let out = match job.folder == folder(&job.module, None, true) {
            true => String::new(),
            false => format!(" --out {}", quoted(&job.folder)),
        };
        format!("knit gen{infer} {}{out}", quoted(&job.module))
    }
}

/// As a shell takes it for one word.
fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let plain = |character: char| character.is_alphanumeric() || "/._-+@:,=".contains(character);
    match text.chars().all(plain) {
        true => text,
        false => format!("'{}'", text.replace('\'', r"'\''")),
    }
}

/// These modules; without any, those of `knit.json`, or every one below this folder that has a generated folder.
pub(crate) fn known_jobs(modules: &[PathBuf]) -> Result<Vec<Job>, Failure> {
    if !modules.is_empty() {
        return jobs(modules.to_vec(), None, false, None);
    }
    if let Some(plan) = Plan::configured()? {
        return Ok(plan.jobs);
    }
    let here = env::current_dir().map_err(|error| Failure::io("read", Path::new("."), error))?;
    let jobs: Vec<Job> = pools_below(&here)?
        .iter()
        .filter_map(|pool| belonging(pool))
        .collect();
    match jobs.is_empty() {
        true => Err(Failure::Usage(
            "no generated folder here; name a task module".to_owned(),
        )),
        false => Ok(jobs),
    }
}

fn no_modules() -> Failure {
    Failure::Usage(
        "no task modules; write `knit gen src/tasks.ts`, or name them in a `knit.json`".to_owned(),
    )
}

/// `named`: each module gets a folder of its own in `out`, also where it is the only one.
fn jobs(
    modules: Vec<PathBuf>,
    out: Option<&Path>,
    named: bool,
    infer: Option<Compiler>,
) -> Result<Vec<Job>, Failure> {
    let alone = modules.len() == 1 && !named;
    let job = |module: PathBuf| Job {
        folder: folder(&module, out, alone),
        module,
        infer,
    };
    let jobs: Vec<Job> = modules.into_iter().map(job).collect();
    for (index, job) in jobs.iter().enumerate() {
        refuse_one_folder_for_two(&jobs[..index], job)?;
    }
    Ok(jobs)
}

/// `src/tasks.knit` for `src/tasks.ts`, or the same within `out`; `out` itself for a module alone.
fn folder(module: &Path, out: Option<&Path>, alone: bool) -> PathBuf {
    let beside = module.with_extension("knit");
    match out {
        None => beside,
        Some(out) if alone => out.to_owned(),
        Some(out) => out.join(beside.file_name().unwrap_or_default()),
    }
}

fn refuse_one_folder_for_two(earlier: &[Job], job: &Job) -> Result<(), Failure> {
    let is_taken = |other: &&Job| {
        other.folder == job.folder && disk::normal(&other.module) != disk::normal(&job.module)
    };
    match earlier.iter().find(is_taken) {
        None => Ok(()),
        Some(other) => Err(Failure::Usage(format!(
            "`{}` and `{}` would both be written to `{}`; rename one, or generate each with an `--out` of its own",
            other.module.display(),
            job.module.display(),
            job.folder.display()
        ))),
    }
}
