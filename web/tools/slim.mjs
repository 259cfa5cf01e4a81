// Makes the release's WebAssembly small; trunk runs it as a hook of the build
// (Trunk.toml), behind wasm-bindgen.
//
// Two things of sqlparser are a seventh of the program and serve nobody here:
// the text of its trees and the place of their nodes. Its parser asks for them
// only to word errors that are never read, which the linker cannot know. They
// are emptied: text is written as nothing, places stay unset. No function that
// decides anything is touched, and none traps.

import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, realpathSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const EMPTIED =
  /^<sqlparser::ast::.* as (core::fmt::(Display|Debug)>::fmt|sqlparser::ast::spans::Spanned>::span)\b/;

// What Rust's compiler emits, but wasm-opt has to be told.
const FEATURES = [
  'bulk-memory',
  'nontrapping-float-to-int',
  'sign-ext',
  'mutable-globals',
  'reference-types',
  'multivalue',
].map((feature) => `--enable-${feature}`);

if (process.env.TRUNK_PROFILE === 'release') {
  const binaryen = await load();
  const folder = process.env.TRUNK_STAGING_DIR;
  for (const name of readdirSync(folder).filter((name) => name.endsWith('.wasm'))) {
    const path = join(folder, name);
    writeFileSync(path, emptied(binaryen, readFileSync(path)));
    execFileSync('wasm-opt', [...FEATURES, '-Oz', '--strip-debug', path, '-o', path], {
      stdio: 'inherit',
    });
  }
}

/** The package that `wasm-opt`, which is on the PATH, belongs to. */
async function load() {
  for (const folder of process.env.PATH.split(delimiter)) {
    try {
      const tool = realpathSync(join(folder, 'wasm-opt'));
      const entry = join(dirname(dirname(tool)), 'index.js');
      return (await import(pathToFileURL(entry))).default;
    } catch {
      // Not in this folder.
    }
  }
  throw new Error('no wasm-opt on the PATH: build with `cargo xtask build`');
}

/** The module without the functions of that name, and their number on stdout. */
function emptied(binaryen, bytes) {
  const { Features } = binaryen;
  const module = binaryen.readBinary(bytes);
  module.setFeatures(
    Features.BulkMemory |
      Features.BulkMemoryOpt |
      Features.NontrappingFPToInt |
      Features.SignExt |
      Features.MutableGlobals |
      Features.ReferenceTypes |
      Features.CallIndirectOverlong |
      Features.Multivalue,
  );
  let count = 0;
  for (let index = 0; index < module.getNumFunctions(); index += 1) {
    const pointer = module.getFunctionByIndex(index);
    const { name, module: imported, results } = binaryen.getFunctionInfo(pointer);
    if (imported || !EMPTIED.test(name)) continue;
    if (results === binaryen.i32) {
      // `Ok(())` of a `fmt::Result`.
      binaryen.Function.setBody(pointer, module.i32.const(0));
    } else if (results === binaryen.none) {
      binaryen.Function.setBody(pointer, module.nop());
    } else {
      continue;
    }
    count += 1;
  }
  if (count === 0) throw new Error('nothing of sqlparser was found: did its names change?');
  console.log(`emptied ${count} functions of sqlparser`);
  return module.emitBinary();
}
