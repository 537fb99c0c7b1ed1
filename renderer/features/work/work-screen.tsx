// Work: every list that a person works down, with its count, and the one that is open.

import { useTranslation } from 'react-i18next';
import type { ListRow } from '../../../shared/views/list.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { focusScanBox } from '../../desk/scan-box-focus.ts';
import { goneRows, shownRows, type WorkList } from '../../stores/lists-store.ts';
import { NoticeBanner } from '../../ui/answer/notice-banner.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ListTable } from '../../ui/list-table.tsx';
import { PlaceNav, SplitPlace, type NavItem } from '../../ui/place-nav.tsx';
import { ScrollPlace } from '../../ui/scroll-place.tsx';
import { hasRight, mayDo } from '../../stores/station.ts';
import { Bills } from './bills.tsx';
import { DataFeeds } from './data-feeds.tsx';
import { Receiving } from './borrowed-form.tsx';
import { DueDates } from './due-dates.tsx';
import { EquipmentGrid } from './equipment-grid.tsx';
import { ExceptionsList } from './exceptions-list.tsx';
import { LIST_SIGNS } from './list-signs.ts';
import { PaperSheet } from './paper-sheet.tsx';
import { PrintedList } from './printed-list.tsx';
import styles from './work-screen.module.css';

export function WorkScreen() {
  const open = useDeskStore(
    (desk) => desk.lists.store,
    (state) => state.open,
  );
  const isDating = useDeskStore(
    (desk) => desk.dueDates.store,
    (state) => state.isOpen,
  );
  const isEntering = useDeskStore(
    (desk) => desk.paper.store,
    (state) => state.isOpen,
  );
  const isBooking = useDeskStore(
    (desk) => desk.equipment.store,
    (state) => state.isOpen,
  );
  const isBilling = useDeskStore(
    (desk) => desk.bills.store,
    (state) => state.isOpen,
  );
  const isFeeding = useDeskStore(
    (desk) => desk.feeds.store,
    (state) => state.isOpen,
  );
  const isAsked = useDeskStore(
    (desk) => desk.work.store,
    (state) => state.notices.work.kind !== 'ready',
  );
  return (
    <SplitPlace nav={<ListOfLists />}>
      {isAsked && <NoticeBanner screen="work" ready={null} />}
      {isDating ? (
        <DueDates />
      ) : isEntering ? (
        <PaperSheet />
      ) : isBooking ? (
        <EquipmentGrid />
      ) : isBilling ? (
        <Bills />
      ) : isFeeding ? (
        <DataFeeds />
      ) : (
        <Listed isExceptions={open === 'exceptions'} />
      )}
    </SplitPlace>
  );
}

function Listed({ isExceptions }: { readonly isExceptions: boolean }) {
  return isExceptions ? <ExceptionsList /> : <OpenList />;
}

const SECTIONS = ['first', 'shelves', 'money', 'desk'] as const;

function ListOfLists() {
  const { t } = useTranslation();
  const { bills, dueDates, equipment, feeds, paper, lists: store } = useDesk();
  const closeAll = (): void => {
    dueDates.close();
    paper.close();
    equipment.close();
    bills.close();
    feeds.close();
  };
  const toSend = useBillsItem(closeAll);
  const files = useFeedsItem(closeAll);
  const loans = useLoanItems(closeAll);
  const { lists, open } = useDeskStore(
    (desk) => desk.lists.store,
    (state) => state,
  );
  const isElsewhere = toSend.isOpen || files.isOpen || loans.some(({ isOpen }) => isOpen);
  const itemOf = ({ list, heading, count, weight }: WorkList): NavItem => ({
    id: list,
    icon: LIST_SIGNS[list] ?? 'place',
    name: heading,
    isOpen: open === list && !isElsewhere,
    open() {
      closeAll();
      store.openList(list);
    },
    count,
    isUrgent: weight === 'act-now' && count > 0,
  });
  const sections = SECTIONS.map((section) => ({
    id: section,
    title: section === 'first' ? null : t(`list.${section}`),
    items: [
      ...(lists ?? []).filter((list) => list.section === section).map(itemOf),
      ...(section === 'money' && toSend.isOffered ? [toSend.item] : []),
      ...(section === 'desk' && files.isOffered ? [files.item] : []),
    ],
  }));
  return (
    <PlaceNav
      label={t('list.lists')}
      narrow="signs"
      sections={[...sections, { id: 'loans', title: t('list.loans'), items: loans }]}
    />
  );
}

/** Bookings, and acts on many loans at once for staff who may do them. */
function useLoanItems(closeAll: () => void): readonly NavItem[] {
  const { t } = useTranslation();
  const { dueDates, equipment, paper } = useDesk();
  const isDating = useDeskStore(
    (desk) => desk.dueDates.store,
    (state) => state.isOpen,
  );
  // Dates of many loans are changed here by staff with the right; Find anything names the roles to all others.
  const mayDate = useDeskStore(
    (desk) => desk.station.store,
    (state) => mayDo(state, 'circ.changeDueDate'),
  );
  const isEntering = useDeskStore(
    (desk) => desk.paper.store,
    (state) => state.isOpen,
  );
  const isBooking = useDeskStore(
    (desk) => desk.equipment.store,
    (state) => state.isOpen,
  );
  const mayEnter = useDeskStore(
    (desk) => desk.station.store,
    (state) => hasRight(state, 'resolve-exceptions'),
  );
  const begin = (work: { readonly begin: () => unknown }) => () => {
    closeAll();
    void work.begin();
  };
  const bookings: NavItem = {
    id: 'equipment',
    icon: 'grid',
    name: t('equipment.title'),
    isOpen: isBooking,
    open: begin(equipment),
  };
  const dates: NavItem = {
    id: 'due-dates',
    icon: 'dueMany',
    name: t('dueMany.open'),
    isOpen: isDating,
    open: begin(dueDates),
  };
  const sheet: NavItem = { id: 'paper', icon: 'paper', name: t('paper.open'), isOpen: isEntering, open: begin(paper) };
  return [bookings, ...(mayDate ? [dates] : []), ...(mayEnter ? [sheet] : [])];
}

/** Bills to other offices, for those who may send them. */
function useBillsItem(closeAll: () => void): {
  readonly item: NavItem;
  readonly isOpen: boolean;
  readonly isOffered: boolean;
} {
  const { t } = useTranslation();
  const { bills } = useDesk();
  const isOpen = useDeskStore(
    (desk) => desk.bills.store,
    (state) => state.isOpen,
  );
  const isOffered = useDeskStore(
    (desk) => desk.station.store,
    (state) => hasRight(state, 'send-bills'),
  );
  const open = (): void => {
    closeAll();
    void bills.begin();
  };
  return { item: { id: 'bills', icon: 'billFile', name: t('bills.title'), isOpen, open }, isOpen, isOffered };
}

/** Files of other offices, for those who may decide about them. */
function useFeedsItem(closeAll: () => void): ReturnType<typeof useBillsItem> {
  const { t } = useTranslation();
  const { feeds } = useDesk();
  const isOpen = useDeskStore(
    (desk) => desk.feeds.store,
    (state) => state.isOpen,
  );
  const isOffered = useDeskStore(
    (desk) => desk.station.store,
    (state) => hasRight(state, 'work-feeds'),
  );
  const open = (): void => {
    closeAll();
    void feeds.begin();
  };
  return { item: { id: 'feeds', icon: 'feed', name: t('feeds.title'), isOpen, open }, isOpen, isOffered };
}

function OpenList() {
  const { t } = useTranslation();
  const { courses, items, lists, titles, work } = useDesk();
  const state = useDeskStore(
    (desk) => desk.lists.store,
    (all) => all,
  );
  const { view, filter, focus, error, saved, printing, asking, done: said } = state;
  const worked = goneRows(state);
  if (view === null) return error === null ? null : <p className={styles.error}>{error.message}</p>;
  const rows = shownRows(state);
  const done = Object.keys(worked).length;
  const openRow = (row: ListRow): void => {
    if (row.opens?.record === 'patron') void work.openPatron(row.opens.card);
    if (row.opens?.record === 'item') void items.open(row.opens.barcode);
    if (row.opens?.record === 'course') void courses.open(row.opens.courseId);
    if (row.opens?.record === 'title') {
      void work.goTo('titles');
      void titles.open(row.opens.titleId);
    }
  };
  return (
    <>
      {printing !== null && <PrintedList view={printing} />}
      <header className={styles.head}>
        <h2 className={styles.title}>{view.heading}</h2>
        <p className={styles.about} aria-live="polite">
          {t('list.rows', { count: view.count })}
          {filter.trim() !== '' && ` · ${t('list.matching', { count: rows.length })}`}
          {done > 0 && ` · ${t('list.done', { count: done })}`}
          {view.rows.length < view.count && ` · ${t('list.first', { count: view.rows.length })}`}
        </p>
        <span className={styles.gap} />
        <Filter text={filter} />
        <ActionButton id="printList" look="plain" />
        <Exports isOrdered={view.isOrdered === true} />
      </header>
      {state.open === 'ill-borrowed' && <Receiving />}
      {error !== null && (
        <p className={styles.error} role="alert">
          {error.message}
        </p>
      )}
      {saved !== null && (
        <output className={styles.saved}>
          <Icon name="done" size={14} /> {t('reports.saved', { name: saved })}
        </output>
      )}
      {said !== null && (
        <output className={styles.saved}>
          <Icon name="done" size={14} /> {said}
        </output>
      )}
      <ScrollPlace label={view.heading} className={styles.rows} isStill>
        <ListTable
          view={filter.trim() === '' ? view : { ...view, empty: t('list.noMatch', { text: filter }) }}
          rows={rows}
          focus={focus}
          worked={worked}
          onFocus={lists.focusRow}
          onLeave={() => lists.focusRow(null)}
          asking={asking}
          onMove={lists.move}
          onOpen={openRow}
          onAct={(row, act, answer) => void lists.act(row, act, answer)}
        />
      </ScrollPlace>
    </>
  );
}

function Filter({ text }: { readonly text: string }) {
  const { t } = useTranslation();
  const { lists } = useDesk();
  return (
    <label className={styles.filter}>
      <Icon name="search" size={14} />
      <span className="unseen">{t('list.filter')}</span>
      <input
        type="search"
        placeholder={t('list.filter')}
        value={text}
        onChange={(event) => lists.setFilter(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') focusScanBox(document);
        }}
        maxLength={80}
      />
    </label>
  );
}

const FORMS = ['pdf', 'xlsx', 'csv'] as const;
/** Forms of a list to order by: acquisitions systems read MARC. */
const ORDER_FORMS = [...FORMS, 'mrc'] as const;

/** A list goes on paper and into files as reports do. */
function Exports({ isOrdered }: { readonly isOrdered: boolean }) {
  const { t } = useTranslation();
  const { lists } = useDesk();
  return (
    <fieldset className={styles.forms}>
      <legend className="unseen">{t('list.save')}</legend>
      {(isOrdered ? ORDER_FORMS : FORMS).map((form) => (
        <DeskButton
          key={form}
          look="quiet"
          label={t('list.saveAs', { form: form === 'mrc' ? 'MARC' : form.toUpperCase() })}
          onPress={() => void lists.save(form)}
        >
          {form === 'mrc' ? 'MARC' : form.toUpperCase()}
        </DeskButton>
      ))}
    </fieldset>
  );
}
