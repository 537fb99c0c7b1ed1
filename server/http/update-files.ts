// The folder of updates of desks, for libraries whose desks reach nothing but their server: files as electron-builder writes them, served as they lie
// there.
// Nothing in it is secret; a desk takes only files with valid signatures.

import { createReadStream, statSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { on } from './calls.ts';
import { ROUTES } from './routes.ts';

/** Registers the route. `dir` null: there is no such folder, and every file of it is unknown. */
export function addUpdateFiles(server: FastifyInstance, dir: string | null): void {
  on(server, ROUTES.updates, async ({ params, request, reply }) => {
    const path = dir === null ? null : join(dir, params.file);
    const size = path === null ? null : sizeOf(path);
    if (path === null || size === null) throw new HoldfastError('HF-SERVER-083', { file: params.file });
    // The list of the newest version is asked for anew each time; the others have their version in their name.
    const isList = /\.ya?ml(\.sig)?$/.test(params.file);
    reply.header('cache-control', isList ? 'no-cache' : 'public, max-age=86400').header('accept-ranges', 'bytes');
    reply.type('application/octet-stream');
    const range = rangeOf(request.headers.range, size);
    if (range === 'beyond') return reply.status(416).header('content-range', `bytes */${size}`).send();
    if (range === null) return reply.header('content-length', size).send(createReadStream(path));
    const { from, to } = range;
    reply
      .status(206)
      .header('content-range', `bytes ${from}-${to}/${size}`)
      .header('content-length', to - from + 1);
    return reply.send(createReadStream(path, { start: from, end: to }));
  });
}

function sizeOf(path: string): number | null {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat?.isFile() === true ? stat.size : null;
}

/** One part of a file; null = all of it, also for several parts at once, which a client then takes whole. */
function rangeOf(
  header: string | undefined,
  size: number,
): { readonly from: number; readonly to: number } | 'beyond' | null {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return null;
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  return from > to ? 'beyond' : { from, to };
}
