//! One part of the installation: a card that is calm when it works and helps when it
//! does not.

use leptos::either::EitherOf3;
use leptos::prelude::*;
use patchbay_contract::Part;

use crate::components::{Icon, ProblemView};
use crate::words::words;

/// The card of a part; `facts` draws what a working one has to say.
#[component]
pub fn PartCard<T: 'static>(
    /// The card's id, for links and tests.
    id: &'static str,
    /// Its icon.
    icon: &'static str,
    /// Its name.
    title: &'static str,
    /// What the part is for.
    purpose: &'static str,
    /// How it is.
    part: Part<T>,
    /// Draws the facts.
    facts: fn(T) -> AnyView,
    /// Why nobody needs it, if that is so: then it may be as it likes.
    #[prop(optional_no_strip)]
    unused: Option<&'static str>,
) -> impl IntoView {
    let works = part.problem().is_none();
    let unused = unused.filter(|_| !works);
    let (mark, word, tone) = match (works, unused) {
        (true, _) => ("check", words().working, "good"),
        (false, Some(_)) => ("info", words().not_used, "neutral"),
        (false, None) => ("warning", words().needs_attention, "bad"),
    };
    view! {
        <section id=id class="card part" class:failed=(!works && unused.is_none()) aria-labelledby=format!("{id}-title")>
            <header class="part-head">
                <span class="part-tile"><Icon name=icon /></span>
                <h2 id=format!("{id}-title")>{title}</h2>
                <span class=format!("status {tone}")>
                    <Icon name=mark />
                    {word}
                </span>
            </header>
            <p class="purpose">{purpose}</p>
            {match (part, unused) {
                (Part::Working(working), _) => {
                    EitherOf3::A(view! { <dl class="facts">{facts(working)}</dl> })
                }
                (Part::Failed(_), Some(why)) => EitherOf3::B(view! { <p>{why}</p> }),
                (Part::Failed(problem), None) => EitherOf3::C(view! { <ProblemView problem /> }),
            }}
        </section>
    }
}

/// The card's shape before anything is known, so that nothing moves later.
#[component]
pub fn PartSkeleton() -> impl IntoView {
    view! {
        <div class="card part skeleton">
            <span class="bone title"></span>
            <span class="bone"></span>
            <span class="bone short"></span>
        </div>
    }
}
