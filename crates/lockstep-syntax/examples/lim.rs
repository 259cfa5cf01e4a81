//! x
fn main() {
    let kind: usize = std::env::args().nth(1).unwrap().parse().unwrap();
    let depth: usize = std::env::args().nth(2).unwrap().parse().unwrap();
    let kb: usize = std::env::args().nth(3).unwrap().parse().unwrap();
    let forms = [
        ("(", ")"),
        ("f(", ")"),
        ("ARRAY[", "]"),
        ("(SELECT ", ")"),
        ("CASE WHEN true THEN ", " END"),
        ("CASE ", " WHEN 1 THEN 1 END"),
        ("NOT ", ""),
        ("- ", ""),
        ("1 IN (", ")"),
        ("(SELECT * FROM (SELECT ", ") x)"),
        ("EXISTS (SELECT 1 WHERE ", ")"),
        ("1 + ", ""),
        ("1 = 1 AND ", ""),
        ("", "::int"),
        ("", " UNION ALL SELECT 1"),
        ("", "[1]"),
        ("", " COLLATE \"C\""),
        ("CAST(", " AS int)"),
        ("(", " + 1)"),
    ];
    let (o, c) = forms[kind];
    let text = format!("SELECT {}1{};", o.repeat(depth), c.repeat(depth));
    std::thread::Builder::new()
        .stack_size(kb * 1024)
        .spawn(move || {
            let s = lockstep_syntax::script::read(&text);
            let p = s.statements().next().map(|s| match &s.kind {
                lockstep_syntax::tree::StatementKind::Select(q) => q.parsed,
                _ => false,
            });
            println!("{o} {depth} parsed {p:?}");
        })
        .unwrap()
        .join()
        .unwrap();
}
