// An analysis beside the page. The first message says where its program is:
// its script, the module (compiled already, or an address), and the function
// to call. Each one after it is a request, answered under the same revision
// number.
let starting;

async function start({ glueUrl, module, call }) {
  const glue = await import(glueUrl);
  await glue.default({ module_or_path: module });
  return { glue, answer: glue[call] };
}

self.onmessage = async ({ data }) => {
  if (data.module) {
    starting = start(data);
    // Who asks is told; until then nobody has to hear of it.
    starting.catch(() => {});
    return;
  }
  const { revision, request } = data;
  let program;
  try {
    program = await starting;
    const packed = program.answer(request);
    self.postMessage({ revision, packed }, [packed.buffer]);
  } catch (error) {
    // After a panic the instance is poisoned: the page throws it away.
    let words = "";
    try {
      words = program?.glue.lastPanic() ?? "";
    } catch {
      // Then the error has to do.
    }
    self.postMessage({ revision, crash: words || String(error) });
  }
};
