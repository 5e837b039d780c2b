//! Writing that nobody waits for.
//!
//! In: text, a message at a time. Out: the same on a stream, by a thread of its own. Promises: whoever writes is never held
//! up, whatever reads the stream; what is left out, since nobody read what came before, is counted. Deliberately not
//! here: what is said.

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, Sender, SyncSender, TryRecvError};
use std::thread;
use std::time::Duration;

use crate::diag::plural;

/// How many messages wait to be written; those beyond are left out.
const WAITING: usize = 64;

/// A stream that is written to by a thread of its own.
#[derive(Clone)]
pub struct Scribe {
    queue: SyncSender<Item>,
    left_out: Arc<AtomicUsize>,
}

enum Item {
    Text(String),
    /// Somebody wants to know when all before it is written.
    Mark(Sender<()>),
}

impl Scribe {
    /// Takes a stream.
    pub fn new(stream: impl Write + Send + 'static) -> Self {
        let (queue, items) = mpsc::sync_channel(WAITING);
        let left_out = Arc::new(AtomicUsize::new(0));
        let counted = left_out.clone();
        thread::spawn(move || write_all(stream, &items, &counted));
        Self { queue, left_out }
    }

    /// Hands a message over, or counts it where too many wait already.
    pub fn write(&self, text: &str) {
        let missed = self.left_out.swap(0, Ordering::Relaxed);
        if self.queue.try_send(Item::Text(note(missed) + text)).is_err() {
            self.left_out.fetch_add(missed + 1, Ordering::Relaxed);
        }
    }

    /// Waits until all is written, but no longer than `patience`.
    pub fn settle(&self, patience: Duration) {
        let (written, mark) = mpsc::channel();
        if self.queue.try_send(Item::Mark(written)).is_ok() {
            // Where it takes longer, nobody reads.
            let _ = mark.recv_timeout(patience);
        }
    }
}

fn note(missed: usize) -> String {
    match missed {
        0 => String::new(),
        _ => format!("({} left out here, since nobody read what came before)\n", plural(missed, "message")),
    }
}

fn write_all(mut stream: impl Write, items: &Receiver<Item>, left_out: &AtomicUsize) {
    // A reader that has gone away is no failure.
    let mut write = |text: &str| drop(stream.write_all(text.as_bytes()).and_then(|()| stream.flush()));
    loop {
        let next = match items.try_recv() {
            Ok(item) => item,
            Err(TryRecvError::Disconnected) => return,
            Err(TryRecvError::Empty) => {
                write(&note(left_out.swap(0, Ordering::Relaxed)));
                match items.recv() {
                    Ok(item) => item,
                    Err(_) => return,
                }
            }
        };
        match next {
            Item::Text(text) => write(&text),
            Item::Mark(written) => drop(written.send(())),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, Write};
    use std::sync::mpsc::{self, Receiver, Sender};
    use std::time::{Duration, Instant};

    use super::{Scribe, WAITING};

    /// A stream whose reader takes nothing before it is told to.
    struct Pipe {
        begun: Sender<()>,
        may_write: Receiver<()>,
        read: Sender<String>,
    }

    impl Write for Pipe {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let _ = self.begun.send(());
            let _ = self.may_write.recv();
            let _ = self.read.send(String::from_utf8_lossy(bytes).into_owned());
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn nobody_waits_for_a_reader_who_takes_nothing() {
        let (go, may_write) = mpsc::channel();
        let (read, reader) = mpsc::channel();
        let (begun, has_begun) = mpsc::channel();
        let scribe = Scribe::new(Pipe { begun, may_write, read });
        let start = Instant::now();
        let many = 1_000;
        scribe.write("0\n");
        has_begun.recv_timeout(Duration::from_secs(20)).expect("it is being written");
        (1..many).for_each(|n| scribe.write(&format!("{n}\n")));
        scribe.settle(Duration::from_millis(10));
        assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
        drop(go);
        let mut lines = Vec::new();
        while let Ok(text) = reader.recv_timeout(Duration::from_secs(20)) {
            lines.push(text.clone());
            if text.contains("left out") {
                break;
            }
        }
        let note = lines.pop().expect("a note");
        let written: Vec<String> = (0..lines.len()).map(|n| format!("{n}\n")).collect();
        assert_eq!(lines, written, "the first ones, in order");
        assert_eq!(lines.len(), WAITING + 1);
        assert_eq!(
            note,
            format!("({} messages left out here, since nobody read what came before)\n", many - lines.len())
        );
        scribe.write("again\n");
        scribe.settle(Duration::from_secs(20));
        assert_eq!(reader.try_recv().as_deref(), Ok("again\n"));
    }
}
