// Faults of a desk: its forced writes, its trust in its server, and its limit of retries.

import { existsSync, statSync, truncateSync } from 'node:fs';
import { z } from 'zod';
import { ledgerPath } from '../../../db/ledger/open-ledger.ts';
import { SyncStatusSchema } from '../../../shared/views/sync.ts';
import type { Fetch, HttpAnswer } from '../../../electron/core/link/server-client.ts';
import type { DiskGuard } from '../world/disk.ts';
import type { Plant } from '../world/world.ts';

/** An act is acknowledged before it is forced to the disk: its pages in the WAL are lost with the power. */
export const acknowledgeBeforeSync = (): Plant => ({
  desk: (desk, parts) => ({ ...parts, guard: losingGuard(parts.guard, ledgerPath(desk.dir)) }),
});

function losingGuard(guard: DiskGuard, path: string): DiskGuard {
  const kill = () => {
    const wal = `${path}-wal`;
    if (!guard.isDead && existsSync(wal)) truncateSync(wal, Math.floor(statSync(wal).size / 2));
    guard.kill();
  };
  return new Proxy(guard, { get: (target, key) => (key === 'kill' ? kill : Reflect.get(target, key, target)) });
}

/** The epoch of a server that was put back is not looked at. */
export function ignoreEpoch(): Plant {
  return {
    desk: (_desk, parts) => ({
      ...parts,
      fetch: answering(parts.fetch, (text) => text.replaceAll(/"epoch":"epoch \d+"/g, '"epoch":"first"')),
    }),
  };
}

/** After one exchange that breaks a desk sends no more, while its status shows that it is connected. */
export const wedgedPush = (): Plant => ({
  desk: (_desk, parts) => {
    let isWedged = false;
    return {
      ...parts,
      fetch: async (url, init) => {
        const isPush = url.pathname === '/v1/commands';
        if (isPush && isWedged) return Promise.withResolvers<HttpAnswer>().promise;
        try {
          return await parts.fetch(url, init);
        } catch (error) {
          isWedged ||= isPush;
          throw error;
        }
      },
    };
  },
});

/** A ledger that is an older copy of itself goes on under the numbers that it had: the stream that should begin does not. */
export const reuseSeq = (): Plant => ({
  desk: (_desk, parts) => {
    parts.guard.leavesOut = (sql) => /^INSERT INTO stream\b/i.test(sql);
    return parts;
  },
});

/** The status follows the socket: an opened feed counts as a connection, whether anything comes of it or not. */
export const statusFromSocket = (): Plant => {
  const opened = new Set<string>();
  return {
    desk: (desk, parts) => ({
      ...parts,
      fetch: async (url, init) => {
        const answer = await parts.fetch(url, init);
        if (url.pathname === '/v1/feed' && answer.status === 200) opened.add(desk.name);
        return answer;
      },
    }),
    call: (desk, call) => async (name, input) => {
      const answer = await call(name, input);
      if (name !== 'sync.status' || !answer.ok || !opened.has(desk.name)) return answer;
      return { ok: true, value: { ...SyncStatusSchema.parse(answer.value), online: true } };
    },
  };
};

const anything = z.unknown();

/** Changes the text of every answer, of streams chunk by chunk. */
function answering(fetch: Fetch, change: (text: string) => string): Fetch {
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  return async (url, init) => {
    const answer = await fetch(url, init);
    const body = answer.body?.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform: (chunk, out) => out.enqueue(encoder.encode(change(decoder.decode(chunk)))),
      }),
    );
    return {
      status: answer.status,
      headers: answer.headers,
      json: async () => anything.parse(JSON.parse(change(JSON.stringify(await answer.json())))),
      body: body ?? null,
    };
  };
}
