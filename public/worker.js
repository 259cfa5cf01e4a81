// A second instance of the page's own program, for the analysis: the page
// sends where the program is, and the program itself, already compiled.
self.onmessage = async ({ data: { glueUrl, module } }) => {
  self.onmessage = null;
  const glue = await import(glueUrl);
  await glue.default({ module_or_path: module });
  self.postMessage("ready");
};
