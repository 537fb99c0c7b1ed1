// How the line stands, in words: the same in the status bar and on Sync.

import { useTranslation } from 'react-i18next';
import type { SyncStatus } from '../../shared/views/sync.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { useDesk, useDeskStore } from '../desk/desk-context.ts';
import { freshSince, isStale, lineWord, toneOfLine, type LineWord } from '../stores/line-state.ts';
import { ageWords, lengthWords, type AgeWords } from '../text/moments.ts';
import { useMoments } from './use-moments.ts';

/** Acts done here arrive all the same: this is the one refusal that does not stop sending. */
const NOT_ADMITTED = 'HF-AUTH-032';
/** The answering end shows a certificate that does not prove it to be the server. */
const UNTRUSTED: ReadonlySet<string> = new Set(['HF-SYNC-040', 'HF-SYNC-041', 'HF-SYNC-042', 'HF-SYNC-043']);

export type SaidLine = {
  readonly word: LineWord;
  readonly tone: ReturnType<typeof toneOfLine>;
  /** "Offline since 1:40 PM". */
  readonly text: string;
  /** The same where there is little room; the screen Sync has the rest. */
  readonly short: string;
  /** "37 waiting"; empty when nothing is. */
  readonly waiting: string;
  /** Whether staff decide on data that grows old: the line is down, paused or refused. */
  readonly isStale: boolean;
};

function problemOf(code: string | null): 'problem' | 'notAdmitted' | 'untrusted' {
  if (code === NOT_ADMITTED) return 'notAdmitted';
  return code !== null && UNTRUSTED.has(code) ? 'untrusted' : 'problem';
}

/** The status of the line as the desk sent it last; null before that. */
export function useStatus(): SyncStatus | null {
  return useDeskStore(
    (desk) => desk.line.store,
    (state) => state.status,
  );
}

/** The line at a moment, in words. */
export function useLine(now: Instant): SaidLine {
  const { t } = useTranslation();
  const { clock } = useDesk();
  const moments = useMoments();
  const line = useDeskStore(
    (desk) => desk.line.store,
    (state) => state,
  );
  const downForMs = line.downSinceMono === null ? 0 : clock.mono() - line.downSinceMono;
  const word = lineWord(line, now, downForMs);
  const { status } = line;
  const pending = status?.pending ?? 0;
  const waiting = pending > 0 && word !== 'upToDate' ? t('sync.waiting', { count: pending }) : '';
  const problem = problemOf(status?.problem ?? null);
  const text = say(word, status);
  const short = word === 'problem' ? t(`sync.${problem}Short`) : text;
  return { word, tone: toneOfLine(word), waiting, isStale: isStale(word), text, short };

  function count({ loading }: SyncStatus): string {
    if (loading === null || loading.of === 0) return '';
    return t('sync.loadingCount', { rows: moments.number(loading.rows), of: moments.number(loading.of) });
  }

  function say(said: LineWord, of: SyncStatus | null): string {
    if (said === 'restarting') return t('sync.restarting');
    if (of === null || said === 'unknown') return '';
    switch (said) {
      case 'loading':
        return [t(of.loading?.isFirst === false ? 'sync.loadingAnew' : 'sync.loading'), count(of)]
          .filter((part) => part !== '')
          .join(' · ');
      case 'offline':
        return t('sync.offline', { time: moments.lately(Date.parse(of.since), now) });
      case 'catchingUp':
        return `${t('sync.catchingUp')} · ${t('sync.catchingUpCount', { rows: moments.number(of.headPos - of.replicaPos) })}`;
      case 'problem':
        return t(`sync.${problem}`);
      case 'upToDate': {
        const since = freshSince(of.freshness);
        return since === null ? t('sync.upToDate') : `${t('sync.upToDate')} · ${moments.lately(since, now)}`;
      }
      case 'paused':
        if (of.drillUntil !== undefined) return t('sync.drillUntil', { time: moments.time(Date.parse(of.drillUntil)) });
        return of.pausedSince === null
          ? t('sync.paused')
          : t('sync.pausedSince', { time: moments.lately(Date.parse(of.pausedSince), now) });
      case 'sending':
        return t('sync.sending');
    }
  }
}

/** An age in words: "3 min", "1 h 12 min". */
export function useAge(): (ageMs: number) => string {
  return useWordsOf(ageWords);
}

/** How long something that is over lasted, in words. */
export function useLength(): (ms: number) => string {
  return useWordsOf(lengthWords);
}

function useWordsOf(wordsOf: (ms: number) => AgeWords): (ms: number) => string {
  const { t } = useTranslation();
  return (ms) => {
    const age = wordsOf(ms);
    if (age.key === 'age.hours') return t('age.hours', age.values);
    if (age.key === 'age.days') return t('age.days', age.values);
    return t(age.key, age.values);
  };
}
