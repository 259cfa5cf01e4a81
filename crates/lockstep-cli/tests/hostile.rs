//! Inputs that nobody means well with.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "clippy takes the helpers of an integration test for production code"
)]

mod common;

use common::Sandbox;

/// No timing here; what matters is that each gives a report.
#[test]
fn hostile_inputs() {
    let sandbox = Sandbox::new("hostile", &[]);
    let mut state: u64 = 7;
    let mut noise = vec![0_u8; 1_000_000];
    for byte in &mut noise {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        *byte = (state >> 56) as u8;
    }
    let cases: [(&str, Vec<u8>); 10] = [
        ("noise", noise),
        ("brackets", "(".repeat(100_000).into_bytes()),
        (
            "check brackets",
            format!("ALTER TABLE t ADD CHECK {}", "(".repeat(100_000)).into_bytes(),
        ),
        ("quote", b"SELECT 'never closed; DROP TABLE t;".to_vec()),
        ("dollars", b"SELECT $$never closed; DROP TABLE t;".to_vec()),
        ("empty", Vec::new()),
        (
            "crlf",
            b"ALTER TABLE t ADD c int;\r\nDROP TABLE t;\r\n".to_vec(),
        ),
        ("bom", b"\xef\xbb\xbfALTER TABLE t ADD c int;".to_vec()),
        (
            "nul",
            b"ALTER TABLE t\0 ADD c int;\0\0DROP TABLE t;".to_vec(),
        ),
        (
            "one long line",
            "ALTER TABLE t ADD c int; ".repeat(10_000).into_bytes(),
        ),
    ];
    for (name, bytes) in cases {
        for args in [
            ["check", "--format", "json"],
            ["check", "--format", "human"],
            ["check", "--format", "markdown"],
            ["check", "--format", "sarif"],
            ["check", "--format", "github"],
            ["plan", "--format", "human"],
            ["plan", "--format", "markdown"],
        ] {
            let output = sandbox.run(&args, &bytes);
            let err = String::from_utf8_lossy(&output.stderr);
            assert!(
                matches!(output.status.code(), Some(0 | 1)),
                "{name} {args:?}: {err}"
            );
            assert!(!output.stdout.is_empty(), "{name} {args:?}");
            assert!(
                err.is_empty() || err.contains("is not UTF-8"),
                "{name} {args:?}: {err}"
            );
        }
    }
}
