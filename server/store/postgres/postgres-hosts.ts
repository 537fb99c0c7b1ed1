// The PostgreSQL servers behind one URL: `postgres://account@one,two,three/database`. One of them takes writes; the others follow it. After a failover another one
// does, and every connection goes there. With a single host nothing is looked for.

import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';

/** How long a host may take to answer whether it takes writes. */
const PROBE_MS = 2_000;
const LOOK_AGAIN_MS = 250;

export type Hosts = {
  /** A client that connects to the host in use. */
  readonly Client: typeof pg.Client;
  /** The same for a pool. */
  readonly pooled: {
    readonly Client: typeof pg.Client;
    /** Refuses a connection that turned out to lead to a standby, which takes connections as well. */
    readonly onConnect: (client: pg.ClientBase) => Promise<void>;
  };
  /** Resolves once a host that takes writes is known. Rejects where none is found. With one host it does nothing. */
  readonly ready: () => Promise<void>;
  /** A connection failed, or turned out to be read-only: looks for the host that takes writes until one is found. */
  readonly lost: () => void;
  /** Whether the host in use answers a new connection. */
  readonly answers: () => Promise<boolean>;
  /** Breaks every connection: requests on them fail at once, and come again on new ones. */
  readonly dropAll: () => void;
  readonly close: () => void;
};

/** The hosts of a URL. They hold nothing open until something connects. */
export function openHosts(url: string): Hosts {
  const urls = hostUrls(url);
  const live = new Set<pg.Client>();
  let current = urls[0] ?? url;
  let timeline = 0;
  let isKnown = urls.length === 1;
  let looking: Promise<void> | null = null;
  let isClosed = false;
  const dropAll = () => {
    for (const client of live) breakConnection(client);
  };
  const lookOnce = async (): Promise<boolean> => {
    const found = await Promise.all(urls.map(async (one) => ({ url: one, timeline: await timelineOf(one) })));
    // A timeline lower than a known one is an old primary that came back without learning of the failover.
    const writable = found.filter((one) => one.timeline !== null && one.timeline >= timeline);
    const [best] = writable.toSorted((a, b) => (b.timeline ?? 0) - (a.timeline ?? 0));
    if (best === undefined) return false;
    timeline = best.timeline ?? timeline;
    isKnown = true;
    if (best.url !== current) {
      current = best.url;
      dropAll();
    }
    return true;
  };
  const lookUntilFound = async () => {
    while (!isClosed && !(await lookOnce())) await wait(LOOK_AGAIN_MS, undefined, { ref: false });
  };
  const lost = () => {
    if (urls.length === 1 || isClosed) return;
    looking ??= lookUntilFound().finally(() => {
      looking = null;
    });
  };
  const clientOf = (config: pg.ClientConfig = {}) => {
    const client = new pg.Client({ ...config, connectionString: current });
    let isConnected = false;
    live.add(client);
    client.once('connect', () => {
      isConnected = true;
    });
    client.on('error', lost);
    client.once('end', () => {
      live.delete(client);
      if (!isConnected) lost();
    });
    return client;
  };
  // The pool makes its clients itself.
  const HostClient = new Proxy(pg.Client, { construct: (_, [config]: [pg.ClientConfig?]) => clientOf(config) });
  return {
    Client: HostClient,
    pooled: {
      Client: HostClient,
      onConnect: async (client) => {
        if (urls.length === 1 || (await takesWrites(client))) return;
        lost();
        throw noneWritable();
      },
    },
    ready: async () => {
      if (!isKnown && !(await lookOnce())) throw noneWritable();
    },
    lost,
    answers: async () => (await timelineOf(current)) !== null,
    dropAll,
    close: () => {
      isClosed = true;
    },
  };
}

/** Whether a connection is to a host that takes writes. */
async function takesWrites(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ standby: boolean }>('select pg_is_in_recovery() as standby');
  return rows[0]?.standby === false;
}

/** A failure of the machine, by its code: the desk tries again. */
function noneWritable(): Error {
  return Object.assign(new Error('no PostgreSQL of the URL takes writes'), { code: '57P03' });
}

/** One URL for each host of a URL, with the rest as it is. */
export function hostUrls(url: string): readonly string[] {
  const [, before = '', hosts = '', after = ''] = /^(postgres(?:ql)?:\/\/(?:[^@/?]*@)?)([^/?]*)(.*)$/.exec(url) ?? [];
  if (!hosts.includes(',')) return [url];
  const rest = after.replace(/([?&])target_session_attrs=[^&]*(&|$)/, (_, start: string, end: string) =>
    end === '' ? '' : start,
  );
  return hosts.split(',').map((host) => `${before}${host}${rest}`);
}

/** The timeline of a host that takes writes: each failover makes it one higher. Null for a standby, or one that does not answer. */
async function timelineOf(url: string): Promise<number | null> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: PROBE_MS, query_timeout: PROBE_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
    if (!(await takesWrites(client))) return null;
    const { rows } = await client.query<{ file: string }>(
      'select pg_walfile_name(pg_current_wal_insert_lsn()) as file',
    );
    return Number.parseInt(rows[0]?.file.slice(0, 8) ?? '0', 16);
  } catch {
    return null;
  } finally {
    breakConnection(client);
  }
}

/** At once, also where the other side answers no more. */
export function breakConnection(client: pg.Client): void {
  client.connection.stream.destroy();
}
