// An emergency closing: its end and reason; first a preview, then the closing itself. Works without a line.

import { useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { formatInstant, HOUR_MS, type Instant } from '../../../shared/core/instant.ts';
import { formatLocalMoment, parseLocalMoment } from '../../../shared/core/local-moment.ts';
import type { ClosingLook } from '../../../shared/views/closing.ts';
import type { RulesView } from '../../../shared/views/rules.ts';
import { faultOf } from '../../bridge/fault-of.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { hasRight } from '../../stores/station.ts';
import { sentence } from '../../text/sentence.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Field, focusOnMount } from '../../ui/field.tsx';
import { MomentChoice } from '../../ui/moment-choice.tsx';
import { useEsc } from '../../ui/use-esc.ts';
import { Labeled } from '../../ui/labeled.tsx';
import styles from './hours.module.css';

/** As many hours as an evening has. */
const USUALLY_MS = 12 * HOUR_MS;

/** The next whole hour of the branch's clock. */
function wholeHour(at: Instant, zone: string): string {
  return formatLocalMoment(at + HOUR_MS - 1, zone).replace(/:\d\d$/, ':00');
}

type Branches = { readonly branches: RulesView['branches'] };

/** Offered to people who may close; the form stands under its button. */
export function EmergencyClosing({ branches }: Branches) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const [isDone, setDone] = useState(false);
  const { hours } = useDesk();
  const mayClose = useDeskStore(
    (desk) => desk.station.store,
    (state) => hasRight(state, 'close-branch'),
  );
  if (!mayClose) return null;
  if (isOpen) {
    const end = (isClosed: boolean): void => {
      setDone(isClosed);
      setOpen(false);
      if (isClosed) void hours.refresh();
    };
    return <ClosingForm branches={branches} onEnd={end} />;
  }
  return (
    <div>
      <DeskButton
        onPress={() => {
          setDone(false);
          setOpen(true);
        }}
      >
        {t('closing.open')}
      </DeskButton>
      {isDone && <output className={styles.done}>{t('closing.done')}</output>}
    </div>
  );
}

function ClosingForm({ branches, onEnd }: Branches & { readonly onEnd: (isClosed: boolean) => void }) {
  const { t } = useTranslation();
  const { link, clock } = useDesk();
  const [branch, setBranch] = useState(branches[0]?.id ?? '');
  const zone = branches.find(({ id }) => id === branch)?.zone ?? 'UTC';
  const [from, setFrom] = useState<string | null>(null);
  const [until, setUntil] = useState(() => wholeHour(clock.now() + USUALLY_MS, zone));
  const [reason, setReason] = useState('');
  const [look, setLook] = useState<ClosingLook | null>(null);
  const [wrong, setWrong] = useState('');
  const [isBusy, setBusy] = useState(false);
  const esc = useEsc(() => onEnd(false));
  /** How often the window was changed: the counts of another window than the one that stands in the form are dropped. */
  const edition = useRef(0);
  const asked = () => {
    const start: Instant | null = from === null ? clock.now() : parseLocalMoment(from, zone);
    const end = parseLocalMoment(until, zone);
    if (start === null || end === null || end <= start) return null;
    return { branch, from: formatInstant(start), to: formatInstant(end) };
  };
  const changed =
    <V,>(set: (value: V) => void) =>
    (value: V): void => {
      edition.current += 1;
      setLook(null);
      setWrong('');
      set(value);
    };
  const send = async (): Promise<void> => {
    const window = asked();
    if (window === null) return setWrong(t('closing.noTime'));
    if (look !== null && reason.trim() === '') return setWrong(t('closing.noReason'));
    setBusy(true);
    setWrong('');
    if (look !== null) {
      const fault = faultOf(await link.act('branch.close', { ...window, reason: reason.trim() }));
      setBusy(false);
      return fault === null ? onEnd(true) : setWrong(sentence(fault.message));
    }
    const asking = edition.current;
    const answer = await link.ask('branch.lookAtClosing', window);
    setBusy(false);
    if (edition.current !== asking) return;
    if (answer.ok) setLook(answer.value);
    else setWrong(sentence(answer.error.message));
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void send();
  };
  return (
    <form className={styles.check} data-esc="own" ref={esc} onSubmit={submit} aria-label={t('closing.title')}>
      <div>
        <h3 className={styles.heading}>{t('closing.title')}</h3>
        <p className={styles.note}>{t('closing.text')}</p>
      </div>
      {branches.length > 1 && <BranchChoice branches={branches} branch={branch} onChange={changed(setBranch)} />}
      <FromChoice from={from} zone={zone} isFirst={branches.length === 1} onChange={changed(setFrom)} />
      <MomentChoice
        legend={t('closing.until')}
        moment={until}
        zone={zone}
        hasTime
        isFirst={false}
        onChange={changed(setUntil)}
      />
      {look !== null && <Counts look={look} />}
      {look !== null && (
        <Field
          label={t('closing.reason')}
          value={reason}
          onChange={setReason}
          ref={focusOnMount}
          name="closing-reason"
        />
      )}
      {wrong !== '' && (
        <p className={styles.wrong} role="alert">
          {wrong}
        </p>
      )}
      <DeskButton look="main" isSubmit isDisabled={isBusy}>
        {t(look === null ? 'closing.count' : 'closing.close')}
      </DeskButton>
      <DeskButton look="quiet" onPress={() => onEnd(false)}>
        {t('common.cancel')}
      </DeskButton>
    </form>
  );
}

type BranchProps = Branches & { readonly branch: string; readonly onChange: (branch: string) => void };

function BranchChoice({ branches, branch, onChange }: BranchProps) {
  const { t } = useTranslation();
  return (
    <Labeled label={t('closing.branch')}>
      <select ref={focusOnMount} value={branch} onChange={(event) => onChange(event.currentTarget.value)}>
        {branches.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </Labeled>
  );
}

type FromProps = {
  /** Null = now. */
  readonly from: string | null;
  readonly zone: string;
  readonly isFirst: boolean;
  readonly onChange: (from: string | null) => void;
};

function FromChoice({ from, zone, isFirst, onChange }: FromProps) {
  const { t } = useTranslation();
  const { clock } = useDesk();
  return (
    <>
      <Labeled label={t('closing.from')}>
        <select
          ref={isFirst ? focusOnMount : null}
          value={from === null ? 'now' : 'later'}
          onChange={(event) =>
            onChange(event.currentTarget.value === 'now' ? null : formatLocalMoment(clock.now() + HOUR_MS, zone))
          }
        >
          <option value="now">{t('hours.now')}</option>
          <option value="later">{t('hours.later')}</option>
        </select>
      </Labeled>
      {from !== null && (
        <MomentChoice legend={t('closing.from')} moment={from} zone={zone} hasTime onChange={onChange} />
      )}
    </>
  );
}

function Counts({ look: { branches, loans, moves, shelf, opensText, isFresh } }: { readonly look: ClosingLook }) {
  const { t } = useTranslation();
  return (
    <div aria-live="polite">
      <p className={styles.asked}>{t('closing.closes', { branches: branches.join(', ') })}</p>
      <ul className={styles.told}>
        <li>{t('closing.loans', { count: loans })}</li>
        {loans > 0 && <li>{t('closing.moves', { count: moves })}</li>}
        {moves < loans && <li>{t('closing.stays', { count: loans - moves })}</li>}
        <li>{t('closing.shelf', { count: shelf })}</li>
        <li>{t('closing.fines')}</li>
        <li>{opensText === null ? t('closing.opensUnknown') : t('closing.opens', { when: opensText })}</li>
      </ul>
      {!isFresh && <p className={styles.note}>{t('closing.offline')}</p>}
    </div>
  );
}
