//! A handbook that is kept in step with the disk.
//!
//! In: hints. Out: which files changed, and the site that comes of them. Promises: whatever the hints, once they are
//! all taken in, the snapshot is that of a fresh read; a bug in the compiler ends one run and not the preview.
//! Deliberately not here: when to look.

use std::any::Any;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::build::{self, Compiled, Engine, Failure};
use crate::diag::Diagnosed;
use crate::parse::Settings;
use crate::parse::slot::slot;
use crate::source::{FilePath, Folders, Hints, History, SETTINGS, Sources, Watched, last_changes, read_text};

/// How often the settings are looked at again that change while they are read.
const TRIES: usize = 3;

/// What makes a site of a handbook: the engine, or in a test what fails as an engine may.
pub trait Compiler {
    /// Reads a handbook's folder.
    fn read(&self, dir: &Path) -> Result<Sources, Failure>;
    /// Reads the settings.
    fn settings(&self, path: &FilePath, text: &Arc<str>) -> Diagnosed<Settings>;
    /// Makes the site.
    fn compile(&mut self, sources: &Sources) -> Diagnosed<Compiled>;
}

impl Compiler for Engine {
    fn read(&self, dir: &Path) -> Result<Sources, Failure> {
        self.read(dir)
    }

    fn settings(&self, path: &FilePath, text: &Arc<str>) -> Diagnosed<Settings> {
        self.settings(path, text)
    }

    fn compile(&mut self, sources: &Sources) -> Diagnosed<Compiled> {
        self.compile(sources)
    }
}

/// Makes a compiler that remembers nothing.
pub type MakeCompiler = Box<dyn Fn() -> Box<dyn Compiler> + Send>;

/// A handbook, its sources as they were read last, and what compiles it.
pub struct Handbook {
    make_compiler: MakeCompiler,
    compiler: Box<dyn Compiler>,
    text: String,
    /// Its settings, as read last.
    pub settings: Settings,
    folders: Folders,
    /// Its files, as read last.
    pub sources: Sources,
    history: Option<(History, String)>,
}

impl Handbook {
    /// Reads a handbook's folder.
    pub fn open(dir: &Path, make_compiler: MakeCompiler) -> Result<Self, Failure> {
        let compiler = make_compiler();
        let sources = compiler.read(dir)?;
        let text = settings_text(&sources.root);
        let settings = settings(&*compiler, &text);
        let folders = build::folders(&settings);
        let history = history(&sources.root);
        Ok(Self { make_compiler, compiler, text, settings, folders, sources, history })
    }

    /// What on the disk matters to it.
    pub fn watched(&self) -> Watched {
        let mut watched = self.folders.watched(&self.sources.root);
        if self.sources.seen.has_links() {
            watched.trees.insert(self.sources.root.clone());
        }
        let repository = self.sources.root.join(".git");
        watched.names.insert(repository);
        if let Some((history, _)) = &self.history {
            watched.extend(history.watched());
        }
        watched
    }

    /// Looks at what the hints name; returns the files that changed, or nothing where no page can have.
    pub fn refresh(&mut self, hints: &Hints) -> Result<Option<Vec<FilePath>>, Failure> {
        let root = self.sources.root.clone();
        let (mut is_elsewhere, mut touched) = (false, None);
        let former = self.settings.changes_since.as_ref().map(|name| name.value.clone());
        for _ in 0..TRIES {
            let (moved, now) = self.look(hints)?;
            is_elsewhere |= moved;
            if let Some(now) = now {
                let all: BTreeSet<FilePath> = touched.into_iter().flatten().chain(now).collect();
                touched = Some(all.into_iter().collect::<Vec<_>>());
            }
            // Settings that were written between the two looks at them may name files that have not been read.
            if self.sources.text(&FilePath::new(SETTINGS)).map_or("", |text| text) == self.text {
                break;
            }
        }
        let history = history(&root);
        let has_history = is_elsewhere || history != self.history;
        self.history = history;
        let is_otherwise = self.settings.changes_since.as_ref().map(|name| &name.value) != former.as_ref();
        let mut differs = false;
        if has_history || is_otherwise {
            let since = build::since(&root, &self.settings);
            differs = since != self.sources.since;
            self.sources.since = since;
        }
        if has_history {
            let changed = last_changes(&root, &self.folders.content);
            differs |= changed != self.sources.changed;
            self.sources.changed = changed;
        }
        Ok(touched.or_else(|| differs.then(Vec::new)))
    }

    /// Looks once; says whether the pages lie elsewhere now, and which files changed.
    fn look(&mut self, hints: &Hints) -> Result<(bool, Option<Vec<FilePath>>), Failure> {
        let root = self.sources.root.clone();
        let text = settings_text(&root);
        let mut everything = None;
        let mut is_elsewhere = false;
        if text != self.text {
            let settings = settings(&*self.compiler, &text);
            let folders = build::folders(&settings);
            is_elsewhere = folders.content != self.folders.content;
            if folders != self.folders {
                everything = Some(Hints::Everything);
            }
            (self.text, self.settings, self.folders) = (text, settings, folders);
        }
        let hints = everything.as_ref().unwrap_or(hints);
        let touched = self.sources.update(&self.folders, hints).map_err(|error| {
            Failure::new(format!("the handbook's folder `{}` can't be read", root.display()))
                .cause(error)
                .hint("the last preview stays until it is back")
        })?;
        Ok((is_elsewhere, touched))
    }

    /// Compiles it. A panic is a bug of ours: its message is returned, and the compiler begins anew.
    pub fn compile(&mut self) -> Result<Diagnosed<Compiled>, String> {
        let (compiler, sources) = (&mut self.compiler, &self.sources);
        catch_unwind(AssertUnwindSafe(|| compiler.compile(sources))).map_err(|panic| {
            self.compiler = (self.make_compiler)();
            message(&*panic)
        })
    }

    /// The page of the site that a file becomes, relative to the site, if it is a page's file.
    pub fn page_of(&self, path: &FilePath) -> Option<String> {
        let src = &self.settings.src;
        let is_page = path.extension() == "md" && path.as_str().strip_prefix(src.as_str())?.starts_with('/');
        let slot = slot(path, src);
        let language = slot.language.as_ref().map(|tag| {
            let known = self.settings.languages.iter().find(|known| known.tag.value.eq_ignore_ascii_case(tag));
            known.map_or(tag, |known| &known.tag.value)
        });
        let page = match language {
            Some(language) => format!("{language}/{}", slot.output),
            None => slot.output.clone(),
        };
        is_page.then_some(page)
    }

    /// Where a file lies on the disk.
    pub fn on_disk(&self, path: &FilePath) -> PathBuf {
        self.sources.root.join(path.as_str())
    }
}

fn settings_text(root: &Path) -> String {
    // Without it, or where it can't be read, there are the defaults; the compiler says what is wrong.
    read_text(&root.join(SETTINGS)).unwrap_or_default()
}

fn settings(compiler: &dyn Compiler, text: &str) -> Settings {
    compiler.settings(&FilePath::new(SETTINGS), &text.into()).value
}

fn history(root: &Path) -> Option<(History, String)> {
    let history = History::around(root)?;
    let state = history.state();
    Some((history, state))
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("it didn't say why").to_owned()
}
