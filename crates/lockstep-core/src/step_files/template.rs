//! Templates of files, and the names in them.

/// Text with what stands for each key in braces; braces around anything else
/// stay, and what is filled in is not read again.
pub(super) fn fill(template: &str, value: &dyn Fn(&str) -> Option<String>) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once('{') {
        text.push_str(before);
        match behind
            .split_once('}')
            .and_then(|(key, after)| Some((value(key)?, after)))
        {
            Some((value, after)) => {
                text.push_str(&value);
                rest = after;
            }
            None => {
                text.push('{');
                rest = behind;
            }
        }
    }
    text.push_str(rest);
    text
}

/// The words of a title as part of a file's name, in at most `length` bytes.
pub(super) fn slug(title: &str, length: usize) -> String {
    let mut words = String::new();
    for it in title.chars().flat_map(char::to_lowercase) {
        if it.is_ascii_alphanumeric() {
            words.push(it);
        } else if !words.is_empty() && !words.ends_with('_') {
            words.push('_');
        }
        if words.len() >= length {
            break;
        }
    }
    words.trim_end_matches('_').to_owned()
}

/// The name of a class: `build_users_2` is `BuildUsers2`.
pub(super) fn class(name: &str) -> String {
    let mut class = String::new();
    for word in name.split('_') {
        let mut letters = word.chars();
        class.extend(letters.next().map(|it| it.to_ascii_uppercase()));
        class.push_str(letters.as_str());
    }
    class
}

/// Twelve hexadecimal digits that the same text always gives: FNV-1a.
pub(super) fn hash(text: &str) -> String {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{:012x}", hash >> 16)
}

/// The folder that holds the migrations' own: `shop` of
/// `shop/migrations/0007_x.sql`.
pub(super) fn app(path: &str) -> String {
    let mut parts = path.rsplit(['/', '\\']).skip(1);
    let found = match (parts.next(), parts.next()) {
        (Some("migrations"), Some(app)) if !app.is_empty() => app,
        _ => "app",
    };
    found.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_filled_in_is_not_read_again() {
        let value = |key: &str| (key == "sql").then(|| "{sql} {".to_owned());
        assert_eq!(
            fill("a {sql} {b} { {sql}", &value),
            "a {sql} { {b} { {sql} {"
        );
    }

    #[test]
    fn names_fit_their_place() {
        assert_eq!(
            slug("Build public.\"Größe\" now!", 60),
            "build_public_gr_e_now"
        );
        assert_eq!(slug("Add a column", 5), "add_a");
        assert_eq!(class("add_a_2"), "AddA2");
        assert_eq!(app("shop/migrations/1.sql"), "shop");
        assert_eq!(app("migrations/1.sql"), "app");
        assert_eq!(hash("a").len(), 12);
    }
}
