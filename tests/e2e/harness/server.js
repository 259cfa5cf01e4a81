// A host for static files, as plain as the plainest a user may have, with the
// site below a sub-path: whatever works here works anywhere.
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".sql": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

/** The file that a path asks for, or null if there is none in the folder. */
async function find(folder, path) {
  const file = join(folder, normalize(path), path.endsWith("/") ? "index.html" : "");
  if (!file.startsWith(folder + sep)) return null;
  const info = await stat(file).catch(() => null);
  return info?.isFile() ? file : null;
}

/**
 * Serves `folder` below `base` on a free port.
 * @returns {Promise<{url: string, requests: string[], missing: Set<string>, changed: Map<string, string>, close: () => Promise<void>}>}
 *   where the site is, the path of every request so far, files to keep back,
 *   files that say something else, and how to end it.
 */
export async function serve(folder, base = "/some/where/") {
  const requests = [];
  const missing = new Set();
  const changed = new Map();
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    requests.push(pathname);
    const path = decodeURIComponent(pathname);
    const here = path.startsWith(base) && !missing.has(path.slice(base.length));
    const file = here ? await find(folder, path.slice(base.length - 1)) : null;
    if (!file) {
      response.writeHead(404).end("not found");
      return;
    }
    const text = changed.get(path.slice(base.length));
    if (text !== undefined) {
      response.writeHead(200, { "content-type": TYPES[extname(file)] }).end(text);
      return;
    }
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}${base}`,
    requests,
    missing,
    changed,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
