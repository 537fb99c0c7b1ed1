// Serves the page at app://desk/ and nothing else: fixed files from memory, so that no address ever becomes a path.

import { protocol, type Protocol } from 'electron';
import { PAGE_HEADERS, type PageFile } from '../host/page-files.ts';

/** The page's scheme and origin. */
export const PAGE_SCHEME = 'app';
export const PAGE_ORIGIN = 'app://desk';

/** Must be called before the app is ready. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: PAGE_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Answers requests of the page's own origin. */
export function servePage(target: Pick<Protocol, 'handle'>, files: ReadonlyMap<string, PageFile>): void {
  target.handle(PAGE_SCHEME, (request) => answerPageRequest(request, files));
}

/** Only GET, only the host `desk`, only files that exist, by their exact address. */
export function answerPageRequest(request: Request, files: ReadonlyMap<string, PageFile>): Response {
  const refused = (status: number) => new Response(null, { status, headers: PAGE_HEADERS });
  if (request.method !== 'GET') return refused(405);
  const url = parseUrl(request.url);
  if (url === null || url.protocol !== `${PAGE_SCHEME}:` || url.host !== 'desk') return refused(403);
  const file = files.get(url.pathname);
  if (file === undefined) return refused(404);
  return new Response(new Uint8Array(file.body), { headers: { ...PAGE_HEADERS, 'content-type': file.type } });
}

function parseUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}
