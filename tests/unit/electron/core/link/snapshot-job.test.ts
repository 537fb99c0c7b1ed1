// A snapshot that does not come whole: how its download ends, and that no file of it stays.

import { once } from 'node:events';
import { mkdirSync, readdirSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemTimers } from '../../../../../electron/core/system-timers.ts';
import {
  runSnapshotJob,
  type SnapshotJobPorts,
  type SnapshotReport,
} from '../../../../../electron/core/link/snapshot-job.ts';
import { tempDir } from '../../../db/support/temp-dir.ts';
import { testKey } from '../../../db/support/test-desk.ts';

const path = tempDir();

/** Runs a job against a server that answers so; returns how it ended and what is left in the folder. */
async function load(name: string, answer: RequestListener, more: Partial<SnapshotJobPorts> = {}) {
  const dir = path(name);
  mkdirSync(dir);
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const ends: SnapshotReport[] = [];
  const job = { url: `http://127.0.0.1:${port}/v1/snapshot`, token: 't', place: { dir, generation: 1, key: testKey } };
  const ports = { mono: () => 0, fetch, timers: systemTimers, report: (report: SnapshotReport) => ends.push(report) };
  await runSnapshotJob(job, { ...ports, ...more });
  server.closeAllConnections();
  server.close();
  return { ends, left: readdirSync(dir) };
}

test('a line that breaks before the answer or in it is a cut, and no fault', async () => {
  const before = await load('before', (request) => request.socket.destroy());
  expect(before).toEqual({ ends: [{ kind: 'cut' }], left: [] });
  const within = await load('within', (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/x-ndjson' }).write('{"type":"beg');
    setTimeout(() => response.destroy(), 20);
  });
  expect(within).toEqual({ ends: [{ kind: 'cut' }], left: [] });
});

test('a refusal is told by its status, and something else than a snapshot as a fault', async () => {
  const refused = await load('refused', (_request, response) => response.writeHead(401).end());
  expect(refused).toEqual({ ends: [expect.objectContaining({ kind: 'failed', status: 401 })], left: [] });
  const portal = await load('portal', (_request, response) => response.end('<html>Welcome</html>\n'));
  expect(portal).toEqual({ ends: [expect.objectContaining({ kind: 'failed', status: null })], left: [] });
});

test('a line that is silent for too long is given up', async () => {
  let now = 0;
  const due: (() => void)[] = [];
  const after = (_ms: number, work: () => void) => {
    due.push(work);
    return () => undefined;
  };
  const loading = load(
    'silent',
    (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/x-ndjson' }).write('{"type":"beg');
      now = 46_000;
      due.shift()?.();
    },
    { mono: () => now, timers: { ...systemTimers, after } },
  );
  expect(await loading).toEqual({ ends: [{ kind: 'cut' }], left: [] });
});
