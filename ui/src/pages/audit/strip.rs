//! What the trail says of itself, and what can be done with all of it: a check, an export.

use leptos::prelude::*;
use patchbay_contract::{AuditExport, AuditExportFormat, AuditVerification, TrailAtServer};

use super::Search;
use crate::components::{CopyButton, Icon, ProblemView};
use crate::state::sought::Sought;
use crate::state::{Audit, Deed, Trail};
use crate::words::words;

/// The strip, with what came of the last check and export under it.
#[component]
pub(super) fn Strip(trail: Trail, search: Search) -> impl IntoView {
    let w = &words().audit;
    let audit = expect_context::<Audit>();
    let checking = move || audit.checked() == Deed::Doing;
    let exporting = move || audit.exported() == Deed::Doing;
    let export = move |word: &'static str, means: &'static str, format: AuditExportFormat| {
        view! {
            <button
                class="button"
                type="button"
                id=format!("export-{}", format.ending())
                title=means
                aria-disabled=move || exporting().to_string()
                on:click=move |_| audit.export(format)
            >
                <Icon name="download" />
                {word}
            </button>
        }
    };
    view! {
        <div class="card audit-strip">
            <p class="audit-seal">
                <Icon name="shield" />
                <span>
                    <strong>{(w.entries)(trail.total)}</strong>
                    " · "
                    {sealed(&trail)}
                </span>
            </p>
            <div class="audit-acts">
                <button
                    class="button primary"
                    type="button"
                    id="verify"
                    aria-disabled=move || checking().to_string()
                    on:click=move |_| audit.verify()
                >
                    <Icon name="check" />
                    {move || if checking() { w.checking } else { w.check }}
                </button>
                {export(w.export_csv, w.export_csv_means, AuditExportFormat::Csv)}
                {export(w.export_json, w.export_json_means, AuditExportFormat::Json)}
            </div>
            {move || {
                search
                    .sought
                    .with(Sought::narrows)
                    .then(|| view! { <p class="quiet audit-note">{w.export_follows_filters}</p> })
            }}
        </div>
        <div class="audit-results" role="status">
            {move || checked(audit.checked())}
            {move || exported(audit.exported())}
        </div>
    }
}

fn sealed(trail: &Trail) -> String {
    let w = &words().audit;
    match (trail.seal.signed_until, trail.seal.key_at_hand) {
        (Some(seq), _) if seq >= trail.total => w.signed_to_the_end.into(),
        (Some(seq), _) => (w.signed_until)(seq),
        (None, true) => w.not_signed.into(),
        (None, false) => w.vault_not_open.into(),
    }
}

fn checked(deed: Deed<AuditVerification>) -> Option<AnyView> {
    match deed {
        Deed::Not | Deed::Doing => None,
        Deed::Failed(problem) => {
            Some(view! { <div class="card failed"><ProblemView problem /></div> }.into_any())
        }
        Deed::Done(found) => Some(verdict(&found)),
    }
}

/// Calm when all is well; otherwise the first broken entry, and what to do.
fn verdict(found: &AuditVerification) -> AnyView {
    let w = &words().audit;
    if let Some(broken) = found.broken {
        return view! {
            <div class="card failed audit-broken" data-seq=broken.seq>
                <p class="problem-what bad">
                    <Icon name="warning" />
                    {(w.broken)(broken.seq)}
                </p>
                <p>{(w.broken_how)(broken.kind)}</p>
                <p>
                    <strong>{words().what_to_do}": "</strong>
                    {w.broken_remedy}
                </p>
            </div>
        }
        .into_any();
    }
    let signed = match (found.signed_until, found.key_known) {
        _ if found.checked == 0 => String::new(),
        (None, _) => w.whole_not_signed.into(),
        (Some(seq), true) => (w.whole_signed)(seq),
        (Some(seq), false) => (w.whole_fits)(seq),
    };
    let differs = found.at_server.as_ref().and_then(differing);
    let known = found.at_server.as_ref().filter(|_| differs.is_none());
    let known = known.map(|known| (w.known_at_server)(&known.server, known.until));
    view! {
        <div class="audit-whole">
            <Icon name="check" />
            <p>
                <strong>{(w.whole)(found.checked)}</strong>
                " "
                {signed}
                " "
                {known}
            </p>
        </div>
        {differs}
    }
    .into_any()
}

/// What is wrong with the trail of one side, as the other was told of it.
fn differing(known: &TrailAtServer) -> Option<AnyView> {
    let w = &words().audit;
    let (what, remedy) = match (known.ours_stands, known.theirs_stands) {
        (true, true) => return None,
        (false, _) => ((w.other_here)(&known.server), w.broken_remedy),
        (true, false) => ((w.other_there)(&known.server), w.other_there_remedy),
    };
    let differs = view! {
        <div class="card failed audit-differs">
            <p class="problem-what bad">
                <Icon name="warning" />
                {what}
            </p>
            <p>
                <strong>{words().what_to_do}": "</strong>
                {remedy}
            </p>
        </div>
    };
    Some(differs.into_any())
}

fn exported(deed: Deed<AuditExport>) -> Option<AnyView> {
    let w = &words().audit;
    match deed {
        Deed::Not => None,
        Deed::Doing => Some(view! { <p class="quiet">{w.exporting}</p> }.into_any()),
        Deed::Failed(problem) => {
            Some(view! { <div class="card failed"><ProblemView problem /></div> }.into_any())
        }
        Deed::Done(export) => Some(
            view! {
                <div class="audit-exported">
                    <p>{(w.exported)(export.entries)}</p>
                    <p class="copied-value">
                        <code>{export.path.clone()}</code>
                        <CopyButton text=export.path what=w.export_path />
                    </p>
                </div>
            }
            .into_any(),
        ),
    }
}
