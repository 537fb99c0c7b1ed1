// Sets the printer up: device, width of paper, patron data on its slips; and a page to see whether it prints.

import { NativeSelect, Switch } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PrinterSettings, PrinterView } from '../../../shared/views/slip.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { sentence } from '../../text/sentence.ts';
import { DeskButton } from '../desk-button.tsx';
import { Field } from '../field.tsx';
import { EnterKey } from '../keys.tsx';
import styles from './devices.module.css';

const WIDTHS = [32, 42, 48] as const;
const PAGES = ['pc850', 'wpc1252'] as const;
const PATRON = ['nothing', 'last-four', 'name'] as const;
const RAW_PORT = 9100;

type PrinterFormProps = {
  /** Where the form is a step of the set-up: the button for the next step, which keeps the choice. */
  readonly next?: { readonly text: string; readonly go: () => void };
};

export function PrinterForm({ next }: PrinterFormProps) {
  const { slips } = useDesk();
  const printer = useDeskStore(
    (desk) => desk.slips.store,
    (state) => state.printer,
  );
  useEffect(() => void slips.beginSetup(), [slips]);
  if (printer?.maySet === true) return <Setup printer={printer} next={next ?? null} />;
  return (
    <>
      {printer !== null && <ShowOnly />}
      {next !== undefined && <GoOn next={next} />}
    </>
  );
}

function ShowOnly() {
  const { t } = useTranslation();
  return <p className={styles.lead}>{t('printer.needs')}</p>;
}

type Next = NonNullable<PrinterFormProps['next']>;

function GoOn({ next }: { readonly next: Next }) {
  return (
    <div className={styles.buttons}>
      <DeskButton look="main" isFirst onPress={next.go} after={<EnterKey />}>
        {next.text}
      </DeskButton>
    </div>
  );
}

/** As it is typed; the target is chosen by `none`, `network` or the name of a device after a sign that no name begins with. */
type Typed = Omit<PrinterSettings, 'target'> & {
  readonly target: string;
  readonly host: string;
  readonly port: string;
};

const DEVICE = '>';

function Setup({ printer, next }: { readonly printer: PrinterView; readonly next: Next | null }) {
  const { t } = useTranslation();
  const { slips } = useDesk();
  const [typed, setTyped] = useState(() => typedOf(printer.settings));
  const [isBad, setBad] = useState(false);
  const set = (change: Partial<Typed>): void => {
    setBad(false);
    setTyped({ ...typed, ...change });
  };
  const save = async (): Promise<boolean> => {
    const settings = settingsOf(typed);
    setBad(settings === null);
    return settings !== null && slips.set(settings);
  };
  /** Unchanged settings are not saved, so that a failed save does not block the next step. */
  const goOn = async ({ go }: Next): Promise<void> => {
    const isSame = JSON.stringify(typed) === JSON.stringify(typedOf(printer.settings));
    if (isSame || (await save())) go();
  };
  const known = printer.settings.target.kind === 'device' ? [printer.settings.target.name] : [];
  const devices = [...new Set([...printer.devices, ...known])];
  return (
    <form
      className={styles.stack}
      data-testid="printer-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (next === null) void save();
        else void goOn(next);
      }}
    >
      <p className={styles.lead}>{t('printer.text')}</p>
      <div className={styles.fields}>
        <NativeSelect
          label={t('printer.target')}
          value={typed.target}
          onChange={(event) => set({ target: event.currentTarget.value })}
          data={[
            { value: 'none', label: t('printer.none') },
            { value: 'network', label: t('printer.network') },
            ...devices.map((name) => ({ value: DEVICE + name, label: name })),
          ]}
        />
        {typed.target === 'network' && (
          <>
            <Field
              label={t('printer.host')}
              hint={t('printer.hostHint')}
              value={typed.host}
              onChange={(host) => set({ host })}
              hasError={isBad}
            />
            <Field label={t('printer.port')} value={typed.port} onChange={(port) => set({ port })} hasError={isBad} />
          </>
        )}
      </div>
      <PaperFields typed={typed} set={set} />
      {isBad && (
        <p role="alert" className={styles.fault}>
          {t('printer.badAddress')}
        </p>
      )}
      <Said />
      <div className={styles.buttons}>
        <DeskButton look="main" isSubmit isFirst={next !== null} after={<EnterKey />}>
          {next?.text ?? t('printer.save')}
        </DeskButton>
        <DeskButton onPress={() => void save().then((isSaved) => (isSaved ? slips.test() : undefined))}>
          {t('printer.test')}
        </DeskButton>
      </div>
    </form>
  );
}

type PaperProps = { readonly typed: Typed; readonly set: (change: Partial<Typed>) => void };

function PaperFields({ typed, set }: PaperProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.fields}>
      <NativeSelect
        label={t('printer.width')}
        value={String(typed.width)}
        onChange={(event) => set({ width: WIDTHS.find((width) => String(width) === event.currentTarget.value) ?? 42 })}
        data={WIDTHS.map(String)}
      />
      <NativeSelect
        label={t('printer.codePage')}
        value={typed.codePage}
        onChange={(event) => set({ codePage: PAGES.find((page) => page === event.currentTarget.value) ?? 'pc850' })}
        data={PAGES.map((value) => ({ value, label: t(`printer.${value}`) }))}
      />
      <NativeSelect
        label={t('printer.patron')}
        value={typed.patronOnSlip}
        onChange={(event) =>
          set({ patronOnSlip: PATRON.find((patron) => patron === event.currentTarget.value) ?? 'nothing' })
        }
        data={PATRON.map((value) => ({ value, label: t(`printer.patron-${value}`) }))}
      />
      <Switch
        label={t('printer.routing')}
        checked={typed.printsRouting}
        onChange={(event) => set({ printsRouting: event.currentTarget.checked })}
      />
      <Switch
        label={t('printer.drawer')}
        checked={typed.opensDrawer}
        onChange={(event) => set({ opensDrawer: event.currentTarget.checked })}
      />
      <Switch
        label={t('printer.cuts')}
        checked={typed.cuts}
        onChange={(event) => set({ cuts: event.currentTarget.checked })}
      />
    </div>
  );
}

/** The result of saving and of the test page. */
function Said() {
  const { t } = useTranslation();
  const { said, error, printer } = useDeskStore(
    (desk) => desk.slips.store,
    (state) => state,
  );
  const problem = error === null ? (said === 'kept' ? (printer?.problem ?? '') : '') : sentence(error.message);
  return (
    <>
      <output className={styles.said}>{said === 'saved' || said === 'tested' ? t(`printer.${said}`) : ''}</output>
      <p role="alert" className={styles.fault}>
        {problem}
      </p>
    </>
  );
}

function typedOf({ target, ...paper }: PrinterSettings): Typed {
  const isNetwork = target.kind === 'network';
  return {
    ...paper,
    target: target.kind === 'device' ? DEVICE + target.name : target.kind,
    host: isNetwork ? target.host : '',
    port: String(isNetwork ? target.port : RAW_PORT),
  };
}

/** The typed settings; null where they are no address. */
function settingsOf({ target, host, port, ...paper }: Typed): PrinterSettings | null {
  if (target === 'none') return { ...paper, target: { kind: 'none' } };
  if (target.startsWith(DEVICE)) return { ...paper, target: { kind: 'device', name: target.slice(DEVICE.length) } };
  const name = host.trim();
  const isHost = /^([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|[0-9A-Fa-f:]+)$/.test(name);
  const isPort = /^\d{1,5}$/.test(port.trim()) && Number(port) >= 1 && Number(port) <= 65_535;
  return isHost && isPort ? { ...paper, target: { kind: 'network', host: name, port: Number(port) } } : null;
}
