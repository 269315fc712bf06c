//! How it is set up: the way to sign in, step by step, with every value of ours to
//! copy and every value of the vendor's to find.

use leptos::prelude::*;
use patchbay_contract::{
    CopyWhat, FieldView, GuideView, HomeView, HomeWay, ProviderPage, SignInView, Support,
};

use crate::components::{Choices, CopyButton, FindIt, OutsideLink};
use crate::pages::settings::relay;
use crate::words::words;

pub(super) fn set_up(page: ProviderPage) -> Option<impl IntoView> {
    let w = words();
    if page.card.support != Support::Connect && page.guide.is_empty() {
        return None;
    }
    let chosen = RwSignal::new(0_usize);
    let ways: Vec<(usize, String)> =
        page.sign_ins.iter().enumerate().map(|(n, way)| (n, way.label.clone())).collect();
    let choice = (ways.len() > 1).then(|| {
        view! {
            <Choices
                name="sign-in"
                legend=w.ways_to_sign_in
                choices=ways
                chosen=Signal::derive(move || chosen.get())
                choose=move |n| chosen.set(n)
            />
        }
    });
    let page = StoredValue::new(page);
    Some(view! {
        <section class="section" id="set-up">
            <h2>{w.set_up_guide}</h2>
            {choice}
            {move || {
                let page = page.get_value();
                let way = page.sign_ins.get(chosen.get()).cloned();
                steps(&page.guide, way)
            }}
        </section>
    })
}

fn steps(guide: &[GuideView], way: Option<SignInView>) -> impl IntoView + use<> {
    let w = words();
    let id = way.as_ref().map(|way| way.id.clone());
    let steps = guide
        .iter()
        .filter(|step| step.sign_in.is_none() || step.sign_in == id)
        .map(|step| self::step(step, way.as_ref()))
        .collect_view();
    let note = way.as_ref().and_then(|way| way.note.clone());
    let review = way.as_ref().and_then(|way| way.app.as_ref()?.review.clone());
    let fields = way.as_ref().map(|way| way.fields.clone()).filter(|fields| !fields.is_empty());
    let fields = fields.map(|fields| {
        view! {
            <h3>{w.you_will_be_asked}</h3>
            <dl class="asked">{fields.into_iter().map(field).collect_view()}</dl>
        }
    });
    let proofs = way.map(|way| way.proofs).unwrap_or_default();
    let proofs = (!proofs.is_empty()).then(|| {
        let proofs = proofs.into_iter().map(|proof| view! { <li>{proof}</li> }).collect_view();
        view! {
            <h3>{w.then_patchbay_proves}</h3>
            <ul>{proofs}</ul>
        }
    });
    view! {
        {note.map(|note| view! { <p class="quiet">{note}</p> })}
        {review.map(|review| view! { <p class="review">{review}</p> })}
        <ol class="guide">{steps}</ol>
        {fields}
        {proofs}
    }
}

fn step(step: &GuideView, way: Option<&SignInView>) -> impl IntoView + use<> {
    let copied = step.copy.and_then(|what| copied(what, way));
    let link = step.link.clone().map(|address| view! { <OutsideLink address /> });
    view! {
        <li>
            <h3>{step.title.clone()}</h3>
            <p>{step.text.clone()}</p>
            {copied}
            {link}
        </li>
    }
}

/// The value of ours that a step hands over.
fn copied(what: CopyWhat, way: Option<&SignInView>) -> Option<AnyView> {
    let w = words();
    match what {
        CopyWhat::Scopes => {
            let text = way?.scopes_text.clone()?;
            Some(value(text, w.scopes).into_any())
        }
        CopyWhat::RedirectAddress => Some(
            view! { <div class="homes">{way?.homes.iter().map(home).collect_view()}</div> }
                .into_any(),
        ),
        // One for each account, which is not connected yet while this is read.
        CopyWhat::WebhookAddress => {
            Some(view! { <p class="quiet">{w.webhook_address_at}</p> }.into_any())
        }
    }
}

/// One way home: its addresses to copy, or why there is none yet.
pub(super) fn home(home: &HomeView) -> impl IntoView + use<> {
    let w = words();
    let only = home.only.map(|environment| {
        view! { <span class="mark">{(w.only_in)((w.environment)(environment))}</span> }
    });
    let addresses = home
        .addresses
        .iter()
        .map(|address| value(address.clone(), w.redirect_address))
        .collect_view();
    let needs_server = needs_relay(home).then(|| {
        view! {
            <p class="quiet">{w.relay_needs_server}</p>
            <p>
                <a href=relay::ADDRESS>{w.relay.to_settings}</a>
            </p>
        }
    });
    view! {
        <section class="home-way">
            <h4>
                {(w.home_way)(home.way)}
                {only}
            </h4>
            {home.note.clone().map(|note| view! { <p class="quiet">{note}</p> })}
            {addresses}
            {needs_server}
        </section>
    }
}

/// Whether the firm server's public address is missing for this way.
pub(super) fn needs_relay(home: &HomeView) -> bool {
    home.way == HomeWay::Relay && home.addresses.is_empty()
}

fn value(text: String, what: &'static str) -> impl IntoView {
    view! {
        <p class="copied-value">
            <code>{text.clone()}</code>
            <CopyButton text what />
        </p>
    }
}

/// A field as it will be asked: what it is, and where it is found.
fn field(field: FieldView) -> impl IntoView {
    let w = words();
    let secret = field.secret.then(|| view! { <span class="mark">{w.secret}</span> });
    let optional = field.optional.then(|| view! { <span class="mark">{w.optional}</span> });
    view! {
        <div class="asked-field">
            <dt>
                {field.label}
                {secret}
                {optional}
            </dt>
            <dd>
                <p>{field.help}</p>
                <FindIt steps=field.find />
            </dd>
        </div>
    }
}
