// Keeps the page of one build, so that it opens without a network: every file
// of the site, and nothing that a visitor types. `cargo xtask build` fills in
// which files there are; without them this does nothing.
const BUILD = { version: "", files: [] };
const CACHE = `lockstep-${BUILD.version}`;

self.addEventListener("install", (event) => {
  // A file that is missing now would be missing offline: then the old build stays.
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(BUILD.files)));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys().then((keys) =>
      Promise.all(
        keys
          .filter((key) => key.startsWith("lockstep-") && key !== CACHE)
          .map((key) => caches.delete(key)),
      ),
    ),
  );
});

// The page asks for it once its visitor has agreed to load the new build.
self.addEventListener("message", ({ data }) => {
  if (data === "take over") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !BUILD.version) return;
  event.respondWith(answer(request));
});

async function answer(request) {
  const cache = await caches.open(CACHE);
  const wanted = request.mode === "navigate" ? "./" : request;
  // The query only tells builds apart, and a cache holds but one.
  return (await cache.match(wanted, { ignoreSearch: true })) ?? fetch(request);
}
