// Starts the app. index.html names the files of this build in the attributes
// of the script element; their names change with their content.
const { js, wasm, worker } = document.querySelector("script[data-wasm]").dataset;
const [glueUrl, wasmUrl, workerUrl, editorUrl] = [js, wasm, worker, `editor.js?${wasm}`].map(
  (path) => new URL(path, document.baseURI).href,
);

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

  // The page and its worker are the same program, compiled once: the app starts
  // its worker from these, and the worker instantiates `module` again.
  globalThis.lockstep = { glueUrl, workerUrl, module, loadEditor: () => import(editorUrl) };

  await glue.default({ module_or_path: module });
} catch (error) {
  const failed = document.getElementById("boot-failed");
  if (failed) failed.hidden = false;
  throw error;
}
