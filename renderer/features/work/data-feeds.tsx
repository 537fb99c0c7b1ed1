// Data feeds: files of other offices that the server takes in, a line for each file. A run shows what it changes; one that stopped before it would end
// too many accounts is approved or refused with a PIN.

import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataFeedsView, FeedStepAsk } from '../../../shared/views/data-feed.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import type { FeedRunShown } from '../../stores/data-feeds-store.ts';
import { sentence } from '../../text/sentence.ts';
import type { Translate } from '../../text/speak.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Field } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useMoments } from '../../ui/use-moments.ts';
import { useNow } from '../../ui/use-now.ts';
import { FeedRows, feedColumn as column, feedRow as rowOf } from './feed-rows.tsx';
import { Imports } from './import-runs.tsx';
import styles from './due-dates.module.css';

const TICK_MS = 60_000;

type Run = DataFeedsView['runs'][number];

export function DataFeeds() {
  const { t } = useTranslation();
  const { feeds } = useDesk();
  const { view, error, done, isBusy } = useDeskStore(
    (desk) => desk.feeds.store,
    (all) => all,
  );
  const shown = view?.shown ?? null;
  return (
    <>
      <header className={styles.head}>
        <h2 className={styles.title}>
          {shown === null ? t('feeds.title') : t('feeds.run', { number: shown.run.number, feed: shown.run.feed })}
        </h2>
        <DeskButton look="quiet" onPress={shown === null ? feeds.close : () => void feeds.show(null)}>
          {shown === null ? t('common.close') : t('feeds.back')}
        </DeskButton>
      </header>
      {error !== null && (
        <p className={styles.error} role="alert">
          {sentence(error.message)}
        </p>
      )}
      {done !== null && (
        <output className={styles.result}>
          <Icon name="done" />
          {t(`feeds.done_${done}`)}
        </output>
      )}
      {view !== null && shown === null && <Places feeds={view.feeds} />}
      {view !== null && shown === null && <Runs runs={view.runs} />}
      {view !== null && shown === null && <Imports imports={view.imports ?? []} />}
      {shown !== null && <RunShown key={`${shown.run.id} ${shown.run.state}`} shown={shown} isBusy={isBusy} />}
    </>
  );
}

/** Where the files come from, and which cannot be fetched. */
function Places({ feeds }: { readonly feeds: DataFeedsView['feeds'] }) {
  const { t } = useTranslation();
  const moments = useMoments();
  const now = useNow(TICK_MS);
  if (feeds.length === 0) return <p className={styles.counts}>{t('feeds.noFeed')}</p>;
  return (
    <ul className={styles.counts}>
      {feeds.map(({ name, kind, at, lookedAt, fault }) => (
        <li key={name}>
          {[
            `${name}: ${t(`feedKind.${kind}`)}`,
            at === null ? t('feeds.always') : t('feeds.at', { time: at }),
            ...(lookedAt === null ? [] : [t('feeds.looked', { when: moments.when(lookedAt, now) })]),
          ].join(' · ')}
          {fault !== null && (
            <strong> {t('feeds.fault', { code: fault.code, when: moments.when(fault.at, now) })}</strong>
          )}
        </li>
      ))}
    </ul>
  );
}

function Runs({ runs }: { readonly runs: readonly Run[] }) {
  const { t } = useTranslation();
  const { feeds } = useDesk();
  const moments = useMoments();
  const now = useNow(TICK_MS);
  if (runs.length === 0) return <p className={styles.empty}>{t('feeds.none')}</p>;
  const rows = runs.map((run) => {
    const { id, number, feed, file, state, takenAt, counts } = run;
    const of = (count: number | undefined): string => (count === undefined ? '' : moments.number(count));
    return rowOf(
      id,
      [
        String(number),
        feed,
        file,
        t(`feedState.${state}`),
        of(counts?.added),
        of(counts?.changed),
        of(counts?.ended),
        of(counts?.rejected),
        moments.when(takenAt, now),
      ],
      { state: state === 'stopped' || state === 'failed' ? 'attention' : 'plain' },
    );
  });
  return (
    <FeedRows
      heading={t('feeds.runs')}
      columns={[
        column('number', t('feeds.number'), 'count'),
        column('feed', t('feeds.feed'), 'text'),
        column('file', t('feeds.file'), 'text', false),
        column('state', t('feeds.state'), 'text'),
        column('added', t('feeds.added'), 'count'),
        column('changed', t('feeds.changed'), 'count'),
        column('ended', t('feeds.ended'), 'count'),
        column('rejected', t('feeds.rejected'), 'count'),
        column('taken', t('feeds.taken'), 'text'),
      ]}
      rows={rows}
      onOpen={({ key }) => void feeds.show(key)}
      opensAs={() => t('feeds.open')}
    />
  );
}

function RunShown({ shown, isBusy }: { readonly shown: FeedRunShown; readonly isBusy: boolean }) {
  const { t } = useTranslation();
  const { run, endsWithheld, wrong } = shown;
  return (
    <>
      <p className={styles.counts} aria-live="polite">
        <Summary run={run} />
      </p>
      {run.state === 'stopped' && <Decide run={run} isBusy={isBusy} />}
      {endsWithheld && <p className={styles.counts}>{t('feeds.endsWithheld')}</p>}
      <Changes shown={shown} />
      {wrong.length > 0 && <Wrong shown={shown} />}
    </>
  );
}

function Summary({ run }: { readonly run: Run }) {
  const { t } = useTranslation();
  const moments = useMoments();
  const now = useNow(TICK_MS);
  const { state, file, takenAt, counts, decided, fault } = run;
  const of = (key: 'sumAdded' | 'sumChanged' | 'sumReturned' | 'sumKept' | 'sumGone' | 'sumRejected', count: number) =>
    count === 0 ? [] : [t(`feeds.${key}`, { count })];
  const fields = Object.entries(counts?.fields ?? {}).map(([field, count]) => `${fieldWords(t, field)} ${count}`);
  return [
    t(`feedState.${state}`),
    file,
    t('feeds.takenAt', { when: moments.when(takenAt, now) }),
    ...(counts === null
      ? []
      : [
          t('feeds.sumRows', { count: counts.rows }),
          ...of('sumAdded', counts.added),
          ...of('sumChanged', counts.changed),
          ...(counts.ended === 0
            ? []
            : [t('feeds.sumEnded', { count: counts.ended, known: moments.number(counts.known) })]),
          ...of('sumReturned', counts.returned),
          ...of('sumKept', counts.kept),
          ...of('sumGone', counts.gone),
          ...of('sumRejected', counts.rejected),
        ]),
    ...(fields.length === 0 ? [] : [fields.join(', ')]),
    ...(decided === null ? [] : [t('feeds.decidedBy', { by: decided.by, when: moments.when(decided.at, now) })]),
    ...(decided === null || decided.reason === '' ? [] : [decided.reason]),
    ...(fault === null ? [] : [fault.code, ...Object.values(fault.params)]),
  ].join(' · ');
}

/** Why the run stopped, and the two ways on. */
function Decide({ run: { id, counts }, isBusy }: { readonly run: Run; readonly isBusy: boolean }) {
  const { t } = useTranslation();
  const moments = useMoments();
  const [reason, setReason] = useState('');
  const stops = counts?.stops ?? 'ends';
  const params = { ended: moments.number(counts?.ended ?? 0), known: moments.number(counts?.known ?? 0) };
  return (
    <>
      <p className={styles.error} role="alert">
        {t(`feedStop.${stops}`, { ...params, rejected: moments.number(counts?.rejected ?? 0) })}
      </p>
      <Step label={t('feeds.approve')} isBusy={isBusy} isMain={false} ask={() => ({ do: 'approve', run: id })} />
      <Step
        label={t('feeds.refuse')}
        isBusy={isBusy}
        isMain
        ask={() => (reason.trim() === '' ? null : { do: 'refuse', run: id, reason: reason.trim() })}
      >
        <Field label={t('feeds.reason')} value={reason} onChange={setReason} name="feed-reason" />
      </Step>
    </>
  );
}

type StepProps = {
  readonly label: string;
  readonly isBusy: boolean;
  readonly isMain: boolean;
  /** Null while something is missing. */
  readonly ask: () => FeedStepAsk | null;
  readonly children?: ReactNode;
};

function Step({ label, isBusy, isMain, ask, children }: StepProps) {
  const { t } = useTranslation();
  const { feeds } = useDesk();
  const [pin, setPin] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const step = ask();
    if (step === null || pin === '') return;
    setPin('');
    void feeds.decide(step, pin);
  };
  return (
    <form className={styles.apply} aria-label={label} onSubmit={submit}>
      {children}
      <Field label={t('hours.pin')} value={pin} onChange={setPin} isSecret name={`feeds-pin-${label}`} />
      <DeskButton look={isMain ? 'main' : 'plain'} isSubmit isDisabled={isBusy || pin === '' || ask() === null}>
        {label}
      </DeskButton>
    </form>
  );
}

function Changes({ shown: { samples } }: { readonly shown: FeedRunShown }) {
  const { t } = useTranslation();
  const { work } = useDesk();
  const rows = samples.map(({ what, card, barcode, fields }, n) =>
    rowOf(
      `change-${n}`,
      [t(`feedChange.${what}`), card ?? barcode ?? '', fields.map((field) => fieldWords(t, field)).join(', ')],
      { opens: card === null ? null : { record: 'patron', card } },
    ),
  );
  if (rows.length === 0) return <p className={styles.empty}>{t('feeds.noChange')}</p>;
  return (
    <FeedRows
      heading={t('feeds.samples')}
      columns={[
        column('what', t('feeds.what'), 'text'),
        column('card', t('feeds.card'), 'text'),
        column('fields', t('feeds.fields'), 'text'),
      ]}
      rows={rows}
      onOpen={({ opens }) => {
        if (opens?.record === 'patron') void work.openPatron(opens.card);
      }}
    />
  );
}

function Wrong({ shown: { wrong } }: { readonly shown: FeedRunShown }) {
  const { t } = useTranslation();
  return (
    <FeedRows
      heading={t('feeds.wrong')}
      columns={[column('line', t('feeds.line'), 'count'), column('why', t('feeds.why'), 'text')]}
      rows={wrong.map(({ line, reason }, n) => rowOf(`wrong-${n}`, [String(line), reason]))}
      onOpen={() => {}}
    />
  );
}

const FIELDS = [
  'name',
  'cards',
  'group',
  'home',
  'expiresAt',
  'email',
  'phones',
  'address',
  'birthDate',
  'callNumber',
  'kind',
  'location',
  'priceMinor',
  'barcode',
] as const;

function fieldWords(t: Translate, field: string): string {
  const known = FIELDS.find((one) => one === field);
  return known === undefined ? field : t(`feedField.${known}`);
}
