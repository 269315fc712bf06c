//! The pages a person sees. Plain HTML without a script.

mod consent;
mod list;

pub(crate) use consent::{code, consent, denied, mistake};
pub(crate) use list::list;

/// The one style sheet.
pub(crate) const STYLE: &str = include_str!("style.css");

/// A text that stays text in HTML and in XML.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

/// A whole page. The title is text, the content HTML.
fn document(title: &str, content: &str) -> String {
    let title = escaped(title);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title} – practice</title>\n\
         <link rel=\"stylesheet\" href=\"/-/style.css\">\n</head>\n<body>\n\
         <p class=\"practice\" role=\"note\"><strong>Practice</strong> — nothing here is real. \
         No company is connected and nothing leaves this computer.</p>\n\
         <main>\n{content}</main>\n</body>\n</html>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_from_outside_cannot_become_a_part_of_the_page() {
        let page = document("<script>", &escaped("a'\"<b>&"));
        assert!(!page.contains("<script>") && !page.contains("<b>"), "{page}");
    }
}
