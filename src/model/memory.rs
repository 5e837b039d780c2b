//! What resolving remembers from one handbook to the next.
//!
//! Most of an atlas comes of one page's files and of what names stand for. Where the files are the same documents and
//! the names stand for the same, what came of them is given out again, with its diagnostics: the same values, so that
//! who compares two atlases sees at once what is the same. Where the settings differ nothing is remembered.

use std::collections::HashMap;
use std::sync::Arc;

use crate::data::Table;
use crate::diag::Diagnostic;
use crate::model::frame::{Frame, Text};
use crate::model::pages::{Families, Family};
use crate::model::resolve::{Names, Options};
use crate::model::{Atlas, Lang, PageId, PersonaId, Scores, Stage, StageId, Step, StepId};
use crate::parse::page::Document;
use crate::parse::settings::Settings;
use crate::source::{FilePath, Sources};

/// What came of the handbook before.
#[derive(Debug, Default)]
pub struct Memory {
    known: Option<(Settings, Options)>,
    names: Names,
    stages: HashMap<FilePath, KeptStage>,
    frame: Option<(blake3::Hash, Frame)>,
}

/// What a stage was made from, beside names: its files, where it stands, and who goes on its journey.
#[derive(Debug, PartialEq)]
pub(super) struct StageKey {
    pub page: PageId,
    pub id: StageId,
    pub number: usize,
    pub first_step: StepId,
    pub first_number: usize,
    pub journey: PageId,
    pub personas: Vec<PersonaId>,
}

#[derive(Debug)]
pub(super) struct KeptStage {
    pub files: Files,
    pub key: StageKey,
    pub stage: Arc<Stage>,
    pub scores: Scores,
    pub steps: Vec<Arc<Step>>,
    pub problems: Vec<Diagnostic>,
}

/// The files of a family, compared as values of this process and not word by word: who reads files remembers them.
#[derive(Debug)]
pub(super) struct Files(Vec<(Lang, Arc<Document>)>);

impl Files {
    pub fn of(family: &Family) -> Self {
        Self(family.files().map(|(lang, document)| (lang, document.clone())).collect())
    }

    pub fn are_those_of(&self, family: &Family) -> bool {
        let mut own = family.files();
        let same = |(lang, known): &(Lang, Arc<Document>)| {
            own.next().is_some_and(|(own, document)| own == *lang && Arc::ptr_eq(known, document))
        };
        self.0.iter().all(same) && own.next().is_none()
    }
}

impl Memory {
    /// Forgets all that other settings went into.
    pub(super) fn begin(&mut self, settings: &Settings, options: Options) {
        if self.known.as_ref().is_none_or(|(known, own)| known != settings || *own != options) {
            *self = Self { known: Some((settings.clone(), options)), ..Self::default() };
        }
    }

    /// Forgets all that other names went into.
    pub(super) fn begin_names(&mut self, names: &Names) {
        if self.names != *names {
            self.stages.clear();
            self.names = names.clone();
        }
    }

    /// The stages, to be put back when they have been looked through: what is not put back is forgotten.
    pub(super) fn take_stages(&mut self) -> HashMap<FilePath, KeptStage> {
        std::mem::take(&mut self.stages)
    }

    pub(super) fn keep_stages(&mut self, stages: HashMap<FilePath, KeptStage>) {
        self.stages = stages;
    }

    /// The frame, if these are the heads that it was made from.
    pub(super) fn take_frame(
        &mut self,
        documents: &[Arc<Document>],
        tables: &[Arc<Table>],
        sources: &Sources,
    ) -> Option<(blake3::Hash, Frame)> {
        self.frame.take_if(|(_, frame)| frame.heads.are_those_of(documents, tables, sources))
    }

    /// The texts of another frame, as far as they lead to the same places in a handbook of this shape.
    pub(super) fn take_texts(&mut self, shape: blake3::Hash) -> Vec<Text> {
        self.frame.take().filter(|(known, _)| *known == shape).map(|(_, frame)| frame.texts).unwrap_or_default()
    }

    pub(super) fn keep_frame(&mut self, shape: blake3::Hash, frame: Frame) {
        self.frame = Some((shape, frame));
    }
}

/// Tells handbooks apart by which pages and files they have: where links lead depends on it.
pub(super) fn shape(atlas: &Atlas, families: &Families, sources: &Sources) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    let mut add = |text: &str| {
        hasher.update(text.as_bytes()).update(&[0]);
    };
    for page in atlas.pages.iter() {
        add(&page.id);
        add(&format!("{:?}", page.kind));
    }
    for family in &families.all {
        family.files().for_each(|(_, document)| add(document.path.as_str()));
        add(&family.page.0.to_string());
    }
    families.drafts.iter().for_each(|draft| add(draft));
    families.draft_files.iter().for_each(|file| add(file.as_str()));
    families.draft_folders.iter().for_each(|folder| add(folder));
    sources.files.keys().for_each(|path| add(path.as_str()));
    hasher.finalize()
}
