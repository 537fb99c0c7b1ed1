// Patrons: finds as a person types, in any order of the words. Arrow keys choose, Enter opens the record beside.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PatronSummary } from '../../../shared/views/patron.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { mayDo } from '../../stores/station.ts';
import { lacksAccounts } from '../../stores/line-state.ts';
import { lastFour } from '../../text/moments.ts';
import { NoticeBanner } from '../../ui/answer/notice-banner.tsx';
import { DemoCodes } from '../../ui/demo-codes.tsx';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ScrollPlace } from '../../ui/scroll-place.tsx';
import { Teach } from '../../ui/teach.tsx';
import { NewAccount, NobodysCard, PatronRecord } from './patron-record.tsx';
import styles from './patrons-screen.module.css';

/** As many as are asked for; there may be more. */
const MOST_FOUND = 50;

/** `ledger`: the fees of the patron, in the place of their record; null = they are closed. */
export function PatronsScreen({ ledger }: { readonly ledger: ReactNode | null }) {
  const { t } = useTranslation();
  const { text, answeredText, patrons, selected, isAsked } = useDeskStore(
    (desk) => desk.patrons.store,
    (state) => state,
  );
  const isItem = useDeskStore(
    (desk) => desk.work.store,
    (state) => !['ready', 'card'].includes(state.notices.patrons.kind),
  );
  const isLoading = useDeskStore(
    (desk) => desk.line.store,
    ({ status }) => lacksAccounts(status),
  );
  const patron = useDeskStore(
    (desk) => desk.work.store,
    (state) => state.patron,
  );
  const view = patron?.view ?? null;
  const isRegistering = useDeskStore(
    (desk) => desk.accounts.store,
    ({ form }) => form !== null && form.card === null,
  );
  const isOpen = patron !== null || isRegistering;
  return (
    <>
      {isItem && <NoticeBanner screen="patrons" ready={null} />}
      {text.trim() === '' && !isOpen ? (
        <>
          <NewPatron />
          <Teach steps={[t('patrons.teachText'), t('patrons.teachOpen'), t('patrons.teachLook')]}>
            <DemoCodes kind="patrons" label={t('checkout.tryCard')} />
          </Teach>
        </>
      ) : (
        <div className={styles.place} data-open={isOpen}>
          <div className={styles.hits}>
            <NewPatron />
            <ScrollPlace label={t('patrons.results')} className={styles.found}>
              <p className="unseen" aria-live="polite">
                {t('find.results', { count: patrons.length })}
              </p>
              {isAsked && (
                <p className={styles.asked} aria-live="polite">
                  {t('find.choose')}
                </p>
              )}
              {patrons.length > 0 && <PatronTable patrons={patrons} selected={selected} isNarrow={isOpen} />}
              {patrons.length >= MOST_FOUND && (
                <p className={styles.none}>{t('patrons.more', { count: patrons.length })}</p>
              )}
              {patrons.length === 0 && text === answeredText && text.trim() !== '' && (
                <p className={styles.none}>{isLoading ? t('patrons.notYet') : t('patrons.nothing', { text })}</p>
              )}
            </ScrollPlace>
          </div>
          {view !== null ? (
            (ledger ?? <PatronRecord view={view} />)
          ) : patron !== null ? (
            <NobodysCard card={patron.card} />
          ) : (
            isRegistering && <NewAccount />
          )}
        </div>
      )}
    </>
  );
}

/** Begins an account, for staff who may; fields typed before are there again. */
function NewPatron() {
  const { t } = useTranslation();
  const { accounts, work } = useDesk();
  const may = useDeskStore(
    (desk) => desk.station.store,
    (state) => mayDo(state, 'patron.register'),
  );
  if (!may) return null;
  return (
    <div className={styles.actions}>
      <DeskButton
        onPress={() => {
          work.closePatron();
          void accounts.begin();
        }}
      >
        {t('account.new')}
      </DeskButton>
    </div>
  );
}

type PatronTableProps = {
  readonly patrons: readonly PatronSummary[];
  readonly selected: number | null;
  /** Beside a record: name, card and state alone. */
  readonly isNarrow: boolean;
};

function PatronTable({ patrons, selected, isNarrow }: PatronTableProps) {
  const { t } = useTranslation();
  return (
    <table className={styles.table} aria-label={t('patrons.results')}>
      <thead>
        <tr>
          <th scope="col">{t('patrons.name')}</th>
          <th scope="col">{t('patrons.card')}</th>
          {!isNarrow && <th scope="col">{t('patrons.group')}</th>}
          {!isNarrow && <th scope="col">{t('patrons.home')}</th>}
          {!isNarrow && <th scope="col">{t('patrons.state')}</th>}
        </tr>
      </thead>
      <tbody>
        {patrons.map((patron, row) => (
          <PatronRow key={patron.card} patron={patron} isSelected={row === selected} row={row} isNarrow={isNarrow} />
        ))}
      </tbody>
    </table>
  );
}

type PatronRowProps = {
  readonly patron: PatronSummary;
  readonly isSelected: boolean;
  readonly row: number;
  readonly isNarrow: boolean;
};

function PatronRow({ patron, isSelected, row, isNarrow }: PatronRowProps) {
  const { t } = useTranslation();
  const { work, patrons } = useDesk();
  const open = (): void => {
    patrons.select(row);
    void work.openPatron(patron.card);
  };
  return (
    <tr className={styles.row} data-selected={isSelected} aria-current={isSelected ? 'true' : undefined}>
      <th scope="row">
        <button type="button" className={styles.name} onClick={open}>
          {patron.name}
        </button>
        {isNarrow && <PatronStates patron={patron} />}
      </th>
      <td>
        {isNarrow ? lastFour(patron.card) : patron.card}
        {patron.otherCard !== undefined && (
          <span className={styles.other}>{t('find.otherCard', { card: patron.otherCard })}</span>
        )}
      </td>
      {!isNarrow && (
        <>
          <td>{patron.groupName}</td>
          <td className={styles.home} title={patron.homeName}>
            {patron.homeName}
          </td>
          <td>
            <PatronStates patron={patron} />
          </td>
        </>
      )}
    </tr>
  );
}

function PatronStates({ patron }: { readonly patron: PatronSummary }) {
  const { t } = useTranslation();
  return (
    <span className={styles.states}>
      {patron.blocked && (
        <span data-tone="bad" className={styles.state}>
          <Icon name="block" size={14} />
          {t('find.blocked')}
        </span>
      )}
      {patron.expired && (
        <span data-tone="warn" className={styles.state}>
          <Icon name="expired" size={14} />
          {t('find.expired')}
        </span>
      )}
    </span>
  );
}
