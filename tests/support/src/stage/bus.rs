//! The session bus of a stage: started, listened to, and ended under the app.

use std::path::{Path, PathBuf};

use anyhow::Result;
use tokio::sync::Mutex;

use super::Stage;
use crate::heard_calls::HeardCalls;
use crate::process::Process;

impl Stage {
    /// Listens on the session bus for calls of a method from now on.
    pub async fn hear_calls_of(&self, method: &str) -> Result<HeardCalls> {
        HeardCalls::of(method, self).await
    }

    /// Starts the session bus, where a session looks for it that was told nothing.
    pub async fn start_bus(&mut self) -> Result<()> {
        let mut daemon = self.command("dbus-daemon");
        daemon.args(["--nofork", "--nopidfile", "--print-address=1"]);
        daemon.arg("--config-file").arg(write_bus_config(self.home(), "")?);
        let (bus, address) = Process::start_and_hear(daemon, self.logs()).await?;
        self.bus = Some(bus);
        self.environment.push(("DBUS_SESSION_BUS_ADDRESS".into(), address));
        Ok(())
    }

    /// Ends the session bus under the app, and the keychain that lived on it.
    pub fn kill_bus(&mut self) {
        self.keychain = Mutex::default();
        self.bus = None;
    }
}

/// A session bus that starts nothing by itself: the machine's own would bring up a
/// keychain as soon as somebody asks for one.
pub(crate) fn write_bus_config(home: &Path, denied: &str) -> Result<PathBuf> {
    let path = home.join("bus.conf");
    let listen = home.join("runtime/bus");
    let config = format!(
        r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
    {denied}
  </policy>
</busconfig>
"#,
        listen.display()
    );
    std::fs::write(&path, config)?;
    Ok(path)
}
