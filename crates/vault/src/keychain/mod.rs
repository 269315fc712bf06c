//! The door to the operating system's keychain.
//!
//! Every keychain on every system can block: a prompt nobody answers, a daemon that
//! hangs. So all of it happens on one thread of its own, one request at a time, and
//! whoever asks waits no longer than a deadline. The thread is never joined: a stuck
//! keychain must not keep the app from closing.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(not(target_os = "linux"))]
mod other;

use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::Duration;

use tokio::sync::{Mutex, oneshot};

#[cfg(target_os = "linux")]
pub use linux::OsKeychain;
#[cfg(not(target_os = "linux"))]
pub use other::OsKeychain;

/// How long a quiet question may take before the keychain counts as not answering.
const PATIENCE: Duration = Duration::from_secs(5);

/// Under which names Patchbay's one key stands in the keychain.
///
/// The second carries a version, so that a later kind of key can stand beside it.
const SERVICE: &str = "app.patchbay.desktop";
const KEY_NAME: &str = "data-key-v1";

/// A keychain that is open and can be written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeychainFacts {
    /// What it is called on this system.
    pub backend: &'static str,
    /// Whether Patchbay's key is in it.
    pub holds_key: bool,
}

/// Why the keychain cannot be used now. Each has its own remedy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeychainTrouble {
    /// There is no keychain in this session.
    #[error("no keychain service was found: {0}")]
    Absent(String),
    /// It is there, and locked.
    #[error("the keychain is locked")]
    Locked,
    /// It refused this program, or the person did.
    #[error("the keychain refused access: {0}")]
    Denied(String),
    /// It answers, but not as a working keychain does.
    #[error("the keychain does not work: {0}")]
    Broken(String),
    /// It has not answered in time, or still owes an earlier answer.
    #[error("the keychain has not answered within {} seconds", .0.as_secs())]
    NotAnswering(Duration),
}

/// Something that can be asked how the keychain is: the real one, or a test's.
pub trait Backend: Send + 'static {
    /// Looks, without prompting, writing or deleting.
    fn ask(&mut self) -> Result<KeychainFacts, KeychainTrouble>;
}

type Answer = Result<KeychainFacts, KeychainTrouble>;

/// The handle by which the rest of the program reaches the keychain.
#[derive(Debug, Clone)]
pub struct Keychain {
    questions: SyncSender<oneshot::Sender<Answer>>,
    /// Whose turn it is to ask. Several may want to; one does.
    turn: Arc<Mutex<()>>,
    patience: Duration,
}

impl Keychain {
    /// The keychain of this operating system.
    #[must_use]
    pub fn of_this_system() -> Self {
        Self::over(OsKeychain, PATIENCE)
    }

    /// A keychain over any backend, with the patience given.
    pub fn over(backend: impl Backend, patience: Duration) -> Self {
        let (questions, inbox) = sync_channel(1);
        let spawned = std::thread::Builder::new()
            .name("keychain".into())
            .spawn(move || answer_until_closed(backend, &inbox));
        if let Err(error) = spawned {
            // Nobody listens then, and every question is answered as not answering.
            tracing::error!(%error, "the keychain thread could not be started");
        }
        Self { questions, turn: Arc::default(), patience }
    }

    /// Asks how the keychain is. Never prompts and never waits past the deadline.
    pub async fn ask(&self) -> Result<KeychainFacts, KeychainTrouble> {
        let asking = async {
            let _turn = self.turn.lock().await;
            let (reply, answer) = oneshot::channel();
            // Full when the thread is stuck and an abandoned question waits already.
            self.questions.try_send(reply).ok()?;
            answer.await.ok()
        };
        match tokio::time::timeout(self.patience, asking).await {
            Ok(Some(answer)) => answer,
            Ok(None) | Err(_) => Err(KeychainTrouble::NotAnswering(self.patience)),
        }
    }
}

fn answer_until_closed(mut backend: impl Backend, inbox: &Receiver<oneshot::Sender<Answer>>) {
    while let Ok(reply) = inbox.recv() {
        // Whoever asked has given up: asking for him would only prolong the jam.
        if reply.is_closed() {
            continue;
        }
        let answer = backend.ask();
        if let Err(trouble) = &answer {
            tracing::warn!(%trouble, "the keychain cannot be used");
        }
        let _ = reply.send(answer);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    const OPEN: KeychainFacts = KeychainFacts { backend: "test", holds_key: false };

    /// A keychain whose every answer a test hands out by itself.
    struct Held(mpsc::Receiver<Answer>);

    impl Backend for Held {
        fn ask(&mut self) -> Answer {
            self.0.recv().unwrap_or_else(|_| Err(KeychainTrouble::Broken("test over".into())))
        }
    }

    fn held() -> (mpsc::Sender<Answer>, Keychain) {
        let (answers, backend) = mpsc::channel();
        (answers, Keychain::over(Held(backend), PATIENCE))
    }

    #[tokio::test]
    async fn an_answer_arrives_as_it_was_given() {
        let (answers, keychain) = held();
        answers.send(Ok(OPEN)).unwrap();
        answers.send(Err(KeychainTrouble::Locked)).unwrap();
        assert_eq!(keychain.ask().await, Ok(OPEN));
        assert_eq!(keychain.ask().await, Err(KeychainTrouble::Locked));
    }

    #[tokio::test]
    async fn several_who_ask_at_once_are_answered_one_after_another() {
        let (answers, keychain) = held();
        for _ in 0..4 {
            answers.send(Ok(OPEN)).unwrap();
        }
        let all = tokio::join!(keychain.ask(), keychain.ask(), keychain.ask(), keychain.ask());
        assert_eq!(all, (Ok(OPEN), Ok(OPEN), Ok(OPEN), Ok(OPEN)));
    }

    #[tokio::test(start_paused = true)]
    async fn a_keychain_that_hangs_is_given_up_after_the_deadline() {
        let (_answers, keychain) = held();
        assert_eq!(keychain.ask().await, Err(KeychainTrouble::NotAnswering(PATIENCE)));
    }

    #[tokio::test(start_paused = true)]
    async fn a_hanging_keychain_never_has_more_than_one_question_waiting() {
        let (answers, keychain) = held();
        for _ in 0..3 {
            assert!(keychain.ask().await.is_err());
        }
        // The first question is answered late and nobody hears it; the abandoned one
        // behind it is dropped; the next to ask gets the next answer.
        answers.send(Err(KeychainTrouble::Locked)).unwrap();
        answers.send(Ok(OPEN)).unwrap();
        tokio::time::resume();
        let recovered = async {
            loop {
                if let Ok(facts) = keychain.ask().await {
                    break facts;
                }
                tokio::task::yield_now().await;
            }
        };
        let facts = tokio::time::timeout(Duration::from_secs(30), recovered).await;
        assert_eq!(facts.expect("it recovers once the keychain answers again"), OPEN);
    }
}
