// Shared parts of the log's forms: a field that keeps its text, a line of author and time, and the foot with its fault.

import type { FormEvent, ReactNode } from 'react';
import { Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatLocalMoment, parseLocalMoment } from '../../../shared/core/local-moment.ts';
import { formatInstant, MINUTE_MS } from '../../../shared/core/instant.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { sentence } from '../../text/sentence.ts';
import { Field, focusOnMount } from '../../ui/field.tsx';
import { FormFoot } from '../../ui/form-foot.tsx';
import { MomentChoice } from '../../ui/moment-choice.tsx';
import { useMoments } from '../../ui/use-moments.ts';
import { useNow } from '../../ui/use-now.ts';
import { ScrollPlace } from '../../ui/scroll-place.tsx';
import styles from './log-part.module.css';

/** The text of a field; empty where nothing was typed. */
export function useTyped(field: string): string {
  return useDeskStore(
    (desk) => desk.log.store,
    (state) => state.typed[field] ?? '',
  );
}

type LogFieldProps = {
  readonly field: string;
  readonly label: string;
  readonly isLong?: boolean;
  /** It takes the focus as it appears. */
  readonly isFirst?: boolean;
  readonly hint?: string;
};

export function LogField({ field, label, isLong = false, isFirst = false, hint }: LogFieldProps) {
  const { log } = useDesk();
  const value = useTyped(field);
  if (!isLong)
    return (
      <Field
        label={label}
        value={value}
        onChange={(text) => log.type(field, text)}
        name={field}
        ref={isFirst ? focusOnMount : null}
        {...(hint === undefined ? {} : { hint })}
      />
    );
  return (
    <Textarea
      label={label}
      value={value}
      name={field}
      placeholder={hint}
      size="sm"
      autosize
      minRows={2}
      maxRows={8}
      onChange={(event) => log.type(field, event.currentTarget.value)}
    />
  );
}

/** A moment of the past, now until another is chosen. */
export function LogMoment({ field, legend }: { readonly field: string; readonly legend: string }) {
  const { log } = useDesk();
  const value = useTyped(field);
  const zone = useZone();
  const now = formatLocalMoment(useNow(MINUTE_MS), zone);
  return (
    <MomentChoice
      legend={legend}
      moment={value === '' ? now : value}
      zone={zone}
      hasTime
      isFirst={false}
      isPast
      onChange={(moment) => log.type(field, moment)}
    />
  );
}

export function useZone(): string {
  return useDeskStore(
    (desk) => desk.station.store,
    (state) => state.desk?.zone ?? 'UTC',
  );
}

/** The chosen moment of a `LogMoment`, as the desk takes it; null = now. */
export function momentTyped(local: string, zone: string): string | null {
  const at = local === '' ? null : parseLocalMoment(local, zone);
  return at === null ? null : formatInstant(at);
}

type LogFormProps = {
  readonly form: string;
  readonly name: string;
  readonly send: string;
  /** The missing fields, in words; empty where none is missing. */
  readonly missing?: string;
  readonly hasLines?: boolean;
  readonly onSend: () => void;
  readonly children: ReactNode;
};

export function LogForm({ form, name, send, missing = '', hasLines = false, onSend, children }: LogFormProps) {
  const { isBusy, fault } = useDeskStore(
    (desk) => desk.log.store,
    (state) => state,
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSend();
  };
  const wrong = fault?.form === form ? sentence(fault.error.message) : missing;
  return (
    <form className={styles.form} aria-label={name} onSubmit={submit}>
      {children}
      <FormFoot wrong={wrong} send={send} isBusy={isBusy} hasLines={hasLines} />
    </form>
  );
}

/** The author and the time. */
export function WhoWhen({ at, by }: { readonly at: string; readonly by: string | null }) {
  const moments = useMoments();
  const now = useNow(MINUTE_MS);
  return (
    <span className={styles.who}>
      {moments.when(Date.parse(at), now)}
      {by !== null && ` · ${by}`}
    </span>
  );
}

/** A part of the log with its title. */
export function LogSection({ title, about, children }: { title: string; about: string; children: ReactNode }) {
  const { t } = useTranslation();
  const isThere = useDeskStore(
    (desk) => desk.log.store,
    (state) => state.view !== null,
  );
  return (
    <ScrollPlace label={title} className={styles.part}>
      <section aria-label={title} data-testid="log-part">
        <h2 className={styles.title}>{title}</h2>
        <p className={styles.note}>{about}</p>
        {isThere ? children : <p className={styles.note}>{t('log.wait')}</p>}
      </section>
    </ScrollPlace>
  );
}
