// Work: every list that a person works down, with its count, and the one that is open.

import { useTranslation } from 'react-i18next';
import type { ListRow } from '../../../shared/views/list.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { focusScanBox } from '../../desk/scan-box-focus.ts';
import { goneRows, shownRows, type WorkList } from '../../stores/lists-store.ts';
import { NoticeBanner } from '../../ui/answer/notice-banner.tsx';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { ListTable } from '../../ui/list-table.tsx';
import { ScrollPlace } from '../../ui/scroll-place.tsx';
import { mayDo } from '../../stores/station.ts';
import { DueDates } from './due-dates.tsx';
import { ExceptionsList } from './exceptions-list.tsx';
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
  const isAsked = useDeskStore(
    (desk) => desk.work.store,
    (state) => state.notices.work.kind !== 'ready',
  );
  return (
    <div className={styles.place}>
      <ListOfLists />
      <div className={styles.open}>
        {isAsked && <NoticeBanner screen="work" ready={null} />}
        {isDating ? <DueDates /> : open === 'exceptions' ? <ExceptionsList /> : <OpenList />}
      </div>
    </div>
  );
}

const SECTIONS = ['first', 'shelves', 'money', 'desk'] as const;

function ListOfLists() {
  const { t } = useTranslation();
  const lists = useDeskStore(
    (desk) => desk.lists.store,
    (state) => state.lists,
  );
  return (
    <nav className={styles.lists} aria-label={t('list.lists')}>
      {SECTIONS.map((section) => {
        const mine = (lists ?? []).filter((list) => list.section === section);
        if (mine.length === 0) return null;
        return (
          <section key={section}>
            {section !== 'first' && <p className={styles.section}>{t(`list.${section}`)}</p>}
            {mine.map((list) => (
              <ListLink key={list.list} list={list} />
            ))}
          </section>
        );
      })}
      <DueDatesLink />
    </nav>
  );
}

/** The sign of each list; in a narrow window it stands for the name. */
const ICONS: Readonly<Partial<Record<WorkList['list'], IconName>>> = {
  exceptions: 'exception',
  'pull-list': 'pull',
  'hold-shelf': 'hold',
  'expired-holds': 'expired',
  'waiting-holds': 'time',
  'late-equipment': 'equipment',
  missing: 'missing',
  'in-transit': 'transit',
  'provisional-items': 'title',
};

/** Dates of many loans are changed here by those who may; Find anything tells all others who may. */
function DueDatesLink() {
  const { t } = useTranslation();
  const { dueDates } = useDesk();
  const mayDate = useDeskStore(
    (desk) => desk.station.store,
    (state) => mayDo(state, 'circ.changeDueDate'),
  );
  const isOpen = useDeskStore(
    (desk) => desk.dueDates.store,
    (state) => state.isOpen,
  );
  if (!mayDate) return null;
  return (
    <section>
      <p className={styles.section}>{t('list.loans')}</p>
      <button
        type="button"
        className={styles.list}
        aria-current={isOpen ? 'page' : undefined}
        title={t('dueMany.open')}
        onClick={() => void dueDates.begin()}
      >
        <Icon name="time" />
        <span className={styles.name}>{t('dueMany.open')}</span>
      </button>
    </section>
  );
}

function ListLink({ list: { list, heading, count, weight } }: { readonly list: WorkList }) {
  const { dueDates, lists } = useDesk();
  const isChosen = useDeskStore(
    (desk) => desk.lists.store,
    (state) => state.open === list,
  );
  const isDating = useDeskStore(
    (desk) => desk.dueDates.store,
    (state) => state.isOpen,
  );
  const isOpen = isChosen && !isDating;
  const open = (): void => {
    dueDates.close();
    lists.openList(list);
  };
  return (
    <button
      type="button"
      className={styles.list}
      aria-current={isOpen ? 'page' : undefined}
      title={heading}
      onClick={open}
    >
      <Icon name={ICONS[list] ?? 'pull'} />
      <span className={styles.name}>{heading}</span>
      <span className={styles.count} data-tone={weight === 'act-now' && count > 0 ? 'warn' : undefined}>
        {count}
      </span>
    </button>
  );
}

function OpenList() {
  const { t } = useTranslation();
  const { items, lists, titles, work } = useDesk();
  const state = useDeskStore(
    (desk) => desk.lists.store,
    (all) => all,
  );
  const { view, filter, focus, error, saved } = state;
  const worked = goneRows(state);
  if (view === null) return error === null ? null : <p className={styles.error}>{error.message}</p>;
  const rows = shownRows(state);
  const done = Object.keys(worked).length;
  const openRow = (row: ListRow): void => {
    if (row.opens?.record === 'patron') void work.openPatron(row.opens.card);
    if (row.opens?.record === 'item') void items.open(row.opens.barcode);
    if (row.opens?.record === 'title') {
      void work.goTo('titles');
      void titles.open(row.opens.titleId);
    }
  };
  return (
    <>
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
        <Exports />
      </header>
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
      <ScrollPlace label={view.heading} className={styles.rows}>
        <ListTable
          view={filter.trim() === '' ? view : { ...view, empty: t('list.noMatch', { text: filter }) }}
          rows={rows}
          focus={focus}
          worked={worked}
          onFocus={lists.focusRow}
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

/** A list goes on paper and into files as reports do. */
function Exports() {
  const { t } = useTranslation();
  const { lists } = useDesk();
  return (
    <fieldset className={styles.forms}>
      <legend className="unseen">{t('list.save')}</legend>
      {FORMS.map((form) => (
        <DeskButton
          key={form}
          look="quiet"
          label={t('list.saveAs', { form: form.toUpperCase() })}
          onPress={() => void lists.save(form)}
        >
          {form.toUpperCase()}
        </DeskButton>
      ))}
    </fieldset>
  );
}
