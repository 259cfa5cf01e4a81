// The site in a real browser. A test file starts with
//
//     const site = await openSite();
//     after(() => site.close());
//
// and opens a fresh page, with empty storage, for each test.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { serve } from "./server.js";

const DIST = fileURLToPath(new URL("../../../dist", import.meta.url));

const FLAGS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Serves the release build below a sub-path and starts the browser named by
 * the environment variable CHROMIUM.
 */
export async function openSite() {
  const executablePath = process.env.CHROMIUM;
  if (!executablePath) {
    throw new Error("set CHROMIUM=/path/to/chromium, or use `cargo xtask test`, which finds it");
  }
  const server = await serve(DIST);
  const browser = await chromium.launch({ executablePath, args: FLAGS });

  return {
    url: server.url,
    /** The path of every request that reached the server. */
    requests: server.requests,
    /** Files of the site that the server is to say it does not have. */
    missing: server.missing,
    /** Files of the site, and what the server is to say that they hold. */
    changed: server.changed,
    /**
     * A new page, on the site; `fragment` is what stands after the `#`, and
     * `options` are playwright's for a browser context (viewport, colorScheme, …).
     */
    async page({ fragment = "", ...options } = {}) {
      const context = await browser.newContext(options);
      const page = await context.newPage();
      const complaints = watch(page);
      await page.goto(server.url + (fragment && `#${fragment}`));
      return Object.assign(page, { complaints });
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/**
 * Collects what no page of ours may ever do: errors in the console (a breach
 * of the Content-Security-Policy is one), exceptions, and requests that fail
 * or go to any other host.
 */
function watch(page) {
  const complaints = [];
  const home = () => new URL(page.url()).origin;
  page.on("console", (message) => {
    if (message.type() === "error") {
      complaints.push(`console: ${message.text()} (${message.location().url})`);
    }
  });
  page.on("pageerror", (error) => complaints.push(`exception: ${error.message}`));
  page.on("requestfailed", (request) => complaints.push(`request failed: ${request.url()}`));
  page.on("response", (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`);
  });
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith("http") && page.url().startsWith("http") && origin !== home()) {
      complaints.push(`foreign request: ${request.url()}`);
    }
  });
  return complaints;
}

const axeSource = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * What axe-core finds wrong with the page, as readable lines.
 *
 * Playwright evaluates outside the page's policy, so axe needs no exception in it.
 */
export async function accessibilityProblems(page) {
  // A colour on its way to another is nobody's colour.
  await page.evaluate(() => {
    const ends = (animation) => animation.effect?.getComputedTiming().endTime < Infinity;
    return Promise.allSettled(document.getAnimations().filter(ends).map(({ finished }) => finished));
  });
  await page.evaluate(await axeSource);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target }) => `${id}: ${help} (${target.join(" ")})`),
  );
}
