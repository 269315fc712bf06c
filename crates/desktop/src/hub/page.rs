//! From a provider's file to its page.

use std::path::Path;

use patchbay_contract::{
    AppView, Basis, Can, ClocksView, Connection, CopyWhat, ErrorView, FieldView, GuideView,
    HomeView, HomeWay, LifeView, LimitView, Own, Part, ProviderPage, SCHEME, ScopeView, SignInView,
    SyncView, WayOutView, return_path,
};
use patchbay_providers::{
    CopyValue, GuideStep, How, Life, Provider, SignIn, Trouble,
    sign_in::{ClientSecret, Field, Home, OAuth, Rotation},
};
use url::Url;

use crate::books::target::example_names;
use crate::catalogue::Catalogue;
use crate::defaults::can_be;
use crate::relay::return_page;

pub(super) fn of(
    provider: &Provider,
    catalogue: &Catalogue,
    file: Option<&Path>,
    connections: Part<Vec<Connection>>,
    relay: Option<&Url>,
) -> ProviderPage {
    let own = if file.is_some() { Own::Firm } else { Own::BuiltIn };
    ProviderPage {
        card: super::card(provider, own),
        does: provider.about.does.clone(),
        reads: provider.about.reads.clone(),
        writes: provider.about.writes.clone(),
        never: provider.about.never.clone(),
        environments: provider
            .environment
            .iter()
            .map(|environment| {
                (environment.id, environment.label.clone(), environment.note.clone())
            })
            .collect(),
        sign_ins: provider.sign_in.iter().map(|way| sign_in(provider, way, relay)).collect(),
        guide: provider.guide.iter().map(guide).collect(),
        errors: provider.error.iter().map(error).collect(),
        limits: provider
            .limit
            .iter()
            .map(|limit| LimitView {
                calls: limit.calls,
                seconds: limit.per.map(|per| per.duration().as_secs()),
                note: limit.note.clone(),
            })
            .collect(),
        sync: provider
            .sync
            .iter()
            .map(|sync| SyncView { entity: sync.entity, direction: sync.direction })
            .collect(),
        trial_balance: bases(provider),
        webhooks: provider.webhooks.as_ref().map(|webhooks| webhooks.where_to_paste.clone()),
        ways_out: provider
            .way_out
            .iter()
            .map(|way| WayOutView {
                title: way.title.clone(),
                text: way.text.clone(),
                provider: way
                    .provider
                    .as_ref()
                    .and_then(|id| catalogue.find(id).map(|(other, _)| (other.id, other.name))),
            })
            .collect(),
        unchecked: provider.unchecked.iter().map(|unchecked| unchecked.note.clone()).collect(),
        can: can(provider),
        documentation: provider.api.as_ref().and_then(|api| api.documentation.clone()),
        file: file.map(|file| file.display().to_string()),
        connections,
        key_hints: Vec::new(),
        defaults: Vec::new(),
        can_be: can_be(provider),
    }
}

/// On which bases the books of this ledger can be read.
fn bases(provider: &Provider) -> Vec<Basis> {
    let Some(report) = &provider.trial_balance else { return Vec::new() };
    [(Basis::Accrual, &report.basis.accrual), (Basis::Cash, &report.basis.cash)]
        .into_iter()
        .filter(|(_, word)| word.is_some())
        .map(|(basis, _)| basis)
        .collect()
}

fn can(provider: &Provider) -> Can {
    let oauth = || provider.sign_in.iter().filter_map(SignIn::oauth);
    Can {
        probe: !provider.sign_in.is_empty(),
        renew: oauth().any(|oauth| oauth.refresh.rotation != Rotation::None),
        revoke: oauth().any(|oauth| oauth.revoke.is_some()),
        events: provider.webhooks.is_some(),
        sync: !provider.sync.is_empty(),
    }
}

fn sign_in(provider: &Provider, way: &SignIn, relay: Option<&Url>) -> SignInView {
    let oauth = way.oauth();
    SignInView {
        id: way.id.clone(),
        label: way.label.clone(),
        note: way.note.clone(),
        kind: super::kind(&way.how),
        fields: way.field.iter().map(field).collect(),
        scopes: oauth.map(scopes).unwrap_or_default(),
        scopes_text: oauth.filter(|oauth| !oauth.scope.is_empty()).map(scopes_text),
        homes: oauth
            .map(|oauth| oauth.home.iter().map(|way| home(provider, way, relay)).collect())
            .unwrap_or_default(),
        clocks: oauth.map(|oauth| ClocksView {
            access: life(oauth.clocks.access),
            idle: life(oauth.clocks.idle),
            absolute: life(oauth.clocks.absolute),
        }),
        proofs: way.probe.iter().map(|probe| probe.name.clone()).collect(),
        seen_proofs: way
            .probe
            .iter()
            .filter(|probe| probe.visible)
            .map(|probe| probe.name.clone())
            .collect(),
        app: oauth.map(app),
        revoke_by_hand: oauth.and_then(|oauth| oauth.revoke_by_hand.clone()),
        has_companies: way.discovery.is_some(),
        files: files(way),
        reads_mail: way.reads_mail(),
    }
}

/// What files are called that go into a folder, for a client of any name.
fn files(way: &SignIn) -> Vec<(String, String)> {
    let How::FileTarget(target) = &way.how else { return Vec::new() };
    let named = target.format.iter().zip(example_names(target));
    named.map(|(format, name)| (name, format.label.clone())).collect()
}

fn app(oauth: &OAuth) -> AppView {
    let has_secret = oauth.client_secret != ClientSecret::Never;
    AppView {
        register_at: oauth.app.register_at.clone(),
        client_id_label: oauth.app.client_id_label.clone(),
        client_secret_label: has_secret.then(|| oauth.app.client_secret_label.clone()),
        secret_optional: oauth.client_secret == ClientSecret::Optional,
        review: oauth.app.review.clone(),
    }
}

fn field(field: &Field) -> FieldView {
    FieldView {
        id: field.id.clone(),
        label: field.label.clone(),
        help: field.help.clone(),
        find: field.find.clone(),
        kind: field.kind,
        secret: field.secret,
        optional: field.optional,
        example: field.example.clone(),
        default: field.default.clone(),
        choices: field
            .choice
            .iter()
            .map(|choice| (choice.value.clone(), choice.label.clone()))
            .collect(),
    }
}

fn scopes(oauth: &OAuth) -> Vec<ScopeView> {
    oauth
        .scope
        .iter()
        .map(|scope| ScopeView {
            value: scope.value.clone(),
            reason: scope.reason.clone(),
            optional: scope.optional,
        })
        .collect()
}

fn scopes_text(oauth: &OAuth) -> String {
    let needed: Vec<&str> = oauth
        .scope
        .iter()
        .filter(|scope| !scope.optional)
        .map(|scope| scope.value.as_str())
        .collect();
    needed.join(oauth.scope_separator.as_str())
}

/// A way home with the addresses to register for it. Every provider has a path of its
/// own, so that an answer cannot be taken for another provider's.
fn home(provider: &Provider, home: &Home, relay: Option<&Url>) -> HomeView {
    let path = return_path(&provider.id);
    let addresses = match home.way {
        HomeWay::DeepLink => vec![format!("{SCHEME}:/{path}")],
        HomeWay::Loopback => {
            let host = home.host.as_deref().unwrap_or("127.0.0.1");
            if home.ports.is_empty() {
                vec![format!("http://{host}{path}")]
            } else {
                home.ports.iter().map(|port| format!("http://{host}:{port}{path}")).collect()
            }
        }
        HomeWay::Paste => home.address.clone().into_iter().collect(),
        HomeWay::Relay => {
            relay.map(|relay| return_page(relay, &provider.id).into()).into_iter().collect()
        }
    };
    HomeView { way: home.way, addresses, only: home.only, note: home.note.clone() }
}

fn life(life: Life) -> LifeView {
    match life {
        Life::For(period) => LifeView::Seconds(period.duration().as_secs()),
        Life::Forever => LifeView::Forever,
        Life::Unknown => LifeView::Unknown,
    }
}

fn guide(step: &GuideStep) -> GuideView {
    GuideView {
        sign_in: step.sign_in.clone(),
        title: step.title.clone(),
        text: step.text.clone(),
        link: step.link.clone(),
        copy: step.copy.map(|copy| match copy {
            CopyValue::RedirectAddress => CopyWhat::RedirectAddress,
            CopyValue::Scopes => CopyWhat::Scopes,
            CopyValue::WebhookAddress => CopyWhat::WebhookAddress,
        }),
    }
}

fn error(trouble: &Trouble) -> ErrorView {
    let status = trouble.status.map(|status| status.to_string());
    let sign: Vec<String> =
        [status, trouble.code.clone(), trouble.contains.clone()].into_iter().flatten().collect();
    ErrorView { says: trouble.says.clone(), cure: trouble.cure.clone(), sign: sign.join(" · ") }
}
