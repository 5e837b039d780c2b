//! What stands above and below the table: the title, what a reader must know, what the signs mean.

use crate::map::sheet::layout::{Draft, MARGIN, bold, regular};
use crate::map::sheet::marks;
use crate::map::sheet::scene::Item;
use crate::map::sheet::text::Block;
use crate::map::sheet::{Fact, Words};

/// The widths of a fact: of a few words, and of a sentence.
const FACT: (f64, f64) = (190.0, 400.0);
/// From how many characters on a fact is a sentence.
const SENTENCE: usize = 48;
/// What is kept free between facts, and between entries of the key.
const GAP: f64 = 24.0;

impl Draft<'_, '_> {
    /// The title and the facts.
    pub(super) fn head(&mut self) {
        let (flow, width) = (self.sheet.title.direction, self.width() - 2.0 * MARGIN);
        let sheet = self.sheet;
        for (words, look, gap) in [(&sheet.kicker, bold(13.0, "accent"), 2.0), (&sheet.title, bold(30.0, "ink"), 14.0)]
        {
            let block = self.set(words, look, width, flow);
            let height = block.height;
            self.frame(flow, MARGIN, width, height);
            self.put(block, MARGIN, self.y);
            self.y += height + gap;
        }
        let facts: Vec<_> = sheet.facts.iter().map(|fact| self.fact(fact)).collect();
        self.flow(facts);
        self.y += 8.0;
    }

    /// A fact, set: its width, its name and what it says.
    fn fact(&mut self, fact: &Fact) -> (f64, Vec<Block>) {
        let flow = self.sheet.title.direction;
        let width = if fact.value.text.chars().count() > SENTENCE { FACT.1 } else { FACT.0 };
        let name = self.set(&fact.name, regular(12.0, "ink-3"), width, flow);
        (width, vec![name, self.set(&fact.value, regular(14.0, "ink"), width, flow)])
    }

    /// Puts stacks of blocks beside each other, and on further rows where they have no room.
    fn flow(&mut self, stacks: Vec<(f64, Vec<Block>)>) {
        let (flow, end) = (self.sheet.title.direction, self.width() - MARGIN);
        let (mut start, mut lowest) = (MARGIN, 0.0_f64);
        for (width, blocks) in stacks {
            if start > MARGIN && start + width > end {
                self.y += lowest + 10.0;
                (start, lowest) = (MARGIN, 0.0);
            }
            let height: f64 = blocks.iter().map(|block| block.height).sum();
            let mut top = self.y;
            let frame = self.frame(flow, start, width, height);
            for block in blocks {
                let height = block.height;
                self.put(block, frame.left, top);
                top += height;
            }
            start += width + GAP;
            lowest = lowest.max(height);
        }
        self.y += lowest;
    }

    /// What the signs mean, and whose map it is.
    pub(super) fn foot(&mut self) {
        const SIGN: f64 = 20.0;
        self.y += 12.0;
        let (flow, end) = (self.sheet.title.direction, self.width() - MARGIN);
        let (mut start, mut height) = (MARGIN, 0.0_f64);
        for (sign, words) in &self.sheet.key {
            let block = self.set(words, regular(12.0, "ink-3"), end - MARGIN - SIGN, flow);
            // The box is as wide as its words and not as the room they were set in.
            let block = fitted(block);
            let width = SIGN + block.width;
            if start > MARGIN && start + width > end {
                self.y += height + 4.0;
                (start, height) = (MARGIN, 0.0);
            }
            let frame = self.frame(flow, start, width, block.height);
            let middle = (self.left(flow, start, 14.0) + 7.0, frame.top + block.height / 2.0);
            self.items.extend(marks::sign(*sign, middle).into_iter().map(Item::Shape));
            height = height.max(block.height);
            let left = self.left(flow, start + SIGN, block.width);
            self.put(block, left, frame.top);
            start += width + GAP;
        }
        self.y += height + 6.0;
        let footer: Words = self.sheet.footer.clone();
        let width = end - MARGIN;
        let block = self.set(&footer, regular(12.0, "ink-3"), width, flow);
        let height = block.height;
        self.frame(flow, MARGIN, width, height);
        self.put(block, MARGIN, self.y);
        self.y += height;
    }
}

/// A block that begins at its own left edge, whatever room it was set in.
pub(super) fn fitted(mut block: Block) -> Block {
    let left = block.lines.iter().map(|line| line.x).reduce(f64::min).unwrap_or(0.0);
    block.lines.iter_mut().for_each(|line| line.x -= left);
    block
}
