// The record of an item in the column beside the place: location, marks, borrowers now and before, and waiting patrons.

import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Borrower, ItemRecord as Item } from '../../../shared/views/item.ts';
import type { ListView } from '../../../shared/views/list.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import type { ItemRecordState } from '../../stores/item-record-store.ts';
import { mayDo } from '../../stores/station.ts';
import { lastFour } from '../../text/moments.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Keys } from '../../ui/keys.tsx';
import { RecordTabs } from '../../ui/record-tabs.tsx';
import { useMoments } from '../../ui/use-moments.ts';
import { useNow } from '../../ui/use-now.ts';
import { useMoney } from '../../ui/use-money.ts';
import { MissingParts } from '../../ui/items/missing-parts.tsx';
import { ItemForm } from '../../ui/items/item-form.tsx';
import { ItemHold } from './item-hold.tsx';
import { ItemRecall } from './item-recall.tsx';
import { MarkBar, MarkNote } from './mark-bar.tsx';
import { whoMay } from '../../ui/answer/reason-lines.tsx';
import styles from './item-record.module.css';

const TICK_MS = 60_000;

/** `isPrivate`: until a person opens the record it names no patron, not even those who wait. */
export function ItemRecord({ isPrivate = false }: { readonly isPrivate?: boolean }) {
  const { t } = useTranslation();
  const { items } = useDesk();
  const money = useMoney();
  const state = useDeskStore(
    (desk) => desk.items.store,
    (all) => all,
  );
  const { open: item, isOpened, isToComplete, form, edit, done, wasSaved, error } = state;
  useEffect(() => {
    if (isToComplete) void items.beginEdit(money);
  }, [isToComplete, items, money]);
  const [holdOf, setHoldOf] = useState<string | null>(null);
  if (item === null) return null;
  const isHolding = holdOf === item.itemId;
  return (
    <section className={styles.record} aria-label={t('record.item')} data-testid="item-record">
      {!isOpened && (
        <p className={styles.followed}>
          <Icon name="item" size={14} />
          {t('record.lastScanned')}
        </p>
      )}
      <Head item={item} isEdited={edit !== null} onHold={isHolding ? null : () => setHoldOf(item.itemId)} />
      {error !== null && (
        <p className={styles.error} role="alert">
          {error.message}
        </p>
      )}
      {done !== null && (
        <output className={styles.done}>
          <Icon name="done" size={14} />
          {t(done.isSet ? 'record.marked' : 'record.cleared', { mark: t(`mark.${done.mark}`) })}
        </output>
      )}
      {wasSaved && (
        <output className={styles.done}>
          <Icon name="done" size={14} />
          {t('record.saved')}
        </output>
      )}
      {edit !== null && (
        <ItemForm
          form={edit}
          label={t(edit.mode === 'edit' ? 'record.edit' : 'record.complete')}
          send={t(edit.mode === 'edit' ? 'account.save' : 'record.completeDo')}
          onChange={items.change}
          onSend={() => void items.save(money.read)}
          onCancel={items.cancelEdit}
        />
      )}
      {isHolding && <ItemHold key={`hold ${item.itemId}`} item={item} onEnd={() => setHoldOf(null)} />}
      {!isHolding && <Missing item={item} />}
      {edit === null && !isHolding && (form === null ? <MarkBar item={item} /> : <MarkNote item={item} form={form} />)}
      <Tabs key={item.itemId} state={state} item={item} isCounted={isPrivate && !isOpened} />
      <div className={styles.foot}>
        {!isOpened ? (
          <DeskButton look="quiet" onPress={() => void items.open(item.barcode)}>
            {t('record.whoHad')}
          </DeskButton>
        ) : (
          <DeskButton look="quiet" onPress={items.close}>
            {t('common.close')}
          </DeskButton>
        )}
      </div>
    </section>
  );
}

/** Missing parts; each may be reported back. */
function Missing({ item }: { readonly item: Item }) {
  const { items } = useDesk();
  const [clears, setClears] = useState(true);
  const isBusy = useDeskStore(
    (desk) => desk.items.store,
    (state) => state.isBusy,
  );
  const { parts } = item.missing;
  return (
    <MissingParts
      parts={parts}
      clears={clears}
      isBusy={isBusy}
      onClears={setClears}
      onBack={(part) => void items.returnPart(part, clears && parts.length === 1)}
    />
  );
}

type ItemTab = 'borrowers' | 'title-holds' | 'item-history';

type TabsProps = {
  readonly state: ItemRecordState;
  readonly item: Item;
  /** Only the number of waiting patrons is shown. */
  readonly isCounted: boolean;
};

/** Borrowers and history are shown to a person who opens the record and may see them, not by every scan. */
function Tabs({ state: { holds, history, isOpened }, item, isCounted }: TabsProps) {
  const { t } = useTranslation();
  const { items, work } = useDesk();
  const [chosen, setChosen] = useState<ItemTab | null>(null);
  const [focus, setFocus] = useState<string | null>(null);
  const knows = isOpened && item.borrowers !== null;
  const tabs: readonly { readonly id: ItemTab; readonly name: string }[] = [
    ...(isOpened ? [{ id: 'borrowers' as const, name: t('record.borrowers') }] : []),
    { id: 'title-holds', name: holds?.heading ?? '' },
    ...(isOpened ? [{ id: 'item-history' as const, name: t('record.history') }] : []),
  ];
  const open = tabs.find(({ id }) => id === chosen)?.id ?? (knows ? 'borrowers' : 'title-holds');
  const rows = (open === 'item-history' ? history : holds)?.rows ?? [];
  return (
    <RecordTabs
      label={item.title}
      tabs={tabs}
      open={open}
      // Acts on holds are those of the title's record.
      lists={{
        ...(holds === null ? {} : { 'title-holds': withoutActs(holds) }),
        ...(history === null ? {} : { 'item-history': history }),
      }}
      instead={{
        borrowers: <Borrowers borrowers={item.borrowers} />,
        ...(isCounted && holds !== null && holds.count > 0 ? { 'title-holds': <></> } : {}),
      }}
      onTab={(tab) => {
        setChosen(tab);
        if (tab === 'item-history') void items.readHistory();
      }}
      focus={focus}
      onFocus={setFocus}
      onMove={(by) => setFocus(rows[rows.findIndex(({ key }) => key === focus) + by]?.key ?? focus)}
      onOpen={({ opens }) => {
        if (opens?.record !== 'patron') return;
        items.close();
        void work.goTo('checkout');
        void work.openPatron(opens.card);
      }}
      onAct={() => {}}
    />
  );
}

function withoutActs(view: ListView): ListView {
  return { ...view, rows: view.rows.map((row) => ({ ...row, acts: [] })) };
}

type HeadProps = {
  readonly item: Item;
  readonly isEdited: boolean;
  /** Null while its form is open. */
  readonly onHold: (() => void) | null;
};

function Head({ item, isEdited, onHold }: HeadProps) {
  const { t } = useTranslation();
  const { items, titles, work } = useDesk();
  const moments = useMoments();
  const now = useNow(TICK_MS);
  const money = useMoney();
  const mayEdit = useDeskStore(
    (desk) => desk.station.store,
    (state) => mayDo(state, 'item.edit'),
  );
  const place = [item.placeName, item.location].filter(Boolean).join(' · ');
  return (
    <header className={styles.head}>
      <h2 className={styles.title}>{item.title}</h2>
      <p className={styles.sub}>
        {[item.author, item.callNumber].filter((text) => text !== null && text !== '').join(' · ')}
      </p>
      {item.isProvisional && <p className={styles.warn}>{t('record.provisional')}</p>}
      <dl className={styles.facts}>
        <Fact name={t('record.barcode')}>
          <span className={styles.code}>{item.barcode}</span>
        </Fact>
        <Fact name={t('record.place')}>
          {item.toName === null ? place : t('record.onItsWay', { place, to: item.toName })}
        </Fact>
        <Fact name={t('record.state')}>
          {item.statusText}
          {item.dueText !== null && ` · ${t('record.due', { due: item.dueText })}`}
        </Fact>
        {item.seen !== null && <LastSeen seen={item.seen} />}
        {item.courses.length > 0 && <Courses courses={item.courses} />}
        {item.claim !== null && (
          <Fact name={t('claim.claim')}>
            {t('record.since', {
              text: t(`claim.is_${item.claim.kind}`),
              when: moments.when(Date.parse(item.claim.since), now),
            })}
          </Fact>
        )}
        <WrittenFacts item={item} />
        {item.marks.length > 0 && (
          <Fact name={t('record.marks')}>
            <ul className={styles.marks}>
              {item.marks.map(({ mark, text, since }) => (
                <li key={mark}>
                  {since === null ? text : t('record.since', { text, when: moments.when(Date.parse(since), now) })}
                </li>
              ))}
            </ul>
          </Fact>
        )}
      </dl>
      <div className={styles.actions}>
        <Keys id="toRecord" />
        {mayEdit && !isEdited && (
          <DeskButton look={item.isProvisional ? 'main' : 'quiet'} onPress={() => void items.beginEdit(money)}>
            {t(item.isProvisional ? 'record.complete' : 'record.edit')}
          </DeskButton>
        )}
        {onHold !== null && (
          <DeskButton look="quiet" onPress={onHold}>
            {t('hold.place')}
          </DeskButton>
        )}
        <ItemRecall item={item} />
        <DeskButton
          look="quiet"
          onPress={() => {
            items.close();
            void work.goTo('titles');
            void titles.open(item.titleId);
          }}
        >
          {t('record.toTitle')}
        </DeskButton>
      </div>
    </header>
  );
}

/** Courses that it is on reserve for, each of which opens. */
function Courses({ courses: own }: Pick<Item, 'courses'>) {
  const { t } = useTranslation();
  const { courses, items } = useDesk();
  return (
    <Fact name={t('record.reserveFor')}>
      {own.map(({ courseId, number, term }) => (
        <DeskButton
          key={courseId}
          look="link"
          onPress={() => {
            items.close();
            void courses.open(courseId);
          }}
        >
          {[number, term].filter(Boolean).join(' · ')}
        </DeskButton>
      ))}
    </Fact>
  );
}

function LastSeen({ seen: { at, branchName, location, isThisDesk } }: { readonly seen: NonNullable<Item['seen']> }) {
  const { t } = useTranslation();
  const moments = useMoments();
  const now = useNow(TICK_MS);
  const where = [branchName, location, isThisDesk ? t('record.thisDesk') : null].filter((text) => text !== null);
  return <Fact name={t('record.seen')}>{[moments.when(Date.parse(at), now), ...where].join(' · ')}</Fact>;
}

/** Fields of the copy that have a value. */
function WrittenFacts({ item: { formerBarcodes, written } }: { readonly item: Item }) {
  const { t } = useTranslation();
  const money = useMoney();
  const { kind, priceMinor, parts, condition, conditionPhotos, alert } = written;
  const facts = [
    { name: t('record.former'), text: formerBarcodes.join(', ') },
    { name: t('record.kind'), text: kind ?? '' },
    { name: t('record.price'), text: priceMinor === null ? '' : money.say(priceMinor) },
    { name: t('record.parts'), text: parts.join(', ') },
    { name: t('record.condition'), text: condition ?? '' },
    { name: t('record.photos'), text: conditionPhotos.join(', ') },
    { name: t('record.alert'), text: alert ?? '' },
  ];
  return facts
    .filter(({ text }) => text !== '')
    .map(({ name, text }) => (
      <Fact key={name} name={name}>
        {text}
      </Fact>
    ));
}

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Borrowers now and before, for staff who may see them; others are told who they are. */
function Borrowers({ borrowers }: Pick<Item, 'borrowers'>) {
  const { t } = useTranslation();
  if (borrowers === null)
    return <p className={styles.note}>{t('record.borrowersHidden', { who: whoMay(t, 'patron.edit') })}</p>;
  const { now: has, before } = borrowers;
  return (
    <>
      <h3 className={styles.heading}>{t('record.has')}</h3>
      {has === null ? <p className={styles.note}>{t('record.nobodyHas')}</p> : <BorrowerRows rows={[has]} />}
      <h3 className={styles.heading}>{t('record.had')}</h3>
      {before.length === 0 ? <p className={styles.note}>{t('record.nobodyHad')}</p> : <BorrowerRows rows={before} />}
    </>
  );
}

function BorrowerRows({ rows }: { readonly rows: readonly Borrower[] }) {
  const { t } = useTranslation();
  const { items, work } = useDesk();
  const moments = useMoments();
  const now = useNow(TICK_MS);
  const day = (at: string): string => moments.when(Date.parse(at), now);
  return (
    <ul className={styles.rows}>
      {rows.map(({ card, name, outAt, inAt }) => (
        <li key={`${card} ${outAt}`}>
          <button
            type="button"
            className={styles.row}
            onClick={() => {
              items.close();
              void work.goTo('checkout');
              void work.openPatron(card);
            }}
          >
            <span>
              {name} <span className={styles.code}>{lastFour(card)}</span>
            </span>
            <span className={styles.when}>
              {inAt === null
                ? t('record.outSince', { when: day(outAt) })
                : t('record.fromTo', { from: day(outAt), to: day(inAt) })}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
