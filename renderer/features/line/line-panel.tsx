// Beside the worklist: how the line stands per hop, how fresh each kind of data is, what waits in order, what the server answered.

import { useTranslation } from 'react-i18next';
import type { SyncStatus } from '../../../shared/views/sync.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { freshOf, freshSince } from '../../stores/line-state.ts';
import { hasRight } from '../../stores/station.ts';
import { en } from '../../text/en.ts';
import { isKnownWord } from '../../text/known-word.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { useAge, useLine, useStatus } from '../../ui/line-words.tsx';
import { NearbyDesks } from '../../ui/nearby-desks.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ScrollPlace } from '../../ui/scroll-place.tsx';
import { useLanguage, useMoments } from '../../ui/use-moments.ts';
import { useNow } from '../../ui/use-now.ts';
import { ActList } from './act-list.tsx';
import { BringPanel } from './bring-panel.tsx';
import { Hops } from './hops.tsx';
import { ListFilesPanel } from './list-files-panel.tsx';
import { LoadProgress } from '../../ui/load-progress.tsx';
import { CarryPanel } from './carry-panel.tsx';
import styles from './line-panel.module.css';
import { Standing } from './standing.tsx';

const TICK_MS = 1_000;

export function LinePanel() {
  const { t } = useTranslation();
  const { practice } = useDesk();
  const now = useNow(TICK_MS);
  const line = useLine(now);
  const status = useStatus();
  const waiting = useDeskStore(
    (desk) => desk.sent.store,
    (state) => state.waiting,
  );
  const answered = useDeskStore(
    (desk) => desk.sent.store,
    (state) => state.answered,
  );
  const mayPause = useDeskStore(
    (desk) => desk.station.store,
    (state) => hasRight(state, 'manage-desk'),
  );
  const loading = status?.loading ?? null;
  return (
    <ScrollPlace label={t('sync.line')} className={styles.place}>
      <Panel title={t('sync.line')}>
        <p className={styles.word} data-tone={line.tone}>
          {line.text}
        </p>
        {loading !== null && <LoadProgress loading={loading} hasRules={status?.hasRules === true} />}
        {status !== null && line.isStale && <Age status={status} now={now} />}
        {status !== null && <Standing status={status} now={now} isStale={line.isStale} />}
        <p className={styles.waiting}>{line.waiting}</p>
        {line.word === 'paused' && (
          <p className={styles.text}>{t(status?.drillUntil === undefined ? 'sync.pausedText' : 'sync.drillText')}</p>
        )}
        {line.word === 'problem' && status !== null && <Problem status={status} />}
        <div className={styles.actions}>
          <ActionButton id="syncNow" look="main" />
          {status?.paused === true && <ActionButton id="pause">{t('action.resume')}</ActionButton>}
          {status?.paused === false && mayPause && <ActionButton id="pause" />}
        </div>
        {status !== null && <Hops status={status} now={now} />}
      </Panel>
      {status?.hasRules === true && !practice.isOn() && (
        <Panel title={t('nearby.title')}>
          <NearbyDesks status={status} now={now} />
        </Panel>
      )}
      {status?.listFiles !== undefined && <ListFilesPanel listFiles={status.listFiles} now={now} />}
      <Panel title={t('sync.waitingActs')}>
        <ActList acts={waiting} now={now} isWaiting empty={t('sync.noWaiting')} />
        <More count={(status?.pending ?? 0) - waiting.length} />
        <CarryPanel isWaiting={(status?.pending ?? 0) > 0} />
      </Panel>
      <BringPanel now={now} isOnline={status?.online === true} />
      {status !== null && <Freshness status={status} now={now} />}
      <Panel title={t('sync.answeredActs')}>
        <ActList acts={answered} now={now} isWaiting={false} empty={t('sync.noAnswered')} />
      </Panel>
    </ScrollPlace>
  );
}

/** Waiting acts that are not listed. */
function More({ count }: { readonly count: number }) {
  const { t } = useTranslation();
  const moments = useMoments();
  return count > 0 ? <p className={styles.none}>{t('sync.moreWaiting', { rows: moments.number(count) })}</p> : null;
}

type StatusProps = { readonly status: SyncStatus; readonly now: Instant };

/** How old the data is that staff decide on. */
function Age({ status, now }: StatusProps) {
  const { t } = useTranslation();
  const moments = useMoments();
  const age = useAge();
  const since = freshSince(status.freshness);
  if (since === null) return null;
  return (
    <p className={styles.text}>{t('sync.dataAsOf', { time: moments.lately(since, now), age: age(now - since) })}</p>
  );
}

/** Why nothing is sent, what to do, and the code to quote to the administrator of the server. */
function Problem({ status }: { readonly status: SyncStatus }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <>
      <p className={styles.text}>{status.problemWords?.[language] ?? t('sync.problemUnknown')}</p>
      <p className={styles.none}>{t('sync.problemCode', { code: status.problem ?? '' })}</p>
    </>
  );
}

/** Kinds that staff decide on, as far as the core names them. */
function Freshness({ status, now }: StatusProps) {
  const { t } = useTranslation();
  const moments = useMoments();
  const kinds = Object.keys(en.kind).filter((kind) => freshOf(status.freshness, kind) !== null);
  return (
    <Panel title={t('sync.freshness')}>
      <dl className={styles.facts}>
        {kinds.map((kind) => (
          <div key={kind}>
            <dt>{isKnownWord('kind', kind) ? t(`kind.${kind}`) : kind}</dt>
            <dd>{moments.lately(freshOf(status.freshness, kind) ?? now, now)}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
