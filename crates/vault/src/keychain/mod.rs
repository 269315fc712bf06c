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

use crate::Secret;

#[cfg(target_os = "linux")]
pub use linux::OsKeychain;
#[cfg(not(target_os = "linux"))]
pub use other::OsKeychain;

/// How long a quiet question may take before the keychain counts as not answering.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long something the person asked for may take: a prompt may be in front of him.
const PATIENCE_WITH_A_PERSON: Duration = Duration::from_secs(60);

/// Under which service Patchbay's keys stand in the keychain. The name beside it says
/// of which installation a key is, and its number.
const SERVICE: &str = "app.patchbay.desktop";

/// A keychain that is open and can be written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeychainFacts {
    /// What it is called on this system.
    pub backend: &'static str,
    /// Whether the key that was asked about is in it.
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

/// Something that keeps keys: the real keychain, or a test's. Nothing of it prompts but
/// [`Backend::unlock`].
pub trait Backend: Send + 'static {
    /// Looks, without reading, writing or deleting.
    fn ask(&mut self, name: &str) -> Result<KeychainFacts, KeychainTrouble>;
    /// Reads the key of that name.
    fn read(&mut self, name: &str) -> Result<Option<Secret<String>>, KeychainTrouble>;
    /// Writes a key under a name of its own.
    fn write(&mut self, name: &str, key: &Secret<String>) -> Result<(), KeychainTrouble>;
    /// Takes the key of that name away. One that is not there is gone already.
    fn delete(&mut self, name: &str) -> Result<(), KeychainTrouble>;
    /// Has the system ask the person to unlock it.
    fn unlock(&mut self) -> Result<(), KeychainTrouble>;
}

/// What the keychain's thread is given to do.
type Job = Box<dyn FnOnce(&mut dyn Backend) + Send>;

/// The handle by which the rest of the program reaches the keychain.
#[derive(Debug, Clone)]
pub struct Keychain {
    jobs: SyncSender<Job>,
    /// Whose turn it is. Several may want to ask; one does.
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
        let (jobs, inbox) = sync_channel(1);
        let spawned = std::thread::Builder::new()
            .name("keychain".into())
            .spawn(move || work_until_closed(backend, &inbox));
        if let Err(error) = spawned {
            // Nobody listens then, and every question is answered as not answering.
            tracing::error!(%error, "the keychain thread could not be started");
        }
        Self { jobs, turn: Arc::default(), patience }
    }

    /// Asks how the keychain is, and whether it holds the key of that name. Never
    /// prompts and never waits past the deadline.
    pub async fn ask(&self, name: &str) -> Result<KeychainFacts, KeychainTrouble> {
        let name = name.to_owned();
        self.run(self.patience, move |backend| backend.ask(&name)).await
    }

    /// Reads the key of that name. Never prompts.
    pub async fn read(&self, name: &str) -> Result<Option<Secret<String>>, KeychainTrouble> {
        let name = name.to_owned();
        self.run(self.patience, move |backend| backend.read(&name)).await
    }

    /// Writes a key and reads it back, so that a keychain that only says it wrote is
    /// found out while the key is still at hand.
    pub async fn write(&self, name: &str, key: Secret<String>) -> Result<(), KeychainTrouble> {
        let name = name.to_owned();
        self.run(self.patience, move |backend| {
            backend.write(&name, &key)?;
            match backend.read(&name)? {
                Some(kept) if kept.expose_secret() == key.expose_secret() => Ok(()),
                Some(_) => Err(KeychainTrouble::Broken("it gave back another key".into())),
                None => Err(KeychainTrouble::Broken("it did not keep the key".into())),
            }
        })
        .await
    }

    /// Takes the key of that name away.
    pub async fn delete(&self, name: &str) -> Result<(), KeychainTrouble> {
        let name = name.to_owned();
        self.run(self.patience, move |backend| backend.delete(&name)).await
    }

    /// Has the system ask the person to unlock it, and waits for the answer.
    pub async fn unlock(&self) -> Result<(), KeychainTrouble> {
        self.run(PATIENCE_WITH_A_PERSON.max(self.patience), |backend| backend.unlock()).await
    }

    async fn run<T: Send + 'static>(
        &self,
        patience: Duration,
        act: impl FnOnce(&mut dyn Backend) -> Result<T, KeychainTrouble> + Send + 'static,
    ) -> Result<T, KeychainTrouble> {
        let asking = async {
            let _turn = self.turn.lock().await;
            let (reply, answer) = oneshot::channel();
            let job: Job = Box::new(move |backend| {
                // Whoever asked has given up: acting for him would only prolong the
                // jam, and could change something behind his back.
                if reply.is_closed() {
                    return;
                }
                let done = act(backend);
                if let Err(trouble) = &done {
                    tracing::warn!(%trouble, "the keychain cannot be used");
                }
                let _ = reply.send(done);
            });
            // Full when the thread is stuck and an abandoned question waits already.
            self.jobs.try_send(job).ok()?;
            answer.await.ok()
        };
        match tokio::time::timeout(patience, asking).await {
            Ok(Some(answer)) => answer,
            Ok(None) | Err(_) => Err(KeychainTrouble::NotAnswering(patience)),
        }
    }
}

fn work_until_closed(mut backend: impl Backend, inbox: &Receiver<Job>) {
    while let Ok(job) = inbox.recv() {
        job(&mut backend);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    const OPEN: KeychainFacts = KeychainFacts { backend: "test", holds_key: false };

    type Answer = Result<KeychainFacts, KeychainTrouble>;

    /// A keychain whose every answer a test hands out by itself.
    struct Held(mpsc::Receiver<Answer>);

    impl Backend for Held {
        fn ask(&mut self, _: &str) -> Answer {
            self.0.recv().unwrap_or_else(|_| Err(KeychainTrouble::Broken("test over".into())))
        }

        fn read(&mut self, _: &str) -> Result<Option<Secret<String>>, KeychainTrouble> {
            self.ask("").map(|_| None)
        }

        fn write(&mut self, _: &str, _: &Secret<String>) -> Result<(), KeychainTrouble> {
            self.ask("").map(drop)
        }

        fn delete(&mut self, _: &str) -> Result<(), KeychainTrouble> {
            self.ask("").map(drop)
        }

        fn unlock(&mut self) -> Result<(), KeychainTrouble> {
            self.ask("").map(drop)
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
        assert_eq!(keychain.ask("key").await, Ok(OPEN));
        assert_eq!(keychain.ask("key").await, Err(KeychainTrouble::Locked));
    }

    #[tokio::test]
    async fn several_who_ask_at_once_are_answered_one_after_another() {
        let (answers, keychain) = held();
        for _ in 0..4 {
            answers.send(Ok(OPEN)).unwrap();
        }
        let all = tokio::join!(
            keychain.ask("key"),
            keychain.ask("key"),
            keychain.ask("key"),
            keychain.ask("key")
        );
        assert_eq!(all, (Ok(OPEN), Ok(OPEN), Ok(OPEN), Ok(OPEN)));
    }

    #[tokio::test(start_paused = true)]
    async fn a_keychain_that_hangs_is_given_up_after_the_deadline() {
        let (_answers, keychain) = held();
        assert_eq!(keychain.ask("key").await, Err(KeychainTrouble::NotAnswering(PATIENCE)));
    }

    #[tokio::test(start_paused = true)]
    async fn a_hanging_keychain_never_has_more_than_one_question_waiting() {
        let (answers, keychain) = held();
        for _ in 0..3 {
            assert!(keychain.ask("key").await.is_err());
        }
        // The first question is answered late and nobody hears it; the abandoned one
        // behind it is dropped; the next to ask gets the next answer.
        answers.send(Err(KeychainTrouble::Locked)).unwrap();
        answers.send(Ok(OPEN)).unwrap();
        tokio::time::resume();
        let recovered = async {
            loop {
                if let Ok(facts) = keychain.ask("key").await {
                    break facts;
                }
                tokio::task::yield_now().await;
            }
        };
        let facts = tokio::time::timeout(Duration::from_secs(30), recovered).await;
        assert_eq!(facts.expect("it recovers once the keychain answers again"), OPEN);
    }

    #[tokio::test]
    async fn a_keychain_that_only_says_it_wrote_is_found_out() {
        let (answers, keychain) = held();
        answers.send(Ok(OPEN)).unwrap();
        answers.send(Ok(OPEN)).unwrap();
        let key = Secret::new(String::from("key"));
        let refused = keychain.write("name", key).await.unwrap_err();
        assert!(refused.to_string().contains("did not keep the key"), "{refused}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_write_that_was_given_up_before_its_turn_never_happens() {
        let (answers, keychain) = held();
        // The first question jams the thread; the write waits behind it and is given up.
        assert!(keychain.ask("key").await.is_err());
        assert!(keychain.write("name", Secret::new(String::from("key"))).await.is_err());
        drop(keychain);
        answers.send(Ok(OPEN)).unwrap();
        answers.send(Ok(OPEN)).unwrap();
        // Were the write carried out it would take the second answer, and the channel's
        // other end would go away only after that.
        while answers.send(Ok(OPEN)).is_ok() {
            tokio::task::yield_now().await;
        }
    }
}
