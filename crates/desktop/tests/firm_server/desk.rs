//! A computer of the firm: an installation with a store and a vault of its own.

use std::sync::Arc;
use std::time::Duration;

use patchbay_contract::{Enrolment, ErrorCode, NewEnrolment, Problem};
use patchbay_desktop::Installation;
use patchbay_vault::Keychain;
use tempfile::TempDir;

use crate::in_memory::InMemory;
use crate::server::{Clock, Server};

/// The computer.
pub(crate) struct Desk {
    pub(crate) home: TempDir,
    pub(crate) installation: Arc<Installation>,
}

impl Desk {
    /// One whose clock is this one.
    pub(crate) fn by(clock: &Clock) -> Self {
        let home = tempfile::tempdir().unwrap();
        let keychain = Keychain::over(InMemory::default(), Duration::from_secs(5));
        let clock = clock.clone();
        let installation = Installation::in_folder(home.path(), None, keychain)
            .told_the_time_by(move || clock.now());
        Self { home, installation: Arc::new(installation) }
    }

    /// Comes in there.
    pub(crate) async fn enters(&self, server: &str, code: &str) -> Result<Enrolment, Problem> {
        let new = NewEnrolment {
            server: server.into(),
            code: code.into(),
            device_name: "Ana’s laptop".into(),
        };
        self.installation.enrol(new).await.map(|view| view.enrolment.unwrap())
    }

    /// Tries to, and is told why not. It is in nowhere then.
    pub(crate) async fn is_refused(&self, server: &str, code: &str) -> ErrorCode {
        let problem = self.enters(server, code).await.unwrap_err();
        assert!(!format!("{problem:?}").contains(code), "{problem:?}");
        assert_eq!(self.installation.enrolment().await.unwrap().enrolment, None);
        problem.code
    }

    /// Asks the server how it stands with it.
    pub(crate) async fn asks(&self) -> Result<Enrolment, ErrorCode> {
        let asked = self.installation.contact_server(false).await;
        asked.map(|view| view.enrolment.unwrap()).map_err(|problem| problem.code)
    }
}

/// The first owner at her computer, whose clock goes as the server's.
pub(crate) async fn owner(server: &Server) -> Desk {
    let desk = Desk::by(&server.clock);
    desk.enters(&server.base, &server.first_code().await).await.unwrap();
    desk
}
