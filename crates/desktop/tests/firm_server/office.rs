//! A computer of the firm at which services are connected: played ones, by the practice firm's
//! own keys.

use std::sync::Arc;

use jiff::Timestamp;
use patchbay_contract::{
    DefaultChange, DefaultKind, DefaultOfKind, Defaults, Disconnection, EnvironmentId, NewKey,
    Payments, Problem, SignInAt,
};
use patchbay_desktop::Notices;
use patchbay_desktop::catalogue::Catalogue;
use patchbay_desktop::connect::{Reach, SignIns};
use patchbay_desktop::keys::Keys;
use patchbay_gateway::{Gateway, Http, Limits, Outside};
use patchbay_practice::Practice;
use patchbay_providers::sign_in::How;
use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::desk::Desk;
use crate::server::Clock;

/// The computer, with its services.
pub(crate) struct Office {
    pub(crate) desk: Desk,
    catalogue: Arc<Catalogue>,
    practice: Practice,
    keys: Arc<Keys>,
    sign_ins: Arc<SignIns>,
    _shutdown: DropGuard,
}

impl Office {
    /// With nothing connected yet.
    pub(crate) async fn by(clock: &Clock) -> Self {
        let desk = Desk::by(clock);
        let catalogue = Arc::new(Catalogue::in_folder(desk.home.path()));
        let all = catalogue.built_in();
        let entropy = Arc::new(|bytes: &mut [u8]| getrandom::fill(bytes).unwrap());
        let providers = all.iter().cloned().map(Arc::new);
        let practice = Practice::of(providers, Arc::new(Timestamp::now), entropy);
        let shutdown = CancellationToken::new();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let reach = format!("http://{}", listener.local_addr().unwrap()).parse().unwrap();
        tokio::spawn(practice.clone().serve(listener, shutdown.clone().cancelled_owned()));
        // Nobody waits here: what is waited for has passed at once.
        let outside = Outside {
            pause: Arc::new(|_| Box::pin(std::future::ready(()))),
            ..Outside::of_the_system()
        };
        let http = Http::direct(Limits::default()).unwrap();
        let gateway = Gateway::new(http, Reach::Practice(reach), outside);
        let (us, ours) = (Arc::clone(&desk.installation), Arc::clone(&catalogue));
        let sign_ins = SignIns::new(us, ours, Arc::new(Notices::default()), gateway);
        let keys = Keys::beside(&sign_ins);
        let _shutdown = shutdown.drop_guard();
        Self { desk, catalogue, practice, keys, sign_ins, _shutdown }
    }

    /// Every form of the catalogue in which a key is typed: provider and way.
    pub(crate) fn forms(&self) -> Vec<(String, String)> {
        let mut forms = Vec::new();
        for provider in self.catalogue.built_in().iter() {
            let keys = provider.sign_in.iter().filter(|way| matches!(way.how, How::Key(_)));
            forms.extend(keys.map(|way| (provider.id.clone(), way.id.clone())));
        }
        forms
    }

    /// What would be typed there.
    pub(crate) fn typed(&self, provider: &str, sign_in: &str) -> NewKey {
        NewKey {
            at: SignInAt {
                provider: provider.into(),
                sign_in: sign_in.into(),
                environment: EnvironmentId::Live,
            },
            connection: None,
            switch_account: false,
            mailbox: None,
            label: None,
            fields: self.practice.credentials_of(provider, sign_in),
            in_sight: true,
        }
    }

    /// The values of its fields that are secret, and no part of one that is not: a practised
    /// token of zeros is in an account's number of zeros too.
    pub(crate) fn secrets(&self, provider: &str, sign_in: &str) -> Vec<String> {
        let all = self.catalogue.built_in();
        let provider_file = all.iter().find(|one| one.id == provider).unwrap();
        let way = provider_file.sign_in.iter().find(|way| way.id == sign_in).unwrap();
        let typed = self.practice.credentials_of(provider, sign_in);
        let of = |secret| {
            let fields = way.field.iter().filter(move |field| field.secret == secret);
            fields.filter_map(|field| typed.get(&field.id)).cloned().collect::<Vec<_>>()
        };
        let open = of(false);
        of(true).into_iter().filter(|one| open.iter().all(|open| !open.contains(one))).collect()
    }

    /// Connects that, and says under which id.
    pub(crate) async fn saves(&self, typed: NewKey) -> String {
        let at = typed.at.clone();
        let saved = self.keys.save(typed).await;
        saved.unwrap_or_else(|problem| panic!("{at:?}: {problem:#?}")).connection
    }

    /// Connects a provider by its key, under a name.
    pub(crate) async fn connects(&self, provider: &str, label: &str) -> String {
        let typed = NewKey { label: Some(label.into()), ..self.typed(provider, "key") };
        self.saves(typed).await
    }

    /// Ends a connection here, whatever the provider says.
    pub(crate) async fn disconnects(&self, connection: &str) {
        let wish = Disconnection { connection: connection.into(), despite: true };
        self.sign_ins.disconnect(wish).await.unwrap();
    }

    /// Changes how the firm works.
    pub(crate) async fn chooses(&self, change: DefaultChange) -> Defaults {
        let told = format!("{change:?}");
        self.may_choose(change).await.unwrap_or_else(|problem| panic!("{told}: {problem:#?}"))
    }

    /// Tries to.
    pub(crate) async fn may_choose(&self, change: DefaultChange) -> Result<Defaults, Problem> {
        self.desk.installation.change_default(&self.catalogue, change).await
    }

    /// How the firm works, in one kind.
    pub(crate) async fn of(&self, kind: DefaultKind) -> DefaultOfKind {
        let all = self.desk.installation.defaults(&self.catalogue).await.unwrap();
        all.kinds.into_iter().find(|one| one.kind == kind).unwrap()
    }

    /// Where its clients pay.
    pub(crate) async fn payments(&self) -> Payments {
        self.desk.installation.defaults(&self.catalogue).await.unwrap().payments
    }
}
