// A second instance of the page's own program, for the analysis. The first
// message says where the program is and brings it, already compiled; each one
// after it is a request, answered under the same revision number.
let starting;

async function start({ glueUrl, module }) {
  const glue = await import(glueUrl);
  await glue.default({ module_or_path: module });
  return glue;
}

self.onmessage = async ({ data }) => {
  if (data.module) {
    starting = start(data);
    return;
  }
  const { revision, request } = data;
  let glue;
  try {
    glue = await starting;
    const packed = glue.analyzePacked(request);
    self.postMessage({ revision, packed }, [packed.buffer]);
  } catch (error) {
    // After a panic the instance is poisoned: the page throws it away.
    let words = "";
    try {
      words = glue?.lastPanic() ?? "";
    } catch {
      // Then the error has to do.
    }
    self.postMessage({ revision, crash: words || String(error) });
  }
};
