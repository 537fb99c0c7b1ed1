// A snapshot that does not come whole: the end of its download, the parts that are kept, and the requests of the next try. [I17]

import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { CHUNK_WORK_ASIDE, removeChunkFolder } from '../../../../../db/replica/chunk-folder.ts';
import { openReplicaReader } from '../../../../../db/replica/open-replica.ts';
import { replicaState } from '../../../../../db/replica/replica-state.ts';
import { required } from '../../../../../shared/core/assert.ts';
import { systemTimers } from '../../../../../electron/core/system-timers.ts';
import {
  runSnapshotJob,
  type SnapshotJob,
  type SnapshotJobPorts,
  type SnapshotReport,
} from '../../../../../electron/core/link/snapshot-job.ts';
import { CHUNK_TYPE } from '../../../../../shared/wire/snapshot-chunk.ts';
import { tempDir } from '../../../db/support/temp-dir.ts';
import { testKey } from '../../../db/support/test-desk.ts';
import { itemRow, patronRow, put, type TestRow } from '../../../db/support/test-rows.ts';
import { testSnapshot, type TestSnapshot } from '../../../db/support/test-snapshot.ts';

const path = tempDir();

type Loaded = {
  readonly ends: readonly SnapshotReport[];
  readonly progress: readonly SnapshotReport[];
  readonly left: readonly string[];
};

/** Runs a job against a server that answers so; returns its end and the files left in the folder. */
async function load(
  name: string,
  answer: RequestListener,
  more: Partial<SnapshotJobPorts & SnapshotJob> = {},
): Promise<Loaded> {
  const dir = path(name);
  mkdirSync(dir, { recursive: true });
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const reports: SnapshotReport[] = [];
  const { old = null, starter = null, place = { dir, generation: 1, key: testKey }, ...ports } = more;
  const job = { baseUrl: `http://127.0.0.1:${port}`, token: 't', place, old, starter };
  await runSnapshotJob(job, {
    fetch,
    timers: systemTimers,
    chunkWork: CHUNK_WORK_ASIDE,
    report: (report) => reports.push(report),
    ...ports,
  });
  server.closeAllConnections();
  server.close();
  const isEnd = ({ kind }: SnapshotReport) => kind !== 'progress';
  return { ends: reports.filter(isEnd), progress: reports.filter((one) => !isEnd(one)), left: readdirSync(dir) };
}

/** A server of one snapshot. `chunk` answers for a chunk where it likes to; `asked` names those that were asked for. */
function serverOf(
  snapshot: () => TestSnapshot,
  chunk: (hash: string, response: ServerResponse) => boolean = () => false,
) {
  const asked: string[] = [];
  const answer: RequestListener = ({ url = '' }, response) => {
    const hash = /chunks\/(\w+)/.exec(url)?.[1];
    if (hash === undefined)
      return void response.setHeader('content-type', 'application/json').end(JSON.stringify(snapshot().manifest));
    asked.push(hash);
    const text = snapshot().texts.get(hash);
    if (chunk(hash, response)) return undefined;
    if (text === undefined) return void response.writeHead(410).end();
    return void response.setHeader('content-type', CHUNK_TYPE).end(zstdCompressSync(text));
  };
  return { asked, answer };
}

const items = (count: number, callNumber = ''): TestRow[] =>
  Array.from({ length: count }, (_, index) =>
    put('item', `i${String(index).padStart(4, '0')}`, itemRow(`i${index}`, { callNumber })),
  );
const patron = put('patron', 'p', patronRow('p'));

test('a line that breaks before the answer or in it is a cut, and no fault', async () => {
  const before = await load('before', (request) => request.socket.destroy());
  expect(before).toMatchObject({ ends: [{ kind: 'cut' }], left: [] });
  const within = await load('within', (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).write('{"epoch"');
    setTimeout(() => response.destroy(), 20);
  });
  expect(within).toMatchObject({ ends: [{ kind: 'cut' }], left: [] });
});

test('a refusal is told by its status, and something else than a snapshot as a fault', async () => {
  const refused = await load('refused', (_request, response) => response.writeHead(401).end());
  expect(refused).toMatchObject({ ends: [{ kind: 'failed', status: 401 }], left: [] });
  const portal = await load('portal', (_request, response) => response.end('<html>Welcome</html>\n'));
  expect(portal).toMatchObject({ ends: [{ kind: 'failed', status: null }], left: [] });
});

test('a line that is silent for too long is given up', async () => {
  const due: (() => void)[] = [];
  const after = (_ms: number, work: () => void) => {
    due.push(work);
    return () => undefined;
  };
  const loading = load(
    'silent',
    (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"epoch"');
      setTimeout(() => due.at(-1)?.(), 20);
    },
    { timers: { ...systemTimers, after } },
  );
  expect(await loading).toMatchObject({ ends: [{ kind: 'cut' }], left: [] });
});

test('while the server puts its chunks together it is asked again, and how far it is is told', async () => {
  const { answer } = serverOf(() => testSnapshot(items(10)));
  let asked = 0;
  const { ends, progress } = await load('building', (request, response) => {
    asked += 1;
    if (asked > 2) return answer(request, response);
    return response.writeHead(202).end(JSON.stringify({ building: { rows: 3, of: 10 } }));
  });
  expect(progress[0]).toEqual({ kind: 'progress', rows: 0, of: 10, bytes: 0 });
  expect(progress.at(-1)).toEqual({ kind: 'progress', rows: 10, of: 10, bytes: expect.any(Number) });
  expect(ends).toMatchObject([{ kind: 'loaded', rows: 10 }]);
});

describe('chunks that the server has cut while it cuts the others', () => {
  const part = required(testSnapshot(items(300)).manifest.parts[0], () => 'no part');
  /** A server that first tells of some chunks, then answers as the other one does. */
  const firstTelling = (
    chunks: typeof part.chunks,
    { asked, answer }: ReturnType<typeof serverOf>,
  ): RequestListener => {
    let manifests = 0;
    return (request, response) => {
      if (request.url !== '/v1/snapshot') return answer(request, response);
      manifests += 1;
      if (manifests === 1)
        return response
          .writeHead(202)
          .end(JSON.stringify({ building: { rows: 100, of: 300, parts: [{ ...part, chunks }] } }));
      // By then they are in.
      expect(asked.toSorted()).toEqual(chunks.map(({ hash }) => hash).toSorted());
      return answer(request, response);
    };
  };

  test('are loaded before its manifest comes, and not fetched again', async () => {
    const server = serverOf(() => testSnapshot(items(300)));
    const { ends, progress } = await load('early', firstTelling(part.chunks.slice(0, 2), server));
    expect(ends).toMatchObject([{ kind: 'loaded', rows: 300, chunks: { fetched: 6, kept: 0 } }]);
    expect(server.asked).toHaveLength(6);
    expect(progress).toContainEqual({ kind: 'progress', rows: 100, of: 300, bytes: expect.any(Number) });
    const reader = openReplicaReader({ dir: path('early'), generation: 1, key: testKey });
    expect(reader.all('SELECT count(*) AS n, count(DISTINCT key) AS keys FROM item')).toEqual([{ n: 300, keys: 300 }]);
    reader.close();
  });

  test('are left for later once the server is to be asked again: the rules wait for none of them', async () => {
    const server = serverOf(() => testSnapshot(items(300)));
    const askedBefore: number[] = [];
    // It is time to ask again as soon as anything is waited for.
    const after = (ms: number, work: () => void) => {
      if (ms < 1_000) work();
      return () => undefined;
    };
    const { ends } = await load(
      'due',
      (request, response) => {
        if (request.url !== '/v1/snapshot') return server.answer(request, response);
        askedBefore.push(server.asked.length);
        if (askedBefore.length > 1) return server.answer(request, response);
        return response.writeHead(202).end(JSON.stringify({ building: { rows: 300, of: 300, parts: [part] } }));
      },
      { timers: { ...systemTimers, after } },
    );
    expect(part.chunks).toHaveLength(6);
    expect(askedBefore[1]).toBeLessThan(6);
    expect(ends).toMatchObject([{ kind: 'loaded', rows: 300, chunks: { fetched: 6 } }]);
  });

  test('are thrown away when their rows changed since, and the others are taken from the folder', async () => {
    const next = testSnapshot([...items(300, 'QA').slice(0, 50), ...items(300).slice(50)], { pos: 11 });
    const old = testSnapshot(items(300));
    const server = serverOf(() => ({ ...next, texts: new Map([...old.texts, ...next.texts]) }));
    const { ends } = await load('changed', firstTelling(part.chunks.slice(0, 2), server));
    expect(ends).toMatchObject([{ kind: 'loaded', pos: 11, rows: 300, chunks: { fetched: 7, kept: 1 } }]);
    const reader = openReplicaReader({ dir: path('changed'), generation: 1, key: testKey });
    expect(reader.all('SELECT count(*) AS n, sum(row LIKE \'%"QA"%\') AS qa FROM item')).toEqual([{ n: 300, qa: 50 }]);
    reader.close();
  });
});

test('a download that broke goes on with the chunks that are missing, also in another process', async () => {
  const snapshot = testSnapshot([...items(600), patron]);
  let left = 7;
  const broken = serverOf(
    () => snapshot,
    (_hash, response) => {
      left -= 1;
      if (left >= 0) return false;
      response.destroy();
      return true;
    },
  );
  const first = await load('resumed', broken.answer);
  expect(first.ends).toEqual([{ kind: 'cut' }]);
  expect(first.left).toEqual(['snapshot-chunks']);
  const kept = readdirSync(join(path('resumed'), 'snapshot-chunks'));
  expect(kept).toHaveLength(7);
  for (const name of kept)
    expect(readFileSync(join(path('resumed'), 'snapshot-chunks', name)).includes('bar-i')).toBe(false);

  const whole = serverOf(() => snapshot);
  const second = await load('resumed', whole.answer);
  expect(second.ends).toMatchObject([{ kind: 'loaded', rows: 601, chunks: { kept: 7, fetched: 6, damaged: 0 } }]);
  expect(whole.asked.toSorted()).toEqual([...snapshot.texts.keys()].filter((hash) => !kept.includes(hash)).toSorted());
  removeChunkFolder(path('resumed'));
  expect(existsSync(join(path('resumed'), 'snapshot-chunks'))).toBe(false);
});

test('a chunk that comes damaged is fetched again, and so is one whose file was spoiled', async () => {
  const snapshot = testSnapshot(items(200));
  const spoilt = new Set<string>();
  const server = serverOf(
    () => snapshot,
    (hash, response) => {
      if (spoilt.has(hash) || spoilt.size === 2) return false;
      spoilt.add(hash);
      const body = spoilt.size === 1 ? 'no zstd at all' : zstdCompressSync('another text');
      response.setHeader('content-type', CHUNK_TYPE).end(body);
      return true;
    },
  );
  const { ends } = await load('damaged', server.answer);
  expect(ends).toMatchObject([{ kind: 'loaded', rows: 200, chunks: { fetched: 4, damaged: 2 } }]);

  const dir = join(path('damaged'), 'snapshot-chunks');
  for (const name of readdirSync(dir).slice(0, 3))
    writeFileSync(join(dir, name), readFileSync(join(dir, name)).fill(1, 30));
  const again = await load('damaged', serverOf(() => snapshot).answer);
  expect(again.ends).toMatchObject([{ kind: 'loaded', rows: 200, chunks: { kept: 1, fetched: 3 } }]);
});

test('a chunk that is always damaged ends the load, and nothing of it stays in a copy', async () => {
  const server = serverOf(
    () => testSnapshot(items(10)),
    (_hash, response) => {
      response.setHeader('content-type', CHUNK_TYPE).end('rubbish');
      return true;
    },
  );
  expect(await load('always', server.answer)).toMatchObject({ ends: [{ kind: 'failed', status: null }], left: [] });
});

test('when chunks have gone the manifest is asked for again, and what is the same is not fetched twice', async () => {
  const [old, now] = [
    testSnapshot(items(300)),
    testSnapshot([...items(299), ...items(300, 'QA').slice(299)], { pos: 11 }),
  ];
  let manifests = 0;
  const server = serverOf(() => now);
  const { ends } = await load('gone', (request, response) => {
    if (request.url === '/v1/snapshot') {
      manifests += 1;
      if (manifests === 1) return response.end(JSON.stringify(old.manifest));
    }
    return server.answer(request, response);
  });
  expect(ends).toMatchObject([{ kind: 'loaded', pos: 11, rows: 300, chunks: { kept: 5, fetched: 1 } }]);
});

test('chunks of the copy in use are not fetched: only the broken part is', async () => {
  const snapshot = testSnapshot([...items(300), patron]);
  await load('copied', serverOf(() => snapshot).answer);
  removeChunkFolder(path('copied'));
  const next = testSnapshot([...items(300, 'QA').slice(0, 50), ...items(300).slice(50), patron], { pos: 12 });
  const server = serverOf(() => next);
  const dir = path('copied');
  const places = { old: { dir, generation: 1, key: testKey }, place: { dir, generation: 2, key: testKey } };
  const { ends } = await load('copied', server.answer, places);
  expect(ends).toMatchObject([{ kind: 'loaded', pos: 12, rows: 301, chunks: { copied: 6, fetched: 1 } }]);
  expect(server.asked).toHaveLength(1);
  const reader = openReplicaReader(places.place);
  expect(reader.all('SELECT count(*) AS n FROM item WHERE row LIKE \'%"QA"%\'')).toEqual([{ n: 50 }]);
  reader.close();
});

test('a copy in use that is damaged gives no chunks and is no hindrance', async () => {
  const dir = path('broken-old');
  mkdirSync(dir);
  writeFileSync(join(dir, 'replica-1.db'), Buffer.alloc(20_000, 3));
  const places = { old: { dir, generation: 1, key: testKey }, place: { dir, generation: 2, key: testKey } };
  const { ends } = await load('broken-old', serverOf(() => testSnapshot(items(10))).answer, places);
  expect(ends).toMatchObject([{ kind: 'loaded', rows: 10, chunks: { copied: 0, fetched: 1 } }]);
});

test('the library and its rules are there first, in a copy that says that it is not whole', async () => {
  const dir = path('starter');
  mkdirSync(dir);
  const library = put('library', 'l', { id: 'l', name: 'L', zone: 'UTC', currency: 'USD' });
  const server = serverOf(() => testSnapshot([library, ...items(120)]));
  const starter = { dir, generation: 1, key: testKey };
  const place = { dir, generation: 2, key: testKey };
  const seen: unknown[] = [];
  const report = (news: SnapshotReport) => {
    if (news.kind !== 'starter') return;
    const reader = openReplicaReader(starter);
    const rowsOf = (table: string) => reader.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)?.n;
    seen.push(replicaState(reader)?.isPartial, rowsOf('library'), rowsOf('item'), server.asked.length);
    reader.close();
  };
  await load('starter', server.answer, { starter, place, report });
  expect(seen).toEqual([true, 1, 0, 1]);
  const reader = openReplicaReader(place);
  expect(replicaState(reader)?.isPartial).toBe(false);
  expect(reader.all('SELECT count(*) AS n FROM item')).toEqual([{ n: 120 }]);
  reader.close();
});

test('parts of a kind that this version does not know are not asked for [I20]', async () => {
  const server = serverOf(() => testSnapshot([...items(3), put('newKind', 'k', {})]));
  const { ends } = await load('kinds', server.answer);
  expect(ends).toMatchObject([{ kind: 'loaded', rows: 3 }]);
  expect(server.asked).toHaveLength(1);
});
