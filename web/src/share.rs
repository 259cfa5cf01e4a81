//! The state in the address: `#v1.` and the base64url of the raw deflate of
//! compact JSON that holds the text and what differs from the defaults.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use lockstep_core::framework;
use lockstep_core::sizes::Size;
use serde::{Deserialize, Serialize};

use crate::state::{Settings, Tab};

/// What every link of this version starts with.
const PREFIX: &str = "v1.";

/// A link may unpack to this much and no more.
pub const MAX_UNPACKED: usize = 2 * 1024 * 1024;

/// Links longer than this are cut off by some chats.
pub const LONG_LINK: usize = 2_000;

/// The address bar holds no more than this; the text is then only in the draft.
pub const MAX_ADDRESS: usize = 32_000;

/// What a link holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shared {
    /// The migration.
    pub sql: String,
    /// What may be assumed.
    pub settings: Settings,
    /// The view.
    pub tab: Tab,
}

/// Why a link could not be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkError {
    /// Made by a version that this one does not know.
    UnknownVersion,
    /// Cut off or changed on its way.
    Damaged,
    /// Unpacks to more than [`MAX_UNPACKED`].
    TooLarge,
}

/// The JSON of a link. Short names, and nothing that is as always.
#[derive(Deserialize, Serialize)]
struct Compact {
    s: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    p: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    c: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    f: Option<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    d: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    z: BTreeMap<String, [u64; 3]>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    t: Option<Tab>,
}

/// What a link holds, before it is packed.
#[must_use]
pub fn to_json(shared: &Shared) -> Vec<u8> {
    let defaults = Settings::default();
    let settings = &shared.settings;
    let compact = Compact {
        s: shared.sql.clone(),
        p: (settings.postgres != defaults.postgres).then_some(settings.postgres),
        c: settings.compare,
        f: settings.framework.clone(),
        d: settings.schema.to_string(),
        z: map(settings.sizes.iter().map(compact_size)),
        t: (shared.tab != Tab::default()).then_some(shared.tab),
    };
    // Strings and numbers always serialise.
    serde_json::to_vec(&compact).unwrap_or_default()
}

/// Reads what a link held.
///
/// # Errors
///
/// [`LinkError::Damaged`] where it is nothing that [`to_json`] makes.
pub fn from_json(json: &[u8]) -> Result<Shared, LinkError> {
    let compact: Compact = serde_json::from_slice(json).map_err(|_| LinkError::Damaged)?;
    let settings = Settings {
        postgres: major(compact.p),
        compare: compact.c.filter(|it| Settings::MAJORS.contains(it)),
        framework: known(compact.f),
        schema: compact.d.into(),
        sizes: map(compact.z.into_iter().map(full_size)),
    };
    Ok(Shared {
        sql: compact.s,
        settings,
        tab: compact.t.unwrap_or_default(),
    })
}

/// What another tool asks for by the parameters `pg`, `framework`, `schema`
/// and `view`; what makes no sense is as if it were not said.
///
/// ```
/// use lockstep_web::share::from_parameters;
/// let said = |name: &str| (name == "pg").then(|| "14".to_owned());
/// let shared = from_parameters("DROP TABLE a;".to_owned(), said);
/// assert_eq!((shared.settings.postgres, shared.settings.framework), (14, None));
/// ```
#[must_use]
pub fn from_parameters(sql: String, said: impl Fn(&str) -> Option<String>) -> Shared {
    let settings = Settings {
        postgres: major(said("pg").and_then(|it| it.parse().ok())),
        framework: known(said("framework")),
        schema: said("schema").unwrap_or_default().into(),
        ..Settings::default()
    };
    let tab = match said("view").as_deref() {
        Some("timeline") => Tab::Timeline,
        Some("plan") => Tab::Plan,
        Some("runbook") => Tab::Runbook,
        _ => Tab::Review,
    };
    Shared { sql, settings, tab }
}

/// The fragment for what [`to_json`] made, once it is packed; without the `#`.
#[must_use]
pub fn fragment(packed: &[u8]) -> String {
    format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(packed))
}

/// What is packed in a fragment, with or without its `#`; `None` when it holds
/// no state.
///
/// # Errors
///
/// The fragment looks like a state but cannot be read.
pub fn packed(fragment: &str) -> Result<Option<Vec<u8>>, LinkError> {
    let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
    let Some(packed) = fragment.strip_prefix(PREFIX) else {
        return if looks_versioned(fragment) {
            Err(LinkError::UnknownVersion)
        } else {
            Ok(None)
        };
    };
    URL_SAFE_NO_PAD
        .decode(packed.trim_end_matches('='))
        .map(Some)
        .map_err(|_| LinkError::Damaged)
}

/// The fragment for a state, without the `#`, made without a browser.
#[cfg(not(target_arch = "wasm32"))]
#[must_use]
pub fn encode(shared: &Shared) -> String {
    fragment(&miniz_oxide::deflate::compress_to_vec(&to_json(shared), 9))
}

fn major(said: Option<u8>) -> u8 {
    said.filter(|it| Settings::MAJORS.contains(it))
        .unwrap_or(Settings::default().postgres)
}

fn known(framework: Option<String>) -> Option<String> {
    framework.filter(|it| framework::by_name(it).is_some())
}

/// A map, filled one by one: collecting would sort first, which is more code.
fn map<V>(entries: impl Iterator<Item = (String, V)>) -> BTreeMap<String, V> {
    let mut map = BTreeMap::new();
    map.extend(entries);
    map
}

fn compact_size((table, size): (&String, &Size)) -> (String, [u64; 3]) {
    let numbers = [size.rows, size.bytes, size.writes_per_second];
    (table.clone(), numbers)
}

fn full_size((table, numbers): (String, [u64; 3])) -> (String, Size) {
    let [rows, bytes, writes_per_second] = numbers;
    let size = Size {
        rows,
        bytes,
        writes_per_second,
    };
    (table, size)
}

/// `v2.…`, `v10.…`: a state, but not one of ours.
fn looks_versioned(fragment: &str) -> bool {
    fragment
        .strip_prefix('v')
        .and_then(|rest| rest.split_once('.'))
        .is_some_and(|(version, _)| {
            !version.is_empty() && version.bytes().all(|it| it.is_ascii_digit())
        })
}

/// Reads a fragment as the page does, without a browser.
#[cfg(all(test, not(target_arch = "wasm32")))]
pub(crate) fn decode(fragment: &str) -> Result<Option<Shared>, LinkError> {
    use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};
    let Some(packed) = packed(fragment)? else {
        return Ok(None);
    };
    let json = decompress_to_vec_with_limit(&packed, MAX_UNPACKED).map_err(|error| {
        if error.status == TINFLStatus::HasMoreOutput {
            LinkError::TooLarge
        } else {
            LinkError::Damaged
        }
    })?;
    from_json(&json).map(Some)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    fn shared(sql: &str) -> Shared {
        Shared {
            sql: sql.to_owned(),
            ..Shared::default()
        }
    }

    #[test]
    fn the_address_is_free_of_anything_to_escape() {
        let link = encode(&shared("ALTER TABLE a ADD b int; -- é ' \" ? & #"));
        assert!(
            link.bytes()
                .all(|it| it.is_ascii_alphanumeric() || b"-_.".contains(&it))
        );
    }

    #[test]
    fn defaults_take_no_room() {
        let shared = shared("SELECT 1;");
        let with = Shared {
            settings: Settings {
                postgres: 11,
                ..Settings::default()
            },
            ..shared.clone()
        };
        assert!(encode(&shared).len() < encode(&with).len());
    }

    #[test]
    fn other_fragments_are_left_alone() {
        assert_eq!(decode(""), Ok(None));
        assert_eq!(decode("#"), Ok(None));
        assert_eq!(decode("#plan"), Ok(None));
        assert_eq!(decode("#vacuum.full"), Ok(None));
        assert_eq!(decode("#v2.abc"), Err(LinkError::UnknownVersion));
    }

    #[test]
    fn impossible_settings_fall_back() {
        let json = br#"{"s":"x","p":99,"f":"flyby"}"#;
        assert_eq!(from_json(json), Ok(shared("x")));
        let said = |name: &str| Some(if name == "pg" { "99" } else { "flyby" }.to_owned());
        let expected = Shared {
            settings: Settings {
                schema: "flyby".into(),
                ..Settings::default()
            },
            ..shared("x")
        };
        assert_eq!(from_parameters("x".to_owned(), said), expected);
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod laws {
    use super::*;
    use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};

    fn frameworks() -> impl Strategy<Value = Option<String>> {
        prop_oneof![
            Just(None),
            Just(Some("dbmate".to_owned())),
            Just(Some("none".to_owned()))
        ]
    }

    fn sizes() -> impl Strategy<Value = Size> {
        any::<[u64; 3]>().prop_map(|[rows, bytes, writes_per_second]| Size {
            rows,
            bytes,
            writes_per_second,
        })
    }

    fn tabs() -> impl Strategy<Value = Tab> {
        prop_oneof![
            Just(Tab::Review),
            Just(Tab::Timeline),
            Just(Tab::Plan),
            Just(Tab::Runbook)
        ]
    }

    proptest! {
        #[test]
        fn round_trip(
            sql in any::<String>(),
            postgres in 11..=18_u8,
            compare in proptest::option::of(11..=18_u8),
            framework in frameworks(),
            schema in any::<String>(),
            sizes in proptest::collection::btree_map(any::<String>(), sizes(), 0..4),
            tab in tabs(),
        ) {
            let schema = schema.into();
            let settings = Settings { postgres, compare, framework, schema, sizes };
            let shared = Shared { sql, settings, tab };
            assert_eq!(decode(&encode(&shared)), Ok(Some(shared)));
        }

        #[test]
        fn any_fragment_is_answered(fragment in "\\PC*", known in any::<bool>()) {
            let prefix = if known { PREFIX } else { "" };
            let _ = decode(&format!("#{prefix}{fragment}"));
        }

        #[test]
        fn a_cut_link_is_damaged(sql in "[a-z ]{20,200}", cut in 1..20_usize) {
            let link = encode(&Shared { sql, ..Shared::default() });
            assert_eq!(decode(&link[..link.len() - cut]), Err(LinkError::Damaged));
        }
    }
}
