// Loads a copy of the library and takes it into use. A desk that has none begins with the library and its rules alone, by which staff can work
// while the rest comes; one that has a copy goes on with that until the new one is whole. [I11] [I17]

import type { Clock } from '../../../shared/core/ports.ts';
import { LATER_STATUS } from '../../../shared/wire/error-response.ts';
import type { CopyKeeper } from '../copy-keeper.ts';
import type { SnapshotProgress } from '../link/copy-filling.ts';
import type { LoadSnapshot } from './load-snapshot.ts';
import type { Failure } from './sync-events.ts';

export type CopyLoading = {
  readonly baseUrl: string;
  readonly token: string;
  readonly keeper: CopyKeeper;
  readonly clock: Clock;
  readonly loadSnapshot: LoadSnapshot;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: SnapshotProgress) => void;
  /** The library and its rules are in use. */
  readonly onStarted: () => void;
  readonly log: (code: string, detail: Record<string, unknown>) => void;
};

export type CopyLoaded =
  | { readonly kind: 'in-use'; readonly epoch: string; readonly pos: number }
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** It was stopped on request. */
  | { readonly kind: 'stopped' };

/** Loads, and reports progress on the way. */
export async function loadCopy(loading: CopyLoading): Promise<CopyLoaded> {
  const { baseUrl, token, keeper, clock, loadSnapshot, signal, onProgress, onStarted, log } = loading;
  const first = keeper.nextPlace();
  const starter = keeper.place === null ? first : null;
  const place = starter === null ? first : { ...first, generation: first.generation + 1 };
  const end = await loadSnapshot({ baseUrl, token, place, old: keeper.place, starter }, signal, (news) => {
    if (signal.aborted) return;
    if (news.kind === 'progress') onProgress(news);
    else if (starter !== null && keeper.startWith(starter, place, clock.now())) onStarted();
  });
  if (signal.aborted) return { kind: 'stopped' };
  if (end.kind === 'cut') return { kind: 'failed', failure: { kind: 'unreachable' } };
  if (end.kind === 'failed') {
    log('sync.snapshot', { status: end.status, why: end.why });
    return { kind: 'failed', failure: failureOf(end.status) };
  }
  if (end.chunks.damaged > 0) log('sync.damaged-chunks', end.chunks);
  const isInUse = keeper.switchTo(place, clock.now());
  return isInUse ? { kind: 'in-use', epoch: end.epoch, pos: end.pos } : { kind: 'failed', failure: { kind: 'server' } };
}

/** 403: of those who may ask for a copy, only a revoked desk gets none, and one that is not admitted again none yet. */
function failureOf(status: number | null): Failure {
  if (status === 401) return { kind: 'token' };
  if (status === LATER_STATUS) return { kind: 'server', code: 'HF-AUTH-032' };
  return status === 403 ? { kind: 'refused', code: 'HF-AUTH-002' } : { kind: 'unreachable' };
}
