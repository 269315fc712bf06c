//! A firm that connects mailboxes and reads them, by a clock that a test moves.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use patchbay_contract::{
    EnvironmentId, MailboxKind, MailboxView, NewKey, Part, Problem, SavedKey, SignInAt, Status,
};
use patchbay_desktop::catalogue::Catalogue;
use patchbay_desktop::connect::{Reach, SignIns};
use patchbay_desktop::keys::Keys;
use patchbay_desktop::mailboxes::{MailReach, MailRounds};
use patchbay_desktop::{Installation, Notices};
use patchbay_gateway::{Gateway, Http, Limits, Outside};
use patchbay_mail::{Mail, Trust};
use patchbay_practice::Practice;
use patchbay_vault::Keychain;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};
use url::Url;

use crate::in_memory::InMemory;
use crate::support::{Dovecot, PASSWORD, Sink};

/// The firm.
pub(crate) struct Firm {
    pub(crate) home: TempDir,
    catalogue: Arc<Catalogue>,
    pub(crate) practice: Practice,
    pub(crate) installation: Arc<Installation>,
    pub(crate) sign_ins: Arc<SignIns>,
    pub(crate) keys: Arc<Keys>,
    pub(crate) rounds: MailRounds,
    pub(crate) notices: Arc<Notices>,
    clock: Arc<Mutex<Timestamp>>,
    _shutdown: DropGuard,
}

/// Where the practice providers will be, and what the firm has written itself.
pub(crate) struct Paper {
    pub(crate) listener: TcpListener,
    pub(crate) server: Url,
    /// The text of a provider's file.
    pub(crate) own: Option<String>,
}

impl Paper {
    pub(crate) async fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = format!("http://{}", listener.local_addr().unwrap()).parse().unwrap();
        Self { listener, server, own: None }
    }
}

/// Two servers of one mailbox.
pub(crate) struct Post {
    pub(crate) dovecot: Dovecot,
    pub(crate) sink: Sink,
}

impl Post {
    pub(crate) async fn opens() -> Self {
        Self { dovecot: Dovecot::start().await, sink: Sink::start() }
    }

    /// Numbers the messages anew, as a server does whose index was lost.
    pub(crate) fn renumber(&self) {
        let inbox = self.dovecot.folder().join("mail/ada");
        let list = inbox.join("dovecot-uidlist");
        let text = std::fs::read_to_string(&list).unwrap();
        let (head, rest) = text.split_once('\n').unwrap();
        let words = head.split(' ').map(|word| match word.strip_prefix('V') {
            Some(number) => format!("V{}", number.parse::<u32>().unwrap() + 1),
            None => word.to_owned(),
        });
        let head = words.collect::<Vec<_>>().join(" ");
        std::fs::write(&list, format!("{head}\n{rest}")).unwrap();
        for file in std::fs::read_dir(&inbox).unwrap() {
            let path = file.unwrap().path();
            if path.file_name().unwrap().to_string_lossy().starts_with("dovecot.index") {
                std::fs::remove_file(path).unwrap();
            }
        }
    }

    /// Lets the person in with another password from now on, and waits until that is so:
    /// the server looks for it once a second.
    pub(crate) async fn changes_password(&self, password: &str) {
        let users = self.dovecot.folder().join("users");
        std::fs::write(users, format!("ada:{{PLAIN}}{password}\n")).unwrap();
        let mail = crate::support::mail(&self.dovecot.certificates);
        let mut clock = tokio::time::interval(Duration::from_millis(100));
        loop {
            clock.tick().await;
            let login = crate::support::login(password);
            if let Ok(mailbox) = mail.open(&self.dovecot.tls(), &login).await {
                return mailbox.end().await;
            }
        }
    }

    /// What is typed for it, all fields of the form.
    pub(crate) fn typed(&self) -> NewKey {
        let (reads, sends) = (self.dovecot.tls(), self.sink.tls());
        let fields = [
            ("email", "ada@example.com".to_owned()),
            ("username", "ada".to_owned()),
            ("password", PASSWORD.to_owned()),
            ("imap_host", reads.host),
            ("imap_port", reads.port.to_string()),
            ("imap_security", "tls".to_owned()),
            ("smtp_host", sends.host),
            ("smtp_port", sends.port.to_string()),
            ("smtp_security", "tls".to_owned()),
        ];
        let fields = fields.map(|(name, value)| (name.to_owned(), value)).into();
        NewKey { fields, ..form("imap_smtp", "mailbox") }
    }
}

/// An empty form.
pub(crate) fn form(provider: &str, sign_in: &str) -> NewKey {
    NewKey {
        at: SignInAt {
            provider: provider.into(),
            sign_in: sign_in.into(),
            environment: EnvironmentId::Live,
        },
        connection: None,
        switch_account: false,
        label: None,
        fields: BTreeMap::new(),
        in_sight: false,
        mailbox: None,
    }
}

/// The same with another value in a field.
pub(crate) fn with(typed: &NewKey, field: &str, value: &str) -> NewKey {
    let mut typed = typed.clone();
    typed.fields.insert(field.into(), value.into());
    typed
}

impl Firm {
    /// Over mailboxes that are played.
    pub(crate) async fn practising() -> Self {
        Self::of(None, Paper::new().await).await
    }

    /// Over these servers, whose certificates it trusts.
    pub(crate) async fn beside(post: &Post) -> Self {
        let roots = [post.dovecot.certificates.root(), post.sink.certificates.root()];
        Self::of(Some(Trust::with_roots(roots).unwrap()), Paper::new().await).await
    }

    /// Trusting nobody but whom the system trusts.
    pub(crate) async fn that_trusts_the_system() -> Self {
        Self::of(Some(Trust::of_the_system().unwrap()), Paper::new().await).await
    }

    /// Over this server, with a file of its own that names it.
    pub(crate) async fn with_file(paper: Paper, dovecot: &Dovecot) -> Self {
        let trust = Trust::with_roots([dovecot.certificates.root()]).unwrap();
        Self::of(Some(trust), paper).await
    }

    async fn of(trust: Option<Trust>, paper: Paper) -> Self {
        let home = tempfile::tempdir().unwrap();
        let Paper { listener, server, own } = paper;
        let folder = home.path().join("providers");
        std::fs::create_dir(&folder).unwrap();
        let own = own.map(|text| {
            let provider = patchbay_providers::read("own.toml", &text).unwrap();
            std::fs::write(folder.join(format!("{}.toml", provider.id)), text).unwrap();
            provider
        });
        let catalogue = Arc::new(Catalogue::in_folder(home.path()));
        let built_in = catalogue.built_in();
        let all = built_in.iter().cloned().chain(own).map(Arc::new);
        let clock = Arc::new(Mutex::new(Timestamp::now()));
        let entropy = Arc::new(|bytes: &mut [u8]| getrandom::fill(bytes).unwrap());
        let practice = Practice::of(all, of(&clock), entropy);
        let shutdown = CancellationToken::new();
        tokio::spawn(practice.clone().serve(listener, shutdown.clone().cancelled_owned()));

        let keychain = Keychain::over(InMemory::default(), Duration::from_secs(5));
        let installation = Installation::in_folder(home.path(), None, keychain);
        let told = of(&clock);
        let installation = Arc::new(installation.told_the_time_by(move || told()));
        let outside = Outside { clock: of(&clock), ..Outside::of_the_system() };
        let http = Http::direct(Limits::default()).unwrap();
        let gateway = Gateway::new(http, Reach::Practice(server), outside);
        let (us, notices) = (Arc::clone(&installation), Arc::new(Notices::default()));
        let heard = Arc::clone(&notices);
        let mail = match trust {
            None => MailReach::of(gateway.reach()),
            Some(trust) => MailReach::given(Mail::new(trust, patchbay_mail::Limits::default())),
        };
        let them = Arc::clone(&catalogue);
        let sign_ins = SignIns::with_mail(us, them, heard, gateway, mail);
        let keys = Keys::beside(&sign_ins);
        let rounds = MailRounds::beside(&keys);
        let _shutdown = shutdown.drop_guard();
        Self {
            home,
            catalogue,
            practice,
            installation,
            sign_ins,
            keys,
            rounds,
            notices,
            clock,
            _shutdown,
        }
    }

    pub(crate) fn waits(&self, time: SignedDuration) {
        *self.clock.lock().unwrap() += time;
    }

    pub(crate) fn now(&self) -> Timestamp {
        *self.clock.lock().unwrap()
    }

    pub(crate) async fn saves(&self, typed: NewKey) -> SavedKey {
        self.keys.save(typed).await.unwrap_or_else(|problem| panic!("{problem:#?}"))
    }

    pub(crate) async fn is_refused(&self, typed: NewKey) -> Problem {
        self.keys.save(typed).await.map(|saved| panic!("it was saved: {saved:?}")).unwrap_err()
    }

    /// A minute goes by, and who looks comes by. How many messages came.
    pub(crate) async fn a_minute_later(&self) -> u32 {
        self.waits(SignedDuration::from_mins(1));
        self.looks().await
    }

    /// Who looks comes by.
    pub(crate) async fn looks(&self) -> u32 {
        self.rounds.read_what_is_due().await.unwrap()
    }

    pub(crate) async fn mailboxes(&self) -> Vec<MailboxView> {
        self.rounds.mailboxes().await.unwrap().mailboxes
    }

    /// The only mailbox.
    pub(crate) async fn mailbox(&self) -> MailboxView {
        self.mailboxes().await.swap_remove(0)
    }

    /// How the only connection is.
    pub(crate) async fn status(&self) -> Status {
        match self.installation.hub(&self.catalogue).await.connections {
            Part::Working(mut connections) => connections.swap_remove(0).status,
            Part::Failed(problem) => panic!("{problem:?}"),
        }
    }

    pub(crate) async fn connections(&self) -> usize {
        match self.installation.hub(&self.catalogue).await.connections {
            Part::Working(connections) => connections.len(),
            Part::Failed(problem) => panic!("{problem:?}"),
        }
    }

    /// The practice firm's own mailbox at a provider, typed in.
    pub(crate) fn practised(&self, provider: &str, sign_in: &str, kind: MailboxKind) -> NewKey {
        let fields = self.practice.credentials_of(provider, sign_in);
        NewKey { fields, mailbox: Some(kind), ..form(provider, sign_in) }
    }
}

fn of(clock: &Arc<Mutex<Timestamp>>) -> Arc<dyn Fn() -> Timestamp + Send + Sync> {
    let clock = Arc::clone(clock);
    Arc::new(move || *clock.lock().unwrap())
}
