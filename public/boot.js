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

/** The bytes behind a stream; `undefined` when they are more than `most`. */
async function collect(stream, most) {
  const reader = stream.getReader();
  const chunks = [];
  for (let size = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return new Uint8Array(await new Blob(chunks).arrayBuffer());
    chunks.push(value);
    size += value.length;
    if (size > most) {
      reader.cancel();
      return undefined;
    }
  }
}

const through = (bytes, transform, most) => collect(new Blob([bytes]).stream().pipeThrough(transform), most);

/** The rules of the views that nobody sees first. */
function styleLater() {
  for (const view of ["plan", "timeline", "reference", "palette"]) {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = ofThisBuild(`later/${view}.css`);
    document.head.append(link);
  }
}

/** Keeps this build for a visit without a network, and tells of the next one. */
async function keepForOffline() {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return;
  let kept;
  try {
    kept = await serviceWorker.register(here("sw.js"));
  } catch {
    // Storage is blocked, or the host has no such file: the page works online.
    return;
  }
  const tell = () => {
    const next = kept.waiting;
    if (!next || !serviceWorker.controller) return;
    globalThis.lockstep.update = () => {
      serviceWorker.addEventListener("controllerchange", () => location.reload());
      next.postMessage("take over");
    };
    dispatchEvent(new Event("lockstep-update"));
  };
  tell();
  kept.addEventListener("updatefound", () => {
    kept.installing?.addEventListener("statechange", tell);
  });
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
    referenceUrl: ofThisBuild("reference.json"),
    // What stands in an address is packed by the browser itself.
    deflate: (bytes) => through(bytes, new CompressionStream("deflate-raw"), Infinity),
    inflate: (bytes, most) => through(bytes, new DecompressionStream("deflate-raw"), most),
    loadEditor: () => import(ofThisBuild("editor.js")),
  };

  await glue.default({ module_or_path: module });
  styleLater();
  keepForOffline();
} catch (error) {
  const failed = document.getElementById("boot-failed");
  if (failed) failed.hidden = false;
  throw error;
}
