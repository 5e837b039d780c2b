//! What the browsers are told while they listen.
//!
//! In: snapshots as they come. Out: a stream of server-sent events for each browser. Promises: a browser that reads
//! slowly is told of the newest snapshot only, one that doesn't read at all is let go; what waits for it is one
//! event.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::{OwnedSemaphorePermit, mpsc, watch};
use tokio::time::timeout;

use crate::serve::body::Body;
use crate::serve::snapshot::Snapshot;

/// A sign of life comes so often, so that a browser that has gone away is noticed.
const SIGN_OF_LIFE: Duration = Duration::from_secs(15);

/// Tells a browser of the snapshot that there is, and of each that follows, until it goes away.
pub fn stream(
    mut snapshots: watch::Receiver<Option<Arc<Snapshot>>>,
    mut seen: Option<(String, u64)>,
    permit: OwnedSemaphorePermit,
) -> Body {
    let (sender, receiver) = mpsc::channel(1);
    tokio::spawn(async move {
        let _permit = permit;
        snapshots.mark_changed();
        loop {
            let part = match timeout(SIGN_OF_LIFE, snapshots.changed()).await {
                Ok(Ok(())) => {
                    let Some(snapshot) = snapshots.borrow_and_update().clone() else { continue };
                    let part = event(&snapshot, seen.as_ref().map(|(run, revision)| (run.as_str(), *revision)));
                    seen = Some((snapshot.run.to_string(), snapshot.revision));
                    part
                }
                Ok(Err(_)) => return,
                Err(_) => Bytes::from_static(b":\n\n"),
            };
            if sender.send(Ok(part)).await.is_err() {
                return;
            }
        }
    });
    Body::Sent(receiver)
}

/// Reads the name of a snapshot, `run-revision`.
pub fn parse_id(id: &str) -> Option<(String, u64)> {
    let (run, revision) = id.rsplit_once('-')?;
    Some((run.to_owned(), revision.parse().ok()?))
}

fn event(snapshot: &Snapshot, seen: Option<(&str, u64)>) -> Bytes {
    let news = serde_json::to_string(&snapshot.news(seen)).unwrap_or_else(|_| "{}".to_owned());
    format!("retry: 500\nid: {}\ndata: {news}\n\n", snapshot.id()).into()
}
