//! Watching the firm's folder: a file that is saved is on its card a moment later.

use std::sync::Arc;

use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use patchbay_store::make_private;

use super::Catalogue;

/// Holds the watch. Dropping it ends it.
#[derive(Debug)]
pub struct Watching {
    _watcher: RecommendedWatcher,
}

impl Catalogue {
    /// Reads the firm's folder, making it if need be, and again whenever something in
    /// it changes; `changed` is called when that made a difference.
    ///
    /// # Errors
    /// When the system cannot watch the folder. What was read stays.
    pub fn watch(
        self: &Arc<Self>,
        changed: impl Fn() + Send + 'static,
    ) -> notify::Result<Watching> {
        if let Err(error) = make_private(&self.folder) {
            tracing::warn!(%error, "the folder for the firm's own providers cannot be made");
        }
        let catalogue = Arc::clone(self);
        let mut watcher =
            notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
                match event {
                    // Reading is not a change, and reading is what this does.
                    Ok(event) if event.kind.is_access() => return,
                    Ok(_) => {}
                    Err(error) => tracing::warn!(%error, "a change of the folder was not told"),
                }
                if catalogue.read_own() {
                    tracing::info!("the firm's own providers were read again");
                    changed();
                }
            })?;
        // The watch first, then the reading: a file saved in between is read twice,
        // not missed.
        let watched = watcher.watch(&self.folder, RecursiveMode::NonRecursive);
        self.read_own();
        watched?;
        Ok(Watching { _watcher: watcher })
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::mpsc;
    use std::time::Duration;

    use super::*;

    const GOOD: &str = include_str!("../../../providers/tests/fixtures/small.toml");

    /// Only to fail instead of hanging; a test that passes never waits this long.
    const PATIENCE: Duration = Duration::from_secs(30);

    #[test]
    fn a_file_that_is_saved_broken_and_mended_is_noticed_each_time() {
        let home = tempfile::tempdir().unwrap();
        let catalogue = Arc::new(Catalogue::in_folder(home.path()));
        let (tell, heard) = mpsc::channel();
        let watching = catalogue.watch(move || tell.send(()).unwrap()).unwrap();
        assert!(catalogue.folder().is_dir(), "the folder is made");

        let file = catalogue.folder().join("small.toml");
        let wait_until = |there: &dyn Fn(&super::super::OwnFiles) -> bool| {
            while !there(&catalogue.own()) {
                heard.recv_timeout(PATIENCE).expect("a change is told");
            }
        };
        fs::write(&file, GOOD).unwrap();
        wait_until(&|own| own.good.len() == 1 && own.broken.is_empty());
        fs::write(&file, "id = ").unwrap();
        wait_until(&|own| own.good.is_empty() && own.broken.len() == 1);
        fs::write(&file, GOOD).unwrap();
        wait_until(&|own| own.good.len() == 1 && own.broken.is_empty());
        fs::remove_file(&file).unwrap();
        wait_until(&|own| own.good.is_empty());
        drop(watching);
    }
}
