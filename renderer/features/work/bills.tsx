// Bills to send: fees that go to a student account or to collection, as batches that one person makes and another approves. A batch shows its lines and
// its next step; each step asks for a PIN.

import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListRow, ListView } from '../../../shared/views/list.ts';
import type { BillStepAsk, BillsView } from '../../../shared/views/bill.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { shownLines, type BillBatch, type ShownLine } from '../../stores/bills-store.ts';
import { nextRow } from '../../stores/next-row.ts';
import { sentence } from '../../text/sentence.ts';
import type { Translate } from '../../text/speak.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Field } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Choice, Labeled } from '../../ui/labeled.tsx';
import { ListTable } from '../../ui/list-table.tsx';
import { ScrollPlace } from '../../ui/scroll-place.tsx';
import { useMoments } from '../../ui/use-moments.ts';
import { useMoney, type Money } from '../../ui/use-money.ts';
import { useNow } from '../../ui/use-now.ts';
import styles from './due-dates.module.css';

const TICK_MS = 60_000;

export function Bills() {
  const { t } = useTranslation();
  const { bills } = useDesk();
  const { view, error, done, isBusy } = useDeskStore(
    (desk) => desk.bills.store,
    (all) => all,
  );
  const shown = view?.shown ?? null;
  return (
    <>
      <header className={styles.head}>
        <h2 className={styles.title}>
          {shown === null
            ? t('bills.title')
            : t('bills.batch', { number: shown.batch.number, office: shown.batch.office })}
        </h2>
        <DeskButton look="quiet" onPress={shown === null ? bills.close : () => void bills.show(null)}>
          {shown === null ? t('common.close') : t('bills.back')}
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
          {t(`bills.done_${done}`)}
        </output>
      )}
      {view !== null && shown === null && <NewBatch layouts={view.layouts} isBusy={isBusy} />}
      {view !== null && shown === null && <Batches batches={view.batches} />}
      {shown !== null && <Batch key={`${shown.batch.id} ${shown.batch.state}`} shown={shown} isBusy={isBusy} />}
    </>
  );
}

/** A step with the PIN that it asks for. */
function StepForm(props: {
  readonly label: string;
  readonly isBusy: boolean;
  readonly isMain?: boolean;
  /** Null while something is missing. */
  readonly ask: () => BillStepAsk | null;
  readonly children?: ReactNode;
}) {
  const { label, isBusy, isMain = true, ask, children } = props;
  const { t } = useTranslation();
  const { bills } = useDesk();
  const [pin, setPin] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const step = ask();
    if (step === null || pin === '') return;
    setPin('');
    void bills.work(step, pin);
  };
  return (
    <form className={styles.apply} aria-label={label} onSubmit={submit}>
      {children}
      <Field label={t('hours.pin')} value={pin} onChange={setPin} isSecret name={`bills-pin-${label}`} />
      <DeskButton look={isMain ? 'main' : 'plain'} isSubmit isDisabled={isBusy || pin === '' || ask() === null}>
        {label}
      </DeskButton>
    </form>
  );
}

function NewBatch({ layouts, isBusy }: { readonly layouts: BillsView['layouts']; readonly isBusy: boolean }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState(layouts[0]?.name ?? '');
  if (layouts.length === 0) return <p className={styles.counts}>{t('bills.noLayout')}</p>;
  return (
    <StepForm
      label={t('bills.preview')}
      isBusy={isBusy}
      ask={() => (chosen === '' ? null : { do: 'preview', layout: chosen })}
    >
      <Choice
        label={t('bills.office')}
        value={chosen}
        onChange={setChosen}
        options={layouts.map(({ name, office }) => ({ value: name, name: office }))}
      />
    </StepForm>
  );
}

type ColumnKind = ListView['columns'][number]['kind'];

const column = (key: string, label: string, kind: ColumnKind): ListView['columns'][number] => ({
  key,
  label,
  kind,
  isFigure: kind === 'money' || kind === 'count',
  stays: key !== 'kind',
});

function rowOf(key: string, texts: readonly string[], more: Partial<ListRow> = {}): ListRow {
  return {
    key,
    group: null,
    state: 'plain',
    texts: [...texts],
    at: texts.map(() => null),
    opens: null,
    acts: [],
    names: {},
    ...more,
  };
}

function Batches({ batches }: { readonly batches: readonly BillBatch[] }) {
  const { t } = useTranslation();
  const { bills } = useDesk();
  const money = useMoney();
  const moments = useMoments();
  const now = useNow(TICK_MS);
  const focus = useDeskStore(
    (desk) => desk.bills.store,
    (all) => all.focus,
  );
  const rows = batches.map((batch) =>
    rowOf(batch.id, [
      String(batch.number),
      batch.office,
      t(`billState.${batch.state}`),
      money.say(batch.charges.amountMinor),
      money.say(batch.credits.amountMinor),
      moments.when(batch.made.at, now),
    ]),
  );
  if (rows.length === 0) return <p className={styles.empty}>{t('bills.none')}</p>;
  const columns = [
    column('number', t('bills.number'), 'count'),
    column('office', t('bills.office'), 'text'),
    column('state', t('bills.state'), 'text'),
    column('charges', t('bills.charges'), 'money'),
    column('credits', t('bills.credits'), 'money'),
    column('made', t('bills.made'), 'text'),
  ];
  return (
    <ScrollPlace label={t('bills.title')} className={styles.rows}>
      <ListTable
        view={{ heading: t('bills.title'), empty: t('bills.none'), columns, count: rows.length }}
        rows={rows}
        focus={focus}
        onFocus={bills.focusRow}
        onMove={(by) => {
          const next = nextRow(rows, focus, by);
          if (next !== null) bills.focusRow(next);
        }}
        onOpen={({ key }) => {
          const batch = batches.find(({ id }) => id === key);
          if (batch !== undefined) void bills.show(batch.id);
        }}
        opensAs={() => t('bills.open')}
        onAct={() => {}}
      />
    </ScrollPlace>
  );
}

type Shown = NonNullable<BillsView['shown']>;

function Batch({ shown, isBusy }: { readonly shown: Shown; readonly isBusy: boolean }) {
  const { t } = useTranslation();
  const { batch } = shown;
  return (
    <>
      <p className={styles.counts} aria-live="polite">
        <Summary batch={batch} />
      </p>
      <Steps batch={batch} isBusy={isBusy} />
      <Lines shown={shown} />
      {batch.state === 'written' && <p className={styles.counts}>{t('bills.keeps')}</p>}
    </>
  );
}

function Summary({ batch }: { readonly batch: BillBatch }) {
  const { t } = useTranslation();
  const money = useMoney();
  const moments = useMoments();
  const now = useNow(TICK_MS);
  const step = (
    done: { readonly at: number; readonly by: string } | null,
    key: 'approvedBy' | 'writtenBy' | 'takenBackBy',
  ) => (done === null ? [] : [t(`bills.${key}`, { by: done.by, when: moments.when(done.at, now) })]);
  const said = [
    t(`billState.${batch.state}`),
    t('bills.sumCharges', { count: batch.charges.count, amount: money.say(batch.charges.amountMinor) }),
    ...(batch.credits.count === 0
      ? []
      : [t('bills.sumCredits', { count: batch.credits.count, amount: money.say(-batch.credits.amountMinor) })]),
    t('bills.madeBy', { by: batch.made.by, when: moments.when(batch.made.at, now) }),
    ...step(batch.approved, 'approvedBy'),
    ...step(batch.written, 'writtenBy'),
    ...(batch.written === null ? [] : [batch.written.file]),
    ...step(batch.takenBack, 'takenBackBy'),
    ...(batch.dropped === 0 ? [] : [t('bills.dropped', { count: batch.dropped })]),
    ...(batch.rejected === 0 ? [] : [t('bills.rejected', { count: batch.rejected })]),
    ...batch.waits.map((one) => t(`billWait.${one.why}`, { count: one.count, amount: money.say(one.amountMinor) })),
  ];
  return said.join(' · ');
}

function Steps({ batch, isBusy }: { readonly batch: BillBatch; readonly isBusy: boolean }) {
  const { t } = useTranslation();
  const me = useDeskStore(
    (desk) => desk.station.store,
    ({ session }) => session?.staff ?? null,
  );
  const { id, state, made } = batch;
  switch (state) {
    case 'preview':
      return (
        <>
          {made.by === me ? (
            <p className={styles.counts}>{t('bills.another')}</p>
          ) : (
            <StepForm label={t('bills.approve')} isBusy={isBusy} ask={() => ({ do: 'approve', batch: id })} />
          )}
          <TakeBack batch={batch} isBusy={isBusy} />
        </>
      );
    case 'approved':
      return <Write batch={batch} isBusy={isBusy} />;
    case 'written':
      return (
        <>
          <Acknowledge batch={batch} isBusy={isBusy} />
          <Write batch={batch} isBusy={isBusy} />
          <TakeBack batch={batch} isBusy={isBusy} />
        </>
      );
    case 'acknowledged':
      return <TakeBack batch={batch} isBusy={isBusy} />;
    default:
      return null;
  }
}

type StepProps = { readonly batch: BillBatch; readonly isBusy: boolean };

function Write({ batch: { id, state, layout }, isBusy }: StepProps) {
  const { t } = useTranslation();
  const known = useDeskStore(
    (desk) => desk.bills.store,
    ({ view }) => view?.layouts.find(({ name }) => name === layout)?.folder ?? null,
  );
  const [folder, setFolder] = useState('');
  const label = t(state === 'approved' ? 'bills.write' : 'bills.writeAgain');
  return (
    <StepForm
      label={label}
      isBusy={isBusy}
      isMain={state === 'approved'}
      ask={() => {
        const named = folder.trim();
        return named === '' && known === null ? null : { do: 'write', batch: id, folder: named === '' ? null : named };
      }}
    >
      <Field
        label={t('bills.folder')}
        hint={known ?? ''}
        value={folder}
        onChange={setFolder}
        name={`folder-${label}`}
      />
    </StepForm>
  );
}

function Acknowledge({ batch: { id }, isBusy }: StepProps) {
  const { t } = useTranslation();
  const [rejected, setRejected] = useState('');
  const [answer, setAnswer] = useState<string | null>(null);
  const references = rejected.split(/[\s,;]+/).filter((reference) => reference !== '');
  return (
    <StepForm
      label={t('bills.acknowledge')}
      isBusy={isBusy}
      ask={() => ({ do: 'acknowledge', batch: id, rejected: references, answer })}
    >
      <Field
        label={t('bills.notTaken')}
        hint={t('bills.notTakenHint')}
        value={rejected}
        onChange={setRejected}
        name="rejected"
      />
      <Labeled label={t('bills.answer')}>
        <input
          type="file"
          accept=".csv,.txt"
          onChange={({ currentTarget: { files } }) => {
            const [file] = files ?? [];
            if (file === undefined) setAnswer(null);
            else void file.text().then(setAnswer);
          }}
        />
      </Labeled>
    </StepForm>
  );
}

function TakeBack({ batch: { id, state }, isBusy }: StepProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  return (
    <StepForm
      label={t(state === 'preview' ? 'bills.throwAway' : 'bills.takeBack')}
      isBusy={isBusy}
      isMain={false}
      ask={() => (reason.trim() === '' ? null : { do: 'take-back', batch: id, reason: reason.trim() })}
    >
      <Field label={t('bills.reason')} value={reason} onChange={setReason} name="take-back-reason" />
    </StepForm>
  );
}

function Lines({ shown }: { readonly shown: Shown }) {
  const { t } = useTranslation();
  const { bills, work } = useDesk();
  const money = useMoney();
  const { focus, view } = useDeskStore(
    (desk) => desk.bills.store,
    (all) => all,
  );
  const rows = shownLines(shown).map((line) => lineRow(line, { t, money, name: view?.names[line.card ?? ''] ?? '' }));
  const columns = [
    ...(['reference', 'patron', 'account', 'kind', 'day'] as const).map((key) =>
      column(key, t(`bills.${key}`), 'text'),
    ),
    column('amount', t('bills.amount'), 'money'),
    column('line', t('bills.state'), 'text'),
  ];
  return (
    <ScrollPlace label={t('bills.lines')} className={styles.rows}>
      <ListTable
        view={{ heading: t('bills.lines'), empty: '', columns, count: rows.length }}
        rows={rows}
        focus={focus}
        onFocus={bills.focusRow}
        onMove={(by) => {
          const next = nextRow(rows, focus, by);
          if (next !== null) bills.focusRow(next);
        }}
        onOpen={({ opens }) => {
          if (opens?.record === 'patron') void work.openPatron(opens.card);
        }}
        onAct={() => {}}
      />
    </ScrollPlace>
  );
}

function lineRow(
  line: ShownLine,
  { t, money, name }: { readonly t: Translate; readonly money: Money; readonly name: string },
): ListRow {
  const { reference, account, card, kind, feeDay, amountMinor, state } = line;
  const texts = [reference, name, account, kindWords(t, kind), feeDay, money.say(amountMinor), t(`billLine.${state}`)];
  return rowOf(reference, texts, { opens: card === null ? null : { record: 'patron', card } });
}

const KINDS = ['overdue', 'lost', 'processing', 'rental', 'deposit', 'damage', 'missing-part', 'replacement'] as const;

function kindWords(t: Translate, kind: string): string {
  const known = KINDS.find((one) => one === kind);
  return known === undefined ? kind : t(`billKind.${known}`);
}
