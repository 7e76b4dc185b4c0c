import { extname, join, normalize, sep } from 'node:path';
import { protocol } from 'electron';
import { PAGE_FOLDER } from './locations.ts';

/** The page has an origin of its own, so that it needs none of the powers of `file:`. */
export const PAGE_ORIGIN = 'reaptree://app';
export const PAGE_URL = `${PAGE_ORIGIN}/index.html`;

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Before the app is ready: a scheme's privileges are fixed then. */
export function declarePageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'reaptree', privileges: { standard: true, secure: true, codeCache: true } },
  ]);
}

/** `net::ERR_FILE_NOT_FOUND`, net/base/net_error_list.h of Chromium */
const FILE_NOT_FOUND = -6;

/**
 * Serves the built page, and nothing outside its folder. By the older of Electron's two ways: `protocol.handle` wants
 * the classes of `fetch`, and loading them keeps the main process busy for 60 ms while the window waits for its page.
 */
export function servePage(): void {
  protocol.registerFileProtocol('reaptree', (request, answer) => {
    const url = new URL(request.url);
    const path = normalize(join(PAGE_FOLDER, decodeURIComponent(url.pathname)));
    const type = TYPES[extname(path)];
    if (url.host !== 'app' || !path.startsWith(PAGE_FOLDER + sep) || type === undefined) {
      return answer({ error: FILE_NOT_FOUND });
    }
    answer({
      path,
      headers: {
        'Content-Type': type,
        'Content-Security-Policy': CONTENT_SECURITY_POLICY,
        'X-Content-Type-Options': 'nosniff',
      },
    });
  });
}
