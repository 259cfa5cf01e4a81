// Starts the app. index.html names the files of this build in the attributes
// of the script element; their names change with their content.
const { js, wasm, worker } = document.querySelector("script[data-wasm]").dataset;
const here = (path) => new URL(path, document.baseURI).href;
const [glueUrl, wasmUrl, workerUrl] = [js, wasm, worker].map(here);
const ofThisBuild = (path) => here(`${path}?${wasm}`);

/** Compiles while the bytes arrive, where the host calls them WebAssembly. */
async function compile(response) {
  if (!response.ok) throw new Error(`${wasmUrl}: ${response.status}`);
  if (response.headers.get("content-type")?.startsWith("application/wasm")) {
    return WebAssembly.compileStreaming(response);
  }
  return WebAssembly.compile(await response.arrayBuffer());
}

try {
  const [glue, module] = await Promise.all([import(glueUrl), fetch(wasmUrl).then(compile)]);

  // The page checks with its own program, compiled once: the worker instantiates
  // `module` again. What makes plans is another, loaded when the page is there.
  globalThis.lockstep = {
    workerUrl,
    check: { glueUrl, module, call: "checkPacked" },
    plan: {
      glueUrl: ofThisBuild("lockstep-wasm.js"),
      module: ofThisBuild("lockstep-wasm_bg.wasm"),
      call: "planPacked",
    },
    loadEditor: () => import(ofThisBuild("editor.js")),
  };

  await glue.default({ module_or_path: module });
} catch (error) {
  const failed = document.getElementById("boot-failed");
  if (failed) failed.hidden = false;
  throw error;
}
