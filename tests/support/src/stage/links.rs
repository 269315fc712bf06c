//! What the desktop does with a link: who opens it, and which browser it takes a person to.

use std::path::PathBuf;
use std::process::Stdio;

use anyhow::{Result, ensure};

use super::Stage;
use crate::eventually;

impl Stage {
    /// Opens a link as the desktop does when a person clicks it.
    pub async fn open_link(&self, link: &str) -> Result<()> {
        // Not its output: an app that the desktop starts would hold that open.
        let log =
            std::fs::File::options().create(true).append(true).open(self.logs().join("gio.log"))?;
        let mut gio = self.command("gio");
        let status = gio.args(["open", link]).stdout(log.try_clone()?).stderr(log).status().await?;
        ensure!(status.success(), "the desktop did not open the link (see gio.log)");
        Ok(())
    }

    /// Waits until the desktop knows a program for links of this scheme.
    pub async fn wait_for_scheme(&self, scheme: &str) -> Result<()> {
        let kind = format!("x-scheme-handler/{scheme}");
        eventually("the desktop to know who opens our links", || async {
            let output = self.command("gio").args(["mime", &kind]).output().await.ok()?;
            String::from_utf8_lossy(&output.stdout).contains("patchbay-links").then_some(())
        })
        .await
    }

    /// Makes a program of this session the browser: it notes each address it is asked
    /// to open, one a line, in the file that [`Stage::browsed`] names.
    pub async fn pretend_browser(&self) -> Result<()> {
        let note = format!("printf '%s\\n' \"$1\" >> '{}'", self.browsed().display());
        let script = self.script(&note)?;
        let applications = self.home().join("data/applications");
        std::fs::create_dir_all(&applications)?;
        std::fs::write(
            applications.join("stage-browser.desktop"),
            format!(
                "[Desktop Entry]\nType=Application\nName=Browser of the stage\nExec={} %u\n\
                 MimeType=x-scheme-handler/http;x-scheme-handler/https;\n",
                script.display()
            ),
        )?;
        let mut gio = self.command("gio");
        gio.args(["mime", "x-scheme-handler/https", "stage-browser.desktop"]);
        ensure!(gio.stdout(Stdio::null()).status().await?.success(), "no browser could be set");
        Ok(())
    }

    /// The file that the stage's browser notes addresses in.
    #[must_use]
    pub fn browsed(&self) -> PathBuf {
        self.home().join("browsed.txt")
    }
}
