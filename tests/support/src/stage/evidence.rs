//! What is seen of a stage: the app's log and the screen; and what is kept of both where a test
//! fails.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use super::Stage;
use crate::{App, eventually};

impl Stage {
    /// Everything the app has logged so far.
    #[must_use]
    pub fn app_log(&self) -> String {
        let Ok(files) = std::fs::read_dir(self.data_folder().join("logs")) else {
            return String::new();
        };
        let mut paths: Vec<_> = files.flatten().map(|file| file.path()).collect();
        paths.sort();
        paths.iter().filter_map(|path| std::fs::read_to_string(path).ok()).collect()
    }

    /// Takes a picture of the whole screen once the app has painted on it.
    pub async fn take_picture_of(&self, app: &App, path: &Path) -> Result<()> {
        // A window is mapped before its first frame is there: a file this small can
        // only be one flat colour.
        const FLAT: u64 = 4_000;
        eventually("the window to be painted", || async {
            app.is_painted().await.ok()?;
            self.take_picture(path).ok()?;
            (path.metadata().ok()?.len() > FLAT).then_some(())
        })
        .await
    }

    /// Takes a picture of the whole screen as it is.
    pub fn take_picture(&self, path: &Path) -> Result<()> {
        let mut import = std::process::Command::new("import");
        import.envs(self.environment.iter().map(|(name, value)| (name, value)));
        let taken = import.args(["-window", "root"]).arg(path).status();
        ensure!(taken.context("import (ImageMagick)")?.success(), "no picture could be taken");
        Ok(())
    }

    /// Keeps what helps to understand a failure: the screen and every log.
    fn leave_evidence(&self) -> Result<PathBuf> {
        let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target");
        let folder = target.join("window-failures").join(&self.name);
        std::fs::create_dir_all(&folder)?;
        let folder = folder.canonicalize()?;
        std::fs::write(folder.join("patchbay.log"), self.app_log())?;
        for log in std::fs::read_dir(self.logs())?.flatten() {
            std::fs::copy(log.path(), folder.join(log.file_name()))?;
        }
        self.take_picture(&folder.join("screen.png"))?;
        Ok(folder)
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if std::thread::panicking() {
            match self.leave_evidence() {
                Ok(folder) => eprintln!("the screen and the logs are in {}", folder.display()),
                Err(error) => eprintln!("not all evidence could be kept: {error:#}"),
            }
        }
    }
}
