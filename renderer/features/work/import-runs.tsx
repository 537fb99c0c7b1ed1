// Imports by a command: how far each came, and what it changed or, where it only looked, would change. Looked at anew while one goes on.

import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportRunView } from '../../../shared/views/data-feed.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { isKnownWord } from '../../text/known-word.ts';
import type { Translate } from '../../text/speak.ts';
import { useMoments } from '../../ui/use-moments.ts';
import { useNow } from '../../ui/use-now.ts';
import { FeedRows, feedColumn, feedRow } from './feed-rows.tsx';
import styles from './due-dates.module.css';

const TICK_MS = 60_000;
const LOOK_EVERY_MS = 2_000;

export function Imports({ imports }: { readonly imports: readonly ImportRunView[] }) {
  const { t } = useTranslation();
  const { feeds } = useDesk();
  const moments = useMoments();
  const now = useNow(TICK_MS);
  const [openId, setOpen] = useState<string | null>(null);
  const isGoingOn = imports.some(({ state }) => state === 'opening' || state === 'reading');
  useEffect(() => {
    if (!isGoingOn) return;
    const timer = setInterval(() => void feeds.refresh(), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [isGoingOn, feeds]);
  if (imports.length === 0) return null;
  const open = imports.find(({ id }) => id === openId);
  const rows = imports.map((run) => {
    const { id, source, name, isDry, state, begunAt, kinds } = run;
    const sum = (of: 'added' | 'changed' | 'ended' | 'refused'): string =>
      moments.number(kinds.reduce((all, kind) => all + kind[of], 0));
    const counts = kinds.length === 0 ? ['', '', '', ''] : [sum('added'), sum('changed'), sum('ended'), sum('refused')];
    return feedRow(
      id,
      [
        t(isDry ? 'imports.preview' : 'imports.import'),
        `${source} · ${name}`,
        stateWords(t, run, moments.number),
        ...counts,
        moments.when(begunAt, now),
      ],
      { state: state === 'failed' || state === 'stopped' ? 'attention' : 'plain' },
    );
  });
  return (
    <>
      <p className={styles.counts}>{t('imports.title')}</p>
      <FeedRows
        heading={t('imports.title')}
        columns={[
          feedColumn('what', t('feeds.what'), 'text'),
          feedColumn('from', t('imports.from'), 'text'),
          feedColumn('state', t('feeds.state'), 'text'),
          feedColumn('added', t('feeds.added'), 'count'),
          feedColumn('changed', t('feeds.changed'), 'count'),
          feedColumn('ended', t('feeds.ended'), 'count'),
          feedColumn('rejected', t('feeds.rejected'), 'count'),
          feedColumn('begun', t('imports.begun'), 'text'),
        ]}
        rows={rows}
        onOpen={({ key }) => setOpen(key === openId ? null : key)}
        opensAs={() => t('feeds.open')}
      />
      {open !== undefined && <ImportShown run={open} />}
    </>
  );
}

function stateWords(
  t: Translate,
  { state, done, total, fault }: ImportRunView,
  number: (value: number) => string,
): string {
  if (state === 'reading' && total !== null) return t('imports.readOf', { done: number(done), total: number(total) });
  if (state === 'failed') return [t('importState.failed'), ...(fault === null ? [] : [fault])].join(' · ');
  return t(`importState.${state}`);
}

/** Counts by kind, each with a few rows by their ids in the source. */
function ImportShown({ run: { kinds, isDry } }: { readonly run: ImportRunView }) {
  const { t } = useTranslation();
  const moments = useMoments();
  if (kinds.length === 0) return <p className={styles.empty}>{t('imports.noCounts')}</p>;
  const heading = t(isDry ? 'imports.would' : 'imports.did');
  const rows = kinds.map(({ kind, added, changed, ended, refused, samples }) =>
    feedRow(`kind ${kind}`, [
      isKnownWord('importKind', kind) ? t(`importKind.${kind}`) : kind,
      ...[added, changed, ended, refused].map((count) => moments.number(count)),
      samples.map(({ id, fields }) => (fields === null ? id : `${id} (${fields.join(', ')})`)).join('; '),
    ]),
  );
  return (
    <>
      <p className={styles.counts}>{heading}</p>
      <FeedRows
        heading={heading}
        columns={[
          feedColumn('kind', t('imports.kind'), 'text'),
          feedColumn('added', t('feeds.added'), 'count'),
          feedColumn('changed', t('feeds.changed'), 'count'),
          feedColumn('ended', t('feeds.ended'), 'count'),
          feedColumn('rejected', t('feeds.rejected'), 'count'),
          feedColumn('samples', t('imports.samples'), 'text'),
        ]}
        rows={rows}
        onOpen={() => {}}
      />
    </>
  );
}
